"""From the probabilities of pair beads to the confidence of a row, its suspect column, and the errors left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from aligner.model import Language, Link

_LEAST = 1e-4
DIFFERENCE = 0.45
"""Between documents, see `error_chances`; ``bench/training/calibrate.py`` finds 0.4 to 0.5, by the weights."""
_FACTORS = 7


def row_confidence(links: Sequence[Link], coefficients: Sequence[float]) -> float:
    """The probability that all of a row's pair beads are right (0..1).

    They are right and wrong together more often than apart, so the probability lies between that of the least
    likely bead and the product of all; `coefficients` (bias, logit of the least, log of the product) are learned.
    """
    probabilities = [min(max(link.confidence, _LEAST), 1 - _LEAST) for link in links]
    if not probabilities:
        return 1.0
    least = min(probabilities)
    bias, on_least, on_product = coefficients
    logit = bias + on_least * math.log(least / (1 - least)) + on_product * sum(math.log(p) for p in probabilities)
    # Written so that neither end overflows.
    return 1 / (1 + math.exp(-logit)) if logit > 0 else math.exp(logit) / (1 + math.exp(logit))


def support(links: Sequence[Link], languages: Sequence[Language]) -> tuple[float, ...]:
    """For each language, the surest agreement it has with any other within the row (0..1).

    Where two columns agree and the third agrees with neither, the third alone has a low value: it is the suspect.
    """
    pairs: dict[tuple[Language, Language], float] = {}
    for link in links:
        key = (link.a, link.b)
        pairs[key] = min(pairs.get(key, 1.0), link.confidence)
    return tuple(max((p for pair, p in pairs.items() if language in pair), default=1.0) for language in languages)


def expected_errors(
    confidences: Sequence[float], level: float = 0.9, exact_up_to: int = 2000
) -> tuple[float, int, int]:
    """How many rows are probably wrong: the mean, and the ends of an interval that holds with chance `level`.

    See `error_chances`; beyond `exact_up_to` doubtful rows a log-normal distribution takes its place.
    """
    risks = np.array([1.0 - confidence for confidence in confidences if confidence < 1.0])
    mean = float(risks.sum())
    tail = (1 - level) / 2
    if len(risks) > exact_up_to:
        unlike = math.expm1(DIFFERENCE**2)
        spread = math.sqrt(math.log1p(float((risks * (1 - risks)).sum()) / mean**2 + unlike))
        reach = NormalDist().inv_cdf(1 - tail) * spread
        centre = math.log(mean) - spread**2 / 2
        return mean, math.floor(math.exp(centre - reach)), min(len(risks), math.ceil(math.exp(centre + reach)))
    reached = np.cumsum(error_chances(risks, DIFFERENCE))
    low = int(np.searchsorted(reached, tail, side="right"))
    return mean, low, min(len(risks), int(np.searchsorted(reached, 1 - tail)))


def error_chances(risks: NDArray[np.float64], difference: float) -> NDArray[np.float64]:
    """The chances of 0, 1, 2 … errors among rows that are wrong with these chances.

    Poisson-binomial, were it not that in one document all rows are more often right than their confidences say and
    in another all of them less often. By what factor is not known beforehand; its logarithm is normal, and
    `difference` is its standard deviation. Shape [rows + 1].
    """
    shares = (np.arange(_FACTORS) + 0.5) / _FACTORS
    factors = np.exp([difference * NormalDist().inv_cdf(share) for share in shares])
    factors /= factors.mean()
    chances = np.zeros((_FACTORS, len(risks) + 1))
    chances[:, 0] = 1.0
    for count, risk in enumerate(risks.tolist(), 1):
        own = np.minimum(factors * risk, 1.0)[:, None]
        before = chances[:, :count] * own
        chances[:, :count] *= 1 - own
        chances[:, 1 : count + 1] += before
    mixed: NDArray[np.float64] = chances.mean(axis=0)
    return mixed
