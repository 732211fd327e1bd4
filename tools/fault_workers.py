"""The processes that tools/fault_injection.py starts and kills, and the random editing they do."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import msgspec

from aligner.corpus.lock import HeldError
from aligner.corpus.store import DocumentStore
from aligner.editing.context import EditContext
from aligner.editing.operations import Confirm, EditText, MergeRows, MoveDown, Operation, SetNote, SplitRow, Unconfirm
from aligner.editing.session import EditingSession
from aligner.errors import RefusedError
from aligner.model import Link, ParallelDocument, Row, Segment

if TYPE_CHECKING:
    from _typeshed import TraceFunction

PROCESSES = multiprocessing.get_context("forkserver")
WRITING_CODE = ("aligner/files.py", "corpus/journal.py", "corpus/store.py", "corpus/storage.py")
Ack = tuple[int, str]
"""Sequence number of an acknowledged operation and the digest of the state after it."""


def example(name: str = "trial", rows: int = 40) -> ParallelDocument:
    """A small document in two languages."""
    made = []
    for number in range(rows):
        cells = tuple(
            (Segment(number * 30, number * 30 + 29, number // 5, f"{language} {number} сөйлем"),)
            for language in ("en", "kk")
        )
        made.append(Row(cells, (Link("en", "kk", (0,), (0,), 0.5),), 0.5, support=(0.5, 0.5)))
    return ParallelDocument(name, ("en", "kk"), tuple(made))


def digest(document: ParallelDocument) -> str:
    """What tells one state of a document from every other."""
    return hashlib.sha256(msgspec.json.encode(document.rows)).hexdigest()[:16]


def some_operation(chance: random.Random, rows: int, stamp: str) -> Operation:
    """An operation that may or may not make sense on a document."""
    row = chance.randrange(rows)
    return chance.choice(
        [
            EditText(row, "kk", 0, f"өзгерді {stamp}"),
            MoveDown(row, "en"),
            MergeRows(row, row + 1),
            SplitRow(row, (1, 1)),
            Confirm((row,)),
            Unconfirm((row,)),
            SetNote(row, f"note {stamp}"),
        ]
    )


def one_step(session: EditingSession, chance: random.Random, stamp: str) -> bool:
    """Do, undo or redo something; False where it was refused."""
    try:
        kind = chance.random()
        if kind < 0.15:
            session.undo()
        elif kind < 0.25:
            session.redo()
        else:
            session.do(some_operation(chance, len(session.document.rows), stamp))
    except RefusedError:
        return False
    return True


def edit_for_ever(path: Path, seed: int, said: Connection) -> None:
    """The worker that is to be killed: edits, checkpoints now and then, and tells what was acknowledged."""
    chance = random.Random(seed)
    session = EditingSession.open(path, EditContext(who=f"worker {seed}"))
    for number in range(100_000):
        if one_step(session, chance, f"{seed}.{number}"):
            said.send((session.store.sequence, digest(session.document)))
        if number % 5 == 4:
            session.store.checkpoint()


def die_at_line(path: Path, seed: int, line: int, said: Connection) -> None:
    """Make two changes and a checkpoint, and die just before the given line of the code that writes."""
    chance = random.Random(seed)
    session = EditingSession.open(path, EditContext(who=f"worker {seed}"))
    left = line

    def trace(frame: FrameType, event: str, _: object) -> TraceFunction | None:
        nonlocal left
        if not frame.f_code.co_filename.endswith(WRITING_CODE):
            return None
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    for number in range(2):
        while not one_step(session, chance, f"{seed}.{number}"):
            pass
        said.send((session.store.sequence, digest(session.document)))
    session.store.checkpoint()
    sys.settrace(None)
    os.kill(os.getpid(), signal.SIGTERM)


def acks_of(source: Connection) -> list[Ack]:
    """Everything a worker said before it fell silent."""
    found: list[Ack] = []
    try:
        while True:
            found.append(source.recv())
    except (EOFError, OSError):
        return found


def started(target: Callable[..., None], *arguments: object) -> tuple[ForkServerProcess, Connection]:
    """A worker at work, and the end of the pipe it speaks through."""
    receiver, sender = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=target, args=(*arguments, sender))
    process.start()
    sender.close()
    return process, receiver


def try_read_only(path: Path, said: Connection) -> None:
    """Open as somebody who may not write the folder; root gives its rights up first."""
    if os.geteuid() == 0:
        # What is imported on first use must be imported now: the guest may not be allowed to read where it lies.
        DocumentStore.open(path, "root", read_only=True).close()
        os.seteuid(65534)
    problems = []
    store = DocumentStore.open(path, "guest")
    if "cannot be written" not in store.read_only:
        problems.append(f"the reason is {store.read_only!r}")
    session = EditingSession(store, EditContext(who="guest"))
    try:
        session.do(SetNote(0, "x"))
        problems.append("a change was acknowledged")
    except RefusedError:
        pass
    store.close()
    said.send(problems)


def take_turns(path: Path, who: str, seconds: float, said: Connection) -> None:
    """Open, edit, close, again and again; wait a little where someone else holds the document."""
    chance = random.Random(who)
    acks: list[tuple[int, str]] = []
    refused = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with EditingSession.open(path, EditContext(who=who)) as session:
                for number in range(chance.randrange(1, 8)):
                    if one_step(session, chance, f"{who} {number}"):
                        acks.append((session.store.sequence, digest(session.document)))
        except HeldError:
            refused += 1
        time.sleep(chance.uniform(0, 0.02))
    said.send((acks, refused))
