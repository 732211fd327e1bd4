"""The search cut into pieces that do not depend on each other, many of them worked at once.

Pieces of about the same size are laid side by side and swept together, so the number of steps is that of the
longest piece and not that of the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.lattice import Path, best_path, posteriors
from aligner.alignment.shapes import ShapeSet

Floats: TypeAlias = NDArray[np.float32]
Doubles: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.int64]

_IMPOSSIBLE = -1e30
_SIDES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48)
"""Pieces are padded to these numbers of segments; larger ones are searched row by row in their band."""
_AT_ONCE = 400_000
"""Beads scored in one sweep, at most."""


@dataclass(frozen=True)
class Pieces:
    """A band and the points that every path through it must pass, the first and last included."""

    band: Band
    points: Numbers
    """Shape [pieces + 1, 2], ascending in both coordinates."""

    @staticmethod
    def cut(band: Band, cuts: Numbers) -> Pieces:
        """Cut a band at grid points (ascending); the band shrinks to what lies between them."""
        ends = np.array([[0, 0], [band.rows, band.columns]])
        points = np.unique(np.concatenate([ends[:1], cuts, ends[1:]]), axis=0)
        piece = np.searchsorted(points[:, 0], np.arange(band.rows + 1), side="right") - 1
        before = np.searchsorted(points[:, 0], np.arange(band.rows + 1), side="left") - 1
        low = np.maximum(band.low, points[np.maximum(before, 0), 1])
        high = np.minimum(band.high, points[np.minimum(piece + 1, len(points) - 1), 1])
        return Pieces(Band.of(low, high), points)

    def groups(self) -> Iterator[tuple[int, int, Numbers]]:
        """Piece numbers by padded size (rows, columns); rows 0 for pieces too large to pad."""
        sizes = np.diff(self.points, axis=0)
        padded = np.searchsorted(_SIDES, sizes)
        padded[(padded == len(_SIDES)).any(axis=1)] = -1
        steps = np.array([*_SIDES, 0])
        keys = padded[:, 0] * (len(_SIDES) + 1) + padded[:, 1]
        for key in np.unique(keys):
            held = np.flatnonzero(keys == key)
            rows, columns = (int(steps[k]) for k in padded[held[0]])
            per_sweep = max(1, _AT_ONCE // ((rows + 1) * (columns + 1) * 8)) if rows else 1
            for start in range(0, len(held), per_sweep):
                yield rows, columns, held[start : start + per_sweep]


def search(pieces: Pieces, scores: Floats, shapes: ShapeSet) -> tuple[Path, Floats]:
    """The best path through all pieces, and the probability of every bead [shapes, points of the band]."""
    chances = np.zeros(scores.shape, dtype=np.float32)
    paths: list[tuple[int, Path]] = []
    for rows, columns, held in pieces.groups():
        if rows:
            sheet = _Sheet(pieces, held, (rows, columns), scores, shapes)
            sheet.fill_chances(chances)
            paths += sheet.best_paths()
        else:
            number = int(held[0])
            paths.append((number, _large(pieces, number, scores, chances, shapes)))
    paths.sort(key=lambda item: item[0])
    whole = np.concatenate([path for _, path in paths]) if paths else np.zeros((0, 4), dtype=np.int64)
    return whole, chances


def _large(pieces: Pieces, number: int, scores: Floats, chances: Floats, shapes: ShapeSet) -> Path:
    """Search one piece row by row in its part of the band."""
    (top, left), (bottom, right) = pieces.points[number].tolist(), pieces.points[number + 1].tolist()
    low = np.maximum(pieces.band.low[top : bottom + 1], left) - left
    high = np.minimum(pieces.band.high[top : bottom + 1], right) - left
    part = Band.of(low, high)
    i, j = part.points()
    at = pieces.band.index(i + top, j + left)
    own = scores[:, at]
    chances[:, at[1:]] = posteriors(part, own, shapes)[:, 1:]
    path: Path = best_path(part, own, shapes) + np.array([top, top, left, left])
    return path


class _Sheet:
    """Pieces padded to one size and laid side by side: arrays [pieces, rows + 1, columns + 1]."""

    def __init__(
        self, pieces: Pieces, held: Numbers, size: tuple[int, int], scores: Floats, shapes: ShapeSet
    ) -> None:
        rows, columns = size
        self._held, self._shapes, self._reach = held, shapes, shapes.reach
        self._first = pieces.points[held]
        self._sizes = pieces.points[held + 1] - self._first
        i = self._first[:, 0, None, None] + np.arange(rows + 1)[None, :, None]
        j = self._first[:, 1, None, None] + np.arange(columns + 1)[None, None, :]
        inside = (i <= (self._first + self._sizes)[:, 0, None, None]) & (
            j <= (self._first + self._sizes)[:, 1, None, None]
        )
        self._at = np.where(inside, pieces.band.index(*np.broadcast_arrays(i, j)), -1)
        self._inside = self._at >= 0
        self._scores = np.where(self._inside, scores[:, np.maximum(self._at, 0)], np.float32(_IMPOSSIBLE))
        self._skips = np.where(self._inside, self._scores[-1], 0.0).astype(np.float64)
        self._skips[:, :, 0] = 0.0
        self._shape = (len(held), rows + 1, columns + 1)

    def fill_chances(self, chances: Floats) -> None:
        """Write the probabilities of the pieces' beads where they belong."""
        before, after = self._before(), self._after()
        number = np.arange(len(self._held))
        whole = before[number, self._reach + self._sizes[:, 0], self._reach + self._sizes[:, 1]]
        inside = self._inside.copy()
        inside[:, 0, 0] = False
        flat = self._at[inside]
        for index, (n, m) in enumerate(self._shapes.shapes):
            start = self._shifted(before, n, m)
            log = start + self._scores[index] + after[:, : self._shape[1], : self._shape[2]] - whole[:, None, None]
            chances[index, flat] = np.exp(np.minimum(log, 0.0))[inside]

    def _shifted(self, padded: Doubles, n: int, m: int) -> Doubles:
        """Values at the points n rows above and m columns before, of an array padded in front."""
        top, left = self._reach - n, self._reach - m
        return padded[:, top : top + self._shape[1], left : left + self._shape[2]]

    def _empty(self) -> Doubles:
        count, rows, columns = self._shape
        return np.full((count, rows + self._reach, columns + self._reach), _IMPOSSIBLE)

    def _before(self) -> Doubles:
        """Log weight of all ways to each point, padded in front."""
        total = self._empty()
        reach = self._reach
        for i in range(self._shape[1]):
            row = self._step(total, i)
            base = np.logaddexp.reduce(row, axis=0)
            if i == 0:
                base[:, 0] = 0.0
            skips = np.cumsum(self._skips[:, i], axis=1)
            reached = np.logaddexp.accumulate(base - skips, axis=1) + skips
            total[:, reach + i, reach:] = np.where(self._inside[:, i], reached, _IMPOSSIBLE)
        return total

    def _step(self, total: Doubles, i: int) -> Doubles:
        """Weights of reaching the points of row i by each bead that does not stay in the row."""
        reach, columns = self._reach, self._shape[2]
        row = np.empty((len(self._shapes.shapes) - 1, self._shape[0], columns))
        for index, (n, m) in enumerate(self._shapes.shapes[:-1]):
            start = total[:, reach + i - n, reach - m : reach - m + columns]
            np.add(start, self._scores[index, :, i], out=row[index])
        return row

    def _after(self) -> Doubles:
        """Log weight of all ways on from each point to its piece's end, padded behind."""
        count, rows, columns = self._shape
        total = self._empty()
        number = np.arange(count)
        for i in range(rows - 1, -1, -1):
            row = np.full((len(self._shapes.shapes) - 1, count, columns), _IMPOSSIBLE)
            for index, (n, m) in enumerate(self._shapes.shapes[:-1]):
                if i + n < rows and m < columns:
                    ends = total[:, i + n, m:columns] + self._scores[index, :, i + n, m:]
                    row[index, :, : columns - m] = ends
            base = np.where(self._inside[:, i], np.logaddexp.reduce(row, axis=0), _IMPOSSIBLE)
            last = self._sizes[:, 0] == i
            base[number[last], self._sizes[last, 1]] = 0.0
            # Read from the right, the skip into column j + 1 is the step out of column j.
            skips = np.zeros((count, columns))
            skips[:, 1:] = np.cumsum(self._skips[:, i, :0:-1], axis=1)
            turned = np.logaddexp.accumulate(base[:, ::-1] - skips, axis=1) + skips
            total[:, i, :columns] = turned[:, ::-1]
        return total

    def best_paths(self) -> list[tuple[int, Path]]:
        """The best path of every piece, in grid points of the document."""
        total = self._empty()
        choice = np.zeros(self._shape, dtype=np.int8)
        within = len(self._shapes.shapes) - 1
        for i in range(self._shape[1]):
            row = self._step(total, i)
            best = row.argmax(axis=0)
            base = np.take_along_axis(row, best[None], axis=0)[0]
            if i == 0:
                base[:, 0] = 0.0
            skips = np.cumsum(self._skips[:, i], axis=1)
            reached = np.maximum.accumulate(base - skips, axis=1)
            choice[:, i] = np.where(reached > base - skips, within, best)
            total[:, self._reach + i, self._reach :] = np.where(self._inside[:, i], reached + skips, _IMPOSSIBLE)
        return [(int(number), self._trace(k, choice[k])) for k, number in enumerate(self._held)]

    def _trace(self, piece: int, choice: NDArray[np.int8]) -> Path:
        (i, j), (top, left) = self._sizes[piece].tolist(), self._first[piece].tolist()
        beads: list[tuple[int, int, int, int]] = []
        while i or j:
            n, m = self._shapes.shapes[int(choice[i, j])]
            beads.append((top + i - n, top + i, left + j - m, left + j))
            i, j = i - n, j - m
        return np.array(beads[::-1], dtype=np.int64).reshape(-1, 4)
