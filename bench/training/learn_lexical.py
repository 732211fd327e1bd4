"""Learn the bead models of the engines without an encoder, and say how they do on documents not seen.

    python bench/training/learn_lexical.py SETS FOLDER [length] [lexical]

SETS is the folder of bench sets, FOLDER the one of the models. Trained on noisy versions of the even documents of
`ntrex_split`, `moz_web` and `udhr`, whole and cut small; the figures printed are of odd documents. The lexical model
is learned twice, as its own beads make the table that its vectors come from.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec
import numpy as np
from crf import Doubles, Gold, by_mode, fit, start_from, weights_for
from documents import TrainingDocument, _gold, strict_f1
from noise import LANGUAGES, PAIRS, Material, Noise, document_numbers, make_hard, read_set
from scipy.optimize import minimize

from aligner.alignment import engine
from aligner.alignment import weights as weight_files
from aligner.alignment.evidence import FEATURES
from aligner.alignment.lattice import best_path
from aligner.alignment.length import LengthPairs, plain_side
from aligner.alignment.lexical import LexicalPairs, parts_of, prepare
from aligner.alignment.scoring import band_scores
from aligner.alignment.shapes import FULL
from aligner.alignment.side import Side
from aligner.alignment.weights import BeadModel, bead_model
from aligner.model import Paragraph, Segment, SegmentedVersion, Version

Key: TypeAlias = tuple[str, str]
Sides: TypeAlias = Callable[[Material], dict[Key, tuple[Side, Side]]]

PULL = 2e-5
_LENGTH_START = {
    "one_one": 4.0, "one_two": 2.5, "one_three": 1.5, "one_four": 1.5, "one_many": 1.0, "two_two": 1.0,
    "length": -4.0, "length_square": 1.2, "length_normal": -0.4, "number_common": 4.0, "number_alone": -2.5,
    "name_common": 3.0, "name_alone": -0.8, "terminal": -1.5, "quotes": -1.5, "null": -1.6, "opens_both": 0.8,
}  # fmt: skip
_LEXICAL_START = {"cosine": 8.0, "gain": 3.0}
"""Where the search for weights begins."""


def noises(size: int) -> list[Noise]:
    gaps = 1 if size > 60 else 0
    return [
        Noise(0.10, 0.06, 0.004, 0.003, gaps, (6, 25), numbered=size // 60, paragraphs=True),
        Noise(0.05, 0.06),
        Noise(0.02, 0.16, 0.02, 0.012, 0, numbered=size // 80, paragraphs=True),
    ]


def training(sets: Path) -> Iterator[Material]:
    """Halves, dozens, pairs and single documents: a table learned from few segments is worth less than from many."""
    for name in ("ntrex_split", "moz_web", "udhr"):
        even = [number for number in document_numbers(sets / name) if number % 2 == 0]
        groups = [even, *grouped(even)]
        for turn, documents in enumerate(groups):
            material = read_set(sets / name, documents)
            kinds = noises(len(material.texts["en"]))
            for kind in (0, 1, 2) if not turn else (turn % 3,):
                yield make_hard(material, kinds[kind], 2000 + 10 * turn + kind)


def grouped(numbers: Sequence[int]) -> Iterator[list[int]]:
    sizes = [12, 1, 3, 1, 6, 2]
    start = turn = 0
    while start < len(numbers):
        yield list(numbers[start : start + sizes[turn % len(sizes)]])
        start += sizes[turn % len(sizes)]
        turn += 1


def testing(sets: Path) -> dict[str, list[Material]]:
    hard = Noise(0.1, 0.06, 0.01, 0.006, 3, (10, 40), numbered=5, paragraphs=True)
    odd = [number for number in document_numbers(sets / "ntrex_split") if number % 2]
    small = [read_set(sets / "ntrex_split", [number]) for number in odd[:24]]
    return {
        "ntrex_noisy odd": [read_set(sets / "ntrex_noisy", "odd")],
        "moz_web_noisy odd": [read_set(sets / "moz_web_noisy", "odd")],
        "ntrex odd, hard": [make_hard(read_set(sets / "ntrex_split", "odd"), hard, 78)],
        "udhr odd": [make_hard(read_set(sets / "udhr", "odd"), Noise(0.05, 0.1), 77)],
        "ntrex odd, small": [make_hard(material, Noise(0.05, 0.06), 80 + n) for n, material in enumerate(small)],
    }


def ready(material: Material, sides: Sides) -> TrainingDocument:
    """The pairs of a document whose gold beads all have a shape that is searched."""
    made = sides(material)
    golds: dict[Key, Gold] = {key: _gold(material, key, *made[key]) for key in PAIRS}
    return TrainingDocument(material, {key[0]: pair[0] for key, pair in made.items()}, golds, {})


def snapshots(documents: Sequence[TrainingDocument], weights: Doubles) -> list:  # type: ignore[type-arg]
    from crf import snapshot

    golds = (gold for document in documents for gold in document.pairs.values())
    return [snapshot(gold, weights) for gold in golds if (gold.shapes >= 0).all()]


def learn(documents: Sequence[TrainingDocument], start: Doubles, rounds: int = 40) -> tuple[Doubles, Doubles]:
    """Weights for a pair by itself, then for a pair that others inform."""
    alone = fit(snapshots(documents, start), start, PULL, rounds // 2)
    alone = fit(snapshots(documents, alone), alone, PULL, rounds)
    for document in documents:
        document.look(alone)
        document.share()
    return alone, fit(snapshots(documents, alone), alone, PULL, rounds)


def figures(materials: Sequence[Material], sides: Sides, alone: Doubles, joint: Doubles) -> str:
    """Mean strict F1 of every pair by itself and with the third language, within the training band."""
    scores = np.zeros((2, len(PAIRS)))
    for material in materials:
        document = ready(material, sides)
        document.look(alone)
        scores[0] += _scores(document, alone)
        document.share()
        scores[1] += _scores(document, joint)
    scores /= len(materials)
    return "  ".join(f"{a}-{b}: {x:.4f} -> {y:.4f}" for (a, b), x, y in zip(PAIRS, *scores, strict=True))


def _scores(document: TrainingDocument, weights: Doubles) -> Doubles:
    result = []
    for key, gold in document.pairs.items():
        scores = band_scores(gold.pair, gold.band, FULL, weights_for(gold, weights))
        result.append(strict_f1(document.material.gold[key], best_path(gold.band, scores, FULL)))
    return np.array(result)


def versions_of(material: Material) -> list[SegmentedVersion]:
    """A document as the engine takes it; every segment a line."""
    result = []
    for language in LANGUAGES:
        texts = material.texts[language]
        starts = np.concatenate([[0], np.cumsum([len(text) + 1 for text in texts])]).tolist()
        segments = tuple(
            Segment(start, start + len(text), number, text)
            for start, text, number in zip(starts, texts, _paragraphs(material, language), strict=False)
        )
        text = "\n".join(texts)
        version = Version(language, text, (Paragraph(0, len(text)),), f"{language}.txt", "", "utf-8")
        result.append(SegmentedVersion(version, segments))
    return result


def _paragraphs(material: Material, language: str) -> list[int]:
    return material.paragraphs[language] if material.paragraphs else [0] * len(material.texts[language])


def given(material: Material) -> engine.Material:
    """The same as the engines see it."""
    return engine.Material(
        {language: material.texts[language] for language in LANGUAGES},
        {language: _paragraphs(material, language) for language in LANGUAGES},
    )


def length_sides(material: Material) -> dict[Key, tuple[Side, Side]]:
    sides = {language: plain_side(given(material), language) for language in LANGUAGES}
    return {(a, b): (sides[a], sides[b]) for a, b in PAIRS}


def lexical_sides(first: BeadModel, model: BeadModel | None) -> Sides:
    """As the engine makes them; without a model of its own, from one round only."""

    def sides(material: Material) -> dict[Key, tuple[Side, Side]]:
        parts = {language: parts_of(given(material), language) for language in LANGUAGES}
        rounds = {} if model else {"rounds": 1}
        return {(a, b): prepare(parts[a], parts[b], first, model or first, **rounds).sides for a, b in PAIRS}

    return sides


def row_confidence(pairs: engine.PairEngine, materials: Sequence[Material]) -> list[float]:
    """How the probabilities of links become that of a row, by logistic regression over rows of training documents."""
    rows, right = [], []
    for material in materials:
        document = engine.Engine(pairs).align(material.name, versions_of(material)).document
        gold = {key: set(beads) for key, beads in material.gold.items()}
        done = dict.fromkeys(LANGUAGES, 0)
        for row in document.rows:
            beads = [((link.a, link.b), tuple(done[link.a] + i for i in link.a_segments), link) for link in row.links]
            hits = [(x, tuple(done[link.b] + j for j in link.b_segments)) in gold[key] for key, x, link in beads]
            chances = np.clip([link.confidence for link in row.links], 1e-4, 1 - 1e-4)
            rows.append([1.0, np.log(chances.min() / (1 - chances.min())), np.log(chances).sum()])
            right.append(all(hits))
            for language, cell in zip(document.languages, row.segments, strict=True):
                done[language] += len(cell)
    x, y = np.array(rows), np.array(right, dtype=float)

    def loss(w: Doubles) -> tuple[float, Doubles]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        return float(np.mean(np.logaddexp(0, z) - y * z)), x.T @ (p - y) / len(y)

    found = minimize(loss, np.array([0.0, 1.0, 0.0]), jac=True, method="L-BFGS-B")
    sure = 1 / (1 + np.exp(-(x @ found.x)))
    print(f"  rows: {len(y)}, right {y.mean():.4f}, mean confidence {sure.mean():.4f}", flush=True)
    return [round(float(w), 4) for w in found.x]


def write(folder: Path, kind: str, alone: Doubles, joint: Doubles, rows: Sequence[float]) -> BeadModel:
    path = folder / f"{kind}.json"
    number = int(msgspec.json.decode(path.read_bytes())["name"]) if path.exists() else 0
    model = {
        "name": str(number + 1),
        "trained_on": [
            "even documents of ntrex_split, moz_web and udhr under noise (bench/training/learn_lexical.py)"
        ],
        **by_mode(alone, joint),
        "row_confidence": list(rows),
    }
    path.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
    weight_files.bead_model.cache_clear()
    return bead_model(kind)


def _start(*tables: dict[str, float]) -> Doubles:
    return start_from({name: value for table in tables for name, value in table.items()})


def main() -> None:
    sets, folder, kinds = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] or ["length", "lexical"]
    materials, tests = list(training(sets)), testing(sets)
    print(len(materials), "documents,", sum(len(m.texts["en"]) for m in materials), "English segments", flush=True)
    small = [material for material in materials if len(material.texts["en"]) < 400]
    if "length" in kinds:
        documents = [ready(material, length_sides) for material in materials]
        alone, joint = learn(documents, _start(_LENGTH_START))
        write(folder, "length", alone, joint, [0.0, 1.0, 0.0])
        for name, held in tests.items():
            print(f"  length, {name}: {figures(held, length_sides, alone, joint)}", flush=True)
        write(folder, "length", alone, joint, row_confidence(LengthPairs(), small))
    if "lexical" in kinds:
        first = bead_model("length")
        start = _start(dict(zip(FEATURES, first.alone[0].tolist(), strict=True)), _LEXICAL_START)
        alone, joint = learn([ready(material, lexical_sides(first, None)) for material in small], start, 20)
        model = write(folder, "lexical", alone, joint, [0.0, 1.0, 0.0])
        alone, joint = learn([ready(material, lexical_sides(first, model)) for material in materials], alone)
        model = write(folder, "lexical", alone, joint, [0.0, 1.0, 0.0])
        for name, held in tests.items():
            print(f"  lexical, {name}: {figures(held, lexical_sides(first, model), alone, joint)}", flush=True)
        write(folder, "lexical", alone, joint, row_confidence(LexicalPairs(), small))


if __name__ == "__main__":
    main()
