"""Who changed what in a document, and the document as it was at any point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from aligner.corpus.delta import patch_of
from aligner.corpus.journal import Entry, Kind
from aligner.corpus.patch import recolumned
from aligner.corpus.store import DocumentStore, reverted, state_at
from aligner.errors import InputError
from aligner.model import Language, ParallelDocument, Row, VersionInfo


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One change in a document's life."""

    sequence: int
    """From 1; the number that `restore` takes."""
    kind: Kind
    who: str | None
    when: datetime
    """In UTC, by the clock of the machine; the order of events is that of `sequence`."""
    what: str
    of: int = 0
    """For undo and redo: the sequence number of the change that was undone or redone."""
    before: tuple[Row, ...] = ()
    """In the history of a row: the row, or the rows its segments stood in, before the change …"""
    after: tuple[Row, ...] = ()
    """… and after it."""


def history(path: Path, row: int | None = None) -> tuple[HistoryEvent, ...]:
    """What was done to a document, oldest first; with `row`, only what touched the segments that stand there now.

    Raises `InputError` when the document cannot be read or has no such row.
    """
    store = DocumentStore.open(path, read_only=True)
    if row is None:
        return tuple(map(_event, store.entries))
    if not 0 <= row < len(store.document.rows):
        raise InputError(f"{path}: there is no row {row}: it has {len(store.document.rows)}, numbered from 0")
    return tuple(reversed(list(_row_events(store.document, store.entries, row))))


def latest(path: Path) -> ParallelDocument:
    """The document of a table with every change made since the file was last written.

    Raises `InputError` when it cannot be read.
    """
    return DocumentStore.open(path, read_only=True).document


def restore(path: Path, at: int) -> ParallelDocument:
    """The document as it was after change `at`; 0 is how it was before the first one.

    Raises `InputError` when the document cannot be read or there was no such change.
    """
    store = DocumentStore.open(path, read_only=True)
    try:
        return state_at(store.document, store.entries, at)
    except InputError as error:
        raise InputError(f"{path}: {error.message}", error.hint) from error


def _event(entry: Entry, before: tuple[Row, ...] = (), after: tuple[Row, ...] = ()) -> HistoryEvent:
    return HistoryEvent(entry.sequence, entry.kind, entry.who, entry.when, entry.what, entry.of, before, after)


def _row_events(document: ParallelDocument, entries: Sequence[Entry], row: int) -> Iterator[HistoryEvent]:
    """Newest first: the changes after which the rows that hold these segments looked otherwise."""
    held = _Held([document.rows[row]])
    for entry in reversed(entries):
        patch = patch_of(reverted(entry, entries), document)
        after = held.among(patch.before)
        if patch.origin_after is None:
            before = held.among(patch.after)
            if before != after:
                yield _event(entry, before, after)
        else:
            languages = patch.origin_after.languages or document.languages
            shown = recolumned(after, document.languages, languages)
            if _same_sources(document.versions, patch.origin_after.versions, {*document.languages} & {*languages}):
                before = _Held(shown).among(patch.after)
            else:
                before = _alike(shown, patch.after)
            held = _Held(before)
            if list(map(_without_spans, before)) != list(map(_without_spans, shown)):
                yield _event(entry, before, after)
        document = patch.apply(document)


def _same_sources(one: Sequence[VersionInfo], other: Sequence[VersionInfo], languages: set[Language]) -> bool:
    """Whether the spans of some languages say the same in two states; over other sources only the texts do."""
    left, right = ({info.language: info.sha256 for info in infos} for infos in (one, other))
    return all(language in left and left[language] == right.get(language) for language in languages)


def _alike(rows: Sequence[Row], candidates: Sequence[Row]) -> tuple[Row, ...]:
    """The candidates that share most texts with some rows, of several equals the first; none if none shares any."""
    texts = {pair for row in rows for pair in _texts(row)}
    shared = [sum(pair in texts for pair in _texts(candidate)) for candidate in candidates]
    most = max(shared, default=0)
    return (candidates[shared.index(most)],) if most else ()


def _texts(row: Row) -> Iterator[tuple[int, str]]:
    return ((column, segment.text) for column, cell in enumerate(row.segments) for segment in cell)


def _without_spans(row: Row) -> Row:
    cells = tuple(tuple(replace(segment, start=0, stop=0, paragraph=0) for segment in cell) for cell in row.segments)
    return replace(row, segments=cells)


class _Held:
    """Finds the rows that hold the segments of some rows, by their spans: those outlive splitting and joining."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._spans = [
            (column, segment.start, segment.stop)
            for row in rows
            for column, cell in enumerate(row.segments)
            for segment in cell
        ]

    def among(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """The rows with a segment that overlaps one of those held."""
        return tuple(row for row in rows if self._in(row))

    def _in(self, row: Row) -> bool:
        return any(
            segment.start < stop and start < segment.stop
            for column, start, stop in self._spans
            for segment in row.segments[column]
        )
