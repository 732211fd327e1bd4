"""Learn how the probabilities of a row's pair beads become the row's confidence, and how much documents differ.

    python bench/training/calibrate.py SETS MODEL.json

Learned on the even documents of the bench sets under noise that the weights were not learned with; the figures
printed are of the odd documents. How much documents differ is printed, for `DIFFERENCE` of `confidence.py`.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from noise import LANGUAGES, PAIRS, Material, Noise, document_numbers, make_hard, read_set

from aligner.alignment import Engine, open_engine
from aligner.alignment.confidence import error_chances, row_confidence
from aligner.evaluation import Outcome, calibrate, row_outcomes
from aligner.model import Bead, Paragraph, ParallelDocument, Segment, SegmentedVersion, Version

_LEAST = 1e-4
NOISES = (
    Noise(0.08, 0.06, 0.004, 0.004, 0, paragraphs=True),
    Noise(0.03, 0.09, 0.006, 0.004, 1, (5, 20)),
    Noise(0.10, 0.05),
)


def grouped(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Documents by the score, with small groups and single ones in between."""
    sizes = [20, 1, 8, 25, 3]
    start = turn = 0
    while start < len(numbers):
        yield list(numbers[start : start + sizes[turn % len(sizes)]])
        start += sizes[turn % len(sizes)]
        turn += 1


def versions(material: Material) -> list[SegmentedVersion]:
    """A training document as a user's, already segmented."""
    result = []
    for language in LANGUAGES:
        lines = material.texts[language]
        paragraphs = material.paragraphs[language] if material.paragraphs else [0] * len(lines)
        segments, start = [], 0
        for line, paragraph in zip(lines, paragraphs, strict=True):
            segments.append(Segment(start, start + len(line), paragraph, line))
            start += len(line) + 1
        source = Version(language, "\n".join(lines), (Paragraph(0, start),), language, "0" * 64, "utf-8")
        result.append(SegmentedVersion(source, tuple(segments)))
    return result


def gold_of(material: Material) -> dict[tuple[str, str], list[Bead]]:
    return {pair: [Bead(a, b) for a, b in material.gold[pair]] for pair in PAIRS}


def materials(sets: Path, parity: int, seed: int = 5000) -> Iterator[Material]:
    for name in ("ntrex_split", "moz_web", "udhr"):
        numbers = [number for number in document_numbers(sets / name) if number % 2 == parity]
        for turn, documents in enumerate(grouped(numbers)):
            yield make_hard(read_set(sets / name, documents), NOISES[turn % len(NOISES)], seed + turn)


def aligned(engine: Engine, material: Material) -> tuple[ParallelDocument, list[bool]]:
    """The document and, for every row, whether it is right."""
    document = engine.align(material.name, versions(material)).document
    return document, [outcome.right for outcome in row_outcomes(document, gold_of(material))]


def inputs(document: ParallelDocument) -> list[tuple[float, float]]:
    """For each row, the logit of its least likely link and the log of the product of all."""
    result = []
    for row in document.rows:
        chances = [min(max(link.confidence, _LEAST), 1 - _LEAST) for link in row.links] or [1 - _LEAST]
        least = min(chances)
        result.append((math.log(least / (1 - least)), sum(math.log(chance) for chance in chances)))
    return result


def fit(points: Sequence[tuple[float, float]], right: Sequence[bool]) -> list[float]:
    from scipy.optimize import minimize

    features = np.column_stack([np.ones(len(points)), np.array(points)])
    target = np.array(right, dtype=np.float64)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        logits = features @ weights
        chance = 1 / (1 + np.exp(-logits))
        value = np.mean(np.logaddexp(0, logits) - target * logits) + 1e-4 * (weights @ weights)
        return float(value), features.T @ (chance - target) / len(target) + 2e-4 * weights

    found = minimize(loss, np.array([0.0, 1.0, 0.0]), jac=True, method="L-BFGS-B")
    return [round(float(weight), 4) for weight in found.x]


def difference(documents: Sequence[tuple[Sequence[float], int]]) -> float:
    """The spread of factors under which the true numbers of wrong rows are likeliest; see `error_chances`.

    `documents` hold the confidences of each one's rows and how many are wrong.
    """

    def likelihood(spread: float) -> float:
        total = 0.0
        for confidences, wrong in documents:
            total += math.log(error_chances(1.0 - np.array(confidences), spread)[wrong] + 1e-12)
        return total

    return max((step / 20 for step in range(31)), key=likelihood)


def main() -> None:
    sets, path = Path(sys.argv[1]), Path(sys.argv[2])
    with open_engine() as engine:
        points, right = [], []
        seen = []
        for seed in (5000, 6000, 7000):
            for material in materials(sets, 0, seed):
                document, verdicts = aligned(engine, material)
                points += inputs(document)
                right += verdicts
                seen.append((document.rows, verdicts.count(False)))
        coefficients = fit(points, right)
        held = [([row_confidence(row.links, coefficients) for row in rows], wrong) for rows, wrong in seen]
        print(f"documents differ by {difference(held)}, of {len(held)}")
        print(f"{len(right)} rows, {right.count(False)} wrong; coefficients {coefficients}")
        outcomes = []
        for material in materials(sets, 1):
            document, verdicts = aligned(engine, material)
            outcomes += [
                Outcome(row_confidence(row.links, coefficients), verdict)
                for row, verdict in zip(document.rows, verdicts, strict=True)
            ]
        print(msgspec.json.format(msgspec.json.encode(calibrate(outcomes).as_dict())).decode())
    model = msgspec.json.decode(path.read_bytes())
    model["row_confidence"] = coefficients
    path.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")


if __name__ == "__main__":
    main()
