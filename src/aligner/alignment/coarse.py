"""Where in the lattice to look: what some likely path of the smallest beads visits, by all the evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.lattice import Lattice, visited
from aligner.alignment.pair import Pair
from aligner.alignment.pieces import Pieces
from aligner.alignment.pooling import SMALL, Measure, Pyramid, bounded, cut_within, likely_part, rough_band
from aligner.alignment.scoring import Scorer
from aligner.alignment.shapes import FULL, NARROW
from aligner.alignment.side import Side
from aligner.alignment.sure import Sureness, best_matches, length_ratio, plain_way
from aligner.alignment.weights import BeadModel
from aligner.model import Language

Floats: TypeAlias = NDArray[np.float32]
Key: TypeAlias = tuple[Language, Language]

_HOPELESS, _CERTAIN = 1e-6, 1.0 - 1e-6
"""Probabilities, by the smallest beads, below which a point is not searched and from which it is a cut."""
_NEAR = 3
"""Columns that a path may be off where plain matches show the way."""
_SURE = Sureness()
_MEASURE = Measure(sure=_SURE)


@dataclass(frozen=True, slots=True)
class SearchSpace:
    """Two versions with their evidence, and where to search them."""

    pair: Pair
    pieces: Pieces


def search_spaces(
    sides: Mapping[Language, Side], model: BeadModel, step: Callable[[], None] = lambda: None
) -> dict[Key, SearchSpace]:
    """For every two versions the part of their lattice that some likely path visits, cut wherever the way is plain.

    It is found with the smallest beads only, by all the evidence, weighed by `model`. `step` is called now and then,
    and may raise to stop.
    """
    pairs = list(combinations(sides, 2))
    bands = _rough_bands(sides, pairs, step)
    spaces = {}
    for a, b in pairs:
        step()
        spaces[a, b] = _search_space(sides[a], sides[b], bands.pop((a, b)), model)
    return spaces


def _rough_bands(sides: Mapping[Language, Side], pairs: Sequence[Key], step: Callable[[], None]) -> dict[Key, Band]:
    """Every version is pooled once for all its pairs, and what was pooled is let go of."""
    pyramids = {language: Pyramid(side.weighted) for language, side in sides.items()}
    bands = {}
    for a, b in pairs:
        step()
        bands[a, b] = rough_band(pyramids[a], pyramids[b], lambda *_: _MEASURE)
    return bands


def _search_space(a: Side, b: Side, band: Band, model: BeadModel) -> SearchSpace:
    matches = best_matches(band, a.vectors, b.vectors, _SURE.cosine)
    pair = Pair(a, b, FULL.reach, length_ratio(matches.better(_SURE.plain), a.chars, b.chars))
    pieces = Pieces.whole(band)
    if band.size > SMALL:
        way = plain_way(matches, _SURE)
        pieces = cut_within(band.near(way.near, _NEAR), way.cuts)
    lattice = Lattice(pieces, NARROW)
    scores = Scorer(pair, lattice, [model.alone_for(pair)]).scores(0)
    found = _narrowed(pieces, lattice.chances(scores))
    near = bounded(found.band, lambda: lattice.best_path(scores))
    return SearchSpace(pair, found if near is found.band else Pieces.cut(near, found.points[1:-1]))


def _narrowed(pieces: Pieces, chances: Floats) -> Pieces:
    """Only the points that are not hopeless, cut where no path is likely to miss one."""
    passed = visited(chances)
    i, j = pieces.band.points()
    certain = passed >= _CERTAIN
    cuts = np.concatenate([pieces.points[1:-1], np.stack([i[certain], j[certain]], axis=1)])
    return Pieces.cut(likely_part(pieces.band, passed >= _HOPELESS), cuts)
