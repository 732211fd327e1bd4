"""Work on batches in threads, so that an interrupt is noticed between two batches."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def usable_cores() -> int:
    """Cores this process may run on."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def each(
    tasks: Sequence[Task], work: Callable[[Task], Result], threads: int, abort: Callable[[], None] | None = None
) -> Generator[tuple[Task, Result]]:
    """Every task with its result, in the order they finish.

    Leaving early, by an error or an interrupt, calls `abort`, waits for the tasks that are running, and starts no
    other. A caller that may leave early closes the iterator (`contextlib.closing`).
    """
    from concurrent.futures import ThreadPoolExecutor, as_completed

    executor = ThreadPoolExecutor(threads, thread_name_prefix="embedding")
    try:
        running = {executor.submit(work, task): task for task in tasks}
        for future in as_completed(running):
            yield running.pop(future), future.result()
    except BaseException:
        if abort is not None:
            abort()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
