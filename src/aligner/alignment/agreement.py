"""Pairs that contradict each other over long stretches, made to agree, so that rows stay small enough to be read.

Two pairs always agree. A third may say otherwise, as where one version has its chapters in another order, and a row
that holds all their beads whole then holds the chapters whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from aligner.alignment.rows import Members, closure, shifted
from aligner.model import Bead, Language

Key: TypeAlias = tuple[Language, Language]

_LARGEST = 12
"""Segments of a language in a row, beyond which pairs are looked at that contradict each other."""


def agreeing_rows(
    sizes: Mapping[Language, int], beads: Mapping[Key, Sequence[Bead]]
) -> tuple[dict[Key, tuple[Bead, ...]], list[Members]]:
    """The beads of every pair in reading order, those cut that would make a row too large to be read, and the rows.

    In such a row the surest pairs that connect all languages keep their beads. Those of the other pairs are cut at
    the rows that these make; what is left of a bead is as likely as the bead was not.
    """
    result = {key: tuple(held) for key, held in beads.items()}
    rows = closure(sizes, result)
    large = [row for row in rows if max(len(cell) for cell in row.values()) > _LARGEST]
    if len(sizes) < 3 or not large:
        return result, rows
    place = {(language, i): k for k, row in enumerate(large) for language, cell in row.items() for i in cell}
    inside: list[dict[Key, list[Bead]]] = [{key: [] for key in result} for _ in large]
    for key, held in result.items():
        for bead in held:
            k = place.get((key[0], bead.a[0]) if bead.a else (key[1], bead.b[0]))
            if k is not None:
                inside[k][key].append(bead)
    homes: dict[Key, dict[tuple[Language, int], int]] = {key: {} for key in result}
    for row, own in zip(large, inside, strict=True):
        kept = _surest(list(sizes), own)
        home = _homes(row, {key: own[key] for key in kept})
        for key in own.keys() - kept:
            homes[key] |= home
    for key, held in result.items():
        result[key] = tuple(part for bead in held for part in _parts(bead, key, homes[key]))
    return result, closure(sizes, result)


def _surest(languages: Sequence[Language], beads: Mapping[Key, Sequence[Bead]]) -> set[Key]:
    """The pairs that connect all languages and link most segments most surely (a spanning tree, Kruskal 1956)."""
    weight = {
        key: sum(bead.confidence * (len(bead.a) + len(bead.b)) for bead in held if bead.a and bead.b)
        for key, held in beads.items()
    }
    together = {language: {language} for language in languages}
    kept = set()
    for a, b in sorted(beads, key=lambda key: (-weight[key], key)):
        if together[a] is not together[b]:
            kept.add((a, b))
            together[a] |= together[b]
            for language in together[b]:
                together[language] = together[a]
    return kept


def _homes(row: Members, beads: Mapping[Key, Sequence[Bead]]) -> dict[tuple[Language, int], int]:
    """In which of the rows that these beads make each segment of a row stands."""
    first = {language: cell[0] if cell else 0 for language, cell in row.items()}
    own = {(a, b): [shifted(bead, -first[a], -first[b]) for bead in held] for (a, b), held in beads.items()}
    rows = closure({language: len(cell) for language, cell in row.items()}, own)
    return {
        (language, first[language] + place): number
        for number, members in enumerate(rows)
        for language, cell in members.items()
        for place in cell
    }


def _parts(bead: Bead, key: Key, home: Mapping[tuple[Language, int], int]) -> list[Bead]:
    """A bead cut at rows: what each of them has of it."""
    a, b = key
    rows = sorted({home[a, i] for i in bead.a if (a, i) in home} | {home[b, j] for j in bead.b if (b, j) in home})
    if len(rows) < 2:
        return [bead]
    chance = 1.0 - bead.confidence
    return [
        Bead(tuple(i for i in bead.a if home[a, i] == row), tuple(j for j in bead.b if home[b, j] == row), chance)
        for row in rows
    ]
