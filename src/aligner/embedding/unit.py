"""Vectors of length one, and nothing else, leave this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.errors import AlignerError

if TYPE_CHECKING:
    from aligner.embedding.protocol import Vectors

_TOLERANCE = 1e-3


def unit_rows(vectors: Vectors) -> Vectors:
    """Every row divided by its length; raises `AlignerError` where a row is not a finite direction."""
    import numpy as np

    lengths = _lengths(vectors)
    if not (np.isfinite(lengths).all() and (lengths > 0).all()):
        raise _unusable()
    unit: Vectors = vectors / lengths[:, None]
    return unit


def require_unit_rows(vectors: Vectors) -> Vectors:
    """The vectors as they are; raises `AlignerError` where a row is not finite or not of length one.

    An engine that failed without saying so answers with zeros or with what the memory held before.
    """
    if not are_unit_rows(vectors):
        raise _unusable()
    return vectors


def are_unit_rows(vectors: Vectors) -> bool:
    """Whether every row is finite and of length one, to a thousandth."""
    import numpy as np

    return bool((np.abs(_lengths(vectors) - 1) < _TOLERANCE).all())


def _lengths(vectors: Vectors) -> Vectors:
    import numpy as np

    lengths: Vectors = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return lengths


def _unusable() -> AlignerError:
    return AlignerError(
        "the encoder returned vectors that are not numbers",
        "the model or its installation is damaged; --engine length needs no model",
    )
