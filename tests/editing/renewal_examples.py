"""The project's own documents with their gold rows, and ways to change their texts."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

from aligner.alignment.rows import closure
from aligner.model import (
    Bead,
    Link,
    Paragraph,
    ParallelDocument,
    Row,
    Segment,
    SegmentedVersion,
    Status,
    Version,
    VersionInfo,
)
from aligner.reading import paragraphs
from aligner.segmentation import segment

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "ru", "kk")


def text_of(name: str, language: str) -> str:
    return (ROOT / "corpora" / language / f"{name}.txt").read_text(encoding="utf-8")


def segmented(language: str, text: str) -> SegmentedVersion:
    """A version as it is read and segmented in earnest."""
    blocks = tuple(paragraphs(text))
    version = Version(language, text, blocks, f"{language}.txt", f"sha-{len(text)}", "utf-8")
    return SegmentedVersion(version, segment(text, blocks, language))


def by_lines(language: str, text: str) -> SegmentedVersion:
    """A version with one segment a line and blank lines between paragraphs."""
    segments = []
    blocks = [Paragraph(found.start(), found.end()) for found in re.finditer(r"[^\n]+(\n[^\n]+)*", text)]
    for number, block in enumerate(blocks):
        for found in re.finditer(r"[^\n]+", text[block.start : block.stop]):
            start = block.start + found.start()
            segments.append(Segment(start, block.start + found.end(), number, found.group()))
    version = Version(language, text, tuple(blocks), f"{language}.txt", f"sha-{len(text)}", "utf-8")
    return SegmentedVersion(version, tuple(segments))


def pairs_of_lines(*texts: str) -> ParallelDocument:
    """A confirmed document in as many languages as texts, line by line; an empty line stands for no segment."""
    columns = [by_lines(language, text).segments for language, text in zip(LANGUAGES, texts, strict=False)]
    rows = tuple(
        Row(tuple((one,) for one in cells), trivial_links(len(columns)), 0.75, Status.CONFIRMED, reviewer="Әсел")
        for cells in zip(*columns, strict=True)
    )
    infos = tuple(VersionInfo(language, f"{language}.txt", "old") for language in LANGUAGES[: len(texts)])
    return ParallelDocument("lines", LANGUAGES[: len(texts)], rows, infos)


def trivial_links(width: int) -> tuple[Link, ...]:
    return tuple(Link(LANGUAGES[a], LANGUAGES[b], (0,), (0,), 0.75) for a, b in combinations(range(width), 2))


def gold_document(name: str, languages: tuple[str, ...] = LANGUAGES) -> ParallelDocument:
    """A document of the corpora as a reviewer would leave it: gold segments, gold rows, all confirmed."""
    cells = {language: gold_segments(name, language) for language in languages}
    beads = {(a, b): gold_beads(name, a, b) for a, b in combinations(languages, 2)}
    members = closure({language: len(found) for language, found in cells.items()}, beads)
    rows = []
    for member in members:
        numbers = [member.get(language, ()) for language in languages]
        segments = tuple(
            tuple(cells[language][number] for number in chosen)
            for language, chosen in zip(languages, numbers, strict=True)
        )
        links = tuple(
            Link(a, b, tuple(numbers[i].index(n) for n in bead.a), tuple(numbers[j].index(n) for n in bead.b))
            for (i, a), (j, b) in combinations(enumerate(languages), 2)
            for bead in beads[a, b]
            if set(bead.a) <= set(numbers[i]) and set(bead.b) <= set(numbers[j])
        )
        rows.append(Row(segments, links, 1.0, Status.CONFIRMED, reviewer="Әсел"))
    return ParallelDocument(name, languages, tuple(rows))


def gold_segments(name: str, language: str) -> list[Segment]:
    text, position = text_of(name, language), 0
    blocks = paragraphs(text)
    found = []
    for line in (ROOT / "tests" / "gold" / f"{name}.{language}.txt").read_text(encoding="utf-8").splitlines():
        start = text.index(line, position)
        position = start + len(line)
        number = next(n for n, block in enumerate(blocks) if block.start <= start < block.stop)
        found.append(Segment(start, position, number, line))
    return found


def gold_beads(name: str, a: str, b: str) -> list[Bead]:
    beads = []
    for line in (ROOT / "tests" / "gold" / f"{name}.{a}-{b}.ladder").read_text(encoding="utf-8").splitlines():
        left, right = (tuple(map(int, re.findall(r"\d+", side))) for side in line.split(":"))
        beads.append(Bead(left, right))
    return beads
