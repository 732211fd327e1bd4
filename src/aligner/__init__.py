"""Trilingual sentence alignment, review and terminology."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.alignment import open_engine
    from aligner.batch import align_files
    from aligner.corpus import open_corpus, read_document, write_document
    from aligner.evaluation import evaluate, read_beads
    from aligner.reading import read_presegmented, read_version
    from aligner.segmentation import segment

__version__ = "0.1.0"

_HOMES = {
    "align_files": "batch",
    "evaluate": "evaluation",
    "open_corpus": "corpus",
    "open_engine": "alignment",
    "read_beads": "evaluation",
    "read_document": "corpus",
    "read_presegmented": "reading",
    "read_version": "reading",
    "segment": "segmentation",
    "write_document": "corpus",
}

__all__ = [
    "__version__",
    "align_files",
    "evaluate",
    "open_corpus",
    "open_engine",
    "read_beads",
    "read_document",
    "read_presegmented",
    "read_version",
    "segment",
    "write_document",
]


def __getattr__(name: str) -> object:
    """Import a public name from its room when it is first asked for, so that importing the package costs nothing."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
