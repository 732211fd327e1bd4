"""How the checks look at a row: which of its segments translate each other, and where a match stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from aligner.checks.finding import Place
from aligner.model import Language, ParallelDocument, Row, Segment

_UNSPOKEN = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)[\w-]+(?:\.[\w-]+)*\.(?:kz|com|org|net|ru|info)\b"
)

_HINT_OF_ADDRESS = re.compile(r"@|://|www\.|\.(?:kz|com|org|net|ru|info)\b")
"""What no address is without; told apart at a fraction of the cost of finding one."""


@dataclass(frozen=True, slots=True)
class Linked:
    """One side of a pair bead that has both: the segments of a language that the other one translates."""

    language: Language
    segments: tuple[int, ...]
    """Positions in the row's cell, ascending."""
    other: Language


def linked_sides(row: Row, languages: tuple[Language, ...]) -> Iterator[Linked]:
    """Both sides of every pair bead of a row; null beads say nothing, so they have none.

    A pair of languages without links is one bead as a whole.
    """
    sizes = {language: len(cell) for language, cell in zip(languages, row.segments, strict=True)}
    for a, b in combinations(languages, 2):
        beads = [
            (link.a_segments, link.b_segments) if link.a == a else (link.b_segments, link.a_segments)
            for link in row.links
            if {link.a, link.b} == {a, b}
        ]
        for left, right in beads or [(tuple(range(sizes[a])), tuple(range(sizes[b])))]:
            if left and right:
                yield Linked(a, left, b)
                yield Linked(b, right, a)


def cells(row: Row, languages: tuple[Language, ...]) -> dict[Language, tuple[Segment, ...]]:
    """The row's cell of every language."""
    return dict(zip(languages, row.segments, strict=True))


def texts(document: ParallelDocument, language: Language) -> Iterator[tuple[int, int, str]]:
    """Row, position in the cell and text of every segment of a language, in the order of the rows."""
    column = document.languages.index(language)
    for number, row in enumerate(document.rows):
        for position, segment in enumerate(row.segments[column]):
            yield number, position, segment.text


def place(language: Language, segment: int, text: str, start: int, stop: int) -> Place:
    """The place of a stretch of a segment's text."""
    return Place(language, segment, start, stop, text[start:stop])


def without_addresses(text: str) -> str:
    """The text with spaces over web and mail addresses, which no language translates; offsets stay."""
    if not _HINT_OF_ADDRESS.search(text):
        return text
    return _UNSPOKEN.sub(lambda match: " " * len(match.group()), text)


def listed(languages: tuple[Language, ...]) -> str:
    """Language codes as a person enumerates them: ``en, ru and kk``."""
    *first, last = languages
    return f"{', '.join(first)} and {last}" if first else last
