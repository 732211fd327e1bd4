"""What a check says about a row, and where in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aligner.model import Language


class Grade(StrEnum):
    """How surely something is wrong."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a row's text that a finding is about."""

    language: Language
    segment: int
    """Position in the row's cell of the language."""
    start: int
    """Offset of its first character in the segment's text."""
    stop: int
    text: str
    """What stands there."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has found in one row."""

    row: int
    """0-based."""
    check: str
    """The check's name, which is also the row's flag."""
    languages: tuple[Language, ...]
    """Where the fault seems to be, in the document's order."""
    message: str
    """One sentence for people."""
    grade: Grade
    places: tuple[Place, ...] = ()
    """What the message is about; empty for what is not there."""
    excused: bool = False
    """Whether somebody said that it is no fault."""
