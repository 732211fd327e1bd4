"""How many wrong rows are probably left, by what the alignment room makes of its confidences."""

from __future__ import annotations

import math
from collections.abc import Sequence

LEVEL = 0.9
"""Chance that the interval holds the number of wrong rows."""

_EXACT_UP_TO = 200
"""Doubtful rows for which the exact distribution is worked out between two keys; more make it normal anyway."""
_QUANTILE = 1.645
"""Of the normal distribution, for an interval that holds with a chance of `LEVEL`."""


def expected_errors(confidences: Sequence[float]) -> tuple[float, int, int]:
    """Expected number of wrong rows, and the ends of an interval that holds it with the chance `LEVEL`."""
    risks = [1 - confidence for confidence in confidences if confidence < 1]
    if len(risks) <= _EXACT_UP_TO:
        from aligner.alignment import expected_errors as exact

        return exact(confidences, LEVEL)
    mean = sum(risks)
    spread = _QUANTILE * math.sqrt(sum(risk * (1 - risk) for risk in risks))
    return mean, max(0, math.floor(mean - spread)), min(len(risks), math.ceil(mean + spread))
