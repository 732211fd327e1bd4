"""Show that an editing session loses nothing, whatever breaks.

    python tools/fault_injection.py [--kills 200] [--seconds 60] [--seed 1]

A worker edits a document and says so after every operation that was acknowledged, with a digest of the state it left.
It is killed with SIGKILL at random moments, and before every single line of the code that writes a journal line or a
checkpoint. After each kill polars must read the document's file, and every acknowledged state must be there again.
Then: torn and flipped journal lines, a full disk, a read-only folder, a clock that runs backwards, two processes on
two documents of one folder, and two processes that fight over one document. Prints counts; exit code 1 on any loss.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
from fault_workers import (
    PROCESSES,
    Ack,
    acks_of,
    die_at_line,
    digest,
    edit_for_ever,
    example,
    one_step,
    started,
    take_turns,
    try_read_only,
)

from aligner.corpus.journal import journal_path, read_journal
from aligner.corpus.storage import write_document
from aligner.corpus.store import DocumentStore, state_at
from aligner.editing.context import EditContext
from aligner.editing.session import EditingSession
from aligner.errors import AlignerError, OutputError


@dataclass
class Counts:
    """What happened in one part of the trial."""

    acknowledged: int = 0
    faults: int = 0
    losses: list[str] = field(default_factory=list)
    skipped: str = ""

    def expect(self, holds: bool, otherwise: str) -> None:
        """Count a loss where something does not hold."""
        if not holds:
            self.losses.append(otherwise)


def verify(path: Path, acks: list[Ack], counts: Counts, when: str) -> None:
    """The file reads, every acknowledged state is there, and at most one more that was not told any longer."""
    counts.acknowledged += len(acks)
    try:
        pl.read_parquet(path)
        with DocumentStore.open(path, "verifier") as store:
            counts.expect(not any(path.parent.glob(".*.part")), f"{when}: an unfinished file was left")
            last = acks[-1][0] if acks else 0
            counts.expect(store.sequence >= last, f"{when}: {last} acknowledged, {store.sequence} there")
            for sequence, told in acks:
                there = sequence <= store.sequence and digest(state_at(store.document, store.entries, sequence))
                counts.expect(there == told, f"{when}: the state after change {sequence} is another one")
    except (AlignerError, pl.exceptions.PolarsError) as error:
        counts.losses.append(f"{when}: {error}")


def random_kills(folder: Path, kills: int, chance: random.Random) -> Counts:
    """Kill a worker while it opens, edits or writes a checkpoint, always on the same document."""
    counts = Counts()
    path = folder / "killed.parquet"
    write_document(example(), path)
    for number in range(kills):
        process, source = started(edit_for_ever, path, chance.randrange(1 << 30))
        first: list[Ack] = []
        if number % 2:
            time.sleep(chance.uniform(0, 0.3))
        else:
            if source.poll(20):
                first = [source.recv()]
            time.sleep(chance.uniform(0, 0.12))
        process.kill()
        process.join()
        counts.faults += 1
        verify(path, first + acks_of(source), counts, f"kill {number}")
    return counts


def kills_at_every_line(folder: Path, chance: random.Random, stride: int) -> Counts:
    """Kill a worker between every two steps of journal and checkpoint, each time on a fresh document."""
    counts = Counts()
    original = folder / "lines.parquet"
    write_document(example(), original)
    seed = chance.randrange(1 << 30)
    for line in range(1, 100_000, stride):
        path = folder / f"line-{line}" / "lines.parquet"
        path.parent.mkdir()
        shutil.copy(original, path)
        process, source = started(die_at_line, path, seed, line)
        acks = acks_of(source)
        process.join()
        verify(path, acks, counts, f"before line {line}")
        shutil.rmtree(path.parent)
        if process.exitcode == -signal.SIGTERM:
            break
        counts.expect(process.exitcode == -signal.SIGKILL, f"line {line}: the worker ended by itself")
        counts.faults += 1
    return counts


def crashed_document(folder: Path, chance: random.Random, changes: int = 12) -> tuple[Path, list[Ack]]:
    """A document whose worker went away without a checkpoint, and what it had acknowledged."""
    path = folder / "damaged.parquet"
    write_document(example(), path)
    store = DocumentStore.open(path, "crashed")
    session = EditingSession(store, EditContext(who="crashed"))
    acks: list[Ack] = [(0, digest(store.document))]
    while len(acks) <= changes:
        if one_step(session, chance, f"damage {len(acks)}"):
            acks.append((store.sequence, digest(store.document)))
    twin = folder / "twin"
    twin.mkdir()
    for file in (path, journal_path(path)):
        shutil.copy(file, twin)
    store.close()
    return twin / path.name, acks


def damaged_lines(folder: Path, times: int, chance: random.Random, *, flip: bool) -> Counts:
    """Tear the journal at a random byte, or flip a random bit: what stands before must be used, and it be said."""
    counts = Counts()
    path, acks = crashed_document(folder, chance)
    whole, file = journal_path(path).read_bytes(), path.read_bytes()
    for _ in range(times):
        for old in path.parent.iterdir():
            old.unlink()
        path.write_bytes(file)
        place = chance.randrange(len(whole))
        damaged = whole[:place]
        if flip:
            damaged += bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1 :]
        journal_path(path).write_bytes(damaged)
        lines_before = whole[:place].count(b"\n")
        expected = acks[max(lines_before - 1, 0)][1]
        counts.faults += 1
        counts.acknowledged += max(lines_before - 1, 0)
        try:
            with DocumentStore.open(path, "reader") as store:
                counts.expect(digest(store.document) == expected, f"byte {place}: not the state before the damage")
                clean = damaged.endswith(b"\n") or not damaged
                counts.expect(clean or bool(store.notices), f"byte {place}: the damage was not said")
                counts.expect(clean or any(path.parent.glob("*.aside-*")), f"byte {place}: nothing was kept aside")
        except AlignerError as error:
            counts.losses.append(f"byte {place}: {error}")
    return counts


@contextmanager
def small_disk(folder: Path) -> Iterator[str]:
    """A file system of 2 MB mounted on `folder`; yields why there is none, where there is none."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield "" if mounted else "mounting a small tmpfs needs root"
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def full_disk(folder: Path, chance: random.Random) -> Counts:
    """Edit until the disk refuses, make room, go on; a refused change must have changed nothing."""
    counts = Counts()
    with small_disk(folder / "small") as reason:
        if reason:
            return Counts(skipped=reason)
        path = folder / "small" / "full.parquet"
        write_document(example(), path)
        session = EditingSession.open(path, EditContext(who="full"))
        acks: list[Ack] = []
        for round_number in range(20):
            filler = folder / "small" / "filler"
            filler.write_bytes(b"")
            while True:
                try:
                    if one_step(session, chance, f"{round_number} " + "ұзын мәтін " * chance.randrange(60)):
                        acks.append((session.store.sequence, digest(session.document)))
                    with filler.open("ab") as file:
                        file.write(bytes(50_000))
                except (OutputError, OSError):
                    break
            counts.faults += 1
            pl.read_parquet(path)
            counts.expect(
                len(read_journal(journal_path(path)).entries) == session.store.sequence,
                "the journal has other changes",
            )
            try:
                session.store.checkpoint()
            except OutputError:
                counts.faults += 1
            filler.unlink()
            if journal_path(path).stat().st_size > 700_000:
                break
        session.close()
        verify(path, acks, counts, "full disk")
    return counts


