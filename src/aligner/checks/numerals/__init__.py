"""Number words, scales and months of a language, from the data beside this file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import cast

from aligner.model import Language

_REMEMBERED = 65_536
"""Words whose values are kept."""


class WordTable:
    """Patterns of words and what each is worth; a word that was looked up before costs one look into a dictionary."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._patterns = [(word, Decimal(value)) for value, cell in cells.items() for word in cell.split()]
        # Most words are no numbers, so that one expression tells them all, and few of the patterns are ever compiled.
        self._any = re.compile("|".join(f"(?:{word})" for word, _ in self._patterns) or r"(?!)")
        self._known: dict[str, Decimal | None] = {}

    def value(self, word: str) -> Decimal | None:
        """What a word is worth, if it is in the table."""
        if word not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[word] = self._look_up(word.lower().replace("ё", "е"))
        return self._known[word]

    def _look_up(self, folded: str) -> Decimal | None:
        if not self._any.fullmatch(folded):
            return None
        # The longest pattern that fits wins: шестнадцать is 16 although it begins like шесть.
        fitting = [(len(word), value) for word, value in self._patterns if _compiled(word).fullmatch(folded)]
        return max(fitting)[1]


@cache
def _compiled(word: str) -> re.Pattern[str]:
    return re.compile(word)


_NOTHING = WordTable({})


@dataclass(frozen=True, slots=True)
class Numerals:
    """The words of a language that stand for numbers; empty for a language nobody wrote them down for."""

    language: Language
    words: WordTable = _NOTHING
    scales: WordTable = _NOTHING
    months: WordTable = _NOTHING
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
        WordTable(data["words"]),
        WordTable(data["scales"]),
        WordTable(data["months"]),
        frozenset(cast(str, data["connectors"]).split()),
        frozenset(data["loose"]["units"].split()),
        frozenset(data["loose"]["months"].split()),
        bool(data["capital_months"]),
    )


def word_value(word: str, language: Language) -> Decimal | None:
    """What a number word is worth, if it is one; scales apart."""
    return numerals(language).words.value(word)


def scale_value(word: str, language: Language) -> Decimal | None:
    """What a word such as *million* multiplies the number before it by, if it does."""
    return numerals(language).scales.value(word)


def month_value(word: str, language: Language) -> Decimal | None:
    """The number of the month (1..12) that a word names, if it does."""
    if numerals(language).capital_months and word[:1].islower():
        return None
    return numerals(language).months.value(word)
