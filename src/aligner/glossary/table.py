"""`glossary.csv`: one row a term, read strictly and written back in the same order."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from aligner.errors import InputError
from aligner.files import atomic_write
from aligner.glossary.model import Glossary, Term, TermStatus

COLUMNS = ("concept", "language", "term", "status", "part_of_speech", "note")
REQUIRED = COLUMNS[:4]
PARTS_OF_SPEECH = frozenset({"", "noun", "verb", "adjective", "adverb", "other"})

_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_COUNTRY_NOT_LANGUAGE = {"kz": "kk", "ua": "uk", "us": "en", "gb": "en", "cn": "zh"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class GlossaryFileError(InputError):
    """A glossary file has wrong rows; `problems` has a line for each, with its number in the file."""

    def __init__(self, problems: Sequence[str]) -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(problems[0] + more)
        self.problems = tuple(problems)


def read_glossary(path: Path) -> Glossary:
    """Read a glossary file.

    Raises `GlossaryFileError` with a line for every wrong row; nothing is taken from a file that has one. An
    apostrophe that keeps a spreadsheet from running a cell (before ``=``, ``+``, ``-``, ``@``) is not part of it.
    """
    text = decode_text(path)
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        raise GlossaryFileError([f"{path}:{_line_of(error)}: not a CSV table: {_reason(error)}"]) from error
    if not rows:
        raise GlossaryFileError(
            [f"{path}:1: the file is empty; the first line names the columns {','.join(COLUMNS)}"]
        )
    (_, head), *body = rows
    _require_columns(path, head)
    problems: list[str] = []
    terms: list[tuple[int, Term]] = []
    for line, cells in body:
        try:
            terms.append((line, _term(head, cells)))
        except ValueError as error:
            problems.append(f"{path}:{line}: {error}")
    problems += [f"{path}:{line}: {problem}" for line, problem in conflicts(terms)]
    if problems:
        raise GlossaryFileError(problems)
    return Glossary(tuple(term for _, term in terms))


class _CsvError(csv.Error):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def _line_of(error: csv.Error) -> int:
    return error.line if isinstance(error, _CsvError) else 1


def _reason(error: csv.Error) -> str:
    reason = str(error)
    if "end of data" in reason:
        return "a quotation mark is opened and never closed"
    return reason


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line each begins on; empty lines hold nothing."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _CsvError(line, str(error)) from error
        if cells:
            yield line, cells


def decode_text(path: Path) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Raises `InputError` naming the line of the first byte that is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror or error}"
        raise InputError(message) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            message = f"{path}:1: the file is UTF-16"
            raise InputError(message, "save it as UTF-8") from error
        line = data.count(b"\n", 0, error.start) + 1
        message = f"{path}:{line}: the bytes are not UTF-8 (they may be Windows-1251)"
        raise InputError(message, "save the file as UTF-8; Windows-1251 has no Kazakh letters") from error


def _require_columns(path: Path, head: Sequence[str]) -> None:
    names = [name.strip() for name in head]
    hint = f"the columns are {','.join(COLUMNS)}, the last two optional"
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        message = f"{path}:1: the columns are not separated by commas"
        raise InputError(message, hint)
    missing = [name for name in REQUIRED if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    doubled = sorted({name for name in names if names.count(name) > 1})
    for label, wrong in (("missing", missing), ("unknown", unknown), ("doubled", doubled)):
        if wrong:
            message = f"{path}:1: {label} column: {', '.join(wrong)}"
            raise InputError(message, hint)


def _term(head: Sequence[str], cells: Sequence[str]) -> Term:
    if len(cells) > len(head):
        message = f"{len(cells)} cells where the head has {len(head)}; a term with a comma needs quotation marks"
        raise ValueError(message)
    row = dict(zip((name.strip() for name in head), (_unguarded(cell.strip()) for cell in cells), strict=False))
    for name, cell in row.items():
        if _CONTROL.search(cell):
            message = f"control character in the column {name}"
            raise ValueError(message)
    return checked_term(row)


def checked_term(row: Mapping[str, str]) -> Term:
    """A term made of the cells of a row, by column.

    Raises `ValueError` saying what is wrong with them.
    """
    for name in REQUIRED:
        if not row.get(name):
            message = f"the {name} is missing"
            raise ValueError(message)
    concept, language, text, status, part_of_speech, note = (row.get(name, "") for name in COLUMNS)
    if not _LANGUAGE.match(language):
        message = f"{language!r} is no language code; write en, ru, kk"
        raise ValueError(message)
    if language in _COUNTRY_NOT_LANGUAGE:
        message = f"{language!r} is a country; the language is {_COUNTRY_NOT_LANGUAGE[language]!r}"
        raise ValueError(message)
    if not any(char.isalnum() for char in text):
        message = f"the term {text!r} has neither letter nor digit, so it can not be found in a text"
        raise ValueError(message)
    if status not in list(TermStatus):
        message = f"unknown status {status!r}; it is preferred, admitted or deprecated"
        raise ValueError(message)
    if part_of_speech not in PARTS_OF_SPEECH:
        message = f"unknown part of speech {part_of_speech!r}; it is noun, verb, adjective, adverb, other or empty"
        raise ValueError(message)
    return Term(concept, language, text, TermStatus(status), part_of_speech, note)


def conflicts(terms: Sequence[tuple[int, Term]]) -> Iterator[tuple[int, str]]:
    """The lines that contradict an earlier one: a term twice, two preferred terms of one concept in one language."""
    preferred: dict[tuple[str, str], tuple[int, str]] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for line, term in terms:
        same = (term.concept, term.language, term.text.casefold())
        if same in seen:
            yield line, f"the term {term.text!r} of {term.concept} is already in line {seen[same]}"
            continue
        seen[same] = line
        if term.status is not TermStatus.PREFERRED:
            continue
        place = (term.concept, term.language)
        if place in preferred:
            first, text = preferred[place]
            yield line, f"{term.concept} has a second preferred {term.language} term, {text!r} is in line {first}"
        else:
            preferred[place] = (line, term.text)


def write_glossary(glossary: Glossary, path: Path) -> None:
    """Write the terms in their order, so that reading the file gives the same glossary.

    Cells a spreadsheet would run as a formula get an apostrophe before them. Raises `OutputError`.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for term in glossary.terms:
        cells = (term.concept, term.language, term.text, term.status.value, term.part_of_speech, term.note)
        writer.writerow([_guarded(cell) for cell in cells])
    with atomic_write(path) as file:
        file.write(buffer.getvalue().encode())


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) or _unguarded(cell) != cell else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip("'").startswith(_FORMULA_STARTS) else cell
