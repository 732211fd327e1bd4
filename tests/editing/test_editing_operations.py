"""Each operation by example. A row reads `0 1|0|-`: the numbers of its segments in each column."""

from __future__ import annotations

from dataclasses import replace

import pytest
from editing_examples import CONTEXT, NOON, document_of, layout

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
from aligner.editing.shaping import split_point
from aligner.errors import RefusedError
from aligner.model import EXCUSED, Link, ParallelDocument, Row, Segment, Status


def confirmed(document: ParallelDocument, *rows: int) -> ParallelDocument:
    return Confirm(rows).apply(document, CONTEXT)


def links_of(row: Row, a: str, b: str) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(link.a_segments, link.b_segments) for link in row.links if (link.a, link.b) == (a, b)]


class TestMoving:
    def test_up_takes_along_what_stands_before_it(self) -> None:
        after = MoveUp(1, "en", 1).apply(document_of("1-1", "3-1"), CONTEXT)
        assert layout(after) == ["0 1 2|0", "3|1"]

    def test_down_takes_along_what_stands_after_it(self) -> None:
        after = MoveDown(0, "en", 1).apply(document_of("3-1", "1-1"), CONTEXT)
        assert layout(after) == ["0|0", "1 2 3|1"]

    def test_down_is_the_last_segment_unless_said_otherwise(self) -> None:
        assert layout(MoveDown(0, "en").apply(document_of("2-1", "0-1"), CONTEXT)) == ["0|0", "1|1"]

    def test_segments_are_never_glued(self) -> None:
        after = MoveUp(1, "ru").apply(document_of("2-1", "1-1"), CONTEXT)
        assert [segment.text for segment in after.rows[0].segments[1]] == ["ru 0000", "ru 0001"]

    def test_a_row_left_empty_goes_and_hands_its_note_on(self) -> None:
        document = SetNote(1, "check the name").apply(document_of("1-1", "1-0"), CONTEXT)
        after = MoveUp(1, "en").apply(document, CONTEXT)
        assert layout(after) == ["0 1|0"]
        assert after.rows[0].note == "check the name"

    def test_to_a_row_further_on(self) -> None:
        document = document_of("2-1", "1-1", "0-1")
        assert layout(MoveTo(0, "en", 1, 2).apply(document, CONTEXT)) == ["0|0", "2|1", "1|2"]

    def test_swap_makes_a_crossing_order(self) -> None:
        assert layout(Swap(0, "ru").apply(document_of("1-1", "1-2"), CONTEXT)) == ["0|1 2", "1|0"]

    def test_push_moves_the_column_down_from_here_on(self) -> None:
        after = PushColumn(1, "ru").apply(document_of("1-1", "1-1", "1-2"), CONTEXT)
        assert layout(after) == ["0|0", "1|-", "2|1", "-|2 3"]

    def test_push_ends_in_an_empty_cell_at_the_end(self) -> None:
        after = PushColumn(0, "ru").apply(document_of("1-1", "1-1", "1-0"), CONTEXT)
        assert layout(after) == ["0|-", "1|0", "2|1"]

    def test_pull_moves_the_column_up_from_here_on(self) -> None:
        after = PullColumn(2, "ru").apply(document_of("1-1", "1-0", "1-1", "1-1"), CONTEXT)
        assert layout(after) == ["0|0", "1|1", "2|2", "3|-"]

    def test_pull_joins_the_cell_above_without_gluing(self) -> None:
        after = PullColumn(1, "ru").apply(document_of("1-1", "1-1", "0-1"), CONTEXT)
        assert layout(after) == ["0|0 1", "1|2"]

    def test_a_shift_stops_at_the_next_confirmed_row(self) -> None:
        document = confirmed(document_of("1-1", "1-1", "1-1", "1-1"), 2)
        after = PushColumn(0, "ru").apply(document, CONTEXT)
        assert layout(after) == ["0|-", "1|0", "-|1", "2|2", "3|3"]
        assert after.rows[3] is document.rows[2]

    def test_pull_takes_back_what_push_did(self) -> None:
        document = document_of("1-1-1", "1-2-1", "1-1-0")
        pushed = PushColumn(1, "ru").apply(document, CONTEXT)
        assert layout(PullColumn(2, "ru").apply(pushed, CONTEXT)) == layout(document)


