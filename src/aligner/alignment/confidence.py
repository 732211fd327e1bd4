"""From the probabilities of pair beads to the confidence of a row, its suspect column, and the errors left."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from aligner.model import Language, Link

_LEAST = 1e-4


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


def expected_errors(confidences: Sequence[float], level: float = 0.9) -> tuple[float, int, int]:
    """How many rows are probably wrong: the mean, and the ends of an interval that holds with chance `level`.

    The number of wrong rows is Poisson-binomial in the rows' confidences; beyond 2,000 doubtful rows the normal
    approximation takes its place.
    """
    risks = [1.0 - confidence for confidence in confidences if confidence < 1.0]
    mean = sum(risks)
    if len(risks) > 2000:
        spread = 1.645 * math.sqrt(sum(risk * (1 - risk) for risk in risks))
        return mean, max(0, math.floor(mean - spread)), math.ceil(mean + spread)
    chances = np.zeros(len(risks) + 1)
    chances[0] = 1.0
    for count, risk in enumerate(risks, 1):
        chances[1 : count + 1] = chances[1 : count + 1] * (1 - risk) + chances[:count] * risk
        chances[0] *= 1 - risk
    reached = np.cumsum(chances)
    tail = (1 - level) / 2
    low = int(np.searchsorted(reached, tail, side="right"))
    return mean, low, min(len(risks), int(np.searchsorted(reached, 1 - tail)))
