"""Rules about lines, list markers, labels and missing spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from aligner.languages import LanguageTable
from aligner.segmentation.candidates import Candidate
from aligner.segmentation.finder import INVISIBLE
from aligner.segmentation.verdict import Verdict

JOIN, SPLIT = Verdict.JOIN, Verdict.SPLIT

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}"
_TIME = r"\d{1,2}:\d\d(?::\d\d)?"
_ROMAN = r"[IVXLCІХ]{1,7}"
_LETTER = r"[^\W\d_]"
_LIST_LINE = re.compile(
    rf"(?:[•●▪◦‣⁃■□✓➢*·]|[—–-](?=\s)|\(?(?:{_NUMBER}|{_ROMAN}|{_LETTER})[.)](?=\s)|{_NUMBER}\s*\))"
)
_BULLET = re.compile(r"[•●▪◦‣⁃■□✓➢]")
_MARKER = re.compile(rf"[\W_]*(?:{_NUMBER}|{_TIME}|{_ROMAN}|{_LETTER}|{_LETTER}\d)\Z")
_INLINE_MARKER = re.compile(
    rf"(?::\s+\(?(?:1|I|{_LETTER})|;\s*\(?(?:{_NUMBER}|{_ROMAN})|:\s*[«“„\"](?:{_NUMBER}|{_ROMAN}))\Z"
)
_DOTTED_ITEM = re.compile(r"\s+[^\W\d_]\.\s+[^\W\d_]\w* ")
_DOTTED_HEAD = re.compile(r"[^\W\d_]\.\s")
_WHOLE_WORD = 3
_LETTERED_ITEM = re.compile(r"\s+\(?(?:[^\W\d_]|[ivx]{2,4})\)\s+\w")
_FILE_ENDING = re.compile(r"\.[^\W_]{2,5}\b")
_LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_PROSE = re.compile(r"[/@\\=_<>(){}\d:&]")


def blank_line(here: Candidate) -> Verdict | None:
    """An empty line parts blocks, whatever stands around it."""
    gap = here.gap
    if len(gap) > 1 and (len(_LINE_BREAK.findall(gap)) > 1 or "\u2029" in gap):
        return SPLIT
    return None


def list_line(here: Candidate) -> Verdict | None:
    """A line that begins with a list marker or a dash is an item of its own, if the line before it was complete.

    A bullet is always an item; a number or a dash may be part of a wrapped line.
    """
    if here.gap == " " or not _LINE_BREAK.search(here.gap):
        return None
    following = here.text[here.resume : min(here.limit, here.resume + 16)]
    if not _LIST_LINE.match(following):
        return None
    if not here.line or _BULLET.match(following):
        return SPLIT
    before = here.text[max(here.begin, here.stop - 64) : here.stop].rstrip()
    complete = before.endswith((":", ";"))
    return SPLIT if complete or (here.head and _LIST_LINE.match(here.head)) else None


def wrapped_line(here: Candidate) -> Verdict | None:
    """The end of a line inside a paragraph is a space."""
    return JOIN if here.line else None


def spaceless_mark(here: Candidate) -> Verdict | None:
    """A full-width mark ends a sentence without a space, unless a quotation closed by it is spoken of on."""
    if here.mark[-1] not in here.table.spaceless:
        return None
    follows = here.next_char
    if here.closers and follows in "とってのなはがを":
        return JOIN
    return JOIN if follows in "、，；：,;:" and follows else SPLIT


def no_space(here: Candidate) -> Verdict | None:
    """Without a space it is a decimal, an address, a file name ... unless it looks like two words of prose."""
    if here.gap:
        return None
    following = here.next_word
    if len(following) < 2 or not following[0].isupper() or not following[1:2].islower():
        return JOIN if not _one_letter_sentence(here) else None
    before = here.word or "".join(here.tokens[-1:])
    surroundings = before + here.after_next.split(" ", 1)[0][:24]
    if _NOT_PROSE.search(surroundings) or here.lead.startswith(("*", "_")):
        return JOIN if not here.abbreviations or _NOT_PROSE.search(before) else None
    return None


def _one_letter_sentence(here: Candidate) -> bool:
    """Whether a one-letter function word and a space follow, as in ``ушёл.Я остался``."""
    word = here.next_word
    return len(word) == 1 and here.opener_follows and here.after_next[:1].isspace() and here.word.islower()


def missing_space(here: Candidate) -> Verdict | None:
    """A small-letter word, a mark, a capitalised word: somebody forgot the space."""
    if here.gap:
        return None
    before = here.word
    letters = before.rpartition("-")[2]
    prose = len(letters) > 1 and letters.isalpha() and letters.islower() and "." not in before
    closed = here.closers != "" and not here.closers.strip('»”")' + INVISIBLE)
    return SPLIT if prose or closed or here.mark[-1] != "." else JOIN


def nothing_yet(here: Candidate) -> Verdict | None:
    """A mark before any letter or digit opens the sentence rather than ends it."""
    if here.word[:1].isalnum() or here.mark_start - here.begin > 64:
        return None
    return None if any(char.isalnum() for char in here.window) else JOIN


def continues(here: Candidate) -> Verdict | None:
    """A mark that cannot begin a sentence follows."""
    char = here.next_char
    if char == "." and here.gap and _FILE_ENDING.match(here.text, here.resume):
        return None
    if char == "/" and here.gap and here.text[here.resume + 1 : here.resume + 2].isalpha():
        return None
    if char and char in ",;:)]}»”!?.…>→|/\\+=،؛，、；：" and not here.next_word:
        return JOIN
    return JOIN if not char else None


def list_marker(here: Candidate) -> Verdict | None:
    """``1.``, ``а.``, ``IV.``, ``18:35.`` at the beginning of a segment belong to what they number."""
    if here.mark != ".":
        return None
    if len(here.head) <= 16 and here.head and _MARKER.match(here.head) and not _spoken_letter(here):
        return JOIN
    return JOIN if _INLINE_MARKER.search(here.window) else None


def _spoken_letter(here: Candidate) -> bool:
    """Whether the letter is a word that makes a whole answer: ``— Я.``"""
    return here.letter_word


def lettered_item(here: Candidate) -> Verdict | None:
    """``б)``, ``(ii)``, ``b. The`` after a finished sentence begin the next item, although the letter is small."""
    if not here.next_lower or (here.plain_stop and any(map(here.table.classes, here.abbreviations))):
        return None
    if _LETTERED_ITEM.match(here.text, here.stop):
        return SPLIT
    if not _DOTTED_ITEM.match(here.text, here.stop) or len(here.word) < _WHOLE_WORD:
        return None
    listed = _DOTTED_HEAD.match(here.text, here.begin) is not None
    return SPLIT if listed or not here.table.classes(here.next_word) else None


def label(here: Candidate) -> Verdict | None:
    """``Article 5.``, ``§ 5.``, ``5-бап.``, ``Глава вторая.`` at a segment's beginning belong to their heading."""
    if here.mark != "." or not here.head or len(here.head) > 40:
        return None
    return JOIN if _label_pattern(here.table).match(here.head) else None


