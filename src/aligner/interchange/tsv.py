r"""Tables as tab-separated values: a row a line, a column a language, nothing lost in the texts.

Inside a cell ``\|`` parts the segments; ``\t``, ``\n``, ``\r``, ``\\`` stand for tab, line feed, carriage return,
backslash; other characters that UTF-8 or a spreadsheet cannot carry are ``\uXXXX``. A text that a spreadsheet
would take for a formula has an apostrophe before it, which reading takes away. A cell that begins with a quotation
mark stands in quotation marks, with those inside it doubled, since every reader of tables takes it so (RFC 4180).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from aligner.errors import InputError, UsageError
from aligner.files import atomic_write, unreadable
from aligner.interchange.incoming import ImportedUnit
from aligner.interchange.report import ExportReport
from aligner.languages.registry import is_listed, normalise_code
from aligner.model import Language, ParallelDocument, Row, Status
from aligner.reading import decode

_LEADING = ("document", "row")
_TRAILING = ("confidence", "status", "flags", "note", "reviewer", "bookmark", "changed_at")

_ESCAPES = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\\": r"\\"}
_UNSAFE = re.compile("[\t\n\r\\\\\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
_BOUNDARY = r"\|"
_EMPTY_SEGMENT = r"\0"
_Line: TypeAlias = tuple[int, list[str]]
"""Its number in the file and its cells."""
# What spreadsheets begin a formula with; an apostrophe before such a sign would be lost without one of its own.
_FORMULA = re.compile(r"'*[=+\-@]")
_QUOTED_CELL = re.compile(r'"([^"]*(?:""[^"]*)*)"(?=[\t\n]|\Z)|(?!")[^\t\n]*')


def write_tsv(documents: Iterable[ParallelDocument], path: Path, languages: Sequence[Language] = ()) -> ExportReport:
    """Write the rows of the documents as one table with a heading, whole or not at all.

    Columns: document, row (from 0), the languages (all that occur if none are named), confidence, status, flags,
    note, reviewer, bookmark, changed_at. UTF-8, LF. Spans and links are not in the table. Raises `OutputError`.
    """
    sources = tuple(documents)
    wanted = tuple(languages) or tuple(dict.fromkeys(code for source in sources for code in source.languages))
    written = 0
    with atomic_write(path) as file:
        file.write(_line((*_LEADING, *wanted, *_TRAILING)))
        for document in sources:
            for index, row in enumerate(document.rows):
                file.write(_line(_cells(document, index, row, wanted)))
                written += 1
    return ExportReport((path,), written)


def read_tsv(path: Path, encoding: str | None = None) -> tuple[ImportedUnit, ...]:
    """Read a table that `write_tsv` made, or any whose heading names at least two language columns.

    Columns may stand in any order and all but the languages may be missing; unknown ones are passed over. Raises
    `InputError` with the line for a table without heading, a line of the wrong width or a value of the wrong kind.
    """
    try:
        text = decode(path.read_bytes(), str(path), encoding).text
    except OSError as error:
        raise unreadable(path, error) from error
    text = text.replace("\r\n", "\n")
    first, _, body = text.partition("\n")
    heading = _heading(first, path)
    lines = _lines(first, body, path)
    found = tuple(_unit(cells, heading, f"{path}: line {number}") for number, cells in lines if cells != [""])
    if not found:
        message = f"{path}: holds no rows"
        raise InputError(message, "there is only a heading in it")
    return found


def escape(text: str) -> str:
    """Write one text as (part of) a cell."""
    return _UNSAFE.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}", text)


def unescape(cell: str) -> str:
    """Take back what `escape` did; a backslash before anything else stays as it is."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else _PLAIN.get(match[2], match[0]), cell)


def _line(cells: Sequence[str]) -> bytes:
    return ("\t".join(map(_quoted, cells)) + "\n").encode()


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if cell.startswith('"') else cell


def _cells(document: ParallelDocument, index: int, row: Row, wanted: Sequence[Language]) -> list[str]:
    texts = dict(zip(document.languages, row.segments, strict=True))
    columns = [_texts_cell([segment.text for segment in texts.get(language, ())]) for language in wanted]
    return [
        _guarded(escape(document.name)),
        str(index),
        *columns,
        f"{row.confidence!r}",
        row.status.value,
        _texts_cell(row.flags),
        _guarded(escape(row.note or "")),
        _guarded(escape(row.reviewer or "")),
        "1" if row.bookmark else "0",
        row.changed_at.astimezone(UTC).isoformat() if row.changed_at else "",
    ]


def _texts_cell(texts: Sequence[str]) -> str:
    return _guarded(_BOUNDARY.join(escape(text) or _EMPTY_SEGMENT for text in texts))


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


_CELL_TOKEN = re.compile(r"\\.|[^\\]+|\\", re.DOTALL)


