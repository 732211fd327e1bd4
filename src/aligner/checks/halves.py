"""Brackets and quotation marks in a column that have lost their other half."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from aligner.checks.finding import Place
from aligner.checks.rows import place, texts
from aligner.model import Language, ParallelDocument

_OPENERS_OF = {")": "(", "]": "[", "}": "{", "»": "«"}
"""What a mark of one direction closes."""
_TURNING = '“”„"'
"""Marks that open and close by where they stand: “ opens English quotations and closes German and Russian ones."""
_MARKS = frozenset("()[]{}«»" + _TURNING)
_BEFORE_WORDS = frozenset(" \t\n\u00a0\u202f([{—–-/")
_BRACKETS = frozenset("([{)]}")
_LABEL = re.compile(r"\A\s*(?:\d{1,3}(?:\.\d+)*|[^\W\d_]{1,4})\)")
_SMILEY = re.compile(r"[:;]-?[()]+")
_INCHES = re.compile(r"(?<=\d)\"")
_REACH = 6
"""Segments over which a quotation may stretch when the paragraphs do not hold it together."""


@dataclass(frozen=True, slots=True)
class _Mark:
    row: int
    segment: int
    text: str
    at: int
    order: int
    """0-based number of the segment in its column."""
    opens_paragraph: bool

    @property
    def character(self) -> str:
        return self.text[self.at]

    @property
    def openers(self) -> str:
        """The marks that this one may close; none for one that opens."""
        if self.character not in _TURNING:
            return _OPENERS_OF.get(self.character, "")
        return "" if self._stands_before_a_word() else _TURNING

    def _stands_before_a_word(self) -> bool:
        before = self.text[: self.at].rstrip(_TURNING + "«»'‘’")[-1:]
        after = self.text[self.at + 1 : self.at + 2]
        return self.character == "„" or ((not before or before in _BEFORE_WORDS) and bool(after.strip()))


def lonely_halves(document: ParallelDocument, language: Language) -> Iterator[tuple[int, Place, str]]:
    """The row, the place and the kind of every half bracket or quotation mark of a column.

    Halves meet inside their paragraph first, then those that are left over a few segments. A quotation that goes on
    may open every paragraph anew and be closed in the last one only. The label of a list item (``a)``) has none.
    """
    rest: list[_Mark] = []
    for marks in _paragraphs(document, language):
        left = _unanswered(marks, len(document.rows))
        rest.extend(mark for mark in left if not _shares_its_end(mark, marks))
    for mark in _unanswered(rest, _REACH):
        if not _goes_on(mark, rest):
            kind = "bracket" if mark.character in _BRACKETS else "quotation mark"
            yield mark.row, place(language, mark.segment, mark.text, mark.at, mark.at + 1), kind


def _paragraphs(document: ParallelDocument, language: Language) -> Iterator[list[_Mark]]:
    column = document.languages.index(language)
    placed = [
        (document.rows[row].segments[column][segment].paragraph, row, segment, text)
        for row, segment, text in texts(document, language)
    ]
    numbered = enumerate(placed)
    for _, held in groupby(numbered, lambda one: one[1][0]):
        marks: list[_Mark] = []
        for position, (order, (_, row, segment, text)) in enumerate(held):
            marks.extend(
                _Mark(row, segment, text, at, order, not position and not text[:at].strip("—–- "))
                for at in _halves(text)
            )
        yield marks


def _halves(text: str) -> list[int]:
    """Where brackets and quotation marks stand in a text, those left out that are something else."""
    taken = {
        at
        for pattern in (_LABEL, _SMILEY, _INCHES)
        for match in pattern.finditer(text)
        for at in range(match.start(), match.end())
    }
    return [at for at, character in enumerate(text) if at not in taken and character in _MARKS]


def _unanswered(marks: Sequence[_Mark], reach: int) -> list[_Mark]:
    """The marks that no other one within `reach` segments answers to, in their order."""
    waiting: list[_Mark] = []
    lonely: list[_Mark] = []
    for mark in marks:
        openers = mark.openers
        answered = next(
            (one for one in reversed(waiting) if one.character in openers and mark.order - one.order <= reach), None
        )
        if answered is not None:
            waiting.remove(answered)
        elif openers:
            lonely.append(mark)
        else:
            waiting.append(mark)
    return sorted((*lonely, *waiting), key=lambda mark: (mark.order, mark.at))


def _goes_on(mark: _Mark, rest: Sequence[_Mark]) -> bool:
    """Whether a quotation opens a paragraph, and another mark that is left over shows that it goes on."""
    if not mark.opens_paragraph or mark.character in _BRACKETS:
        return False
    return any(0 < one.order - mark.order <= _REACH and one.opens_paragraph for one in rest)


def _shares_its_end(mark: _Mark, marks: Sequence[_Mark]) -> bool:
    """Whether « has another « inside and both end together: ТОО «Компания «Заря» has one closing mark."""
    inside = [one.character for one in marks if one.order == mark.order and one.at > mark.at]
    return mark.character == "«" and inside[:2] == ["«", "»"]
