"""Number words, scales and months of a language, from the data beside this file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import cast

from aligner.model import Language


@dataclass(frozen=True, slots=True)
class Numerals:
    """The words of a language that stand for numbers; empty for a language nobody wrote them down for."""

    language: Language
    words: tuple[tuple[re.Pattern[str], Decimal], ...] = ()
    scales: tuple[tuple[re.Pattern[str], Decimal], ...] = ()
    months: tuple[tuple[re.Pattern[str], Decimal], ...] = ()
    connectors: frozenset[str] = frozenset()
    """Words that may stand inside a number: twenty **and** five."""
    loose_scales: frozenset[str] = frozenset()
    """Scales that may also be units: ``m`` is million or metre."""
    loose_months: frozenset[str] = frozenset()
    """Months that are other words as well: маусым is June and season."""
    capital_months: bool = False
    """Whether months are written with a capital letter."""


@cache
def numerals(language: Language) -> Numerals:
    """The number words of a language by its code."""
    file = resources.files(__package__) / f"{language}.toml"
    if not file.is_file():
        return Numerals(language)
    data = cast(Mapping[str, Mapping[str, str]], tomllib.loads(file.read_text(encoding="utf-8")))
    return Numerals(
        language,
        _patterns(data["words"]),
        _patterns(data["scales"]),
        _patterns(data["months"]),
        frozenset(cast(str, data["connectors"]).split()),
        frozenset(data["loose"]["units"].split()),
        frozenset(data["loose"]["months"].split()),
        bool(data["capital_months"]),
    )


def word_value(word: str, language: Language) -> Decimal | None:
    """What a number word is worth, if it is one; scales apart."""
    return _value(_folded(word), numerals(language).words)


def scale_value(word: str, language: Language) -> Decimal | None:
    """What a word such as *million* multiplies the number before it by, if it does."""
    return _value(_folded(word), numerals(language).scales)


def month_value(word: str, language: Language) -> Decimal | None:
    """The number of the month (1..12) that a word names, if it does."""
    if numerals(language).capital_months and word[:1].islower():
        return None
    return _value(_folded(word), numerals(language).months)


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")


Patterns = tuple[tuple[re.Pattern[str], Decimal], ...]


@lru_cache(maxsize=65_536)
def _value(word: str, patterns: Patterns) -> Decimal | None:
    # The longest pattern that fits wins: шестнадцать is 16 although it begins like шесть.
    fitting = [(len(pattern.pattern), value) for pattern, value in patterns if pattern.fullmatch(word)]
    return max(fitting)[1] if fitting else None


def _patterns(table: Mapping[str, str]) -> Patterns:
    return tuple((re.compile(word), Decimal(value)) for value, cell in table.items() for word in cell.split())
