"""Tables that a command was given: named one by one or by their folder, read with every change made since."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.cli.console import warn
from aligner.errors import InputError, OutputError

if TYPE_CHECKING:
    from aligner.model import ParallelDocument

SUFFIX = ".parquet"


def find_tables(places: Iterable[Path]) -> list[Path]:
    """The tables among and under some paths, in the order given, those of a folder by name.

    Raises `InputError` for a folder without any.
    """
    found: list[Path] = []
    for place in places:
        if not place.is_dir():
            found.append(place)
            continue
        inside = sorted(path for path in place.rglob("*" + SUFFIX) if not path.name.startswith("."))
        if not inside:
            raise InputError(f"{place}: holds no {SUFFIX} file", "run `aligner align` first")
        found.extend(inside)
    return list(dict.fromkeys(found))


def table_path(folder: Path, document: str) -> Path:
    """Where the table of a document goes whose name comes from a file and may be anything.

    A name that begins with a dot would be that of a hidden file, which no command finds.
    """
    name = re.sub(r"[/\0]", "_", document)
    return folder / f"{'_' if name.startswith('.') else ''}{name}{SUFFIX}"


def read_table(path: Path) -> ParallelDocument:
    """The document of a table as it is now, changes included that are in its journal only."""
    from aligner.corpus.store import DocumentStore

    with DocumentStore.open(path, read_only=True) as store:
        for notice in store.notices:
            warn(notice)
        return store.document


def warn_about(path: Path) -> None:
    """Say what is wrong with the journal of a table, for a command that reads it by other means."""
    read_table(path)


def read_tables(places: Sequence[Path]) -> list[ParallelDocument]:
    """The documents of all tables among and under some paths."""
    return [read_table(path) for path in find_tables(places)]


def refuse_to_overwrite(path: Path, force: bool) -> None:
    """Raise `OutputError` when a file stands there and the user did not say that it may go."""
    if path.exists() and not force:
        raise OutputError(f"{path}: is there already", "choose another name, or use --force to overwrite it")
