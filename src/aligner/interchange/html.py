"""A page to look at or print: the versions side by side, in one file that loads nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from aligner import __version__
from aligner.files import atomic_write
from aligner.interchange.report import ExportReport
from aligner.languages.registry import language as language_table
from aligner.model import Language, ParallelDocument, Row, Status
from aligner.reading.characters import printable

_DOUBTFUL = 0.5
_UNSURE = 0.8

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, "Noto Serif", serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; margin-bottom: 3rem; }
caption, h1 { font-size: 1.4rem; font-weight: bold; text-align: left; padding: .5rem 0; }
th, td { vertical-align: top; text-align: start; padding: .35rem .6rem; border-bottom: 1px solid #8886; }
th:first-child, td:first-child { width: 4.5rem; font: .8rem/1.9 sans-serif; }
thead th { position: sticky; top: 0; background: Canvas; }
td p { margin: 0; overflow-wrap: anywhere; } td p + p { margin-top: .3rem; }
tr.unsure td:first-child { border-inline-start: .3rem solid #d9a400; }
tr.doubtful td:first-child { border-inline-start: .3rem solid #c0392b; }
tr.confirmed td:first-child { border-inline-start: .3rem solid #2e8b57; }
.note { font: italic .85rem/1.4 sans-serif; opacity: .8; }
@media print { thead th { position: static; } tr { break-inside: avoid; } }
""".strip()


def write_html(documents: Iterable[ParallelDocument], path: Path, languages: Sequence[Language] = ()) -> ExportReport:
    """Write the documents as tables with a column a language, a paragraph a segment and a mark for doubtful rows.

    The page has no scripts and refers to nothing outside itself. Raises `OutputError`.
    """
    sources = tuple(documents)
    title = ", ".join(document.name for document in sources) or "aligner"
    with atomic_write(path) as file:
        for line in _page(sources, title, languages):
            file.write(f"{line}\n".encode())
    return ExportReport((path,), sum(len(document.rows) for document in sources))


def _page(documents: Sequence[ParallelDocument], title: str, languages: Sequence[Language]) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    yield f'<meta name="generator" content="aligner {__version__}">'
    yield f"<title>{_text(title)}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield "<body>"
    for document in documents:
        wanted = [language for language in languages or document.languages if language in document.languages]
        yield from _table(document, wanted)
    yield "</body></html>"


def _table(document: ParallelDocument, wanted: Sequence[Language]) -> Iterator[str]:
    columns = [(language, document.languages.index(language)) for language in wanted]
    headings = "".join(f'<th scope="col">{_text(language_table(language).own_name)}</th>' for language in wanted)
    yield f"<table><caption>{_text(document.name)}</caption>"
    yield f'<thead><tr><th scope="col">№</th>{headings}</tr></thead>'
    yield "<tbody>"
    for number, row in enumerate(document.rows):
        cells = "".join(_cell(row, language, column) for language, column in columns)
        note = f'<p class="note">{_text(row.note)}</p>' if row.note else ""
        kind = _kind(row)
        opening = f'<tr class="{kind}">' if kind else "<tr>"
        yield f'{opening}<td title="{row.confidence:.2f}">{number}{note}</td>{cells}</tr>'
    yield "</tbody></table>"


def _cell(row: Row, language: Language, column: int) -> str:
    paragraphs = "".join(f"<p>{_text(segment.text)}</p>" for segment in row.segments[column])
    return f'<td lang="{escape(language)}" dir="auto">{paragraphs}</td>'


def _kind(row: Row) -> str:
    if row.status is Status.CONFIRMED:
        return "confirmed"
    if row.confidence < _DOUBTFUL:
        return "doubtful"
    return "unsure" if row.confidence < _UNSURE else ""


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
