"""A document open for work: its file as checkpoint, its journal for every change since, its lock against others.

What is acknowledged is on the disk: a change is appended to the journal and fsynced before it counts, and the file is
only ever replaced whole. So the state after a crash is the file plus the journal's entries that it does not hold yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from aligner.corpus.collector import collector_held
from aligner.corpus.delta import Delta, delta_of, patch_of
from aligner.corpus.journal import (
    JOURNAL_VERSION,
    Entry,
    Header,
    JournalContent,
    JournalWriter,
    Kind,
    journal_path,
    read_journal,
)
from aligner.corpus.lock import DocumentLock, note_path
from aligner.corpus.patch import Patch
from aligner.corpus.storage import StoredDocument, read_stored, write_document
from aligner.errors import InputError, OutputError, RefusedError
from aligner.files import atomic_write, unfinished_files, unreadable
from aligner.model import ParallelDocument


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class DocumentStore:
    """One document, its present state, and its way back and forth; open it with `open`, and close it."""

    path: Path
    who: str | None
    document: ParallelDocument
    """The present state."""
    entries: list[Entry]
    """Everything ever done to the document, oldest first."""
    read_only: str
    """Why nothing can be changed; empty where it can."""
    notices: list[str]
    """What the user should hear about the opening: a crash recovered from, a damaged line kept aside."""
    _clock: Callable[[], datetime]
    _writer: JournalWriter | None = None
    _lock: DocumentLock | None = None
    _lineage: str = ""
    _checkpoint: int = 0
    _done: list[int] = field(default_factory=list)
    _undone: list[int] = field(default_factory=list)
    _patches: dict[int, Patch] = field(default_factory=dict)
    """Of the changes made since opening, by sequence number: undoing them puts the very same rows back."""

    @classmethod
    def open(
        cls, path: Path, who: str | None = None, *, clock: Callable[[], datetime] = _now, read_only: bool = False
    ) -> DocumentStore:
        """Open a document for one writer, or for reading where the folder cannot be written.

        Raises `HeldError` when another writer holds it (open it with `read_only` then), `InputError` when the file or
        the journal cannot be used.
        """
        notices: list[str] = []
        access = _Access(None, "it was opened for reading") if read_only else _try_lock(path, who, clock, notices)
        try:
            return cls._opened(path, who, clock, access, notices)
        except BaseException:
            if access.lock is not None:
                access.lock.release()
            raise

    @classmethod
    def _opened(
        cls,
        path: Path,
        who: str | None,
        clock: Callable[[], datetime],
        access: _Access,
        notices: list[str],
    ) -> DocumentStore:
        lock = access.lock
        if lock is not None:
            _remove_unfinished(path)
        stored = read_stored(path)
        content = read_journal(journal_path(path))
        recovery = _Recovery(path, stored, content, writable=lock is not None)
        content = recovery.usable()
        notices.extend(recovery.notices)
        lineage = content.header.lineage if content.header else _fingerprint(path)
        checkpoint = stored.sequence if stored.lineage == lineage else 0
        store = cls(
            path,
            who,
            stored.document,
            list(content.entries),
            access.reason,
            notices,
            clock,
            JournalWriter(journal_path(path), content.checksum, content.good_bytes) if lock else None,
            lock,
            lineage,
            checkpoint,
        )
        store._replay(checkpoint)
        return store

    @property
    def sequence(self) -> int:
        """Number of the last change; 0 before the first."""
        return len(self.entries)

    def commit(self, patch: Patch, *, what: str, operation: bytes = b"null") -> Entry:
        """Make a change: it is on the disk when this returns.

        `what` is one line for people, `operation` JSON for the record. Raises `RefusedError` where the document is
        read-only or in another state, `OutputError` when the disk refuses; nothing has changed then.
        """
        after = patch.apply(self.document)
        with collector_held():
            entry = self._change(patch, what, operation)
            self._append(entry)
        self._patches[entry.sequence] = patch
        self.document = after
        return entry

    def undo(self) -> Entry:
        """Take the last change back that is not taken back yet. Raises as `commit` does."""
        if not self._done:
            raise RefusedError("there is nothing to undo")
        undone = self.entries[self._done[-1] - 1]
        return self._step(Kind.UNDO, undone)

    def redo(self) -> Entry:
        """Make the change again that was taken back last. Raises as `commit` does."""
        if not self._undone:
            raise RefusedError("there is nothing to redo")
        return self._step(Kind.REDO, self.entries[self._undone[-1] - 1])

    @property
    def undoable(self) -> str:
        """What `undo` would take back, in one line; empty where there is nothing."""
        return self.entries[self._done[-1] - 1].what if self._done else ""

    @property
    def redoable(self) -> str:
        """What `redo` would make again, in one line; empty where there is nothing."""
        return self.entries[self._undone[-1] - 1].what if self._undone else ""

    def checkpoint(self) -> None:
        """Write the present state to the document's file; the journal stays, for undo and history.

        Raises `OutputError` when the disk refuses; nothing is lost then, the journal has it all.
        """
        if self._writer is None or self.sequence == self._checkpoint:
            return
        write_document(self.document, self.path, sequence=self.sequence, lineage=self._lineage)
        self._checkpoint = self.sequence

    def close(self) -> None:
        """Checkpoint and let go of the document, even where the checkpoint fails."""
        try:
            self.checkpoint()
        finally:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
                self.read_only = "it is closed"
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> DocumentStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _change(self, patch: Patch, what: str, operation: bytes) -> Entry:
        return Entry(
            self.sequence + 1,
            Kind.DO,
            self.who,
            self._clock(),
            what,
            operation=msgspec.Raw(operation),
            forward=delta_of(patch),
            inverse=delta_of(patch.inverse()),
        )

    def _step(self, kind: Kind, target: Entry) -> Entry:
        patch = self._patches.get(target.sequence)
        if patch is None:
            after = _after(self.document, kind, target)
        else:
            after = (patch.inverse() if kind is Kind.UNDO else patch).apply(self.document)
        what = f"{kind}: {target.what}"
        entry = Entry(self.sequence + 1, kind, self.who, self._clock(), what, of=target.sequence)
        self._append(entry)
        self.document = after
        return entry

    def _append(self, entry: Entry) -> None:
        if self._writer is None:
            raise RefusedError(f"{self.path}: cannot be changed: {self.read_only}")
        if not self._writer.length:
            self._writer.append(Header(JOURNAL_VERSION, self._lineage, self.document.name))
        self._writer.append(entry)
        self.entries.append(entry)
        self._remember(entry)

    def _remember(self, entry: Entry) -> None:
        """Keep the two stacks of undo and redo."""
        if entry.kind is Kind.DO:
            self._done.append(entry.sequence)
            self._undone.clear()
        elif entry.kind is Kind.UNDO:
            self._undone.append(self._done.pop())
        else:
            self._done.append(self._undone.pop())

    def _replay(self, checkpoint: int) -> None:
        for entry in self.entries:
            if entry.sequence > checkpoint:
                target = entry if entry.kind is Kind.DO else self.entries[entry.of - 1]
                self.document = _after(self.document, entry.kind, target)
            self._remember(entry)


def _after(document: ParallelDocument, kind: Kind, target: Entry) -> ParallelDocument:
    """The document after doing, undoing or redoing a change."""
    return patch_of(_delta(target, kind), document).apply(document)


def state_at(document: ParallelDocument, entries: Sequence[Entry], sequence: int) -> ParallelDocument:
    """The document as it was after a change, given its present state and everything ever done to it.

    Raises `InputError` where there was no such change.
    """
    if not 0 <= sequence <= len(entries):
        raise InputError(f"there is no change {sequence}: the journal has {len(entries)}", "see `aligner history`")
    for entry in reversed(entries[sequence:]):
        document = patch_of(reverted(entry, entries), document).apply(document)
    return document


def reverted(entry: Entry, entries: Sequence[Entry]) -> Delta:
    """What takes an entry back, be it a change, an undoing or a redoing."""
    if entry.kind is Kind.DO:
        return _delta(entry, Kind.UNDO)
    return _delta(entries[entry.of - 1], Kind.DO if entry.kind is Kind.UNDO else Kind.UNDO)


def _delta(target: Entry, kind: Kind) -> Delta:
    delta = target.inverse if kind is Kind.UNDO else target.forward
    if delta is None:
        raise InputError(f"change {target.sequence} of the journal says nothing about what it did")
    return delta


@dataclass(frozen=True, slots=True)
class _Access:
    """The right to write, or why there is none."""

    lock: DocumentLock | None
    reason: str


def _try_lock(path: Path, who: str | None, clock: Callable[[], datetime], notices: list[str]) -> _Access:
    if not path.is_file():
        raise unreadable(path, IsADirectoryError() if path.is_dir() else FileNotFoundError())
    lock = DocumentLock(path)
    try:
        left = lock.acquire(who, clock)
    except OutputError as error:
        return _Access(None, f"its folder cannot be written ({error.message})")
    except OSError as error:
        return _Access(None, f"its folder cannot be written ({error.strerror})")
    if left is not None:
        notices.append(f"{path}: the last session ended without closing it ({left}); every finished change is here")
    return _Access(lock, "")


def _remove_unfinished(path: Path) -> None:
    """Clear away files that a killed process was still writing; only the holder of the lock may."""
    for file in unfinished_files((path, journal_path(path), note_path(path))):
        with suppress(OSError):
            file.unlink()


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass(slots=True)
class _Recovery:
    """Decides what of a journal continues the file, and puts the rest aside where it may write."""

    path: Path
    stored: StoredDocument
    content: JournalContent
    writable: bool
    notices: list[str] = field(default_factory=list)

    def usable(self) -> JournalContent:
        header = self.content.header
        if header is None and not self.content.damaged:
            return self.content
        if header is None:
            return self._begin_anew(self.content.reason)
        if not self._belongs(header):
            return self._begin_anew("it is the journal of another state of the document")
        if self.content.damaged:
            self._keep_damaged_lines()
        if self.stored.lineage == header.lineage and self.stored.sequence > len(self.content.entries):
            return self._begin_anew("the document's file is newer than the part of the journal that can be read")
        return self.content

    def _belongs(self, header: Header) -> bool:
        return header.lineage == self.stored.lineage or header.lineage == _fingerprint(self.path)

    def _begin_anew(self, reason: str) -> JournalContent:
        journal = journal_path(self.path)
        if self.writable:
            aside = free_name(journal)
            journal.replace(aside)
            self.notices.append(f"{journal}: {reason}; it was kept as {aside.name}, and a new one begins")
        else:
            self.notices.append(f"{journal}: {reason}, and is not used")
        return JournalContent(None, (), "", 0)

    def _keep_damaged_lines(self) -> None:
        journal = journal_path(self.path)
        good, damaged = self.content.good_bytes, self.content.damaged
        lost = damaged.count(b"\n") + (not damaged.endswith(b"\n"))
        said = f"{journal}: {self.content.reason}; the {len(self.content.entries)} changes before it are used"
        if self.writable:
            aside = free_name(journal)
            with atomic_write(aside) as file:
                file.write(damaged)
            whole = journal.read_bytes()[:good]
            with atomic_write(journal) as file:
                file.write(whole)
            said += f", the {lost} lines from there on are kept in {aside.name}"
        if self.writable or not self.content.torn:
            # A reader may come while the writer is in the middle of a line.
            self.notices.append(said)


def free_name(journal: Path) -> Path:
    """Where a journal, or a part of one, can be kept that no longer belongs to its document."""
    number = 1
    while (name := journal.with_name(f"{journal.name}.aside-{number}")).exists():
        number += 1
    return name
