"""Two versions to be compared, with all that is known of how their segments match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.anchors import shared_anchors
from aligner.alignment.band import Band
from aligner.alignment.lexis import KEY
from aligner.alignment.links import Links
from aligner.alignment.runs import Half
from aligner.alignment.shapes import ShapeSet
from aligner.alignment.side import Side
from aligner.alignment.wording import Wording

Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True)
class Through:
    """What third languages say of two versions."""

    links: Links
    """How much two segments belong to the same segments of third languages, 0..1."""
    a_known: Floats
    """How much third languages know each segment of `a`, 0..1; the same for `b`."""
    b_known: Floats


@dataclass(frozen=True, slots=True)
class Habits:
    """How two versions were made from each other, as the last look at them found it.

    Rates are held as their log over an ordinary rate, 0 where nothing is known yet.
    """

    null: float = 0.0
    """Of segments without a counterpart."""
    joined: float = 0.0
    """Of beads with more than one segment on a side."""


NO_HABITS = Habits()
_ORDINARY = 0.05
_SEVERAL = 0.03
"""Share of segments with several sentences from which they are usual."""
_DOUBT = 20
"""So many segments at the ordinary rate are mixed into every estimate."""


class Pair:
    """Two versions and their evidence; vectors of runs and third languages are added as they become known."""

    def __init__(self, a: Side, b: Side, reach: int, ratio: float | None = None) -> None:
        """`ratio` is how many characters of `b` stand for one of `a`; where None, that of the whole versions."""
        self.reach = reach
        self.numbers = shared_anchors(a.numbers, b.numbers)
        self.names = shared_anchors(a.names, b.names, KEY)
        a_numbers, b_numbers = self.numbers.totals()
        a_names, b_names = self.names.totals()
        if ratio is None:
            ratio = float(b.chars.sum() / max(1.0, float(a.chars.sum())))
        self.ratio = ratio
        self.a = Half(a, b, reach, ratio, (a_numbers, a_names))
        self.b = Half(b, a, reach, 1.0, (b_numbers, b_names))
        self.has_vectors = bool(a.vectors.shape[1] and b.vectors.shape[1])
        self.has_paragraphs = a.opens is not None and b.opens is not None
        held = np.concatenate([a.inner_ends, b.inner_ends]) > 0
        self.several = min(1.0, float(held.sum()) / (_SEVERAL * (len(held) + _DOUBT)))
        """0..1; how usual it is that a segment holds several sentences."""
        self.through: Through | None = None
        self.wording: Wording | None = None
        self.habits = NO_HABITS

    @property
    def runs(self) -> int:
        """How many runs have a vector of their own."""
        return len(self.a.run_vectors) + len(self.b.run_vectors)

    def set_wording(self, wording: Wording) -> None:
        """Take in what the words of both versions have been found to have in common."""
        self.wording = wording
        self.a.set_words(wording.a)
        self.b.set_words(wording.b)

    def set_through(self, through: Through | None) -> None:
        """Take in the evidence of third languages, or take it back."""
        self.through = through
        if through is None:
            return
        self.a.set_through(through.links.row_sums(), through.a_known)
        self.b.set_through(through.links.column_sums(), through.b_known)

    def learn_habits(self, band: Band, chances: Floats, shapes: ShapeSet) -> None:
        """Take the expected rates of null beads and of joined segments from bead probabilities."""
        mass = chances.sum(axis=1, dtype=np.float64)
        null = sum(float(mass[index]) for index, shape in enumerate(shapes.shapes) if 0 in shape)
        joined = sum(float(mass[index]) for index, shape in enumerate(shapes.shapes) if sum(shape) > 2)
        self.habits = Habits(_rate(null, band.rows + band.columns), _rate(joined, float(mass.sum()) - null))


def _rate(count: float, among: float) -> float:
    return float(np.log((count / _ORDINARY + _DOUBT) / (among + _DOUBT)))
