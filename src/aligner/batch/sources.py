"""The versions of a job, read, cut into segments and looked at for what a person should know."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.batch.jobs import Job
from aligner.errors import InputError
from aligner.files import is_unicode
from aligner.model import SegmentedVersion, Version

LONGEST_SEGMENT = 200_000
"""Characters. The longest sentences in print have about 80,000; a longer one is data without sentences."""

_UNDOUBTED = ("utf", "ascii")


@dataclass(frozen=True, slots=True)
class Sources:
    """The versions of a document and what is doubtful about them."""

    versions: tuple[SegmentedVersion, ...]
    warnings: tuple[str, ...]


def read_sources(job: Job) -> Sources:
    """Read and segment every version of a job.

    Raises `InputError` when a file or its name cannot be used, a file holds a segment of more than `LONGEST_SEGMENT`
    characters, or the job has fewer than two versions.
    """
    if len(job.files) < 2:
        only = "".join(f", only {language}" for language, _ in job.files)
        raise InputError(f"{job.name}: has fewer than two versions{only}", "add another version to align it with")
    for name in (job.name, *(path.name for _, path in job.files)):
        if not is_unicode(name):
            raise InputError(f"{name}: its name is not valid Unicode, so no table can hold it", "rename the files")
    versions = tuple(_segmented(job, index) for index in range(len(job.files)))
    return Sources(versions, (*_missing(job), *_doubts(job, versions)))


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal, as versions have it. Raises `InputError`."""
    from aligner.reading.versions import read_bytes

    return hashlib.sha256(read_bytes(path)).hexdigest()


def _segmented(job: Job, index: int) -> SegmentedVersion:
    from aligner.reading import read_presegmented, read_version
    from aligner.segmentation import segment

    language, path = job.files[index]
    if job.presegmented:
        found = read_presegmented(path, language, job.encoding)
    else:
        version = read_version(path, language, job.encoding)
        found = SegmentedVersion(version, segment(version.text, version.paragraphs, language))
    longest = max(found.segments, key=lambda segment: segment.stop - segment.start)
    if longest.stop - longest.start > LONGEST_SEGMENT:
        line = found.version.text.count("\n", 0, longest.start) + 1
        length = longest.stop - longest.start
        raise InputError(
            f"{path}: line {line}: {length:,} characters without the end of a sentence",
            "this does not look like running text",
        )
    return found


def _missing(job: Job) -> list[str]:
    return [f"{job.name}: has no {language} version; aligned without it" for language in job.missing]


def _doubts(job: Job, versions: Sequence[SegmentedVersion]) -> list[str]:
    from aligner.reading import check_language

    doubts = []
    for (_, path), found in zip(job.files, versions, strict=True):
        wrong = check_language(found.version)
        if wrong is not None:
            # The check names the file alone; the folder tells which of several files of that name is meant.
            doubts.append(wrong.replace(found.version.file_name, str(path), 1))
        if job.encoding is None and not _certain(found.version):
            doubts.append(f"{path}: read as {found.version.encoding}, a guess; --encoding NAME overrides it")
    return doubts


def _certain(version: Version) -> bool:
    return version.encoding.replace("_", "-").startswith(_UNDOUBTED)
