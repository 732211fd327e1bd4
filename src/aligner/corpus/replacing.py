"""A whole document in the place of another: what stood there before can be had again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from aligner.corpus.journal import journal_path
from aligner.corpus.lock import DocumentLock
from aligner.corpus.patch import Patch
from aligner.corpus.precision import row_as_stored
from aligner.corpus.storage import write_document
from aligner.corpus.store import DocumentStore, free_name
from aligner.errors import InputError
from aligner.model import ParallelDocument


def replace_document(document: ParallelDocument, path: Path, *, what: str) -> None:
    """Write a document to `path`, over whatever stands there unless somebody is working on it.

    A table of the same name that has a history gets the document as its next change, `what` in one line, which can be
    undone; the journal of anything else is put aside, so that it is never taken for the new document's. Raises
    `HeldError` when somebody is editing what stands there, `OutputError` when the disk refuses.
    """
    if not path.exists():
        write_document(document, path)
        return
    try:
        store = DocumentStore.open(path)
    except InputError:
        _overwrite(document, path)
        return
    with store:
        if store.entries and store.document.name == document.name:
            after = replace(document, rows=tuple(map(row_as_stored, document.rows)))
            patch = Patch.between(store.document, after)
            if not patch.is_empty:
                store.commit(patch, what=what)
            return
    _overwrite(document, path)


def _overwrite(document: ParallelDocument, path: Path) -> None:
    lock = DocumentLock(path)
    lock.acquire(None, lambda: datetime.now(UTC))
    try:
        write_document(document, path)
        # Only now: until the file is another one, its journal holds changes that are nowhere else.
        journal = journal_path(path)
        if journal.exists():
            journal.replace(free_name(journal))
    finally:
        lock.release()
