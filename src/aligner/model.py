"""The words every room speaks: spans, segments, beads, links, rows, documents. Frozen values, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Language: TypeAlias = str
"""A BCP 47 tag as `languages.normalise_code` spells it, such as ``kk`` or ``zh-Hant``."""


class Status(StrEnum):
    """How far a row has come in the review."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a version, as character offsets into its text."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence-sized span of a version."""

    start: int
    """Offset of the first character in the version's decoded text."""
    stop: int
    """Offset after the last character."""
    paragraph: int
    """0-based number of the paragraph the segment lies in."""
    text: str
    """The characters of the span, or what an editor put in their place."""


@dataclass(frozen=True, slots=True)
class Version:
    """One language version of a document as it was read; nothing in it has been rewritten."""

    language: Language
    text: str
    paragraphs: tuple[Paragraph, ...]
    file_name: str
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    encoding: str
    """The codec the bytes were decoded with, as Python names it."""


@dataclass(frozen=True, slots=True)
class SegmentedVersion:
    """A version and its segments, in reading order."""

    version: Version
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Bead:
    """The smallest group of segments of two versions that translate each other; one side may be empty."""

    a: tuple[int, ...]
    """0-based numbers of segments in the first version, ascending."""
    b: tuple[int, ...]
    """The same for the second version."""
    confidence: float = 1.0
    """Probability (0..1) that exactly this bead is right."""

    @property
    def shape(self) -> str:
        """How many segments stand on each side, as in ``1-2``."""
        return f"{len(self.a)}-{len(self.b)}"


@dataclass(frozen=True, slots=True)
class PairAlignment:
    """All beads between two languages of a document; together they hold every segment exactly once."""

    a: Language
    b: Language
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A pair bead inside a row: which of the row's segments of two languages translate each other."""

    a: Language
    b: Language
    a_segments: tuple[int, ...]
    """Positions within the row's segments of language ``a``, ascending."""
    b_segments: tuple[int, ...]
    confidence: float = 1.0


EXCUSED = "excused:"
"""Goes before a flag that an editor has looked at and found to be no fault."""


@dataclass(frozen=True, slots=True)
class Row:
    """The smallest group over all languages of the document that holds its pair beads whole."""

    segments: tuple[tuple[Segment, ...], ...]
    """For each language of the document, in the document's order, the row's segments; empty where it has none."""
    links: tuple[Link, ...] = ()
    """For every pair of languages, pair beads that cover the row, null beads included."""
    confidence: float = 1.0
    """Calibrated probability (0..1) that the row is right as it stands."""
    status: Status = Status.PROPOSED
    flags: tuple[str, ...] = ()
    note: str | None = None
    reviewer: str | None = None
    bookmark: bool = False
    changed_at: datetime | None = None
    """In UTC."""
    support: tuple[float, ...] = ()
    """For each language, how sure the pairs that involve it are (0..1); the lowest one is the suspect column."""

    @property
    def shape(self) -> str:
        """How many segments each language has, as in ``1-2-1``."""
        return "-".join(str(len(cell)) for cell in self.segments)


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """What a parallel document remembers about a version it was made from."""

    language: Language
    file_name: str
    sha256: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class ParallelDocument:
    """An aligned document: its rows in reading order and where they came from."""

    name: str
    languages: tuple[Language, ...]
    rows: tuple[Row, ...]
    versions: tuple[VersionInfo, ...] = ()
    signature: str = ""
    """Engine, model, parameters and version that made the alignment, so that it can be had again."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Further key-value metadata carried along untouched."""
