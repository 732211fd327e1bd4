"""A document open for work: nothing acknowledged is ever lost, and everything can be taken back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from aligner.corpus import read_document, write_document
from aligner.corpus.journal import journal_path, read_journal
from aligner.corpus.lock import HeldError
from aligner.corpus.patch import Origin, Patch
from aligner.corpus.store import DocumentStore, state_at
from aligner.errors import InputError, OutputError, RefusedError
from aligner.model import Link, ParallelDocument, Row, Segment, VersionInfo


def row(number: int, text: str = "сөз") -> Row:
    segments = (
        (Segment(number * 10, number * 10 + 3, 0, text),),
        (Segment(number * 10, number * 10 + 4, 0, "word"),),
    )
    return Row(segments, (Link("kk", "en", (0,), (0,), 0.5),), 0.5, support=(0.5, 0.5))


def document(rows: int = 6) -> ParallelDocument:
    return ParallelDocument("news", ("kk", "en"), tuple(row(number) for number in range(rows)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_document(document(), tmp_path / "news.parquet")
    return tmp_path / "news.parquet"


def edit(store: DocumentStore, number: int, text: str) -> None:
    """Rewrite the Kazakh text of a row."""
    old = store.document.rows[number]
    cell = (replace(old.segments[0][0], text=text),)
    store.commit(Patch(number, (old,), (replace(old, segments=(cell, old.segments[1])),)), what=f"edit row {number}")


def texts(found: ParallelDocument) -> list[str]:
    return [one.segments[0][0].text for one in found.rows]


def crash(store: DocumentStore) -> None:
    """Let go of the document as a killed process would: no checkpoint, and the note of the holder stays."""
    assert store._lock is not None
    store._lock._lock.release()


def test_a_document_with_a_long_name_can_be_edited(tmp_path: Path) -> None:
    path = tmp_path / f"{'ә' * 116}.parquet"
    write_document(document(), path)
    with DocumentStore.open(path) as store:
        edit(store, 1, "басқа")
    assert texts(read_document(path))[1] == "басқа"


class TestKeeping:
    def test_a_change_is_in_the_journal_when_commit_returns(self, path: Path) -> None:
        store = DocumentStore.open(path, "Әсел")
        edit(store, 2, "жаңа")
        assert texts(read_document(path)) == ["сөз"] * 6
        assert [entry.what for entry in read_journal(journal_path(path)).entries] == ["edit row 2"]
        store.close()

    def test_closing_writes_the_file(self, path: Path) -> None:
        with DocumentStore.open(path, "Әсел") as store:
            edit(store, 2, "жаңа")
        assert texts(read_document(path))[2] == "жаңа"
        assert pl.read_parquet(path).height == 6

    def test_after_a_crash_every_change_is_there(self, path: Path) -> None:
        store = DocumentStore.open(path, "Әсел")
        edit(store, 2, "жаңа")
        store.checkpoint()
        edit(store, 3, "тағы")
        expected = store.document
        crash(store)
        with DocumentStore.open(path, "Берік") as again:
            assert again.document == expected
            assert "Әсел" in again.notices[0]
            assert "every finished change is here" in again.notices[0]

    def test_what_is_read_back_equals_what_was_in_memory(self, path: Path) -> None:
        store = DocumentStore.open(path)
        edit(store, 0, "бір")
        merged = replace(row(1), segments=tuple(a + b for a, b in zip(row(1).segments, row(2).segments, strict=True)))
        store.commit(Patch(1, store.document.rows[1:3], (merged,)), what="merge")
        store.undo()
        expected = store.document
        crash(store)
        assert DocumentStore.open(path, read_only=True).document == expected


class TestUndo:
    def test_undo_and_redo_reach_back_beyond_closing_and_opening(self, path: Path) -> None:
        states = [texts(document())]
        for number in range(4):
            with DocumentStore.open(path, "Әсел") as store:
                edit(store, number, f"жаңа {number}")
                states.append(texts(store.document))
        for state in reversed(states[:-1]):
            with DocumentStore.open(path) as store:
                store.undo()
                assert texts(store.document) == state
        for state in states[1:]:
            with DocumentStore.open(path) as store:
                store.redo()
                assert texts(store.document) == state

    def test_a_new_change_ends_what_could_be_redone(self, path: Path) -> None:
        with DocumentStore.open(path) as store:
            edit(store, 0, "a")
            edit(store, 1, "b")
            store.undo()
            assert (store.undoable, store.redoable) == ("edit row 0", "edit row 1")
            edit(store, 2, "c")
            assert store.redoable == ""
            with pytest.raises(RefusedError, match="nothing to redo"):
                store.redo()
            store.undo()
            store.undo()
            assert texts(store.document) == ["сөз"] * 6
            with pytest.raises(RefusedError, match="nothing to undo"):
                store.undo()

    def test_any_state_can_be_had_again(self, path: Path) -> None:
        with DocumentStore.open(path) as store:
            states = [store.document]
            for number in range(3):
                edit(store, number, "x")
                states.append(store.document)
            for step in (store.undo, store.undo, store.redo):
                step()
                states.append(store.document)
            for number, state in enumerate(states):
                assert state_at(store.document, store.entries, number) == state
            with pytest.raises(InputError, match="no change 99"):
                state_at(store.document, store.entries, 99)

    def test_a_change_of_sources_is_undone_with_its_rows(self, path: Path) -> None:
        with DocumentStore.open(path) as store:
            after = replace(store.document, versions=(VersionInfo("kk", "new.txt", "ab"),), signature="e5")
            store.commit(Patch.between(store.document, after), what="a new version")
            assert store.document == after
        with DocumentStore.open(path) as store:
            assert Origin.of(store.document) == Origin.of(after)
            store.undo()
            assert Origin.of(store.document) == Origin(extra={})


class TestDamage:
    def journalled(self, path: Path, changes: int = 4) -> list[bytes]:
        store = DocumentStore.open(path)
        for number in range(changes):
            edit(store, number, f"жаңа {number}")
        crash(store)
        return journal_path(path).read_bytes().splitlines(keepends=True)

    def test_a_torn_last_line_is_said_and_kept_aside(self, path: Path) -> None:
        lines = self.journalled(path)
        journal_path(path).write_bytes(b"".join(lines)[:-20])
        with DocumentStore.open(path) as store:
            assert texts(store.document) == ["жаңа 0", "жаңа 1", "жаңа 2", "сөз", "сөз", "сөз"]
            assert "was not written to its end" in store.notices[-1]
            assert "the 3 changes before it are used" in store.notices[-1]
            edit(store, 5, "бәрі жұмыс істейді")
        aside = path.with_name("news.journal.jsonl.aside-1")
        assert aside.read_bytes() == lines[-1][:-20]
        assert texts(read_document(path))[5] == "бәрі жұмыс істейді"

    @pytest.mark.parametrize("line", [1, 2, 3, 4])
    def test_a_flipped_bit_is_found_and_everything_before_it_used(self, path: Path, line: int) -> None:
        lines = self.journalled(path)
        flipped = bytearray(lines[line])
        flipped[len(flipped) // 2] ^= 1
        journal_path(path).write_bytes(b"".join([*lines[:line], bytes(flipped), *lines[line + 1 :]]))
        with DocumentStore.open(path) as store:
            assert texts(store.document)[: line - 1] == [f"жаңа {number}" for number in range(line - 1)]
            assert texts(store.document)[line - 1] == "сөз"
            assert f"line {line + 1}" in store.notices[-1]

    def test_a_line_taken_out_is_found(self, path: Path) -> None:
        lines = self.journalled(path)
        journal_path(path).write_bytes(b"".join([*lines[:2], *lines[3:]]))
        with DocumentStore.open(path) as store:
            assert texts(store.document)[:2] == ["жаңа 0", "сөз"]

    def test_damage_before_the_checkpoint_costs_history_and_not_the_text(self, path: Path) -> None:
        with DocumentStore.open(path) as store:
            for number in range(4):
                edit(store, number, "жаңа")
        lines = journal_path(path).read_bytes().splitlines(keepends=True)
        journal_path(path).write_bytes(b"".join([*lines[:2], b"garbage\n", *lines[3:]]))
        with DocumentStore.open(path) as store:
            assert texts(store.document)[:4] == ["жаңа"] * 4
            assert "newer than the part of the journal" in store.notices[-1]
            assert store.sequence == 0
            edit(store, 5, "әрі қарай")
        with DocumentStore.open(path) as store:
            assert texts(store.document)[3:] == ["жаңа", "сөз", "әрі қарай"]
            store.undo()

    def test_a_destroyed_header_is_kept_aside(self, path: Path) -> None:
        lines = self.journalled(path)
        journal_path(path).write_bytes(b"\x00" * 40 + b"".join(lines[1:]))
        with DocumentStore.open(path) as store:
            assert texts(store.document) == ["сөз"] * 6
            assert "kept as" in store.notices[-1]

    def test_the_journal_of_a_replaced_file_is_kept_aside(self, path: Path) -> None:
        self.journalled(path)
        write_document(document(2), path)
        with DocumentStore.open(path) as store:
            assert len(store.document.rows) == 2
            assert "another state of the document" in store.notices[-1]
        assert path.with_name("news.journal.jsonl.aside-1").exists()

    def test_a_journal_of_another_version_is_refused_with_the_reason(self, path: Path) -> None:
        import hashlib

        entry = json.dumps({"type": "header", "journal": 99, "lineage": "x", "document": "news"}).encode()
        checksum = hashlib.blake2b(entry, digest_size=16).hexdigest().encode()
        journal_path(path).write_bytes(b'{"sum":"%s","entry":%s}\n' % (checksum, entry))
        with pytest.raises(InputError, match="journal of version 99"):
            DocumentStore.open(path)


class TestAccess:
    def test_the_second_writer_is_told_who_holds_the_document_and_may_read(self, path: Path) -> None:
        noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
        with DocumentStore.open(path, "Әсел", clock=lambda: noon) as first:
            edit(first, 0, "жаңа")
            with pytest.raises(HeldError, match=r"edited by Әсел on .* since 2026-01-05 12:00 UTC") as caught:
                DocumentStore.open(path, "Берік")
            assert caught.value.holder is not None
            assert caught.value.holder.who == "Әсел"
            reader = DocumentStore.open(path, "Берік", read_only=True)
            assert texts(reader.document)[0] == "жаңа"
            with pytest.raises(RefusedError, match="cannot be changed: it was opened for reading"):
                edit(reader, 1, "x")

    def test_a_lock_left_on_another_machine_is_recognised(self, path: Path) -> None:
        note = {"who": "Дана", "host": "another-machine", "pid": 1, "since": "2026-01-05T12:00:00Z"}
        path.with_name(".news.holder.json").write_text(json.dumps(note))
        path.with_name(".news.lock").touch()
        with DocumentStore.open(path, "Әсел") as store:
            assert "Дана on another-machine" in store.notices[0]
            edit(store, 0, "жаңа")

    def test_a_killed_process_leaves_no_lock(self, path: Path) -> None:
        script = (
            "import os, signal, sys; from pathlib import Path; from aligner.corpus.store import DocumentStore;"
            "DocumentStore.open(Path(sys.argv[1]), 'Ерлан'); os.kill(os.getpid(), signal.SIGKILL)"
        )
        subprocess.run([sys.executable, "-c", script, str(path)], check=False)
        with DocumentStore.open(path, "Әсел") as store:
            assert "Ерлан" in store.notices[0]

    def test_closing_leaves_nothing_that_looks_like_a_crash(self, path: Path) -> None:
        DocumentStore.open(path, "Әсел").close()
        with DocumentStore.open(path, "Берік") as store:
            assert store.notices == []

    def test_a_missing_document_is_said_and_nothing_is_left_behind(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no such file"):
            DocumentStore.open(tmp_path / "gone.parquet")
        assert list(tmp_path.iterdir()) == []

    def test_a_damaged_document_gives_its_lock_back(self, path: Path) -> None:
        path.write_bytes(b"PAR1")
        for _ in range(2):
            with pytest.raises(InputError, match="not a whole Parquet file"):
                DocumentStore.open(path)

    def test_a_closed_document_cannot_be_changed(self, path: Path) -> None:
        store = DocumentStore.open(path)
        store.close()
        with pytest.raises(RefusedError, match="it is closed"):
            edit(store, 0, "x")


class TestClockAndDisk:
    def test_a_clock_that_jumps_back_changes_no_order(self, path: Path) -> None:
        moments: Iterator[datetime] = iter(
            datetime(2026, 1, 5, 12, tzinfo=UTC) - timedelta(hours=number) for number in range(9)
        )
        store = DocumentStore.open(path, clock=lambda: next(moments))
        for text in ("бір", "екі", "үш"):
            edit(store, 0, text)
        crash(store)
        with DocumentStore.open(path) as again:
            assert texts(again.document)[0] == "үш"
            assert [entry.sequence for entry in again.entries] == [1, 2, 3]

    def test_a_disk_that_refuses_leaves_everything_as_it_was(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = DocumentStore.open(path)
        edit(store, 0, "бір")
        before, size = store.document, journal_path(path).stat().st_size

        def refuse(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr("aligner.corpus.journal.os.fsync", refuse)
            with pytest.raises(OutputError, match="No space left on device"):
                edit(store, 1, "екі")
        assert store.document is before
        assert journal_path(path).stat().st_size == size
        edit(store, 1, "екі")
        store.close()
        assert texts(read_document(path))[:2] == ["бір", "екі"]

    def test_half_a_line_that_could_not_be_taken_back_at_once_is_taken_back_before_the_next(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = DocumentStore.open(path)
        edit(store, 0, "бір")

        def refuse(*_: int) -> None:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patched:
            patched.setattr("aligner.corpus.journal.os.fsync", refuse)
            patched.setattr("aligner.corpus.journal.os.ftruncate", refuse)
            for _ in range(2):
                with pytest.raises(OutputError, match="Input/output error"):
                    edit(store, 1, "екі")
        edit(store, 2, "үш")
        crash(store)
        with DocumentStore.open(path) as again:
            assert texts(again.document)[:3] == ["бір", "сөз", "үш"]
            assert len(again.notices) == 1

    def test_what_a_killed_process_was_still_writing_is_cleared_away(self, path: Path) -> None:
        left = [path.with_name(name) for name in (".news.parquet.x1.part", ".news.journal.jsonl.aside-1.y.part")]
        other = path.with_name(".other.parquet.x1.part")
        for file in (*left, other):
            file.touch()
        DocumentStore.open(path).close()
        assert [file.exists() for file in (*left, other)] == [False, False, True]

    def test_a_change_for_another_state_is_refused(self, path: Path) -> None:
        with DocumentStore.open(path) as store:
            with pytest.raises(RefusedError, match="another state"):
                store.commit(Patch(0, (row(3),), (row(4),)), what="wrong")
            assert store.sequence == 0
