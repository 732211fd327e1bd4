"""How long one editing operation takes on a long document, from the call to the journal line on the disk.

    python bench/editing.py [--rows 20000] [--repeat 40]

Rows are drawn at random. Column shifts run to the next confirmed row: `review begun` has every twentieth row
confirmed, `nothing confirmed` lets them run on to the end of the document.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from aligner.corpus import read_document, to_frame, write_document
from aligner.corpus.journal import journal_path
from aligner.editing.context import EditContext
from aligner.editing.operations import (
    Confirm,
    EditText,
    JoinSegments,
    MergeRows,
    MoveDown,
    MoveTo,
    MoveUp,
    Operation,
    PullColumn,
    PushColumn,
    SetBookmark,
    SetNote,
    SplitRow,
    SplitSegment,
    Swap,
    TakeOut,
)
from aligner.editing.session import EditingSession
from aligner.errors import RefusedError
from aligner.model import Link, ParallelDocument, Row, Segment, Status

LANGUAGES = ("en", "ru", "kk")
SENTENCES = {
    "en": "The commission will publish its answer on the ninth of the month, and not before.",
    "ru": "Комиссия опубликует свой ответ девятого числа этого месяца, и никак не раньше.",
    "kk": "Комиссия өз жауабын осы айдың тоғызында жариялайды, одан ерте емес.",
}


def document(rows: int, confirmed_every: int, chance: random.Random) -> ParallelDocument:
    position = dict.fromkeys(LANGUAGES, 0)
    made = []
    for number in range(rows):
        cells = []
        for language in LANGUAGES:
            cell = []
            for _ in range(chance.choices([0, 1, 2], [2, 90, 8])[0] if language != "en" else 1):
                text = f"{number} {SENTENCES[language]}"
                start = position[language]
                cell.append(Segment(start, start + len(text), number // 5, text))
                position[language] = start + len(text) + 1
            cells.append(tuple(cell))
        made.append(row(tuple(cells), Status.PROPOSED, chance))
    if confirmed_every:
        for number in range(0, rows, confirmed_every):
            made[number] = row(made[number].segments, Status.CONFIRMED, chance)
    return ParallelDocument("long", LANGUAGES, tuple(made))


def row(cells: tuple[tuple[Segment, ...], ...], status: Status, chance: random.Random) -> Row:
    links = []
    for i, j in combinations(range(3), 2):
        a, b = tuple(range(len(cells[i]))), tuple(range(len(cells[j])))
        if a and b:
            links.append(Link(LANGUAGES[i], LANGUAGES[j], a, b, chance.random()))
        else:
            links += [Link(LANGUAGES[i], LANGUAGES[j], (x,), (), chance.random()) for x in a]
            links += [Link(LANGUAGES[i], LANGUAGES[j], (), (x,), chance.random()) for x in b]
    return Row(cells, tuple(links), chance.random(), status, support=(0.9, 0.8, 0.7))


def operations(rows: int, chance: random.Random) -> dict[str, Callable[[], Operation]]:
    def somewhere() -> int:
        return chance.randrange(rows - 20)

    def language() -> str:
        return chance.choice(LANGUAGES)

    return {
        "move up": lambda: MoveUp(somewhere() + 1, language()),
        "move down": lambda: MoveDown(somewhere(), language()),
        "move to row N": lambda: MoveTo(somewhere(), language(), 0, somewhere()),
        "swap": lambda: Swap(somewhere(), language()),
        "push column": lambda: PushColumn(somewhere(), language()),
        "pull column": lambda: PullColumn(somewhere() + 1, language()),
        "merge rows": lambda: merge_from(somewhere()),
        "split row": lambda: SplitRow(somewhere(), (1, 0, 0)),
        "take out": lambda: TakeOut(somewhere(), language(), 0),
        "split segment": lambda: SplitSegment(somewhere(), "en", 0, 30),
        "join segments": lambda: JoinSegments(somewhere(), "ru", 0),
        "edit text": lambda: EditText(somewhere(), "en", 0, "Another text altogether."),
        "confirm": lambda: Confirm((somewhere(),)),
        "confirm 20 rows": lambda: confirm_from(somewhere()),
        "bookmark": lambda: SetBookmark((somewhere(),)),
        "note": lambda: SetNote(somewhere(), f"ask the translator {chance.random()}"),
    }


def merge_from(first: int) -> Operation:
    return MergeRows(first, first + 2)


def confirm_from(first: int) -> Operation:
    return Confirm(tuple(range(first, first + 20)))


def measure(session: EditingSession, make: Callable[[], Operation], repeat: int) -> tuple[list[float], list[float]]:
    """Milliseconds of the operation and of its undo; the document is as before afterwards."""
    done: list[float] = []
    undone: list[float] = []
    attempts = 0
    while len(done) < repeat and attempts < 200 * repeat:
        attempts += 1
        asked = make()
        begun = time.perf_counter()
        try:
            session.do(asked)
        except RefusedError:
            continue
        done.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        session.undo()
        undone.append((time.perf_counter() - begun) * 1000)
    return done, undone


def percentile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def report(title: str, rows: int, confirmed_every: int, repeat: int) -> None:
    chance = random.Random(20260105)
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        path = Path(folder) / "long.parquet"
        write_document(document(rows, confirmed_every, chance), path)
        print(f"\n{title}: {rows} rows, {repeat} of each; milliseconds, journal line fsynced")
        print(f"{'operation':<18}{'p50':>8}{'p95':>8}{'undo p50':>10}{'undo p95':>10}")
        everything: list[float] = []
        with EditingSession.open(path, EditContext(who="bench")) as session:
            for name, make in operations(rows, chance).items():
                done, undone = measure(session, make, repeat)
                everything += done + undone
                figures = [percentile(values, share) for values in (done, undone) for share in (0.5, 0.95)]
                print(f"{name:<18}{figures[0]:>8.2f}{figures[1]:>8.2f}{figures[2]:>10.2f}{figures[3]:>10.2f}")
            print(f"{'all together':<18}{percentile(everything, 0.5):>8.2f}{percentile(everything, 0.95):>8.2f}")
            size = journal_path(path).stat().st_size
            print(f"{session.store.sequence} changes journalled, {size / 1e6:.1f} MB")


def table(rows: int) -> None:
    made = document(rows, 0, random.Random(1))
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        path = Path(folder) / "long.parquet"
        print(f"\nthe file: {rows} rows; milliseconds, best of 5")
        for name, call in (
            ("to table", lambda: to_frame(made)),
            ("write file", lambda: write_document(made, path)),
            ("read file", lambda: read_document(path)),
        ):
            times = []
            for _ in range(5):
                begun = time.perf_counter()
                call()
                times.append((time.perf_counter() - begun) * 1000)
            print(f"{name:<18}{min(times):>8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=40)
    asked = parser.parse_args()
    report("review begun", asked.rows, 20, asked.repeat)
    report("nothing confirmed", asked.rows, 0, max(asked.repeat // 4, 5))
    table(asked.rows)


if __name__ == "__main__":
    main()
