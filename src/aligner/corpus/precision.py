"""Confidences as the table holds them, 32 bits wide: what is in memory equals what is read back."""

from __future__ import annotations

import struct
from dataclasses import replace

from aligner.model import Link, Row

_FLOAT32 = struct.Struct("<f")


def as_stored(value: float) -> float:
    """The nearest number of 32 bits."""
    stored: float = _FLOAT32.unpack(_FLOAT32.pack(value))[0]
    return stored


def link_as_stored(link: Link) -> Link:
    """The link with a confidence that survives writing and reading."""
    confidence = as_stored(link.confidence)
    return link if confidence == link.confidence else replace(link, confidence=confidence)


def row_as_stored(row: Row) -> Row:
    """The row with confidences that survive writing and reading."""
    return replace(
        row,
        links=tuple(map(link_as_stored, row.links)),
        confidence=as_stored(row.confidence),
        support=tuple(map(as_stored, row.support)),
    )
