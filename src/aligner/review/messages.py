"""What screens ask of the application."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message


@dataclass
class OpenDocument(Message):
    """A document is to be opened, in place of the one that is open."""

    path: Path
    row: int | None = None
    column: int = 0
    notice: str = ""
    """What is to be said about it first."""
