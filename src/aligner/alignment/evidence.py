"""What speaks for a bead and against it, as numbers: the features of the bead model.

Features are computed for some neighbouring rows of a band at once; a bead belongs to the grid point where it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.pair import Pair
from aligner.alignment.runs import Half
from aligner.alignment.shapes import Shape
from aligner.alignment.side import MARKS

Floats: TypeAlias = NDArray[np.float32]

FEATURES = (
    "one_one", "one_two", "one_three", "one_four", "one_many", "two_two", "many_many",
    "cosine", "cosine_low", "cosine_high", "background", "gain", "gain_low",
    "true", "true_low", "true_high", "true_gain", "true_gain_low", "true_seen",
    "length", "length_square", "length_normal",
    "number_common", "number_alone", "name_common", "name_alone", "item_same", "item_other",
    *MARKS,
    "opens_both", "opens_one", "opens_inside",
    "through", "through_out", "habit_joined",
    "null", "null_length", "null_anchor", "null_opens", "null_background", "null_through", "null_orphaned",
    "habit_null",
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

Column: TypeAlias = tuple[int, Floats | float]
"""A feature's index and its values, one a point, or one for all."""


def shape_class(shape: Shape) -> str:
    """The name of the bias that a shape shares with its mirror image and its like."""
    small, large = min(shape), max(shape)
    if small == 1:
        return ("one_one", "one_two", "one_three", "one_four")[large - 1] if large <= 4 else "one_many"
    return "two_two" if large == 2 else "many_many"


