"""The bead shapes the search considers, in the order every lattice array is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Shape: TypeAlias = tuple[int, int]
"""How many segments of the first and of the second version a bead takes."""


@dataclass(frozen=True, slots=True)
class ShapeSet:
    """An ordered set of shapes; the earlier of two that are equally likely is taken."""

    shapes: tuple[Shape, ...]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """The shapes as an array, shape [shapes, 2]."""
        return np.array(self.shapes, dtype=np.int64)

    @property
    def reach(self) -> int:
        """The largest number of segments on either side."""
        return max(max(shape) for shape in self.shapes)


def _rectangle(side: int, long: int) -> tuple[Shape, ...]:
    """Every shape up to side × side, plus one-to-many up to `long`, plus the two null beads."""
    shapes = [(1, m) for m in range(long + 1)]
    shapes += [(n, m) for n in range(2, side + 1) for m in range(1, side + 1)]
    shapes += [(n, 1) for n in range(side + 1, long + 1)]
    return (*shapes, (0, 1))


FULL = ShapeSet(_rectangle(4, 6))
"""All beads up to 4-4, and one-to-many up to 6."""

NARROW = ShapeSet(((1, 0), (1, 1), (1, 2), (2, 1), (0, 1)))
"""Enough to find the path along which the full set is then searched."""
