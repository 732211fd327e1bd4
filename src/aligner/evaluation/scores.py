"""Strict, lax and link scores of an alignment against gold, pooled over documents.

The definitions are those of the shared task that sentence aligners report on (Volk et al. 2010; Sennrich and Volk,
W11-4624): precision counts every predicted bead, recall every gold bead with both sides; strict wants the very same
bead, lax an overlap on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import TypeAlias

from aligner import __version__
from aligner.model import Bead

_Sides: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]

DEFINITIONS = "nulls:precision|pooled:micro|duplicates:once"
"""What the figures depend on besides the beads, as it stands in a signature."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each 0..1; 0 where there is nothing to count."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Counts:
    """What the scores are made of; counts of several documents add up."""

    predicted: int = 0
    """Predicted beads, null beads included, each counted once."""
    predicted_strict: int = 0
    """Of these, how many are gold beads."""
    predicted_lax: int = 0
    """Of these, how many are gold beads or share a link with gold."""
    gold: int = 0
    """Gold beads with both sides."""
    gold_strict: int = 0
    gold_lax: int = 0
    nulls: int = 0
    """Predicted beads with an empty side."""
    nulls_right: int = 0
    links_predicted: int = 0
    """Pairs of single segments that stand in one predicted bead."""
    links_gold: int = 0
    links_shared: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Scores:
    """How good an alignment is."""

    strict: Score
    lax: Score
    links: Score
    null_precision: float
    """Of the predicted null beads, the share that is gold; 0..1."""
    counts: Counts
    signature: str
    """How the figures were made, so that they can be compared."""

    def as_dict(self) -> dict[str, object]:
        """The figures rounded to four digits, for JSON."""

        def rounded(score: Score) -> dict[str, float]:
            return {
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
            }

        return {
            "strict": rounded(self.strict),
            "lax": rounded(self.lax),
            "null_precision": round(self.null_precision, 4),
            "links": rounded(self.links),
            "beads": {"gold": self.counts.gold, "predicted": self.counts.predicted},
            "signature": self.signature,
        }


def evaluate(gold: Sequence[Bead], predicted: Sequence[Bead]) -> Scores:
    """Score one alignment."""
    return evaluate_all([(gold, predicted)])


def evaluate_all(pairs: Iterable[tuple[Sequence[Bead], Sequence[Bead]]]) -> Scores:
    """Score several (gold, predicted) alignments as one test set, by pooling their counts."""
    counts, documents = Counts(), 0
    for gold, predicted in pairs:
        counts, documents = counts + count(gold, predicted), documents + 1
    return scores(counts, documents)


def count(gold: Sequence[Bead], predicted: Sequence[Bead]) -> Counts:
    """Compare an alignment with gold; beads without segments count nowhere, repeated ones once."""
    gold_sides, predicted_sides = _sides(gold), _sides(predicted)
    exact = set(gold_sides)
    wanted = [sides for sides in gold_sides if all(sides)]
    nulls = [sides for sides in predicted_sides if not all(sides)]
    predicted_strict, predicted_lax = _hits(gold_sides, predicted_sides)
    gold_strict, gold_lax = _hits(predicted_sides, wanted)
    gold_links, predicted_links = _links(gold_sides), _links(predicted_sides)
    return Counts(
        predicted=len(predicted_sides),
        predicted_strict=predicted_strict,
        predicted_lax=predicted_lax,
        gold=len(wanted),
        gold_strict=gold_strict,
        gold_lax=gold_lax,
        nulls=len(nulls),
        nulls_right=sum(sides in exact for sides in nulls),
        links_predicted=len(predicted_links),
        links_gold=len(gold_links),
        links_shared=len(gold_links & predicted_links),
    )


def scores(counts: Counts, documents: int) -> Scores:
    """Turn the counts of a number of documents into scores."""
    return Scores(
        strict=_score(counts.predicted_strict, counts.predicted, counts.gold_strict, counts.gold),
        lax=_score(counts.predicted_lax, counts.predicted, counts.gold_lax, counts.gold),
        links=_score(counts.links_shared, counts.links_predicted, counts.links_shared, counts.links_gold),
        null_precision=_ratio(counts.nulls_right, counts.nulls),
        counts=counts,
        signature=f"aligner-evaluate|documents:{documents}|{DEFINITIONS}|version:{__version__}",
    )


def _sides(beads: Sequence[Bead]) -> list[_Sides]:
    return list(dict.fromkeys((bead.a, bead.b) for bead in beads if bead.a or bead.b))


def _hits(reference: Sequence[_Sides], candidates: Sequence[_Sides]) -> tuple[int, int]:
    """Count the candidates that are in the reference, and those that at least share a link with it."""
    exact, linked = set(reference), _links(reference)
    strict = [sides in exact for sides in candidates]
    lax = [same or not linked.isdisjoint(_links([sides])) for same, sides in zip(strict, candidates, strict=True)]
    return sum(strict), sum(lax)


def _links(beads: Iterable[_Sides]) -> set[tuple[int, int]]:
    return {(one, other) for a, b in beads for one in a for other in b}


def _score(right: int, predicted: int, found: int, gold: int) -> Score:
    precision, recall = _ratio(right, predicted), _ratio(found, gold)
    both = precision + recall
    return Score(precision, recall, 2 * precision * recall / both if both else 0.0)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
