"""The queue against the plain way of finding the rows to look at, whatever happened to the document."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from review_examples import even_document, make_document

from aligner.editing import EditContext
from aligner.editing.marks import Confirm, Unconfirm
from aligner.editing.moving import MoveDown, PushColumn
from aligner.editing.operation import Operation
from aligner.editing.shaping import MergeRows, SplitRow, split_point
from aligner.errors import RefusedError
from aligner.model import ParallelDocument, Row, Status
from aligner.review.suspicion import doubtful_rows
from aligner.review.walking import AUDIT_ROWS, Queue, Ranking, risk


def plainly(document: ParallelDocument) -> list[int]:
    found = doubtful_rows(document.rows)
    return sorted(found, key=lambda number: risk(document.rows[number]), reverse=True)


def operations(document: ParallelDocument, number: int) -> Sequence[Operation]:
    row = document.rows[number]
    return (
        Confirm((number,)),
        Confirm(tuple(range(number + 1))),
        Unconfirm((number,)),
        MergeRows(number, number + 1),
        SplitRow(number, split_point(row, document.languages, "en", 1)),
        MoveDown(number, "ru", 0),
        PushColumn(number, "kk"),
    )


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(0, 6)), max_size=12))
def test_the_ranking_follows_every_change(steps: list[tuple[int, int]]) -> None:
    document = make_document([(2, 1, 2), (1, 1, 1)] * 15, [0.5, 0.96875, 0.25, 0.5, 0.875] * 6)
    ranking = Ranking(doubtful_rows)
    past = [document]
    assert ranking.of(document) == plainly(document)
    for place, kind in steps:
        number = min(place, len(document.rows) - 1)
        try:
            document = operations(document, number)[kind].apply(document, EditContext())
        except RefusedError:
            # As undoing everything does.
            document = past[0]
        past.append(document)
        assert ranking.of(document) == plainly(document)


def test_only_rows_that_have_changed_are_looked_at_again() -> None:
    looked_at: list[int] = []

    def select(rows: Sequence[Row]) -> list[int]:
        looked_at.append(len(rows))
        return doubtful_rows(rows)

    document = even_document(1000)
    ranking = Ranking(select)
    first = ranking.of(document)
    changed = Confirm((503,)).apply(document, EditContext())
    assert ranking.of(changed) == [number for number in first if number != 503]
    assert ranking.of(changed) is ranking.of(changed)
    assert looked_at == [1000, 1]


def test_the_audit_ends_when_its_rows_are_confirmed() -> None:
    document = make_document([(1, 1, 1)] * 60)
    queue = Queue()
    assert queue.next(document, None) is None
    assert queue.begin_audit(document) == AUDIT_ROWS
    seen: list[int] = []
    while (number := queue.next(document, seen[-1] if seen else None)) is not None:
        seen.append(number)
        document = Confirm((number,)).apply(document, EditContext())
    assert len(set(seen)) == AUDIT_ROWS
    assert not queue.auditing
    assert sum(row.status is Status.CONFIRMED for row in document.rows) == AUDIT_ROWS
