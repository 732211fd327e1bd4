"""`aligner review`: the terminal application."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.base import Command
from aligner.cli.options import PATH


@click.command("review", cls=Command)
@click.argument("target", type=PATH, required=False, metavar="[NAME|FILE|FOLDER]")
@click.option("--reviewer", metavar="NAME", help="Who goes into changed rows (default: as set, or the login name).")
@click.option("--glossary", type=PATH, metavar="FILE", help="Glossary to show (default: that of the project).")
def command(*, target: Path | None, reviewer: str | None, glossary: Path | None) -> int:
    """Review alignments on the screen: a document by its name or table, or the documents of a folder.

    Without an argument the present folder is opened: its tables in `parallel`, and its texts that are not aligned
    yet. Every change is on the disk before the screen shows it. Press ? for the keys.
    """
    from aligner.review.app import run

    return run(target, reviewer=reviewer, glossary=glossary)
