"""One change to a document as a value: which rows were replaced by which, and so also its own inverse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aligner.errors import RefusedError
from aligner.model import Language, ParallelDocument, Row, VersionInfo


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document remembers about its making, apart from its rows."""

    versions: tuple[VersionInfo, ...] = ()
    signature: str = ""
    languages: tuple[Language, ...] = ()
    """The columns of its rows, told only where a change gives a document others; empty where they stay."""
    extra: Mapping[str, str] | None = None
    """Its further metadata; None where they stay as they are."""

    @classmethod
    def of(cls, document: ParallelDocument, *, with_languages: bool = False) -> Origin:
        """The origin of a document."""
        languages = document.languages if with_languages else ()
        return cls(document.versions, document.signature, languages, document.extra)


@dataclass(frozen=True, slots=True)
class Patch:
    """The rows from `start` on that were `before` become `after`; all other rows stay the same objects."""

    start: int
    """0-based number of the first row replaced."""
    before: tuple[Row, ...]
    after: tuple[Row, ...]
    origin_before: Origin | None = None
    """Set, with `origin_after`, only where the change also moved the document to other sources."""
    origin_after: Origin | None = None

    @classmethod
    def between(cls, before: ParallelDocument, after: ParallelDocument) -> Patch:
        """The patch that makes one state of a document into another, leaving out equal rows at both ends."""
        old, new = before.rows, after.rows
        if before.languages != after.languages:
            # Rows with other columns are other rows, even where the cells look alike.
            ends = (Origin.of(before, with_languages=True), Origin.of(after, with_languages=True))
            return cls(0, old, new, *ends)
        shorter = min(len(old), len(new))
        start = next((number for number in range(shorter) if _differ(old[number], new[number])), shorter)
        ending = shorter - start
        tail = next((number for number in range(ending) if _differ(old[-1 - number], new[-1 - number])), ending)
        origins = (Origin.of(before), Origin.of(after))
        changed = origins if origins[0] != origins[1] else (None, None)
        return cls(start, old[start : len(old) - tail], new[start : len(new) - tail], *changed)

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return self.before == self.after and self.origin_before == self.origin_after

    def apply(self, document: ParallelDocument) -> ParallelDocument:
        """The document with the change made.

        Raises `RefusedError` where the document does not hold the rows the patch was made for.
        """
        rows, stop = document.rows, self.start + len(self.before)
        if stop > len(rows) or rows[self.start : stop] != self.before:
            raise RefusedError("the change was made for another state of the document", "open the document again")
        changed = replace(document, rows=rows[: self.start] + self.after + rows[stop:])
        origin = self.origin_after
        if origin is None:
            return changed
        return replace(
            changed,
            versions=origin.versions,
            signature=origin.signature,
            languages=origin.languages or document.languages,
            extra=document.extra if origin.extra is None else origin.extra,
        )

    def inverse(self) -> Patch:
        """The patch that takes the change back."""
        return Patch(self.start, self.after, self.before, self.origin_after, self.origin_before)


def recolumned(rows: Sequence[Row], old: Sequence[Language], new: Sequence[Language]) -> tuple[Row, ...]:
    """Rows with columns `old` over columns `new`: cells of shared languages stay, others are left out or empty.

    Everything else about a row stays too, so that its links may name languages it has no column for.
    """
    if tuple(old) == tuple(new):
        return tuple(rows)
    places = [old.index(language) if language in old else None for language in new]
    return tuple(
        replace(row, segments=tuple(() if place is None else row.segments[place] for place in places)) for row in rows
    )


def _differ(old: Row, new: Row) -> bool:
    return old is not new and old != new
