"""A new version of a source text under a reviewed document: what was reviewed stays, only what changed is proposed.

Every row is looked up by its segments. A row whose segments all stand in the new versions, word for word or with a
slip of the pen mended, is carried over with status, note, edits and links. A reviewed row in which a sentence was
rewritten is carried over too, but open again. What is left between such rows is aligned anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from aligner.editing.arranging import arranged, longest_increasing
from aligner.editing.comparing import Difference
from aligner.editing.context import LinkSolver, Realigner
from aligner.editing.links import LengthSolver
from aligner.editing.proposing import proposed
from aligner.editing.tracing import trace
from aligner.errors import InputError
from aligner.model import Language, ParallelDocument, Row, Segment, SegmentedVersion, Status, VersionInfo

CHANGED_FLAG = "source-changed"
"""Stands on a reviewed row that is open again because a sentence of it was rewritten, left out or moved apart."""

Originals = Mapping[tuple[Language, int, int], str]
"""What stood in the source, by language and span, before editors changed the text of a segment."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """The document over its new sources, and what became of its rows."""

    document: ParallelDocument
    kept: tuple[int, ...]
    """Numbers, in the new document, of rows carried over as they were."""
    moved: tuple[int, ...]
    """The same, of rows that were carried over to another place."""
    reopened: tuple[int, ...]
    """Numbers, in the old document, of reviewed rows that have to be looked at again."""
    new: tuple[int, ...]
    """Numbers, in the new document, of rows that were aligned anew."""
    gone: tuple[int, ...]
    """Numbers, in the old document, of rows none of whose segments is left."""

    def describe(self) -> str:
        """One line for people."""
        return (
            f"{len(self.kept)} rows kept, {len(self.moved)} moved, {len(self.reopened)} reopened, "
            f"{len(self.new)} new, {len(self.gone)} gone"
        )


def is_reviewed(row: Row) -> bool:
    """Whether a row carries somebody's work."""
    return bool(row.status is Status.CONFIRMED or row.reviewer or row.note or row.bookmark or row.changed_at)


def originals_of(base: ParallelDocument) -> dict[tuple[Language, int, int], str]:
    """The texts of a document by their spans; with the state before any edit these are what the sources said."""
    return {
        (language, segment.start, segment.stop): segment.text
        for row in base.rows
        for language, cell in zip(base.languages, row.segments, strict=True)
        for segment in cell
    }


def renew(
    old: ParallelDocument,
    versions: Sequence[SegmentedVersion],
    realigner: Realigner | None = None,
    originals: Originals | None = None,
    solver: LinkSolver | None = None,
) -> Renewal:
    """Carry a reviewed document over to new versions of its sources.

    `originals` says what edited segments replaced, so that they can be found again; without it they are found only
    by likeness. Without a `realigner`, what changed between two carried rows becomes one proposed row with links by
    `solver`. Raises `InputError` where the versions are not in the document's languages.
    """
    by_language = {version.version.language: version for version in versions}
    if set(by_language) != set(old.languages) or len(versions) != len(old.languages):
        raise InputError(
            f"{old.name}: the new versions are not in the document's languages: {', '.join(old.languages)}"
        )
    ordered = [by_language[language] for language in old.languages]
    columns = [_Column.of(old, position, version, originals or {}) for position, version in enumerate(ordered)]
    carried = [one for number, row in enumerate(old.rows) if (one := _carried(number, row, columns)) is not None]
    target = replace(old, versions=tuple(map(info_of, ordered)))
    return _Assembly(old, target, columns, carried, solver or LengthSolver()).renewal(realigner)


@dataclass(frozen=True, slots=True)
class _Found:
    """An old segment in its new place."""

    unit: int
    difference: Difference
    segment: Segment
    """With the new span, and the editor's text where there was one and the sentence is still the same."""
    lost_edit: str = ""
    """What an editor had made of a sentence that was rewritten since."""