@cache
def _label_pattern_of(labels: frozenset[str], suffixes: frozenset[str], numerals: tuple[str, ...]) -> re.Pattern[str]:
    number = rf"(?:{_NUMBER}|{_ROMAN}|{_LETTER})(?:[-–]\d{{1,3}}|[-‑][^\W\d_]{{1,3}})?"
    before, after = _any_of(labels), _any_of(suffixes)
    words = rf"{_any_of(numerals)}(?:\s+{_any_of(numerals)})?"
    forms = (
        r"\d{1,3}[-‑]§",
        rf"(?:[§№]+|{before}\.?(?:\s*№)?)\s*{number}",
        rf"(?:№\s*)?{_NUMBER}(?:-\d{{1,3}})?\s?[-–—‑]?\s?{after}",
        rf"{_ROMAN}\s?[-–—‑]?\s?{after}",
        rf"{before}\s+{words}",
        rf"{words}\s+{after}",
    )
    return re.compile(rf"[\W_]*(?:{'|'.join(forms)})\Z", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    return rf"(?:{'|'.join(sorted(map(re.escape, words))) or '(?!)'})"


def _label_pattern(table: LanguageTable) -> re.Pattern[str]:
    return _label_pattern_of(table.labels, table.label_suffixes, table.extra.get("label_numerals", ()))
