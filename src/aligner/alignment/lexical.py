"""The engine without an encoder: words learned from the very texts that are to be aligned.

Lengths, numbers, names and marks find a first path (as the length engine does). From its beads a translation table is
learned, which turns every segment into a vector of its words and their translations; those find a better path, and
so on (after Moore 2002 and hunalign, Varga et al. 2005, with all evidence weighed by one model).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version as installed

import numpy as np

from aligner.alignment.bags import Floats
from aligner.alignment.band import Band
from aligner.alignment.coarse import SearchSpace
from aligner.alignment.engine import Found, Key, Material, Progress, Report, Stretch
from aligner.alignment.length import first_look, plain_side
from aligner.alignment.lexis import Concepts, Lexis, cognate_vectors, lexis_of, segment_vectors
from aligner.alignment.pair import Pair
from aligner.alignment.rough import Look, look, shared_words_band
from aligner.alignment.rows import shifted
from aligner.alignment.shapes import FULL
from aligner.alignment.side import Side
from aligner.alignment.solve import Solver
from aligner.alignment.weights import BeadModel, bead_model
from aligner.alignment.wording import lessons, table_of
from aligner.model import Bead, Language

_ROUGH_DIM = 128
_DIM, _SMALL_DIM = 512, 256
_LARGE = 30_000
"""Segments of a side beyond which vectors are shorter, and one round of many beads teaches enough."""
_BEADS = 20_000
"""Beads that a table is learned from, at most."""
ROUNDS = 2
"""Times that a table is learned."""


@dataclass(frozen=True)
class Parts:
    """A version taken apart."""

    side: Side
    lexis: Lexis


@dataclass(frozen=True)
class Prepared:
    """Two versions with vectors of their words, and where to search."""

    sides: tuple[Side, Side]
    band: Band
    ratio: float | None
    """Characters of the second version for one of the first, see `Pair`."""

    def part(self, a: range, b: range, model: BeadModel) -> SearchSpace:
        """A stretch of both versions, and where to search it."""
        sides = self.sides[0].part(a), self.sides[1].part(b)
        if (len(a), len(b)) == (self.band.rows, self.band.columns):
            band = self.band
        else:
            band = shared_words_band(*(side.vectors * side.weights[:, None] for side in sides))
        pair = Pair(*sides, FULL.reach, self.ratio)
        return SearchSpace(pair, look(pair, band, model.alone_for(pair)).space())


class LexicalPairs:
    """Aligns by words, lengths, numbers, names, marks and paragraphs, with nothing but the texts to learn from."""

    def __init__(self, concepts: Concepts | None = None) -> None:
        self._concepts = concepts
        self._first, self._model = bead_model("length"), bead_model("lexical")

    @property
    def signature(self) -> str:
        """Sizes, rounds and bead models, and the tools that cut words."""
        tools = "|".join(f"{name}:{installed(name)}" for name in ("sacremoses", "sentencepiece"))
        known = "|concepts:yes" if self._concepts else ""
        return (
            f"engine:lexical|{tools}|dim:{_DIM}|rounds:{ROUNDS}|sample:{_BEADS}{known}"
            f"|lengths:{self._first.name}|beads:{self._model.name}"
        )

    @property
    def row_coefficients(self) -> Sequence[float]:
        """How link probabilities become a row's confidence."""
        return self._model.row_confidence

    def close(self) -> None:
        """Nothing is held open."""

    def find(self, material: Material, stretches: Sequence[Stretch], report: Report) -> Found:
        """Learn the words of every pair from the whole texts, then search the stretches."""
        parts: dict[Language, Parts] = {}
        for number, language in enumerate(material.languages):
            report(Progress("reading words", number, len(material.languages)))
            parts[language] = parts_of(material, language, self._concepts)
        pairs: dict[Key, Prepared] = {}
        for number, (a, b) in enumerate(material.pairs()):
            report(Progress("learning words", number, len(material.pairs())))
            pairs[a, b] = prepare(parts[a], parts[b], self._first, self._model)
        beads: dict[Key, list[Bead]] = {key: [] for key in pairs}
        for stretch in stretches:
            spaces = {}
            for key, pair in pairs.items():
                report(Progress("aligning", 0, 0))
                spaces[key] = pair.part(stretch[key[0]], stretch[key[1]], self._model)
            solver = Solver(material.languages, spaces, self._model)
            for (a, b), found in solver.solve(lambda: report(Progress("aligning", 0, 0))).items():
                beads[a, b] += [shifted(bead, stretch[a].start, stretch[b].start) for bead in found]
        return Found({key: tuple(held) for key, held in beads.items()}, 0)


def parts_of(material: Material, language: Language, concepts: Concepts | None = None) -> Parts:
    """Take a version apart."""
    return Parts(plain_side(material, language), lexis_of(material.texts[language], language, concepts))


def prepare(a: Parts, b: Parts, first: BeadModel, model: BeadModel, rounds: int = ROUNDS) -> Prepared:
    """Find a path by `first` and learn its words; find a better one by `model` and learn again, `rounds` in all."""
    large = max(a.side.size, b.side.size) > _LARGE
    dim = _SMALL_DIM if large else _DIM
    band = shared_words_band(*cognate_vectors(a.lexis.cognates, b.lexis.cognates, _ROUGH_DIM))
    found = first_look((a.side, b.side), band, first)
    sides = _informed(a, b, found, dim)
    for _ in range(0 if large else rounds - 1):
        pair = Pair(*sides, FULL.reach, found.ratio(*sides))
        found = look(pair, found.band, model.alone_for(pair))
        sides = _informed(a, b, found, dim)
    return Prepared(sides, found.band, found.ratio(*sides))


def _informed(a: Parts, b: Parts, found: Look, dim: int) -> tuple[Side, Side]:
    """Both sides with vectors made from what the beads found so far teach."""
    chosen, weights = lessons(found.path, found.chances, _BEADS)
    tables = [
        table_of(a_bags, b_bags, chosen, weights)
        for a_bags, b_bags in ((a.lexis.stems, b.lexis.stems), (a.lexis.pieces, b.lexis.pieces))
    ]
    a_sums, b_sums = segment_vectors(a.lexis, b.lexis, tables[0], tables[1], dim)
    return _with_sums(a.side, a_sums), _with_sums(b.side, b_sums)


def _with_sums(side: Side, sums: Floats) -> Side:
    """A side whose weighted vectors are these sums, up to a factor; nothing is centred, as bags share no floor."""
    lengths = np.linalg.norm(sums, axis=1)
    unit = sums / np.maximum(lengths, 1e-6)[:, None]
    mean = float(lengths.mean()) if len(lengths) else 1.0
    return replace(
        side,
        vectors=unit.astype(np.float32),
        centre=np.zeros(sums.shape[1], dtype=np.float32),
        weights=(lengths / max(mean, 1e-6)).astype(np.float32),
    )
