"""Training documents: known correspondences, made hard in the ways real translations are hard."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LANGUAGES = ("en", "ru", "kk")
PAIRS = (("en", "ru"), ("en", "kk"), ("ru", "kk"))
GoldBead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass
class Material:
    """A set with known correspondence: texts, and gold beads for every pair."""

    name: str
    texts: dict[str, list[str]]
    gold: dict[tuple[str, str], list[GoldBead]]
    paragraphs: dict[str, list[int]] | None = None


@dataclass(frozen=True)
class Noise:
    """How often what happens; probabilities a source row (or a neighbourhood of two) and language."""

    deleted: float = 0.05
    merged: float = 0.05
    chained: float = 0.0
    swapped: float = 0.0
    gaps: int = 0
    gap_length: tuple[int, int] = (8, 40)
    numbered: int = 0
    """Stretches of rows that get running numbers in front; in some of them one language counts from elsewhere."""
    paragraphs: bool = False
    """Whether paragraphs are known."""
    crossed: float = 0.08
    """Of joins of two segments that go from one paragraph to the next, where paragraphs are known."""
    omitted: float = 0.0
    """Of whole paragraphs."""
    opening: tuple[float, ...] = (0.12, 0.3, 0.3, 0.6, 1.0)
    """Shares of rows that open a paragraph, one for each stretch: prose, news, dialogue, lists."""
    kept: tuple[float, ...] = (1.0, 0.97, 0.9, 0.7)
    """Shares of the paragraph breaks that a language keeps, one for each language."""
    added: tuple[float, ...] = (0.0, 0.01, 0.04)
    """Of rows where a language has a break of its own."""
    cuts: float = 0.0
    """How often a language leaves out a few rows that follow each other, from a given one on."""
    fused: float = 0.4
    """Of joined segments, how many are written as one sentence with the one before."""
    blanks: float = 0.0
    """Of segments, after how many stands one without any text."""


_STRETCH = 40
"""Rows of one kind."""
_WORD = re.compile(r"[^\W\d_]+")
_STOPS = '.!?…»”" '
_JOINTS = {"en": (",", " and", ";", " –"), "ru": (",", " и", ";", " –"), "kk": (",", " және", ";", " –")}
"""What stands between two clauses."""
_CUT = (2, 8)
"""Rows of a cut, the second number exclusive."""
_LISTED = 0.4
"""Of longer joins that go over a break: a list that one language writes as a sentence."""


@dataclass
class _Row:
    """One closure row: per language, the original segments, still apart."""

    cells: dict[str, list[int]]
    lost: set[str] = field(default_factory=set)


def read_ladder(path: Path) -> list[GoldBead]:
    beads = []
    for line in path.read_text(encoding="utf-8").splitlines():
        source, target = line.split(":")[:2]
        beads.append((tuple(ast.literal_eval(source)), tuple(ast.literal_eval(target))))
    return beads


def document_numbers(folder: Path) -> list[int]:
    """The numbers of a set's documents."""
    return sorted({int(line) for line in (folder / "docs.en.txt").read_text().split()})


def read_set(folder: Path, documents: str | Collection[int] = "all") -> Material:
    """Read a bench set: all of its documents, those with an even or odd number, or those named."""
    texts, kept = {}, {}
    if documents == "all":
        chosen: Collection[int] = document_numbers(folder)
    elif isinstance(documents, str):
        chosen = [d for d in document_numbers(folder) if d % 2 == (documents == "odd")]
    else:
        chosen = documents
    wanted = set(chosen)
    for language in LANGUAGES:
        lines = (folder / f"{language}.txt").read_text(encoding="utf-8").split("\n")[:-1]
        numbers = [int(line) for line in (folder / f"docs.{language}.txt").read_text().split()]
        held = [i for i, d in enumerate(numbers) if d in wanted]
        texts[language] = [lines[i] for i in held]
        kept[language] = {old: new for new, old in enumerate(held)}
    gold = {}
    for a, b in PAIRS:
        gold[a, b] = [
            (tuple(kept[a][i] for i in x), tuple(kept[b][j] for j in y))
            for x, y in read_ladder(folder / f"gold.{a}-{b}.txt")
            if all(i in kept[a] for i in x) and all(j in kept[b] for j in y)
        ]
    label = documents if isinstance(documents, str) else f"{min(wanted)}-{max(wanted)}"
    return Material(f"{folder.name}/{label}", texts, gold)


