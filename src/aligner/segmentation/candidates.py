"""Where a sentence might end, and what stands to the left and to the right of that place."""

from __future__ import annotations

import re
import unicodedata

from aligner.languages import AbbreviationClass, LanguageTable
from aligner.segmentation.enclosures import Enclosure, Enclosures
from aligner.segmentation.finder import INVISIBLE, LINE_ENDS
from aligner.segmentation.lazy import lazy

_WINDOW = 64
"""Characters looked at on either side of a break; a bound is what keeps the work linear."""

_FAR = 1000
"""Characters looked back over for the opening mark of a quotation; a bound again."""

_UNUSUAL = re.compile(rf"[{INVISIBLE}\u0300-\u036f\u3099\u0653-\u0655]")
_DROP_INVISIBLE = str.maketrans("", "", INVISIBLE)
_OPENING = "\"'«“„‘‹‚([¿¡*_"
_DASHES = "—–―−-"
_RIGHT = re.compile(
    rf"(?P<lead>(?:[\s{INVISIBLE}{re.escape(_OPENING)}]|(?<=\s)[»”](?=\w)|(?<=[\[(])(?:\.{{3}}|…)[\])]|\.{{2,}}|…)*)"
    rf"(?:(?P<dash>[{_DASHES}]+(?=[\s«“„\"\w{INVISIBLE}]))[\s{INVISIBLE}{re.escape(_OPENING)}…]*)?"
    rf"(?P<word>[^\W_](?:[\w\u0300-\u036f{INVISIBLE}]|['’ʼ-](?=\w))*)?"
)
_NUMBER = re.compile(r"\d")
_ROMAN = re.compile(r"[IVXLCDMІХ]+(?:[-–—‑][IVXLCDMІХ]+)?\Z")
_TRAILING_LETTERS = re.compile(
    r"(?:(?<=[\d.,;:)№])|(?<=[\d.][-‑–—])|(?<=[ldLD]['’]))[^\W\d_](?:[^\W\d_]|[-‑](?=[^\W\d_]))*\Z"
)
_ADDRESS = re.compile(r"[/@\\]|://|www\.")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_DROP_INVISIBLE))


class Block:
    """A paragraph without the white space around it, and what is worth finding out about it only once."""

    def __init__(self, text: str, start: int, stop: int, table: LanguageTable) -> None:
        self.text = text
        self.start = start
        self.stop = stop
        self.table = table

    @lazy
    def plain(self) -> bool:
        """Whether it holds neither invisible characters nor combining marks."""
        return _UNUSUAL.search(self.text, self.start, self.stop) is None

    @lazy
    def caseless(self) -> bool:
        """Whether it opens with a small letter and is written without any capital."""
        return self.text[self.start].islower() and self.text[self.start : self.stop].islower()

    @lazy
    def finished(self) -> bool:
        """Whether it ends with a mark."""
        return self.text[self.stop - 1] in self.table.terminators

    @lazy
    def enclosures(self) -> Enclosures:
        """Its short quotations and brackets."""
        return Enclosures(self.text, self.start, self.stop)


