"""The commands that work on tables: status, export, import, evaluate, history, restore, merge, batch."""

from __future__ import annotations

import json
import shutil
from itertools import combinations
from pathlib import Path

import pytest
from line_engine import LineEngine, write_document_files

from aligner.batch import Job, run_job
from aligner.cli.export import FORMATS as EXPORTED
from aligner.cli.export import PROFILES
from aligner.cli.import_ import FORMATS as IMPORTED
from aligner.cli.main import main
from aligner.cli.tables import find_tables
from aligner.corpus import read_document
from aligner.corpus.history import history, restore
from aligner.editing.context import EditContext
from aligner.editing.operations import Confirm, EditText, MergeRows, SetBookmark, SetLinks, SetNote
from aligner.editing.session import EditingSession
from aligner.interchange import FORMATS
from aligner.model import Link

LADDER = "[0]:[0]\n[1]:[1]\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with the aligned documents parallel/guide and parallel/news."""
    monkeypatch.chdir(tmp_path)
    for name in ("guide", "news"):
        files = write_document_files(Path("corpora"), name)
        run_job(Job(name, files, Path(f"parallel/{name}.parquet")), LineEngine())
    return tmp_path


@pytest.fixture
def reviewed(here: Path) -> Path:
    """parallel/news with five changes by Aigerim."""
    table = Path("parallel/news.parquet")
    with EditingSession.open(table, EditContext(who="Aigerim")) as session:
        session.do(Confirm((0,)))
        session.do(SetNote(1, "look"))
        session.do(SetBookmark((1,), True))
        session.do(MergeRows(0, 1))
        session.undo()
    return table


def test_status_counts_what_is_done(reviewed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    header, guide, news, total = capsys.readouterr().out.splitlines()
    assert header.split()[:2] == ["document", "languages"]
    assert guide.split() == ["guide", "en-ru-kk", "-", "2", "0", "(0%)", "0", "0.5", "0", "0", "0"]
    assert "Aigerim" in news
    assert news.split()[-8:] == ["2", "1", "(50%)", "0", "0.2", "0", "1", "1"]
    assert total.split() == ["2", "documents", "4", "1", "(25%)", "0", "0.8", "0", "1", "1"]


def test_status_as_json_for_one_table(reviewed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", str(reviewed), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["document"], found["rows"], found["confirmed"], found["noted"]) == ("news", 2, 1, 1)


def test_status_of_a_folder_without_tables_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "corpora"]) == 3
    assert "corpora: holds no .parquet file (run `aligner align` first)" in capsys.readouterr().err


def test_the_commands_offer_the_formats_that_there_are() -> None:
    assert tuple(FORMATS) == EXPORTED
    assert tuple(name for name, form in FORMATS.items() if form.read) == IMPORTED
    assert {profile for form in FORMATS.values() for profile in form.profiles} == set(PROFILES)


def test_a_folder_becomes_one_memory(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "parallel", "--format", "tmx", "-o", "all.tmx"]) == 0
    said = capsys.readouterr()
    assert said.out == "all.tmx\n"
    assert said.err == "4 units from 2 documents\n"
    assert Path("all.tmx").read_text(encoding="utf-8").count("<tu ") == 4


def test_a_source_may_be_named_in_capitals(here: Path) -> None:
    assert main(["export", "parallel", "--format", "tmx", "--source", "RU", "-o", "all.tmx"]) == 0
    assert 'srclang="ru"' in Path("all.tmx").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["-", "/dev/stdout"])
@pytest.mark.parametrize("form", ["tmx", "tsv", "jsonl", "html"])
def test_an_export_can_go_to_stdout_alone(
    here: Path, capfdbinary: pytest.CaptureFixture[bytes], form: str, place: str
) -> None:
    assert main(["export", "parallel", "--format", form, "-o", f"all.{form}", "-q"]) == 0
    capfdbinary.readouterr()
    assert main(["export", "parallel", "--format", form, "-o", place]) == 0
    said = capfdbinary.readouterr()
    assert said.out == Path(f"all.{form}").read_bytes()
    assert said.err == b"4 units from 2 documents\n"
    assert not Path("-").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "parallel", "--format", "moses", "-o", "-"], "these are 3 files, and stdout is one"),
        (["export", "parallel", "--format", "xlsx", "-o", "-"], "a workbook is no text for stdout"),
        (["align", "corpora", "-o", "-"], "this cannot go to stdout"),
        (["import", "all.tmx", "-o", "-"], "this cannot go to stdout"),
        (["restore", "parallel/news.parquet", "--at", "0", "-o", "-"], "this cannot go to stdout"),
    ],
)
def test_what_cannot_go_to_stdout_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert (said.out, message in said.err) == ("", True)
    assert not any(here.glob("-*"))


