"""The columns of a parallel table: their names, types and order, and the version number that guards them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import polars as pl

from aligner.errors import InputError
from aligner.model import Language, Status

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

SCHEMA_VERSION = 1
"""Raised whenever a column changes its name, type or meaning; older tables are migrated, newer ones refused."""

SPANS_SUFFIX = "_spans"
SPAN = pl.Struct({"start": pl.UInt32, "stop": pl.UInt32, "paragraph": pl.UInt32})
LINK = pl.Struct(
    {
        "a": pl.String,
        "b": pl.String,
        "a_segments": pl.List(pl.UInt16),
        "b_segments": pl.List(pl.UInt16),
        "confidence": pl.Float32,
    }
)
_LEADING: dict[str, PolarsDataType] = {"document": pl.String, "row": pl.UInt32}
_TRAILING: dict[str, PolarsDataType] = {
    "links": pl.List(LINK),
    "confidence": pl.Float32,
    "status": pl.Enum([status.value for status in Status]),
    "flags": pl.List(pl.String),
    "note": pl.String,
    "reviewer": pl.String,
    "bookmark": pl.Boolean,
    "changed_at": pl.Datetime("us", "UTC"),
    "support": pl.List(pl.Float32),
}
OPTIONAL_COLUMNS = frozenset({"support"})
"""Columns a table may lack; they read as empty."""

_LANGUAGE = re.compile(r"[a-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def table_schema(languages: Sequence[Language]) -> pl.Schema:
    """The columns of a table over `languages`, in order."""
    texts: dict[str, PolarsDataType] = {language: pl.List(pl.String) for language in languages}
    spans: dict[str, PolarsDataType] = {language + SPANS_SUFFIX: pl.List(SPAN) for language in languages}
    return pl.Schema({**_LEADING, **texts, **spans, **_TRAILING})


def check_languages(languages: Sequence[Language]) -> None:
    """Refuse languages that cannot name columns: repeated, malformed, or the name of another column.

    Raises `InputError`.
    """
    if len(set(languages)) != len(languages):
        raise InputError(f"a language stands twice among {', '.join(languages)}")
    for language in languages:
        if not _LANGUAGE.fullmatch(language) or language in _LEADING or language in _TRAILING:
            raise InputError(f"{language!r} cannot name a language column", "use a code such as en, ru or kk")


def languages_of(columns: Iterable[str]) -> tuple[Language, ...]:
    """The languages of a table, read off its columns: every `X` that has an `X_spans`."""
    names = list(columns)
    present = set(names)
    return tuple(name for name in names if name + SPANS_SUFFIX in present)


def check_columns(found: pl.Schema, languages: Sequence[Language]) -> None:
    """Make sure a table has every column with its type; extra columns are nobody's business.

    Raises `InputError` naming the first column that is missing or of another type.
    """
    for name, dtype in table_schema(languages).items():
        if name not in found:
            if name not in OPTIONAL_COLUMNS:
                raise InputError(f"column {name!r} is missing", "this is not a table of aligner")
        elif found[name] != dtype:
            raise InputError(f"column {name!r} is {found[name]}, not {dtype}", "this is not a table of aligner")
