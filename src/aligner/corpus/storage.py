"""A parallel document as a Parquet file, and a folder of such files as one lazy table."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import msgspec
import polars as pl

from aligner.corpus.schema import SCHEMA_VERSION, check_columns, check_languages, languages_of, table_schema
from aligner.corpus.table import from_frame, to_frame
from aligner.errors import InputError
from aligner.files import atomic_write, is_unicode, unreadable
from aligner.model import Language, ParallelDocument, VersionInfo

_PREFIX = "aligner."
_SUFFIX = ".parquet"

_Value = TypeVar("_Value")

MIGRATIONS: Mapping[int, Callable[[pl.DataFrame], pl.DataFrame]] = {}
"""For every older schema version that can still be read, how its table becomes one of the next version."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document together with what its file says about its place in the journal."""

    document: ParallelDocument
    sequence: int = 0
    """Number of the last journalled operation that the file contains; 0 where there was none."""
    lineage: str = ""
    """Which journal the file belongs to (see `aligner.corpus.journal`); empty where none was ever begun."""


def write_document(document: ParallelDocument, path: Path, *, sequence: int = 0, lineage: str = "") -> None:
    """Write a document as a Parquet file, whole or not at all; the same document gives the same bytes.

    Raises `OutputError` when the folder or the disk refuses, `InputError` when a text cannot be stored.
    """
    metadata = _metadata(StoredDocument(document, sequence, lineage))
    # Through memory, because polars gives a full disk another name than the system does.
    encoded = io.BytesIO()
    to_frame(document).write_parquet(encoded, metadata=metadata)
    with atomic_write(path) as file:
        file.write(encoded.getbuffer())


def read_document(path: Path) -> ParallelDocument:
    """Read a document back from its Parquet file.

    Raises `InputError` naming the file when it is missing, cut short, foreign, or made by a newer aligner.
    """
    return read_stored(path).document


def read_stored(path: Path) -> StoredDocument:
    """Read a document and its place in the journal; errors as in `read_document`."""
    metadata = _read_metadata(path)
    version = _schema_version(metadata, path)
    try:
        # Through Python, because polars refuses a path that is not UTF-8.
        with path.open("rb") as file:
            frame = pl.read_parquet(file, glob=False, hive_partitioning=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise InputError(f"{path}: is damaged and cannot be read", "take it from a backup") from error
    for older in range(version, SCHEMA_VERSION):
        frame = MIGRATIONS[older](frame)
    try:
        return _stored(frame, metadata)
    except InputError as error:
        raise InputError(f"{path}: {error.message}", error.hint) from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise InputError(f"{path}: its metadata are damaged", "take it from a backup") from error


def open_corpus(folder: Path | str) -> pl.LazyFrame:
    """All documents of a folder and its subfolders as one lazy table, in the order of their paths, as last written.

    Where documents differ in their languages, a language that a document does not have is null; an empty list means
    that the row has no segment in it. Raises `InputError` when the folder is missing, holds no table, or a file in it
    is not a table.
    """
    root = Path(folder)
    if not root.is_dir():
        raise InputError(f"{root}: there is no such folder")
    paths = sorted(path for path in root.rglob("*" + _SUFFIX) if not path.name.startswith("."))
    if not paths:
        raise InputError(f"{root}: holds no {_SUFFIX} file", "run `aligner align` first")
    with_schema = [(path, _table_schema_of(path)) for path in paths]
    scans = [
        pl.scan_parquet([path for path, _ in group], glob=False, hive_partitioning=False)
        for _, group in groupby(with_schema, key=lambda item: item[1])
    ]
    languages = dict.fromkeys(language for _, schema in with_schema for language in languages_of(schema))
    together = pl.concat(scans, how="diagonal")
    present = {name for _, schema in with_schema for name in schema}
    return together.select(name for name in table_schema(tuple(languages)) if name in present)


def _table_schema_of(path: Path) -> pl.Schema:
    if not is_unicode(str(path)):
        raise InputError(f"{path}: its name is not valid Unicode", "rename it")
    metadata = _read_metadata(path)
    _schema_version(metadata, path)
    schema = pl.scan_parquet(path, glob=False, hive_partitioning=False).collect_schema()
    try:
        check_columns(schema, languages_of(schema))
    except InputError as error:
        raise InputError(f"{path}: {error.message}", error.hint) from error
    return schema


def _metadata(stored: StoredDocument) -> dict[str, str]:
    document = stored.document
    values: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "name": document.name,
        "languages": document.languages,
        "versions": document.versions,
        "signature": document.signature,
        "extra": dict(document.extra),
        "sequence": stored.sequence,
        "lineage": stored.lineage,
    }
    return {_PREFIX + key: msgspec.json.encode(value, order="sorted").decode() for key, value in values.items()}


def _stored(frame: pl.DataFrame, metadata: Mapping[str, str]) -> StoredDocument:
    def value(key: str, kind: type[_Value], default: _Value) -> _Value:
        text = metadata.get(_PREFIX + key)
        return default if text is None else msgspec.json.decode(text, type=kind)

    languages = value("languages", tuple[Language, ...], languages_of(frame.columns))
    check_languages(languages)
    document = from_frame(
        frame,
        languages=languages,
        versions=value("versions", tuple[VersionInfo, ...], ()),
        signature=value("signature", str, ""),
        extra=value("extra", dict[str, str], {}),
    )
    name = value("name", str, document.name)
    if name != document.name:
        document = ParallelDocument(
            name, document.languages, document.rows, document.versions, document.signature, document.extra
        )
    return StoredDocument(document, value("sequence", int, 0), value("lineage", str, ""))


def _read_metadata(path: Path) -> dict[str, str]:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError(f"{path}: is a device or a pipe, not a table", "name a file")
    try:
        with path.open("rb") as file:
            return pl.read_parquet_metadata(file)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise InputError(f"{path}: is not a whole Parquet file", "it is of another kind, or was cut short") from error
    except OSError as error:
        raise unreadable(path, error) from error


def _schema_version(metadata: Mapping[str, str], path: Path) -> int:
    """The schema version of a file; a table that lost its metadata in another tool is taken as the present one."""
    text = metadata.get(_PREFIX + "schema_version")
    if text is None:
        return SCHEMA_VERSION
    if not text.isdecimal():
        raise InputError(f"{path}: its schema version is {text!r}, which is no number")
    version = int(text)
    if version > SCHEMA_VERSION:
        raise InputError(
            f"{path}: was made by a newer aligner (schema {version}; this one reads up to {SCHEMA_VERSION})",
            "upgrade aligner",
        )
    if any(older not in MIGRATIONS for older in range(version, SCHEMA_VERSION)):
        raise InputError(f"{path}: its schema {version} is too old to be read", "align the sources again")
    return version