def _components(
    nodes: list[tuple[str, int]], edges: list[tuple[tuple[str, int], tuple[str, int]]]
) -> list[list[tuple[str, int]]]:
    parent = {node: node for node in nodes}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for x, y in edges:
        parent[root(x)] = root(y)
    groups: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for node in nodes:
        groups.setdefault(root(node), []).append(node)
    return [sorted(group) for group in groups.values()]


def _rows(material: Material) -> list[_Row]:
    """Closure rows in reading order."""
    nodes = [(language, i) for language in LANGUAGES for i in range(len(material.texts[language]))]
    edges = []
    for (a, b), beads in material.gold.items():
        for x, y in beads:
            members = [(a, i) for i in x] + [(b, j) for j in y]
            edges += [(members[0], other) for other in members[1:]]
    sizes = {language: len(material.texts[language]) for language in LANGUAGES}
    rows = []
    for group in _components(nodes, edges):
        cells: dict[str, list[int]] = {language: [] for language in LANGUAGES}
        for language, i in group:
            cells[language].append(i)
        rows.append(_Row(cells))
    rows.sort(key=lambda row: min(i / sizes[language] for language, cell in row.cells.items() for i in cell))
    return rows


def make_hard(material: Material, noise: Noise, seed: int) -> Material:
    """Delete, join and swap, in each language on its own, and work out the gold anew."""
    random = np.random.default_rng(seed)
    rows = _rows(material)
    breaks = _breaks(len(rows), random, noise)
    _lose(rows, breaks, random, noise)
    prefixes = _numbering(rows, random, noise.numbered)
    texts: dict[str, list[str]] = {}
    members: dict[str, list[list[int]]] = {}
    paragraphs: dict[str, list[int]] = {}
    for language in LANGUAGES:
        order = [
            (index, i) for index, row in enumerate(rows) if language not in row.lost for i in row.cells[language]
        ]
        number = np.cumsum(breaks)[[index for index, _ in order]] if noise.paragraphs else np.zeros(len(order), int)
        order = _swapped(order, number, random, noise.swapped)
        listed = np.array([(language, i) in prefixes for _, i in order], dtype=np.bool_)
        joined = _joined(number, listed, random, noise)
        if noise.blanks:
            joined = _with_blanks(joined, random, noise.blanks)
        members[language] = [[order[k][1] for k in group] for group in joined]
        whole = [prefixes.get((language, i), "") + text for i, text in enumerate(material.texts[language])]
        small = {word for text in whole for word in _WORD.findall(text) if word.islower()}
        texts[language] = [
            _written([whole[i] for i in group], language, small, random, noise.fused) for group in members[language]
        ]
        paragraphs[language] = _paragraphs(_first_rows(joined, order), breaks, random, noise)
    gold = {pair: _new_gold(material.gold[pair], members[pair[0]], members[pair[1]]) for pair in PAIRS}
    return Material(f"{material.name}+{seed}", texts, gold, paragraphs if noise.paragraphs else None)


