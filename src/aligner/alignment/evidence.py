"""What speaks for a bead and against it, as numbers: the features of the bead model.

Features are computed for some neighbouring rows of a band at once; a bead belongs to the grid point where it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.closeness import Boxes, Known, Means, gains, strays
from aligner.alignment.pair import Pair, Through
from aligner.alignment.runs import Table
from aligner.alignment.shapes import Shape
from aligner.alignment.side import MARKS
from aligner.alignment.wording import Wording

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]
Dense: TypeAlias = Callable[[int, int, int, int], Floats]
"""Gives a matrix for segments top … bottom of the first version and left … right of the second, ends exclusive."""

FEATURES = (
    "one_one", "one_two", "one_three", "one_four", "one_many", "two_two", "two_three", "three_three", "many_many",
    "cosine", "cosine_low", "cosine_high", "background", "gain", "gain_low", "crossed", "part", "stray",
    "true", "true_low", "true_high", "true_gain", "true_gain_low", "true_seen",
    "words", "words_low", "words_high", "words_gain", "words_gain_low",
    "length", "length_square", "length_normal",
    "number_common", "number_alone", "name_common", "name_alone", "item_same", "item_other",
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
}
"""What a feature is called where it was measured on true concatenations."""
WORD_FEATURES = {
    "cosine": "words",
    "cosine_low": "words_low",
    "cosine_high": "words_high",
    "gain": "words_gain",
    "gain_low": "words_gain_low",
}
"""What a feature is called where it was measured on words and their translations."""

Column: TypeAlias = tuple[int, Floats | float]
"""A feature's index and its values [shapes, points]; one for all, or an axis of length 1, where they are the same."""


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


