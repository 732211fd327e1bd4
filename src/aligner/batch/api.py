"""The main job as one call, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from aligner.batch.jobs import DocumentAligner, Job, StepReport
from aligner.batch.sources import read_sources
from aligner.errors import UsageError
from aligner.model import Language, ParallelDocument


def align_files(
    files: Mapping[Language, Path | str],
    *,
    name: str | None = None,
    engine: DocumentAligner | None = None,
    presegmented: bool = False,
    encoding: str | None = None,
    progress: StepReport | None = None,
) -> ParallelDocument:
    """Read the versions of one document, one file a language, and align them with `engine` (the default one if None).

    `name` is the stem of the first file unless given. Raises `UsageError` for fewer than two files, `InputError` for
    one that cannot be used, `MissingPartError` when the engine lacks a part. Nothing is written.
    """
    if len(files) < 2:
        raise UsageError("an alignment needs at least two languages")
    paths = tuple((language, Path(path)) for language, path in files.items())
    title = name or paths[0][1].stem
    job = Job(title, paths, Path(f"{title}.parquet"), presegmented=presegmented, encoding=encoding)
    versions = read_sources(job).versions
    if engine is not None:
        return replace(engine.align(title, versions, progress).document, name=title)
    from aligner.alignment import open_engine

    with open_engine() as default:
        return replace(default.align(title, versions, progress).document, name=title)
