"""Rows in three languages for the tests of the checks, and the project's gold as documents."""

from __future__ import annotations

from pathlib import Path

from aligner.alignment.rows import closure
from aligner.interchange.ladder import read_ladder
from aligner.model import Bead, Language, Link, ParallelDocument, Row, Segment

GOLD = Path(__file__).parent.parent / "gold"
CORPORA = GOLD.parent.parent / "corpora"
GOLD_NAMES = tuple(sorted(path.name.split(".")[0] for path in GOLD.glob("*.en.txt")))
LANGUAGES = ("en", "ru", "kk")
PAIRS = (("en", "ru"), ("en", "kk"), ("ru", "kk"))


def document_of(*rows: tuple[str, ...], languages: tuple[Language, ...] = LANGUAGES) -> ParallelDocument:
    """A document with one segment a cell; an empty string is an empty cell, a bar divides segments."""
    made = []
    for number, texts in enumerate(rows):
        made.append(
            Row(
                tuple(
                    tuple(
                        Segment(number * 1000, number * 1000 + len(part), number, part)
                        for part in text.split("|")
                        if part
                    )
                    for text in texts
                )
            )
        )
    return ParallelDocument("examples", languages, tuple(made))


def gold_document(name: str) -> ParallelDocument:
    """The gold of one of the project's documents as the rows that its ladders close to."""
    beads = {(a, b): read_ladder(GOLD / f"{name}.{a}-{b}.ladder") for a, b in PAIRS}
    segments = {code: _segments(name, code) for code in LANGUAGES}
    sizes = {code: len(segments[code]) for code in LANGUAGES}
    rows = []
    for members in closure(sizes, beads):
        cells = tuple(tuple(segments[code][number] for number in members.get(code, ())) for code in LANGUAGES)
        links = tuple(
            _link(a, b, bead, members) for (a, b), pair in beads.items() for bead in pair if _in(bead, members, a, b)
        )
        rows.append(Row(cells, links))
    return ParallelDocument(name, LANGUAGES, tuple(rows))


def _segments(name: str, language: Language) -> list[Segment]:
    """The gold segments with their spans in the corpus file; a line of the file is a paragraph."""
    text = (CORPORA / language / f"{name}.txt").read_text(encoding="utf-8")
    found = []
    position = 0
    for line in (GOLD / f"{name}.{language}.txt").read_text(encoding="utf-8").splitlines():
        start = text.index(line, position)
        position = start + len(line)
        found.append(Segment(start, position, text.count("\n", 0, start), line))
    return found


def _in(bead: Bead, members: dict[Language, tuple[int, ...]], a: Language, b: Language) -> bool:
    return bool(set(bead.a) & set(members.get(a, ())) or set(bead.b) & set(members.get(b, ())))


def _link(a: Language, b: Language, bead: Bead, members: dict[Language, tuple[int, ...]]) -> Link:
    return Link(
        a, b, tuple(members[a].index(i) for i in bead.a), tuple(members[b].index(j) for j in bead.b), bead.confidence
    )
