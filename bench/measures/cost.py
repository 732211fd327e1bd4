"""What alignment costs: a whole run with an empty and a full vector cache, and the search alone by length."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.alignment import open_engine
from aligner.alignment.bags import Bags
from aligner.alignment.coarse import search_spaces
from aligner.alignment.engine import Engine
from aligner.alignment.lexis import name_keys
from aligner.alignment.neural import NeuralPairs
from aligner.alignment.refine import Run
from aligner.alignment.side import Side, centred, make_side
from aligner.alignment.solve import Solver
from aligner.alignment.weights import bead_model
from aligner.alignment.wording import stems_of
from aligner.embedding import default_embedder, open_embedder
from aligner.embedding.vector_cache import CachedEmbedder
from aligner.evaluation import evaluate_all
from aligner.model import Bead, Language
from measures.material import LANGUAGES, NOISY, Key, Texts, presegmented, read_set, set_names
from measures.peers import LONGEST
from measures.process import Spent, apart, clock
from measures.vectors import Floats, InTurn, means

ROUNDS = 3
"""Runs of a search, of which the fastest counts: other work on the machine can only add to its time."""
NOISE = 0.004
"""Standard deviation of what is added to every number of a repeated text's vector, so that no two are the same."""


def cold_and_warm(sets: Path, name: str) -> dict[str, Any]:
    """A whole run, from reading the files to rows, with an empty vector cache and again with what it left."""
    with tempfile.TemporaryDirectory() as folder:
        cold, warm = (apart("cost.whole", sets=str(sets), name=name, cache=folder) for _ in range(2))
    return {"name": name, "cold": cold, "warm": warm}


def whole(sets: str, name: str, cache: str) -> dict[str, Any]:
    spent = Spent()
    with clock(spent):
        texts = read_set(Path(sets) / name)
        with Engine(NeuralPairs(embedder=CachedEmbedder(open_embedder(), Path(cache) / "vectors"))) as engine:
            found = engine.align(name, texts.versions())
    return {
        "wall": spent.wall,
        "cpu": spent.cpu,
        "segments": found.segments,
        "embedded": found.texts_embedded,
        "signature": engine.signature,
    }


def large(sets: str, kind: str, length: int) -> dict[str, Any]:
    """Align `length` segments of English and Russian by an engine that needs no encoder: all sets, repeated."""
    folder, spent = Path(sets), Spent()
    every = [read_set(folder / name) for name in set_names(folder)]
    versions = [presegmented(_repeated(_texts(every)[language], length), language) for language in LANGUAGES[:2]]
    with clock(spent), open_engine(kind) as engine:
        engine.align("all sets", versions)
        signature = engine.signature
    return {"engine": kind, "length": length, "wall": spent.wall, "cpu": spent.cpu, "signature": signature}


TOOLS = ("two", "two refined", "three", "three refined", "sentweave")
"""Our search of two and of three languages, once and with two rounds of refinement; sentweave's of two."""


