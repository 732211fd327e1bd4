"""How long the review screen takes to open and to answer keys on a long document, and how many keys a review takes.

    python bench/review.py                   20,000 rows: opening, painting, every kind of key
    python bench/review.py --rows 100000
    python bench/review.py --keystrokes      the interview of corpora/, repaired by a robot that knows the gold

A key counts as answered when everything it changed has been painted. The screen is painted at most 120 times a
second, so that 8.3 ms are the floor of what can be measured here.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "review"))

import aligner.review  # noqa: E402, F401, I001 -- says how often to paint, before Textual is imported
from review_examples import app_on, make_document, save, screen_of  # noqa: E402 -- found by the line above
from review_robot import Place, Robot, gold_of, pairs  # noqa: E402
from textual.app import App  # noqa: E402
from textual.events import Key  # noqa: E402

from aligner.model import ParallelDocument, Status  # noqa: E402
from aligner.review.screens.document import DocumentScreen  # noqa: E402
from aligner.review.walking import progress  # noqa: E402

KEYS: Sequence[tuple[str, Sequence[str], int]] = (
    ("next segment", ("down",), 60),
    ("next screen", ("pagedown",), 40),
    ("first and last row", ("end", "home"), 10),
    ("other language", ("right",), 30),
    ("next doubtful row", ("n",), 40),
    ("confirm and next", ("space",), 40),
    ("move a segment, undo", ("d", "z"), 15),
    ("merge rows, undo", ("m", "z"), 15),
    ("split a row, undo", ("s", "z"), 15),
    ("try another linking, undo", ("l", "z"), 15),
    ("bookmark", ("b",), 20),
    ("select rows", ("shift+down",), 20),
)


async def answered(app: App[None], key: str) -> float:
    """Seconds from a key to the moment when everything it changed is painted."""
    screen = app.screen
    start = time.perf_counter()
    app.post_message(Key(key, key if len(key) == 1 else None))
    quiet = 0
    while quiet < 3:
        await asyncio.sleep(0)
        # Textual has no public word for "nothing is left to do".
        queues = [app._message_queue, screen._message_queue, *(w._message_queue for w in screen.walk_children())]
        timer = screen._update_timer
        painting = screen._dirty_widgets or screen._layout_required or (timer is not None and timer._active.is_set())
        quiet = 0 if painting or any(not queue.empty() for queue in queues) else quiet + 1
    return time.perf_counter() - start


def summary(name: str, times: list[float]) -> str:
    ordered = sorted(times)
    at95 = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    return f"{name:<28}{ordered[len(ordered) // 2] * 1000:8.1f}{at95 * 1000:8.1f}{ordered[-1] * 1000:8.1f}"


def long_document(rows: int) -> ParallelDocument:
    shapes = [(2, 1, 2) if number % 4 == 0 else (1, 1, 1) for number in range(rows)]
    return make_document(shapes, [0.5 if number % 10 == 3 else 0.96875 for number in range(rows)])


async def measure(rows: int, size: tuple[int, int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = app_on(save(long_document(rows), Path(folder)))
        async with app.run_test(size=size) as pilot:
            start = time.perf_counter()
            while not (isinstance(app.screen, DocumentScreen) and app.screen.grid.heights.total):
                await asyncio.sleep(0.001)
            await asyncio.sleep(0)
            print(f"{rows:,} rows at {size[0]}×{size[1]}: open and painted in {time.perf_counter() - start:.2f} s")
            await pilot.pause(3)
            print(f"{'milliseconds':<28}{'median':>8}{'p95':>8}{'most':>8}")
            every: list[float] = []
            for name, keys, count in KEYS:
                times = [await answered(app, key) for _ in range(count) for key in keys]
                every += times
                print(summary(name, times))
                await pilot.press("escape")
            print(summary("all keys", every))


async def keystrokes(table: Path, gold: Path) -> None:
    from aligner.interchange.ladder import read_ladder

    app = app_on(table)
    pressed = 0
    async with app.run_test(size=(160, 50)) as pilot:
        while not isinstance(app.screen, DocumentScreen):
            await pilot.pause(0.05)
        screen = screen_of(app)
        ladders = {(a, b): read_ladder(gold / f"january.{a}-{b}.ladder") for a, b in pairs(screen.document.languages)}
        robot = Robot(screen.document, gold_of(screen.document.languages, ladders))
        rows = len(screen.document.rows)
        wrong = sum(not robot.is_right(row) for row in screen.document.rows)
        doubtful = progress(screen.document).doubtful

        async def press(*keys: str) -> None:
            nonlocal pressed
            pressed += len(keys)
            await pilot.press(*(key.lower() if len(key) > 1 else key for key in keys))

        await press("n")
        while True:
            cursor = screen.cursor
            if screen.row.status is Status.CONFIRMED:
                left = [number for number, row in enumerate(screen.document.rows) if not robot.is_right(row)]
                if not left:
                    break
                await press("g", *str(left[0]), "enter")
                cursor = screen.cursor
            plan = robot.plan(screen.document, Place(cursor.row, cursor.column, cursor.segment))
            await press(*(plan[0] if plan else ()), "space")
        await press("end", "A")
        right = all(robot.is_right(row) for row in screen.document.rows)
    print(f"january: {rows} rows, {wrong} wrong, {doubtful} doubtful; {pressed} keys; everything right: {right}")


def january(folder: Path) -> Path:
    from aligner.alignment import open_engine
    from aligner.checks import Flagging, glossary_check
    from aligner.corpus import write_document
    from aligner.glossary.table import read_glossary
    from aligner.review.engines import Source, segmented

    versions = [segmented(Source(code, ROOT / "corpora" / code / "january.txt")) for code in ("en", "ru", "kk")]
    with open_engine() as engine:
        document = engine.align("january", versions).document
    path = folder / "january.parquet"
    write_document(Flagging(glossary_check(read_glossary(ROOT / "glossary.csv"))).flagged(document), path)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--size", default="160x50", help="columns and lines of the screen")
    parser.add_argument("--keystrokes", action="store_true")
    arguments = parser.parse_args()
    if arguments.keystrokes:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(keystrokes(january(Path(folder)), ROOT / "tests" / "gold"))
    else:
        width, height = map(int, arguments.size.split("x"))
        asyncio.run(measure(arguments.rows, (width, height)))


if __name__ == "__main__":
    main()