class TestShape:
    def test_merged_rows_keep_their_segments_apart_and_their_links(self) -> None:
        after = MergeRows(0, 1).apply(document_of("1-1", "1-2"), CONTEXT)
        assert layout(after) == ["0 1|0 1 2"]
        assert links_of(after.rows[0], "en", "ru") == [((0,), (0,)), ((1,), (1, 2))]

    def test_merging_with_a_row_empty_on_one_side_asks_the_solver_anew(self) -> None:
        after = MergeRows(0, 1).apply(document_of("1-1", "1-0"), CONTEXT)
        covered = [position for pair in links_of(after.rows[0], "en", "ru") for position in pair[0]]
        assert sorted(covered) == [0, 1]

    def test_merged_rows_keep_their_notes_flags_and_bookmarks(self) -> None:
        document = document_of("1-1", "1-1")
        document = SetNote(0, "one").apply(SetNote(1, "two").apply(document, CONTEXT), CONTEXT)
        document = SetBookmark((1,)).apply(document, CONTEXT)
        row = MergeRows(0, 1).apply(document, CONTEXT).rows[0]
        assert (row.note, row.bookmark) == ("one\ntwo", True)

    def test_a_row_is_split_at_a_point(self) -> None:
        after = SplitRow(0, (1, 2)).apply(document_of("2-3"), CONTEXT)
        assert layout(after) == ["0|0 1", "1|2"]
        assert links_of(after.rows[0], "en", "ru") == [((0,), (0, 1))]

    def test_the_point_of_a_split_is_proposed_from_the_links(self) -> None:
        row = document_of("2-3-2").rows[0]
        links = (Link("en", "ru", (0,), (0,)), Link("en", "ru", (1,), (1, 2)), Link("en", "kk", (0, 1), (0, 1)))
        assert split_point(replace(row, links=links), ("en", "ru", "kk"), "en", 1) == (1, 1, 0)

    @pytest.mark.parametrize(
        ("segment", "rows"), [(0, ["0|-", "1 2|0"]), (1, ["0 2|0", "1|-"]), (2, ["0 1|0", "2|-"])]
    )
    def test_a_segment_gets_a_row_of_its_own(self, segment: int, rows: list[str]) -> None:
        assert layout(TakeOut(0, "en", segment).apply(document_of("3-1"), CONTEXT)) == rows


class TestTexts:
    def text(self, text: str, start: int = 10) -> ParallelDocument:
        segments = ((Segment(start, start + len(text), 3, text),), (Segment(0, 2, 0, "да"),))
        return ParallelDocument("t", ("en", "ru"), (Row(segments, (Link("en", "ru", (0,), (0,)),)),))

    def test_a_split_segment_divides_its_span_without_the_space(self) -> None:
        cell = SplitSegment(0, "en", 0, 5).apply(self.text("Stop. Go on."), CONTEXT).rows[0].segments[0]
        assert cell == (Segment(10, 15, 3, "Stop."), Segment(16, 22, 3, "Go on."))

    def test_a_cut_inside_the_space_is_the_same_cut(self) -> None:
        document = self.text("Stop.  Go on.")
        assert SplitSegment(0, "en", 0, 5).apply(document, CONTEXT) == SplitSegment(0, "en", 0, 6).apply(
            document, CONTEXT
        )

    def test_joining_what_was_split_gives_the_span_back(self) -> None:
        document = self.text("Stop. Go on.")
        apart = SplitSegment(0, "en", 0, 5).apply(document, CONTEXT)
        assert JoinSegments(0, "en", 0).apply(apart, CONTEXT).rows[0].segments == document.rows[0].segments

    def test_joined_segments_take_what_stood_between_them_from_the_source(self) -> None:
        source = "          Stop.\u00a0\u00a0Go on."
        context = EditContext("Әсел", lambda: NOON, None, {"en": source})
        apart = SplitSegment(0, "en", 0, 6).apply(self.text("Stop.\u00a0\u00a0Go on."), context)
        joined = JoinSegments(0, "en", 0).apply(apart, context)
        assert joined.rows[0].segments[0][0].text == "Stop.\u00a0\u00a0Go on."

    def test_an_edited_text_keeps_its_span_status_and_links(self) -> None:
        document = confirmed(self.text("Stop."), 0)
        row = EditText(0, "en", 0, "Halt!").apply(document, CONTEXT).rows[0]
        assert row.segments[0] == (Segment(10, 15, 3, "Halt!"),)
        assert (row.status, row.links) == (Status.CONFIRMED, document.rows[0].links)

    def test_an_edited_text_can_be_split_and_its_span_goes_in_proportion(self) -> None:
        document = EditText(0, "en", 0, "Please stop. Then go on!").apply(self.text("Stop. Go on."), CONTEXT)
        left, right = SplitSegment(0, "en", 0, 12).apply(document, CONTEXT).rows[0].segments[0]
        assert (left.text, right.text) == ("Please stop.", "Then go on!")
        assert (left.start, left.stop, right.start, right.stop) == (10, 16, 16, 22)

    def test_segments_with_another_between_them_are_not_joined(self) -> None:
        document = MoveTo(0, "en", 1, 1).apply(document_of("3-1", "0-1"), CONTEXT)
        with pytest.raises(RefusedError, match="do not follow each other"):
            JoinSegments(0, "en", 0).apply(document, CONTEXT)


