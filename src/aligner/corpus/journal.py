"""The journal of a document: one line for every change, on the disk before the change counts as made.

A line is a JSON object with the change under `entry` and a checksum under `sum`, which covers the entry and the
checksum of the line before it. So a line that was torn, flipped, taken out or moved shows, and with it where the
trustworthy part ends. The order of the lines is what counts; moments are only told.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from aligner.corpus.delta import Delta
from aligner.errors import InputError, OutputError
from aligner.files import sync_folder

JOURNAL_VERSION = 1
"""Raised whenever the form of a line changes; a journal of another version is refused with the reason."""

_SUFFIX = ".journal.jsonl"


class Kind(StrEnum):
    """What an entry does."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class Header(msgspec.Struct, frozen=True, tag="header"):
    """The first line: which document file the journal continues."""

    journal: int
    """The journal's version."""
    lineage: str
    """SHA-256, in hexadecimal, of the document's file when the journal was begun."""
    document: str


class Entry(msgspec.Struct, frozen=True, tag="entry", omit_defaults=True):
    """One change, with all it takes to make it again and to take it back."""

    sequence: int
    """From 1, without a gap."""
    kind: Kind
    who: str | None
    when: datetime
    what: str
    """One line for people."""
    operation: msgspec.Raw = msgspec.Raw(b"null")
    """The operation as the editing room writes it."""
    of: int = 0
    """For undo and redo: the sequence number of the change undone or redone."""
    forward: Delta | None = None
    """For a change: what it did, and …"""
    inverse: Delta | None = None
    """… what takes it back."""


class _Line(msgspec.Struct):
    sum: str
    entry: msgspec.Raw


@dataclass(frozen=True, slots=True)
class JournalContent:
    """What a journal file holds, as far as it can be trusted."""

    header: Header | None
    entries: tuple[Entry, ...]
    checksum: str
    """Of the last good line."""
    good_bytes: int
    """Length of the trustworthy part."""
    damaged: bytes = b""
    """Everything after it."""
    reason: str = ""
    """Why the rest is not trusted; empty when there is none."""

    @property
    def torn(self) -> bool:
        """Whether all that is wrong is a last line that was not written to its end."""
        return bool(self.damaged) and b"\n" not in self.damaged


def journal_path(document: Path) -> Path:
    """Where the journal of a document's file lies."""
    return document.with_name(document.stem + _SUFFIX)


_LINES = msgspec.json.Decoder(_Line)
_ENTRIES: msgspec.json.Decoder[Header | Entry] = msgspec.json.Decoder(Header | Entry)
_ENCODER = msgspec.json.Encoder()


def read_journal(path: Path) -> JournalContent:
    """Read a journal up to the first line that cannot be trusted.

    Raises `InputError` where the file cannot be read or was written by another version of aligner.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return JournalContent(None, (), "", 0)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    header: Header | None = None
    entries: list[Entry] = []
    checksum, good, reason = "", 0, ""
    for number, line in enumerate(_lines(data), 1):
        try:
            parsed, checksum_here = _parse(line, checksum)
            _check_order(parsed, header, entries)
        except (msgspec.MsgspecError, ValueError) as error:
            reason = f"line {number}: {error}"
            break
        if isinstance(parsed, Header):
            if parsed.journal != JOURNAL_VERSION:
                raise InputError(
                    f"{path}: is a journal of version {parsed.journal}; this aligner reads version {JOURNAL_VERSION}",
                    "use the aligner that wrote it",
                )
            header = parsed
        else:
            entries.append(parsed)
        checksum, good = checksum_here, good + len(line)
    return JournalContent(header, tuple(entries), checksum, good, data[good:], reason)


def _lines(data: bytes) -> Iterator[bytes]:
    return iter(data.splitlines(keepends=True))


def _parse(line: bytes, previous: str) -> tuple[Header | Entry, str]:
    if not line.endswith(b"\n"):
        raise ValueError("the line was not written to its end")
    try:
        outer = _LINES.decode(line)
    except msgspec.MsgspecError as error:
        raise ValueError("the line is not what was written") from error
    if outer.sum != _checksum(previous, bytes(outer.entry)):
        raise ValueError("the line does not match its checksum")
    return _ENTRIES.decode(outer.entry), outer.sum


def _check_order(parsed: Header | Entry, header: Header | None, entries: list[Entry]) -> None:
    if isinstance(parsed, Header) != (header is None):
        raise ValueError("the header is not the first line")
    if isinstance(parsed, Entry) and parsed.sequence != len(entries) + 1:
        raise ValueError(f"change {parsed.sequence} stands where {len(entries) + 1} should")


def _checksum(previous: str, entry: bytes) -> str:
    return hashlib.blake2b(previous.encode() + entry, digest_size=16).hexdigest()


@dataclass(slots=True)
class JournalWriter:
    """Appends lines; each is on the disk when `append` returns, and not in the file at all when it raises."""

    path: Path
    checksum: str
    """Of the last line."""
    length: int
    """Of the file, in bytes."""
    _descriptor: int | None = field(default=None, repr=False)
    _soiled: bool = False
    """Whether part of a refused line may stand at the end of the file."""

    def append(self, entry: Header | Entry) -> None:
        """Write one line and wait until the disk has it.

        Raises `OutputError` when the disk refuses; the file is then as before.
        """
        encoded = _ENCODER.encode(entry)
        checksum = _checksum(self.checksum, encoded)
        line = b'{"sum":"%s","entry":%s}\n' % (checksum.encode(), encoded)
        try:
            descriptor = self._open()
            if self._soiled:
                self._take_back(descriptor)
            self._soiled = True
            _write_all(descriptor, line)
            os.fsync(descriptor)
        except OSError as error:
            if self._descriptor is not None:
                with suppress(OSError):
                    self._take_back(self._descriptor)
            message = f"{self.path}: the change could not be written: {error.strerror or error}"
            raise OutputError(message, "it was not made; free some space and try again") from error
        self._soiled = False
        self.checksum = checksum
        self.length += len(line)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _open(self) -> int:
        if self._descriptor is None:
            is_new = not self.path.exists()
            self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
            if is_new:
                sync_folder(self.path.parent)
        return self._descriptor

    def _take_back(self, descriptor: int) -> None:
        """Cut off what an unfinished write left: reading would stop at it, whatever stands behind."""
        os.ftruncate(descriptor, self.length)
        self._soiled = False


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
