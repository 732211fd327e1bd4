"""Learn the weights of the neural bead model, and say how it does on documents it has not seen.

    python bench/training/learn.py SETS OUT.json

SETS is the folder of bench sets. Trained on the even documents of `ntrex_noisy` and `moz_web_noisy`, and on the even
documents of `ntrex_split`, `moz_web` and `udhr` under two kinds of noise; the figures printed at the end are of the
odd documents of `ntrex_noisy` and `moz_web_noisy`, and of the odd documents of `udhr`, `ntrex_split` and `moz_web`
under noise of other kinds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
from crf import Doubles, fit
from documents import TrainingDocument, prepare, strict_f1
from noise import Material, Noise, make_hard, read_set

from aligner.alignment.evidence import FEATURES, RUN_FEATURES
from aligner.alignment.lattice import best_path
from aligner.alignment.scoring import band_scores
from aligner.alignment.shapes import FULL
from aligner.embedding import Embedder, default_embedder

PULL = 2e-5
ROUNDS = 32
_START = {
    "one_one": 4.5, "one_two": 2.5, "one_three": 1.0, "two_two": 0.5, "many_many": -1.0,
    "cosine": 8.0, "gain": 3.0, "true": 8.0, "true_gain": 3.0, "length_normal": -0.8,
}  # fmt: skip
"""Where the search for weights begins."""


NATURAL = Noise(0.015, 0.09, 0.004, 0.005, numbered=6, paragraphs=True)
"""As newsrooms translate: little left out, much joined."""
LOSSY = Noise(0.10, 0.06, 0.008, 0.006, 2, paragraphs=True)
"""Much left out, now and then a whole passage."""


def training(sets: Path) -> Iterator[Material]:
    for number, name in enumerate(("ntrex_split", "moz_web", "udhr")):
        material = read_set(sets / name, "even")
        gaps = 2 if name != "udhr" else 0
        yield make_hard(material, replace(LOSSY, gaps=gaps), 11 + number)
        yield make_hard(material, NATURAL, 21 + number)
    for name in ("ntrex_noisy", "moz_web_noisy"):
        yield read_set(sets / name, "even")


def testing(sets: Path) -> dict[str, Material]:
    hard = Noise(0.1, 0.06, 0.01, 0.006, 3, (10, 40), numbered=5, paragraphs=True)
    return {
        "ntrex_noisy odd": read_set(sets / "ntrex_noisy", "odd"),
        "moz_web_noisy odd": read_set(sets / "moz_web_noisy", "odd"),
        "udhr odd, light": make_hard(read_set(sets / "udhr", "odd"), Noise(0.05, 0.1), 77),
        "ntrex odd, hard": make_hard(read_set(sets / "ntrex_split", "odd"), hard, 78),
        "moz odd, hard": make_hard(read_set(sets / "moz_web", "odd"), hard, 79),
    }


def learn(documents: Sequence[TrainingDocument], embedder: Embedder) -> tuple[Doubles, Doubles]:
    """Weights for a pair alone, then for a pair that other languages inform; each sees both looks of the engine."""
    alone = np.array([_START.get(feature, 0.0) for feature in FEATURES])
    print("  alone, before runs are embedded", flush=True)
    first_look = [snap for document in documents for snap in document.snapshots(alone)]
    alone = fit(first_look, alone, PULL, ROUNDS // 2)
    first_joint = []
    for document in documents:
        document.look(alone)
        document.share()
        first_joint += document.snapshots(alone)
        document.forget()
        document.refine(embedder, 0.5)
    for plain, true in RUN_FEATURES.items():
        alone[FEATURES.index(true)] = alone[FEATURES.index(plain)]
    print("  alone", flush=True)
    second_look = [snap for document in documents for snap in document.snapshots(alone)]
    alone = fit(second_look + first_look[::2], alone, PULL, ROUNDS)
    for document in documents:
        document.look(alone)
        document.share()
    print("  joint", flush=True)
    second_joint = [snap for document in documents for snap in document.snapshots(alone)]
    joint = fit(second_joint + first_joint[::3], alone, PULL, ROUNDS)
    return alone, joint


def figures(material: Material, embedder: Embedder, alone: Doubles, joint: Doubles) -> str:
    """Strict F1 of every pair by itself and with the evidence of the third language, within the training band."""
    document = prepare(material, embedder)
    document.look(alone)
    document.refine(embedder, 0.4)
    document.look(alone)
    by_itself = _scores(document, alone)
    document.share()
    together = _scores(document, joint)
    return "  ".join(f"{key}: {by_itself[key]:.4f} -> {together[key]:.4f}" for key in by_itself)


def _scores(document: TrainingDocument, weights: Doubles) -> dict[str, float]:
    result = {}
    for (a, b), gold in document.pairs.items():
        scores = band_scores(gold.pair, gold.band, FULL, weights.astype(np.float32))
        result[f"{a}-{b}"] = strict_f1(document.material.gold[a, b], best_path(gold.band, scores, FULL))
    return result


def main() -> None:
    sets, out = Path(sys.argv[1]), Path(sys.argv[2])
    with default_embedder() as embedder:
        usable = [prepare(material, embedder) for material in training(sets)]
        segments = sum(side.size for document in usable for side in document.sides.values())
        print(f"{len(usable)} documents, {segments} segments", flush=True)
        alone, joint = learn(usable, embedder)
        for name, material in testing(sets).items():
            print(f"  {name}: {figures(material, embedder, alone, joint)}", flush=True)
    old = msgspec.json.decode(out.read_bytes()) if out.exists() else {"row_confidence": [0.0, 1.0, 0.0]}
    model = {
        "name": old.get("name", "1"),
        "trained_on": [
            "even documents of ntrex_noisy and moz_web_noisy; even documents of ntrex_split, moz_web and udhr "
            "under noise (bench/training/learn.py)"
        ],
        "alone": {feature: round(float(x), 4) for feature, x in zip(FEATURES, alone, strict=True)},
        "joint": {feature: round(float(x), 4) for feature, x in zip(FEATURES, joint, strict=True)},
        "row_confidence": old["row_confidence"],
    }
    out.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")


if __name__ == "__main__":
    main()