def test_ladders_come_for_each_pair_or_for_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news = "parallel/news.parquet"
    assert main(["export", news, "--format", "ladder", "-o", "news.txt"]) == 0
    assert capsys.readouterr().out == "news.en-ru.txt\nnews.en-kk.txt\nnews.ru-kk.txt\n"
    assert main(["export", news, "--format", "ladder", "--pair", "ru-en", "-o", "one.txt"]) == 0
    assert Path("one.txt").read_text(encoding="utf-8") == LADDER


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "tmx", "--pair", "en-de"], "guide: has no de (it has en, ru, kk)"),
        (["--format", "html", "--profile", "trados"], "html has no profile called 'trados'"),
        (["--format", "odt"], "'odt' is not one of"),
        (["--format", "tmx", "--pair", "en-en"], "en:en is one language twice"),
        (["--format", "tsv", "--units", "pairs"], "--units says nothing to tsv (it is for tmx, xliff)"),
        (["--format", "xliff", "--source", "en"], "--source says nothing to xliff (it is for tmx)"),
        (["--format", "jsonl", "--pair", "en-ru"], "--pair says nothing to jsonl"),
        (["--format", "html", "--partial"], "--partial says nothing to html (it is for tmx)"),
    ],
)
def test_what_cannot_be_exported_is_said(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["export", "parallel", *arguments, "-o", "x"]) == 2
    assert message in capsys.readouterr().err


def test_an_export_has_changes_that_are_only_in_the_journal(here: Path) -> None:
    table = Path("parallel/news.parquet")
    checkpoint = table.read_bytes()
    with EditingSession.open(table, EditContext()) as session:
        session.do(EditText(0, "en", 0, "It was otherwise."))
    # As after a crash: the change is acknowledged, the table not yet written.
    table.write_bytes(checkpoint)
    assert main(["export", str(table), "--format", "tsv", "-o", "news.tsv"]) == 0
    assert "It was otherwise." in Path("news.tsv").read_text(encoding="utf-8")


def test_a_memory_comes_back(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["export", "parallel", "--format", "tmx", "-o", "all.tmx", "-q"])
    capsys.readouterr()
    assert main(["import", "all.tmx", "-o", "back"]) == 0
    assert capsys.readouterr().out == "back/guide.parquet\nback/news.parquet\n"
    texts = [
        [[segment.text for segment in cell] for cell in row.segments]
        for row in read_document(Path("back/news.parquet")).rows
    ]
    assert texts[0] == [["It was so."], ["Так оно и было."], ["Солай болған еді."]]


def test_import_overwrites_by_force_only(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["export", "parallel", "--format", "tmx", "-o", "all.tmx", "-q"])
    before = Path("parallel/news.parquet").read_bytes()
    assert main(["import", "all.tmx"]) == 3
    assert "is there already" in capsys.readouterr().err
    assert Path("parallel/news.parquet").read_bytes() == before
    assert main(["import", "all.tmx", "--force"]) == 0


def test_what_import_overwrites_can_be_had_again(reviewed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", str(reviewed), "--at", "0", "-o", "first.parquet"]) == 0
    assert main(["export", "first.parquet", "--format", "jsonl", "-o", "first.jsonl"]) == 0
    assert main(["import", "first.jsonl", "--force"]) == 0
    capsys.readouterr()
    assert main(["status", str(reviewed), "--json"]) == 0
    said = capsys.readouterr()
    assert (json.loads(said.out)["confirmed"], said.err) == (0, "")
    assert [event.what for event in history(reviewed)][-1] == "import first.jsonl"
    assert restore(reviewed, len(history(reviewed)) - 1).rows[0].status.value == "confirmed"


def test_two_files_with_the_same_document_are_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["export", "parallel", "--format", "tmx", "-o", "all.tmx", "-q"])
    assert main(["import", "all.tmx", "all.tmx", "-o", "back"]) == 3
    assert "is in an earlier file too" in capsys.readouterr().err
    assert not Path("back").exists()


