"""Documents and sequences of operations for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations

from hypothesis import strategies as st

from aligner.editing.context import EditContext
from aligner.editing.operations import (
    Confirm,
    EditText,
    ExcuseFlag,
    JoinSegments,
    MergeRows,
    MoveDown,
    MoveTo,
    MoveUp,
    Operation,
    PullColumn,
    PushColumn,
    SetBookmark,
    SetLinks,
    SetNote,
    SplitRow,
    SplitSegment,
    Swap,
    TakeOut,
    Unconfirm,
)
from aligner.model import Link, ParallelDocument, Row, Segment

LANGUAGES = ("en", "ru", "kk", "de")
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
CONTEXT = EditContext(who="Әсел", clock=lambda: NOON)


def document_of(*shapes: str, languages: Sequence[str] = LANGUAGES) -> ParallelDocument:
    """A document with rows of these shapes; the segments of a column read "en0", "en1" … one space apart."""
    counts = [[int(count) for count in shape.split("-")] for shape in shapes]
    columns = tuple(languages[: len(counts[0])])
    made = [0] * len(columns)
    rows = []
    for row in counts:
        cells = []
        for column, count in enumerate(row):
            cell = []
            for _ in range(count):
                text = f"{columns[column]} {made[column]:04d}"
                start = made[column] * (len(text) + 1)
                cell.append(Segment(start, start + len(text), 0, text))
                made[column] += 1
            cells.append(tuple(cell))
        rows.append(Row(tuple(cells), one_bead(tuple(cells), columns), 0.75, support=(0.75,) * len(columns)))
    return ParallelDocument("example", columns, tuple(rows))


def one_bead(cells: tuple[tuple[Segment, ...], ...], columns: tuple[str, ...]) -> tuple[Link, ...]:
    """For every pair one link over everything, or null beads where a side is empty."""
    links = []
    for i, j in combinations(range(len(columns)), 2):
        a, b = tuple(range(len(cells[i]))), tuple(range(len(cells[j])))
        if a and b:
            links.append(Link(columns[i], columns[j], a, b, 0.75))
        else:
            links += [Link(columns[i], columns[j], (x,), (), 0.75) for x in a]
            links += [Link(columns[i], columns[j], (), (x,), 0.75) for x in b]
    return tuple(links)


def layout(document: ParallelDocument) -> list[str]:
    """The rows as short lines: `0 1|0|-` for two, one and no segment, by their numbers in the column."""
    lines = []
    for row in document.rows:
        lines.append(
            "|".join(
                " ".join(segment.text.split()[-1].lstrip("0") or "0" for segment in cell) or "-"
                for cell in row.segments
            )
        )
    return lines


def columns_of(document: ParallelDocument) -> list[list[Segment]]:
    """The segments of each language in the order of the rows."""
    return [
        [segment for row in document.rows for segment in row.segments[column]]
        for column in range(len(document.languages))
    ]


shapes = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0, 1, 1, 1, 2, 3]), min_size=width, max_size=width)
        .filter(any)
        .map(lambda row: "-".join(map(str, row))),
        min_size=1,
        max_size=7,
    )
)
documents = shapes.map(lambda rows: document_of(*rows))

KINDS = 18
steps = st.lists(
    st.tuples(st.integers(0, KINDS - 1), st.integers(-1, 9), st.integers(0, 3), st.integers(0, 3), st.integers(0, 9)),
    min_size=1,
    max_size=9,
)
"""Operations before they meet a document: kind, row, column, segment, one more number."""


def operation(step: tuple[int, int, int, int, int], document: ParallelDocument) -> Operation:
    """The operation a step stands for; most make sense on the document, some do not."""
    kind, row, column, segment, extra = step
    row = row % (len(document.rows) + 1) if row >= 0 else row
    language = document.languages[column % len(document.languages)]
    inside = 0 <= row < len(document.rows)
    counts = [len(cell) for cell in document.rows[row].segments] if inside else [1] * len(document.languages)
    a, b = document.languages[0], document.languages[-1]
    made: list[Operation] = [
        MoveUp(row, language, segment),
        MoveDown(row, language, segment - 1),
        MoveTo(row, language, segment, extra),
        Swap(row, language),
        PushColumn(row, language),
        PullColumn(row, language),
        MergeRows(row, row + extra % 4),
        SplitRow(row, tuple(min(count, (segment + extra * place) % 3) for place, count in enumerate(counts))),
        TakeOut(row, language, segment),
        SplitSegment(row, language, segment, extra),
        JoinSegments(row, language, segment),
        EditText(row, language, segment, "жаңа мәтін " * (extra % 3)),
        Confirm((row, extra) if extra % 2 else (row,)),
        Unconfirm((row,)),
        SetBookmark((row,), on=extra % 2 == 0),
        SetNote(row, "сөз" if extra % 2 else None),
        ExcuseFlag((row,), "numbers"),
        SetLinks(row, (Link(a, b, (0,), (0,)),) if extra % 2 else ()),
    ]
    return made[kind]
