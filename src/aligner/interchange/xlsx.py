"""An Excel workbook of rows, for editors who work in a spreadsheet; needs the extra ``xlsx``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from aligner.errors import InputError, MissingPartError
from aligner.files import atomic_write
from aligner.interchange.report import ExportReport, Notes, Remark
from aligner.languages.registry import language as language_table
from aligner.model import Language, ParallelDocument, Row

_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_575
"""Excel's own limits, without the heading."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Workbooks carry the time of their making; a fixed one keeps the bytes the same.
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write_xlsx(documents: Iterable[ParallelDocument], path: Path, languages: Sequence[Language] = ()) -> ExportReport:
    """Write a sheet with a row a row and a column a language; segments of a cell stand on lines of their own.

    Texts are stored as text, never as formulas. Texts above Excel's 32,767 characters are cut and reported. Raises
    `MissingPartError` without xlsxwriter, `InputError` above Excel's 1,048,575 rows, `OutputError`.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        message = "writing .xlsx needs xlsxwriter"
        raise MissingPartError(message, "pip install 'aligner[xlsx]'") from error
    sources = tuple(documents)
    wanted = tuple(languages) or tuple(dict.fromkeys(code for source in sources for code in source.languages))
    total = sum(len(document.rows) for document in sources)
    if total > _MOST_ROWS:
        message = f"{path}: a sheet holds {_MOST_ROWS} rows, these are {total}"
        raise InputError(message, "export fewer documents at a time, or as TSV")
    notes = Notes(files=[path])
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _EPOCH})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        bold = workbook.add_format({"bold": True})
        sheet = workbook.add_worksheet("rows")
        names = [language_table(language).own_name for language in wanted]
        headings = ["document", "row", *names, "confidence", "status", "flags", "note", "reviewer"]
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        sheet.set_column(2, 1 + len(wanted), 50)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, total, len(headings) - 1)
        for document in sources:
            for index, row in enumerate(document.rows):
                notes.written += 1
                sheet.write_number(notes.written, 1, index)
                sheet.write_number(notes.written, 2 + len(wanted), round(row.confidence, 4))
                for column, text in _strings(document, row, wanted):
                    sheet.write_string(notes.written, column, _stored(text, document, index, notes), wrapped)
    with atomic_write(path) as file:
        file.write(buffer.getvalue())
    return notes.report()


def _strings(document: ParallelDocument, row: Row, wanted: Sequence[Language]) -> list[tuple[int, str]]:
    """The text cells of a row with their columns."""
    texts = dict(zip(document.languages, row.segments, strict=True))
    cells = [(0, document.name)]
    for column, language in enumerate(wanted, start=2):
        cells.append((column, "\n".join(segment.text for segment in texts.get(language, ()))))
    after = 3 + len(wanted)
    trailing = [row.status.value, ", ".join(row.flags), row.note or "", row.reviewer or ""]
    return [*cells, *enumerate(trailing, start=after)]


def _stored(text: str, document: ParallelDocument, index: int, notes: Notes) -> str:
    allowed = _FORBIDDEN.sub("", text)
    if len(allowed) > _LONGEST_CELL:
        notes.mended.append(Remark(document.name, index, f"text cut at {_LONGEST_CELL} characters"))
    elif allowed != text:
        notes.mended.append(Remark(document.name, index, "text with characters Excel cannot hold"))
    return allowed[:_LONGEST_CELL]