def _lose(rows: list[_Row], breaks: NDArray[np.bool_], random: np.random.Generator, noise: Noise) -> None:
    """Leave out paragraphs, single rows and stretches, in each language on its own."""
    for first, last in pairwise([*np.flatnonzero(breaks).tolist(), len(rows)]):
        _leave_out(rows[first:last], random, noise.omitted)
    for row in rows:
        _leave_out([row], random, noise.deleted)
    for first in range(len(rows)):
        for language in LANGUAGES:
            if random.random() < noise.cuts:
                for row in rows[first : first + int(random.integers(*_CUT))]:
                    row.lost.add(language)
    for _ in range(noise.gaps):
        language = LANGUAGES[random.integers(3)]
        start = int(random.integers(max(1, len(rows) - noise.gap_length[1])))
        for row in rows[start : start + int(random.integers(*noise.gap_length))]:
            row.lost.add(language)


def _leave_out(rows: Sequence[_Row], random: np.random.Generator, share: float) -> None:
    """Leave out all of some rows together, or none."""
    for language in LANGUAGES:
        if random.random() < share:
            for row in rows:
                row.lost.add(language)


def _paragraphs(
    first_rows: list[int], breaks: NDArray[np.bool_], random: np.random.Generator, noise: Noise
) -> list[int]:
    """The paragraph of every segment, by the row it begins with: most breaks are kept, and a few are added."""
    kept, added = random.choice(noise.kept), random.choice(noise.added)
    result: list[int] = []
    previous = 0
    for row in first_rows:
        new = any(breaks[k] and random.random() < kept for k in range(previous + 1, row + 1))
        opens = bool(result) and (new or random.random() < added)
        result.append((result[-1] if result else 0) + opens)
        previous = row
    return result


