"""The engines: segmented versions in, an aligned document out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeAlias

from aligner import __version__
from aligner.alignment.agreement import agreeing_rows
from aligner.alignment.confidence import row_confidence, support
from aligner.alignment.rows import Members, shifted
from aligner.errors import UsageError
from aligner.model import (
    Bead,
    Language,
    Link,
    PairAlignment,
    ParallelDocument,
    Row,
    Segment,
    SegmentedVersion,
    VersionInfo,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long piece of work has come."""

    stage: str
    done: int
    total: int


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Alignment:
    """What an engine made of a document."""

    document: ParallelDocument
    pairs: tuple[PairAlignment, ...]
    segments: int
    """How many the document has, over all languages."""
    texts_embedded: int
    """Segments and runs of segments that went through the model, or came from its cache."""


Key: TypeAlias = tuple[Language, Language]
"""A pair of languages, in the document's order."""

Stretch: TypeAlias = Mapping[Language, range]
"""For each language, the numbers of the segments that are to be aligned with each other and nothing else."""


@dataclass(frozen=True, slots=True)
class Material:
    """The segments to align: for each language their texts and, in parallel, their paragraph numbers."""

    texts: Mapping[Language, Sequence[str]]
    paragraphs: Mapping[Language, Sequence[int]]

    @property
    def languages(self) -> tuple[Language, ...]:
        """In the document's order."""
        return tuple(self.texts)

    @property
    def size(self) -> int:
        """Segments over all languages."""
        return sum(len(texts) for texts in self.texts.values())

    def pairs(self) -> list[Key]:
        """All pairs of languages."""
        return list(combinations(self.texts, 2))

    def whole(self) -> Stretch:
        """Everything as one stretch."""
        return {language: range(len(texts)) for language, texts in self.texts.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """The beads of every pair over all stretches, and what they cost."""

    beads: Mapping[Key, tuple[Bead, ...]]
    texts_embedded: int


class PairEngine(Protocol):
    """Finds the beads of all pairs of some versions."""

    @property
    def signature(self) -> str:
        """Kind, model and parameters, as ``key:value`` fields joined by ``|``."""
        ...

    @property
    def row_coefficients(self) -> Sequence[float]:
        """How link probabilities become a row's confidence, see `row_confidence`."""
        ...

    def find(self, material: Material, stretches: Sequence[Stretch], report: Report) -> Found:
        """Align every stretch within itself, with what is known of the whole; beads name segments of the whole."""
        ...

    def close(self) -> None:
        """Let go of models and worker processes."""
        ...


class Engine:
    """Aligns documents; keep one open for many, and close it (or use it in a ``with`` block)."""

    def __init__(self, pairs: PairEngine) -> None:
        self._pairs = pairs

    @property
    def signature(self) -> str:
        """Says which engine, model, parameters and version made an alignment, so that it can be had again."""
        return f"aligner:{__version__}|{self._pairs.signature}"

    def align(self, name: str, versions: Sequence[SegmentedVersion], progress: Report | None = None) -> Alignment:
        """Align all versions of a document with each other.

        `progress` is called between steps and may raise to stop. Raises `UsageError` for fewer than two versions
        or two of one language.
        """
        languages = [version.version.language for version in versions]
        if len(languages) < 2 or len(set(languages)) < len(languages):
            raise UsageError(f"{name}: an alignment needs at least two versions, each in a language of its own")
        segments = {version.version.language: version.segments for version in versions}
        material = _material(segments)
        found = self._find(material, material.whole(), progress)
        beads, rows = self._rows(segments, found.beads)
        infos = tuple(_info(version) for version in versions)
        document = ParallelDocument(name, tuple(languages), rows, infos, self.signature)
        pairs = tuple(PairAlignment(a, b, beads[a, b]) for a, b in material.pairs())
        return Alignment(document, pairs, material.size, found.texts_embedded)

    def realign(
        self, document: ParallelDocument, start: int, stop: int, progress: Report | None = None
    ) -> tuple[Row, ...]:
        """Align the segments of rows `start` … `stop` - 1 anew among themselves, as they now read and stand.

        The rest of the document is only looked at (its vectors tell what is ordinary in each language).
        """
        columns = zip(*(row.segments for row in document.rows), strict=True)
        segments = {
            language: tuple(segment for cell in column for segment in cell)
            for language, column in zip(document.languages, columns, strict=True)
        }
        before = [sum(len(row.segments[k]) for row in document.rows[:start]) for k in range(len(document.languages))]
        inside = [
            sum(len(row.segments[k]) for row in document.rows[start:stop]) for k in range(len(document.languages))
        ]
        stretch = {
            language: range(first, first + count)
            for language, first, count in zip(document.languages, before, inside, strict=True)
        }
        found = self._find(_material(segments), stretch, progress)
        part = {language: segments[language][held.start : held.stop] for language, held in stretch.items()}
        shift = {language: held.start for language, held in stretch.items()}
        beads = {
            (a, b): [shifted(bead, -shift[a], -shift[b]) for bead in held] for (a, b), held in found.beads.items()
        }
        return self._rows(part, beads)[1]

    def _rows(
        self, segments: Mapping[Language, Sequence[Segment]], beads: Mapping[Key, Sequence[Bead]]
    ) -> tuple[dict[Key, tuple[Bead, ...]], tuple[Row, ...]]:
        """The rows that the beads make, and the beads as they stand in them."""
        settled, rows = agreeing_rows({language: len(held) for language, held in segments.items()}, beads)
        return settled, _made(segments, rows, settled, self._pairs.row_coefficients)

    def _find(self, material: Material, stretch: Stretch, progress: Report | None) -> Found:
        """On one thread: sums that BLAS splits over threads differ in their last bits with the number of cores."""
        from threadpoolctl import threadpool_limits

        with threadpool_limits(limits=1, user_api="blas"):
            return self._pairs.find(material, [stretch], progress or _ignore)

    def close(self) -> None:
        """Let go of models and worker processes."""
        self._pairs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_engine(kind: str = "e5", model: Path | None = None, *, threads: int | None = None) -> Engine:
    """Make the engine of a kind: ``e5`` (neural), ``lexical`` (words learned from the texts) or ``length``.

    `model` is a folder with another encoder for the neural engine, `threads` how many it computes on (one a core
    by default; results do not depend on it). Raises `MissingPartError` where what it needs
    is not installed, `UsageError` for an unknown kind, and for a model with an engine that uses none.
    """
    if kind == "e5":
        from aligner.alignment.neural import NeuralPairs

        return Engine(NeuralPairs(model, threads=threads))
    if kind not in {"lexical", "length"}:
        raise UsageError(f"there is no engine {kind!r}", "choose e5, lexical or length")
    if model is not None:
        raise UsageError(f"the {kind} engine uses no model", "leave --model out, or choose --engine e5")
    if kind == "lexical":
        from aligner.alignment.lexical import LexicalPairs

        return Engine(LexicalPairs())
    from aligner.alignment.length import LengthPairs

    return Engine(LengthPairs())


def _ignore(progress: Progress) -> None:
    """Nobody is watching."""


def _info(version: SegmentedVersion) -> VersionInfo:
    source = version.version
    return VersionInfo(source.language, source.file_name, source.sha256, source.encoding)


def _material(segments: Mapping[Language, Sequence[Segment]]) -> Material:
    return Material(
        {language: [segment.text for segment in held] for language, held in segments.items()},
        {language: [segment.paragraph for segment in held] for language, held in segments.items()},
    )


def _made(
    segments: Mapping[Language, Sequence[Segment]],
    groups: Sequence[Members],
    beads: Mapping[Key, Sequence[Bead]],
    coefficients: Sequence[float],
) -> tuple[Row, ...]:
    languages = list(segments)
    home = {
        key: {("a", i): bead for bead in held for i in bead.a} | {("b", j): bead for bead in held for j in bead.b}
        for key, held in beads.items()
    }
    rows = []
    for members in groups:
        cells = tuple(tuple(segments[language][i] for i in members[language]) for language in languages)
        first = {language: cell[0] if cell else 0 for language, cell in members.items()}
        links: list[Link] = []
        for a, b in combinations(languages, 2):
            inside = [home[a, b]["a", i] for i in members[a]] + [home[a, b]["b", j] for j in members[b]]
            for bead in dict.fromkeys(inside):
                a_places, b_places = tuple(i - first[a] for i in bead.a), tuple(j - first[b] for j in bead.b)
                links.append(Link(a, b, a_places, b_places, bead.confidence))
        confidence = row_confidence(links, coefficients)
        rows.append(Row(cells, tuple(links), confidence=confidence, support=support(links, languages)))
    return tuple(rows)