def read_only_folder(folder: Path) -> Counts:
    """The document opens for reading, with the reason, and a change is refused."""
    counts = Counts(faults=1)
    place = folder / "read-only"
    place.mkdir()
    path = place / "locked.parquet"
    write_document(example(), path)
    place.chmod(0o555)
    folder.chmod(0o755)
    process, source = started(try_read_only, path)
    for problem in source.recv():
        counts.losses.append(problem)
    process.join()
    place.chmod(0o755)
    return counts


def clock_backwards(folder: Path, chance: random.Random) -> Counts:
    """Every moment lies an hour before the last one."""
    counts = Counts()
    path = folder / "clock.parquet"
    write_document(example(), path)
    moments = (datetime(2030, 1, 1, tzinfo=UTC) - timedelta(hours=number) for number in range(10_000))
    acks: list[Ack] = []
    for _ in range(5):
        with EditingSession.open(path, EditContext("clock", lambda: next(moments))) as session:
            for number in range(10):
                if one_step(session, chance, f"clock {number}"):
                    acks.append((session.store.sequence, digest(session.document)))
                    counts.faults += 1
    verify(path, acks, counts, "clock")
    return counts


def two_processes(folder: Path, seconds: float, *, same: bool) -> Counts:
    """Two editors in one folder, on two documents or on the same one."""
    counts = Counts()
    paths = [folder / f"{name}.parquet" for name in (("fought", "fought") if same else ("left", "right"))]
    for path in set(paths):
        write_document(example(), path)
    workers = [started(take_turns, path, f"editor {number}", seconds) for number, path in enumerate(paths)]
    told: dict[Path, list[Ack]] = {path: [] for path in paths}
    for (process, source), path in zip(workers, paths, strict=True):
        if source.poll(seconds + 60):
            acks, refused = source.recv()
            told[path] += acks
            counts.faults += refused
        else:
            counts.losses.append("a dead lock: a process did not come back")
            process.kill()
        process.join()
    for path, acks in told.items():
        counts.expect(len({sequence for sequence, _ in acks}) == len(acks), "two writers at once")
        verify(path, sorted(acks), counts, path.stem)
        counts.expect(
            len(read_journal(journal_path(path)).entries) == len(acks), f"{path.stem}: another number of changes"
        )
    return counts


