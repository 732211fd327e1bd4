"""Units that come in from other tools become documents with rows, spans and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from aligner.model import Language, Link, ParallelDocument, Row, Segment, Status


@dataclass(frozen=True, slots=True)
class ImportedUnit:
    """A translation unit as a file of another tool has it."""

    texts: tuple[tuple[Language, tuple[str, ...]], ...]
    """For each language the texts of its segments, in the file's order of languages."""
    identifier: str = ""
    """The file's own name for the unit; empty where it has none."""
    document: str = ""
    """The document that it says it comes from."""
    row: int | None = None
    """0-based row in that document."""
    confidence: float = 1.0
    status: Status = Status.PROPOSED
    reviewer: str | None = None
    note: str | None = None
    changed_at: datetime | None = None
    flags: tuple[str, ...] = ()
    bookmark: bool = False


def documents_from(units: Iterable[ImportedUnit], name: str) -> tuple[ParallelDocument, ...]:
    """Put units together into the documents they name, or into one called `name`, keeping their order.

    Each unit becomes a row. The spans point into a version made of its segments, one a line, since the original is
    not at hand. A link joins all segments of a row that two languages have.
    """
    grouped: dict[str, list[ImportedUnit]] = {}
    for unit in units:
        grouped.setdefault(unit.document or name, []).append(unit)
    return tuple(_document(title, members) for title, members in grouped.items())


def _document(name: str, units: Sequence[ImportedUnit]) -> ParallelDocument:
    found = dict.fromkeys(language for unit in units for language, _ in unit.texts)
    languages = tuple(sorted(found, key=lambda language: _ORDER.get(language, len(_ORDER))))
    ends = dict.fromkeys(languages, 0)
    rows = tuple(_row(unit, languages, ends) for unit in units)
    return ParallelDocument(name, languages, rows)


_ORDER: dict[Language, int] = {"en": 0, "ru": 1, "kk": 2}


def _row(unit: ImportedUnit, languages: Sequence[Language], ends: dict[Language, int]) -> Row:
    texts = dict(unit.texts)
    cells = tuple(_cell(texts.get(language, ()), language, ends) for language in languages)
    links: list[Link] = []
    for (a, a_cell), (b, b_cell) in combinations(zip(languages, cells, strict=True), 2):
        if a_cell or b_cell:
            sides = tuple(range(len(a_cell))), tuple(range(len(b_cell)))
            links.append(Link(a, b, *sides, confidence=unit.confidence))
    return Row(
        cells,
        tuple(links),
        confidence=unit.confidence,
        status=unit.status,
        flags=unit.flags,
        note=unit.note,
        reviewer=unit.reviewer,
        bookmark=unit.bookmark,
        changed_at=unit.changed_at,
    )


def _cell(texts: Sequence[str], language: Language, ends: dict[Language, int]) -> tuple[Segment, ...]:
    """Lay the texts into the version of `language` after what already stands there."""
    segments: list[Segment] = []
    for text in texts:
        start = ends[language]
        segments.append(Segment(start, start + len(text), 0, text))
        ends[language] = start + len(text) + 1
    return tuple(segments)
