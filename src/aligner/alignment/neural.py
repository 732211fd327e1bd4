"""The neural engine: vectors of a multilingual encoder, weighed with all else that speaks for a bead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bags import Bags
from aligner.alignment.coarse import search_spaces
from aligner.alignment.engine import Found, Key, Material, Progress, Report, Stretch
from aligner.alignment.lexis import name_keys
from aligner.alignment.refine import Run
from aligner.alignment.rows import shifted
from aligner.alignment.side import Side, centred, make_side, meaning_of
from aligner.alignment.solve import Solver
from aligner.alignment.weights import bead_model
from aligner.alignment.wording import stems_of
from aligner.embedding import DEFAULT, default_embedder
from aligner.embedding.protocol import OpenEmbedder
from aligner.model import Bead, Language

Floats: TypeAlias = NDArray[np.float32]


class NeuralPairs:
    """Aligns by meaning, lengths, numbers, names, marks and paragraphs."""

    def __init__(
        self, model: Path | None = None, *, threads: int | None = None, embedder: OpenEmbedder | None = None
    ) -> None:
        """Open the encoder, or take an open `embedder` over; it is closed with the engine."""
        self._embedder = embedder or default_embedder(model or DEFAULT, threads=threads)
        self._model = bead_model("e5")

    @property
    def signature(self) -> str:
        """The encoder and the bead model."""
        return f"engine:e5|encoder:{self._embedder.fingerprint}|beads:{self._model.name}"

    @property
    def row_coefficients(self) -> Sequence[float]:
        """How link probabilities become a row's confidence."""
        return self._model.row_confidence

    def close(self) -> None:
        """Let go of the encoder."""
        self._embedder.close()

    def find(self, material: Material, stretches: Sequence[Stretch], report: Report) -> Found:
        """Embed every distinct segment once, search, and embed the runs on which uncertain beads turn."""
        sides = self._sides(material, report)
        beads: dict[Key, list[Bead]] = {key: [] for key in material.pairs()}
        runs = 0

        def step() -> None:
            report(Progress("aligning", 0, 0))

        for stretch in stretches:
            parts = {language: side.part(stretch[language]) for language, side in sides.items()}
            spaces = search_spaces(parts, self._model, step)
            runs_of = _RunVectors(self._embedder, material, sides, stretch, report)
            solver = Solver(
                material.languages,
                spaces,
                self._model,
                runs_of,
                partial(_stems, material, stretch),
            )
            for (a, b), held in solver.solve(step).items():
                beads[a, b] += [shifted(bead, stretch[a].start, stretch[b].start) for bead in held]
            runs += solver.texts
        distinct = len({meaning_of(text) for texts in material.texts.values() for text in texts})
        return Found({key: tuple(held) for key, held in beads.items()}, distinct + runs)

    def _sides(self, material: Material, report: Report) -> dict[Language, Side]:
        texts = list(dict.fromkeys(meaning_of(text) for held in material.texts.values() for text in held))
        vectors = self._embedder.embed(texts, lambda done, total: report(Progress("embedding", done, total)))
        row = {text: number for number, text in enumerate(texts)}
        return {
            language: make_side(
                held, vectors[[row[meaning_of(text)] for text in held]], name_keys, material.paragraphs[language]
            )
            for language, held in material.texts.items()
        }


def _stems(material: Material, stretch: Stretch) -> dict[Language, Bags]:
    """The words of a stretch's segments."""
    return {
        language: stems_of(material.texts[language][held.start : held.stop]) for language, held in stretch.items()
    }


@dataclass(frozen=True)
class _RunVectors:
    """Embeds runs of a stretch's segments, joined by spaces, and centres them like the segments."""

    embedder: OpenEmbedder
    material: Material
    sides: Mapping[Language, Side]
    stretch: Stretch
    report: Report

    def __call__(self, runs: Sequence[Run]) -> dict[Language, Floats]:
        texts = [self._text(run) for run in runs]
        vectors = self.embedder.embed(texts, lambda done, total: self.report(Progress("refining", done, total)))
        result = {}
        for language in self.material.languages:
            own = [number for number, run in enumerate(runs) if run[0] == language]
            if own:
                result[language] = centred(vectors[own], self.sides[language].centre)
        return result

    def _text(self, run: Run) -> str:
        language, end, length = run
        first = self.stretch[language].start
        return " ".join(map(meaning_of, self.material.texts[language][first + end - length : first + end]))
