"""What the rules make of a term that takes the form of another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inflected:
    """A term in a form, and whether the rules are sure of it."""

    text: str
    sure: bool = True
    reason: str = ""
    """The form's name when it is sure, what is in doubt when it is not."""
