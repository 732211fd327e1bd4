"""Long texts as windows, windows in batches of one length, and their means put together again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from aligner.embedding.unit import unit_rows

if TYPE_CHECKING:
    from aligner.embedding.protocol import Vectors

MAX_WINDOWS = 8
"""Windows of one text that are embedded; with 512 positions that is about 4,000 tokens."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text's tokens that fits the encoder."""

    text: int
    """0-based number of the text."""
    tokens: tuple[int, ...]


def split(tokenised: Iterable[Sequence[int]], size: int) -> list[Window]:
    """Windows of at most `size` tokens, no overlap, at most `MAX_WINDOWS` a text; a text without tokens has one."""
    windows = []
    for number, tokens in enumerate(tokenised):
        shown = tuple(tokens[: size * MAX_WINDOWS])
        for start in range(0, max(len(shown), 1), size):
            windows.append(Window(number, shown[start : start + size]))
    return windows


def batches(windows: Sequence[Window], tokens: int) -> list[tuple[Window, ...]]:
    """Groups of windows of one length, up to `tokens` tokens in all or a single window, the longest first.

    One length means no padding; the longest first lets several threads finish together.
    """
    found = []
    ordered = sorted(windows, key=lambda window: -len(window.tokens))
    for length, group in groupby(ordered, key=lambda window: len(window.tokens)):
        same = list(group)
        room = max(1, tokens // max(length, 1))
        found += [tuple(same[start : start + room]) for start in range(0, len(same), room)]
    return found


class Means:
    """Collects the mean states of windows and gives a unit vector for every text.

    A text's vector is the mean over its windows, weighted by their tokens, as if all had been averaged at once.
    """

    def __init__(self, texts: int, dim: int) -> None:
        import numpy as np

        self._parts: list[list[tuple[Window, Vectors]]] = [[] for _ in range(texts)]
        self._vectors = np.empty((texts, dim), np.float32)

    def add(self, windows: Sequence[Window], means: Vectors) -> None:
        """Take in the mean states of some windows, in any order."""
        for window, mean in zip(windows, means, strict=True):
            self._parts[window.text].append((window, mean))

    def vectors(self) -> Vectors:
        """All texts' unit vectors; every text must have been added."""
        for number, parts in enumerate(self._parts):
            self._vectors[number] = parts[0][1] if len(parts) == 1 else _weighted(parts)
        return unit_rows(self._vectors)


def _weighted(parts: list[tuple[Window, Vectors]]) -> Vectors:
    # Sums of floats depend on their order, and threads finish in any: the windows themselves give the order.
    ordered = sorted(parts, key=lambda part: part[0].tokens)
    total: Vectors = ordered[0][1] * len(ordered[0][0].tokens)
    for window, mean in ordered[1:]:
        total = total + mean * len(window.tokens)
    return total
