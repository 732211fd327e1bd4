"""Searching the texts of a document, and what replacing would do to each segment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aligner.editing.texts import EditText
from aligner.errors import UsageError
from aligner.model import Language, ParallelDocument, Row


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for, and where."""

    text: str
    regex: bool = False
    case: bool = False
    """Whether capitals count."""
    language: Language | None = None
    """The only column to search; None for all."""

    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern. Raises `UsageError` saying what is wrong with an expression."""
        try:
            return re.compile(self.text if self.regex else re.escape(self.text), 0 if self.case else re.IGNORECASE)
        except re.error as error:
            raise UsageError(f"{self.text!r} is no regular expression: {error}") from error


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a document where the pattern is."""

    row: int
    column: int
    segment: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a segment would become."""

    row: int
    language: Language
    segment: int
    before: str
    after: str

    def operation(self) -> EditText:
        """The change as an operation."""
        return EditText(self.row, self.language, self.segment, self.after)


def matches_in_row(
    row: Row, number: int, languages: tuple[Language, ...], query: Query, pattern: re.Pattern[str]
) -> Iterator[Match]:
    """Every place of the pattern in a row, column by column; places of no length are passed over."""
    for column, cell in enumerate(row.segments):
        if query.language not in {None, languages[column]}:
            continue
        for position, segment in enumerate(cell):
            for found in pattern.finditer(segment.text):
                if found.end() > found.start():
                    yield Match(number, column, position, found.start(), found.end())


def next_match(
    document: ParallelDocument, query: Query, after: tuple[int, int, int], *, backwards: bool = False
) -> Match | None:
    """The first match in a segment after (or before) a place (row, column, segment), going round at the ends."""
    pattern = query.pattern()
    count = len(document.rows)
    step = -1 if backwards else 1
    for distance in range(count + 1):
        number = (after[0] + step * distance) % count
        found = list(matches_in_row(document.rows[number], number, document.languages, query, pattern))
        for match in reversed(found) if backwards else found:
            here = (match.row, match.column, match.segment)
            if distance or (here < after if backwards else here > after):
                return match
    return None


def replacements(document: ParallelDocument, query: Query, replacement: str) -> list[Replacement]:
    r"""What replacing every match would change; `\1` and `\g<name>` stand for groups of a regular expression.

    Raises `UsageError` where the expression or the replacement is malformed.
    """
    pattern = query.pattern()
    found: list[Replacement] = []
    for number, row in enumerate(document.rows):
        for column, cell in enumerate(row.segments):
            language = document.languages[column]
            if query.language not in {None, language}:
                continue
            for position, segment in enumerate(cell):
                try:
                    after = pattern.sub(replacement if query.regex else lambda _: replacement, segment.text)
                except (re.error, IndexError) as error:
                    raise UsageError(f"{replacement!r} cannot replace anything: {error}") from error
                if after.strip() != segment.text:
                    found.append(Replacement(number, language, position, segment.text, after.strip()))
    return found