class TestMarks:
    def test_confirming_names_the_editor_and_the_moment(self) -> None:
        row = confirmed(document_of("1-1", "1-1"), 1).rows[1]
        assert (row.status, row.reviewer, row.changed_at) == (Status.CONFIRMED, "Әсел", NOON)

    def test_a_selection_is_confirmed_at_once_and_leaves_those_confirmed_before(self) -> None:
        document = confirmed(document_of("1-1", "1-1", "1-1"), 1)
        after = confirmed(document, 0, 1, 2)
        assert after.rows[1] is document.rows[1]
        assert all(row.status is Status.CONFIRMED for row in after.rows)

    def test_a_change_of_shape_opens_a_confirmed_row_again(self) -> None:
        document = confirmed(document_of("2-1", "1-1"), 0, 1)
        assert [row.status for row in MoveDown(0, "en").apply(document, CONTEXT).rows] == [Status.PROPOSED] * 2

    def test_unconfirm(self) -> None:
        document = confirmed(document_of("1-1"), 0)
        assert Unconfirm((0,)).apply(document, CONTEXT).rows[0].status is Status.PROPOSED

    def test_an_excused_flag_stays_on_the_row_as_excused(self) -> None:
        document = document_of("1-1")
        document = replace(document, rows=(replace(document.rows[0], flags=("numbers", "names")),))
        after = ExcuseFlag((0,), "numbers").apply(document, CONTEXT)
        assert after.rows[0].flags == (EXCUSED + "numbers", "names")
        assert ExcuseFlag((0,), "numbers", excused=False).apply(after, CONTEXT).rows[0].flags == ("numbers", "names")

    def test_links_set_by_hand_are_completed_with_null_beads(self) -> None:
        row = SetLinks(0, (Link("en", "ru", (1,), (0,)),)).apply(document_of("2-2"), CONTEXT).rows[0]
        assert links_of(row, "en", "ru") == [((0,), ()), ((1,), (0,)), ((), (1,))]


ROW = "there is no row 900"
REFUSED: list[tuple[Operation, str]] = [
    (Confirm((900,)), ROW),
    (MergeRows(1, 900), ROW),
    (MoveUp(-1, "en"), "there is no row -1"),
    (MoveUp(0, "en"), "no row above"),
    (MoveDown(2, "en"), "no row below"),
    (MoveUp(1, "de"), "no column 'de'"),
    (MoveUp(1, "en", 7), "no segment 7"),
    (MoveDown(1, "ru"), "no segment -1"),
    (MoveTo(0, "en", 0, 0), "already"),
    (MoveTo(0, "en", 0, 900), ROW),
    (PushColumn(1, "ru"), "no segment 0"),
    (PullColumn(0, "ru"), "no row above"),
    (MergeRows(1, 1), "not two rows"),
    (SplitRow(0, (0, 0)), "nothing would be left"),
    (SplitRow(0, (1, 1)), "nothing would be left"),
    (SplitRow(0, (1,)), "1 columns"),
    (SplitRow(0, (9, 0)), "cannot keep 9"),
    (TakeOut(1, "en", 0), "alone in row 1"),
    (SplitSegment(0, "en", 0, 0), "nothing would be left"),
    (SplitSegment(0, "en", 0, -3), "nothing would be left"),
    (SplitSegment(0, "en", 0, 99), "nothing would be left"),
    (JoinSegments(0, "en", 0), "last of row 0"),
    (EditText(0, "en", 0, "  "), "cannot be empty"),
    (EditText(0, "en", 0, "en 0000"), "same as before"),
    (EditText(0, "en", 0, "\ud800"), "surrogate"),
    (Confirm(()), "no row is selected"),
    (Unconfirm((0,)), "not confirmed"),
    (SetBookmark((0,), on=False), "not bookmarked"),
    (SetNote(0, None), "note is the same"),
    (ExcuseFlag((0,), "names"), "without the flag names"),
    (Swap(2, "en"), "there is no row 3"),
    (SetLinks(0, (Link("ru", "en", (0,), (0,)),)), "no pair"),
    (SetLinks(0, (Link("en", "ru", (0, 0), (0,)),)), "two links"),
    (SetLinks(0, (Link("en", "ru", (5,), (0,)),)), "does not have"),
]


@pytest.mark.parametrize(
    ("asked", "reason"), REFUSED, ids=[f"{type(asked).__name__}: {why}" for asked, why in REFUSED]
)
def test_what_makes_no_sense_is_refused_with_the_reason(asked: Operation, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        asked.change(document_of("1-1", "1-0", "1-1"), CONTEXT)


def test_a_shift_against_a_confirmed_row_is_refused() -> None:
    document = confirmed(document_of("1-1", "1-1"), 0)
    with pytest.raises(RefusedError, match="row 0 is confirmed"):
        PullColumn(1, "ru").apply(document, CONTEXT)


def test_a_column_that_stands_alone_cannot_be_shifted() -> None:
    with pytest.raises(RefusedError, match="nothing stands beside en"):
        PushColumn(0, "en").apply(document_of("1-0", "1-0"), CONTEXT)
