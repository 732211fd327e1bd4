"""What speaks for a bead and against it, as numbers: the features of the bead model.

Features are computed for all beads that end in some neighbouring rows of a band at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.beads import Beads
from aligner.alignment.closeness import Known, Means, Shortened, gains, over_parts, shortened, strays
from aligner.alignment.ground import Entries, Ground
from aligner.alignment.pair import Pair, Through
from aligner.alignment.shapes import Shape
from aligner.alignment.side import MARKS
from aligner.alignment.wording import Wording

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]

FEATURES = (
    "one_one", "one_two", "one_three", "one_four", "one_many", "two_two", "two_three", "three_three", "many_many",
    "cosine", "cosine_low", "cosine_high", "background", "gain", "gain_low", "gain_share", "crossed", "part", "stray",
    "true", "true_low", "true_high", "true_gain", "true_gain_low", "true_gain_share", "true_seen",
    "words", "words_low", "words_high", "words_gain", "words_gain_low", "words_gain_share",
    "length", "length_square", "length_normal",
    "number_common", "number_alone", "name_common", "name_alone", "item_same", "item_other", "items_inside", "blank",
    *MARKS, "sentences_same", "sentences_other", "sentences_fused",
    "opens_both", "opens_one", "opens_inside",
    "through", "through_out", "habit_joined",
    "null", "null_length", "null_anchor", "null_opens", "null_background", "null_near",
    "null_through", "null_orphaned", "habit_null",
)  # fmt: skip
"""The features in the order of the model's weights; those from ``null`` on belong to null beads."""

AT = {name: index for index, name in enumerate(FEATURES)}
_LOW, _HIGH = 0.25, 0.55
RUN_FEATURES = {
    "cosine": "true",
    "cosine_low": "true_low",
    "cosine_high": "true_high",
    "gain": "true_gain",
    "gain_low": "true_gain_low",
    "gain_share": "true_gain_share",
}
"""What a feature is called where it was measured on true concatenations."""
WORD_FEATURES = {
    "cosine": "words",
    "cosine_low": "words_low",
    "cosine_high": "words_high",
    "gain": "words_gain",
    "gain_low": "words_gain_low",
    "gain_share": "words_gain_share",
}
"""What a feature is called where it was measured on words and their translations."""

Column: TypeAlias = tuple[int, Floats | float]
"""A feature's index and its values, one for each bead or one for all."""


class Kind(Enum):
    """When a feature's values change."""

    FIXED = auto()
    """Never."""
    MEANING = auto()
    """When vectors of runs become known."""
    WORDING = auto()
    """When words have been learned."""
    TOLD = auto()
    """When other languages say something new."""
    HABIT = auto()
    """With every look, but they are the same at all points."""


def shape_class(shape: Shape) -> str:
    """The name of the bias that a shape shares with its mirror image and its like."""
    small, large = min(shape), max(shape)
    if small == 1:
        return ("one_one", "one_two", "one_three", "one_four")[large - 1] if large <= 4 else "one_many"
    return {(2, 2): "two_two", (2, 3): "two_three", (3, 3): "three_three"}.get((small, large), "many_many")


_BLANK = np.float32(4)
"""What segments without text count for: they belong to nothing, and the texts learned from hold too few to tell."""
_LARGE = 16
"""No bead has as many segments on a side."""


def _classes() -> dict[str, Floats]:
    """For each class of shapes which belong to it, read at n * `_LARGE` + m."""
    tables: dict[str, Floats] = {}
    for n in range(1, _LARGE):
        for m in range(1, _LARGE):
            table = tables.setdefault(shape_class((n, m)), np.zeros(_LARGE * _LARGE, dtype=np.float32))
            table[n * _LARGE + m] = 1
    return tables


_CLASSES = _classes()


def views(pair: Pair, beads: Beads) -> Iterator[tuple[slice, View | NullView]]:
    """The features of some beads, and of which."""
    ground = Ground(pair, beads)
    for held in beads.groups:
        part = beads.part(held)
        yield held, (View if part.n[0] and part.m[0] else NullView)(pair, part, ground)


