"""Which rows are doubtful, how doubtful, and which language of a row is out of step."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from aligner.checks.gaps import EMPTY, LENGTH
from aligner.checks.terms import TERM
from aligner.model import EXCUSED, Row, Status

DOUBTFUL_BELOW = 0.9
"""Confidence under which a row is one for a person to look at, unless the settings say otherwise."""

_MARGIN = 0.1
"""How far the support of the least supported language must lie below the next one's to be named."""


_WEIGHED = frozenset({EMPTY, LENGTH})
"""Findings on how the row was aligned, which its confidence weighs already. Terms, which say nothing about it, are
found by the filter."""


class Trust(StrEnum):
    """Three grades of confidence, named as the inks they are painted in."""

    SURE = "sure"
    UNSURE = "unsure"
    DOUBTFUL = "doubtful"


def trust(row: Row) -> Trust:
    """The grade of a row's confidence."""
    if row.confidence >= DOUBTFUL_BELOW:
        return Trust.SURE
    return Trust.UNSURE if row.confidence >= 0.6 else Trust.DOUBTFUL


def open_flags(row: Row) -> tuple[str, ...]:
    """The findings on a row that nobody has excused."""
    return tuple(flag for flag in row.flags if not flag.startswith(EXCUSED))


def doubtful_flags(row: Row) -> tuple[str, ...]:
    """The findings that make a row doubtful whatever its confidence, as they tell more than it does."""
    return tuple(flag for flag in open_flags(row) if flag not in _WEIGHED and not flag.startswith(TERM))


def doubtful_rows(rows: Sequence[Row], below: float = DOUBTFUL_BELOW) -> list[int]:
    """Numbers of the rows a person should look at: not confirmed, and unsure or with findings that cast doubt."""
    confirmed = Status.CONFIRMED
    return [
        number
        for number, row in enumerate(rows)
        if row.status is not confirmed and (row.confidence < below or (row.flags and doubtful_flags(row)))
    ]


def suspect_column(row: Row) -> int | None:
    """The position of the language that the others agree against, if one stands out in an unsure row."""
    if row.status is Status.CONFIRMED or row.confidence >= DOUBTFUL_BELOW or len(row.support) < 3:
        return None
    ordered = sorted(row.support)
    return row.support.index(ordered[0]) if ordered[1] - ordered[0] >= _MARGIN else None
