"""The learned weights of the bead model, and the file they come in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from aligner.alignment.evidence import FEATURES
from aligner.alignment.pair import Pair

Floats: TypeAlias = NDArray[np.float32]


MODES = ("", "_worded", "_laid_out")
"""Endings of the parts of weights, see `mode_of`."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """What `bench/training/learn.py` writes."""

    name: str
    trained_on: list[str]
    alone: dict[str, float]
    alone_worded: dict[str, float]
    alone_laid_out: dict[str, float]
    joint: dict[str, float]
    joint_worded: dict[str, float]
    joint_laid_out: dict[str, float]
    row_confidence: list[float]


@dataclass(frozen=True)
class BeadModel:
    """Weights of a semi-Markov model of beads, in the order of `FEATURES`, shape [modes, features]."""

    name: str
    """Changes whenever the weights do; part of every signature."""
    alone: Floats
    """For a pair by itself."""
    joint: Floats
    """For a pair whose segments other languages know."""
    row_confidence: tuple[float, ...]
    """How the probabilities of a row's pair beads become the probability of the row; see `confidence`."""

    def alone_for(self, pair: Pair) -> Floats:
        """The weights for a pair by itself, by what is known of it now; shape [features]."""
        return mixed(self.alone, pair)

    def joint_for(self, pair: Pair) -> Floats:
        """The weights for a pair that other languages inform."""
        return mixed(self.joint, pair)


def mode_of(pair: Pair) -> NDArray[np.float64]:
    """How much each part of the weights counts: always, where words are trusted, where paragraphs are known.

    Where there is more evidence of one kind, the rest of it is worth less. Shape [modes], each 0..1.
    """
    return np.array([1.0, pair.wording.trust if pair.wording else 0.0, float(pair.has_paragraphs)])


def mixed(parts: NDArray[np.floating], pair: Pair) -> Floats:
    """The weights of a pair as it now is, shape [features], from those of all modes, shape [modes, features]."""
    weights: Floats = (mode_of(pair) @ parts).astype(np.float32)
    return weights


@cache
def bead_model(name: str = "e5") -> BeadModel:
    """The weights shipped for a kind of vectors."""
    data = files("aligner.alignment").joinpath("models", f"{name}.json").read_bytes()
    file = msgspec.json.decode(data, type=_File)
    return BeadModel(
        name=file.name,
        alone=np.stack([_in_order(getattr(file, f"alone{mode}")) for mode in MODES]),
        joint=np.stack([_in_order(getattr(file, f"joint{mode}")) for mode in MODES]),
        row_confidence=tuple(file.row_confidence),
    )


def _in_order(weights: dict[str, float]) -> Floats:
    """A feature that the file does not name weighs nothing."""
    return np.array([weights.get(feature, 0.0) for feature in FEATURES], dtype=np.float32)