def test_a_file_with_the_same_document_twice_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["export", "parallel/news.parquet", "parallel/guide.parquet", "--format", "jsonl", "-o", "all.jsonl", "-q"])
    text = Path("all.jsonl").read_text(encoding="utf-8")
    Path("all.jsonl").write_text(text.replace('"document": "guide"', '"document": "news"'), encoding="utf-8")
    assert main(["import", "all.jsonl", "-o", "back"]) == 3
    assert "its document 'news' is twice in it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "file"),
    [("../../news", "_.._.._news"), (".", "_."), ("sub/news", "sub_news"), ("новости", "новости")],
)
def test_any_name_of_a_document_becomes_a_table_that_is_found(here: Path, name: str, file: str) -> None:
    main(["export", "parallel/news.parquet", "--format", "jsonl", "-o", "news.jsonl", "-q"])
    text = Path("news.jsonl").read_text(encoding="utf-8")
    Path("news.jsonl").write_text(text.replace('"document": "news"', f'"document": "{name}"'), encoding="utf-8")
    assert main(["import", "news.jsonl", "-o", "back"]) == 0
    (table,) = find_tables([Path("back")])
    assert (table, read_document(table).name) == (Path(f"back/{file}.parquet"), name)


def test_evaluate_a_table_against_a_ladder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("gold.ladder").write_text("[0]:[0]\n[1]:[]\n[]:[1]\n", encoding="utf-8")
    assert main(["evaluate", "parallel/news.parquet", "gold.ladder", "--pair", "en-ru"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["en-ru", "strict", "0.5000", "1.0000", "0.6667"]
    assert any(line.startswith("links: 1 of 2 wrong; expected calibration error 0.2500") for line in lines)
    assert any(line.split()[:4] == ["0.7", "to", "0.8", "2"] for line in lines)
    assert lines[-1].startswith("aligner-calibration|")


def test_an_evaluation_counts_changes_that_are_only_in_the_journal(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = Path("parallel/news.parquet")
    checkpoint = table.read_bytes()
    with EditingSession.open(table, EditContext()) as session:
        session.do(MergeRows(0, 1))
        session.do(SetLinks(0, tuple(Link(a, b, (0, 1), (0, 1)) for a, b in combinations(("en", "ru", "kk"), 2))))
    table.write_bytes(checkpoint)
    Path("gold.ladder").write_text("[0, 1]:[0, 1]\n", encoding="utf-8")
    assert main(["evaluate", str(table), "gold.ladder", "--pair", "en-ru", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["scores"]["en-ru"]["beads"]["predicted"] == 1
    assert found["calibration"]["links"]["outcomes"] == 1


def test_evaluate_two_ladders_as_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("gold.ladder").write_text(LADDER, encoding="utf-8")
    assert main(["evaluate", "gold.ladder", "gold.ladder", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["scores"]["beads"]["strict"]["f1"] == 1
    assert found["calibration"] == {}


def test_evaluate_two_tables_over_all_pairs_and_rows(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "parallel/news.parquet", "parallel/guide.parquet", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found["scores"]) == ["en-ru", "en-kk", "ru-kk", "all pairs"]
    assert found["calibration"]["rows"]["outcomes"] == 2
    assert found["calibration"]["rows"]["wrong"] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["parallel/news.parquet", "gold.ladder"], 2, "the pair must be named"),
        (["parallel/news.parquet", "gold.ladder", "--pair", "en-de"], 2, "has no de version"),
        (["nothing.ladder", "gold.ladder"], 3, "nothing.ladder: there is no such file"),
        (["bad.ladder", "gold.ladder"], 3, "bad.ladder:1: not a bead"),
    ],
)
def test_what_cannot_be_evaluated_is_said(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    Path("gold.ladder").write_text(LADDER, encoding="utf-8")
    Path("bad.ladder").write_text("0-0\n", encoding="utf-8")
    assert main(["evaluate", *arguments]) == code
    said = capsys.readouterr()
    assert message in said.err
    assert said.out == ""


def test_history_tells_who_did_what(reviewed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", str(reviewed)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["change", "1", "2", "3", "4", "5"]
    assert all("Aigerim" in line for line in lines[1:])
    assert lines[5].endswith("undo: merge rows 0 to 1")


def test_history_of_a_row_as_json(reviewed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", str(reviewed), "--row", "1", "--json"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["sequence"] for event in events] == [2, 3, 4, 5]
    assert main(["history", str(reviewed), "--row", "9"]) == 3


@pytest.mark.parametrize(
    "command",
    [
        ["history", "parallel/news.parquet"],
        ["restore", "parallel/news.parquet", "--at", "0", "-o", "then.parquet"],
        ["status", "parallel/news.parquet"],
        ["align", "corpora", "--engine", "length"],
    ],
    ids=lambda command: command[0],
)
def test_a_damaged_journal_is_never_passed_over_in_silence(
    reviewed: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    journal = reviewed.with_name("news.journal.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b'"look"', b'"book"'))
    assert main(command) == 0
    assert f"aligner: warning: {journal}: line 3: the line" in capsys.readouterr().err


def test_history_of_an_untouched_table_is_empty(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "parallel/guide.parquet"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "parallel/guide.parquet: nothing has been changed\n")


def test_restore_writes_any_state_beside(reviewed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = reviewed.read_bytes()
    assert main(["restore", str(reviewed), "--at", "1", "-o", "then.parquet"]) == 0
    assert capsys.readouterr().out == "then.parquet\n"
    rows = read_document(Path("then.parquet")).rows
    assert [row.status.value for row in rows] == ["confirmed", "proposed"]
    assert rows[1].note is None
    assert reviewed.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--at", "9", "-o", "then.parquet"], 3, "there is no change 9"),
        (["--at", "1", "-o", "parallel/guide.parquet"], 3, "is there already"),
        (["--at", "1", "-o", "parallel/news.parquet", "--force"], 2, "is the table itself"),
    ],
)
def test_what_cannot_be_restored_is_said(
    reviewed: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    assert main(["restore", str(reviewed), *arguments]) == code
    assert message in capsys.readouterr().err


def test_merge_joins_two_copies_and_lists_conflicts(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = Path("parallel/news.parquet")
    for who, text in (("a", "It was thus."), ("b", "It was this way.")):
        shutil.copy(base, f"{who}.parquet")
        with EditingSession.open(Path(f"{who}.parquet"), EditContext(who=who)) as session:
            session.do(EditText(0, "en", 0, text))
            if who == "a":
                session.do(Confirm((1,)))
    assert main(["merge", str(base), "a.parquet", "b.parquet", "-o", "joined.parquet"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("conflict in base rows 0:\n  base")
    assert "It was thus." in said.out
    assert "It was this way." in said.out
    assert "1 conflict, 1 undecided" in said.err
    assert [row.status.value for row in read_document(Path("joined.parquet")).rows] == ["proposed", "confirmed"]

    again = ["merge", str(base), "a.parquet", "b.parquet", "-o", "joined.parquet"]
    assert main(again) == 3
    assert main([*again, "--force", "--prefer", "b", "--json"]) == 0
    assert read_document(Path("joined.parquet")).rows[0].segments[0][0].text == "It was this way."


def test_batch_reports_each_document_as_json(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from line_engine import LineOpener

    monkeypatch.setattr("aligner.batch.engines.EngineRecipe.__new__", lambda *_, **__: LineOpener())
    Path("corpora/kk/guide.txt").write_bytes(b"")
    Path("all.csv").write_text(
        "name,en,kk\nx/news,corpora/en/news.txt,corpora/kk/news.txt\nguide,corpora/en/guide.txt,corpora/kk/guide.txt\n",
        encoding="utf-8",
    )
    assert main(["batch", "all.csv", "-o", "out", "--workers", "1"]) == 3
    said = capsys.readouterr()
    found = {line["name"]: line for line in map(json.loads, said.out.splitlines())}
    assert found["x/news"]["state"] == "aligned"
    assert found["x/news"]["segments"] == {"en": 2, "kk": 2}
    assert found["guide"]["error"].startswith("corpora/kk/guide.txt: is empty")
    assert Path("out/x/news.parquet").exists()
    assert "aligner: error: 1 of 2 documents could not be aligned: guide" in said.err
    assert main(["batch", "all.csv", "-o", "out", "--workers", "1", "-q"]) == 3
    assert '"state":"unchanged"' in capsys.readouterr().out
