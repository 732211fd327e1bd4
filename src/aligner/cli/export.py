"""`aligner export`: tables into the files of other tools."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from aligner.cli.base import Command
from aligner.cli.console import counted, put, say
from aligner.cli.options import LANGUAGE, PAIR, PATH
from aligner.errors import UsageError
from aligner.model import Language, ParallelDocument

FORMATS = ("tmx", "xliff", "tsv", "xlsx", "jsonl", "moses", "html", "ladder")
"""Of tables."""
_GLOSSARY_FORMAT = "tbx"
_STDOUT = frozenset({"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
PROFILES = ("multi", "omegat", "trados", "memoq", "2.1", "1.2")
_EDITIONS = {None: "2008", "omegat": "2008", "2008": "2008", "2019": "2019"}
_UNITS = ("rows", "sentences", "pairs")


@click.command("export", cls=Command)
@click.argument("files", type=PATH, nargs=-1, required=True)
@click.option(
    "--format", "name", type=click.Choice((*FORMATS, _GLOSSARY_FORMAT)), required=True, help="What to write."
)
@click.option("-o", "--output", type=PATH, required=True, metavar="PATH", help="File to write; - for stdout.")
@click.option("--pair", type=PAIR, metavar="A-B", help="These two languages only, as in en-ru (default: all).")
@click.option(
    "--profile",
    type=click.Choice((*PROFILES, "2008", "2019")),
    help="Variant of the format: tmx for omegat, trados or memoq, or multi, all languages in one file (default); "
    "xliff 2.1 (default) or 1.2; tbx of 2008 (default, the one that OmegaT reads) or 2019.",
)
@click.option(
    "--units",
    type=click.Choice(_UNITS),
    help="What one unit of a TMX or XLIFF holds: a row, the smallest parts of it that translate each other, or those "
    "of each pair of languages.",
)
@click.option("--source", type=LANGUAGE, metavar="LANG", help="Source language of a TMX (default: any).")
@click.option("--partial", is_flag=True, help="Keep TMX units with text in one language only.")
def command(
    *,
    files: tuple[Path, ...],
    name: str,
    output: Path,
    pair: tuple[Language, Language] | None,
    profile: str | None,
    units: str | None,
    source: Language | None,
    partial: bool,
) -> None:
    """Write the tables FILES (or all tables of a folder) into one file for another tool.

    Formats that hold two languages only, and ladders, get a file for each pair: PATH.en-ru.EXT and so on. The paths
    of the files go to stdout, or with -o - the one file itself; what had to be left out or mended is said. For tbx,
    FILES is a glossary (.csv).
    """
    if name == _GLOSSARY_FORMAT:
        _export_glossary(files, output, profile)
        return
    from aligner.cli.tables import read_tables
    from aligner.interchange import ExportOptions, Granularity, export
    from aligner.languages.registry import same_code

    for option, given, formats in (
        ("--units", units, ("tmx", "xliff")),
        ("--source", source, ("tmx",)),
        ("--partial", partial, ("tmx",)),
        # JSON lines hold whole documents, so that they lead back.
        ("--pair", pair, tuple(form for form in FORMATS if form != "jsonl")),
    ):
        if given and name not in formats:
            raise UsageError(f"{option} says nothing to {name}", f"it is for {', '.join(formats)}")
    documents = read_tables(files)
    spelt = tuple(dict.fromkeys(language for document in documents for language in document.languages))
    if pair is not None:
        pair = same_code(pair[0], spelt), same_code(pair[1], spelt)
    _check_pair(documents, pair)
    options = ExportOptions(
        languages=pair or (),
        profile=profile or "",
        granularity=Granularity(units) if units else None,
        source=same_code(source, spelt) if source else "",
        keep_partial=partial,
    )
    if _is_stdout(output) and name == "xlsx":
        raise UsageError("a workbook is no text for stdout", "name a file with -o")
    with _destination(output) as place:
        report = export(documents, place, name, options)
    for sentence in report.sentences():
        say(sentence)
    if not _is_stdout(output):
        for path in report.files:
            put(str(path))
    say(f"{counted(report.written, 'unit')} from {counted(len(documents), 'document')}")


def _check_pair(documents: list[ParallelDocument], pair: tuple[Language, Language] | None) -> None:
    if pair is not None and pair[0] == pair[1]:
        raise UsageError(f"{pair[0]}:{pair[1]} is one language twice", "name two languages, as in en-ru")
    for document in documents:
        for language in pair or ():
            if language not in document.languages:
                raise UsageError(f"{document.name}: has no {language}", f"it has {', '.join(document.languages)}")


def _export_glossary(files: tuple[Path, ...], output: Path, profile: str | None) -> None:
    from aligner.glossary.table import read_glossary
    from aligner.glossary.tbx import TbxForm, write_tbx

    if len(files) != 1 or files[0].suffix.lower() != ".csv":
        raise UsageError("TBX holds terms, not rows", "name one glossary, such as glossary.csv")
    if profile not in _EDITIONS:
        raise UsageError(f"tbx has no profile called {profile!r}", "choose 2008 or 2019")
    with _destination(output) as place:
        write_tbx(read_glossary(files[0]), place, TbxForm(_EDITIONS[profile]))
    if not _is_stdout(output):
        put(str(output))


def _is_stdout(output: Path) -> bool:
    return str(output) in _STDOUT


@contextmanager
def _destination(output: Path) -> Iterator[Path]:
    """Where to write: `output` itself, or for stdout a file that is sent there whole when the block ends well."""
    if not _is_stdout(output):
        yield output
        return
    with TemporaryDirectory() as folder:
        yield Path(folder) / "export"
        found = sorted(Path(folder).iterdir())
        if len(found) != 1:
            raise UsageError(f"these are {len(found)} files, and stdout is one", "choose one table and --pair")
        click.echo(found[0].read_bytes(), nl=False)
