"""Corrections from files that `aligner export` wrote, back in the table: placed, journalled, never in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from line_engine import LineEngine, write_document_files

from aligner.batch import Job, run_job
from aligner.cli.main import main
from aligner.corpus import read_document
from aligner.corpus.history import history
from aligner.editing.context import EditContext
from aligner.editing.operations import EditText, MergeRows, SetLinks
from aligner.editing.session import EditingSession
from aligner.model import Link

TABLE = Path("parallel/news.parquet")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with the tables parallel/guide and parallel/news of two rows each."""
    monkeypatch.chdir(tmp_path)
    for name in ("guide", "news"):
        files = write_document_files(Path("corpora"), name)
        run_job(Job(name, files, Path(f"parallel/{name}.parquet")), LineEngine())


def texts(table: Path = TABLE) -> list[list[list[str]]]:
    return [[[segment.text for segment in cell] for cell in row.segments] for row in read_document(table).rows]


def exported(form: str, *options: str, table: str = str(TABLE)) -> Path:
    assert main(["export", table, "--format", form, *options, "-o", f"out.{form}", "-q"]) == 0
    return Path(f"out.{form}")


def corrected(path: Path, *changes: tuple[str, str]) -> str:
    content = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    path.write_text(content, encoding="utf-8")
    return str(path)


