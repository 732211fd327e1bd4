"""What words say, once a first look has shown which segments translate each other.

An encoder knows what sentences mean; it does not know that this document calls one thing by one name throughout. The
beads found so far teach which words stand for which, and every segment is then also the sum of its words and their
translations.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bags import Bags, Floats
from aligner.alignment.lattice import Path
from aligner.alignment.lexis import STEM, word_vectors
from aligner.alignment.translation import learn_translations

Numbers: TypeAlias = NDArray[np.int64]

_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff"
"""Scripts that write no spaces between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese."""
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+")
_DIM = 128
_LEAST_CHANCE = 0.3
_BEADS = 3_000
"""Beads to learn from, at most."""
_BELIEVED = 150.0
"""So many beads give words half the weight they have at most."""


@dataclass(frozen=True)
class Wording:
    """The words of two versions in one space."""

    a: Floats
    """Summed directions of each segment's words and their translations, shape [segments, dim]; the same for `b`."""
    b: Floats
    trust: float
    """0..1; how much there was to learn from."""


def stems_of(texts: Sequence[str]) -> Bags:
    """The first letters of the words of each text, as endings lie beyond them; letters where there are no spaces."""
    found: dict[str, int] = {}
    keys, starts = array("q"), array("q", [0])
    for text in texts:
        keys.extend([found.setdefault(word[:STEM], len(found)) for word in _WORD.findall(text.lower())])
        starts.append(len(keys))
    names = sorted(found)
    place = np.empty(len(names), dtype=np.int64)
    place[[found[name] for name in names]] = np.arange(len(names))
    return Bags(np.array(starts, dtype=np.int64), place[np.array(keys, dtype=np.int64)], tuple(names))


def learn_wording(a: Bags, b: Bags, path: Path, chances: Floats) -> Wording:
    """Learn from the beads of a path, each with its probability, what the words of two versions have in common."""
    real = (path[:, 1] > path[:, 0]) & (path[:, 3] > path[:, 2]) & (chances >= _LEAST_CHANCE)
    places = np.flatnonzero(real)
    if len(places) > _BEADS:
        places = places[np.linspace(0, len(places) - 1, _BEADS).astype(np.int64)]
    beads = path[places]
    table = learn_translations(a.runs(beads[:, 0], beads[:, 1]), b.runs(beads[:, 2], beads[:, 3]), chances[places])
    a_sums, b_sums = word_vectors(a, b, table, _DIM)
    return Wording(a_sums, b_sums, len(places) / (len(places) + _BELIEVED))
