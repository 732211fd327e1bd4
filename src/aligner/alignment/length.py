"""The engine that reads no words: lengths, numbers, names, marks and paragraphs (after Gale and Church 1993)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from aligner.alignment.bags import Bags
from aligner.alignment.band import Band
from aligner.alignment.coarse import SearchSpace
from aligner.alignment.engine import Found, Key, Material, Progress, Report, Stretch
from aligner.alignment.lexis import cognate_vectors, name_keys
from aligner.alignment.pair import Pair
from aligner.alignment.rough import Look, look, shared_words_band
from aligner.alignment.rows import shifted
from aligner.alignment.shapes import FULL
from aligner.alignment.side import Side, make_side
from aligner.alignment.solve import Solver
from aligner.alignment.weights import BeadModel, bead_model
from aligner.model import Bead, Language

_DIM = 128
_SAME_RATIO = 0.02


class LengthPairs:
    """Aligns by what can be seen without knowing either language."""

    def __init__(self) -> None:
        self._model = bead_model("length")

    @property
    def signature(self) -> str:
        """The bead model, and the size of the hashed anchors that bound the search."""
        return f"engine:length|anchors:{_DIM}|beads:{self._model.name}"

    @property
    def row_coefficients(self) -> Sequence[float]:
        """How link probabilities become a row's confidence."""
        return self._model.row_confidence

    def close(self) -> None:
        """Nothing is held open."""

    def find(self, material: Material, stretches: Sequence[Stretch], report: Report) -> Found:
        """Bound the search by shared numbers and names, then weigh lengths and marks in it."""
        sides = {language: plain_side(material, language) for language in material.languages}
        anchors = {language: anchor_bags(side) for language, side in sides.items()}
        beads: dict[Key, list[Bead]] = {key: [] for key in material.pairs()}
        for stretch in stretches:
            spaces = {}
            for a, b in material.pairs():
                report(Progress("aligning", 0, 0))
                parts = sides[a].part(stretch[a]), sides[b].part(stretch[b])
                held = anchors[a].part(stretch[a]), anchors[b].part(stretch[b])
                spaces[a, b] = length_space(parts, held, self._model)
            solver = Solver(material.languages, spaces, self._model)
            for (a, b), found in solver.solve(lambda: report(Progress("aligning", 0, 0))).items():
                beads[a, b] += [shifted(bead, stretch[a].start, stretch[b].start) for bead in found]
        return Found({key: tuple(held) for key, held in beads.items()}, 0)


def plain_side(material: Material, language: Language) -> Side:
    """What can be seen of a version without a model."""
    texts = material.texts[language]
    return make_side(texts, np.zeros((len(texts), 0), dtype=np.float32), name_keys, material.paragraphs[language])


def anchor_bags(side: Side) -> Bags:
    """A side's numbers and names together."""
    return side.numbers.joined(side.names)


def length_space(sides: tuple[Side, Side], anchors: tuple[Bags, Bags], model: BeadModel) -> SearchSpace:
    """Two versions, their lengths compared as they are along a likely path, and where such paths run."""
    found = first_look(sides, shared_words_band(*cognate_vectors(*anchors, _DIM)), model)
    return SearchSpace(Pair(*sides, FULL.reach, found.ratio(*sides)), found.space())


def first_look(sides: tuple[Side, Side], band: Band, model: BeadModel) -> Look:
    """Search by the ratio of lengths of the whole versions; again, if along the path so found it is another."""
    pair = Pair(*sides, FULL.reach)
    found = look(pair, band, model.alone_for(pair))
    ratio = found.ratio(*sides)
    whole = float(sides[1].chars.sum()) / max(1.0, float(sides[0].chars.sum()))
    if ratio is None or abs(ratio / whole - 1.0) < _SAME_RATIO:
        return found
    pair = Pair(*sides, FULL.reach, ratio)
    return look(pair, band, model.alone_for(pair))
