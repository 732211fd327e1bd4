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

Floats: TypeAlias = NDArray[np.float32]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """What `bench/training/learn.py` writes."""

    name: str
    trained_on: list[str]
    alone: dict[str, float]
    joint: dict[str, float]
    row_confidence: list[float]


@dataclass(frozen=True)
class BeadModel:
    """Weights of a semi-Markov model of beads, in the order of `FEATURES`."""

    name: str
    """Changes whenever the weights do; part of every signature."""
    alone: Floats
    """For a pair by itself."""
    joint: Floats
    """For a pair whose segments other languages know."""
    row_confidence: tuple[float, ...]
    """How the probabilities of a row's pair beads become the probability of the row; see `confidence`."""


@cache
def bead_model(name: str = "e5") -> BeadModel:
    """The weights shipped for a kind of vectors."""
    data = files("aligner.alignment").joinpath("models", f"{name}.json").read_bytes()
    file = msgspec.json.decode(data, type=_File)
    return BeadModel(
        name=file.name,
        alone=_in_order(file.alone),
        joint=_in_order(file.joint),
        row_confidence=tuple(file.row_confidence),
    )


def _in_order(weights: dict[str, float]) -> Floats:
    """A feature that the file does not name weighs nothing."""
    return np.array([weights.get(feature, 0.0) for feature in FEATURES], dtype=np.float32)
