"""A whole document in the place of another: nothing of what stood there is lost, or taken for the new one's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aligner.corpus import read_document, write_document
from aligner.corpus.history import history, restore
from aligner.corpus.journal import journal_path
from aligner.corpus.lock import DocumentLock, HeldError
from aligner.corpus.patch import Patch
from aligner.corpus.replacing import replace_document
from aligner.corpus.store import DocumentStore
from aligner.model import Link, ParallelDocument, Row, Segment, Status


def document(name: str = "news", rows: int = 3) -> ParallelDocument:
    cells = [((Segment(n, n + 1, 0, "a"),), (Segment(n, n + 1, 0, "b"),)) for n in range(rows)]
    made = tuple(Row(cell, (Link("kk", "en", (0,), (0,), 0.3),), 0.3, support=(0.3, 0.3)) for cell in cells)
    return ParallelDocument(name, ("kk", "en"), made, extra={"presegmented": "yes"})


def confirm(path: Path) -> None:
    with DocumentStore.open(path, "Aigerim") as store:
        first = store.document.rows[0]
        store.commit(Patch(0, (first,), (replace(first, status=Status.CONFIRMED),)), what="confirm row 0")


def now(path: Path) -> ParallelDocument:
    with DocumentStore.open(path, read_only=True) as store:
        assert store.notices == []
        return store.document


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.parquet"
    write_document(document(), path)
    confirm(path)
    return path


def test_the_same_document_again_takes_the_changes_back(path: Path) -> None:
    replace_document(document(), path, what="align from scratch")
    assert now(path).rows[0].status is Status.PROPOSED
    assert [event.what for event in history(path)] == ["confirm row 0", "align from scratch"]
    assert restore(path, 1).rows[0].status is Status.CONFIRMED


def test_another_form_of_the_document_is_one_change_that_can_be_undone(path: Path) -> None:
    before = now(path)
    column = tuple(replace(row, segments=(*row.segments, ()), support=(0.3, 0.3, 0.3)) for row in document().rows[1:])
    wider = replace(document(), languages=("kk", "en", "ru"), rows=column, signature="other", extra={})
    replace_document(wider, path, what="import wider.jsonl")
    after = now(path)
    assert (after.languages, after.signature, after.extra, len(after.rows)) == (("kk", "en", "ru"), "other", {}, 2)
    with DocumentStore.open(path) as store:
        store.undo()
    assert now(path) == before


def test_a_document_of_another_name_begins_a_history_of_its_own(path: Path) -> None:
    replace_document(document("other"), path, what="restore")
    assert now(path).name == "other"
    assert history(path) == ()
    assert journal_path(path).with_name("news.journal.jsonl.aside-1").exists()


def test_what_is_no_table_takes_its_journal_with_it(path: Path) -> None:
    path.write_bytes(b"cut short")
    replace_document(document(), path, what="align from scratch")
    assert now(path).rows[0].status is Status.PROPOSED
    assert journal_path(path).with_name("news.journal.jsonl.aside-1").exists()


def test_what_nobody_has_changed_is_simply_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    write_document(document(), path)
    replace_document(document(rows=1), path, what="align from scratch")
    assert len(read_document(path).rows) == 1
    assert not journal_path(path).exists()


def test_a_document_that_somebody_is_editing_is_left_alone(path: Path) -> None:
    lock = DocumentLock(path)
    lock.acquire("Aigerim", lambda: datetime(2026, 1, 5, tzinfo=UTC))
    try:
        with pytest.raises(HeldError):
            replace_document(document(), path, what="align from scratch")
    finally:
        lock.release()
    assert now(path).rows[0].status is Status.CONFIRMED
