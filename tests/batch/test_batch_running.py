"""One job: what it writes, what it warns about, what it keeps, what it refuses."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from line_engine import LineEngine, write_document_files

from aligner.batch import Job, State, check_writable, run_job
from aligner.batch.running import PRESEGMENTED
from aligner.batch.sources import LONGEST_SEGMENT
from aligner.corpus import read_document
from aligner.corpus.history import history, latest, restore
from aligner.corpus.lock import DocumentLock
from aligner.editing.context import EditContext
from aligner.editing.operations import Confirm, EditText, SetNote
from aligner.editing.session import EditingSession
from aligner.errors import ExitCode, OutputError
from aligner.model import Status


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job("news", write_document_files(tmp_path, "news"), tmp_path / "out" / "news.parquet")


def confirm_first_row(path: Path) -> None:
    with EditingSession.open(path, EditContext(who="Aigerim")) as session:
        session.do(Confirm((0,)))


def test_a_job_writes_its_table_and_counts(job: Job) -> None:
    outcome = run_job(job, LineEngine())
    assert outcome.state is State.ALIGNED
    assert outcome.segments == {"en": 2, "ru": 2, "kk": 2}
    assert outcome.shapes == {"1-1-1": 2}
    assert (outcome.rows, outcome.confidence, outcome.texts_embedded) == (2, 0.75, 2)
    assert outcome.warnings == ()
    document = read_document(job.output)
    assert document.name == "news"
    assert [version.file_name for version in document.versions] == ["news.txt"] * 3


def test_a_missing_version_is_said(tmp_path: Path) -> None:
    files = write_document_files(tmp_path, "news")[:2]
    outcome = run_job(Job("news", files, tmp_path / "news.parquet", missing=("kk",)), LineEngine())
    assert outcome.warnings == ("news: has no kk version; aligned without it",)


def test_a_text_in_the_wrong_folder_is_said_with_its_path(job: Job) -> None:
    wrong = job.files[2][1]
    wrong.write_text("Это, без сомнения, русский текст о погоде и о горах. " * 4, encoding="utf-8")
    (warning,) = run_job(job, LineEngine()).warnings
    assert warning.startswith(f"{wrong}: filed under kk, but the text looks Russian")


def test_a_guessed_encoding_is_said_unless_it_was_told(job: Job) -> None:
    old = job.files[1][1]
    old.write_bytes("Так оно и было на самом деле. Никто не сомневался.".encode("cp1251"))
    (warning,) = run_job(job, LineEngine()).warnings
    assert warning == f"{old}: read as cp1251, a guess; --encoding NAME overrides it"
    told = Job("news", (*job.files[1:2], ("uk", old)), job.output, encoding="cp1251")
    assert run_job(told, LineEngine()).warnings == ()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG image"),
        ("Казак".encode() * 40 + b"\xff\xfe\xfd", "is not utf-8 text"),
        (b"word " * (LONGEST_SEGMENT // 5 + 1), "characters without the end of a sentence"),
    ],
    ids=["empty", "picture", "damaged", "endless"],
)
def test_a_file_that_cannot_be_used_fails_its_document_in_one_line(job: Job, data: bytes, reason: str) -> None:
    bad = job.files[0][1]
    bad.write_bytes(data)
    outcome = run_job(job, LineEngine())
    assert (outcome.state, outcome.code) == (State.FAILED, ExitCode.BAD_INPUT)
    assert outcome.error.startswith(f"{bad}: ")
    assert reason in outcome.error
    assert "\n" not in outcome.error
    assert not job.output.exists()


def test_a_document_in_one_language_has_nothing_to_be_aligned_with(job: Job) -> None:
    outcome = run_job(Job("news", job.files[:1], job.output), LineEngine())
    assert outcome.error == "news: has fewer than two versions, only en (add another version to align it with)"


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems take Unicode names only")
def test_a_name_that_is_no_text_fails_its_document_in_one_line(job: Job) -> None:
    language, path = job.files[0]
    odd = path.rename(path.with_name("na\udcefve.txt"))
    outcome = run_job(replace(job, files=((language, odd), *job.files[1:])), LineEngine())
    assert (
        outcome.error == "na\udcefve.txt: its name is not valid Unicode, so no table can hold it (rename the files)"
    )


def test_a_name_that_is_too_long_is_said_by_the_system(job: Job) -> None:
    job.output.parent.mkdir(parents=True)
    outcome = run_job(replace(job, output=job.output.with_name("x" * 300 + ".parquet")), LineEngine())
    assert outcome.error.endswith("x.parquet: File name too long")
    assert not outcome.trace


def test_a_folder_in_the_place_of_the_table_is_said_to_be_one(job: Job) -> None:
    job.output.mkdir(parents=True)
    assert run_job(job, LineEngine()).error.startswith(f"{job.output}: is a folder, not a file")


def test_a_bug_becomes_an_outcome_with_its_trace(tmp_path: Path) -> None:
    files = write_document_files(tmp_path, "news", "BUG.")
    outcome = run_job(Job("news", files, tmp_path / "news.parquet"), LineEngine())
    assert outcome.error == "news: unexpected ZeroDivisionError: a bug"
    assert "misbehave" in outcome.trace


def test_an_interrupt_leaves_the_old_table_and_nothing_else(job: Job) -> None:
    run_job(job, LineEngine())
    before = job.output.read_bytes()
    job.files[0][1].write_text("ENOUGH. It is.", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        run_job(job, LineEngine())
    assert job.output.read_bytes() == before
    assert [path.name for path in job.output.parent.iterdir()] == ["news.parquet"]


def test_reviewed_rows_stay_and_the_others_are_aligned_anew(job: Job) -> None:
    run_job(job, LineEngine())
    confirm_first_row(job.output)
    outcome = run_job(job, LineEngine("engine:other"))
    assert (outcome.state, outcome.reviewed) == (State.UPDATED, 1)
    first, second = read_document(job.output).rows
    assert (first.status, first.reviewer) == (Status.CONFIRMED, "Aigerim")
    # What a machine did is not taken for a review next time.
    assert (second.status, second.reviewer, second.changed_at) == (Status.PROPOSED, None, None)


def test_what_lies_between_reviewed_rows_is_aligned_on_its_own(tmp_path: Path) -> None:
    files = write_document_files(tmp_path, "news")
    for _, path in files:
        path.write_text(" ".join(["Yes, this is a sentence."] * 7), encoding="utf-8")
    job = Job("news", files, tmp_path / "news.parquet")
    run_job(job, LineEngine())
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.do(Confirm((2,)))
        session.do(SetNote(4, "look here"))
    run_job(job, LineEngine())
    rows = read_document(job.output).rows
    assert [row.shape for row in rows] == ["2-2-2", "1-1-1", "1-1-1", "1-1-1", "2-2-2"]
    assert [row.note for row in rows] == [None, None, None, "look here", None]


def test_realigning_around_a_review_can_be_undone(job: Job) -> None:
    files = job.files
    for _, path in files:
        path.write_text(" ".join(["Yes, this is a sentence."] * 4), encoding="utf-8")
    run_job(job, LineEngine())
    confirm_first_row(job.output)
    before = read_document(job.output)
    run_job(job, LineEngine())
    assert len(read_document(job.output).rows) == 2
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.undo()
        assert session.document.rows == before.rows


def test_a_new_version_of_a_source_keeps_the_review(job: Job) -> None:
    run_job(job, LineEngine())
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.do(Confirm((0, 1)))
    english = job.files[0][1]
    english.write_text("A first sentence is new here. It was so. Nobody doubted it at all.", encoding="utf-8")
    outcome = run_job(job, LineEngine())
    assert outcome.state is State.UPDATED
    assert outcome.notes[0].endswith(
        "its sources have changed since the review: 2 rows kept, 0 moved, 0 reopened, 1 new, 0 gone"
    )
    document = read_document(job.output)
    assert [(row.shape, row.status) for row in document.rows] == [
        ("1-0-0", Status.PROPOSED),
        ("1-1-1", Status.CONFIRMED),
        ("1-1-1", Status.CONFIRMED),
    ]
    assert document.versions[0].sha256 == hashlib.sha256(english.read_bytes()).hexdigest()


def test_an_edit_is_found_again_over_every_new_version(job: Job) -> None:
    run_job(job, LineEngine())
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.do(EditText(0, "en", 0, "Thus it was, and in no other way."))
        session.do(Confirm((0,)))
    for beginning in ("New here.", "Newer here, and longer."):
        job.files[0][1].write_text(f"{beginning} It was so. Nobody doubted it at all.", encoding="utf-8")
        assert run_job(job, LineEngine()).state is State.UPDATED
        texts = [segment.text for row in read_document(job.output).rows for segment in row.segments[0]]
        assert "Thus it was, and in no other way." in texts


def test_a_reviewed_table_in_more_languages_is_left_alone(job: Job) -> None:
    run_job(job, LineEngine())
    confirm_first_row(job.output)
    before = job.output.read_bytes()
    outcome = run_job(Job("news", job.files[:2], job.output), LineEngine())
    assert (outcome.state, outcome.reviewed) == (State.KEPT, 1)
    assert outcome.notes[0].endswith(
        "left as it is: 1 of its rows are reviewed in en, ru, kk, and there is no kk version now; "
        "--force aligns it from scratch"
    )
    assert job.output.read_bytes() == before


@pytest.mark.parametrize("added", [0, 1, 2], ids=["en", "ru", "kk"])
def test_a_language_is_added_to_a_reviewed_table(job: Job, added: int) -> None:
    old = tuple(file for place, file in enumerate(job.files) if place != added)
    run_job(Job("news", old, job.output), LineEngine())
    confirm_first_row(job.output)
    before = read_document(job.output)
    outcome = run_job(job, LineEngine("engine:other"))
    language = job.files[added][0]
    assert (outcome.state, outcome.reviewed, outcome.texts_embedded) == (State.UPDATED, 1, 2)
    assert outcome.notes == (
        f"{job.output}: {language} added: 1 rows kept, 1 new segments of {language} placed in them, "
        "0 in rows of their own, 1 rows aligned anew",
    )
    after = read_document(job.output)
    assert after.languages == ("en", "ru", "kk")
    assert [version.file_name for version in after.versions] == ["news.txt"] * 3
    assert after.signature == "engine:other"
    first, second = after.rows
    assert (first.shape, first.status, first.reviewer) == ("1-1-1", Status.CONFIRMED, "Aigerim")
    assert first.flags == (f"added:{language}",)
    assert first.segments[:added] + first.segments[added + 1 :] == before.rows[0].segments
    # What a machine did is not taken for a review next time.
    assert (second.shape, second.status, second.reviewer) == ("1-1-1", Status.PROPOSED, None)


def test_adding_a_language_is_one_change_that_can_be_undone(job: Job) -> None:
    run_job(Job("news", job.files[:2], job.output), LineEngine())
    confirm_first_row(job.output)
    before = read_document(job.output)
    run_job(job, LineEngine("engine:other"))
    after = read_document(job.output)
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        assert session.undo().startswith("add kk: 1 rows kept")
        assert session.document == before
    assert read_document(job.output) == before
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.redo()
        assert session.document == after
    assert [restore(job.output, at) for at in (1, 2, 3, 4)] == [before, after, before, after]


def test_languages_named_in_another_order_are_no_change(job: Job) -> None:
    run_job(Job("news", job.files[1::-1], job.output), LineEngine())
    confirm_first_row(job.output)
    outcome = run_job(Job("news", job.files[:2], job.output), LineEngine())
    assert outcome.notes[0].endswith("reviewed rows kept: 1; places aligned anew between them: 0")
    outcome = run_job(job, LineEngine())
    assert outcome.notes[0].startswith(f"{job.output}: kk added: 1 rows kept")
    assert read_document(job.output).languages == ("ru", "en", "kk")


def test_two_languages_are_added_at_once(job: Job, tmp_path: Path) -> None:
    run_job(Job("news", job.files[:2], job.output), LineEngine())
    confirm_first_row(job.output)
    german = tmp_path / "de" / "news.txt"
    german.parent.mkdir()
    german.write_text("So ist es gewesen. Niemand hat daran gezweifelt.", encoding="utf-8")
    outcome = run_job(Job("news", (("de", german), *job.files), job.output), LineEngine())
    assert outcome.state is State.UPDATED
    document = read_document(job.output)
    assert document.languages == ("de", "en", "ru", "kk")
    assert document.rows[0].flags == ("added:de", "added:kk")
    assert [row.shape for row in document.rows] == ["1-1-1-1"] * 2
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.undo()
        assert session.document.languages == ("en", "ru")


def test_a_language_is_added_over_sources_that_have_changed(job: Job) -> None:
    run_job(Job("news", job.files[:2], job.output), LineEngine())
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.do(EditText(0, "en", 0, "Thus it was, and in no other way."))
        session.do(Confirm((0, 1)))
    before = read_document(job.output)
    for place, addition in enumerate(("A first sentence is new here.", "Сначала идёт новое предложение.")):
        path = job.files[place][1]
        path.write_text(f"{addition} {path.read_text(encoding='utf-8')}", encoding="utf-8")
    kazakh = job.files[2][1]
    kazakh.write_text(f"Алдымен жаңа сөйлем келеді. {kazakh.read_text(encoding='utf-8')}", encoding="utf-8")
    outcome = run_job(job, LineEngine())
    assert outcome.notes[0].endswith(
        "its sources have changed since the review: 2 rows kept, 0 moved, 0 reopened, 1 new, 0 gone; "
        "kk added: 2 rows kept, 2 new segments of kk placed in them, 0 in rows of their own, 1 rows aligned anew"
    )
    document = read_document(job.output)
    assert [(row.shape, row.status) for row in document.rows] == [
        ("1-1-1", Status.PROPOSED),
        ("1-1-1", Status.CONFIRMED),
        ("1-1-1", Status.CONFIRMED),
    ]
    assert document.rows[1].segments[0][0].text == "Thus it was, and in no other way."
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.undo()
        assert session.document == before


def test_an_edit_in_an_added_language_is_found_again_over_a_new_version(job: Job) -> None:
    run_job(Job("news", job.files[:2], job.output), LineEngine())
    confirm_first_row(job.output)
    run_job(job, LineEngine())
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.do(EditText(0, "kk", 0, "Бәрі дәл осылай болған."))
    job.files[2][1].write_text(
        "Жаңа сөйлем қосылды. Солай болған еді. Бұған ешкім күмән келтірген жоқ.", encoding="utf-8"
    )
    assert run_job(job, LineEngine()).state is State.UPDATED
    rows = read_document(job.output).rows
    (edited,) = [row for row in rows if row.segments[2] and row.segments[2][0].text == "Бәрі дәл осылай болған."]
    assert edited.status is Status.CONFIRMED


def test_the_history_of_a_row_goes_back_beyond_an_added_language(job: Job) -> None:
    for path in (path for _, path in job.files):
        path.write_text(" ".join(["Yes, this is a sentence."] * 4), encoding="utf-8")
    run_job(Job("news", job.files[1:], job.output), LineEngine())
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.do(Confirm((0, 1, 2, 3)))
        session.do(SetNote(2, "look here"))
    run_job(job, LineEngine())
    what = [event.what.split(":")[0] for event in history(job.output, row=2)]
    assert what == ["confirm rows 0 to 3", "note on row 2", "add en"]
    assert [event.what.split(":")[0] for event in history(job.output, row=1)] == ["confirm rows 0 to 3", "add en"]


def test_force_aligns_a_reviewed_table_from_scratch(job: Job) -> None:
    run_job(job, LineEngine())
    confirm_first_row(job.output)
    assert run_job(job, LineEngine(), force=True).state is State.ALIGNED
    assert {row.status for row in read_document(job.output).rows} == {Status.PROPOSED}


def test_force_puts_a_review_aside_that_can_be_had_again(job: Job) -> None:
    run_job(job, LineEngine())
    confirm_first_row(job.output)
    run_job(job, LineEngine(), force=True)
    assert {row.status for row in latest(job.output).rows} == {Status.PROPOSED}
    assert history(job.output)[-1].what == "align from scratch"
    assert restore(job.output, 1).rows[0].status is Status.CONFIRMED


def test_a_review_goes_on_over_files_that_are_read_in_another_way(job: Job) -> None:
    run_job(job, LineEngine())
    confirm_first_row(job.output)
    by_line = replace(job, presegmented=True)
    assert "its sources have changed" in run_job(by_line, LineEngine()).notes[0]
    assert "reviewed rows kept: 1" in run_job(by_line, LineEngine()).notes[0]
    assert "its sources have changed" in run_job(job, LineEngine()).notes[0]
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        assert session.document.extra.get(PRESEGMENTED) is None
        session.undo()
        assert session.document.extra[PRESEGMENTED] == "yes"


def test_a_table_that_somebody_is_editing_is_left_alone(job: Job) -> None:
    run_job(job, LineEngine())
    before = job.output.read_bytes()
    lock = DocumentLock(job.output)
    lock.acquire("Aigerim", lambda: datetime(2026, 1, 5, tzinfo=UTC))
    try:
        outcome = run_job(job, LineEngine("engine:other"))
    finally:
        lock.release()
    assert outcome.state is State.FAILED
    assert "is being edited by Aigerim" in outcome.error
    assert job.output.read_bytes() == before


def test_a_file_that_is_no_table_is_overwritten_by_force_only(job: Job) -> None:
    job.output.parent.mkdir()
    job.output.write_text("my notes", encoding="utf-8")
    outcome = run_job(job, LineEngine())
    assert "left alone" in outcome.error
    assert job.output.read_text(encoding="utf-8") == "my notes"
    assert run_job(job, LineEngine(), force=True).state is State.ALIGNED


def test_resuming_passes_over_what_is_done(job: Job) -> None:
    engine = LineEngine()
    run_job(job, engine)
    assert run_job(job, engine, resume=True).state is State.UNCHANGED
    assert engine.aligned == ["news"]


@pytest.mark.parametrize("change", ["text", "engine", "segmentation", "language"])
def test_resuming_does_again_what_has_changed(job: Job, change: str) -> None:
    run_job(job, LineEngine())
    engine = LineEngine("engine:other" if change == "engine" else "engine:line")
    if change == "text":
        job.files[0][1].write_text("It was otherwise. Everybody knew.", encoding="utf-8")
    files = job.files[:2] if change == "language" else job.files
    again = Job("news", files, job.output, presegmented=change == "segmentation")
    assert run_job(again, engine, resume=True).state is State.ALIGNED


def test_a_folder_that_cannot_be_written_is_found_out_before_anything_is_done(tmp_path: Path) -> None:
    check_writable(tmp_path / "new")
    assert not list((tmp_path / "new").iterdir())
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"file: cannot be written"):
        check_writable(tmp_path / "file")
