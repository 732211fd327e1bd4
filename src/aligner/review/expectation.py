"""How many wrong rows are probably left, by what the alignment room makes of its confidences."""

from __future__ import annotations

from collections.abc import Sequence

LEVEL = 0.9
"""Chance that the interval holds the number of wrong rows."""

_EXACT_UP_TO = 50
"""Doubtful rows for which the exact distribution is worked out between two keys; more make it normal anyway."""


def expected_errors(confidences: Sequence[float]) -> tuple[float, int, int]:
    """Expected number of wrong rows, and the ends of an interval that holds it with the chance `LEVEL`."""
    from aligner.alignment import expected_errors as of_alignment

    return of_alignment(confidences, LEVEL, _EXACT_UP_TO)
