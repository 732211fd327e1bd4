"""How good an alignment is, against gold: strict, lax and link scores, calibration."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.evaluation.calibration import (
        Bin,
        Calibration,
        Outcome,
        bead_outcomes,
        calibrate,
        link_outcomes,
        row_outcomes,
    )
    from aligner.evaluation.scores import Counts, Score, Scores, evaluate, evaluate_all
    from aligner.evaluation.sources import read_beads

_HOMES = {
    "Bin": "calibration",
    "Calibration": "calibration",
    "Counts": "scores",
    "Outcome": "calibration",
    "Score": "scores",
    "Scores": "scores",
    "bead_outcomes": "calibration",
    "calibrate": "calibration",
    "evaluate": "scores",
    "evaluate_all": "scores",
    "link_outcomes": "calibration",
    "read_beads": "sources",
    "row_outcomes": "calibration",
}

__all__ = [
    "Bin",
    "Calibration",
    "Counts",
    "Outcome",
    "Score",
    "Scores",
    "bead_outcomes",
    "calibrate",
    "evaluate",
    "evaluate_all",
    "link_outcomes",
    "read_beads",
    "row_outcomes",
]


def __getattr__(name: str) -> object:
    """Import a public name from its home when it is first asked for, so that importing the room costs nothing."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value
