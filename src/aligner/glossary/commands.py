"""The contracts of ``aligner glossary find`` and ``match``: lines in, records or lines out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aligner.errors import InputError
from aligner.glossary.finder import TermFinder, as_record
from aligner.glossary.matching import match
from aligner.model import Language, ParallelDocument

Record = dict[str, str | int]


def find_in_lines(lines: Iterable[str], finder: TermFinder) -> Iterator[Record]:
    """``{line, start, stop, concept, term, status, analysis}`` for every occurrence; line ends do not count."""
    for number, line in enumerate(lines):
        for occurrence in finder.find(line.rstrip("\r\n")):
            yield as_record(occurrence, number)


def find_in_document(document: ParallelDocument, finder: TermFinder) -> Iterator[Record]:
    """The same for an aligned document: a line is a row, its segments in the finder's language joined by a space.

    Raises `InputError` when the document does not have the language.
    """
    if finder.language not in document.languages:
        message = f"{document.name} has no {finder.language}; it has {', '.join(document.languages)}"
        raise InputError(message)
    column = document.languages.index(finder.language)
    texts = (" ".join(segment.text for segment in row.segments[column]) for row in document.rows)
    yield from find_in_lines(texts, finder)


def match_lines(lines: Iterable[str], language: Language) -> Iterator[str]:
    """For lines ``term<TAB>form``: ``term<TAB>form<TAB>yes|no<TAB>analysis``; empty lines are passed over.

    Raises `InputError` with the number of a line that has not exactly two columns.
    """
    for number, line in enumerate(lines, start=1):
        text = line.rstrip("\r\n").removeprefix("\ufeff")
        if not text.strip():
            continue
        columns = text.split("\t")
        if len(columns) != 2 or not columns[0].strip() or not columns[1].strip():
            message = f"line {number}: not a term and a form with one tab between: {text[:60]!r}"
            raise InputError(message)
        analysis = match(columns[0], columns[1], language)
        yield f"{text}\t{'no' if analysis is None else 'yes'}\t{analysis or ''}"