@dataclass(frozen=True, slots=True)
class _Column:
    """One language: the units of the new version, and the old segments among them."""

    units: tuple[Segment, ...]
    """The whole new version, with the editor's texts where they still hold."""
    found: Mapping[tuple[int, int], _Found]
    """By row and position in the cell."""
    known: frozenset[int]
    """The units that are old segments."""

    @classmethod
    def of(cls, old: ParallelDocument, column: int, version: SegmentedVersion, originals: Originals) -> _Column:
        language = old.languages[column]
        places = sorted(
            (segment.start, segment.stop, number, position)
            for number, row in enumerate(old.rows)
            for position, segment in enumerate(row.segments[column])
        )
        texts = []
        for start, stop, number, position in places:
            texts.append(originals.get((language, start, stop), old.rows[number].segments[column][position].text))
        traced = trace(texts, version.segments, version.version.text, language)
        found = {}
        for (_, _, number, position), text, place in zip(places, texts, traced.traces, strict=True):
            if place is not None:
                was = old.rows[number].segments[column][position].text
                unit = traced.units[place.unit]
                edit = was if was != text else ""
                lost = place.difference is Difference.GREAT
                segment = replace(unit, text=edit) if edit and not lost else unit
                found[number, position] = _Found(place.unit, place.difference, segment, edit if lost else "")
        units = list(traced.units)
        for one in found.values():
            units[one.unit] = one.segment
        return cls(tuple(units), found, frozenset(one.unit for one in found.values()))


@dataclass(frozen=True, slots=True)
class _Carried:
    """An old row over its new segments."""

    number: int
    row: Row
    units: tuple[tuple[int, ...], ...]
    """For each language the units its segments are."""
    reopened: bool


def _carried(number: int, row: Row, columns: Sequence[_Column]) -> _Carried | None:
    """The row over the new versions; None where a segment is gone, or it is nobody's work and a sentence changed."""
    cells: list[tuple[Segment, ...]] = []
    units: list[tuple[int, ...]] = []
    lost: list[str] = []
    worst = Difference.NONE
    for column, cell in zip(columns, row.segments, strict=True):
        found = [column.found.get((number, position)) for position in range(len(cell))]
        here = [one for one in found if one is not None]
        if len(here) < len(cell):
            return None
        cells.append(tuple(one.segment for one in here))
        units.append(tuple(one.unit for one in here))
        worst = max([worst, *(one.difference for one in here)])
        if not _together(units[-1], column):
            worst = Difference.GREAT
        lost += [one.lost_edit for one in here if one.lost_edit]
    reviewed = is_reviewed(row)
    if worst is Difference.GREAT and not reviewed:
        return None
    changed = replace(row, segments=tuple(cells))
    if worst is Difference.GREAT:
        flags = tuple(dict.fromkeys([*row.flags, CHANGED_FLAG]))
        note = "\n".join([*([row.note] if row.note else []), *(f"was edited: {text}" for text in lost)]) or None
        changed = replace(changed, status=Status.PROPOSED, flags=flags, note=note)
    return _Carried(number, changed, tuple(units), worst is Difference.GREAT)


def _together(units: Sequence[int], column: _Column) -> bool:
    """Whether nothing new stands between the segments of a cell."""
    return all(unit in column.known for unit in range(min(units, default=0), max(units, default=-1) + 1))


