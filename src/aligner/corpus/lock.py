"""One writer at a time: a lock the system frees when its holder dies, and a note that says who the holder is."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from filelock import BaseFileLock, FileLock, Timeout

from aligner.errors import AlignerError
from aligner.files import atomic_write


class Holder(msgspec.Struct, frozen=True):
    """Who holds a document."""

    who: str | None
    host: str
    pid: int
    since: datetime

    def __str__(self) -> str:
        return f"{self.who or 'someone'} on {self.host} (process {self.pid}) since {self.since:%Y-%m-%d %H:%M} UTC"


class HeldError(AlignerError):
    """Someone else is writing the document; it can be read."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        super().__init__(f"{path}: is being edited by {holder or 'another process'}", "it can be opened for reading")
        self.holder = holder
        """Who, as far as the note beside the document tells."""


def note_path(document: Path) -> Path:
    """Where it is noted who holds a document."""
    return document.with_name(f".{document.stem}.holder.json")


class DocumentLock:
    """The right to write one document."""

    def __init__(self, document: Path) -> None:
        self._document = document
        self._lock: BaseFileLock = FileLock(
            document.with_name(f".{document.stem}.lock"), timeout=0, thread_local=False
        )
        self._note = note_path(document)

    def acquire(self, who: str | None, clock: Callable[[], datetime]) -> Holder | None:
        """Take the lock; returns the holder of a lock that a crash left behind, if there was one.

        Raises `HeldError` when a living process holds it, `OSError` when the folder cannot be written.
        """
        try:
            self._lock.acquire()
        except Timeout as error:
            raise HeldError(self._document, self.holder()) from error
        try:
            left = self.holder()
            note = Holder(who, socket.gethostname(), os.getpid(), clock())
            with atomic_write(self._note) as file:
                file.write(msgspec.json.encode(note))
        except BaseException:
            self._lock.release()
            raise
        return left

    def holder(self) -> Holder | None:
        """Who holds the document, or held it when a crash came; None where nobody says so."""
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=Holder)
        except (OSError, msgspec.MsgspecError):
            return None

    def release(self) -> None:
        """Give the lock back."""
        with suppress(OSError):
            self._note.unlink()
        self._lock.release()