class View:
    """The features of beads with two sides."""

    def __init__(self, pair: Pair, beads: Beads, ground: Ground) -> None:
        self._pair, self._beads, self._ground = pair, beads, ground
        self._half = (beads.n + beads.m).astype(np.float32) * np.float32(0.5)
        self._a_runs = beads.n * (pair.a.side.size + 1) + beads.i
        self._b_runs = beads.m * (pair.b.side.size + 1) + beads.j

    def features(self, kind: Kind) -> Iterator[Column]:
        """The features of a kind that are not zero throughout."""
        if kind is Kind.TOLD:
            if self._pair.through is not None:
                yield from self._third(self._pair.through)
        elif kind is Kind.HABIT:
            yield AT["habit_joined"], self._several * np.float32(self._pair.habits.joined)
        elif kind is Kind.MEANING:
            if self._pair.has_vectors:
                yield from self._meaning()
        elif kind is Kind.WORDING:
            if self._pair.wording is not None:
                yield from self._wording(self._pair.wording)
        else:
            yield from self._shapes()
            yield from self._lengths()
            yield from self._anchors()
            yield from self._items()
            yield from self._blanks()
            yield from self._marks()
            yield from self._sentences()
            if self._pair.has_paragraphs:
                yield from self._paragraphs()
            if self._pair.has_vectors:
                yield from self._segments()

    @property
    def _several(self) -> NDArray[np.bool_]:
        """Which beads have more than one segment on a side."""
        several: NDArray[np.bool_] = self._beads.n + self._beads.m > 2
        return several

    def _a(self, table: NDArray[Any]) -> NDArray[Any]:
        """The values of the beads' first sides in a table of runs."""
        values: NDArray[Any] = table.ravel().take(self._a_runs)
        return values

    def _b(self, table: NDArray[Any]) -> NDArray[Any]:
        """The same for the second sides."""
        values: NDArray[Any] = table.ravel().take(self._b_runs)
        return values

    def _inside(self, entries: Entries) -> Floats:
        """Sums over the segments of each bead."""
        beads = self._beads
        return self._ground.boxes(entries).sums(beads.n, beads.m, beads.i, beads.j)

    def _shapes(self) -> Iterator[Column]:
        number = self._beads.n * _LARGE + self._beads.m
        for name, own in _CLASSES.items():
            values = own.take(number)
            if values.any():
                yield AT[name], values

    @cached_property
    def _means(self) -> Means:
        return Means(self._ground.closeness, (self._pair.a.norms, self._pair.b.norms))

    @cached_property
    def _cosine(self) -> Floats:
        """Of summed segments."""
        return self._means(self._beads.n, self._beads.m, self._beads.i, self._beads.j)

    @cached_property
    def _shorter(self) -> list[Shortened]:
        """The beads without a segment at an end, by their summed segments."""
        return list(shortened(self._means, self._beads, 1))

    def _segments(self) -> Iterator[Column]:
        """What single segments tell, and their sums."""
        a, b, beads = self._pair.a, self._pair.b, self._beads
        swapped = np.flatnonzero((beads.n == 2) & (beads.m == 2))
        if len(swapped):
            crossed = np.zeros_like(self._cosine)
            crossed[swapped] = self._means.crossed(beads.i[swapped], beads.j[swapped])
            yield AT["crossed"], crossed
        yield AT["stray"], strays(self._means, beads, (a.background[1], b.background[1]))
        yield AT["background"], (self._a(a.background) + self._b(b.background)) * (self._half * np.float32(0.5))
        more = range(2, int(max(beads.n.max(), beads.m.max())))
        parts = chain(self._shorter, *(shortened(self._means, beads, drop) for drop in more))
        yield AT["part"], over_parts(parts, beads, self._cosine)

    def _meaning(self) -> Iterator[Column]:
        """How close the sides are, by true vectors of runs where they are known."""
        a, b, beads, size = self._pair.a, self._pair.b, self._beads, self._half
        known, cosine = Known(a, b), self._cosine.copy()
        seen = known.put_into(cosine, beads)
        gain, by_share = gains(map(known.better, self._shorter), beads, cosine, (a.chars, b.chars))
        values = _closeness(cosine, size, gain, by_share)
        if not seen.any():
            yield from ((AT[name], value) for name, value in values.items())
            return
        yield AT["true_seen"], seen * size
        for name, value in values.items():
            yield AT[name], np.where(seen, np.float32(0), value)
            yield AT[RUN_FEATURES[name]], np.where(seen, value, np.float32(0))

    def _wording(self, wording: Wording) -> Iterator[Column]:
        beads, trust = self._beads, np.float32(wording.trust)
        means = Means(self._ground.products(wording.a, wording.b), (self._pair.a.word_norms, self._pair.b.word_norms))
        cosine = means(beads.n, beads.m, beads.i, beads.j)
        shorter = shortened(means, beads, 1)
        gain, by_share = gains(shorter, beads, cosine, (self._pair.a.chars, self._pair.b.chars))
        for name, value in _closeness(cosine, trust * self._half, trust * gain, trust * by_share).items():
            yield AT[WORD_FEATURES[name]], value

    def _lengths(self) -> Iterator[Column]:
        a, b = self._pair.a, self._pair.b
        difference = np.abs(self._a(a.log_chars) - self._b(b.log_chars))
        a_chars, b_chars = self._a(a.chars), self._b(b.chars)
        spread = np.abs(a_chars - b_chars) / np.sqrt(np.maximum(a_chars + b_chars, np.float32(1)))
        yield AT["length"], difference
        yield AT["length_square"], np.minimum(difference * difference, np.float32(4))
        yield AT["length_normal"], np.minimum(spread, np.float32(8))

    def _anchors(self) -> Iterator[Column]:
        a, b = self._pair.a, self._pair.b
        for name, shared, a_totals, b_totals in (
            ("number", self._pair.numbers, a.numbers, b.numbers),
            ("name", self._pair.names, a.names, b.names),
        ):
            a_total, b_total = self._a(a_totals), self._b(b_totals)
            common = np.minimum(self._inside(shared.common), np.minimum(a_total, b_total))
            yield AT[f"{name}_common"], np.minimum(common, np.float32(3))
            yield AT[f"{name}_alone"], np.minimum(a_total + b_total - 2 * common, np.float32(3))

    def _items(self) -> Iterator[Column]:
        """Whether both sides open list items, of the same number, and how many open inside."""
        a, b = self._a(self._pair.a.items), self._b(self._pair.b.items)
        both = (a >= 0) & (b >= 0)
        if both.any():
            same = both & (a == b)
            yield AT["item_same"], same.astype(np.float32)
            yield AT["item_other"], (both & ~same).astype(np.float32)
        inside = self._a(self._pair.a.items_inside) + self._b(self._pair.b.items_inside)
        if inside.any():
            yield AT["items_inside"], np.minimum(inside, np.float32(3))

    def _blanks(self) -> Iterator[Column]:
        """Whether any segment is without text."""
        blanks = self._a(self._pair.a.blanks) + self._b(self._pair.b.blanks)
        if blanks.any():
            yield AT["blank"], np.minimum(blanks, np.float32(1)) * _BLANK

    def _marks(self) -> Iterator[Column]:
        for name, a, b in zip(MARKS, self._pair.a.marks, self._pair.b.marks, strict=True):
            difference = np.abs(self._a(a) - self._b(b))
            if name == "quotes":
                difference /= 2
            if name == "terminal":
                yield AT[name], np.minimum(difference, np.float32(1)) * (self._beads.n == self._beads.m)
            else:
                yield AT[name], np.minimum(difference, np.float32(2))

    def _sentences(self) -> Iterator[Column]:
        """Whether both sides hold as many sentences, where segments are known to hold more than one.

        Where versions have many such segments, joined ones that do not show it are the less likely.
        """
        if not self._pair.several:
            return
        a, b = self._a(self._pair.a.inner_ends), self._b(self._pair.b.inner_ends)
        known = a + b > 0
        difference = np.abs(a + self._beads.n - b - self._beads.m).astype(np.float32)
        yield AT["sentences_same"], (known & (difference == 0)).astype(np.float32)
        yield AT["sentences_other"], known * np.minimum(difference, np.float32(3))
        yield AT["sentences_fused"], (~known & self._several) * np.float32(self._pair.several)

    def _paragraphs(self) -> Iterator[Column]:
        a, b = self._pair.a, self._pair.b
        a_first, b_first = self._a(a.opening), self._b(b.opening)
        yield AT["opens_both"], a_first * b_first
        yield AT["opens_one"], np.abs(a_first - b_first)
        yield AT["opens_inside"], np.minimum(self._a(a.inside) + self._b(b.inside), np.float32(3))

    def _third(self, through: Through) -> Iterator[Column]:
        inside = self._inside(through.links.entries)
        n, m = self._beads.n.astype(np.float32), self._beads.m.astype(np.float32)
        a_mass, b_mass = self._a(self._pair.a.through), self._b(self._pair.b.through)
        outside = np.maximum(a_mass - inside, 0) / m + np.maximum(b_mass - inside, 0) / n
        yield AT["through"], inside * (self._half / (n * m))
        yield AT["through_out"], np.minimum(outside, np.float32(4))


