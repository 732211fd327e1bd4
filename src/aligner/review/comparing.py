"""Where two states of a document's rows differ, fast: most rows are the very same objects."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.model import Row

_CHUNK = 512
"""Rows compared at once; the interpreter passes over identical objects without looking into them."""


def changed_span(old: Sequence[Row], new: Sequence[Row]) -> tuple[int, int]:
    """How many rows at the beginning, and how many of the others at the end, are the same."""
    most = min(len(old), len(new))
    head = _same(old, new, most)
    return head, _same_at_end(old, new, most - head)


def _same(old: Sequence[Row], new: Sequence[Row], most: int) -> int:
    count, chunk = 0, _CHUNK
    while chunk:
        while count + chunk <= most and old[count : count + chunk] == new[count : count + chunk]:
            count += chunk
        chunk //= 2
    return count


def _same_at_end(old: Sequence[Row], new: Sequence[Row], most: int) -> int:
    count, chunk = 0, _CHUNK
    a, b = len(old), len(new)
    while chunk:
        while count + chunk <= most and old[a - count - chunk : a - count] == new[b - count - chunk : b - count]:
            count += chunk
        chunk //= 2
    return count
