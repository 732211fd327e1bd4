"""One more language for a reviewed document: what people have worked on stays and takes in what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from aligner.corpus.precision import as_stored, link_as_stored
from aligner.editing.context import LinkSolver, Realigner, RowSegments
from aligner.editing.edit import support
from aligner.editing.links import LengthSolver, solve_trivial
from aligner.editing.placing import FreshLink, Span, Votes, fresh_links, in_order, row_votes
from aligner.editing.proposing import proposed
from aligner.editing.renewal import info_of, is_reviewed
from aligner.errors import InputError
from aligner.model import Language, Link, ParallelDocument, Row, Segment, SegmentedVersion, VersionInfo

ADDED = "added:"
"""Goes before the code of a language in the flag of a reviewed row that took in segments of it."""


@dataclass(frozen=True, slots=True)
class Addition:
    """The document with its new language, and what became of the new segments."""

    document: ParallelDocument
    language: Language
    kept: tuple[int, ...]
    """Numbers, in the new document, of rows that are as they were but for the new language."""
    new: tuple[int, ...]
    """Numbers, in the new document, of rows that were aligned anew with what nobody had reviewed."""
    placed: int
    """New segments in kept rows."""
    alone: int
    """New segments in rows of their own."""

    def describe(self) -> str:
        """One line for people."""
        return (
            f"{len(self.kept)} rows kept, {self.placed} new segments of {self.language} placed in them, "
            f"{self.alone} in rows of their own, {len(self.new)} rows aligned anew"
        )


def add_language(
    document: ParallelDocument,
    version: SegmentedVersion,
    aligned: ParallelDocument,
    realigner: Realigner | None,
    solver: LinkSolver | None = None,
) -> Addition:
    """Give a document the version of one more language.

    `aligned` is a fresh alignment of all versions, the new one included. Its links say which reviewed row a new
    segment goes to; one that no row wants gets a row of its own. What nobody has reviewed is aligned anew by the
    `realigner`, and without one stays as it is, like reviewed rows. The new column comes where `aligned` has it.
    Raises `InputError` where the document has the language already, or `aligned` is not an alignment of the version.
    """
    language = version.version.language
    if language in document.languages:
        raise InputError(f"{document.name}: has a {language} version already")
    links = fresh_links(aligned, language, version.segments)
    kept = [realigner is None or is_reviewed(row) for row in document.rows]
    cells = _dealt_out(row_votes(document, links, version.segments), kept, version.segments)
    position = _column(document.languages, language, aligned.languages)
    languages = (*document.languages[:position], language, *document.languages[position:])
    target = replace(document, languages=languages, versions=_versions(document, version, languages))
    column = _NewColumn(language, position, target, _Fresh.of(links, version.segments), solver or LengthSolver())
    return _assembled(document, column, kept, cells, realigner)


def _column(languages: Sequence[Language], language: Language, order: Sequence[Language]) -> int:
    """Before the first language that the order has after the new one."""
    later = order[order.index(language) + 1 :]
    return next((place for place, one in enumerate(languages) if one in later), len(languages))


def _versions(
    document: ParallelDocument, version: SegmentedVersion, languages: Sequence[Language]
) -> tuple[VersionInfo, ...]:
    known = {info.language: info for info in (*document.versions, info_of(version))}
    return tuple(known[language] for language in languages if language in known)


def _dealt_out(votes: Sequence[Votes], kept: Sequence[bool], segments: Sequence[Segment]) -> list[list[Segment]]:
    """The new segments by slot: kept row number n is slot 2n + 1, and what lies before it slot 2n."""
    slots: list[int] = []
    passed = 0
    for stays in kept:
        slots.append(2 * passed + stays)
        passed += stays
    wanted: list[Votes] = []
    for held in votes:
        summed: dict[int, float] = {}
        for row, weight in sorted(held.items()):
            summed[slots[row]] = summed.get(slots[row], 0.0) + weight
        wanted.append(summed)
    cells: list[list[Segment]] = [[] for _ in range(2 * passed + 1)]
    for segment, slot in zip(segments, _filled(in_order(wanted), 2 * passed), strict=True):
        cells[slot].append(segment)
    return cells


def _filled(places: Sequence[int | None], last: int) -> Iterator[int]:
    """The slots, with one between its neighbours' for every segment that got none.

    That is the nearest slot between kept rows, unless both neighbours are in one kept row: then it is that row.
    """
    following: list[int] = []
    upcoming = last
    for place in reversed(places):
        upcoming = upcoming if place is None else place
        following.append(upcoming)
    here = 0
    for place, limit in zip(places, reversed(following), strict=True):
        if place is not None:
            here = place
        elif here % 2 and here < limit:
            here += 1
        yield here


def _assembled(
    document: ParallelDocument,
    column: _NewColumn,
    kept: Sequence[bool],
    cells: Sequence[Sequence[Segment]],
    realigner: Realigner | None,
) -> Addition:
    planned = list(_planned(document, column, kept, cells))
    draft = replace(column.target, rows=tuple(row for row, _ in planned))
    rows: list[Row] = []
    stayed: list[int] = []
    new: list[int] = []
    placed = alone = 0
    for place, (row, stays) in enumerate(planned):
        added = row.segments[column.position]
        if stays:
            stayed.append(len(rows))
            placed += len(added)
            rows.append(row)
            continue
        proposals = proposed(draft, place, realigner, column.solver)
        if any(row.segments[: column.position]) or any(row.segments[column.position + 1 :]):
            new.extend(range(len(rows), len(rows) + len(proposals)))
        else:
            alone += len(added)
        rows.extend(proposals)
    found = replace(column.target, rows=tuple(rows))
    return Addition(found, column.language, tuple(stayed), tuple(new), placed, alone)


def _planned(
    document: ParallelDocument, column: _NewColumn, kept: Sequence[bool], cells: Sequence[Sequence[Segment]]
) -> Iterator[tuple[Row, bool]]:
    """Kept rows with what they take in, and between them rows that hold together what is to be aligned."""
    columns = range(len(document.languages))
    loose: list[Row] = []
    slots = iter(cells)
    for row, stays in zip((*document.rows, None), (*kept, True), strict=True):
        if row is not None and not stays:
            loose.append(row)
            continue
        between = tuple(next(slots))
        if loose or between:
            gathered = [tuple(segment for one in loose for segment in one.segments[c]) for c in columns]
            yield Row(column.widened(gathered, between)), False
        loose = []
        if row is not None:
            yield column.added_to(row, tuple(next(slots))), True


@dataclass(frozen=True, slots=True)
class _Fresh:
    """The links of the fresh alignment, by the segments they involve."""

    segments: Mapping[Span, int]
    """The numbers of the new segments."""
    by_new: Mapping[tuple[Language, int], FreshLink]
    """By old language and number of the new segment."""
    by_old: Mapping[tuple[Language, Span], FreshLink]

    @classmethod
    def of(cls, links: Sequence[FreshLink], segments: Sequence[Segment]) -> _Fresh:
        return cls(
            {(segment.start, segment.stop): number for number, segment in enumerate(segments)},
            {(link.language, number): link for link in links for number in link.new},
            {(link.language, span): link for link in links for span in link.old},
        )

    def within(
        self, language: Language, old: Sequence[Segment], new: Sequence[Segment]
    ) -> list[tuple[tuple[int, ...], tuple[int, ...], float]] | None:
        """The links between two cells as positions in the old and the new one; None unless whole links cover both."""
        old_place = {(segment.start, segment.stop): place for place, segment in enumerate(old)}
        new_place = {self.segments[segment.start, segment.stop]: place for place, segment in enumerate(new)}
        touching = [self.by_old.get((language, span)) for span in old_place]
        touching += [self.by_new.get((language, number)) for number in new_place]
        if len(old_place) < len(old):
            return None
        found = []
        for link in dict.fromkeys(touching):
            if link is None or not (set(link.old) <= set(old_place) and set(link.new) <= set(new_place)):
                return None
            old_side = tuple(sorted(old_place[span] for span in link.old))
            new_side = tuple(sorted(new_place[number] for number in link.new))
            found.append((old_side, new_side, link.confidence))
        return found


@dataclass(frozen=True, slots=True)
class _NewColumn:
    """The column to be added: where it comes, and how rows are given their part of it."""

    language: Language
    position: int
    target: ParallelDocument
    """The document with the languages and versions it is to have, over its old rows."""
    fresh: _Fresh
    solver: LinkSolver

    @property
    def old_languages(self) -> tuple[Language, ...]:
        """The columns that were there before."""
        return tuple(language for language in self.target.languages if language != self.language)

    def widened(self, cells: Sequence[tuple[Segment, ...]], cell: tuple[Segment, ...]) -> RowSegments:
        """The cells of a row with the new one among them."""
        return (*cells[: self.position], cell, *cells[self.position :])

    def added_to(self, row: Row, cell: tuple[Segment, ...]) -> Row:
        """A row as it was, with its part of the new column and the links to it."""
        languages, old_languages = self.target.languages, self.old_languages
        new_links = [
            link_as_stored(link)
            for language, old in zip(old_languages, row.segments, strict=True)
            for link in self._links(language, old, cell)
        ]
        (held,) = support(new_links, (self.language,))
        supported = row.support or tuple(map(as_stored, support(row.links, old_languages)))
        links = sorted((*row.links, *new_links), key=lambda link: (languages.index(link.a), languages.index(link.b)))
        wider = replace(
            row,
            segments=self.widened(row.segments, cell),
            links=tuple(links),
            support=(*supported[: self.position], held, *supported[self.position :]),
        )
        if not cell:
            return wider
        if not is_reviewed(row):
            return replace(wider, confidence=min(row.confidence, held))
        return replace(wider, confidence=held, flags=tuple(dict.fromkeys([*row.flags, ADDED + self.language])))

    def _links(self, language: Language, old: tuple[Segment, ...], new: tuple[Segment, ...]) -> Iterator[Link]:
        """Links between the new cell and another of its row, as the fresh alignment has them where it can be."""
        is_first = self.target.languages.index(language) < self.position
        fresh = self.fresh.within(language, old, new)
        if fresh is not None:
            for old_side, new_side, confidence in fresh:
                sides = (old_side, new_side) if is_first else (new_side, old_side)
                yield Link(*self._pair(language, is_first), *sides, confidence)
            return
        pair = self._pair(language, is_first)
        cells = (old, new) if is_first else (new, old)
        trivial = solve_trivial(*pair, len(cells[0]), len(cells[1]))
        yield from self.solver.solve(cells, pair) if trivial is None else trivial

    def _pair(self, language: Language, is_first: bool) -> tuple[Language, Language]:
        return (language, self.language) if is_first else (self.language, language)
