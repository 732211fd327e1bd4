"""What a command finds in the project's folder without being told."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.console import warn
from aligner.cli.options import PATH, Decorated
from aligner.errors import AlignerError

GLOSSARY = Path("glossary.csv")


def findings_glossary_option(command: Decorated) -> Decorated:
    """Add `--glossary` to a command that flags rows."""
    return click.option(
        "--glossary",
        type=PATH,
        metavar="CSV",
        help=f"Glossary that rows are held against (default: {GLOSSARY} in the project's folder, if it is there).",
    )(command)


def glossary_for(given: Path | None, *folders: Path) -> Path | None:
    """The glossary that was named, else the one in the first of the folders that has any.

    One that nobody named and that has wrong rows is warned of and left out. Raises `InputError` for one that was
    named and cannot be used.
    """
    from aligner.glossary.table import read_glossary

    if given is not None:
        read_glossary(given)
        return given
    found = next((folder / GLOSSARY for folder in folders if (folder / GLOSSARY).is_file()), None)
    if found is None:
        return None
    try:
        read_glossary(found)
    except AlignerError as error:
        warn(f"{error}; rows are not held against it")
        return None
    return found
