"""Editing a document that lies on the disk."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from editing_examples import CONTEXT, document_of, layout

from aligner.corpus import read_document, write_document
from aligner.editing.operations import Confirm, EditText, MergeRows, MoveDown, SetNote, Several, decode_operation
from aligner.editing.session import EditingSession
from aligner.errors import RefusedError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_document(document_of("2-1", "1-1", "1-1"), tmp_path / "example.parquet")
    return tmp_path / "example.parquet"


def test_operations_undo_and_redo_survive_closing(path: Path) -> None:
    with EditingSession.open(path, CONTEXT) as session:
        session.do(MoveDown(0, "en"))
        session.do(MergeRows(1, 2))
    assert layout(read_document(path)) == ["0|0", "1 2 3|1 2"]
    with EditingSession.open(path, CONTEXT) as session:
        assert session.undo() == "merge rows 1 to 2"
        assert layout(session.document) == ["0|0", "1 2|1", "3|2"]
        assert session.undo() == "move en the last segment of row 0 down"
        assert session.document.rows == document_of("2-1", "1-1", "1-1").rows
        assert session.redo() == "move en the last segment of row 0 down"
    assert layout(read_document(path)) == ["0|0", "1 2|1", "3|2"]


def test_several_operations_are_one_step(path: Path) -> None:
    with EditingSession.open(path, CONTEXT) as session:
        session.do(
            Several((MoveDown(0, "en"), EditText(0, "ru", 0, "а"), EditText(2, "ru", 0, "б")), "replace 2 times")
        )
        assert layout(session.document) == ["0|а", "1 2|1", "3|б"]
    with EditingSession.open(path, CONTEXT) as session:
        assert session.undo() == "replace 2 times"
        assert session.document.rows == document_of("2-1", "1-1", "1-1").rows
        recorded = decode_operation(bytes(session.store.entries[0].operation))
        assert isinstance(recorded, Several)
        assert recorded.operations[0] == MoveDown(0, "en")


def test_several_operations_are_done_all_or_none(path: Path) -> None:
    with EditingSession.open(path, CONTEXT) as session:
        with pytest.raises(RefusedError, match="no row 900"):
            session.do(Several((MoveDown(0, "en"), MergeRows(1, 900)), "two at once"))
        with pytest.raises(RefusedError, match="nothing to do"):
            session.do(Several((), "none"))
        assert session.document.rows == document_of("2-1", "1-1", "1-1").rows
        assert session.store.sequence == 0


def test_a_refused_operation_writes_nothing(path: Path) -> None:
    with EditingSession.open(path, CONTEXT) as session:
        with pytest.raises(RefusedError):
            session.do(MergeRows(1, 900))
        assert session.store.sequence == 0
    assert not path.with_name("example.journal.jsonl").exists()


def test_the_journal_holds_the_operation_as_it_was_asked_for(path: Path) -> None:
    with EditingSession.open(path, CONTEXT) as session:
        session.do(SetNote(1, "тексеру керек"))
        session.do(Confirm((0, 2)))
        recorded = [decode_operation(bytes(entry.operation)) for entry in session.store.entries]
    assert recorded == [SetNote(1, "тексеру керек"), Confirm((0, 2))]


def test_each_line_of_the_journal_is_a_json_object_people_can_read(path: Path) -> None:
    with EditingSession.open(path, CONTEXT) as session:
        session.do(SetNote(1, "тексеру керек"))
    lines = path.with_name("example.journal.jsonl").read_bytes().splitlines()
    entry = msgspec.json.decode(lines[1])["entry"]
    assert (entry["sequence"], entry["who"], entry["what"]) == (1, "Әсел", "note on row 1")
    assert entry["operation"] == {"op": "note", "row": 1, "note": "тексеру керек"}
