"""Rows as translation units: one text a language, cut as fine as the row's links allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import TypeAlias

from aligner.errors import UsageError
from aligner.interchange.ladder import row_links
from aligner.languages.registry import language as language_table
from aligner.model import Language, ParallelDocument, Row, Segment

Place: TypeAlias = tuple[Language, int]
"""A segment of a row: its language and its position there."""


class Granularity(StrEnum):
    """What one translation unit holds."""

    ROWS = "rows"
    """A row as people see it."""
    SENTENCES = "sentences"
    """The smallest parts of a row that the links between the exported languages hold together."""
    PAIRS = "pairs"
    """Of more than two languages: rows of single sentences whole, the others as the sentences of each pair."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit on its way out."""

    document: str
    row: int
    """0-based position of its row in the document."""
    part: str
    """Which part of the row it is, such as ``1`` or ``en-ru.0``; empty when it is the whole row."""
    texts: tuple[tuple[Language, tuple[str, ...]], ...]
    """For each exported language the texts of its segments; empty where it has none."""
    confidence: float
    origin: Row
    """The row it comes from, for status, reviewer and note."""

    @property
    def shape(self) -> str:
        """How many segments each language has, as in ``1-2-1``."""
        return "-".join(str(len(segments)) for _, segments in self.texts)

    @property
    def identifier(self) -> str:
        """A name without white space that stays the same from export to export: document, row and part."""
        name = "_".join(self.document.split())
        return f"{name}-{self.row}.{self.part}" if self.part else f"{name}-{self.row}"

    @property
    def is_single(self) -> bool:
        """Whether no language has more than one segment."""
        return all(len(segments) <= 1 for _, segments in self.texts)


def units(
    document: ParallelDocument, languages: Sequence[Language] = (), granularity: Granularity = Granularity.ROWS
) -> Iterator[Unit]:
    """Go through a document's rows as units over `languages` (all of the document's if none are named).

    Parts of a row without any segment in these languages are left out. Raises `UsageError` when the document lacks
    one of the languages.
    """
    wanted = tuple(languages) or document.languages
    for language in wanted:
        if language not in document.languages:
            message = f"{document.name}: has no {language} version"
            raise UsageError(message, f"it has {', '.join(document.languages)}")
    for index in range(len(document.rows)):
        yield from _row_units(document, index, wanted, granularity)


def _row_units(
    document: ParallelDocument, index: int, wanted: tuple[Language, ...], granularity: Granularity
) -> Iterator[Unit]:
    row = document.rows[index]
    cells = {language: row.segments[document.languages.index(language)] for language in wanted}
    everything = frozenset((language, n) for language, cell in cells.items() for n in range(len(cell)))
    if granularity is Granularity.PAIRS and len(wanted) > 2 and any(len(cell) > 1 for cell in cells.values()):
        for pair in combinations(wanted, 2):
            for unit in _row_units(document, index, pair, Granularity.SENTENCES):
                yield replace(unit, part="-".join(pair) + (f".{unit.part}" if unit.part else ""))
        return
    parts = [_Part(everything, row.confidence)]
    if granularity is not Granularity.ROWS:
        parts = _parts(row, document.languages, wanted)
    for number, part in enumerate(parts):
        texts = tuple((language, _texts(cells[language], language, part)) for language in wanted)
        if part.places:
            label = str(number) if len(parts) > 1 else ""
            yield Unit(document.name, index, label, texts, part.confidence, row)


def row_parts(document: ParallelDocument, index: int, languages: Sequence[Language]) -> list[frozenset[Place]]:
    """Everything that a unit over these languages can hold of a row: all of it, and its parts."""
    row = document.rows[index]
    cells = zip(document.languages, row.segments, strict=True)
    everything = frozenset(
        (language, n) for language, cell in cells if language in languages for n in range(len(cell))
    )
    parts = (part.places for part in _parts(row, document.languages, languages))
    return [places for places in dict.fromkeys((everything, *parts)) if places]


def joined(texts: Sequence[str], language: Language) -> str:
    """Put the texts of neighbouring segments into one, with a space where the language writes one."""
    spaceless = language_table(language).spaceless
    result = ""
    for text in texts:
        gap = "" if not result or result[-1] in spaceless else " "
        result += gap + text
    return result


def _texts(cell: Sequence[Segment], language: Language, part: _Part) -> tuple[str, ...]:
    return tuple(segment.text for n, segment in enumerate(cell) if (language, n) in part.places)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a row that links hold together."""

    places: frozenset[Place]
    """Its segments: language and position in the row."""
    confidence: float
    """Of its least sure link."""


def _parts(row: Row, languages: Sequence[Language], wanted: Sequence[Language]) -> list[_Part]:
    """The closure of the links between the wanted languages, in the order of the first link of each part."""
    parts: list[_Part] = []
    for a, b in combinations(wanted, 2):
        for link in row_links(row, languages, a, b):
            a_places, b_places = ({(a, n) for n in link.a_segments}, {(b, n) for n in link.b_segments})
            parts = _merged(parts, _Part(frozenset(a_places | b_places), link.confidence))
    return parts


def _merged(parts: Sequence[_Part], added: _Part) -> list[_Part]:
    """Add a part, uniting it with those that it touches, at the place of the first of them."""
    touched = [index for index, part in enumerate(parts) if part.places & added.places]
    if not touched:
        return [*parts, added]
    united = [added, *(parts[index] for index in touched)]
    places = frozenset().union(*(part.places for part in united))
    first, *rest = touched
    result = [*parts]
    result[first] = _Part(places, min(part.confidence for part in united))
    return [part for index, part in enumerate(result) if index not in rest]
