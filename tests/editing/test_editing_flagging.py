"""Edits and the flags of the rows they touch: one step, undone as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from editing_examples import CONTEXT, document_of

from aligner.corpus import write_document
from aligner.editing.context import EditContext
from aligner.editing.flagging import MOST_ROWS
from aligner.editing.operations import (
    Confirm,
    EditText,
    MergeRows,
    MoveDown,
    Operation,
    PushColumn,
    ReplaceRows,
    SetLinks,
    Several,
)
from aligner.editing.realign import difference
from aligner.editing.session import EditingSession
from aligner.model import ParallelDocument, Row


@dataclass
class Recorder:
    """Flags every row it is asked about, and remembers what it was asked."""

    asked: list[tuple[tuple[int, ...], int]] = field(default_factory=list)

    def flags(
        self, document: ParallelDocument, numbers: Sequence[int], made_from: Sequence[Row]
    ) -> list[tuple[str, ...]]:
        self.asked.append((tuple(numbers), len(made_from)))
        return [(*document.rows[number].flags, "seen") for number in numbers]


def after(operation: Operation, document: ParallelDocument, recorder: Recorder) -> list[tuple[str, ...]]:
    context: EditContext = replace(CONTEXT, flagger=recorder)
    return [row.flags for row in operation.apply(document, context).rows]


def test_the_rows_whose_texts_or_links_an_edit_changes_are_flagged() -> None:
    document = document_of("2-1", "1-1", "1-1")
    assert after(MoveDown(0, "en"), document, Recorder()) == [("seen",), ("seen",), ()]
    assert after(EditText(1, "ru", 0, "other"), document, Recorder()) == [(), ("seen",), ()]
    assert after(MergeRows(1, 2), document, Recorder()) == [(), ("seen",)]
    assert after(SetLinks(0, ()), document, Recorder()) == [("seen",), (), ()]


def test_rows_that_are_only_marked_are_not_looked_at() -> None:
    recorder = Recorder()
    assert after(Confirm((0, 1)), document_of("2-1", "1-1"), recorder) == [(), ()]
    assert recorder.asked == []


def test_several_operations_are_looked_over_once() -> None:
    recorder = Recorder()
    steps = Several((EditText(0, "ru", 0, "а"), EditText(2, "ru", 0, "б")), "replace 2 times")
    assert after(steps, document_of("1-1", "1-1", "1-1"), recorder) == [("seen",), (), ("seen",)]
    assert recorder.asked == [((0, 2), 3)]


def test_a_shifted_column_is_not_looked_at() -> None:
    recorder = Recorder()
    assert set(after(PushColumn(0, "en"), document_of(*["1-1"] * (MOST_ROWS + 10)), recorder)) == {()}
    assert recorder.asked == []


def test_the_flags_are_undone_with_the_edit(tmp_path: Path) -> None:
    path = tmp_path / "example.parquet"
    document = document_of("2-1", "1-1")
    write_document(document, path)
    context = replace(CONTEXT, flagger=Recorder())
    with EditingSession.open(path, context) as session:
        session.do(EditText(0, "ru", 0, "other"))
    with EditingSession.open(path, context) as session:
        assert session.document.rows[0].flags == ("seen",)
        session.undo()
        assert session.document.rows == document.rows
        session.redo()
        assert session.document.rows[0].flags == ("seen",)


def test_an_excuse_goes_along_where_rows_are_aligned_anew() -> None:
    document = document_of("1-1", "1-1")
    first, second = (replace(row, flags=("excused:numbers", "letters")) for row in document.rows)
    joined = MergeRows(0, 1).apply(document, CONTEXT).rows[0]
    found = difference(0, (first, second), (replace(joined, flags=()),))
    assert found.after[0].flags == ("excused:numbers",)
    assert isinstance(found.accept(), ReplaceRows)
