"""`aligner check`: findings as lines or JSON, and what becomes of excused ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.checks import CHECKS
from aligner.cli.check import CHECKS as OFFERED
from aligner.cli.main import main
from aligner.corpus import read_document, write_document
from aligner.corpus.history import history
from aligner.editing.context import EditContext
from aligner.editing.operations import Confirm, ExcuseFlag
from aligner.editing.session import EditingSession
from aligner.model import ParallelDocument, Row, Segment

GLOSSARY = """concept,language,term,status,part_of_speech,note
square,en,square,preferred,noun,
square,kk,алаң,preferred,noun,
"""
ROWS = (
    ("In 2022 they met.", "Они встретились в 2021 году.", "Олар 2022 жылы кездесті."),
    ("They went to the square.", "Они пошли на площадь.", "Адамдар көшеге шықты."),
    ("All is well.", "Всё хорошо.", "Бәрі жaқсы."),
)


def document() -> ParallelDocument:
    rows = tuple(
        Row(tuple((Segment(100 * number, 100 * number + len(text), number, text),) for text in texts))
        for number, texts in enumerate(ROWS)
    )
    return ParallelDocument("news", ("en", "ru", "kk"), rows)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    path = Path("parallel/news.parquet")
    write_document(document(), path)
    return path


def test_findings_are_lines_and_lead_to_exit_code_one(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(table)]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "news\t0\twarning\tnumbers\tru\t«2022» stands in en and kk and not in ru",
        "news\t0\twarning\tnumbers\ten,kk\t«2021» stands in ru and not in en and kk",
        "news\t2\terror\tletters\tkk\t«жaқсы» in kk has Latin a; meant is «жақсы»",
    ]
    assert said.err == "3 findings\n"


def test_findings_as_json_say_where(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "parallel", "--json", "--only", "letters"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["document"], found["row"], found["check"], found["grade"]) == ("news", 2, "letters", "error")
    assert found["places"] == [{"language": "kk", "segment": 0, "start": 5, "stop": 10, "text": "жaқсы"}]


def test_the_glossary_joins_in(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--glossary", "glossary.csv", "--only", "empty"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split("\t")[1:5] == ["1", "warning", "term:square", "kk"]


def test_only_grave_findings_on_demand(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--grade", "error"]) == 1
    assert [line.split("\t")[3] for line in capsys.readouterr().out.splitlines()] == ["letters"]


def test_what_is_excused_is_silent_and_counts_no_more(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    excused = document()
    flags = (("excused:numbers",), (), ("excused:letters",))
    rows = tuple(replace(row, flags=held) for row, held in zip(excused.rows, flags, strict=True))
    write_document(replace(excused, rows=rows), table)
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["check", "--excused", "-q"]) == 0
    said = capsys.readouterr()
    assert [line.split("\t")[2] for line in said.out.splitlines()] == ["warning, excused"] * 2 + ["error, excused"]
    assert said.err == ""


def test_the_command_offers_the_checks_that_there_are() -> None:
    assert tuple(CHECKS) == OFFERED


# -- flags ---------------------------------------------------------------------------------------------------------


def flags_of(table: Path) -> list[tuple[str, ...]]:
    return [row.flags for row in read_document(table).rows]


FLAGS = [("numbers",), (), ("letters",)]


def test_findings_become_flags_as_one_change_that_can_be_undone(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--flag", "--reviewer", "Aigul"]) == 1
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 3
    assert "parallel/news.parquet: flags changed in 2 rows" in said.err
    assert flags_of(table) == FLAGS
    (change,) = history(table)
    assert (change.what, change.who) == ("flag 2 rows by checks", "Aigul")
    with EditingSession.open(table, EditContext()) as session:
        assert session.undo() == "flag 2 rows by checks"
        assert session.document.rows == document().rows


def test_flagging_again_changes_nothing(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--flag"])
    before = table.read_bytes()
    assert main(["check", "--flag"]) == 1
    assert "flags changed in 0 rows" in capsys.readouterr().err
    assert table.read_bytes() == before
    assert len(history(table)) == 1


def test_flags_of_checks_that_are_not_run_stay(table: Path) -> None:
    held = (("length",), ("term:square",), ("excused:letters",))
    rows = tuple(replace(row, flags=flags) for row, flags in zip(document().rows, held, strict=True))
    write_document(replace(document(), rows=rows), table)
    main(["check", "--flag", "--only", "numbers", "--only", "letters"])
    assert flags_of(table) == [("length", "numbers"), ("term:square",), ("excused:letters",)]
    main(["check", "--flag", "--glossary", "glossary.csv"])
    assert flags_of(table) == [("numbers",), ("term:square",), ("excused:letters",)]


def test_a_confirmed_row_is_flagged_and_stays_confirmed(table: Path) -> None:
    with EditingSession.open(table, EditContext(who="Aigul")) as session:
        session.do(Confirm((0,)))
    before = read_document(table).rows[0]
    main(["check", "--flag"])
    assert read_document(table).rows[0] == replace(before, flags=("numbers",))


def test_a_table_that_somebody_is_editing_is_not_flagged(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with EditingSession.open(table, EditContext(who="Aigul")):
        assert main(["check", "--flag"]) not in (0, 1)
    assert "news.parquet" in capsys.readouterr().err
    assert flags_of(table) == [(), (), ()]


def test_a_reviewer_without_flags_is_refused(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--reviewer", "Aigul"]) == 2
    assert "--flag" in capsys.readouterr().err


def test_the_status_counts_rows_with_findings_that_nobody_has_excused(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--flag"])
    with EditingSession.open(table, EditContext(who="Aigul")) as session:
        session.do(ExcuseFlag((0,), "numbers"))
    capsys.readouterr()
    assert main(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["flagged"] == 1
