"""Measurements in processes of their own, so that none inherits another's memory or warm caches."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent


@dataclass
class Spent:
    """Seconds of wall time, and of processor time over all threads."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def clock(spent: Spent) -> Iterator[None]:
    """Add what the block takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    spent.wall += time.perf_counter() - wall
    spent.cpu += time.process_time() - cpu


def peak_megabytes() -> int:
    """The most memory this process has held at once."""
    status = Path("/proc/self/status")
    if status.exists():
        # Linux hands ru_maxrss on from the parent when a process is started; this figure is the process's own.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) // 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def apart(job: str, *, threads: int | None = None, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401
    """Run ``module.function`` of this package in a process of its own; its figures, and ``peak`` in megabytes.

    `threads` bounds what number libraries use; without it they use what they like.
    """
    environment = {**os.environ, "PYTHONPATH": str(FOLDER)}
    if threads is not None:
        environment |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    command = [sys.executable, "-m", "measures.process", job]
    given = json.dumps(arguments)
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, env=environment, text=True, check=False)
    if done.returncode:
        sys.exit(f"bench: {job} failed")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _main() -> None:
    module, function = sys.argv[1].rsplit(".", 1)
    figures = getattr(import_module(f"measures.{module}"), function)(**json.load(sys.stdin))
    print(json.dumps({**figures, "peak": peak_megabytes()}))


if __name__ == "__main__":
    _main()
