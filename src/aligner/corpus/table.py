"""A parallel document as a polars table and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, TypeVar

import numpy as np
import polars as pl

from aligner.corpus.collector import collector_held
from aligner.corpus.nesting import flatten, nest
from aligner.corpus.schema import LINK, SPAN, SPANS_SUFFIX, check_columns, check_languages, languages_of, table_schema
from aligner.errors import InputError
from aligner.model import Language, Link, ParallelDocument, Row, Segment, Status, VersionInfo

T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_STATUSES = {status.value: status for status in Status}


def to_frame(document: ParallelDocument) -> pl.DataFrame:
    """The table of a document, one row per row.

    Raises `InputError` where a language cannot name a column or a text holds half of a surrogate pair.
    """
    check_languages(document.languages)
    rows = document.rows
    schema = table_schema(document.languages)
    texts, spans = [], []
    try:
        for position, language in enumerate(document.languages):
            cells = [row.segments[position] for row in rows]
            texts.append(_texts_column(language, cells))
            spans.append(_spans_column(language + SPANS_SUFFIX, cells))
        support = [row.support for row in rows]
        columns = [
            pl.Series("document", [document.name], dtype=pl.String).new_from_index(0, len(rows)),
            pl.Series("row", range(len(rows)), dtype=pl.UInt32),
            *texts,
            *spans,
            _links_column([row.links for row in rows]),
            pl.Series("confidence", [row.confidence for row in rows], dtype=pl.Float32),
            pl.Series("status", [row.status.value for row in rows], dtype=schema["status"]),
            _strings_column("flags", [row.flags for row in rows]),
            pl.Series("note", [row.note for row in rows], dtype=pl.String),
            pl.Series("reviewer", [row.reviewer for row in rows], dtype=pl.String),
            pl.Series("bookmark", [row.bookmark for row in rows], dtype=pl.Boolean),
            pl.Series("changed_at", [_microseconds(row.changed_at) for row in rows], dtype=pl.Int64),
            nest(
                pl.Series(list(chain.from_iterable(support)), dtype=pl.Float32),
                [len(values) for values in support],
                pl.List(pl.Float32),
                "support",
            ),
        ]
    except UnicodeEncodeError as error:
        raise InputError(
            f"{document.name}: a text holds half of a surrogate pair", "read the source again"
        ) from error
    return pl.DataFrame(columns).cast({"changed_at": schema["changed_at"]})


def from_frame(
    frame: pl.DataFrame,
    *,
    languages: Sequence[Language] | None = None,
    versions: tuple[VersionInfo, ...] = (),
    signature: str = "",
    extra: dict[str, str] | None = None,
) -> ParallelDocument:
    """The document a table holds; what a table has no columns for is handed in.

    `languages` defaults to those the columns name. Raises `InputError` where columns are missing or of another type,
    texts and spans do not pair up, or a link points outside its row.
    """
    named = tuple(languages) if languages is not None else languages_of(frame.columns)
    check_languages(named)
    check_columns(frame.schema, named)
    if len(named) < 1:
        raise InputError("there is no language column", "this is not a table of aligner")
    names = frame.get_column("document").unique().to_list()
    if len(names) > 1:
        raise InputError("the table holds several documents", "filter by the column 'document' first")
    with collector_held():
        rows = _rows(frame, named)
    return ParallelDocument(
        name=names[0] if names else "",
        languages=named,
        rows=rows,
        versions=versions,
        signature=signature,
        extra=dict(extra or {}),
    )


def _rows(frame: pl.DataFrame, languages: tuple[Language, ...]) -> tuple[Row, ...]:
    columns = [_cells(frame, language) for language in languages]
    support = frame.get_column("support") if "support" in frame.columns else None
    no_support: list[tuple[float, ...]] = [()] * frame.height
    _check_filled(frame)
    _check_links(frame, languages)
    return tuple(
        map(
            Row,
            zip(*columns, strict=True),
            _links(frame.get_column("links")),
            frame.get_column("confidence").to_list(),
            map(_STATUSES.__getitem__, frame.get_column("status").to_list()),
            _tuples(frame.get_column("flags")),
            frame.get_column("note").to_list(),
            frame.get_column("reviewer").to_list(),
            frame.get_column("bookmark").to_list(),
            [_moment(value) for value in frame.get_column("changed_at").to_physical().to_list()],
            no_support if support is None else _tuples(support),
        )
    )


def _cells(frame: pl.DataFrame, language: Language) -> list[tuple[Segment, ...]]:
    texts, lengths = flatten(frame.get_column(language))
    spans, span_lengths = flatten(frame.get_column(language + SPANS_SUFFIX))
    if lengths != span_lengths or texts.null_count() or spans.null_count():
        raise InputError(f"column {language!r} and its spans do not pair up", "the table was changed by other means")
    fields = spans.struct.unnest()
    segments = map(
        Segment,
        fields.get_column("start").to_list(),
        fields.get_column("stop").to_list(),
        fields.get_column("paragraph").to_list(),
        texts.to_list(),
    )
    return _cut(list(segments), lengths)


def _links(cells: pl.Series) -> list[tuple[Link, ...]]:
    flat, lengths = flatten(cells)
    fields = flat.struct.unnest()
    links = map(
        Link,
        fields.get_column("a").to_list(),
        fields.get_column("b").to_list(),
        _positions(fields.get_column("a_segments")),
        _positions(fields.get_column("b_segments")),
        fields.get_column("confidence").to_list(),
    )
    return _cut(list(links), lengths)


def _check_filled(frame: pl.DataFrame) -> None:
    for name in ("document", "confidence", "status", "bookmark"):
        if frame.get_column(name).null_count():
            raise InputError(f"column {name!r} has empty cells", "the table was changed by other means")


def _check_links(frame: pl.DataFrame, languages: tuple[Language, ...]) -> None:
    cells = frame.get_column("links")
    flat, lengths = flatten(cells)
    owner = pl.Series(np.repeat(np.arange(frame.height, dtype=np.uint32), lengths))
    counts = {language: frame.get_column(language).list.len().gather(owner) for language in languages}
    links = flat.struct.unnest().with_columns(owner.alias("row"))
    for side in ("a", "b"):
        held = pl.coalesce(pl.when(pl.col(side) == name).then(counted) for name, counted in counts.items())
        checked = links.select("row", "a", "b", held=held, last=pl.col(f"{side}_segments").list.max())
        unknown = checked.filter(pl.col("held").is_null())
        if unknown.height:
            row, a, b = unknown.select("row", "a", "b").row(0)
            raise InputError(f"row {row}: a link names {a}-{b}, not languages of the table")
        outside = checked.filter(pl.col("last") >= pl.col("held"))
        if outside.height:
            raise InputError(f"row {outside.item(0, 'row')}: a link points to a segment that the row does not have")


def _texts_column(name: str, cells: Sequence[tuple[Segment, ...]]) -> pl.Series:
    return _strings_column(name, [tuple(segment.text for segment in cell) for cell in cells])


def _strings_column(name: str, cells: Sequence[Sequence[str]]) -> pl.Series:
    flat = pl.Series(list(chain.from_iterable(cells)), dtype=pl.String)
    return nest(flat, [len(cell) for cell in cells], pl.List(pl.String), name)


def _spans_column(name: str, cells: Sequence[tuple[Segment, ...]]) -> pl.Series:
    flat = list(chain.from_iterable(cells))
    frame = pl.DataFrame(
        {
            "start": pl.Series([segment.start for segment in flat], dtype=pl.UInt32),
            "stop": pl.Series([segment.stop for segment in flat], dtype=pl.UInt32),
            "paragraph": pl.Series([segment.paragraph for segment in flat], dtype=pl.UInt32),
        }
    )
    return nest(frame, [len(cell) for cell in cells], pl.List(SPAN), name)


def _links_column(cells: Sequence[tuple[Link, ...]]) -> pl.Series:
    flat = list(chain.from_iterable(cells))
    frame = pl.DataFrame(
        [
            pl.Series("a", [link.a for link in flat], dtype=pl.String),
            pl.Series("b", [link.b for link in flat], dtype=pl.String),
            _positions_column("a_segments", [link.a_segments for link in flat]),
            _positions_column("b_segments", [link.b_segments for link in flat]),
            pl.Series("confidence", [link.confidence for link in flat], dtype=pl.Float32),
        ]
    )
    return nest(frame, [len(cell) for cell in cells], pl.List(LINK), "links")


def _positions_column(name: str, cells: Sequence[tuple[int, ...]]) -> pl.Series:
    flat = pl.Series(list(chain.from_iterable(cells)), dtype=pl.UInt16)
    return nest(flat, [len(cell) for cell in cells], pl.List(pl.UInt16), name)


def _tuples(cells: pl.Series) -> list[tuple[Any, ...]]:
    flat, lengths = flatten(cells)
    return _cut(flat.to_list(), lengths)


def _cut(values: Sequence[T], lengths: Iterable[int]) -> list[tuple[T, ...]]:
    """Cut a run of values into tuples of the given lengths."""
    cells: list[tuple[T, ...]] = []
    start = 0
    for length in lengths:
        stop = start + length
        cells.append((values[start],) if length == 1 else tuple(values[start:stop]))
        start = stop
    return cells


def _positions(cells: pl.Series) -> list[tuple[int, ...]]:
    """Lists of positions as tuples, equal ones shared: nearly all are `(0,)`."""
    known: dict[tuple[int, ...], tuple[int, ...]] = {}
    return [known.setdefault(cell, cell) for cell in _tuples(cells)]


def _microseconds(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - _EPOCH) // _MICROSECOND


def _moment(microseconds: int | None) -> datetime | None:
    """Arithmetic instead of polars' own conversion, which needs a time zone database on the machine."""
    return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)
