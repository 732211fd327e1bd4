"""Whether confidences mean what they say: expected calibration error, reliability, and errors caught early.

Expected calibration error as Guo et al. (2017) define it, over bins of equal width.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from aligner import __version__
from aligner.errors import UsageError
from aligner.evaluation.groups import Groups
from aligner.interchange.ladder import pair_beads, segment_numbers
from aligner.model import Bead, Language, ParallelDocument

Pair: TypeAlias = tuple[Language, Language]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A confidence and whether what it was about turned out right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """One line of the reliability table: the outcomes whose confidence lies between two bounds."""

    low: float
    high: float
    """Excluded, except in the last bin."""
    count: int
    confidence: float
    """Their mean confidence; 0 in an empty bin."""
    accuracy: float
    """The share that was right; 0 in an empty bin."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far confidences can be relied on."""

    error: float
    """Expected calibration error, 0..1: the mean distance between confidence and accuracy, weighted by bin."""
    bins: tuple[Bin, ...]
    outcomes: int
    wrong: int
    caught: float
    """The share of the wrong ones among the least confident tenth, 0..1; 1 when nothing is wrong."""
    signature: str

    def as_dict(self) -> dict[str, object]:
        """The figures rounded to four digits, for JSON; empty bins are left out."""
        filled = [bin_ for bin_ in self.bins if bin_.count]
        return {
            "error": round(self.error, 4),
            "caught_in_least_confident_tenth": round(self.caught, 4),
            "outcomes": self.outcomes,
            "wrong": self.wrong,
            "reliability": [
                {
                    "from": round(bin_.low, 4),
                    "to": round(bin_.high, 4),
                    "count": bin_.count,
                    "confidence": round(bin_.confidence, 4),
                    "accuracy": round(bin_.accuracy, 4),
                }
                for bin_ in filled
            ],
            "signature": self.signature,
        }


def calibrate(
    outcomes: Iterable[Outcome], *, bins: int = 10, tail: float = 0.1, subject: str = "beads"
) -> Calibration:
    """Measure calibration over `bins` equal bins, and the wrong ones caught in the least confident `tail` (0..1).

    The order of equally confident outcomes is not known, so a tie at the edge of the tail counts by its average.
    Raises `UsageError` for a confidence outside 0..1, or fewer than one bin.
    """
    results = sorted(outcomes, key=lambda outcome: outcome.confidence)
    if bins < 1 or any(not 0 <= outcome.confidence <= 1 for outcome in results):
        message = "calibration needs at least one bin and confidences between 0 and 1"
        raise UsageError(message)
    members: list[list[Outcome]] = [[] for _ in range(bins)]
    for outcome in results:
        members[min(int(outcome.confidence * bins), bins - 1)].append(outcome)
    table = tuple(_bin(index / bins, (index + 1) / bins, inside) for index, inside in enumerate(members))
    distance = math.fsum(line.count * abs(line.confidence - line.accuracy) for line in table)
    return Calibration(
        error=distance / len(results) if results else 0.0,
        bins=table,
        outcomes=len(results),
        wrong=sum(not outcome.right for outcome in results),
        caught=_caught(results, tail),
        signature=f"aligner-calibration|over:{subject}|bins:{bins}|tail:{tail}|version:{__version__}",
    )


def bead_outcomes(gold: Sequence[Bead], predicted: Sequence[Bead]) -> tuple[Outcome, ...]:
    """For each predicted bead that has segments, its confidence and whether it is a gold bead."""
    exact = {(bead.a, bead.b) for bead in gold}
    return tuple(Outcome(bead.confidence, (bead.a, bead.b) in exact) for bead in predicted if bead.a or bead.b)


def link_outcomes(document: ParallelDocument, gold: Mapping[Pair, Sequence[Bead]]) -> tuple[Outcome, ...]:
    """The same for the links of a document, over every pair that has gold."""
    return tuple(
        outcome
        for (a, b), beads in sorted(gold.items())
        for outcome in bead_outcomes(beads, pair_beads(document, a, b))
    )


def row_outcomes(document: ParallelDocument, gold: Mapping[Pair, Sequence[Bead]]) -> tuple[Outcome, ...]:
    """For each row, its confidence and whether it holds exactly the segments of a gold row.

    Gold rows are the closure of the gold pairs. Rows are compared in the languages these pairs speak of, so give
    gold for all pairs of a document to judge its rows as they stand; rows without such segments are passed over.
    """
    languages = [language for language in document.languages if any(language in pair for pair in gold)]
    groups = Groups()
    for (a, b), beads in sorted(gold.items()):
        for bead in beads:
            groups.join([*((a, number) for number in bead.a), *((b, number) for number in bead.b)])
    exact = groups.sets()
    numbers = {language: segment_numbers(document, language) for language in languages}
    outcomes: list[Outcome] = []
    for index, row in enumerate(document.rows):
        held = frozenset((language, number) for language in languages for number in numbers[language][index])
        if held:
            outcomes.append(Outcome(row.confidence, held in exact))
    return tuple(outcomes)


def _bin(low: float, high: float, inside: Sequence[Outcome]) -> Bin:
    if not inside:
        return Bin(low, high, 0, 0.0, 0.0)
    confidence = math.fsum(outcome.confidence for outcome in inside) / len(inside)
    accuracy = sum(outcome.right for outcome in inside) / len(inside)
    return Bin(low, high, len(inside), confidence, accuracy)


def _caught(results: Sequence[Outcome], tail: float) -> float:
    """`results` come sorted by confidence."""
    wrong = sum(not outcome.right for outcome in results)
    if not wrong:
        return 1.0
    room, caught = tail * len(results), 0.0
    for _, tied in groupby(results, key=lambda outcome: outcome.confidence):
        group = list(tied)
        taken = min(room, len(group))
        caught += sum(not outcome.right for outcome in group) * taken / len(group)
        room -= taken
    return caught / wrong
