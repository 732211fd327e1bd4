"""Which rows are shown or walked through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TypeAlias

from aligner.model import ParallelDocument, Row, Status
from aligner.review.suspicion import open_flags

TermTest: TypeAlias = Callable[[Row, str], bool]
"""Whether a row holds a term, by whatever the glossary knows of its forms."""


@dataclass(frozen=True, slots=True)
class RowFilter:
    """A row passes if it has everything that is asked for."""

    unconfirmed: bool = False
    doubtful: bool = False
    """Confidence under `below`."""
    uneven: bool = False
    """Not one segment in each language."""
    empty_side: bool = False
    flagged: bool = False
    bookmarked: bool = False
    noted: bool = False
    containing: str = ""
    """A term, found in any of its forms where the glossary knows it; else these characters, in any case."""
    below: float = 0.9

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == RowFilter(below=self.below)

    def describe(self) -> str:
        """What is asked for, in words."""
        names = {"empty_side": "empty side", "uneven": "not 1-1", "doubtful": f"confidence under {self.below:.0%}"}
        said = [names.get(field.name, field.name) for field in fields(self) if getattr(self, field.name) is True]
        return ", ".join([*said, *([f"containing “{self.containing}”"] if self.containing else [])])

    def matches(self, row: Row, has_term: TermTest | None = None) -> bool:
        """Whether a row passes."""
        return (
            (not self.unconfirmed or row.status is not Status.CONFIRMED)
            and (not self.doubtful or row.confidence < self.below)
            and (not self.uneven or any(len(cell) != 1 for cell in row.segments))
            and (not self.empty_side or any(not cell for cell in row.segments))
            and (not self.flagged or bool(open_flags(row)))
            and (not self.bookmarked or row.bookmark)
            and (not self.noted or bool(row.note))
            and (not self.containing or self._contains(row, has_term))
        )

    def rows(self, document: ParallelDocument, has_term: TermTest | None = None) -> list[int]:
        """Numbers of the rows that pass."""
        return [number for number, row in enumerate(document.rows) if self.matches(row, has_term)]

    def _contains(self, row: Row, has_term: TermTest | None) -> bool:
        wanted = self.containing.casefold()
        if any(wanted in segment.text.casefold() for cell in row.segments for segment in cell):
            return True
        return has_term is not None and has_term(row, self.containing)