FIRST = "It was so.", "It was indeed so."


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("tmx", ()),
        ("tmx", ("--profile", "omegat")),
        ("tmx", ("--profile", "trados", "--pair", "ru-en")),
        ("tmx", ("--profile", "memoq", "--pair", "en-kk", "--units", "rows")),
        ("xliff", ("--pair", "en-ru")),
        ("xliff", ("--pair", "kk-en", "--profile", "1.2")),
        ("tsv", ()),
    ],
)
def test_a_changed_text_becomes_an_edit_that_can_be_undone(
    form: str, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_document(TABLE)
    file = corrected(exported(form, *options), FIRST)
    capsys.readouterr()
    name = ["--format", form]
    assert main(["import", file, *name, "--into", str(TABLE), "--reviewer", "Dana"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == (f"{TABLE}\n", f"{TABLE}: 1 text changed, 0 left out\n")
    after = read_document(TABLE)
    assert [segment.text for segment in after.rows[0].segments[0]] == ["It was indeed so."]
    assert after.rows[0].segments[0][0].stop == before.rows[0].segments[0][0].stop
    assert (after.rows[0].links, after.rows[0].reviewer) == (before.rows[0].links, "Dana")
    assert after.rows[1] == before.rows[1]
    assert [event.what for event in history(TABLE)] == [f"take in 1 text from {file}"]
    assert main(["import", file, *name, "--into", str(TABLE)]) == 0
    assert len(history(TABLE)) == 1
    with EditingSession.open(TABLE, EditContext()) as session:
        session.undo()
    assert read_document(TABLE).rows == before.rows


def test_a_file_without_changes_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = TABLE.read_bytes()
    for form in ("tmx", "tsv"):
        assert main(["import", str(exported(form)), "--into", str(TABLE)]) == 0
    assert TABLE.read_bytes() == before
    assert history(TABLE) == ()


def test_one_memory_corrects_all_tables_of_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    file = corrected(exported("tmx", table="parallel"), FIRST)
    capsys.readouterr()
    assert main(["import", file, "--into", "parallel"]) == 0
    assert capsys.readouterr().out == "parallel/guide.parquet\nparallel/news.parquet\n"
    assert texts(Path("parallel/guide.parquet"))[0][0] == texts()[0][0] == ["It was indeed so."]


def merged(*english: str) -> None:
    """Make one row of both, in which English and Russian go sentence by sentence."""
    with EditingSession.open(TABLE, EditContext()) as session:
        session.do(MergeRows(0, 1))
        pairs = (("en", "ru"), ("en", "kk"), ("ru", "kk"))
        session.do(SetLinks(0, tuple(Link(a, b, (n,), (n,)) for a, b in pairs for n in (0, 1))))
        for number, text in enumerate(english):
            session.do(EditText(0, "en", number, text))


@pytest.mark.parametrize(
    ("form", "options"),
    [("tmx", ()), ("tmx", ("--profile", "omegat")), ("xliff", ("--pair", "en-ru")), ("tsv", ())],
)
def test_a_sentence_of_a_row_of_several_is_found(form: str, options: tuple[str, ...]) -> None:
    merged("The rain fell.", "We stayed.")
    kept = texts()[0][1:]
    file = corrected(exported(form, *options), ("The rain fell.", "The rain was falling."))
    outcome = main(["import", file, "--format", form, "--into", str(TABLE)])
    assert (outcome, texts()) == (0, [[["The rain was falling.", "We stayed."], *kept]])


def test_two_changed_sentences_of_one_text_are_told_apart_at_their_border() -> None:
    merged("The rain fell.", "We stayed.")
    file = corrected(exported("tmx"), ("The rain fell. We stayed.", "The cold rain fell. We all stayed."))
    assert main(["import", file, "--into", str(TABLE)]) == 0
    assert texts()[0][0] == ["The cold rain fell.", "We all stayed."]


def test_what_cannot_be_divided_is_said_and_left(capsys: pytest.CaptureFixture[str]) -> None:
    merged("The rain fell.", "We stayed.")
    before = texts()
    file = corrected(exported("tmx"), ("The rain fell. We stayed.", "As it rained, nobody left"))
    assert main(["import", file, "--into", str(TABLE)]) == 1
    said = capsys.readouterr().err
    assert (
        "aligner: warning: left out: out.tmx: unit news-0: its en text cannot be divided into the 2 sentences" in said
    )
    assert texts() == before


def test_a_row_is_found_by_its_other_side_when_rows_have_moved() -> None:
    english = texts()[1][0][0]
    file = corrected(exported("tmx"), (english, "Nobody came."))
    merged()
    kept = texts()[0][1:]
    assert main(["import", file, "--into", str(TABLE)]) == 0
    assert texts() == [[["It was so.", "Nobody came."], *kept]]


def test_an_older_file_does_not_take_back_what_was_done_since(capsys: pytest.CaptureFixture[str]) -> None:
    file = exported("tmx")
    with EditingSession.open(TABLE, EditContext()) as session:
        session.do(EditText(0, "en", 0, "It was indeed so."))
    assert main(["import", str(file), "--into", str(TABLE)]) == 1
    assert "has the en text of row 0 as it was before a later change" in capsys.readouterr().err
    assert texts()[0][0] == ["It was indeed so."]


def test_two_corrections_of_one_text_are_both_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    mine = Path(corrected(exported("tsv"), FIRST)).rename("mine.tsv")
    hers = corrected(exported("tsv"), ("It was so.", "So it was."))
    before = texts()
    assert main(["import", str(mine), hers, "--into", str(TABLE)]) == 1
    said = capsys.readouterr().err
    assert "mine.tsv: row 0: another unit corrects en 0 of row 0 in another way" in said
    assert "out.tsv: row 0: another unit corrects en 0 of row 0 in another way" in said
    assert texts() == before


def test_units_that_fit_nowhere_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    Path("all.tsv").write_text(
        "document\trow\ten\tru\tde\n"
        "news\t0\tSomething else altogether\tИ это тоже другое\t\n"
        "news\t0\tIt was so.\t\tSo war es.\n"
        "story\t0\tIt was so.\tТак оно и было.\t\n",
        encoding="utf-8",
    )
    before = TABLE.read_bytes()
    assert main(["import", "all.tsv", "--into", str(TABLE)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "aligner: warning: left out: all.tsv: row 0: none of the rows, or more than one, reads like it",
        "aligner: warning: left out: all.tsv: row 0: the table has no column de",
        "aligner: warning: left out: all.tsv: row 0: row 0 has a ru text, and the unit has none",
        "parallel/news.parquet: 0 texts changed, 3 left out",
        "aligner: warning: all.tsv: left out: 1 unit of a document 'story' that has no table here",
    ]
    assert TABLE.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["out.tmx", "--into", str(TABLE), "-o", "back"], "--into changes the tables that are there"),
        (["out.tmx", "--into", str(TABLE), "--force"], "--into changes the tables that are there"),
        (["out.tmx", "--reviewer", "Dana"], "--reviewer says nothing without --into"),
        (["out.jsonl", "--into", str(TABLE)], "jsonl holds whole documents, not corrections"),
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exported("tmx")
    exported("jsonl")
    assert main(["import", *arguments]) == 2
    assert message in capsys.readouterr().err