@dataclass(slots=True)
class _Assembly:
    """Puts carried rows into the new reading order, with what is to be aligned between them."""

    old: ParallelDocument
    target: ParallelDocument
    columns: Sequence[_Column]
    carried: Sequence[_Carried]
    solver: LinkSolver
    claimed: list[set[int]] = field(init=False)
    position: list[int] = field(init=False)
    """For each language, the unit up to which everything has its place."""

    def __post_init__(self) -> None:
        self.claimed = [{unit for one in self.carried for unit in one.units[c]} for c in range(len(self.columns))]
        self.position = [0] * len(self.columns)

    def renewal(self, realigner: Realigner | None) -> Renewal:
        """The new document and the account of it."""
        planned = list(self._planned())
        draft = replace(self.target, rows=tuple(row for row, _ in planned))
        rows: list[Row] = []
        numbers: dict[int, int] = {}
        new: list[int] = []
        for place, (row, carried) in enumerate(planned):
            if carried is not None:
                numbers[carried.number] = len(rows)
                rows.append(row)
                continue
            rows_here = proposed(draft, place, realigner, self.solver)
            new.extend(range(len(rows), len(rows) + len(rows_here)))
            rows.extend(rows_here)
        self._hand_notes_on(rows, numbers)
        return self._account(replace(self.target, rows=tuple(rows)), numbers, tuple(new))

    def _planned(self) -> Iterator[tuple[Row, _Carried | None]]:
        """Carried rows in order, and between them rows that hold together what is to be aligned."""
        places = [[min(units, default=None) for units in one.units] for one in self.carried]
        order = arranged(places)
        for (number, crosses), upcoming in zip(order, self._upcoming(places, order), strict=True):
            if not crosses:
                yield from self._loose(places[number], upcoming)
            yield self.carried[number].row, self.carried[number]
        ends = [len(column.units) for column in self.columns]
        yield from self._loose(ends, ends)

    def _upcoming(
        self, places: Sequence[Sequence[int | None]], order: Sequence[tuple[int, bool]]
    ) -> list[tuple[int, ...]]:
        """For each row of the order and each language, where the next row stands that crosses none, it included."""
        following = [len(column.units) for column in self.columns]
        result = []
        for number, crosses in reversed(order):
            if not crosses:
                following = [
                    after if place is None else place for place, after in zip(places[number], following, strict=True)
                ]
            result.append(tuple(following))
        return result[::-1]

    def _loose(self, until: Sequence[int | None], upcoming: Sequence[int]) -> Iterator[tuple[Row, None]]:
        """One row of all units before some places that belong to no carried row.

        A language without a place there gives what it has up to its next one, if any other gives something.
        """
        cells: list[tuple[Segment, ...]] = []
        if not any(self._between(c, place) for c, place in enumerate(until) if place is not None):
            self.position = [
                here if place is None else max(here, place) for here, place in zip(self.position, until, strict=True)
            ]
            return
        for column, stop in enumerate(upcoming):
            cells.append(self._between(column, stop))
            self.position[column] = max(self.position[column], stop)
        yield Row(segments=tuple(cells)), None

    def _between(self, column: int, stop: int) -> tuple[Segment, ...]:
        units, claimed = self.columns[column].units, self.claimed[column]
        return tuple(units[unit] for unit in range(self.position[column], stop) if unit not in claimed)

    def _hand_notes_on(self, rows: list[Row], numbers: Mapping[int, int]) -> None:
        """Give notes and bookmarks of rows that were dissolved to the rows where their first segment stands now."""
        home = {
            (column, segment.start): number
            for number, row in enumerate(rows)
            for column, cell in enumerate(row.segments)
            for segment in cell
        }
        for number, row in enumerate(self.old.rows):
            if number in numbers or not (row.note or row.bookmark):
                continue
            left = next(self._left_of(number), None)
            if left is not None:
                heir = rows[home[left]]
                notes = dict.fromkeys(note for note in (heir.note, row.note) if note)
                rows[home[left]] = replace(
                    heir, note="\n".join(notes) or None, bookmark=heir.bookmark or row.bookmark
                )

    def _left_of(self, number: int) -> Iterator[tuple[int, int]]:
        """Language and new offset of the segments of an old row that are still there."""
        for column, cell in enumerate(self.old.rows[number].segments):
            for position in range(len(cell)):
                found = self.columns[column].found.get((number, position))
                if found is not None:
                    yield column, found.segment.start

    def _account(self, document: ParallelDocument, numbers: Mapping[int, int], new: tuple[int, ...]) -> Renewal:
        whole = {one.number: numbers[one.number] for one in self.carried if not one.reopened}
        in_order = longest_increasing(sorted(whole, key=whole.__getitem__))
        lost = [number for number in range(len(self.old.rows)) if number not in whole]
        return Renewal(
            document=document,
            kept=tuple(sorted(place for number, place in whole.items() if number in in_order)),
            moved=tuple(sorted(place for number, place in whole.items() if number not in in_order)),
            reopened=tuple(n for n in lost if is_reviewed(self.old.rows[n]) and any(self._left_of(n))),
            new=new,
            gone=tuple(number for number in lost if not any(self._left_of(number))),
        )


def info_of(version: SegmentedVersion) -> VersionInfo:
    """What a document remembers about a version."""
    read = version.version
    return VersionInfo(read.language, read.file_name, read.sha256, read.encoding)
