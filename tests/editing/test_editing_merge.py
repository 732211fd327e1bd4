"""Two editors who worked apart on copies of one document, and what each of them changed told from the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from editing_examples import CONTEXT, NOON, document_of, documents, layout, operation, steps
from hypothesis import given, settings

from aligner.corpus.merge import CONFLICT_FLAG, Side, merge
from aligner.editing.context import EditContext
from aligner.editing.operations import (
    Confirm,
    EditText,
    MergeRows,
    MoveDown,
    MoveTo,
    Operation,
    PushColumn,
    SetNote,
    SplitSegment,
    TakeOut,
)
from aligner.errors import InputError, RefusedError
from aligner.model import ParallelDocument, Status, VersionInfo

BASE = document_of("1-1", "2-1", "1-1", "1-2", "1-1")


def edited(document: ParallelDocument, *operations: Operation) -> ParallelDocument:
    for asked in operations:
        document = asked.apply(document, CONTEXT)
    return document


def test_changes_to_different_rows_are_joined() -> None:
    a = edited(BASE, MoveDown(1, "en"), Confirm((0,)))
    b = edited(BASE, TakeOut(3, "ru", 1), SetNote(5, "мұны тексеру керек"))
    result = merge(BASE, a, b)
    assert layout(result.document) == ["0|0", "1|1", "2 3|2", "4|3", "-|4", "5|5"]
    assert result.document.rows[0].status is Status.CONFIRMED
    assert result.document.rows[5].note == "мұны тексеру керек"
    assert (result.from_a, result.from_b, result.conflicts) == (2, 2, ())


def test_changes_to_the_same_row_are_a_conflict_with_both_sides() -> None:
    a = edited(BASE, EditText(2, "en", 0, "A's words"))
    b = edited(BASE, EditText(2, "en", 0, "B's words"))
    result = merge(BASE, a, b)
    (conflict,) = result.conflicts
    assert conflict.rows == (2,)
    assert conflict.a[0].segments[0][0].text == "A's words"
    assert conflict.b[0].segments[0][0].text == "B's words"
    assert result.undecided == 1


def test_nothing_is_chosen_silently() -> None:
    base = edited(BASE, Confirm((2,)))
    a = edited(base, EditText(2, "en", 0, "A's words"))
    b = edited(base, SetNote(2, "B's note"))
    row = merge(base, a, b).document.rows[2]
    assert row.segments == base.rows[2].segments
    assert (row.status, row.flags, row.note) == (Status.PROPOSED, (CONFLICT_FLAG,), None)


@pytest.mark.parametrize(("side", "text"), [(Side.A, "A's words"), (Side.B, "B's words"), (Side.BASE, "en 0003")])
def test_a_conflict_can_be_decided(side: Side, text: str) -> None:
    a = edited(BASE, EditText(2, "en", 0, "A's words"))
    b = edited(BASE, EditText(2, "en", 0, "B's words"))
    result = merge(BASE, a, b, lambda _: side)
    assert result.document.rows[2].segments[0][0].text == text
    assert (result.undecided, len(result.conflicts)) == (0, 1)
    assert CONFLICT_FLAG not in result.document.rows[2].flags


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    later = EditContext("Берік", lambda: NOON + timedelta(hours=2))
    a, b = Confirm((2,)).apply(BASE, CONTEXT), Confirm((2,)).apply(BASE, later)
    result = merge(BASE, a, b)
    assert (result.same, result.conflicts, result.document) == (1, (), a)


def flagged(document: ParallelDocument, number: int, *flags: str) -> ParallelDocument:
    rows = document.rows
    return replace(document, rows=(*rows[:number], replace(rows[number], flags=flags), *rows[number + 1 :]))


def test_flags_that_checks_made_are_no_change_of_an_editor_s() -> None:
    result = merge(BASE, flagged(BASE, 2, "numbers"), edited(BASE, Confirm((2,))))
    assert (result.from_a, result.from_b, result.conflicts) == (0, 1, ())
    assert result.document.rows[2].status is Status.CONFIRMED
    both = edited(BASE, EditText(2, "en", 0, "The same words."))
    assert merge(BASE, flagged(both, 2, "numbers"), flagged(both, 2, "term:cup")).conflicts == ()
    assert merge(BASE, flagged(BASE, 2, "numbers"), BASE).document.rows[2].flags == ("numbers",)


def test_an_excuse_is_a_change_of_an_editor_s() -> None:
    base = flagged(BASE, 2, "numbers")
    excused = flagged(base, 2, "excused:numbers")
    assert merge(base, excused, base).from_a == 1
    assert len(merge(base, excused, edited(base, Confirm((2,)))).conflicts) == 1


def test_rows_are_told_apart_by_their_segments_and_not_by_their_numbers() -> None:
    a = edited(BASE, MergeRows(0, 1))
    b = edited(BASE, SplitSegment(4, "en", 0, 2), Confirm((2,)))
    result = merge(BASE, a, b)
    assert result.conflicts == ()
    assert [row.shape for row in result.document.rows] == ["3-2", "1-1", "1-2", "2-1"]
    assert result.document.rows[1].status is Status.CONFIRMED


def test_a_split_on_one_side_and_an_edit_on_the_other_conflict() -> None:
    a = edited(BASE, SplitSegment(4, "en", 0, 2))
    b = edited(BASE, EditText(4, "en", 0, "other words"))
    assert [conflict.rows for conflict in merge(BASE, a, b).conflicts] == [(4,)]


def test_a_segment_moved_far_binds_both_its_rows() -> None:
    a = edited(BASE, MoveTo(1, "en", 1, 4))
    b = edited(BASE, Confirm((2,)))
    result = merge(BASE, a, b)
    assert layout(result.document) == ["0|0", "1|1", "3|2", "4|3 4", "2 5|5"]
    assert result.document.rows[2].status is Status.CONFIRMED
    assert [conflict.rows for conflict in merge(BASE, a, edited(BASE, Confirm((4,)))).conflicts] == [(1, 4)]


def test_other_sources_or_languages_are_refused() -> None:
    other = replace(BASE, versions=(VersionInfo("en", "x.txt", "ab"),))
    with pytest.raises(InputError, match="B was made from other sources"):
        merge(BASE, BASE, other)
    with pytest.raises(InputError, match="A has the languages"):
        merge(BASE, document_of("1-1-1"), BASE)
    with pytest.raises(InputError, match="not in the base"):
        merge(document_of("1-1"), document_of("1-1", "1-1"), document_of("1-1"))


def played(document: ParallelDocument, sequence: list[tuple[int, int, int, int, int]]) -> ParallelDocument:
    for step in sequence:
        try:
            document = operation(step, document).apply(document, CONTEXT)
        except RefusedError:
            continue
    return document


def letters(document: ParallelDocument) -> list[Counter[int]]:
    """For every language, how often each offset of its source is held by a segment."""
    return [
        Counter(
            offset
            for row in document.rows
            for segment in row.segments[column]
            for offset in range(segment.start, segment.stop)
        )
        for column in range(len(document.languages))
    ]


@given(documents, steps, steps)
@settings(deadline=None, max_examples=200)
def test_whatever_two_editors_did_no_text_is_lost_or_doubled(
    base: ParallelDocument,
    first: list[tuple[int, int, int, int, int]],
    second: list[tuple[int, int, int, int, int]],
) -> None:
    a, b = played(base, first), played(base, second)
    result = merge(base, a, b)
    held = letters(result.document)
    for column, (old, new) in enumerate(zip(letters(base), held, strict=True)):
        assert max(new.values(), default=1) == 1, column
        # A split leaves out the space at the cut, a join takes in the space between; everything else is there.
        assert abs(len(old) - len(new)) <= sum(len(row.segments[column]) for row in [*base.rows, *a.rows, *b.rows])
        ends = {segment.start for row in base.rows for segment in row.segments[column]}
        assert ends <= set(new)
    assert merge(base, a, base).document == a
    assert merge(base, base, b).document == b
    assert merge(base, a, a).document == a
    mirrored = merge(base, b, a)
    assert [conflict.rows for conflict in mirrored.conflicts] == [conflict.rows for conflict in result.conflicts]


def test_a_shifted_column_is_one_change() -> None:
    result = merge(BASE, edited(BASE, PushColumn(1, "ru")), edited(BASE, Confirm((0,))))
    assert layout(result.document) == ["0|0", "1 2|-", "3|1", "4|2", "5|3 4", "-|5"]
    assert result.document.rows[0].status is Status.CONFIRMED