def main() -> int:
    """Run all trials and print their counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="kills at random moments")
    parser.add_argument("--stride", type=int, default=1, help="kill before every n-th line of the writing code")
    parser.add_argument("--damages", type=int, default=300, help="torn and flipped journals, each")
    parser.add_argument("--seconds", type=float, default=60, help="for each of the two-process trials")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    PROCESSES.set_forkserver_preload(["aligner.editing.session", "aligner.corpus.storage"])
    trials: list[tuple[str, str, Callable[[Path], Counts]]] = [
        ("killed at random moments", "kills", lambda folder: random_kills(folder, asked.kills, chance)),
        ("killed before every line", "kills", lambda folder: kills_at_every_line(folder, chance, asked.stride)),
        ("torn journal", "tears", lambda folder: damaged_lines(folder, asked.damages, chance, flip=False)),
        (
            "flipped bit in the journal",
            "flips",
            lambda folder: damaged_lines(folder, asked.damages, chance, flip=True),
        ),
        ("full disk", "refusals", lambda folder: full_disk(folder, chance)),
        ("read-only folder", "openings", read_only_folder),
        ("clock runs backwards", "jumps", lambda folder: clock_backwards(folder, chance)),
        ("two documents, two processes", "waits", lambda folder: two_processes(folder, asked.seconds, same=False)),
        ("one document, two processes", "waits", lambda folder: two_processes(folder, asked.seconds, same=True)),
    ]
    print(f"{'trial':<32}{'acknowledged':>13}{'faults':>16}{'losses':>8}", flush=True)
    lost = 0
    for name, kind, trial in trials:
        with tempfile.TemporaryDirectory() as folder:
            counts = trial(Path(folder))
        lost += len(counts.losses)
        if counts.skipped:
            print(f"{name:<32}skipped: {counts.skipped}", flush=True)
            continue
        print(f"{name:<32}{counts.acknowledged:>13}{counts.faults:>7} {kind:<8}{len(counts.losses):>8}", flush=True)
        for loss in counts.losses[:10]:
            print(f"    {loss}", flush=True)
    print(f"losses in all: {lost}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
