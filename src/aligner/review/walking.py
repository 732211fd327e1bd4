"""The review queue: which row comes next, how far the review is, and when it may stop."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from aligner.model import ParallelDocument, Row, Status
from aligner.review.comparing import changed_span
from aligner.review.suspicion import DOUBTFUL_BELOW, doubtful_flags, doubtful_rows

AUDIT_ROWS = 20
"""Rows of an audit sample."""

Anchor: TypeAlias = tuple[int, int, int]
"""What a row is known by while others come and go: language position, start and stop of its first segment."""


def anchor(row: Row) -> Anchor:
    """The anchor of a row."""
    for column, cell in enumerate(row.segments):
        if cell:
            return column, cell[0].start, cell[0].stop
    return (-1, 0, 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is."""

    rows: int
    confirmed: int
    doubtful: int
    """Rows not confirmed that a person should look at."""
    wrong: float
    """Expected number of wrong rows among those not confirmed."""
    low: int
    high: int
    """The interval it lies in with a chance of nine in ten."""

    @property
    def expected(self) -> str:
        """The expected number as people read it."""
        return f"{self.wrong:.1f}" if self.wrong < 100 else f"{self.wrong:.0f}"


def progress(document: ParallelDocument, below: float = DOUBTFUL_BELOW) -> Progress:
    """Count a document's rows, and estimate from their confidences how many wrong ones are left."""
    from aligner.review.expectation import expected_errors

    confirmed = Status.CONFIRMED
    pending = [row.confidence for row in document.rows if row.status is not confirmed]
    wrong, low, high = expected_errors(pending)
    count = len(document.rows)
    return Progress(count, count - len(pending), len(doubtful_rows(document.rows, below)), wrong, low, high)


def risk(row: Row) -> float:
    """How likely a row is wrong (0..1); a finding that casts doubt makes it as doubtful as any doubtful row."""
    doubt = 1 - row.confidence
    return max(doubt, 1 - DOUBTFUL_BELOW) if doubtful_flags(row) else doubt


@dataclass(slots=True)
class Ranking:
    """The rows of a document that are to be looked at, the riskiest first; a change costs what it touches."""

    select: Callable[[Sequence[Row]], list[int]]
    """Picks from some rows those to be looked at, by their positions."""
    _rows: tuple[Row, ...] = ()
    _ranked: list[tuple[float, int]] = field(default_factory=list)
    """Of each row picked the risk, negative, and the number, so that equal risks are in reading order."""
    _numbers: list[int] = field(default_factory=list)

    def of(self, document: ParallelDocument) -> list[int]:
        """The numbers of the rows as the document is now."""
        old, new = self._rows, document.rows
        if old is not new:
            head, tail = changed_span(old, new)
            below, shift = len(old) - tail, len(new) - len(old)
            kept = [
                (doubt, number if number < head else number + shift)
                for doubt, number in self._ranked
                if number < head or number >= below
            ]
            fresh = self.select(new[head : len(new) - tail])
            self._ranked = sorted([*kept, *((-risk(new[head + place]), head + place) for place in fresh)])
            self._numbers = [number for _, number in self._ranked]
            self._rows = new
        return self._numbers


@dataclass(slots=True)
class Queue:
    """Walks a document from the riskiest row on; a row passed over comes again when all others have been."""

    below: float = DOUBTFUL_BELOW
    offered: bool = False
    """Whether an audit was offered and is begun when asked for once more."""
    _passed: dict[Anchor, None] = field(default_factory=dict)
    _audit: frozenset[Anchor] = frozenset()
    _doubtful: Ranking = field(init=False)
    _audited: Ranking = field(init=False)

    def __post_init__(self) -> None:
        self._doubtful = Ranking(lambda rows: doubtful_rows(rows, self.below))
        self._audited = Ranking(self._rows_of_audit)

    @property
    def auditing(self) -> bool:
        """Whether a sample of the undoubted rows is being looked at."""
        return bool(self._audit)

    def next(self, document: ParallelDocument, current: int | None) -> int | None:
        """The number of the riskiest row to look at but the current one, or None where nothing is left."""
        if current is not None and current < len(document.rows):
            self._passed[anchor(document.rows[current])] = None
        waiting = self._waiting(document)
        found = next((number for number in waiting if anchor(document.rows[number]) not in self._passed), None)
        if found is None and waiting:
            self._passed.clear()
            found = next((number for number in waiting if number != current), waiting[0])
        return found

    def previous(self) -> Anchor | None:
        """The anchor of the row that was passed last; it counts as not passed from now on."""
        return self._passed.popitem()[0] if self._passed else None

    def begin_audit(self, document: ParallelDocument, count: int = AUDIT_ROWS) -> int:
        """Draw rows that nobody has confirmed, the same ones for the same document; returns how many there are."""
        pending = [anchor(row) for row in document.rows if row.status is not Status.CONFIRMED]
        pending.sort(key=lambda place: hashlib.sha256(f"{document.name}{place}".encode()).digest())
        self._audit = frozenset(pending[:count])
        self._passed.clear()
        self._audited = Ranking(self._rows_of_audit)
        return len(self._audit)

    def _waiting(self, document: ParallelDocument) -> list[int]:
        """Numbers of the rows to look at, the riskiest first, ties in reading order."""
        found = self._doubtful.of(document)
        if not found and self._audit:
            found = self._audited.of(document)
            if not found:
                self._audit = frozenset()
        return found

    def _rows_of_audit(self, rows: Sequence[Row]) -> list[int]:
        return [
            number
            for number, row in enumerate(rows)
            if row.status is not Status.CONFIRMED and anchor(row) in self._audit
        ]
