"""An engine for tests of what stands around engines: segment n of one version goes with segment n of the others.

A document with CRASH, BUG, SLOW or ENOUGH in its first segment does what the word says.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, zip_longest
from pathlib import Path
from types import TracebackType
from typing import Self

from aligner.batch import DocumentAligner
from aligner.batch.jobs import StepReport
from aligner.errors import MissingPartError
from aligner.model import Language, Link, ParallelDocument, Row, Segment, SegmentedVersion, VersionInfo


@dataclass(frozen=True)
class LineAlignment:
    document: ParallelDocument
    texts_embedded: int


@dataclass(frozen=True)
class LineStep:
    stage: str
    done: int
    total: int


class LineEngine:
    def __init__(self, signature: str = "engine:line") -> None:
        self.signature = signature
        self.aligned: list[str] = []

    def align(
        self, name: str, versions: Sequence[SegmentedVersion], progress: StepReport | None = None
    ) -> LineAlignment:
        self.aligned.append(name)
        misbehave(versions[0].segments[0].text)
        languages = tuple(found.version.language for found in versions)
        if progress is not None:
            progress(LineStep("reading lines", 1, 2))
        rows = tuple(
            row(languages, tuple(() if segment is None else (segment,) for segment in cells))
            for cells in zip_longest(*(found.segments for found in versions))
        )
        infos = tuple(
            VersionInfo(found.version.language, found.version.file_name, found.version.sha256, found.version.encoding)
            for found in versions
        )
        return LineAlignment(ParallelDocument(name, languages, rows, infos, self.signature), len(rows))

    def realign(self, document: ParallelDocument, start: int, stop: int) -> tuple[Row, ...]:
        """All of the rows in one, so that it shows where this was called."""
        columns = zip(*(one.segments for one in document.rows[start:stop]), strict=True)
        return (row(document.languages, tuple(tuple(s for cell in column for s in cell) for column in columns)),)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


@dataclass(frozen=True)
class LineOpener:
    signature: str = "engine:line"

    def __call__(self) -> LineEngine:
        return LineEngine(self.signature)


@dataclass(frozen=True)
class NoOpener:
    def __call__(self) -> LineEngine:
        raise MissingPartError("the line engine is missing", "pip install lines")


@dataclass(frozen=True)
class BrokenOpener:
    def __call__(self) -> LineEngine:
        raise FileNotFoundError(2, "No such file or directory", "weights.json")


def row(languages: tuple[Language, ...], cells: tuple[tuple[Segment, ...], ...]) -> Row:
    links = tuple(
        Link(a, b, tuple(range(len(a_cell))), tuple(range(len(b_cell))), 0.75)
        for (a, a_cell), (b, b_cell) in combinations(zip(languages, cells, strict=True), 2)
        if a_cell or b_cell
    )
    return Row(cells, links, confidence=0.75)


def misbehave(text: str) -> None:
    if "CRASH" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "BUG" in text:
        raise ZeroDivisionError("a bug")
    if "SLOW" in text:
        time.sleep(60)
    if "ENOUGH" in text:
        raise KeyboardInterrupt


def write_document_files(folder: Path, name: str, first: str = "It was so.") -> tuple[tuple[Language, Path], ...]:
    """The three versions of a small document in language folders."""
    texts = {
        "en": f"{first} Nobody doubted it at all.",
        "ru": "Так оно и было. Никто в этом нисколько не сомневался.",
        "kk": "Солай болған еді. Бұған ешкім күмән келтірген жоқ.",
    }
    files = []
    for language, text in texts.items():
        path = folder / language / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        files.append((language, path))
    return tuple(files)


engine_fits_the_protocol: DocumentAligner = LineEngine()
