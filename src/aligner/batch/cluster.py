"""Jobs spread over a Dask cluster whose machines share the file system of this one."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from aligner.batch.engines import Opener, Policy, Refusal
from aligner.batch.jobs import DocumentAligner, Job, Outcome, State
from aligner.batch.running import run_job
from aligner.errors import ExitCode, InputError, MissingPartError

if TYPE_CHECKING:
    from distributed import Future

_PATIENCE = "10s"
"""How long to wait for the scheduler to answer."""

_engines: dict[Opener, DocumentAligner] = {}
_one_at_a_time = Lock()


def run_on_cluster(jobs: Sequence[Job], opener: Opener, address: str, policy: Policy) -> Generator[Outcome]:
    """Run jobs on the workers of the Dask scheduler at `address`; outcomes come as they are ready.

    A worker keeps its engine for all jobs it gets and runs one at a time. Raises `MissingPartError` where Dask or a
    part of the engine is not installed, `InputError` where the scheduler does not answer.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise MissingPartError("a cluster needs Dask", "pip install 'aligner[distributed]'") from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(
            f"{address}: no scheduler answers there", "check the address, as in tcp://host:8786"
        ) from error
    with client:
        placed = {client.submit(run_on_worker, _absolute(job), opener, policy, pure=False): job for job in jobs}
        try:
            for future in as_completed(placed, loop=client.loop):
                yield _result(placed[future], future)
        finally:
            client.cancel(list(placed))


def run_on_worker(job: Job, opener: Opener, policy: Policy) -> Outcome | Refusal:
    """Run one job in a worker process of the cluster."""
    with _one_at_a_time:
        try:
            engine = _engine(opener)
            return run_job(job, engine, force=policy.force, resume=policy.resume)
        except Exception as error:
            return Refusal.because_of(error)


def _engine(opener: Opener) -> DocumentAligner:
    if opener not in _engines:
        held: AbstractContextManager[DocumentAligner] = opener()
        _engines[opener] = held.__enter__()
    return _engines[opener]


def _absolute(job: Job) -> Job:
    """The job with paths that mean the same in another working folder."""
    files = tuple((language, path.absolute()) for language, path in job.files)
    glossary = job.glossary.absolute() if job.glossary else None
    return replace(job, files=files, output=job.output.absolute(), glossary=glossary)


def _result(job: Job, future: Future) -> Outcome:
    lost = future.exception()
    if lost is not None:
        error = f"{job.name}: was lost on the cluster: {lost}"
        return Outcome(job.name, job.output, State.FAILED, error=error, code=ExitCode.BAD_INPUT)
    found: Outcome | Refusal = future.result()
    if isinstance(found, Refusal):
        raise found.as_error()
    return replace(found, output=job.output)
