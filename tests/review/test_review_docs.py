"""The manual names every command, with its keys as they are."""

from __future__ import annotations

from pathlib import Path

from aligner.review.keys.commands import ANYWHERE, DOCUMENT, FOLDER, MOVING

MANUAL = (Path(__file__).parent.parent.parent / "docs" / "review.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_manual_with_its_keys() -> None:
    for command in (*DOCUMENT, *MOVING, *FOLDER, *ANYWHERE):
        keys = " ".join(f"`{key}`" for key in command.keys)
        assert f"| {keys} | `{command.name}` | {command.title} |" in MANUAL


def test_every_picture_is_there() -> None:
    for line in MANUAL.splitlines():
        if line.startswith("!["):
            name = line.split("](")[1].rstrip(")")
            assert (Path(__file__).parent.parent.parent / "docs" / name).is_file()