class NullView:
    """The features of beads with one side, all of the same version."""

    def __init__(self, pair: Pair, beads: Beads, ground: Ground) -> None:
        self._pair, self._beads, self._ground = pair, beads, ground
        self._of_a = bool(beads.n[0])
        self._half, self._ends = (pair.a, beads.i) if self._of_a else (pair.b, beads.j)

    def features(self, kind: Kind) -> Iterator[Column]:
        """The features of a kind that are not zero throughout."""
        half = self._half
        values: list[tuple[str, Floats]] = []
        if kind is Kind.TOLD:
            if self._pair.through is not None:
                values.append(("null_through", np.minimum(half.through[1], 1)))
                values.append(("null_orphaned", half.orphaned[1]))
        elif kind is Kind.HABIT:
            yield AT["habit_null"], self._pair.habits.null
        elif kind is Kind.FIXED:
            yield AT["null"], 1.0
            values.append(("null_length", half.log_length))
            values.append(("null_anchor", np.minimum(half.numbers[1] + half.names[1], 3)))
            if self._pair.has_paragraphs:
                values.append(("null_opens", half.opening[1]))
            if self._pair.has_vectors:
                values.append(("null_background", half.background[1]))
                nearer = self._nearest() - half.background[1].take(self._ends)
                yield AT["null_near"], np.maximum(nearer, np.float32(0))
        for name, value in values:
            yield AT[name], value.take(self._ends)

    def _nearest(self) -> Floats:
        """The cosine of a segment without counterpart to the nearer of the two it stands between."""
        row, column = self._beads.i - 1, self._beads.j - 1
        after = (row, column + 1) if self._of_a else (row + 1, column)
        nearest: Floats = np.maximum(self._ground.cosines(row, column), self._ground.cosines(*after))
        return nearest


def _closeness(cosine: Floats, size: Floats, gain: Floats, by_share: Floats) -> dict[str, Floats]:
    """What cosines of beads and their gains say, by feature; cosines count by the `size` of the bead."""
    return {
        "cosine": cosine * size,
        "cosine_low": np.minimum(cosine - _LOW, 0.0) * size,
        "cosine_high": np.maximum(cosine - _HIGH, 0.0) * size,
        "gain": gain,
        "gain_low": np.minimum(gain, 0.0),
        "gain_share": by_share,
    }
