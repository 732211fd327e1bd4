"""Rules that hold for every mark: brackets, quotations, dialogue, small letters, question marks."""

from __future__ import annotations

import re

from aligner.languages import AbbreviationClass
from aligner.segmentation.candidates import Candidate
from aligner.segmentation.enclosures import Enclosure
from aligner.segmentation.finder import FACES, INVISIBLE
from aligner.segmentation.verdict import Verdict

JOIN, SPLIT = Verdict.JOIN, Verdict.SPLIT

_SHORT_QUOTATION = 60
_STUTTERED = 3
_BRAND = re.compile(r"[^\W\d_]{1,5}[A-ZА-Я]")
# Abbreviations of these languages are cut off after a consonant.
_WORD_ENDS = tuple("аеёиоуыэюяьйәіөұүaeiouyäöüıū")
_NET = re.compile(r"[\w.+-]+@\w|https?://|www\.|[\w-]+\.(?:kz|ru|com|org|net|edu|gov|info|kg|uz|ua|by)\b")
_ATTRIBUTION_LENGTH = 4
_CONTINUATION = re.compile(rf"[{INVISIBLE}]*(?:\s*[,;]|\s*[—–-]+\s*(?P<dashed>\w)|\s+(?P<plain>\w))")
_FACE = re.compile(f"[{FACES}]")
_SMILING_WORD = re.compile(r"(?![ivxIVX]+\Z)[^\W\d_]{2,}\Z")  # Rather than a list letter or number.
_FEELING = re.compile(
    "[\U0001f600-\U0001f64f\U0001f910-\U0001f92f\U0001f970-\U0001f97a\U0001f389\U0001f44c-\U0001f44f\U0001f4aa]"
)
_QUOTES = "\"'»”’“"


def picture(here: Candidate) -> Verdict | None:
    """An emoji or a smile of brackets ends a sentence before a function word, a face before any capital."""
    first = here.mark[0]
    if first != ")" and not _FACE.match(first):
        return None
    if first == ")" and (
        not _SMILING_WORD.match(here.word) or any(pair.stop < here.stop for pair in _closed_by(here))
    ):
        return JOIN
    telling = len(here.mark.strip(INVISIBLE)) > 1 or _FEELING.match(first) is not None
    return SPLIT if here.opener_follows or (telling and here.next_char.isupper()) else JOIN


def _closed_by(here: Candidate) -> list[Enclosure]:
    """The brackets that the mark closes."""
    return [pair for pair in here.enclosures() if not pair.quotation and pair.stop >= here.mark_start]


def bare_mark(here: Candidate) -> Verdict | None:
    """``(?)``, ``(!)``, ``[...]``: a remark inside a sentence."""
    if not here.closers or here.closers[0] not in ")]" or here.mark_start == here.begin:
        return None
    return JOIN if here.text[here.mark_start - 1] in "([" else None


def inside_brackets(here: Candidate) -> Verdict | None:
    """A bracket that opens in the middle of a sentence does not break it, inside or where it closes."""
    for pair in here.enclosures():
        if not pair.quotation and pair.start > here.begin and not here.text[here.begin : pair.start].isspace():
            before = here.text[max(here.begin, pair.start - 8) : pair.start].strip("\"'«“„—–- " + INVISIBLE)
            ends_after = any(mark in here.closers[here.closers.find(")") + 1 :] for mark in ".!?…")
            if before and not (ends_after and pair.stop < here.stop):
                return JOIN
    return None


def short_quotation(here: Candidate) -> Verdict | None:
    """A short quotation of exclamations inside a sentence stays whole: ``«Что? Где? Когда?» — передача``."""
    if here.plain_stop:
        return None
    for pair in here.enclosures():
        if not pair.quotation or pair.stop < here.stop or pair.stop - pair.start > _SHORT_QUOTATION:
            continue
        before = here.text[max(here.begin, pair.start - 8) : pair.start].strip("—–- " + INVISIBLE)
        if (pair.start >= here.begin and before) or _goes_on(
            here.text[pair.stop + 1 : min(here.limit, pair.stop + 16)]
        ):
            return JOIN
    return None


