"""One edit in the making: finds what an operation names, refuses what is not there, and builds the touched rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import combinations
from typing import NoReturn, TypeAlias

from aligner.corpus.precision import link_as_stored
from aligner.editing.context import EditContext, RowSegments
from aligner.editing.links import TRIVIAL_CONFIDENCE, LengthSolver, solve_trivial
from aligner.errors import RefusedError
from aligner.model import Language, Link, ParallelDocument, Row, Segment, Status

_DEFAULT_SOLVER = LengthSolver()

_Solved: TypeAlias = tuple[tuple[Link, ...], float, tuple[float, ...]]
"""A row's links, its confidence and its support."""


def refuse(message: str, hint: str = "") -> NoReturn:
    """Refuse an operation with the reason. Raises `RefusedError`."""
    raise RefusedError(message, hint)


@dataclass(frozen=True, slots=True)
class Edit:
    """A document under one operation: who, when, and what is needed to rebuild rows."""

    document: ParallelDocument
    context: EditContext
    at: datetime

    def row(self, number: int) -> Row:
        """The row with a number. Raises `RefusedError` where there is none."""
        rows = self.document.rows
        if not 0 <= number < len(rows):
            refuse(f"there is no row {number}: the document has {len(rows)}, numbered from 0")
        return rows[number]

    def column(self, language: Language) -> int:
        """The position of a language in the document. Raises `RefusedError` where it has none."""
        if language not in self.document.languages:
            refuse(f"the document has no column {language!r}, only {', '.join(self.document.languages)}")
        return self.document.languages.index(language)

    def cell(self, number: int, language: Language) -> tuple[Segment, ...]:
        """The segments of a row in one language. Raises `RefusedError` where there is no such row or column."""
        return self.row(number).segments[self.column(language)]

    def segment(self, number: int, language: Language, position: int) -> Segment:
        """A segment by its position in a cell. Raises `RefusedError` where there is none."""
        cell = self.cell(number, language)
        if not 0 <= position < len(cell):
            held = f"only {len(cell)}, numbered from 0" if cell else "none"
            refuse(f"row {number} has no segment {position} in {language}: it has {held}")
        return cell[position]

    def with_cell(self, segments: RowSegments, language: Language, cell: tuple[Segment, ...]) -> RowSegments:
        """The segments of a row with one language's cell replaced."""
        position = self.column(language)
        return (*segments[:position], cell, *segments[position + 1 :])

    def rebuilt(
        self,
        segments: RowSegments,
        sources: Sequence[Row],
        *,
        inherits: Sequence[Row] | None = None,
        many: bool = False,
    ) -> Row:
        """A touched row: links solved anew, proposed again, with notes, flags, bookmark of the rows it inherits.

        `sources` are the rows its segments came from, whose links survive where they are whole; `inherits` defaults
        to them. `many` says that the row is one of thousands: where one segment meets several, they are then one bead
        without asking the solver.
        """
        heirs = sources if inherits is None else inherits
        links, confidence, held = self._solved(segments, sources, many)
        first = heirs[0]
        row = Row(
            segments,
            links,
            confidence,
            Status.PROPOSED,
            first.flags,
            first.note,
            self.context.who,
            first.bookmark,
            self.at,
            held,
        )
        return row if len(heirs) == 1 else self.inheriting(row, heirs)

    def inheriting(self, row: Row, heirs: Sequence[Row]) -> Row:
        """The row with the notes, flags and bookmarks of several rows."""
        return replace(
            self.marked(row),
            note="\n".join(dict.fromkeys(heir.note for heir in heirs if heir.note)) or None,
            flags=tuple(dict.fromkeys(flag for heir in heirs for flag in heir.flags)),
            bookmark=any(heir.bookmark for heir in heirs),
        )

    def marked(self, row: Row) -> Row:
        """The row with this editor's name and the moment of the edit on it."""
        return replace(row, reviewer=self.context.who, changed_at=self.at)

    def _solved(self, segments: RowSegments, sources: Sequence[Row], many: bool) -> _Solved:
        languages = self.document.languages
        forced = _forced(languages, tuple(map(len, segments)), many)
        if forced is not None:
            return forced
        links = self._links(segments, sources)
        return links, min((link.confidence for link in links), default=0.0), support(links, languages)

    def _links(self, segments: RowSegments, sources: Sequence[Row]) -> tuple[Link, ...]:
        """The links of a touched row; earlier beads that are whole stay, unless a segment would be left over."""
        languages = self.document.languages
        links: list[Link] = []
        solved: tuple[Link, ...] | None = None
        for i, j in combinations(range(len(languages)), 2):
            a, b = languages[i], languages[j]
            pair = solve_trivial(a, b, len(segments[i]), len(segments[j]))
            if pair is None:
                pair = _surviving(segments[i], segments[j], (i, j), (a, b), sources)
            if pair is None:
                if solved is None:
                    solved = (self.context.solver or _DEFAULT_SOLVER).solve(segments, languages)
                pair = tuple(link_as_stored(link) for link in solved if (link.a, link.b) == (a, b))
            links.extend(pair)
        return tuple(links)


@lru_cache(maxsize=4096)
def _forced(languages: tuple[Language, ...], counts: tuple[int, ...], many: bool) -> _Solved | None:
    """The links of a row in which no pair leaves a choice; most rows of a shifted column are of a few such shapes."""
    links: list[Link] = []
    for (a, a_count), (b, b_count) in combinations(zip(languages, counts, strict=True), 2):
        pair = solve_trivial(a, b, a_count, b_count)
        if pair is None and many and 1 in {a_count, b_count}:
            pair = (Link(a, b, tuple(range(a_count)), tuple(range(b_count)), TRIVIAL_CONFIDENCE),)
        if pair is None:
            return None
        links.extend(pair)
    found = tuple(links)
    return found, min((link.confidence for link in found), default=0.0), support(found, languages)


def _surviving(
    left: tuple[Segment, ...],
    right: tuple[Segment, ...],
    columns: tuple[int, int],
    pair: tuple[Language, Language],
    sources: Sequence[Row],
) -> tuple[Link, ...] | None:
    """The earlier two-sided beads of a pair, if they hold every segment of both sides of the new row; else None.

    A segment left over would have to stand alone, and a person who moves a segment into a row rarely means that.
    """
    a_place = {segment: position for position, segment in enumerate(left)}
    b_place = {segment: position for position, segment in enumerate(right)}
    kept: list[Link] = []
    for row in sources:
        for link in row.links:
            if (link.a, link.b) != pair or not link.a_segments or not link.b_segments:
                continue
            a_side = [a_place.get(row.segments[columns[0]][position]) for position in link.a_segments]
            b_side = [b_place.get(row.segments[columns[1]][position]) for position in link.b_segments]
            a_whole = [position for position in a_side if position is not None]
            b_whole = [position for position in b_side if position is not None]
            if len(a_whole) == len(a_side) and len(b_whole) == len(b_side):
                kept.append(Link(*pair, tuple(sorted(a_whole)), tuple(sorted(b_whole)), link.confidence))
    a_held = sorted(position for link in kept for position in link.a_segments)
    b_held = sorted(position for link in kept for position in link.b_segments)
    if a_held != list(range(len(left))) or b_held != list(range(len(right))):
        return None
    return tuple(sorted(kept, key=lambda link: (link.a_segments, link.b_segments)))


def support(links: Sequence[Link], languages: Sequence[Language]) -> tuple[float, ...]:
    """For each language the lowest confidence of a link that involves it; 0 where none does."""
    return tuple(
        min((link.confidence for link in links if language in {link.a, link.b}), default=0.0)
        for language in languages
    )
