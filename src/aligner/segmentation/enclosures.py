"""Short quotations and brackets of a paragraph, so that a rule can ask what a place stands inside of."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

MAX_LENGTH = 240
"""Longer pairs are no evidence: a forgotten mark far away would silence every break between."""

_MARKS = re.compile(r"""[«»“”„"()\[\]‹›]""")
_CLOSES = {"»": "«", "”": "“„", ")": "(", "]": "[", "›": "‹"}
_QUOTES = '«“„"‹'
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A pair of marks: offsets of the opening and of the closing one."""

    start: int
    stop: int
    quotation: bool
    """Quotation marks, rather than brackets."""


class Enclosures:
    """All short pairs between two offsets; built in one pass, asked in near-constant time."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self._pairs = sorted(_pairs(text, start, stop), key=lambda pair: pair.start)
        self._starts = [pair.start for pair in self._pairs]

    def around(self, offset: int) -> list[Enclosure]:
        """The pairs that hold ``offset`` between their marks or at the closing one, innermost first."""
        found = []
        index = bisect_left(self._starts, offset) - 1
        while index >= 0 and self._starts[index] >= offset - MAX_LENGTH:
            if self._pairs[index].stop >= offset:
                found.append(self._pairs[index])
            index -= 1
        return found


def _pairs(text: str, start: int, stop: int) -> list[Enclosure]:
    pairs: list[Enclosure] = []
    stack: list[tuple[str, int]] = []
    for found in _MARKS.finditer(text, start, stop):
        mark, offset = found.group(), found.start()
        if mark in "()" and offset > start and text[offset - 1] in ":;=-":
            continue  # A smiley.
        openers = _openers_closed_by(text, mark, offset, stack)
        depth = next((i for i in range(1, min(len(stack), _DEPTH) + 1) if stack[-i][0] in openers), 0)
        if depth:
            opener, opened = stack[-depth]
            del stack[-depth:]
            if offset - opened <= MAX_LENGTH:
                pairs.append(Enclosure(opened, offset, opener in _QUOTES))
        elif mark not in _CLOSES:
            stack.append((mark, offset))
            del stack[:-64]
    return pairs


def _openers_closed_by(text: str, mark: str, offset: int, stack: list[tuple[str, int]]) -> str:
    """The opening marks that ``mark`` would close; empty where it opens."""
    if mark == '"':
        opens = offset == 0 or text[offset - 1].isspace() or text[offset - 1] in "([{«“„—–-"
        return "" if opens else '"'
    if mark == "“":
        return "„" if any(opener == "„" for opener, _ in stack[-2:]) else ""
    return _CLOSES.get(mark, "")
