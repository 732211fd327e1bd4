"""The table, its file, its journal and its lock; a folder of documents as one lazy table."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.corpus.storage import StoredDocument, open_corpus, read_document, write_document
    from aligner.corpus.store import DocumentStore
    from aligner.corpus.table import from_frame, to_frame

_HOME = {
    "DocumentStore": "store",
    "StoredDocument": "storage",
    "from_frame": "table",
    "open_corpus": "storage",
    "read_document": "storage",
    "to_frame": "table",
    "write_document": "storage",
}

__all__ = [
    "DocumentStore",
    "StoredDocument",
    "from_frame",
    "open_corpus",
    "read_document",
    "to_frame",
    "write_document",
]


def __getattr__(name: str) -> object:
    """Load what is asked for on first use: polars takes half a second to import."""
    if name in _HOME:
        return getattr(import_module(f"aligner.corpus.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