class View:
    """The features of the beads that end in rows `top` … `bottom` - 1 of a band, point by point."""

    def __init__(self, pair: Pair, band: Band, top: int, bottom: int) -> None:
        self._pair = pair
        self.i, self.j = band.points(top, bottom)
        margin = pair.reach + 1
        self._first = (top - margin, int(band.low[top]) - margin)
        self._last = (bottom - 1, int(band.high[bottom - 1]))
        self._known: dict[tuple[Shape, int, int], tuple[Floats, NDArray[np.bool_]]] = {}
        if pair.has_vectors:
            self._dots = self._sums(self._products)
        self._numbers = self._sums(pair.numbers.common)
        self._names = self._sums(pair.names.common)
        self._through = self._sums(pair.through.links.dense) if pair.through is not None else None

    def features(self, shape: Shape) -> list[Column]:
        """The features of a shape that are not zero throughout."""
        n, m = shape
        if m == 0:
            return self._null(self._pair.a, self.i)
        if n == 0:
            return self._null(self._pair.b, self.j)
        columns: list[Column] = [(AT[shape_class(shape)], 1.0)]
        if self._pair.has_vectors:
            columns += self._meaning(shape)
        columns += self._lengths(shape)
        columns += self._anchors(shape)
        columns += self._items(shape)
        columns += self._marks(shape)
        if self._pair.has_paragraphs:
            columns += self._paragraphs(shape)
        if self._through is not None:
            columns += self._third(shape, self._through)
        if n + m > 2:
            columns.append((AT["habit_joined"], self._pair.habits.joined))
        return columns

    def _products(self, top: int, bottom: int, left: int, right: int) -> Floats:
        products: Floats = self._pair.a.weighted[top:bottom] @ self._pair.b.weighted[left:right].T
        return products

    def _sums(self, dense: Callable[[int, int, int, int], Floats]) -> NDArray[np.float64]:
        """Running sums of a matrix over segments, far enough back for the longest bead."""
        (top, left), (bottom, right) = self._first, self._last
        whole = np.zeros((bottom - top + 1, right - left + 1))
        above, before = max(0, -top), max(0, -left)
        if bottom > top + above and right > left + before:
            part = dense(top + above, bottom, left + before, right)
            inner = whole[1 + above :, 1 + before :]
            np.cumsum(part, axis=0, out=inner, dtype=np.float64)
            np.cumsum(inner, axis=1, out=inner)
        return whole

    def _box(self, sums: NDArray[np.float64], shape: Shape, up: int = 0, back: int = 0) -> Floats:
        """Sums over the beads of a shape that end `up` rows above and `back` columns before the points."""
        n, m = shape
        i, j = self.i - self._first[0] - up, self.j - self._first[1] - back
        width = sums.shape[1]
        flat = sums.ravel()
        here = i * width + j
        total = flat[here] - flat[here - n * width] - flat[here - m] + flat[here - n * width - m]
        box: Floats = total.astype(np.float32)
        return box

    def _cosines(self, shape: Shape, up: int = 0, back: int = 0) -> tuple[Floats, NDArray[np.bool_]]:
        """Cosines of a shape's beads, and which of them are of true vectors; `up` and `back` as in `_box`."""
        key = (shape, up, back)
        if key not in self._known:
            n, m = shape
            a, b = self._pair.a, self._pair.b
            i, j = np.maximum(self.i - up, 0), np.maximum(self.j - back, 0)
            cosine = self._box(self._dots, shape, up, back) / (a.norms[n][i] * b.norms[m][j])
            seen = np.zeros(len(i), dtype=bool)
            if shape != (1, 1):
                seen = a.is_known(n, i) & b.is_known(m, j)
                at = np.flatnonzero(seen)
                if len(at):
                    cosine[at] = np.einsum("ij,ij->i", a.true_vectors(n, i[at]), b.true_vectors(m, j[at]))
            self._known[key] = cosine, seen
        return self._known[key]

    def _meaning(self, shape: Shape) -> list[Column]:
        n, m = shape
        size = (n + m) / 2
        cosine, seen = self._cosines(shape)
        values = {
            "cosine": cosine * size,
            "cosine_low": np.minimum(cosine - _LOW, 0.0) * size,
            "cosine_high": np.maximum(cosine - _HIGH, 0.0) * size,
        }
        if n + m > 2:
            gain = cosine - self._without_an_end(shape)
            values["gain"] = gain
            values["gain_low"] = np.minimum(gain, 0.0)
        background: Floats = self._pair.a.background[n][self.i] + self._pair.b.background[m][self.j]
        background *= size / 2
        columns: list[Column] = [(AT["background"], background)]
        if not seen.any():
            return columns + [(AT[name], value) for name, value in values.items()]
        true = seen.astype(np.float32)
        columns.append((AT["true_seen"], true * np.float32(size)))
        for name, value in values.items():
            columns.append((AT[name], value * (1 - true)))
            columns.append((AT[RUN_FEATURES[name]], value * true))
        return columns

    def _without_an_end(self, shape: Shape) -> Floats:
        """The best cosine of the bead with the first or last segment of a longer side left out."""
        n, m = shape
        less = []
        if n > 1:
            less += [self._cosines((n - 1, m))[0], self._cosines((n - 1, m), up=1)[0]]
        if m > 1:
            less += [self._cosines((n, m - 1))[0], self._cosines((n, m - 1), back=1)[0]]
        best = less[0]
        for other in less[1:]:
            best = np.maximum(best, other)
        return best

    def _lengths(self, shape: Shape) -> list[Column]:
        n, m = shape
        a, b = self._pair.a.chars[n], self._pair.b.chars[m]
        a_log, b_log = (np.log(np.maximum(chars, 0) + 5).astype(np.float32) for chars in (a, b))
        difference: Floats = np.abs(a_log[self.i] - b_log[self.j])
        a_chars, b_chars = a[self.i], b[self.j]
        spread: Floats = np.abs(a_chars - b_chars) / np.sqrt(np.maximum(a_chars + b_chars, np.float32(1)))
        return [
            (AT["length"], difference),
            (AT["length_square"], np.minimum(difference * difference, np.float32(4))),
            (AT["length_normal"], np.minimum(spread, np.float32(8))),
        ]

    def _anchors(self, shape: Shape) -> list[Column]:
        n, m = shape
        a, b = self._pair.a, self._pair.b
        columns: list[Column] = []
        for name, sums, a_totals, b_totals in (
            ("number", self._numbers, a.numbers, b.numbers),
            ("name", self._names, a.names, b.names),
        ):
            a_total, b_total = a_totals[n][self.i], b_totals[m][self.j]
            common = np.minimum(self._box(sums, shape), np.minimum(a_total, b_total))
            columns.append((AT[f"{name}_common"], np.minimum(common, 3)))
            columns.append((AT[f"{name}_alone"], np.minimum(a_total + b_total - 2 * common, 3)))
        return columns

    def _items(self, shape: Shape) -> list[Column]:
        """Whether both sides open list items, and whether these bear the same number."""
        n, m = shape
        a, b = self._pair.a.items[n][self.i], self._pair.b.items[m][self.j]
        both = (a >= 0) & (b >= 0)
        same = both & (a == b)
        return [(AT["item_same"], same.astype(np.float32)), (AT["item_other"], (both & ~same).astype(np.float32))]

    def _marks(self, shape: Shape) -> list[Column]:
        n, m = shape
        a, b = self._pair.a.marks[n], self._pair.b.marks[m]
        columns: list[Column] = []
        for index, name in enumerate(MARKS):
            if name == "terminal" and n != m:
                continue
            difference = np.abs(a[:, index][self.i] - b[:, index][self.j])
            if name == "quotes":
                difference = difference / 2
            columns.append((AT[name], np.minimum(difference, 1 if name == "terminal" else 2)))
        return columns

    def _paragraphs(self, shape: Shape) -> list[Column]:
        n, m = shape
        a, b = self._pair.a, self._pair.b
        a_first, b_first = a.opening[n][self.i], b.opening[m][self.j]
        return [
            (AT["opens_both"], a_first * b_first),
            (AT["opens_one"], np.abs(a_first - b_first)),
            (AT["opens_inside"], np.minimum(a.inside[n][self.i] + b.inside[m][self.j], 3)),
        ]

    def _third(self, shape: Shape, sums: NDArray[np.float64]) -> list[Column]:
        n, m = shape
        inside = self._box(sums, shape)
        a_mass, b_mass = self._pair.a.through[n][self.i], self._pair.b.through[m][self.j]
        outside = np.maximum(a_mass - inside, 0) / m + np.maximum(b_mass - inside, 0) / n
        return [
            (AT["through"], inside * np.float32((n + m) / (2 * n * m))),
            (AT["through_out"], np.minimum(outside, 4)),
        ]

    def _null(self, half: Half, ends: NDArray[np.int64]) -> list[Column]:
        values = [
            ("null_length", np.log(np.maximum(half.chars[1], 1) / 60)),
            ("null_anchor", np.minimum(half.numbers[1] + half.names[1], 3)),
        ]
        if self._pair.has_paragraphs:
            values.append(("null_opens", half.opening[1]))
        if self._pair.has_vectors:
            values.append(("null_background", half.background[1]))
        if self._pair.through is not None:
            values.append(("null_through", np.minimum(half.through[1], 1)))
            values.append(("null_orphaned", half.orphaned[1]))
        whole: list[Column] = [(AT["null"], 1.0), (AT["habit_null"], self._pair.habits.null)]
        return whole + [(AT[name], value[ends]) for name, value in values]
