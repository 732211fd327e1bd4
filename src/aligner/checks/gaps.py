"""Languages that say nothing in a row, and lengths that the document's other rows do not bear out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import exp, log, sqrt
from statistics import median

from aligner.checks.finding import Finding, Grade
from aligner.checks.rows import listed
from aligner.model import Language, ParallelDocument, Row
from aligner.reading.characters import is_blank

EMPTY = "empty"
LENGTH = "length"

_FEWEST_ROWS = 12
"""Rows with both languages that a document needs before its own ratio of lengths says anything."""
_SPREADS = 4.5
_LEAST_FACTOR = 1.8
_SHORT = 30
"""Characters below which the lengths of two texts are no evidence."""
_SLACK = 4
"""Characters that count as noise in the spread, so that short rows may differ more."""


def check_empty(document: ParallelDocument) -> Iterator[Finding]:
    """Find rows in which a language has no text although another one has."""
    for number, row in enumerate(document.rows):
        silent = tuple(
            language
            for language, cell in zip(document.languages, row.segments, strict=True)
            if all(is_blank(segment.text) for segment in cell)
        )
        if silent and len(silent) < len(document.languages):
            message = f"{listed(silent)} {'has' if len(silent) == 1 else 'have'} nothing here"
            yield Finding(number, EMPTY, silent, message, Grade.WARNING)


def check_length(document: ParallelDocument) -> Iterator[Finding]:
    """Find rows where one language is much longer or shorter than the document leads one to expect.

    The usual ratio of two languages is the median of the document's rows, its spread their median absolute
    deviation; short rows are allowed to differ more. Rows in which a language has nothing are no outliers but empty.
    """
    for a, b in combinations(document.languages, 2):
        yield from _outliers(document, a, b)


@dataclass(frozen=True, slots=True)
class _Lengths:
    row: int
    a: int
    b: int

    @property
    def ratio(self) -> float:
        return log(self.b / self.a)

    @property
    def freedom(self) -> float:
        """How much more a row of this length may differ than an endless one."""
        return sqrt(1 + _SLACK * _SHORT / min(self.a, self.b))


def _outliers(document: ParallelDocument, a: Language, b: Language) -> Iterator[Finding]:
    first, second = document.languages.index(a), document.languages.index(b)
    lengths = [_Lengths(n, _size(row, first), _size(row, second)) for n, row in enumerate(document.rows)]
    known = [one for one in lengths if one.a and one.b]
    if len(known) < _FEWEST_ROWS:
        return
    usual = median(one.ratio for one in known)
    spread = 1.4826 * median(abs(one.ratio - usual) / one.freedom for one in known)
    for one in known:
        away = one.ratio - usual
        if max(one.a, one.b) < _SHORT or abs(away) < log(_LEAST_FACTOR) + _SPREADS * spread * (one.freedom - 1):
            continue
        if abs(away) > _SPREADS * spread * one.freedom:
            longer, shorter = (b, a) if away > 0 else (a, b)
            message = f"{longer} is {exp(abs(away)):.1f} times as long as usual beside {shorter}"
            yield Finding(one.row, LENGTH, (a, b), message, Grade.NOTE)


def _size(row: Row, column: int) -> int:
    return sum(len("".join(segment.text.split())) for segment in row.segments[column])
