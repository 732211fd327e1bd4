"""What an edit needs besides the document: who makes it, when, and who solves the links inside a touched row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from aligner.model import Language, Link, ParallelDocument, Row, Segment

RowSegments = tuple[tuple[Segment, ...], ...]
"""For each language of the document, the row's segments."""


class LinkSolver(Protocol):
    """Finds the pair beads inside a row; the alignment engine or `aligner.editing.links.LengthSolver`."""

    def solve(self, row_segments: RowSegments, languages: tuple[Language, ...]) -> tuple[Link, ...]:
        """For every pair of languages, in the document's order, links that hold each segment of both exactly once."""
        ...


class Realigner(Protocol):
    """Aligns a stretch of a document anew; the alignment engine in practice."""

    def realign(self, document: ParallelDocument, start: int, stop: int) -> tuple[Row, ...]:
        """Rows to stand in place of rows `start` … `stop` - 1: the same segments, each exactly once."""
        ...


class Flagger(Protocol):
    """Says what is wrong with rows, by flags; the checks in practice."""

    def flags(
        self, document: ParallelDocument, numbers: Sequence[int], made_from: Sequence[Row]
    ) -> Sequence[tuple[str, ...]]:
        """The flags of the rows with `numbers`, which an edit made out of the rows `made_from`."""
        ...


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class EditContext:
    """Who edits, by which clock, with which solver, over which source texts, and who looks over what was touched."""

    who: str | None = None
    """Goes into the `reviewer` of touched rows."""
    clock: Callable[[], datetime] = now
    solver: LinkSolver | None = None
    """None stands for the model-free solver of this room."""
    sources: Mapping[Language, str] = field(default_factory=dict)
    """Decoded texts of the versions, as far as they are at hand; joined segments take what stood between them."""
    flagger: Flagger | None = None
    """None leaves the flags of touched rows as they inherit them."""