def _goes_on(after: str) -> bool:
    found = _CONTINUATION.match(after)
    if found is None:
        return False
    char = found["dashed"] or found["plain"]
    return char is None or char.islower()


def lower_brand(here: Candidate) -> Verdict | None:
    """A brand such as ``iPhone`` or an address opens a sentence with a small letter."""
    if not here.next_lower or here.dash:
        return None
    if not _BRAND.match(here.next_word) and not (here.plain_stop and _NET.match(here.next_word + here.after_next)):
        return None
    if here.mark[-1] != "." or (len(here.word) > 1 and not _known(here)):
        return SPLIT
    measure = here.abbreviation(AbbreviationClass.UNIT)
    return SPLIT if measure and here.number_before(measure) else None


def caseless_text(here: Candidate) -> Verdict | None:
    """Where nobody writes capitals, a small letter is no evidence; a whole word before the mark is."""
    if not here.next_lower or here.dash or here.closers.strip(INVISIBLE) or here.mark in ("…", "..."):
        return None
    if not here.block.caseless:
        return None
    word = here.word
    if here.mark == "." and not (here.block.finished or word.endswith(_WORD_ENDS)):
        return None
    return SPLIT if word.isalpha() and len(word) > 2 and not _known(here) else None


def _known(here: Candidate) -> bool:
    return bool(here.table.classes(here.word))


def lower_right(here: Candidate) -> Verdict | None:
    """A small letter goes on with the sentence; so do the author's words after a dash."""
    return JOIN if here.next_lower else None


def quotation_then_dash(here: Candidate) -> Verdict | None:
    """After a quotation a dash leads to the author's words or to what is said of it, even with a capital."""
    if not here.dash or not here.closers.strip(INVISIBLE):
        return None
    return JOIN if here.closers[-1] in _QUOTES and here.mark != "." else None


def speaker_follows(here: Candidate) -> Verdict | None:
    """``"Stop!" John said``: the speaker and a verb of speech after a quotation."""
    if not here.closers or here.closers[-1] not in _QUOTES or not here.table.speech_verbs:
        return None
    if here.mark == "." or here.lead or (here.opener_follows and here.next_word != "I"):
        return None
    for token in here.after_next.split()[:_ATTRIBUTION_LENGTH]:
        word = token.rstrip(",.:;")
        if word in here.table.speech_verbs:
            return None if token.endswith(":") else JOIN
        if word and not word[0].isupper():
            return None
    return None


def next_quotation(here: Candidate) -> Verdict | None:
    """One quotation ends and another begins: nothing joins them."""
    if not here.closers or here.closers[-1] not in _QUOTES or here.dash:
        return None
    opens = here.next_char.isupper() or "…" in here.lead or "..." in here.lead
    return SPLIT if opens and any(mark in here.lead for mark in '"«“„') else None


def dateline(here: Candidate) -> Verdict | None:
    """``АЛМАТЫ, 5 янв. — Аэропорт закрыт``: place and date lead to the news by a dash."""
    tokens = here.head.split()
    if not here.dash or not tokens or len(tokens) > 6:
        return None
    place = tokens[0].strip("(«,.")
    return JOIN if len(place) > 2 and place.isupper() and "." not in place else None


def glued_name(here: Candidate) -> Verdict | None:
    """A name that is written with a mark: ``Yahoo!``"""
    if here.mark == "." or here.word + here.mark not in here.table.glued_names:
        return None
    return SPLIT if here.opener_follows else JOIN


def stutter(here: Candidate) -> Verdict | None:
    """After an ellipsis the same short word begins again: ``I… I can't``"""
    if here.mark not in ("…", "...") or here.closers or here.dash:
        return None
    same = here.word.lower() == here.next_word.lower()
    return JOIN if same and 0 < len(here.word) <= _STUTTERED else None


def strong_mark(here: Candidate) -> Verdict | None:
    """A question, an exclamation, an ellipsis, or a full stop that no abbreviation can own."""
    if here.plain_stop:
        return None
    return SPLIT
