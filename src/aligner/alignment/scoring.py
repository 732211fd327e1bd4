"""Scores of all beads of a band: their features weighed by the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.beads import Beads, Listing, portions
from aligner.alignment.evidence import FEATURES, Kind, views
from aligner.alignment.lattice import IMPOSSIBLE, Lattice
from aligner.alignment.pair import Pair
from aligner.alignment.pieces import Pieces
from aligner.alignment.shapes import ShapeSet

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]


class Scorer:
    """Scores the beads of some pieces, by each of some weights, again and again as more becomes known of the pair.

    What its words have in common must be known before, as weights depend on it.
    """

    def __init__(self, pair: Pair, lattice: Lattice, weights: Sequence[Floats]) -> None:
        self._pair, self._weights = pair, weights
        self._listing = Listing.of(lattice)
        self._kept: list[Floats] = []
        self._fixed: list[Floats] = []
        self._runs = -1

    def scores(self, which: int) -> Floats:
        """Log-potentials by one of the weights of every bead that ends in the band, shape [shapes, points]."""
        if self._runs != self._pair.runs:
            self._learn()
        weights = self._weights[which]
        scores = self._kept[which] + self._habits(weights).take(self._listing.kinds)
        if self._pair.through is not None:
            scores += self._weighed([[Kind.TOLD]], [weights])[0][0]
        return self._listing.spread(scores, IMPOSSIBLE)

    def _learn(self) -> None:
        """Take in the vectors of runs that have become known, and at first what never changes."""
        if self._fixed:
            [self._kept] = self._weighed([[Kind.MEANING]], self._weights)
        else:
            never = [Kind.FIXED, Kind.WORDING] if self._pair.wording is not None else [Kind.FIXED]
            self._fixed, self._kept = self._weighed([never, [Kind.MEANING]], self._weights)
        self._runs = self._pair.runs
        for kept, fixed in zip(self._kept, self._fixed, strict=True):
            np.add(kept, fixed, out=kept)

    def _weighed(self, kinds: Sequence[Sequence[Kind]], weights: Sequence[Floats]) -> list[list[Floats]]:
        """The parts of the scores that come from features of some kinds together, by each of some weights."""
        table = np.stack(weights)
        scores = [[np.zeros(self._listing.size, dtype=np.float32) for _ in weights] for _ in kinds]
        for portion, beads in self._listing:
            for held, view in views(self._pair, beads):
                own = slice(portion.start + held.start, portion.start + held.stop)
                for together, wholes in zip(kinds, scores, strict=True):
                    values, features = np.empty((len(FEATURES), own.stop - own.start), dtype=np.float32), []
                    columns = (column for kind in together for column in view.features(kind))
                    for row, (feature, column) in zip(values, columns, strict=False):
                        row[:] = column
                        features.append(feature)
                    known = table[:, features]
                    for whole, part in zip(wholes, known @ values[: len(features)], strict=True):
                        whole[own] = part
        return scores

    def _habits(self, weights: Floats) -> Floats:
        """What habits say of beads of each shape, shape [shapes]."""
        shapes = self._listing.shapes
        one = np.zeros(len(shapes.shapes), dtype=np.int64)
        result = np.zeros(len(shapes.shapes), dtype=np.float32)
        for held, view in views(self._pair, Beads.of(self._listing.band, shapes, np.arange(len(one)), one)):
            for feature, values in view.features(Kind.HABIT):
                result[held] += weights[feature] * values
        return result


def band_scores(pair: Pair, band: Band, shapes: ShapeSet, weights: Floats) -> Floats:
    """Log-potentials of every bead that ends in the band, shape [shapes, points]."""
    return Scorer(pair, Lattice(Pieces.whole(band), shapes), [weights]).scores(0)


def bead_features(pair: Pair, band: Band, shapes: ShapeSet, kinds: Numbers, ends: Numbers) -> Floats:
    """The features of some beads, shape [features, beads]: `kinds` are numbers of shapes, `ends` flat points."""
    result = np.zeros((len(FEATURES), len(kinds)), dtype=np.float32)
    for top, bottom in portions(band, shapes):
        inside = np.flatnonzero((ends >= band.offsets[top]) & (ends < band.offsets[bottom]))
        inside = inside[np.argsort(kinds[inside], kind="stable")]
        if len(inside):
            for held, view in views(pair, Beads.of(band, shapes, kinds[inside], ends[inside])):
                for kind in Kind:
                    for feature, values in view.features(kind):
                        result[feature, inside[held]] += values
    return result
