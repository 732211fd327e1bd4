"""What a rule says about a candidate break."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

from aligner.segmentation.candidates import Candidate


class Verdict(StrEnum):
    """Whether a sentence ends here."""

    SPLIT = "split"
    JOIN = "join"


Rule: TypeAlias = Callable[[Candidate], Verdict | None]
"""Says SPLIT or JOIN, or nothing where it does not apply; its name is what ``explain`` shows."""