class Candidate:
    """A place where a sentence might end, with views on its surroundings that are made when a rule asks."""

    def __init__(self, block: Block, begin: int, found: re.Match[str]) -> None:
        self.block = block
        self.text = block.text
        self.table = block.table
        self.begin = begin
        """Where the segment under way begins."""
        self.limit = block.stop
        """Where the paragraph ends."""
        first, more, self.closers, space, line = found.groups("")
        self.line = first in LINE_ENDS
        """Whether this is a line's end without a mark."""
        self.mark = "" if self.line else first + more
        self.gap = first + line if self.line else space
        self.mark_start, self.resume = found.span()
        if self.closers[:1] == '"' and not space and first in self.table.spaceless and self._opens(self.mark_start):
            self.resume -= len(self.closers)
            self.closers = ""
        """Where the mark begins, and where the next segment would begin."""
        self.stop = self.resume - len(self.gap)
        """Where the segment under way would stop."""

    def _opens(self, offset: int) -> bool:
        """Whether a straight quotation mark after ``offset`` would open a quotation of the segment under way."""
        return self.text.count('"', max(self.begin, offset - _FAR), offset) % 2 == 0

    @lazy
    def window(self) -> str:
        """The characters before the mark, within the segment under way."""
        return self.text[max(self.begin, self.mark_start - _WINDOW) : self.mark_start]

    @lazy
    def tokens(self) -> list[str]:
        """The window's tokens between spaces, clean of invisible characters, letters composed."""
        window = self.window
        return (window if self.block.plain else _composed(window)).split()

    @lazy
    def word(self) -> str:
        """The token before the mark without opening punctuation; empty if a space stands between."""
        if not self.tokens or self.window[-1].isspace():
            return ""
        return self.tokens[-1].lstrip(_OPENING + _DASHES)

    @lazy
    def letter_word(self) -> bool:
        """Whether the token is a word of one letter that ends a sentence: ``Это я.``, ``— Я.``"""
        if len(self.word) != 1 or self.word.lower() not in self.table.extra.get("letter_words", ()):
            return False
        asked = self.text[max(self.block.start, self.begin - 4) : self.begin].rstrip("\"'»”’ \n").endswith("?")
        return self.word.islower() or self.head[:1] in _DASHES or (asked and self.head == self.word)

    @lazy
    def previous(self) -> str:
        """The token before that one."""
        return self.tokens[-2] if len(self.tokens) > 1 else ""

    @lazy
    def head(self) -> str:
        """The segment so far if it is short, else nothing."""
        return self.text[self.begin : self.mark_start] if self.mark_start - self.begin <= _WINDOW else ""

    @lazy
    def plain_stop(self) -> bool:
        """Whether the mark is a single full stop that could belong to an abbreviation."""
        return self.mark == "." and not any(mark in self.closers for mark in ".!?…")

    @lazy
    def _right(self) -> re.Match[str]:
        found = _RIGHT.match(self.text, self.resume, min(self.limit, self.resume + _WINDOW))
        assert found is not None, "every part of the pattern is optional"
        return found

    @lazy
    def lead(self) -> str:
        """Opening punctuation of what follows."""
        return self._right["lead"]

    @lazy
    def dash(self) -> bool:
        """Whether what follows begins with a dash."""
        return self._right["dash"] is not None

    @lazy
    def next_word(self) -> str:
        """The first word of what follows, letters composed; empty if it begins with a symbol."""
        word = self._right["word"] or ""
        return word if self.block.plain else _composed(word)

    @lazy
    def after_next(self) -> str:
        """What follows the next word, up to the window's end."""
        return self.text[self._right.end() : min(self.limit, self._right.end() + _WINDOW)]

    @lazy
    def next_char(self) -> str:
        """The first character of what follows that is neither opening punctuation nor a dash."""
        offset = self._right.start("word") if self._right["word"] else self._right.end()
        return self.text[offset] if offset < self.limit else ""

    @lazy
    def next_lower(self) -> bool:
        """Whether the next word begins with a small letter."""
        return self.next_char.islower()

    @lazy
    def next_digit(self) -> bool:
        """Whether a number follows, in digits or behind a number sign."""
        return self.next_char.isdecimal() or (self.next_char in "№§" and self.next_char != "")

    @lazy
    def next_roman(self) -> bool:
        """Whether a Roman numeral follows."""
        if _ROMAN.match(self.next_word) is None:
            return False
        return not self.opener_follows or self.after_next.startswith((",", ".", ";", ")", "–"))

    @lazy
    def next_initial(self) -> bool:
        """Whether an initial with its full stop follows."""
        word = self.next_word
        letter = len(word) == 1 or word in self.table.long_initials
        return letter and word[:1].isupper() and self.after_next.startswith(".")

    @lazy
    def opener_follows(self) -> bool:
        """Whether a function word with a capital follows, which can only open a sentence.

        In text all in capitals a capital says nothing.
        """
        word = self.next_word
        if not word or not word[0].isupper() or self.next_initial:
            return False
        plain = word.lower().replace("ё", "е").replace("’", "'")
        if plain not in self.table.openers and plain.partition("'")[0] not in self.table.openers:
            return False
        return not (word.isupper() and self.window.isupper() and len(self.tokens) > 1)

    @lazy
    def capital_year(self) -> bool:
        """Whether a capital after a number is an abbreviation in text all in capitals: ``В 2005 Г.``"""
        return len(self.word) == 1 and self.previous.isdecimal() and len(self.tokens) > 2 and self.window.isupper()

    @lazy
    def abbreviations(self) -> list[str]:
        """What could be an abbreviation before the mark, without spaces, the longest first: ``т.с.с`` and ``с``.

        Two words have an underscore between them: ``и_пр``.
        """
        word = self.word
        if not word:
            return []
        chain = [word]
        for token in reversed(self.tokens[:-1]):
            if not token.endswith(".") or len(token) > 6 or len(chain) == 4:
                break
            chain.append(token.lstrip(_OPENING) + chain[-1])
        chain.reverse()
        if self.previous.isalpha():
            chain.insert(0, f"{self.previous}_{word}")
        tail = _TRAILING_LETTERS.search(word)
        if tail is not None and not _ADDRESS.search(word):
            chain.append(tail.group())
        if self.capital_year:
            chain.append(word.lower())
        return chain

    def abbreviation(self, kind: AbbreviationClass) -> str:
        """The longest abbreviation of a class before the mark; empty if there is none."""
        return self._kinds.get(kind, "")

    @lazy
    def _kinds(self) -> dict[AbbreviationClass, str]:
        kinds: dict[AbbreviationClass, str] = {}
        for word in self.abbreviations:
            for kind in self.table.classes(word):
                kinds.setdefault(kind, word)
        return kinds

    def number_before(self, abbreviation: str) -> bool:
        """Whether a number stands before the abbreviation, glued to it or as the token before."""
        if "_" in abbreviation:
            return False
        parts = abbreviation.count(".") + 1
        glued = self.word[: -len(abbreviation)] if self.word.endswith(abbreviation) else ""
        if glued:
            return _NUMBER.search(glued) is not None
        inside = self.word.count(".") + 1
        spaced = 1 if parts <= inside else parts - inside + 1
        before = self.tokens[-1 - spaced] if len(self.tokens) > spaced else ""
        before = before.lstrip(_OPENING)
        if before.endswith((",", ";")):
            return False
        counted = self.table.extra.get("counts", ())
        if before in counted or AbbreviationClass.MAGNITUDE in self.table.classes(before.rstrip(".")):
            return True
        return _NUMBER.search(before) is not None or _ROMAN.match(before) is not None

    def enclosures(self) -> list[Enclosure]:
        """The short quotations and brackets around the mark, innermost first."""
        return self.block.enclosures.around(self.mark_start)
