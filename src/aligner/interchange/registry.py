"""Which formats there are, by name: what the command line lists, and one way to call them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, combinations, count
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from aligner.errors import UsageError
from aligner.interchange.incoming import ImportedUnit, documents_from
from aligner.interchange.ladder import pair_beads, write_ladder
from aligner.interchange.report import ExportReport
from aligner.interchange.units import Granularity
from aligner.model import Language, ParallelDocument


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What a caller may ask of any format; each takes what concerns it."""

    languages: tuple[Language, ...] = ()
    """Which, and in what order; a pair format writes every pair of them. All of the documents' if empty."""
    profile: str = ""
    """A tool's variant of the format; its first one if empty."""
    granularity: Granularity | None = None
    """Rows or sentences; what suits the format if not given."""
    source: str = ""
    """The source language of a TMX with all languages."""
    keep_partial: bool = False
    """Keep TMX units with text in fewer than two languages."""
    created: datetime | None = None
    """Time to write into the file; none is written if it is not given."""


Writer: TypeAlias = Callable[[Sequence[ParallelDocument], Path, ExportOptions], ExportReport]
Reader: TypeAlias = Callable[[Path], tuple[ParallelDocument, ...]]
UnitReader: TypeAlias = Callable[[Path], tuple[ImportedUnit, ...]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that documents can be written in."""

    name: str
    suffix: str
    """What its files usually end with."""
    purpose: str
    """In a few words, for a list."""
    write: Writer
    read: Reader | None = None
    """None where the format does not lead back."""
    profiles: tuple[str, ...] = ()
    """The first one is the usual one."""
    read_units: UnitReader | None = None
    """None where it does not consist of units."""


def export(documents: Sequence[ParallelDocument], path: Path, name: str, options: ExportOptions) -> ExportReport:
    """Write documents to `path` in the format called `name`.

    Raises `UsageError` for a name or profile that does not exist, and what the format itself raises.
    """
    form = FORMATS.get(name)
    if form is None:
        message = f"there is no format called {name!r}"
        raise UsageError(message, f"choose one of {', '.join(FORMATS)}")
    if options.profile and options.profile not in form.profiles:
        message = f"{name} has no profile called {options.profile!r}"
        raise UsageError(message, f"choose one of {', '.join(form.profiles)}" if form.profiles else "leave it out")
    return form.write(documents, path, options)


def import_documents(path: Path, name: str = "") -> tuple[ParallelDocument, ...]:
    """Read the documents of a file in the format called `name`, or the one its suffix stands for.

    Units that name no document go into one called like the file. Raises `UsageError` when no format that can be read
    fits, `InputError` when the file does not.
    """
    form = _readable(path, name)
    assert form.read is not None
    return form.read(path)


def import_units(path: Path, name: str = "") -> tuple[ImportedUnit, ...]:
    """Read the units of a file as they are, for a table that they came from. Raises as `import_documents` does."""
    form = _readable(path, name)
    if form.read_units is None:
        message = f"{path}: {form.name} holds whole documents, not corrections"
        raise UsageError(message, "import it as a table of its own, and join the two by aligner merge")
    return form.read_units(path)


def _readable(path: Path, name: str) -> Format:
    suffix = path.suffix.lower()
    readable = [form for form in FORMATS.values() if form.read]
    fitting = [form for form in readable if (form.name == name if name else suffix in (form.suffix, f".{form.name}"))]
    if not fitting:
        what = f"format {name!r}" if name else f"suffix {suffix!r}"
        message = f"{path}: no reader for {what}"
        raise UsageError(message, f"these can be read: {', '.join(form.name for form in readable)}")
    return fitting[0]


def _write_tmx(documents: Sequence[ParallelDocument], path: Path, options: ExportOptions) -> ExportReport:
    from aligner.interchange.tmx import ANY_SOURCE, Profile, TmxOptions, write_tmx

    chosen = TmxOptions(
        profile=Profile(options.profile or Profile.MULTI),
        languages=options.languages,
        source=options.source or ANY_SOURCE,
        granularity=options.granularity,
        keep_partial=options.keep_partial,
        created=options.created,
    )
    return write_tmx(documents, path, chosen)


def _read_tmx(path: Path) -> tuple[ImportedUnit, ...]:
    from aligner.interchange.tmx import read_tmx

    return read_tmx(path)


def _write_xliff(documents: Sequence[ParallelDocument], path: Path, options: ExportOptions) -> ExportReport:
    from aligner.interchange.xliff import Version, XliffOptions, write_xliff

    version = Version(options.profile or Version.V2_1)
    granularity = options.granularity or Granularity.SENTENCES
    return write_xliff(documents, path, XliffOptions(version, options.languages, granularity))


def _read_xliff(path: Path) -> tuple[ImportedUnit, ...]:
    from aligner.interchange.xliff import read_xliff

    return read_xliff(path)


def _write_tsv(documents: Sequence[ParallelDocument], path: Path, options: ExportOptions) -> ExportReport:
    from aligner.interchange.tsv import write_tsv

    return write_tsv(documents, path, options.languages)


def _read_tsv(path: Path) -> tuple[ImportedUnit, ...]:
    from aligner.interchange.tsv import read_tsv

    return read_tsv(path)


def _as_documents(read_units: UnitReader) -> Reader:
    def read(path: Path) -> tuple[ParallelDocument, ...]:
        return documents_from(read_units(path), path.stem)

    return read


def _write_xlsx(documents: Sequence[ParallelDocument], path: Path, options: ExportOptions) -> ExportReport:
    from aligner.interchange.xlsx import write_xlsx

    return write_xlsx(documents, path, options.languages)


def _write_jsonl(documents: Sequence[ParallelDocument], path: Path, _: ExportOptions) -> ExportReport:
    from aligner.interchange.jsonl import write_jsonl

    return write_jsonl(documents, path)


def _read_jsonl(path: Path) -> tuple[ParallelDocument, ...]:
    from aligner.interchange.jsonl import read_jsonl

    return read_jsonl(path)


def _write_moses(documents: Sequence[ParallelDocument], path: Path, options: ExportOptions) -> ExportReport:
    from aligner.interchange.moses import write_moses

    return write_moses(documents, path, options.languages)


def _write_html(documents: Sequence[ParallelDocument], path: Path, options: ExportOptions) -> ExportReport:
    from aligner.interchange.html import write_html

    return write_html(documents, path, options.languages)


def _write_ladders(documents: Sequence[ParallelDocument], path: Path, options: ExportOptions) -> ExportReport:
    """One ladder a document and pair; `path` itself when there is only one, else ``PATH.NAME.en-ru.SUFFIX``."""
    names = _names_in_files(documents) if len(documents) > 1 else [""]
    wanted = [
        (document, name, pair)
        for document, name in zip(documents, names, strict=True)
        for pair in combinations(options.languages or document.languages, 2)
    ]
    files: list[Path] = []
    written = 0
    for document, name, pair in wanted:
        place = path.with_name(f"{path.stem}{name}.{'-'.join(pair)}{path.suffix}") if len(wanted) > 1 else path
        beads = pair_beads(document, *pair)
        write_ladder(beads, place)
        files.append(place)
        written += len(beads)
    return ExportReport(tuple(files), written)


def _names_in_files(documents: Sequence[ParallelDocument]) -> list[str]:
    """For each document what the names of its files have in common, with a dot before it; no two are the same."""
    taken: dict[str, None] = {}
    for document in documents:
        plain = "." + re.sub(r"[\s/\\]+", "_", document.name)
        numbered = (f"{plain}-{number}" for number in count(2))
        taken[next(name for name in chain([plain], numbered) if name not in taken)] = None
    return list(taken)


FORMATS: Mapping[str, Format] = MappingProxyType({
    form.name: form
    for form in (
        Format(
            "tmx", ".tmx", "translation memory for CAT tools", _write_tmx, _as_documents(_read_tmx),
            ("multi", "omegat", "trados", "memoq"), _read_tmx,
        ),
        Format(
            "xliff", ".xlf", "bilingual files for CAT tools", _write_xliff, _as_documents(_read_xliff),
            ("2.1", "1.2"), _read_xliff,
        ),
        Format(
            "tsv", ".tsv", "table of rows, one column a language", _write_tsv, _as_documents(_read_tsv),
            read_units=_read_tsv,
        ),
        Format("xlsx", ".xlsx", "the same table for Excel", _write_xlsx),
        Format("jsonl", ".jsonl", "everything, one row a line, for programs", _write_jsonl, _read_jsonl),
        Format("moses", "", "parallel plain text, one file a language", _write_moses),
        Format("html", ".html", "side by side, to read or print", _write_html),
        Format("ladder", ".txt", "numbers of segments, for research tools", _write_ladders),
    )
})  # fmt: skip
"""All formats by name."""
