"""What an export did that its caller should know: files, units, what was left out and what had to be mended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one row."""

    document: str
    row: int
    """0-based position in the document."""
    what: str
    """Words that fit many rows, such as ``only one language has text``."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The outcome of an export."""

    files: tuple[Path, ...]
    """Written, in order."""
    written: int
    """Units, lines or rows that are in them, over all files."""
    left_out: tuple[Remark, ...] = ()
    mended: tuple[Remark, ...] = ()
    """Rows whose text could not be written as it was, or may trouble the tool the profile is for."""

    def sentences(self) -> tuple[str, ...]:
        """Say what was left out and mended, one sentence a kind, with the first few rows of each (from 0)."""
        return (*_summary("left out", self.left_out), *_summary("look at", self.mended))


@dataclass(slots=True)
class Notes:
    """A report in the making."""

    files: list[Path] = field(default_factory=list)
    written: int = 0
    left_out: list[Remark] = field(default_factory=list)
    mended: list[Remark] = field(default_factory=list)

    def report(self) -> ExportReport:
        """Close the notes."""
        return ExportReport(tuple(self.files), self.written, tuple(self.left_out), tuple(self.mended))


def _summary(verb: str, remarks: tuple[Remark, ...]) -> list[str]:
    kinds = Counter(remark.what for remark in remarks)
    sentences: list[str] = []
    for what, count in kinds.items():
        places = list(dict.fromkeys(f"{remark.document} {remark.row}" for remark in remarks if remark.what == what))
        named = ", ".join(places[:5])
        sentences.append(f"{verb}: {count} × {what} ({named}{', …' if len(places) > 5 else ''})")
    return sentences
