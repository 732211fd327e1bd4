"""Many documents: jobs and their outcomes, the manifest, worker processes, resuming, a cluster."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.batch.api import align_files
    from aligner.batch.cluster import run_on_cluster
    from aligner.batch.engines import EngineRecipe, Policy
    from aligner.batch.jobs import DocumentAligner, Job, Outcome, State
    from aligner.batch.manifest import read_manifest
    from aligner.batch.processes import run_in_processes
    from aligner.batch.running import check_writable, run_job

_HOMES = {
    "DocumentAligner": "jobs",
    "EngineRecipe": "engines",
    "Job": "jobs",
    "Outcome": "jobs",
    "Policy": "engines",
    "State": "jobs",
    "align_files": "api",
    "check_writable": "running",
    "read_manifest": "manifest",
    "run_in_processes": "processes",
    "run_job": "running",
    "run_on_cluster": "cluster",
}

__all__ = [
    "DocumentAligner",
    "EngineRecipe",
    "Job",
    "Outcome",
    "Policy",
    "State",
    "align_files",
    "check_writable",
    "read_manifest",
    "run_in_processes",
    "run_job",
    "run_on_cluster",
]


def __getattr__(name: str) -> object:
    """Import a public name from its home when it is first asked for, so that importing the room costs nothing."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value