def growth(sets: Path, lengths: Sequence[int]) -> list[dict[str, Any]]:
    """The search by number of segments, on one core, every tool and length in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        fingerprint = apart("cost.prepare", sets=str(sets), folder=folder)["fingerprint"]
        signature = f"beads:{bead_model().name}|vectors:{fingerprint}|noise:{NOISE}|runs:means"
        return [
            {
                "length": length,
                "signature": f"{signature}|sentweave:{version('sentweave')}|alignment_max_size:{LONGEST}",
                "tools": _fastest(str(sets), folder, length),
            }
            for length in lengths
        ]


def _fastest(sets: str, folder: str, length: int) -> dict[str, dict[str, Any]]:
    """The run of each tool that took least, of `ROUNDS` in which they take turns."""
    runs = [
        {tool: apart("cost.search", threads=1, sets=sets, folder=folder, length=length, tool=tool) for tool in TOOLS}
        for _ in range(ROUNDS)
    ]
    return {tool: min((run[tool] for run in runs), key=lambda found: found["cpu"]) for tool in TOOLS}


def prepare(sets: str, folder: str) -> dict[str, Any]:
    """Embed the segments of the long sets."""
    texts = _texts(_parts(Path(sets)))
    with default_embedder() as embedder:
        for language, held in texts.items():
            np.save(Path(folder) / f"{language}.npy", embedder.embed(held))
        return {"fingerprint": embedder.fingerprint}


def search(sets: str, folder: str, length: int, tool: str) -> dict[str, Any]:
    """Align `length` segments of each language: the long sets one after the other, again and again."""
    languages = LANGUAGES if tool.startswith("three") else LANGUAGES[:2]
    parts = _parts(Path(sets))
    base = _texts(parts)
    texts = {language: _repeated(base[language], length) for language in languages}
    vectors = {
        language: _noisy(np.load(Path(folder) / f"{language}.npy"), length, seed)
        for seed, language in enumerate(languages)
    }
    spent, reading = Spent(), Spent()
    if tool == "sentweave":
        beads = _sentweave(texts, vectors, spent)
    else:
        beads = _ours(texts, vectors, (spent, reading), refined=tool.endswith("refined"))
    sizes = {language: len(held) for language, held in base.items()}
    return {
        "wall": spent.wall,
        "cpu": spent.cpu,
        "reading": reading.cpu,
        "strict": {
            f"{a}-{b}": evaluate_all([(_gold(parts, (a, b), sizes, length), held)]).strict.f1
            for (a, b), held in beads.items()
        },
    }


Found = Mapping[Key, Sequence[Bead]]


def _ours(
    texts: Mapping[Language, Sequence[str]],
    vectors: Mapping[Language, Floats],
    clocks: tuple[Spent, Spent],
    *,
    refined: bool,
) -> Found:
    """The second clock runs while lengths, numbers, names and marks are read from the texts, the first all along."""
    spent, reading = clocks
    with threadpool_limits(limits=1, user_api="blas"), clock(spent):
        with clock(reading):
            sides = {language: make_side(texts[language], held, name_keys) for language, held in vectors.items()}
        run_vectors = _MeanRuns(vectors, sides) if refined else None
        model = bead_model()
        spaces = search_spaces(sides, model)
        return Solver(list(sides), spaces, model, run_vectors, partial(_stems, texts) if refined else None).solve()


def _stems(texts: Mapping[Language, Sequence[str]]) -> dict[Language, Bags]:
    return {language: stems_of(held) for language, held in texts.items()}


@dataclass(frozen=True)
class _MeanRuns:
    """Answers for runs with the means of their segments, as sentweave is answered here."""

    vectors: Mapping[Language, Floats]
    sides: Mapping[Language, Side]

    def __call__(self, asked: Sequence[Run]) -> dict[Language, Floats]:
        sums: dict[Language, list[Floats]] = {}
        for language, end, length in asked:
            sums.setdefault(language, []).append(self.vectors[language][end - length : end].sum(axis=0))
        return {language: self._centred(language, np.array(held)) for language, held in sums.items()}

    def _centred(self, language: Language, sums: Floats) -> Floats:
        unit = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return centred(unit.astype(np.float32), self.sides[language].centre)


def _sentweave(texts: Mapping[Language, Sequence[str]], vectors: Mapping[Language, Floats], spent: Spent) -> Found:
    import sentweave

    (a, first), (b, second) = vectors.items()
    lengths = range(1, LONGEST + 1)
    encoder = InTurn([partial(_mean_runs, own, length) for own in (first, second) for length in lengths])
    with clock(spent):
        found = sentweave.align(texts[a], texts[b], encoder, alignment_max_size=LONGEST)
    return {(a, b): [Bead(tuple(bead.src_indices), tuple(bead.tgt_indices)) for bead in found.alignments]}


def _mean_runs(own: Floats, length: int, _texts: Sequence[str]) -> Floats:
    return means(own, length)


def _parts(sets: Path) -> list[Texts]:
    return [read_set(sets / name) for name in NOISY]


def _texts(parts: Sequence[Texts]) -> dict[Language, list[str]]:
    return {language: [text for part in parts for text in part.texts[language]] for language in LANGUAGES}


def _repeated(texts: Sequence[str], length: int) -> list[str]:
    return list(islice(cycle(texts), length))


def _noisy(base: Floats, length: int, seed: int) -> Floats:
    random = np.random.default_rng(seed)
    result = np.empty((length, base.shape[1]), dtype=np.float32)
    for start in range(0, length, len(base)):
        part = result[start : start + len(base)]
        part[:] = base[: len(part)] + random.standard_normal(part.shape, dtype=np.float32) * NOISE
    result /= np.linalg.norm(result, axis=1, keepdims=True)
    return result


def _gold(parts: Sequence[Texts], key: Key, sizes: Mapping[Language, int], length: int) -> list[Bead]:
    """The gold of the repeated sets, as far as it lies within the first `length` segments of both languages."""
    a, b = key
    beads: list[Bead] = []
    for copy in range(length // min(sizes[a], sizes[b]) + 1):
        first, second = copy * sizes[a], copy * sizes[b]
        for part in parts:
            beads += [
                Bead(tuple(i + first for i in bead.a), tuple(j + second for j in bead.b)) for bead in part.gold[key]
            ]
            first, second = first + len(part.texts[a]), second + len(part.texts[b])
    return [bead for bead in beads if max(bead.a, default=0) < length and max(bead.b, default=0) < length]
