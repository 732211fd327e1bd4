"""Learn the weights of the neural bead model, and say how it does on documents it has not seen.

    python bench/training/learn.py SETS OUT.json

SETS is the folder of bench sets. Trained on the even documents of `ntrex_noisy` and `moz_web_noisy`, and on the even
documents of `ntrex_split`, `moz_web` and `udhr` under two kinds of noise, as long documents and as short ones, three
times over with noise of different habits; the weights are the mean of the three (nobody's habits are known
beforehand, and the mean does better on each than weights learned for another). The figures printed at the end are
of the odd documents of `ntrex_noisy` and `moz_web_noisy`, and of the odd documents of `udhr`, `ntrex_split` and
`moz_web` under noise of other kinds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

import msgspec
import numpy as np
from crf import Doubles, by_mode, fit, start_from, weights_for
from documents import TrainingDocument, prepare, strict_f1
from noise import Material, Noise, document_numbers, make_hard, read_set

from aligner.alignment.evidence import FEATURES, RUN_FEATURES
from aligner.alignment.lattice import best_path
from aligner.alignment.scoring import band_scores
from aligner.alignment.shapes import FULL
from aligner.alignment.weights import MODES
from aligner.embedding import Embedder, default_embedder

PULL = 2e-5
ROUNDS = 40
_LONG, _SHORT = (20, 30, 12), (1, 2, 1, 4)
"""Source documents that are put together."""
_RATES = (1.0, 0.4, 1.6)
"""Of noise, for documents that follow each other: rates that are the same everywhere teach nothing of rates."""
_FUSED = (0.0, 1.0, 0.8)
"""Of joined segments, in documents that follow each other: a program joins in one way and a translator in another."""
_BLANKS = 0.03
"""Segments without text, in one of seven short documents."""
_FEWEST = 3
"""Segments of a version that is worth learning from."""
_START = {
    "one_one": 4.5, "one_two": 2.5, "one_three": 1.0, "two_two": 0.5, "many_many": -1.0,
    "cosine": 8.0, "gain": 3.0, "true": 8.0, "true_gain": 3.0, "length_normal": -0.8,
}  # fmt: skip
"""Where the search for weights begins."""


NATURAL = Noise(0.015, 0.09, 0.004, 0.005, cuts=0.002, numbered=2)
"""As newsrooms translate: little left out, much joined."""
LOSSY = Noise(0.10, 0.06, 0.008, 0.006, 1, cuts=0.003)
"""Much left out, now and then a whole passage."""


EVEN = Noise(opening=(0.35,), kept=(0.88,), added=(0.04,))
"""Paragraphs of much the same length everywhere."""


@dataclass(frozen=True)
class Course:
    """What one set of weights is learned from."""

    habits: Noise
    """How paragraphs are; how much is lost and joined comes from `LOSSY` and `NATURAL`."""
    modes: int
    """Of `MODES`, how many are learned; those for known paragraphs need documents where they are unknown beside."""
    seed: int


COURSES = (
    Course(replace(EVEN, crossed=1.0), 2, 0),
    Course(Noise(omitted=0.01), 3, 100),
    Course(EVEN, 3, 200),
)


def training(sets: Path, course: Course) -> Iterator[Material]:
    """Long documents and short ones, with more and less noise, with and without known paragraphs."""
    for number, name in enumerate(("ntrex_split", "moz_web", "udhr")):
        for turn, documents in enumerate(_groups(sets / name, _LONG)):
            material = read_set(sets / name, documents)
            for kind, first in ((LOSSY, 1000), (NATURAL, 2000)):
                seed = course.seed + first + 100 * number + turn
                noise = replace(_noise(course, kind, _RATES[turn % len(_RATES)]), fused=_FUSED[(turn + number) % 3])
                yield make_hard(material, noise, seed)
                if course.modes == len(MODES):
                    yield make_hard(material, replace(noise, paragraphs=False, omitted=0.0), seed + 50)
        for turn, documents in enumerate(_groups(sets / name, _SHORT)):
            noise = _noise(course, (NATURAL, LOSSY)[turn % 2], _RATES[turn % len(_RATES)])
            gaps, paragraphs, fused = int(turn % 3 == 0), turn % 4 > 1, _FUSED[turn % 5 % 3]
            numbered, blanks = int(turn % 5 == 2), _BLANKS * (turn % 7 == 3)
            noise = replace(noise, gaps=gaps, gap_length=(4, 16), paragraphs=paragraphs, fused=fused)
            noise = replace(noise, numbered=numbered, blanks=blanks)
            material = make_hard(read_set(sets / name, documents), noise, course.seed + 5000 + 100 * number + turn)
            yield from _usable(material)
    for name in ("ntrex_noisy", "moz_web_noisy"):
        yield read_set(sets / name, "even")
        for documents in _groups(sets / name, _SHORT):
            yield from _usable(read_set(sets / name, documents[:1]))


def _noise(course: Course, kind: Noise, rate: float) -> Noise:
    return replace(
        course.habits,
        deleted=kind.deleted * rate,
        merged=kind.merged * rate,
        chained=kind.chained,
        swapped=kind.swapped,
        gaps=kind.gaps,
        cuts=kind.cuts * rate,
        numbered=kind.numbered,
        paragraphs=True,
    )


def _groups(folder: Path, sizes: Sequence[int]) -> Iterator[list[int]]:
    """The documents of even number, so many together in turn."""
    even = iter([number for number in document_numbers(folder) if number % 2 == 0])
    for size in cycle(sizes):
        group = list(islice(even, size))
        if not group:
            return
        yield group


def _usable(material: Material) -> Iterator[Material]:
    if all(len(texts) >= _FEWEST for texts in material.texts.values()):
        yield material


def testing(sets: Path) -> dict[str, Material]:
    hard = Noise(0.1, 0.06, 0.01, 0.006, 3, (10, 40), numbered=5, paragraphs=True)
    return {
        "ntrex_noisy odd": read_set(sets / "ntrex_noisy", "odd"),
        "moz_web_noisy odd": read_set(sets / "moz_web_noisy", "odd"),
        "udhr odd, light": make_hard(read_set(sets / "udhr", "odd"), Noise(0.05, 0.1), 77),
        "ntrex odd, hard": make_hard(read_set(sets / "ntrex_split", "odd"), hard, 78),
        "moz odd, hard": make_hard(read_set(sets / "moz_web", "odd"), hard, 79),
    }


def learn(documents: Sequence[TrainingDocument], embedder: Embedder, modes: int) -> tuple[Doubles, Doubles]:
    """Weights for a pair alone, then for a pair that other languages inform; each sees both looks of the engine.

    The second is shown without words as well, as short documents have none to learn from.
    """
    alone = start_from(_START)
    print("  alone, before runs are embedded", flush=True)
    first_look = [snap for document in documents for snap in document.snapshots(alone)]
    alone = fit(first_look, alone, PULL, ROUNDS // 2, modes)
    first_joint = []
    for document in documents:
        document.look(alone)
        document.share()
        first_joint += document.snapshots(alone)
        document.forget()
    for plain, true in RUN_FEATURES.items():
        alone[FEATURES.index(true)] = alone[FEATURES.index(plain)]
    alone[len(FEATURES) + FEATURES.index("words")] = 1.0
    print("  alone", flush=True)
    wordless, second_look = [], []
    for document in documents:
        document.refine(embedder, 0.5)
        wordless += document.snapshots(alone)
        document.learn_words(alone)
        second_look += document.snapshots(alone)
    alone = fit(second_look + wordless[::2] + first_look[::2], alone, PULL, ROUNDS, modes)
    print("  joint", flush=True)
    wordless_joint, second_joint = [], []
    for document in documents:
        document.look(alone)
        document.share()
        second_joint += document.snapshots(alone)
        document.forget_words()
        wordless_joint += document.snapshots(alone)
    joint = fit(second_joint + wordless_joint[::2] + first_joint[::3], alone, PULL, ROUNDS, modes)
    return alone, joint


def figures(material: Material, embedder: Embedder, alone: Doubles, joint: Doubles) -> str:
    """Strict F1 of every pair by itself and with the evidence of the third language, within the training band."""
    document = prepare(material, embedder)
    document.look(alone)
    document.learn_words(alone)
    document.refine(embedder, 0.4)
    document.look(alone)
    by_itself = _scores(document, alone)
    document.share()
    together = _scores(document, joint)
    return "  ".join(f"{key}: {by_itself[key]:.4f} -> {together[key]:.4f}" for key in by_itself)


def _scores(document: TrainingDocument, weights: Doubles) -> dict[str, float]:
    result = {}
    for (a, b), gold in document.pairs.items():
        scores = band_scores(gold.pair, gold.band, FULL, weights_for(gold, weights))
        result[f"{a}-{b}"] = strict_f1(document.material.gold[a, b], best_path(gold.band, scores, FULL))
    return result


def main() -> None:
    sets, out = Path(sys.argv[1]), Path(sys.argv[2])
    with default_embedder() as embedder:
        learned = []
        for course in COURSES:
            usable = [prepare(material, embedder) for material in training(sets, course)]
            segments = sum(side.size for document in usable for side in document.sides.values())
            print(f"{len(usable)} documents, {segments} segments", flush=True)
            learned.append(learn(usable, embedder, course.modes))
        alone, joint = (np.mean(weights, axis=0) for weights in zip(*learned, strict=True))
        for name, material in testing(sets).items():
            print(f"  {name}: {figures(material, embedder, alone, joint)}", flush=True)
    old = msgspec.json.decode(out.read_bytes()) if out.exists() else {"row_confidence": [0.0, 1.0, 0.0]}
    model = {
        "name": old.get("name", "1"),
        "trained_on": [
            "even documents of ntrex_noisy and moz_web_noisy; even documents of ntrex_split, moz_web and udhr "
            "under noise, three times (bench/training/learn.py)"
        ],
        **by_mode(alone, joint),
        "row_confidence": old["row_confidence"],
    }
    out.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")


if __name__ == "__main__":
    main()
