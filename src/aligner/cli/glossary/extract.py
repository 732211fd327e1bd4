"""`aligner glossary extract`: what a corpus seems to have for concepts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.base import Command
from aligner.cli.console import one_line, put
from aligner.cli.options import PATH, json_option
from aligner.errors import UsageError

if TYPE_CHECKING:
    from aligner.glossary.extraction import Candidate


@click.command("extract", cls=Command)
@click.argument("files", type=PATH, nargs=-1)
@click.option("--languages", metavar="A,B", help="These languages, in this order, as in en,ru,kk (default: all).")
@click.option(
    "--rows",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    metavar="N",
    help="In how many rows a word and its translation must stand together.",
)
@click.option("--score", type=click.FloatRange(0, 1), default=0.3, show_default=True, help="The least score, 0 to 1.")
@json_option
def command(*, files: tuple[Path, ...], languages: str | None, rows: int, score: float, as_json: bool) -> None:
    """List candidate concepts of the tables FILES (default: those in parallel): expressions that recur together.

    Names and abbreviations come first. A line each: score, rows, the expression in each language, examples as
    document:row.
    """
    import msgspec

    from aligner.cli.tables import read_tables
    from aligner.glossary.extraction import ExtractionOptions, extract

    documents = read_tables(files or (Path("parallel"),))
    chosen = tuple(languages.split(",")) if languages else documents[0].languages
    for document in documents:
        if not set(chosen) <= set(document.languages):
            raise UsageError(f"{document.name}: has no {', '.join(sorted(set(chosen) - set(document.languages)))}")
    for candidate in extract(documents, chosen, ExtractionOptions(fewest_rows=rows, least_score=score)):
        put(msgspec.json.encode(candidate).decode() if as_json else _line(candidate, chosen))


def _line(candidate: Candidate, languages: tuple[str, ...]) -> str:
    names = dict(candidate.names)
    examples = " ".join(f"{document}:{row}" for document, row in candidate.examples)
    cells = (f"{candidate.score:.2f}", str(candidate.rows), *(names.get(one, "") for one in languages), examples)
    return "\t".join(map(one_line, cells))
