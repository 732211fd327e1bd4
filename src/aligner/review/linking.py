"""The links of a row as letters, and the links it gets when an editor groups some of its segments."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import combinations
from string import ascii_lowercase
from typing import TypeAlias

from aligner.model import Language, Link, Row

Place: TypeAlias = tuple[int, int]
"""A segment of a row: the position of its language in the document, its position in the cell."""

UNLINKED = "·"
"""Stands for a segment that translates nothing on the other side."""


@lru_cache(maxsize=4096)
def letters(row: Row, languages: tuple[Language, ...], pivot: int) -> tuple[tuple[str, ...], ...]:
    """For each language, the letters of its segments as seen from the pivot language.

    The pivot's segments are a, b, c…; a segment elsewhere carries the letters of all pivot segments it is linked to,
    so that segments with the same letters are one bead. Empty strings everywhere when nothing could be told apart.
    """
    result: list[tuple[str, ...]] = []
    for column, cell in enumerate(row.segments):
        if column == pivot:
            result.append(tuple(letter(position) for position in range(len(cell))))
            continue
        found = [""] * len(cell)
        for link in row.links:
            ends = {link.a: link.a_segments, link.b: link.b_segments}
            if set(ends) == {languages[pivot], languages[column]}:
                named = abbreviated(ends[languages[pivot]])
                for position in ends[languages[column]]:
                    found[position] = named
        result.append(tuple(found))
    single = all(len(cell) <= 1 for cell in row.segments)
    plain = all(name in {"", "a", UNLINKED} for cell in result for name in cell)
    lonely = any(name == UNLINKED for cell in result for name in cell) and bool(row.segments[pivot])
    if single and plain and not lonely:
        return tuple(("",) * len(cell) for cell in row.segments)
    return tuple(result)


def letter(position: int) -> str:
    """The letter of the pivot segment at a position; those after z share a sign."""
    return ascii_lowercase[position] if position < len(ascii_lowercase) else "+"


def abbreviated(positions: Sequence[int]) -> str:
    """The letters of several positions in at most three characters."""
    if not positions:
        return UNLINKED
    if len(positions) == 1:
        return letter(positions[0])
    middle = "" if len(positions) == 2 else "-" if positions[-1] - positions[0] == len(positions) - 1 else "+"
    return letter(positions[0]) + middle + letter(positions[-1])


def grouped(row: Row, languages: tuple[Language, ...], marked: Collection[Place]) -> tuple[Link, ...]:
    """The row's links when the marked segments translate each other and nothing else.

    In each pair of languages that has marked segments they become one bead (a segment alone is linked to nothing);
    of every bead torn by that, what is left over stays together. Other pairs are as they were.
    """
    chosen = {
        column: tuple(sorted(position for place, position in marked if place == column))
        for column in range(len(languages))
    }
    filled = [column for column in chosen if chosen[column]]
    result: list[Link] = []
    for i, j in combinations(range(len(languages)), 2):
        a, b = languages[i], languages[j]
        old = [link for link in row.links if (link.a, link.b) == (a, b)]
        concerned = bool(chosen[i] and chosen[j]) if len(filled) > 1 else bool(chosen[i] or chosen[j])
        result.extend(_with_group(old, a, b, chosen[i], chosen[j]) if concerned else old)
    return tuple(result)


def _with_group(
    old: Sequence[Link], a: Language, b: Language, a_side: tuple[int, ...], b_side: tuple[int, ...]
) -> list[Link]:
    kept: list[Link] = []
    spare_a: list[int] = []
    spare_b: list[int] = []
    for link in old:
        a_left = tuple(position for position in link.a_segments if position not in a_side)
        b_left = tuple(position for position in link.b_segments if position not in b_side)
        if len(a_left) == len(link.a_segments) and len(b_left) == len(link.b_segments):
            kept.append(link)
        elif a_left and b_left:
            kept.append(Link(a, b, a_left, b_left))
        else:
            spare_a.extend(a_left)
            spare_b.extend(b_left)
    # What two torn beads leave, one on each side, most likely belongs together.
    if spare_a and spare_b:
        kept.append(Link(a, b, tuple(sorted(spare_a)), tuple(sorted(spare_b))))
    else:
        kept.extend(Link(a, b, (position,), ()) for position in spare_a)
        kept.extend(Link(a, b, (), (position,)) for position in spare_b)
    if a_side and b_side:
        kept.append(Link(a, b, a_side, b_side))
    else:
        kept.extend(Link(a, b, (position,), ()) for position in a_side)
        kept.extend(Link(a, b, (), (position,)) for position in b_side)
    return sorted(kept, key=lambda link: (not link.a_segments, link.a_segments, link.b_segments))


def arrangements(a_count: int, b_count: int, limit: int = 200) -> list[tuple[tuple[int, int], ...]]:
    """The ways to cut two cells into beads in reading order, as lists of sizes; simple ones first, at most `limit`.

    Beads are 1-1, 1-n, n-1, 2-2, and null beads; "simple" is few null beads, then small beads.
    """
    found: list[tuple[tuple[int, int], ...]] = []

    def go_on(i: int, j: int, beads: tuple[tuple[int, int], ...]) -> None:
        if len(found) >= limit * 10:
            return
        if i == a_count and j == b_count:
            found.append(beads)
            return
        for m in range(a_count - i + 1):
            for n in range(b_count - j + 1):
                single = min(m, n) == 1 or (m, n) in {(2, 2), (a_count, b_count)}
                null = {m, n} == {0, 1} and not (m == 1 and beads and beads[-1] == (0, 1))
                if (single and m and n) or null:
                    go_on(i + m, j + n, (*beads, (m, n)))

    go_on(0, 0, ())
    found.sort(
        key=lambda beads: (sum(not m or not n for m, n in beads), sum(abs(m - n) for m, n in beads), -len(beads))
    )
    return found[:limit]


def cycled(row: Row, languages: tuple[Language, ...], a: int, b: int, step: int = 1) -> tuple[Link, ...]:
    """The row's links with those between two columns changed to their next arrangement (or one before)."""
    a, b = min(a, b), max(a, b)
    first, second = languages[a], languages[b]
    options = arrangements(len(row.segments[a]), len(row.segments[b]))
    current = tuple((link.a_segments, link.b_segments) for link in row.links if (link.a, link.b) == (first, second))
    spelled = [_spelled(option) for option in options]
    sorted_now = sorted(current, key=_place_of)
    known = [index for index, option in enumerate(spelled) if sorted(option, key=_place_of) == sorted_now]
    following = spelled[(known[0] + step) % len(spelled)] if known else spelled[0]
    others = [link for link in row.links if (link.a, link.b) != (first, second)]
    return (*others, *(Link(first, second, left, right) for left, right in following))


def _spelled(beads: Sequence[tuple[int, int]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    i = j = 0
    result = []
    for m, n in beads:
        result.append((tuple(range(i, i + m)), tuple(range(j, j + n))))
        i, j = i + m, j + n
    return result


def _place_of(bead: tuple[tuple[int, ...], tuple[int, ...]]) -> tuple[bool, tuple[int, ...], tuple[int, ...]]:
    return not bead[0], bead[0], bead[1]
