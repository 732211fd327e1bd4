"""What the checks find on the rows of a job: in its table, made once, kept where people have worked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from line_engine import LineEngine, write_document_files

from aligner.batch import Job, State, run_job
from aligner.corpus import read_document
from aligner.corpus.history import history
from aligner.editing.context import EditContext
from aligner.editing.operations import Confirm, EditText, ExcuseFlag
from aligner.editing.session import EditingSession
from aligner.errors import ExitCode
from aligner.model import Status


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job("news", write_document_files(tmp_path, "news"), tmp_path / "out" / "news.parquet")


def with_texts(job: Job, english: str, russian: str, kazakh: str) -> None:
    for (_, path), text in zip(job.files, (english, russian, kazakh), strict=True):
        path.write_text(text, encoding="utf-8")


def flags_in(path: Path) -> list[tuple[str, ...]]:
    return [row.flags for row in read_document(path).rows]


SAID = ("It cost 40 tenge. That is cheap.", "Это стоило 50 тенге. Это дёшево.", "Бұл 40 теңге тұрды. Баға арзан.")
FLAGGED = [("numbers",), ()]


def test_what_the_checks_find_is_in_the_table(job: Job) -> None:
    with_texts(job, *SAID)
    run_job(job, LineEngine())
    assert flags_in(job.output) == FLAGGED


def test_the_glossary_of_a_job_is_held_against_its_rows(job: Job, tmp_path: Path) -> None:
    with_texts(job, *SAID)
    glossary = tmp_path / "glossary.csv"
    rows = [
        "concept,language,term,status,part_of_speech,note",
        "cheap,en,cheap,preferred,,",
        "cheap,kk,тегін,preferred,,",
    ]
    glossary.write_text("\n".join(rows) + "\n", encoding="utf-8")
    run_job(replace(job, glossary=glossary), LineEngine())
    assert flags_in(job.output) == [("numbers",), ("term:cheap",)]
    glossary.write_text("\n".join([*rows[:2], "cheap,kk,арзан,preferred,,"]) + "\n", encoding="utf-8")
    run_job(replace(job, glossary=glossary), LineEngine())
    assert flags_in(job.output) == FLAGGED


def test_a_glossary_that_cannot_be_read_is_said_before_anything_is_aligned(job: Job, tmp_path: Path) -> None:
    engine = LineEngine()
    outcome = run_job(replace(job, glossary=tmp_path / "nowhere.csv"), engine)
    assert (outcome.state, outcome.code) == (State.FAILED, ExitCode.BAD_INPUT)
    assert "nowhere.csv" in outcome.error
    assert engine.aligned == []


def test_aligning_again_changes_nothing_and_keeps_excuses(job: Job) -> None:
    with_texts(job, *SAID)
    run_job(job, LineEngine())
    before = job.output.read_bytes()
    run_job(job, LineEngine())
    assert job.output.read_bytes() == before
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.do(ExcuseFlag((0,), "numbers"))
    rows = read_document(job.output).rows
    outcome = run_job(job, LineEngine())
    assert outcome.notes[0].endswith("reviewed rows kept: 1; places aligned anew between them: 0")
    assert read_document(job.output).rows == rows
    assert rows[0].flags == ("excused:numbers",)
    assert len(history(job.output)) == 1


def test_only_what_is_aligned_anew_around_a_review_is_flagged(job: Job) -> None:
    with_texts(job, "So. So. " + SAID[0], "Так. Так. " + SAID[1], "Солай. Солай. " + SAID[2])
    run_job(job, LineEngine())
    assert flags_in(job.output) == [(), (), ("numbers",), ()]
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.do(EditText(0, "en", 0, "So 7."))
        session.do(Confirm((0,)))
    run_job(job, LineEngine())
    assert [(row.shape, row.flags) for row in read_document(job.output).rows] == [
        ("1-1-1", ()),
        ("3-3-3", ("numbers",)),
    ]
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.undo()
        assert [row.flags for row in session.document.rows] == [(), (), ("numbers",), ()]


def test_new_sources_under_a_review_are_flagged(job: Job) -> None:
    with_texts(job, *SAID)
    run_job(job, LineEngine())
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.do(ExcuseFlag((0,), "numbers"))
    with_texts(job, SAID[0] + " In 2020.", SAID[1] + " В 2021 году.", SAID[2] + " 2020 жылы.")
    run_job(job, LineEngine())
    assert flags_in(job.output) == [("excused:numbers",), (), ("numbers",)]


def test_a_further_language_is_flagged(job: Job) -> None:
    with_texts(job, *SAID)
    run_job(replace(job, files=job.files[::2]), LineEngine())
    assert flags_in(job.output) == [(), ()]
    with EditingSession.open(job.output, EditContext(who="Aigerim")) as session:
        session.do(Confirm((0,)))
    run_job(job, LineEngine())
    first = read_document(job.output).rows[0]
    assert [flag for flag in first.flags if ":" not in flag] == ["numbers"]
    assert first.status is Status.CONFIRMED
