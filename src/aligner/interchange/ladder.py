"""Ladders: one bead a line, ``[0, 1]:[0]``, the form that research tools exchange.

Numbers are 0-based positions of segments in their version. What follows a second colon is a cost or a probability,
depending on the tool, and is passed over in reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from aligner.errors import InputError, UsageError
from aligner.files import atomic_write, unreadable
from aligner.model import Bead, Language, Link, ParallelDocument, Row

_BEAD = re.compile(r"\s*\[([\d\s,]*)\]\s*:\s*\[([\d\s,]*)\]\s*(?::.*)?")
_NUMBERS = re.compile(r"\s*(?:\d+\s*(?:,\s*\d+\s*)*,?\s*)?")


def read_ladder(path: Path) -> tuple[Bead, ...]:
    """Read the beads of a ladder file as they are written; blank lines are passed over, costs ignored.

    Raises `InputError` naming the file and line of the first line that is no bead.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path}: is not a ladder file"
        raise InputError(message, "a ladder has lines such as [0, 1]:[0]") from error
    except OSError as error:
        raise unreadable(path, error) from error
    return parse_ladder(text, str(path))


def parse_ladder(text: str, name: str) -> tuple[Bead, ...]:
    """Read beads from the text of the ladder called `name`; errors as in `read_ladder`."""
    lines = enumerate(text.splitlines(), start=1)
    return tuple(_parse_bead(line, f"{name}:{number}") for number, line in lines if line.strip())


def format_ladder(beads: Iterable[Bead], *, confidences: bool = False) -> str:
    """Write beads in ladder form, each on a line, with their confidence after a second colon if asked for."""
    return "".join(f"{_format_bead(bead, confidences)}\n" for bead in beads)


def write_ladder(beads: Iterable[Bead], path: Path, *, confidences: bool = False) -> None:
    """Write a ladder file, whole or not at all. Raises `OutputError` when the folder or the disk refuses."""
    with atomic_write(path) as file:
        file.write(format_ladder(beads, confidences=confidences).encode())


def pair_beads(document: ParallelDocument, a: Language, b: Language) -> tuple[Bead, ...]:
    """List the pair beads of two languages of a document, in the order of its rows.

    They come from the rows' links; a row without links for this pair is one bead as a whole. Segments are numbered
    by where they stand in their version. Raises `UsageError` when the document lacks one of the languages.
    """
    for language in (a, b):
        if language not in document.languages:
            message = f"{document.name}: has no {language} version"
            raise UsageError(message, f"it has {', '.join(document.languages)}")
    if a == b:
        message = f"{a}-{b} is not a pair of languages"
        raise UsageError(message, "name two different languages")
    a_numbers, b_numbers = segment_numbers(document, a), segment_numbers(document, b)
    beads: list[Bead] = []
    for row, a_cell, b_cell in zip(document.rows, a_numbers, b_numbers, strict=True):
        for link in row_links(row, document.languages, a, b):
            a_side = tuple(sorted(a_cell[position] for position in link.a_segments))
            b_side = tuple(sorted(b_cell[position] for position in link.b_segments))
            beads.append(Bead(a_side, b_side, link.confidence))
    return tuple(beads)


def row_links(row: Row, languages: Sequence[Language], a: Language, b: Language) -> tuple[Link, ...]:
    """The links of a row between languages `a` and `b`, in that direction; the row as one link where it has none."""
    found = tuple(_turned(link, a) for link in row.links if {link.a, link.b} == {a, b})
    if found:
        return found
    a_count, b_count = (len(row.segments[languages.index(language)]) for language in (a, b))
    if not a_count and not b_count:
        return ()
    return (Link(a, b, tuple(range(a_count)), tuple(range(b_count)), row.confidence),)


def segment_numbers(document: ParallelDocument, language: Language) -> tuple[tuple[int, ...], ...]:
    """For each row, the numbers that its segments of `language` have in their version, counted from 0.

    Numbers follow the spans; segments with the same span, such as the parts of an edited one, follow the rows.
    """
    column = document.languages.index(language)
    places = [
        (segment.start, segment.stop, index, position)
        for index, row in enumerate(document.rows)
        for position, segment in enumerate(row.segments[column])
    ]
    numbers = [[0] * len(row.segments[column]) for row in document.rows]
    for number, (_, _, index, position) in enumerate(sorted(places)):
        numbers[index][position] = number
    return tuple(tuple(cell) for cell in numbers)


def _turned(link: Link, a: Language) -> Link:
    return link if link.a == a else Link(link.b, link.a, link.b_segments, link.a_segments, link.confidence)


def _parse_bead(line: str, place: str) -> Bead:
    match = _BEAD.fullmatch(line)
    if not match or not all(_NUMBERS.fullmatch(side) for side in match.groups()):
        message = f"{place}: not a bead: {line.strip()[:60]!r}"
        raise InputError(message, "a bead looks like [0, 1]:[0]")
    a, b = (tuple(int(number) for number in side.replace(",", " ").split()) for side in match.groups())
    return Bead(a, b)


def _format_bead(bead: Bead, confidences: bool) -> str:
    line = f"{list(bead.a)}:{list(bead.b)}"
    return f"{line}:{bead.confidence:.4f}" if confidences else line
