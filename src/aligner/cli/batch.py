"""`aligner batch`: many documents, on this machine or a cluster."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from aligner.batch.engines import EngineRecipe, Policy
from aligner.batch.jobs import Job, Outcome
from aligner.cli.base import Command
from aligner.cli.console import put
from aligner.cli.options import PATH, PLACE, engine_options
from aligner.cli.project import findings_glossary_option, glossary_for
from aligner.errors import UsageError


@click.command("batch", cls=Command)
@click.argument("manifest", type=PATH)
@click.option("-o", "--output", type=PLACE, required=True, metavar="OUT", help="Folder for the tables.")
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes on this machine (default: one a core)."
)
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler of a cluster, as in tcp://host:8786.")
@engine_options
@findings_glossary_option
@click.option(
    "--force",
    is_flag=True,
    help="Align every document from scratch, also what a person has reviewed (`aligner restore` brings that back).",
)
def command(
    *,
    manifest: Path,
    output: Path,
    workers: int | None,
    scheduler: str | None,
    engine: str,
    model: Path | None,
    glossary: Path | None,
    force: bool,
) -> int:
    """Align the documents that MANIFEST lists (TOML, CSV or JSON lines) into tables OUT/NAME.parquet.

    Run it again after an interruption: what the same engine aligned from the same files is passed over. One
    bad document does not stop the others, and the tables do not depend on the number of workers. A JSON line about
    each document goes to stdout as soon as it is through.
    """
    from aligner.batch import check_writable, read_manifest
    from aligner.cli.summary import exit_code, summarise

    if workers is not None and scheduler is not None:
        raise UsageError("--workers and --scheduler cannot go together")
    terms = glossary_for(glossary, manifest.resolve().parent, Path())
    jobs = [replace(job, glossary=terms) for job in read_manifest(manifest, output)]
    check_writable(output)
    # Every worker has a core of its own; encoders that each took all of them would stand in each other's way.
    recipe = EngineRecipe(engine, model.absolute() if model else None, threads=1)
    started = time.perf_counter()
    outcomes = _watched(jobs, _outcomes(jobs, recipe, workers, scheduler, Policy(force=force, resume=not force)))
    places = {job.name: number for number, job in enumerate(jobs)}
    outcomes.sort(key=lambda outcome: places[outcome.name])
    summarise(outcomes, time.perf_counter() - started, texts_embedded=engine == "e5")
    return exit_code(outcomes)


def _outcomes(
    jobs: Sequence[Job], recipe: EngineRecipe, workers: int | None, scheduler: str | None, policy: Policy
) -> Generator[Outcome]:
    from aligner.batch import run_in_processes, run_on_cluster
    from aligner.embedding.parallel import usable_cores

    if scheduler is not None:
        return run_on_cluster(jobs, recipe, scheduler, policy)
    return run_in_processes(jobs, recipe, workers or usable_cores(), policy)


def _watched(jobs: Sequence[Job], outcomes: Generator[Outcome]) -> list[Outcome]:
    from aligner.cli.progress import report
    from aligner.cli.summary import tell_about

    through: list[Outcome] = []
    with closing(outcomes), report(len(jobs)) as progress:
        for outcome in outcomes:
            progress.finished(outcome)
            tell_about(outcome)
            put(_as_json(outcome))
            through.append(outcome)
    return through


def _as_json(outcome: Outcome) -> str:
    import msgspec

    return msgspec.json.encode(
        {
            "name": outcome.name,
            "output": str(outcome.output),
            "state": outcome.state,
            "segments": outcome.segments,
            "rows": outcome.rows,
            "confidence": round(outcome.confidence, 4),
            "seconds": round(outcome.seconds, 3),
            "warnings": outcome.warnings,
            "error": outcome.error,
        }
    ).decode()