def _breaks(size: int, random: np.random.Generator, noise: Noise) -> NDArray[np.bool_]:
    """Which rows open a paragraph; the first does."""
    rates = random.choice(noise.opening, size // _STRETCH + 1).repeat(_STRETCH)[:size]
    breaks: NDArray[np.bool_] = random.random(size) < rates
    breaks[:1] = True
    return breaks


def _numbering(rows: list[_Row], random: np.random.Generator, stretches: int) -> dict[tuple[str, int], str]:
    """What to put before which original segment."""
    prefixes = {}
    for _ in range(stretches):
        start = int(random.integers(max(1, len(rows) - 16)))
        shifts = dict.fromkeys(LANGUAGES, int(random.integers(1, 30)))
        if random.random() < 0.3:
            shifts[LANGUAGES[random.integers(3)]] += int(random.choice([-1, 1, 2]))
        for count, row in enumerate(rows[start : start + int(random.integers(5, 16))]):
            for language, cell in row.cells.items():
                if cell:
                    prefixes[language, cell[0]] = f"{shifts[language] + count}. "
    return prefixes


def _swapped(
    order: list[tuple[int, int]], paragraphs: NDArray[np.int64], random: np.random.Generator, share: float
) -> list[tuple[int, int]]:
    k = 0
    while k + 1 < len(order):
        if random.random() < share and order[k][0] != order[k + 1][0] and paragraphs[k] == paragraphs[k + 1]:
            order[k], order[k + 1] = order[k + 1], order[k]
            k += 1
        k += 1
    return order


def _with_blanks(groups: list[list[int]], random: np.random.Generator, share: float) -> list[list[int]]:
    """Now and then a segment of no row after another."""
    return [held for group in groups for held in ([group, []] if random.random() < share else [group])]


def _first_rows(groups: Sequence[Sequence[int]], order: Sequence[tuple[int, int]]) -> list[int]:
    """The row every segment begins with; that of the segment before for those of no row."""
    rows: list[int] = []
    for group in groups:
        rows.append(order[group[0]][0] if group else rows[-1])
    return rows


def _joined(
    paragraphs: NDArray[np.int64], listed: NDArray[np.bool_], random: np.random.Generator, noise: Noise
) -> list[list[int]]:
    """Neighbours that become one segment; `listed` ones open list items and are not put behind others."""
    groups: list[list[int]] = []
    items = [*np.flatnonzero(listed).tolist(), len(paragraphs)]
    k = 0
    while k < len(paragraphs):
        length = 1
        if random.random() < noise.chained:
            length = int(random.integers(3, 7))
        elif random.random() < noise.merged:
            length = 2
        inside = int(np.searchsorted(paragraphs, paragraphs[k], side="right"))
        over = random.random() < (max(_LISTED, noise.crossed) if length > 2 else noise.crossed)
        item = items[bisect_right(items, k, hi=len(items) - 1)]
        end = min(k + length, len(paragraphs) if over else min(inside, item))
        groups.append(list(range(k, end)))
        k = end
    return groups


def _written(
    sentences: Sequence[str], language: str, small: Collection[str], random: np.random.Generator, fused: float
) -> str:
    """Some segments as one: side by side, or as clauses of one sentence."""
    text = sentences[0] if sentences else ""
    for sentence in sentences[1:]:
        if random.random() < fused:
            word = _WORD.match(sentence)
            lower = sentence[:1].lower() + sentence[1:] if word and word[0].lower() in small else sentence
            text = f"{text.rstrip(_STOPS)}{random.choice(_JOINTS[language])} {lower}"
        else:
            text = f"{text} {sentence}"
    return text


def _new_gold(beads: list[GoldBead], a: list[list[int]], b: list[list[int]]) -> list[GoldBead]:
    a_of = {old: new for new, group in enumerate(a) for old in group}
    b_of = {old: new for new, group in enumerate(b) for old in group}
    edges = []
    for x, y in beads:
        left = sorted({a_of[i] for i in x if i in a_of})
        right = sorted({b_of[j] for j in y if j in b_of})
        if left and right:
            edges += [(("a", i), ("b", right[0])) for i in left] + [(("a", left[0]), ("b", j)) for j in right]
    nodes = [("a", i) for i in range(len(a))] + [("b", j) for j in range(len(b))]
    spans = []
    for group in _components(nodes, edges):
        left, right = [i for s, i in group if s == "a"], [j for s, j in group if s == "b"]
        spans.append([left, right])
    return _uncrossed(spans)


def _uncrossed(groups: list[list[list[int]]]) -> list[GoldBead]:
    """Join beads that cross each other or hold another's segments between theirs: neighbours swapped are one bead."""
    linked = sorted((g for g in groups if g[0] and g[1]), key=lambda g: g[0][0])
    null_a = [g[0][0] for g in groups if not g[1]]
    null_b = [g[1][0] for g in groups if not g[0]]
    done: list[list[list[int]]] = []
    for group in linked:
        left, right = list(group[0]), list(group[1])
        while done and (max(done[-1][1]) > min(right) or max(done[-1][0]) > min(left)):
            before = done.pop()
            left, right = sorted(before[0] + left), sorted(before[1] + right)
        done.append([left, right])
    for group in done:
        group[0] = list(range(group[0][0], group[0][-1] + 1))
        group[1] = list(range(group[1][0], group[1][-1] + 1))
    inside_a = {i for g in done for i in g[0]}
    inside_b = {j for g in done for j in g[1]}
    beads: list[GoldBead] = [(tuple(g[0]), tuple(g[1])) for g in done]
    beads += [((i,), ()) for i in null_a if i not in inside_a]
    beads += [((), (j,)) for j in null_b if j not in inside_b]
    return beads


def gold_path(beads: list[GoldBead], a_size: int, b_size: int) -> list[tuple[int, int, int, int]]:
    """The beads as a path (i start, i stop, j start, j stop); nulls of `a` before those of `b` between beads."""
    linked = sorted(bead for bead in beads if bead[0] and bead[1])
    path = []
    i = j = 0
    for x, y in [*linked, ((a_size,), (b_size,))]:
        path += [(k, k + 1, j, j) for k in range(i, x[0])]
        i = x[0]
        path += [(i, i, k, k + 1) for k in range(j, y[0])]
        j = y[0]
        if x[0] < a_size or y[0] < b_size:
            path.append((i, i + len(x), j, j + len(y)))
            i, j = i + len(x), j + len(y)
    return path