class View:
    """The features of the beads that end in rows `top` … `bottom` - 1 of a band, point by point."""

    def __init__(self, pair: Pair, band: Band, top: int, bottom: int) -> None:
        self._pair = pair
        self.i, self.j = band.points(top, bottom)
        self._top, self._left = int(self.i[0]), int(self.j.min())
        margin = pair.reach + 1
        self._first = (top - margin, int(band.low[top]) - margin)
        self._last = (bottom - 1, int(band.high[bottom - 1]))

    def features(self, shapes: Sequence[Shape], kind: Kind) -> Iterator[Column]:
        """The features of a kind, not zero throughout, of beads with two sides."""
        n, m = np.array(shapes, dtype=np.int64).T
        if kind is Kind.TOLD:
            if self._pair.through is not None:
                yield from self._third(n, m, self._pair.through)
        elif kind is Kind.HABIT:
            yield AT["habit_joined"], ((n + m > 2) * np.float32(self._pair.habits.joined))[:, None]
        elif kind is Kind.MEANING:
            if self._pair.has_vectors:
                yield from self._meaning(n, m)
        elif kind is Kind.WORDING:
            if self._pair.wording is not None:
                yield from self._wording(n, m, self._pair.wording)
        else:
            for name in dict.fromkeys(map(shape_class, shapes)):
                own = [shape_class(shape) == name for shape in shapes]
                yield AT[name], np.array(own, dtype=np.float32)[:, None]
            yield from self._lengths(n, m)
            yield from self._anchors(n, m)
            yield from self._items(n, m)
            yield from self._marks(n, m)
            yield from self._sentences(n, m)
            if self._pair.has_paragraphs:
                yield from self._paragraphs(n, m)

    def null_features(self, shape: Shape, kind: Kind) -> Iterator[Column]:
        """The features of a kind of beads with one side, (1, 0) or (0, 1)."""
        half, ends = (self._pair.a, self.i) if shape[0] else (self._pair.b, self.j)
        values: list[tuple[str, Floats]] = []
        if kind is Kind.TOLD:
            if self._pair.through is not None:
                values.append(("null_through", np.minimum(half.through[1], 1)))
                values.append(("null_orphaned", half.orphaned[1]))
        elif kind is Kind.HABIT:
            yield AT["habit_null"], self._pair.habits.null
        elif kind is Kind.MEANING:
            if self._pair.has_vectors:
                values.append(("null_background", half.background[1]))
                nearer = self._nearest(shape) - half.background[1][ends]
                yield AT["null_near"], np.maximum(nearer, np.float32(0))[None]
        elif kind is Kind.FIXED:
            yield AT["null"], 1.0
            values.append(("null_length", np.log(np.maximum(half.chars[1], 1) / 60)))
            values.append(("null_anchor", np.minimum(half.numbers[1] + half.names[1], 3)))
            if self._pair.has_paragraphs:
                values.append(("null_opens", half.opening[1]))
        for name, value in values:
            yield AT[name], value[ends][None]

    def _nearest(self, shape: Shape) -> Floats:
        """The cosine of a segment without counterpart to the nearer of the two it stands between, shape [points]."""
        here = self._around[self.i - self._top, self.j - self._left]
        after = self._around[self.i - self._top + shape[1], self.j - self._left + shape[0]]
        nearest: Floats = np.maximum(here, after)
        return nearest

    @cached_property
    def _around(self) -> Floats:
        """Cosines of all segments that end or begin in these rows and columns; 0 where there is none."""
        a, b = self._pair.a.side.vectors, self._pair.b.side.vectors
        top, left, bottom, right = self._top, self._left, int(self.i[-1]) + 1, int(self.j.max()) + 1
        cosines = np.zeros((bottom - top + 1, right - left + 1), dtype=np.float32)
        above, before = int(top == 0), int(left == 0)
        inner = a[top - 1 + above : bottom] @ b[left - 1 + before : right].T
        cosines[above : above + len(inner), before : before + inner.shape[1]] = inner
        return cosines

    def _ends(self, table: Table, n: Numbers) -> Floats:
        """The values of the first version's runs of `n` segments that end in the points, shape [shapes, points]."""
        return table[: n.max() + 1].take(self.i, axis=1)[n]

    def _stops(self, table: Table, m: Numbers) -> Floats:
        """The same for the second version."""
        return table[: m.max() + 1].take(self.j, axis=1)[m]

    def _boxes(self, dense: Dense, most: int) -> Boxes:
        """Sums over a matrix of segments, for beads of up to `most` segments a side."""
        (top, left), (bottom, right) = self._first, self._last
        whole = np.zeros((bottom - top + 1, right - left + 1))
        above, before = max(0, -top), max(0, -left)
        if bottom > top + above and right > left + before:
            inner = whole[1 + above :, 1 + before :]
            np.cumsum(dense(top + above, bottom, left + before, right), axis=0, out=inner, dtype=np.float64)
            np.cumsum(inner, axis=1, out=inner)
        width = whole.shape[1]
        back = np.arange(most + 1)[:, None] * width + np.arange(most + 1)
        here = (self.i - top) * width + self.j - left
        return Boxes(whole.ravel()[here - back[:, :, None]])

    def _products(self, top: int, bottom: int, left: int, right: int) -> Floats:
        products: Floats = self._pair.a.weighted[top:bottom] @ self._pair.b.weighted[left:right].T
        return products

    def _meaning(self, n: Numbers, m: Numbers) -> Iterator[Column]:
        a, b = self._pair.a, self._pair.b
        size = ((n + m) / 2).astype(np.float32)[:, None]
        means = self._means(self._products, int(max(n.max(), m.max())), (a.norms, b.norms))
        known = Known(means, a, b)
        cosine, seen = known.with_seen(n, m)
        swapped = (n == 2) & (m == 2)
        if swapped.any():
            yield AT["crossed"], swapped[:, None] * means.crossed()
        yield AT["stray"], strays(means, n, m, (a.background[1], b.background[1]))
        background = self._ends(a.background, n) + self._stops(b.background, m)
        yield AT["background"], background * (size / np.float32(2))
        gain = gains(known, n, m, cosine)
        values = _closeness(cosine, size, gain)
        more = range(2, int(max(n.max(), m.max())))
        if not seen.any():
            yield AT["part"], np.minimum(gain, gains(means, n, m, cosine, more))
            yield from ((AT[name], value) for name, value in values.items())
            return
        mean = means(n, m)
        yield AT["part"], gains(means, n, m, mean, (1, *more))
        yield AT["true_seen"], seen * size
        for name, value in values.items():
            yield AT[name], np.where(seen, np.float32(0), value)
            yield AT[RUN_FEATURES[name]], np.where(seen, value, np.float32(0))

    def _wording(self, n: Numbers, m: Numbers, wording: Wording) -> Iterator[Column]:
        def products(top: int, bottom: int, left: int, right: int) -> Floats:
            return wording.a[top:bottom] @ wording.b[left:right].T

        norms = self._pair.a.word_norms, self._pair.b.word_norms
        means = self._means(products, int(max(n.max(), m.max())), norms)
        cosine, trust = means(n, m), np.float32(wording.trust)
        size = trust * ((n + m) / 2).astype(np.float32)[:, None]
        for name, value in _closeness(cosine, size, trust * gains(means, n, m, cosine)).items():
            yield AT[WORD_FEATURES[name]], value

    def _means(self, products: Dense, most: int, norms: tuple[Table, Table]) -> Means:
        """Cosines of beads of up to `most` segments a side, also of those that end one segment before the points."""
        return Means(self._boxes(products, most + 1), self.i, self.j, norms)

    def _lengths(self, n: Numbers, m: Numbers) -> Iterator[Column]:
        a, b = self._pair.a, self._pair.b
        difference = np.abs(self._ends(a.log_chars, n) - self._stops(b.log_chars, m))
        a_chars, b_chars = self._ends(a.chars, n), self._stops(b.chars, m)
        spread = np.abs(a_chars - b_chars) / np.sqrt(np.maximum(a_chars + b_chars, np.float32(1)))
        yield AT["length"], difference
        yield AT["length_square"], np.minimum(difference * difference, np.float32(4))
        yield AT["length_normal"], np.minimum(spread, np.float32(8))

    def _anchors(self, n: Numbers, m: Numbers) -> Iterator[Column]:
        a, b = self._pair.a, self._pair.b
        for name, shared, a_totals, b_totals in (
            ("number", self._pair.numbers, a.numbers, b.numbers),
            ("name", self._pair.names, a.names, b.names),
        ):
            a_total, b_total = self._ends(a_totals, n), self._stops(b_totals, m)
            inside = self._boxes(shared.common, int(max(n.max(), m.max()))).sums(n, m)
            common = np.minimum(inside, np.minimum(a_total, b_total))
            yield AT[f"{name}_common"], np.minimum(common, np.float32(3))
            yield AT[f"{name}_alone"], np.minimum(a_total + b_total - 2 * common, np.float32(3))

    def _items(self, n: Numbers, m: Numbers) -> Iterator[Column]:
        """Whether both sides open list items, and whether these bear the same number."""
        a, b = self._pair.a.items.take(self.i, axis=1)[n], self._pair.b.items.take(self.j, axis=1)[m]
        both = (a >= 0) & (b >= 0)
        if both.any():
            same = both & (a == b)
            yield AT["item_same"], same.astype(np.float32)
            yield AT["item_other"], (both & ~same).astype(np.float32)

    def _marks(self, n: Numbers, m: Numbers) -> Iterator[Column]:
        for name, a, b in zip(MARKS, self._pair.a.marks, self._pair.b.marks, strict=True):
            difference = np.abs(self._ends(a, n) - self._stops(b, m))
            if name == "quotes":
                difference /= 2
            if name == "terminal":
                yield AT[name], np.minimum(difference, np.float32(1)) * (n == m)[:, None]
            else:
                yield AT[name], np.minimum(difference, np.float32(2))

    def _sentences(self, n: Numbers, m: Numbers) -> Iterator[Column]:
        """Whether both sides hold as many sentences, where segments are known to hold more than one.

        Where versions have many such segments, joined ones that do not show it are the less likely.
        """
        if not self._pair.several:
            return
        a, b = self._ends(self._pair.a.inner_ends, n), self._stops(self._pair.b.inner_ends, m)
        known = a + b > 0
        difference = np.abs(a + n[:, None] - b - m[:, None]).astype(np.float32)
        yield AT["sentences_same"], (known & (difference == 0)).astype(np.float32)
        yield AT["sentences_other"], known * np.minimum(difference, np.float32(3))
        yield AT["sentences_fused"], (~known & (n + m > 2)[:, None]) * np.float32(self._pair.several)

    def _paragraphs(self, n: Numbers, m: Numbers) -> Iterator[Column]:
        a, b = self._pair.a, self._pair.b
        a_first, b_first = self._ends(a.opening, n), self._stops(b.opening, m)
        yield AT["opens_both"], a_first * b_first
        yield AT["opens_one"], np.abs(a_first - b_first)
        yield AT["opens_inside"], np.minimum(self._ends(a.inside, n) + self._stops(b.inside, m), np.float32(3))

    def _third(self, n: Numbers, m: Numbers, through: Through) -> Iterator[Column]:
        inside = self._boxes(through.links.dense, int(max(n.max(), m.max()))).sums(n, m)
        a_mass, b_mass = self._ends(self._pair.a.through, n), self._stops(self._pair.b.through, m)
        a_share, b_share = (np.float32(1) / size.astype(np.float32)[:, None] for size in (m, n))
        outside = np.maximum(a_mass - inside, 0) * a_share + np.maximum(b_mass - inside, 0) * b_share
        yield AT["through"], inside * ((n + m) / (2 * n * m)).astype(np.float32)[:, None]
        yield AT["through_out"], np.minimum(outside, np.float32(4))


def _closeness(cosine: Floats, size: Floats, gain: Floats) -> dict[str, Floats]:
    """What cosines of beads and their gains say, by feature; cosines count by the `size` of the bead."""
    return {
        "cosine": cosine * size,
        "cosine_low": np.minimum(cosine - _LOW, 0.0) * size,
        "cosine_high": np.maximum(cosine - _HIGH, 0.0) * size,
        "gain": gain,
        "gain_low": np.minimum(gain, 0.0),
    }
