"""Who changed what, when; and the document as it was after any change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from editing_examples import NOON, document_of, layout

from aligner.corpus import write_document
from aligner.corpus.history import history, restore
from aligner.corpus.patch import Patch
from aligner.editing.context import EditContext
from aligner.editing.operations import Confirm, EditText, MergeRows, MoveDown, SetNote
from aligner.editing.session import EditingSession
from aligner.errors import InputError
from aligner.model import Status, VersionInfo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "example.parquet"
    write_document(document_of("2-1", "1-1", "1-1", "1-1"), path)
    with EditingSession.open(path, EditContext("Әсел", lambda: NOON)) as session:
        session.do(MoveDown(0, "en"))
        session.do(SetNote(3, "соңғы жол"))
    with EditingSession.open(path, EditContext("Берік", lambda: NOON + timedelta(days=1))) as session:
        session.do(MergeRows(2, 3))
        session.undo()
        session.do(EditText(1, "ru", 0, "правка"))
        session.do(Confirm((0,)))
    return path


def test_every_change_is_told_with_who_and_when(path: Path) -> None:
    told = [(event.sequence, event.who, event.when, event.what) for event in history(path)]
    later = NOON + timedelta(days=1)
    assert told == [
        (1, "Әсел", NOON, "move en the last segment of row 0 down"),
        (2, "Әсел", NOON, "note on row 3"),
        (3, "Берік", later, "merge rows 2 to 3"),
        (4, "Берік", later, "undo: merge rows 2 to 3"),
        (5, "Берік", later, "edit ru 0 of row 1"),
        (6, "Берік", later, "confirm row 0"),
    ]


def test_the_history_of_a_row_follows_its_segments(path: Path) -> None:
    assert [event.sequence for event in history(path, row=0)] == [1, 6]
    assert [event.sequence for event in history(path, row=1)] == [1, 5]
    assert [event.sequence for event in history(path, row=3)] == [2, 3, 4]


def test_the_history_of_a_row_shows_it_before_and_after(path: Path) -> None:
    edit = history(path, row=1)[-1]
    assert edit.before[0].segments[1][0].text == "ru 0001"
    assert edit.after[0].segments[1][0].text == "правка"


def test_any_state_can_be_restored(path: Path) -> None:
    assert [layout(restore(path, at)) for at in (0, 1, 3, 4)] == [
        ["0 1|0", "2|1", "3|2", "4|3"],
        ["0|0", "1 2|1", "3|2", "4|3"],
        ["0|0", "1 2|1", "3 4|2 3"],
        ["0|0", "1 2|1", "3|2", "4|3"],
    ]
    assert restore(path, 0) == document_of("2-1", "1-1", "1-1", "1-1")


def test_what_never_was_is_said(path: Path) -> None:
    with pytest.raises(InputError, match=r"example\.parquet: there is no change 7: the journal has 6"):
        restore(path, 7)
    with pytest.raises(InputError, match="there is no row 40"):
        history(path, row=40)


def test_the_history_of_a_row_reaches_back_beyond_a_new_version_of_the_sources(path: Path) -> None:
    with EditingSession.open(path, EditContext("Дана", lambda: NOON + timedelta(days=2))) as session:
        before = session.document
        rows = tuple(
            replace(
                row,
                segments=tuple(
                    tuple(replace(one, start=one.start + 100, stop=one.stop + 100) for one in cell)
                    for cell in row.segments
                ),
                status=Status.PROPOSED,
            )
            for row in before.rows
        )
        after = replace(before, rows=rows, versions=(VersionInfo("en", "new.txt", "ab"),))
        session.store.commit(Patch.between(before, after), what="take new sources over")
        session.do(Confirm((1,)))
    assert [event.sequence for event in history(path, row=1)] == [1, 5, 8]
    assert [event.sequence for event in history(path, row=0)] == [1, 6, 7]


def test_a_document_nobody_touched_has_no_history(tmp_path: Path) -> None:
    write_document(document_of("1-1"), tmp_path / "new.parquet")
    assert history(tmp_path / "new.parquet") == ()
    assert restore(tmp_path / "new.parquet", 0) == document_of("1-1")
