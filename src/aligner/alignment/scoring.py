"""Scores of all beads of a band: their features weighed by the model."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.evidence import FEATURES, View
from aligner.alignment.pair import Pair
from aligner.alignment.shapes import ShapeSet

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]
_ROWS = 192
"""Rows scored at once: enough for array arithmetic to pay, few enough to stay in the processor's cache."""


def band_scores(pair: Pair, band: Band, shapes: ShapeSet, weights: Floats) -> Floats:
    """Log-potentials of every bead that ends in the band, shape [shapes, points]."""
    scores = np.zeros((len(shapes.shapes), band.size), dtype=np.float32)
    for top in range(0, band.rows + 1, _ROWS):
        bottom = min(top + _ROWS, band.rows + 1)
        view = View(pair, band, top, bottom)
        flat = slice(int(band.offsets[top]), int(band.offsets[bottom]))
        for index, shape in enumerate(shapes.shapes):
            own = scores[index, flat]
            for feature, values in view.features(shape):
                if weights[feature]:
                    own += weights[feature] * values
    return scores


def bead_features(pair: Pair, band: Band, shapes: ShapeSet, kinds: Numbers, ends: Numbers) -> Floats:
    """The features of some beads, shape [features, beads]: `kinds` are numbers of shapes, `ends` flat points."""
    result = np.zeros((len(FEATURES), len(kinds)), dtype=np.float32)
    for top in range(0, band.rows + 1, _ROWS):
        bottom = min(top + _ROWS, band.rows + 1)
        inside = np.flatnonzero((ends >= band.offsets[top]) & (ends < band.offsets[bottom]))
        view = View(pair, band, top, bottom)
        for index in np.unique(kinds[inside]):
            chosen = inside[kinds[inside] == index]
            points = ends[chosen] - band.offsets[top]
            for feature, values in view.features(shapes.shapes[index]):
                result[feature, chosen] += values if isinstance(values, float) else values[points]
    return result