def _texts(cell: str) -> tuple[str, ...]:
    if not cell:
        return ()
    pieces: list[list[str]] = [[]]
    for token in _CELL_TOKEN.findall(_unguarded(cell)):
        if token == _BOUNDARY:
            pieces.append([])
        elif token != _EMPTY_SEGMENT:
            pieces[-1].append(token)
    return tuple(unescape("".join(piece)) for piece in pieces)


def _lines(first: str, body: str, path: Path) -> list[_Line]:
    """The lines under a heading.

    Quotation marks around a cell belong to the table and not to the text in tables of our own and in those that a
    spreadsheet saved, which doubles the marks inside and lets a cell run over several lines. Corpora are often kept
    without any such rule, and then a text that begins and ends with a mark is meant as it stands.
    """
    if first.startswith('"') or set(_LEADING) <= set(_names(first)):
        return list(_quoted_lines(body, path))
    plain = [(number, line.split("\t")) for number, line in enumerate(body.split("\n"), start=2)]
    try:
        quoted = list(_quoted_lines(body, path))
    except InputError:
        return plain
    width = first.count("\t") + 1
    fits = all(len(cells) >= width for _, cells in plain if cells != [""])
    doubled = any('""' in (found[1] or "") for found in _QUOTED_CELL.finditer(body))
    return quoted if doubled or not fits else plain


def _quoted_lines(body: str, path: Path) -> Iterator[_Line]:
    """The lines of a table in which a cell may stand in quotation marks and then hold tabs and line feeds."""
    place, number = 0, 2
    cells: list[str] = []
    begun = number
    while place <= len(body):
        found = _QUOTED_CELL.match(body, place)
        if found is None:
            message = f"{path}: line {number}: a quotation mark at the beginning of a cell is never closed"
            raise InputError(message, "put such a cell into quotation marks, and double those inside it")
        cells.append(found[0] if found[1] is None else found[1].replace('""', '"'))
        number += found[0].count("\n")
        place = found.end() + 1
        if not body.startswith("\t", found.end()):
            yield begun, cells
            number += 1
            cells, begun = [], number


def _names(line: str) -> list[str]:
    return [raw.strip().strip('"').lower() for raw in line.split("\t")]


def _heading(line: str, path: Path) -> dict[str, int]:
    """Where each known column stands; languages under their normalised codes."""
    columns: dict[str, int] = {}
    names = _names(line)
    ours = set(_LEADING) <= set(names)
    for index, name in enumerate(names):
        column = name if name in (*_LEADING, *_TRAILING) else _language(name, ours)
        if column in columns:
            message = f"{path}: line 1: two columns are called {column}"
            raise InputError(message, "give each language one column")
        if column:
            columns[column] = index
    if sum(1 for column in columns if column not in (*_LEADING, *_TRAILING)) < 2:
        message = f"{path}: line 1: the heading does not name two languages"
        raise InputError(message, "the first line must name the columns by language code, separated by tabs")
    return columns


def _language(name: str, ours: bool) -> str:
    """The language a column is named after, or nothing.

    In a table of our own every name that can be a code is one. Elsewhere only codes count that come down to two
    letters, alone or with the script or country of a language that is known: a table without heading must not lose
    its first line because its words look like codes.
    """
    try:
        code = normalise_code(name)
    except UsageError:
        return ""
    return code if ours or len(code) == 2 or (code[2:3] == "-" and is_listed(code)) else ""


def _unit(cells: Sequence[str], heading: dict[str, int], place: str) -> ImportedUnit:
    if len(cells) <= max(heading.values()):
        message = f"{place}: has {len(cells)} columns, the heading has more"
        raise InputError(message, r"write a tab inside a text as \t")

    def value(column: str) -> str:
        return unescape(_unguarded(cells[heading[column]])) if column in heading else ""

    languages = [column for column in heading if column not in (*_LEADING, *_TRAILING)]
    try:
        return ImportedUnit(
            texts=tuple((language, _texts(cells[heading[language]])) for language in languages),
            document=value("document"),
            row=int(value("row")) if value("row") else None,
            confidence=_confidence(value("confidence")),
            status=Status(value("status") or Status.PROPOSED),
            flags=_texts(cells[heading["flags"]]) if "flags" in heading else (),
            note=value("note") or None,
            reviewer=value("reviewer") or None,
            bookmark=value("bookmark") in ("1", "true"),
            changed_at=_moment(value("changed_at")),
        )
    except ValueError as error:
        message = f"{place}: {error}"
        raise InputError(message, "see the columns that aligner export writes") from error


def _confidence(text: str) -> float:
    number = float(text) if text else 1.0
    if not 0 <= number <= 1:
        message = f"confidence {text} is not between 0 and 1"
        raise ValueError(message)
    return number


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
