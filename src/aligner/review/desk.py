"""What a document is reviewed with: settings, glossary, engine, and the folder around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from aligner.review.engines import OpenEngine, default_engine
from aligner.review.settings import Settings
from aligner.review.terms import Terms


@dataclass(frozen=True, slots=True)
class Desk:
    """Shared by all documents that are opened in a session."""

    folder: Path
    """Where the other documents are."""
    settings: Settings = field(default_factory=Settings)
    terms: Terms | None = None
    """The glossary, if the project has or may have one."""
    open_engine: OpenEngine = default_engine
