"""What words say, once a first look has shown which segments translate each other.

An encoder knows what sentences mean; it does not know that this document calls one thing by one name throughout. The
beads found so far teach which words stand for which, and every segment is then also the sum of its words and their
translations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligner.alignment.bags import Bags, Floats
from aligner.alignment.lattice import Path
from aligner.alignment.lexis import STEM, word_vectors
from aligner.alignment.translation import TranslationTable, learn_translations

_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff"
"""Scripts that write no spaces between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese."""
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+")
_DIM = 128
_LEAST_CHANCE = 0.3
"""Probability from which a bead teaches anything."""
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
    tokens = Bags.of(text.lower().split() for text in texts)
    return tokens.replaced([[word[:STEM] for word in _WORD.findall(token)] for token in tokens.names])


def learn_wording(a: Bags, b: Bags, path: Path, chances: Floats) -> Wording:
    """Learn from the beads of a path, each with its probability, what the words of two versions have in common."""
    beads, weights = lessons(path, chances, _BEADS)
    a_sums, b_sums = word_vectors(a, b, table_of(a, b, beads, weights), _DIM)
    return Wording(a_sums, b_sums, len(beads) / (len(beads) + _BELIEVED))


def lessons(path: Path, chances: Floats, most: int) -> tuple[Path, Floats]:
    """At most so many beads of a path to learn from, evenly spread over it, and how far to trust each."""
    real = (path[:, 1] > path[:, 0]) & (path[:, 3] > path[:, 2]) & (chances >= _LEAST_CHANCE)
    places = np.flatnonzero(real)
    if len(places) > most:
        places = places[np.linspace(0, len(places) - 1, most).astype(np.int64)]
    return path[places], chances[places]


def table_of(a: Bags, b: Bags, beads: Path, weights: Floats) -> TranslationTable:
    """What the words of some beads, each with a weight, say of which stand for which."""
    return learn_translations(a.runs(beads[:, 0], beads[:, 1]), b.runs(beads[:, 2], beads[:, 3]), weights)
