"""Numbers that stand in one language and not in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aligner.checks.figures import Figure, Reading, figures, values
from aligner.checks.finding import Finding, Grade, Place
from aligner.checks.rows import Linked, cells, linked_sides, listed, place
from aligner.model import Language, ParallelDocument, Row

NAME = "numbers"


def check(document: ParallelDocument) -> Iterator[Finding]:
    """Find numbers, dates and times that linked segments do not share, however each language writes them.

    A figure may be answered by a number word, a Roman numeral or the name of a month; it counts as answered when it
    stands anywhere in the row. Number words themselves are not demanded.
    """
    for number, row in enumerate(document.rows):
        yield from check_row(number, row, document.languages)


def check_row(number: int, row: Row, languages: tuple[Language, ...]) -> Iterator[Finding]:
    """Find the numbers of one row that a language lacks."""
    texts = {
        language: " \n".join(segment.text for segment in cell) for language, cell in cells(row, languages).items()
    }
    missing: list[_Missing] = []
    for side in linked_sides(row, languages):
        for where, figure in _figures(row, side, languages):
            if not any(reading <= values(texts[side.other], side.other) for reading in figure.readings):
                _note(missing, where, figure, side.other)
    for one in missing:
        yield _finding(number, languages, one)


@dataclass(slots=True)
class _Missing:
    """A number that some languages of a row have, each in its way, and some have not."""

    readings: set[Reading]
    places: list[Place]
    lacking: set[Language]


def _note(missing: list[_Missing], where: Place, figure: Figure, lacking: Language) -> None:
    readings = set(figure.readings)
    known = next((one for one in missing if one.readings & readings), None)
    if known is None:
        missing.append(_Missing(readings, [where], {lacking}))
        return
    known.lacking.add(lacking)
    if where not in known.places:
        known.places.append(where)


def _figures(row: Row, side: Linked, languages: tuple[Language, ...]) -> Iterable[tuple[Place, Figure]]:
    cell = cells(row, languages)[side.language]
    for position in side.segments:
        text = cell[position].text
        for figure in figures(text, side.language):
            yield place(side.language, position, text, figure.start, figure.stop), figure


def _finding(number: int, languages: tuple[Language, ...], missing: _Missing) -> Finding:
    places = missing.places
    there = tuple(language for language in languages if any(one.language == language for one in places))
    absent = tuple(language for language in languages if language in missing.lacking)
    message = f"«{places[0].text}» stands in {listed(there)} and not in {listed(absent)}"
    return Finding(number, NAME, absent, message, Grade.WARNING, tuple(places))
