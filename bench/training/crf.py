"""Learning the weights of the bead model: a semi-Markov conditional random field, by maximum likelihood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.evidence import FEATURES
from aligner.alignment.lattice import Lattice, posteriors
from aligner.alignment.pair import Pair
from aligner.alignment.pieces import Pieces
from aligner.alignment.scoring import band_scores, bead_features
from aligner.alignment.shapes import FULL
from aligner.alignment.weights import MODES, mixed, mode_of

Doubles = NDArray[np.float64]
_PRUNED = -50.0
"""Score of beads that were hopeless under the weights a snapshot was taken with."""


@dataclass
class Gold:
    """A pair with its right path: for every gold bead its shape's number (-1: too large) and where it ends."""

    pair: Pair
    band: Band
    shapes: NDArray[np.int64]
    points: NDArray[np.int64]


@dataclass
class Snapshot:
    """The features of all beads of a pair that are not hopeless."""

    lattice: Lattice
    size: int
    """Points of its band."""
    shapes: NDArray[np.int64]
    ends: NDArray[np.int64]
    features: NDArray[np.float32]
    """Shape [features, beads]."""
    right: Doubles
    """Summed features of the gold path."""
    mode: Doubles
    """How much each part of the weights counts, see `mode_of`."""
    beads: int


def snapshot(gold: Gold, weights: Doubles, least: float = 1e-6) -> Snapshot:
    """Keep the beads whose probability under `weights` is at least `least`, and the gold ones."""
    chances = posteriors(gold.band, band_scores(gold.pair, gold.band, FULL, weights_for(gold, weights)), FULL)
    kept = chances >= least
    kept[gold.shapes, gold.points] = True
    shapes, ends = np.nonzero(kept)
    i, j = gold.band.points()
    size = np.array(FULL.shapes)[shapes]
    starts = gold.band.index(i[ends] - size[:, 0], j[ends] - size[:, 1])
    inside = starts >= 0
    shapes, ends = shapes[inside], ends[inside]
    features = bead_features(gold.pair, gold.band, FULL, shapes, ends)
    place = {key: number for number, key in enumerate(zip(shapes.tolist(), ends.tolist(), strict=True))}
    rows = [place[key] for key in zip(gold.shapes.tolist(), gold.points.tolist(), strict=True)]
    right = features[:, rows].sum(axis=1, dtype=np.float64)
    lattice = Lattice(Pieces.whole(gold.band), FULL)
    return Snapshot(lattice, gold.band.size, shapes, ends, features, right, mode_of(gold.pair), len(rows))


def weights_for(gold: Gold, weights: Doubles) -> NDArray[np.float32]:
    """The weights of a pair as it now is, from those of all modes one after the other."""
    return mixed(weights.reshape(-1, len(FEATURES)), gold.pair)


def start_from(weights: Mapping[str, float]) -> Doubles:
    """Weights of all modes one after the other: these for the first, nothing for the others."""
    return np.array([weights.get(feature, 0.0) for feature in FEATURES] + [0.0] * (len(MODES) - 1) * len(FEATURES))


def by_mode(alone: Doubles, joint: Doubles) -> dict[str, dict[str, float]]:
    """The weights as a model's file holds them; what is 0 is left out."""
    return {
        f"{name}{mode}": {
            feature: round(float(x), 4) for feature, x in zip(FEATURES, part, strict=True) if round(float(x), 4)
        }
        for name, weights in (("alone", alone), ("joint", joint))
        for mode, part in zip(MODES, weights.reshape(len(MODES), -1), strict=True)
    }


def loss(weights: Doubles, snapshots: Sequence[Snapshot], strength: float, anchor: Doubles) -> tuple[float, Doubles]:
    """Negative log-likelihood a bead and its gradient, with a pull of `strength` towards `anchor`."""
    total, gradient, beads = 0.0, np.zeros(len(weights)), 0
    for snap in snapshots:
        scores = np.full((len(FULL.shapes), snap.size), _PRUNED, dtype=np.float32)
        own = snap.mode @ weights.reshape(-1, len(FEATURES))
        scores[snap.shapes, snap.ends] = own.astype(np.float32) @ snap.features
        chances = snap.lattice.chances(scores)[snap.shapes, snap.ends]
        total += snap.lattice.log_weight(scores) - own @ snap.right
        slope = snap.features @ chances - snap.right
        gradient += np.outer(snap.mode, slope).ravel()
        beads += snap.beads
    away = weights - anchor
    return total / beads + strength * (away @ away), gradient / beads + 2 * strength * away


def fit(
    snapshots: Sequence[Snapshot], start: Doubles, strength: float, rounds: int, modes: int = len(MODES)
) -> Doubles:
    """The weights that make the gold paths likeliest (L-BFGS); only those of the first `modes` are moved."""
    from scipy.optimize import minimize

    free = modes * len(FEATURES)

    def objective(moved: Doubles) -> tuple[float, Doubles]:
        value, gradient = loss(np.concatenate([moved, start[free:]]), snapshots, strength, np.zeros(len(start)))
        return value, gradient[:free]

    result = minimize(objective, start[:free], jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    print(f"    loss {result.fun:.4f} a bead after {result.nit} rounds", flush=True)
    return np.concatenate([np.asarray(result.x, dtype=np.float64), start[free:]])
