"""Training documents made ready: vectors, pairs with their right paths, and the engine's own two looks at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from crf import Doubles, Gold, Snapshot, snapshot, weights_for
from noise import LANGUAGES, PAIRS, Material, gold_path
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.consistency import through_others
from aligner.alignment.lattice import along, best_path, posteriors
from aligner.alignment.lexis import name_keys
from aligner.alignment.links import link_posteriors
from aligner.alignment.pair import Pair
from aligner.alignment.refine import doubtful_runs
from aligner.alignment.scoring import band_scores
from aligner.alignment.shapes import FULL
from aligner.alignment.side import Side, centred, make_side, meaning_of
from aligner.alignment.wording import learn_wording, stems_of
from aligner.embedding import Embedder

_PLACE = {shape: index for index, shape in enumerate(FULL.shapes)}
RADIUS = 9
"""Of the band around the right path in which beads compete during training."""


@dataclass
class TrainingDocument:
    """One document: sides per language, and for each pair its gold and the current probabilities."""

    material: Material
    sides: Mapping[str, Side]
    pairs: Mapping[tuple[str, str], Gold]
    chances: dict[tuple[str, str], NDArray[np.float32]]

    def look(self, weights: Doubles) -> None:
        """Work out the probabilities of all beads under some weights."""
        for key, gold in self.pairs.items():
            scores = band_scores(gold.pair, gold.band, FULL, weights_for(gold, weights))
            self.chances[key] = posteriors(gold.band, scores, FULL)
            gold.pair.learn_habits(gold.band, self.chances[key], FULL)

    def refine(self, embedder: Embedder, share: float) -> None:
        """Have the runs that matter most embedded, at most `share` of the number of segments."""
        budget = int(share * sum(side.size for side in self.sides.values()))
        states = {key: (gold.pair, gold.band, self.chances[key]) for key, gold in self.pairs.items()}
        runs = doubtful_runs(states, FULL, budget)
        for language in LANGUAGES:
            own = [(end, length) for name, end, length in runs if name == language]
            if not own:
                continue
            texts = [
                " ".join(map(meaning_of, self.material.texts[language][end - length : end])) for end, length in own
            ]
            vectors = centred(embedder.embed(texts), self.sides[language].centre)
            ends, lengths = np.array(own, dtype=np.int64).T
            for (a, b), gold in self.pairs.items():
                if language in (a, b):
                    (gold.pair.a if language == a else gold.pair.b).add_runs(ends, lengths, vectors)

    def learn_words(self, weights: Doubles) -> None:
        """Learn which words stand for which from the best paths under some weights."""
        stems = {language: stems_of(self.material.texts[language]) for language in LANGUAGES}
        for (a, b), gold in self.pairs.items():
            scores = band_scores(gold.pair, gold.band, FULL, weights_for(gold, weights))
            path = best_path(gold.band, scores, FULL)
            chances = along(path, self.chances[a, b], gold.band, FULL)
            gold.pair.set_wording(learn_wording(stems[a], stems[b], path, chances))

    def forget_words(self) -> None:
        """Take back what words had in common."""
        for gold in self.pairs.values():
            gold.pair.wording = None

    def share(self) -> None:
        """Tell every pair what the third language says of it."""
        links = {key: link_posteriors(gold.band, self.chances[key], FULL) for key, gold in self.pairs.items()}
        for (a, b), gold in self.pairs.items():
            through = through_others(a, b, LANGUAGES, links)
            assert through is not None
            gold.pair.set_through(through)

    def forget(self) -> None:
        """Take back what the third language said."""
        for gold in self.pairs.values():
            gold.pair.through = None

    def snapshots(self, weights: Doubles) -> list[Snapshot]:
        """The features, as they now are, of the pairs whose gold holds no bead larger than all shapes."""
        return [snapshot(gold, weights) for gold in self.pairs.values() if (gold.shapes >= 0).all()]


def prepare(material: Material, embedder: Embedder) -> TrainingDocument:
    """Make a document ready."""
    sides = {}
    for language in LANGUAGES:
        texts = material.texts[language]
        paragraphs = material.paragraphs[language] if material.paragraphs else None
        sides[language] = make_side(
            texts, embedder.embed([meaning_of(text) for text in texts]), name_keys, paragraphs
        )
    golds = {(a, b): _gold(material, (a, b), sides[a], sides[b]) for a, b in PAIRS}
    return TrainingDocument(material, sides, golds, {})


def _gold(material: Material, key: tuple[str, str], a: Side, b: Side) -> Gold:
    path = gold_path(material.gold[key], a.size, b.size)
    shapes = np.array([_PLACE.get((bottom - top, right - left), -1) for top, bottom, left, right in path])
    corners = np.array([(0, 0)] + [(bottom, right) for _, bottom, _, right in path])
    band = Band.around(corners, a.size, b.size, RADIUS)
    return Gold(Pair(a, b, FULL.reach), band, shapes, band.index(corners[1:, 0], corners[1:, 1]))


def strict_f1(gold: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], path: NDArray[np.int64]) -> float:
    """Strict F1 of a path, as the referee counts it."""
    found = [(tuple(range(top, bottom)), tuple(range(left, right))) for top, bottom, left, right in path.tolist()]
    right = set(gold)
    linked = [bead for bead in gold if bead[0] and bead[1]]
    precision = sum(bead in right for bead in found) / len(found)
    held = set(found)
    recall = sum(bead in held for bead in linked) / len(linked)
    return 2 * precision * recall / (precision + recall)
