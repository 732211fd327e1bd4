"""`aligner glossary`: its commands and the lines they promise."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from line_engine import LineEngine, write_document_files

from aligner.batch import Job, run_job
from aligner.cli.main import main
from aligner.corpus import read_document

GLOSSARY = """concept,language,term,status,part_of_speech,note
police,kk,мент,preferred,noun,
police,ru,мент,preferred,noun,slang
police,en,cop,admitted,noun,
square,kk,алаң,preferred,noun,
"""
KAZAKH = "Таңертең тыныш еді.\r\nКешке менттерге қарсы алаңға шықты.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    Path("text.txt").write_text(KAZAKH, encoding="utf-8", newline="")
    return tmp_path


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_find_writes_a_json_object_for_each_occurrence(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "find", "text.txt", "--lang", "kk", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    lines = KAZAKH.split("\r\n")[1].split("\n")
    assert [list(one) for one in found] == [["line", "start", "stop", "concept", "term", "status", "analysis"]] * 2
    assert [(one["line"], one["concept"], lines[0][one["start"] : one["stop"]]) for one in found] == [
        (1, "police", "менттерге"),
        (1, "square", "алаңға"),
    ]


def test_find_writes_columns_for_people(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "find", "text.txt", "--lang", "kk"]) == 0
    first = capsys.readouterr().out.splitlines()[0].split("\t")
    assert first[:7] == ["1", "6", "15", "менттерге", "police", "мент", "preferred"]


def test_find_in_tables_says_which_row(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = write_document_files(Path("corpora"), "news")
    Path("corpora/kk/news.txt").write_text("Солай болған еді. Менттер алаңға шықты.", encoding="utf-8")
    run_job(Job("news", files, Path("parallel/news.parquet")), LineEngine())
    assert main(["glossary", "find", "parallel", "--lang", "kk", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["document"], one["row"], one["line"], one["concept"]) for one in found] == [
        ("news", 1, 1, "police"),
        ("news", 1, 1, "square"),
    ]
    assert main(["glossary", "find", "parallel", "--lang", "de"]) == 2


def test_match_answers_line_by_line(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, "\ufeffмент\tменттерге\r\n\nмент\tменталитет\n".encode())
    assert main(["glossary", "match", "--lang", "kk"]) == 0
    yes, no = capsys.readouterr().out.splitlines()
    assert yes.split("\t")[:3] == ["мент", "менттерге", "yes"]
    assert yes.split("\t")[3]
    assert no == "мент\tменталитет\tno\t"


@pytest.mark.parametrize(
    ("data", "reason"), [(b"no tab\n", "stdin:1: is not a term"), (b"a\tb\n\xff\xfe\n", "stdin:2: ")]
)
def test_match_says_which_line_is_wrong(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: bytes, reason: str
) -> None:
    feed(monkeypatch, data)
    assert main(["glossary", "match", "--lang", "en"]) == 3
    assert reason in capsys.readouterr().err


def test_list_shows_terms_and_gaps(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "list", "--lang", "ru"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["police", "ru", "мент", "preferred", "slang"]
    assert main(["glossary", "list", "--gaps"]) == 1
    assert capsys.readouterr().out == "square\tru\nsquare\ten\n"
    assert main(["glossary", "list", "--concept", "square", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == "алаң"


def test_add_puts_a_term_beside_its_concept(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["glossary", "add", "police", "полиция", "--lang", "ru", "--status", "admitted", "--pos", "noun"]) == 0
    )
    lines = Path("glossary.csv").read_text(encoding="utf-8").splitlines()
    assert lines[4] == "police,ru,полиция,admitted,noun,"
    assert lines[:4] + lines[5:] == GLOSSARY.splitlines()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["police", "Мент", "--lang", "ru"], "is already in line"),
        (["police", "полиция", "--lang", "ru"], "second preferred ru term"),
        (["police", "!", "--lang", "ru"], "neither letter nor digit"),
    ],
)
def test_add_refuses_what_contradicts_the_glossary(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], reason: str
) -> None:
    assert main(["glossary", "add", *arguments]) == 2
    assert reason in capsys.readouterr().err
    assert Path("glossary.csv").read_text(encoding="utf-8") == GLOSSARY


def test_add_begins_a_glossary(here: Path) -> None:
    assert main(["glossary", "add", "square", "площадь", "--lang", "ru", "--glossary", "new.csv"]) == 0
    assert Path("new.csv").read_text(encoding="utf-8").splitlines()[1] == "square,ru,площадь,preferred,,"


@pytest.mark.parametrize("form", ["tbx", "tbx-2019"])
def test_tbx_comes_back(here: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "export", "--format", form, "-o", "terms.tbx"]) == 0
    assert capsys.readouterr().out == "terms.tbx\n"
    assert main(["glossary", "import", "terms.tbx", "--glossary", "back.csv"]) == 0
    assert sorted(Path("back.csv").read_text(encoding="utf-8").splitlines()) == sorted(GLOSSARY.splitlines())
    assert main(["glossary", "import", "terms.tbx"]) == 0
    assert Path("glossary.csv").read_text(encoding="utf-8") == GLOSSARY


def test_a_glossary_can_also_be_exported_as_the_other_files_are(here: Path) -> None:
    assert main(["export", "glossary.csv", "--format", "tbx", "-o", "a.tbx"]) == 0
    assert main(["glossary", "export", "--format", "tbx", "-o", "b.tbx"]) == 0
    assert Path("a.tbx").read_bytes() == Path("b.tbx").read_bytes()
    assert main(["export", "text.txt", "--format", "tbx", "-o", "c.tbx"]) == 2
    assert main(["export", "glossary.csv", "--format", "tbx", "--profile", "trados", "-o", "c.tbx"]) == 2


def test_omegats_form_goes_out_and_comes_back(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "export", "--format", "omegat", "-o", "ru-kk.txt"]) == 2
    assert main(["glossary", "export", "--format", "omegat", "--pair", "ru-kk", "-o", "ru-kk.txt"]) == 0
    assert "square has no ru term and was left out" in capsys.readouterr().err
    assert main(["glossary", "import", "ru-kk.txt"]) == 2
    assert main(["glossary", "import", "ru-kk.txt", "--pair", "ru-kk", "--glossary", "back.csv"]) == 0
    assert "ru,мент,preferred" in Path("back.csv").read_text(encoding="utf-8")


def test_a_bad_glossary_is_one_line_with_its_place(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("glossary.csv").write_text(GLOSSARY + "police,ru,коп,odd,,\n", encoding="utf-8")
    assert main(["glossary", "list"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("aligner: error: glossary.csv:6: unknown status 'odd'")
    assert said.count("\n") == 1


@pytest.fixture
def tables(here: Path) -> Path:
    """The table parallel/news.parquet, with the police in two of three rows and its Kazakh term in one."""
    texts = {
        "ru": "Менты стояли у моста. Мы видели ментов и ушли. Снег шёл весь день.",
        "kk": "Менттер көпірдің қасында тұрды. Біз сақшыларды көріп, кетіп қалдық. Күні бойы қар жауды.",
    }
    files = []
    for language, text in texts.items():
        Path(f"{language}.txt").write_text(text, encoding="utf-8")
        files.append((language, Path(f"{language}.txt")))
    table = Path("parallel/news.parquet")
    run_job(Job("news", tuple(files), table), LineEngine())
    return table


def test_check_lists_rows_that_lack_the_approved_term(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "check"]) == 1
    said = capsys.readouterr()
    (line,) = said.out.splitlines()
    assert line.split("\t")[:2] == ["news", "1"]
    assert line.split("\t")[3:5] == ["kk", "police"]
    assert said.err == "1 finding\n"
    assert main(["glossary", "check", str(tables), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["document"], found["row"], found["expected"]) == ("news", 1, "мент")
    assert main(["glossary", "check", "--grade", "error"]) == 0


def test_an_excused_row_stays_excused(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    excuse = ["glossary", "excuse", str(tables), "--row", "1", "--concept", "police", "--note", "сақшы is meant"]
    assert main(excuse) == 0
    assert main(["glossary", "check"]) == 0
    capsys.readouterr()
    assert main(["glossary", "check", "--excused"]) == 0
    assert "excused" in capsys.readouterr().out
    assert main(excuse) == 3
    assert main([*excuse[:3], "--row", "9", *excuse[5:]]) == 3
    assert main(["history", str(tables)]) == 0
    assert "excuse police in row 1" in capsys.readouterr().out


def test_extract_lists_what_recurs_together(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {"ru": "Аким Жанаозена приехал. " * 4, "kk": "Жаңаөзен әкімі келді. " * 4}
    for language, text in texts.items():
        Path(f"{language}.txt").write_text(text, encoding="utf-8")
    files = tuple((language, Path(f"{language}.txt")) for language in texts)
    run_job(Job("akim", files, Path("more/akim.parquet")), LineEngine())
    assert main(["glossary", "extract", "more"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert lines
    assert all(len(line) == 5 and 0 <= float(line[0]) <= 1 for line in lines)
    assert main(["glossary", "extract", "more", "--languages", "kk,ru", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["names"][0][0] == "kk"
    assert main(["glossary", "extract", "more", "--languages", "en,ru"]) == 2


def test_rename_is_looked_at_first_and_then_made(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tables.read_bytes()
    rename = ["glossary", "rename", "police", "полицей", "--lang", "kk"]
    assert main(rename) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split("\t")[:5] == ["parallel/news.parquet", "0", "sure", "Менттер", "Полицейлер"]
    assert tables.read_bytes() == before
    assert Path("glossary.csv").read_text(encoding="utf-8") == GLOSSARY

    assert main([*rename, "--apply", "--row", "2"]) == 0
    assert main(["glossary", "rename", "police", "полицей", str(tables), "--lang", "kk", "--apply"]) == 0
    assert read_document(tables).rows[0].segments[1][0].text == "Полицейлер көпірдің қасында тұрды."
    terms = Path("glossary.csv").read_text(encoding="utf-8")
    assert "police,kk,мент,deprecated" in terms
    assert "police,kk,полицей,preferred" in terms
    assert main(["glossary", "rename", "nothing", "x", "--lang", "kk"]) == 2
