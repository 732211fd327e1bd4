"""Findings on rows: numbers, names, punctuation, untranslated text, wrong letters, spaces, gaps, lengths, terms."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.checks.finding import Finding, Grade, Place
    from aligner.checks.flagging import Flagging, flagged, flags_of
    from aligner.checks.running import CHECKS, check_document
    from aligner.checks.terms import glossary_check

_HOMES = {
    "CHECKS": "running",
    "Finding": "finding",
    "Flagging": "flagging",
    "Grade": "finding",
    "Place": "finding",
    "check_document": "running",
    "flagged": "flagging",
    "flags_of": "flagging",
    "glossary_check": "terms",
}

__all__ = [
    "CHECKS",
    "Finding",
    "Flagging",
    "Grade",
    "Place",
    "check_document",
    "flagged",
    "flags_of",
    "glossary_check",
]


def __getattr__(name: str) -> object:
    """Import a public name from its home when it is first asked for, so that importing the room costs nothing."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value
