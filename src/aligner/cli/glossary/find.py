"""`aligner glossary find`: where concepts are named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.base import Command
from aligner.cli.console import put
from aligner.cli.glossary.options import glossary_option, language_option
from aligner.cli.options import PATH, encoding_option, json_option
from aligner.errors import UsageError

if TYPE_CHECKING:
    from aligner.glossary.finder import Occurrence

_LINE_BREAK = re.compile("\r\n|[\n\r]")


@click.command("find", cls=Command)
@click.argument("file", type=PATH)
@language_option
@glossary_option
@encoding_option
@json_option
def command(*, file: Path, language: str, path: Path, encoding: str | None, as_json: bool) -> None:
    """Find every place in FILE where a concept is named in any form: a text, a table, or a folder of tables.

    Each is a line: number of the line (from 0), start and stop (characters in it), what stands there, concept, term,
    status, analysis, with tabs between. With --json: JSON objects with line, start, stop, concept, term, status and
    analysis. In tables each segment of the language is a line, and the JSON also has document and row.
    """
    import msgspec

    from aligner.glossary.finder import TermFinder, as_record
    from aligner.glossary.table import read_glossary

    finder = TermFinder(read_glossary(path), language)
    for number, (text, place) in enumerate(_lines(file, language, encoding)):
        for found in finder.find(text):
            if as_json:
                put(msgspec.json.encode({**as_record(found, number), **place}).decode())
            else:
                put("\t".join(_cells(number, text, found)))


def _lines(file: Path, language: str, encoding: str | None) -> Iterator[tuple[str, dict[str, str | int]]]:
    """What to search, with where it stands beyond its number."""
    from aligner.cli.tables import SUFFIX, find_tables, read_table

    if not file.is_dir() and file.suffix.lower() != SUFFIX:
        from aligner.reading import decode
        from aligner.reading.versions import read_bytes

        text = decode(read_bytes(file), str(file), encoding).text
        yield from ((line, {}) for line in _LINE_BREAK.split(text))
        return
    for path in find_tables([file]):
        document = read_table(path)
        if language not in document.languages:
            raise UsageError(f"{path}: has no {language}", f"it has {', '.join(document.languages)}")
        column = document.languages.index(language)
        for number, row in enumerate(document.rows):
            for one in row.segments[column]:
                yield one.text, {"document": document.name, "row": number}


def _cells(number: int, text: str, found: Occurrence) -> tuple[str, ...]:
    there = " ".join(text[found.start : found.stop].split())
    place = (str(number), str(found.start), str(found.stop))
    return (*place, there, found.concept, found.term, found.status, found.analysis)
