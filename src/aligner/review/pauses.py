"""The garbage collector kept away from keys: while a document is open it looks through everything only in pauses."""

from __future__ import annotations

import gc
from dataclasses import dataclass

PAUSE = 1.0
"""Seconds without a key after which the next one is not expected at once."""

_NEVER = 1_000_000
"""Collections of young objects that would have to come before Python looks through all of them by itself."""
_WORTH_IT = 2
"""Collections of young objects after which it is worth to look through all of them."""


@dataclass(slots=True)
class PauseCollector:
    """A document is a great many small values that live as long as it is open, and what is painted of it is no less.

    Looking through all of them for garbage takes longer than a key may.
    """

    _thresholds: tuple[int, int, int] | None = None

    def begin(self) -> None:
        """From now on leave what there is alone, and look through the rest in pauses only."""
        gc.freeze()
        if self._thresholds is None:
            self._thresholds = gc.get_threshold()
            gc.set_threshold(*self._thresholds[:2], _NEVER)

    def end(self) -> None:
        """Let Python collect as it does."""
        gc.unfreeze()
        if self._thresholds is not None:
            gc.set_threshold(*self._thresholds)
            self._thresholds = None

    def collect(self, seconds_without_key: float) -> bool:
        """Collect if there is a pause and enough may have gathered; says whether it did."""
        if self._thresholds is None or seconds_without_key < PAUSE or gc.get_count()[2] < _WORTH_IT:
            return False
        gc.collect()
        return True
