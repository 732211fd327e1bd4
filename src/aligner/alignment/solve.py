"""All pairs of a document at once: search, the word of the other languages, and a second look where in doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bags import Bags
from aligner.alignment.coarse import SearchSpace
from aligner.alignment.consistency import through_others
from aligner.alignment.lattice import Lattice, Path, along
from aligner.alignment.links import link_posteriors
from aligner.alignment.refine import Run, doubtful_runs
from aligner.alignment.scoring import Scorer
from aligner.alignment.shapes import FULL
from aligner.alignment.weights import BeadModel
from aligner.alignment.wording import learn_wording
from aligner.model import Bead, Language

Floats: TypeAlias = NDArray[np.float32]
Key: TypeAlias = tuple[Language, Language]
RunVectors: TypeAlias = Callable[[Sequence[Run]], Mapping[Language, Floats]]
"""Vectors of runs, centred like their language's segments, in the order of the runs of each language."""

_FIRST_ROUND, _SECOND_ROUND = 0.4, 0.15
"""Runs embedded in each round, at most, as shares of the number of segments."""


class _State:
    """A pair on its way to a result."""

    chances: Floats
    """The probabilities of all beads of the band, by the last look."""

    def __init__(self, space: SearchSpace, model: BeadModel, *, others: bool) -> None:
        """`others` says whether there are other languages to inform the pair."""
        self.pair, self._model, self._others = space.pair, model, others
        self.band = space.pieces.band
        self._lattice = Lattice(space.pieces, FULL)
        self._weigh()

    def _weigh(self) -> None:
        """Take the weights for what is known of the pair now."""
        weights = [self._model.alone_for(self.pair)] + [self._model.joint_for(self.pair)] * self._others
        self._scorer = Scorer(self.pair, self._lattice, weights)

    def look(self, *, informed: bool) -> None:
        """Weigh the evidence as it now stands, with what other languages say or without."""
        if not informed:
            self.pair.set_through(None)
        self._scores = self._scorer.scores(int(informed))
        self.chances = self._lattice.chances(self._scores)
        self.pair.learn_habits(self.band, self.chances, FULL)

    def learn_words(self, a: Bags, b: Bags) -> None:
        """Let the beads of the best path teach which words stand for which."""
        path = self.path()
        self.pair.set_wording(learn_wording(a, b, path, along(path, self.chances, self.band, FULL)))
        self._weigh()

    def path(self) -> Path:
        """The best path by the last look."""
        return self._lattice.best_path(self._scores)


class Solver:
    """Aligns every pair of a document's versions, each with the evidence of all."""

    def __init__(
        self,
        languages: Sequence[Language],
        spaces: Mapping[Key, SearchSpace],
        model: BeadModel,
        run_vectors: RunVectors | None = None,
        stems: Callable[[], Mapping[Language, Bags]] | None = None,
    ) -> None:
        self._languages = tuple(languages)
        self._others = len(self._languages) > 2
        self._run_vectors, self._stems = run_vectors, stems
        self._states: dict[Key, _State] = {}
        self._sizes: dict[Language, int] = {}
        self.texts = 0
        """Texts embedded besides the segments themselves."""
        for key, space in spaces.items():
            self._sizes |= {key[0]: space.pair.a.side.size, key[1]: space.pair.b.side.size}
            self._states[key] = _State(space, model, others=self._others)

    def solve(self, step: Callable[[], None] = lambda: None) -> dict[Key, tuple[Bead, ...]]:
        """The beads of every pair in reading order, each with its probability; `step` is called now and then.

        `step` may raise to stop the search.
        """
        self._look(step)
        self._exchange(step)
        segments = sum(self._sizes.values())
        for number, share in enumerate((_FIRST_ROUND, _SECOND_ROUND)):
            if not self._refine(int(share * segments)):
                break
            if number == 0:
                self._learn_words()
            self._look(step)
            self._exchange(step)
        return {key: _beads(state) for key, state in self._states.items()}

    def _look(self, step: Callable[[], None]) -> None:
        """Score every pair by itself."""
        for state in self._states.values():
            step()
            state.look(informed=False)

    def _exchange(self, step: Callable[[], None]) -> None:
        """Score every pair knowing what the others found by themselves.

        Once and no more: what came from a pair would come back to it as the word of others.
        """
        if not self._others:
            return
        links = {key: link_posteriors(held.band, held.chances, FULL) for key, held in self._states.items()}
        for (a, b), state in self._states.items():
            step()
            through = through_others(a, b, self._languages, links)
            if through is not None:
                state.pair.set_through(through)
                state.look(informed=True)

    def _learn_words(self) -> None:
        """Let every pair learn its words, if there are any."""
        if self._stems is not None:
            stems = self._stems()
            for (a, b), state in self._states.items():
                state.learn_words(stems[a], stems[b])

    def _refine(self, budget: int) -> int:
        """Have the runs that matter most embedded, at most `budget`; how many there were."""
        if self._run_vectors is None:
            return 0
        runs = doubtful_runs({key: (s.pair, s.band, s.chances) for key, s in self._states.items()}, FULL, budget)
        if not runs:
            return 0
        vectors = self._run_vectors(runs)
        for language in vectors:
            own = [(end, length) for name, end, length in runs if name == language]
            ends, lengths = np.array(own, dtype=np.int64).T
            for key, state in self._states.items():
                for half, name in zip((state.pair.a, state.pair.b), key, strict=True):
                    if name == language:
                        half.add_runs(ends, lengths, vectors[language])
        self.texts += len(runs)
        return len(runs)


def _beads(state: _State) -> tuple[Bead, ...]:
    """The best path with the probability of each bead; a null bead's is summed over its places."""
    band, path = state.band, state.path()
    chances = along(path, state.chances, band, FULL)
    i, j = band.points()
    ends, sizes = path[:, [1, 3]], path[:, [1, 3]] - path[:, [0, 2]]
    for shape, side, at in (((1, 0), 0, i), ((0, 1), 1, j)):
        everywhere = np.bincount(at, weights=state.chances[FULL.shapes.index(shape)])
        null = (sizes == shape).all(axis=1)
        chances[null] = everywhere[ends[null, side]]
    return tuple(
        Bead(tuple(range(top, bottom)), tuple(range(left, right)), chance)
        for (top, bottom, left, right), chance in zip(path.tolist(), np.minimum(chances, 1).tolist(), strict=True)
    )
