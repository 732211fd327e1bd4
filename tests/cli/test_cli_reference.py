"""docs/cli.md tells the truth about the commands."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import click
import pytest

from aligner.batch.jobs import State
from aligner.batch.sources import LONGEST_SEGMENT
from aligner.cli.main import application
from aligner.errors import ExitCode

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "cli.md"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cli_reference", ROOT / "tools" / "cli_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_tool_writes(tool: ModuleType) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert tool.with_reference(page) == page, "run: python tools/cli_reference.py"


def test_every_command_and_every_option_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    context = click.Context(application)
    for name in application.list_commands(context):
        command = application.get_command(context, name)
        assert command is not None
        assert f"### `aligner {name}`" in page
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert f"`{parameter.opts[0]}" in page or f", {parameter.opts[-1]}" in page


def test_every_exit_code_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"\n| {code.value} | " in page for code in ExitCode)


def test_every_state_and_limit_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"`{state.value}`" in page for state in State)
    assert f"{LONGEST_SEGMENT:,} characters" in page
