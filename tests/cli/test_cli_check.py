"""`aligner check`: findings as lines or JSON, and what becomes of excused ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.checks import CHECKS
from aligner.cli.check import CHECKS as OFFERED
from aligner.cli.main import main
from aligner.corpus import write_document
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
