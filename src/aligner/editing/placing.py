"""Where the segments of one more language belong among the rows of a document, by a fresh alignment of all versions.

The links of the fresh alignment vote: for each new segment, for the rows that hold the text it was linked to. Of all
ways to deal the segments out in order, the one with the most votes is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from aligner.errors import InputError
from aligner.model import Language, Link, ParallelDocument, Segment

Votes: TypeAlias = Mapping[int, float]
"""For one segment the weight of each row (or slot) that somebody wants it in."""

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FreshLink:
    """A link of the fresh alignment between the new language and an old one."""

    language: Language
    """The old one."""
    new: tuple[int, ...]
    """Numbers of segments in the new version."""
    old: tuple[Span, ...]
    confidence: float


def fresh_links(aligned: ParallelDocument, language: Language, segments: Sequence[Segment]) -> list[FreshLink]:
    """The links of an alignment that involve a language whose version has these segments, null beads included.

    Raises `InputError` where the alignment is of other segments.
    """
    number = {(segment.start, segment.stop): place for place, segment in enumerate(segments)}
    column = {name: place for place, name in enumerate(aligned.languages)}
    if language not in column:
        raise InputError(f"{aligned.name}: the alignment has no {language}")
    held = [number.get((one.start, one.stop)) for row in aligned.rows for one in row.segments[column[language]]]
    if sorted(place for place in held if place is not None) != list(range(len(segments))) or None in held:
        raise InputError(f"{aligned.name}: the alignment does not hold the segments of this {language} version")
    found = []
    for row in aligned.rows:
        for link in row.links:
            if language in {link.a, link.b}:
                other, mine, theirs = _sides(link, language)
                new = tuple(number[_span(row.segments[column[language]][place])] for place in mine)
                old = tuple(_span(row.segments[column[other]][place]) for place in theirs)
                found.append(FreshLink(other, new, old, link.confidence))
    return found


def row_votes(document: ParallelDocument, links: Sequence[FreshLink], segments: Sequence[Segment]) -> list[Votes]:
    """For each segment of the new version the rows of the document that its links lead to, with their weight.

    A link gives each of its segments its confidence. Where it spans several rows, it is divided among them by the
    characters that stand opposite each other if both sides are laid over each other from end to end.
    """
    holders = {
        language: _Holders.of(document, column) for column, language in enumerate(document.languages) if document.rows
    }
    votes: list[dict[int, float]] = [{} for _ in segments]
    for link in links:
        if link.language not in holders or not link.new or not link.old:
            continue
        parts = list(_parts(link.old, holders[link.language]))
        lengths = [max(segments[number].stop - segments[number].start, 1) for number in link.new]
        start = 0.0
        for number, length in zip(link.new, lengths, strict=True):
            share = length / sum(lengths)
            for first, last, row in parts:
                opposite = min(last, start + share) - max(first, start)
                if opposite > 0:
                    votes[number][row] = votes[number].get(row, 0.0) + link.confidence * opposite / share
            start += share
    return list(votes)


def in_order(votes: Sequence[Votes]) -> list[int | None]:
    """For each segment one of the slots it has votes for, never falling, so that the votes are greatest in all.

    None where that leaves it out. Dynamic programming over the votes alone: n of them take n log n steps.
    """
    best = _BestUpTo(max((slot for held in votes for slot in held), default=-1) + 1)
    steps: list[tuple[int, int, int]] = []
    for number, held in enumerate(votes):
        found = [(slot, weight, *best.up_to(slot)) for slot, weight in sorted(held.items()) if weight > 0]
        for slot, weight, score, step in found:
            best.raise_at(slot, score + weight, len(steps))
            steps.append((number, slot, step))
    chosen: list[int | None] = [None] * len(votes)
    _, here = best.up_to(best.size - 1)
    while here >= 0:
        number, slot, here = steps[here]
        chosen[number] = slot
    return chosen


class _BestUpTo:
    """The greatest score in slots 0 … n, as a Fenwick tree; of equals the one that came first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._held = [(0.0, -1)] * (size + 1)

    def up_to(self, slot: int) -> tuple[float, int]:
        """The greatest score in the slots up to this one, and the step that reached it; -1 before the first."""
        best = (0.0, -1)
        place = slot + 1
        while place > 0:
            if self._held[place][0] > best[0]:
                best = self._held[place]
            place &= place - 1
        return best

    def raise_at(self, slot: int, score: float, step: int) -> None:
        """Say that a step reached a slot with a score."""
        place = slot + 1
        while place <= self.size:
            if score > self._held[place][0]:
                self._held[place] = (score, step)
            place += place & -place


@dataclass(frozen=True, slots=True)
class _Holders:
    """Which rows hold which stretches of one version's text; editors may have cut it otherwise than it is cut now."""

    starts: list[int]
    stops: list[int]
    rows: list[int]

    @classmethod
    def of(cls, document: ParallelDocument, column: int) -> _Holders:
        spans = sorted(
            (segment.start, segment.stop, number)
            for number, row in enumerate(document.rows)
            for segment in row.segments[column]
        )
        return cls([span[0] for span in spans], [span[1] for span in spans], [span[2] for span in spans])

    def over(self, start: int, stop: int) -> Iterator[tuple[int, int, int]]:
        """The parts of a stretch, with the row that holds each."""
        for place in range(bisect_right(self.stops, start), bisect_left(self.starts, stop)):
            yield max(start, self.starts[place]), min(stop, self.stops[place]), self.rows[place]


def _parts(spans: Sequence[Span], holders: _Holders) -> Iterator[tuple[float, float, int]]:
    """Which row holds which part of some spans laid end to end, from 0 to 1."""
    whole = max(sum(stop - start for start, stop in spans), 1)
    before = 0
    for start, stop in spans:
        for first, last, row in holders.over(start, stop):
            yield (before + first - start) / whole, (before + last - start) / whole, row
        before += stop - start


def _sides(link: Link, language: Language) -> tuple[Language, tuple[int, ...], tuple[int, ...]]:
    """The other language, and the positions in the given one and in the other."""
    if link.a == language:
        return link.b, link.a_segments, link.b_segments
    return link.a, link.b_segments, link.a_segments


def _span(segment: Segment) -> Span:
    return segment.start, segment.stop
