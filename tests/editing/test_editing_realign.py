"""Aligning a stretch anew: looked at as a difference, then taken whole, in parts or not at all."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from editing_examples import CONTEXT, document_of, layout, one_bead

from aligner.editing.operations import Confirm, SetNote, decode_operation, encode_operation
from aligner.editing.realign import difference, realign_between_confirmed, realign_rows
from aligner.errors import RefusedError
from aligner.model import ParallelDocument, Row, Segment, Status


@dataclass(frozen=True)
class OneToOne:
    """A realigner that pairs segments off by their order."""

    def realign(self, document: ParallelDocument, start: int, stop: int) -> tuple[Row, ...]:
        columns = [
            [segment for row in document.rows[start:stop] for segment in row.segments[column]]
            for column in range(len(document.languages))
        ]
        rows = []
        for number in range(max(map(len, columns))):
            cells: tuple[tuple[Segment, ...], ...] = tuple(tuple(column[number : number + 1]) for column in columns)
            rows.append(Row(cells, one_bead(cells, document.languages), 0.9))
        return tuple(rows)


class Losing(OneToOne):
    def realign(self, document: ParallelDocument, start: int, stop: int) -> tuple[Row, ...]:
        return super().realign(document, start, stop)[1:]


DOCUMENT = document_of("2-1", "0-1", "1-1", "1-2", "1-0")


def test_the_difference_names_the_smallest_stretches_that_change() -> None:
    found = realign_rows(DOCUMENT, 0, 5, OneToOne(), CONTEXT)
    assert [(list(region.before), list(region.after)) for region in found.regions] == [
        ([0, 1], [0, 1]),
        ([3, 4], [3, 4]),
    ]
    assert found.after[2] is DOCUMENT.rows[2]


def test_nothing_changes_until_it_is_accepted() -> None:
    found = realign_rows(DOCUMENT, 0, 5, OneToOne(), CONTEXT)
    assert layout(DOCUMENT)[0] == "0 1|0"
    assert layout(found.accept().apply(DOCUMENT, CONTEXT)) == ["0|0", "1|1", "2|2", "3|3", "4|4"]


def test_a_part_can_be_accepted() -> None:
    after = realign_rows(DOCUMENT, 0, 5, OneToOne(), CONTEXT).accept([1]).apply(DOCUMENT, CONTEXT)
    assert layout(after) == ["0 1|0", "-|1", "2|2", "3|3", "4|4"]
    assert after.rows[0] is DOCUMENT.rows[0]


def test_accepting_is_one_step_with_an_exact_inverse() -> None:
    change = realign_rows(DOCUMENT, 0, 5, OneToOne(), CONTEXT).accept().change(DOCUMENT, CONTEXT)
    assert change.inverse().apply(change.apply(DOCUMENT)) == DOCUMENT
    assert decode_operation(encode_operation(change.operation)) == change.operation


def test_accepted_rows_are_proposals_still() -> None:
    after = realign_rows(DOCUMENT, 0, 5, OneToOne(), CONTEXT).accept().apply(DOCUMENT, CONTEXT)
    assert {(row.status, row.reviewer, row.changed_at) for row in after.rows} == {(Status.PROPOSED, None, None)}


def test_confirmed_rows_are_fixed_points() -> None:
    document = Confirm((1,)).apply(DOCUMENT, CONTEXT)
    after = realign_rows(document, 0, 5, OneToOne(), CONTEXT).accept().apply(document, CONTEXT)
    assert layout(after) == ["0|0", "1|-", "-|1", "2|2", "3|3", "4|4"]
    assert after.rows[2] is document.rows[1]


def test_the_stretch_around_a_row_ends_at_confirmed_rows() -> None:
    document = Confirm((2,)).apply(DOCUMENT, CONTEXT)
    found = realign_between_confirmed(document, OneToOne(), CONTEXT, row=4)
    assert (found.start, len(found.before)) == (3, 2)
    everything = realign_between_confirmed(document, OneToOne(), CONTEXT)
    assert len(everything.regions) == 2


def test_notes_and_bookmarks_go_with_the_first_segment_of_their_row() -> None:
    document = SetNote(1, "where is this in English?").apply(DOCUMENT, CONTEXT)
    after = realign_rows(document, 0, 5, OneToOne(), CONTEXT).accept().apply(document, CONTEXT)
    assert [row.note for row in after.rows] == [None, "where is this in English?", None, None, None]


def test_a_realigner_that_loses_a_segment_is_refused() -> None:
    with pytest.raises(RefusedError, match="same segments"):
        realign_rows(DOCUMENT, 0, 5, Losing(), CONTEXT)


def test_the_same_alignment_is_no_difference() -> None:
    document = document_of("1-1", "1-1")
    found = realign_rows(document, 0, 2, OneToOne(), CONTEXT)
    assert found.regions == ()
    with pytest.raises(RefusedError, match="the same"):
        found.accept()


def test_what_cannot_be_realigned_is_refused() -> None:
    document = Confirm((0, 1)).apply(document_of("1-1", "1-1"), CONTEXT)
    assert all(row.status is Status.CONFIRMED for row in document.rows)
    with pytest.raises(RefusedError, match="confirmed rows stay"):
        realign_rows(document, 0, 2, OneToOne(), CONTEXT)
    with pytest.raises(RefusedError, match="row 1 is confirmed"):
        realign_between_confirmed(document, OneToOne(), CONTEXT, row=1)
    with pytest.raises(RefusedError, match="not rows of the document"):
        realign_rows(document, 1, 9, OneToOne(), CONTEXT)


def test_a_part_that_is_not_there_is_refused() -> None:
    found = realign_rows(DOCUMENT, 0, 5, OneToOne(), CONTEXT)
    for parts in ([], [2], [-1]):
        with pytest.raises(RefusedError):
            found.accept(parts)


def test_crossing_rows_are_compared_in_one_region() -> None:
    before = document_of("1-1", "1-1", "1-1")
    after = (before.rows[1], before.rows[0], before.rows[2])
    assert [list(region.before) for region in difference(0, before.rows, after).regions] == [[0, 1]]
