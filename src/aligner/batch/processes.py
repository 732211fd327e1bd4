"""Jobs spread over processes of this machine, so that a document which brings its process down stops no other.

Processes are spawned, never forked: the encoders' threads do not survive a fork.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import FrameType

from aligner.batch.engines import Opener, Policy, Refusal
from aligner.batch.jobs import Job, Outcome, State
from aligner.batch.running import run_job
from aligner.errors import ExitCode

_GRACE = 0.6
"""Seconds a worker gets to remove its half-written file when the run is called off."""
_FAREWELL = 30.0
"""Seconds a worker gets to close its engine after the last job."""


def run_in_processes(jobs: Sequence[Job], opener: Opener, workers: int, policy: Policy) -> Generator[Outcome]:
    """Run jobs in `workers` processes, each with an engine of its own; outcomes come as they are ready.

    Closing the iterator early, by an error or an interrupt, ends the processes within a second. Raises what opening
    the engine raises: `MissingPartError` for a part that is not installed, for one.
    """
    waiting = deque(jobs)
    crew: list[_Worker] = []
    leaving: list[_Worker] = []
    try:
        while waiting and len(crew) < workers:
            crew.append(_Worker.hired(opener, policy, waiting.popleft()))
        while crew:
            ready = wait([worker.connection for worker in crew])
            for worker in [worker for worker in crew if worker.connection in ready]:
                outcome = worker.result()
                crew.remove(worker)
                if worker.process.is_alive() and waiting:
                    worker.give(waiting.popleft())
                    crew.append(worker)
                else:
                    worker.dismiss()
                    leaving.append(worker)
                    if waiting:
                        crew.append(_Worker.hired(opener, policy, waiting.popleft()))
                yield outcome
        for worker in leaving:
            worker.process.join(_FAREWELL)
    finally:
        _end([*crew, *leaving])


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection[Job | None, Outcome | Refusal]
    job: Job

    @classmethod
    def hired(cls, opener: Opener, policy: Policy, job: Job) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, opener, policy), daemon=True)
        process.start()
        # Only the worker may hold its end: then its death shows as the end of the stream.
        theirs.close()
        worker = cls(process, ours, job)
        worker.give(job)
        return worker

    def give(self, job: Job) -> None:
        self.job = job
        # A worker that died meanwhile is noticed when its result is asked for.
        with suppress(OSError):
            self.connection.send(job)

    def result(self) -> Outcome:
        try:
            message = self.connection.recv()
        except (EOFError, OSError):
            self.process.join(_GRACE)
            error = f"{self.job.name}: its process ended with code {self.process.exitcode}"
            hint = " (out of memory?)" if self.process.exitcode == -signal.SIGKILL else ""
            return Outcome(self.job.name, self.job.output, State.FAILED, error=error + hint, code=ExitCode.BAD_INPUT)
        if isinstance(message, Refusal):
            raise message.as_error()
        return message

    def dismiss(self) -> None:
        """Tell the worker, if it is still there, that there are no more jobs."""
        with suppress(OSError):
            self.connection.send(None)


def _end(workers: Sequence[_Worker]) -> None:
    """Make sure that the workers are gone."""
    for worker in workers:
        worker.process.terminate()
    deadline = time.monotonic() + _GRACE
    for worker in workers:
        worker.process.join(max(0.0, deadline - time.monotonic()))
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.connection.close()
        worker.process.close()


def _work(connection: Connection[Outcome | Refusal, Job | None], opener: Opener, policy: Policy) -> None:
    # Ctrl-C reaches every process of the terminal; what becomes of the workers is for the first one to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    try:
        with opener() as engine:
            while (job := _received(connection)) is not None:
                _send(connection, run_job(job, engine, force=policy.force, resume=policy.resume))
    except Exception as error:
        _send(connection, Refusal.because_of(error))


def _received(connection: Connection[Outcome | Refusal, Job | None]) -> Job | None:
    """The next job; None when there is none, or nobody is left to give one."""
    try:
        return connection.recv()
    except (EOFError, OSError):
        return None


def _send(connection: Connection[Outcome | Refusal, Job | None], message: Outcome | Refusal) -> None:
    # Where nobody listens any more, there is nobody to tell.
    with suppress(OSError):
        connection.send(message)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """End by way of every `finally`, so that half-written files are removed."""
    raise SystemExit(128 + signal.SIGTERM)
