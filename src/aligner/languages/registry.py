"""From a language code to its table: package data where a person wrote it, general knowledge elsewhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TypeAlias, cast

from aligner.errors import UsageError
from aligner.languages.table import AbbreviationClass, LanguageTable

TomlTable: TypeAlias = Mapping[str, object]

_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*\Z|[xX](?:[-_][A-Za-z0-9]{1,8})+\Z")
_WORD_LISTS = frozenset({
    "openers", "long_initials", "labels", "label_suffixes", "speech_verbs", "months", "clock_followers",
    "year_lead_ins", "glued_names",
})  # fmt: skip
_NUMERIC_ONLY = "#NUMERIC_ONLY#"


def normalise_code(code: str) -> str:
    """The primary language subtag in lower case: ``KK``, ``kk-KZ``, ``kk_Cyrl`` and ``kaz`` are all ``kk``.

    Tags are read as in BCP 47, with an underscore allowed for the hyphen; ISO 639-2 and 639-3 codes become the
    two-letter code where there is one. Raises ``UsageError`` for a string that cannot be a tag.
    """
    tag = code.strip()
    if not _TAG.match(tag):
        raise UsageError(f"{code!r} is not a language code", "write a code such as en, ru or kk")
    subtags = tag.lower().replace("_", "-").split("-")
    if subtags[0] == "x":
        return "-".join(subtags)
    return _general().aliases.get(subtags[0], subtags[0])


def language(code: str) -> LanguageTable:
    """The table of a language; for one that nobody wrote a table for, a general one by its script.

    Raises ``UsageError`` for a string that cannot be a language code.
    """
    return _table(normalise_code(code))


def known_languages() -> tuple[str, ...]:
    """Codes of the languages with a table of their own, in alphabetical order."""
    folder = resources.files(__package__) / "data"
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names if name != "general.toml"))


class _General:
    """The data that every language shares, and the little that is known of many."""

    def __init__(self) -> None:
        data = _read("general.toml")
        self.terminators = cast(str, data["terminators"])
        self.spaceless = cast(str, data["spaceless"])
        self.scripts = cast(Mapping[str, TomlTable], data["script"])
        self.ordinal_dot = frozenset(cast(str, data["ordinal_dot"]).split())
        self.verb_final = frozenset(cast(str, data["verb_final"]).split())
        self.marks = cast(Mapping[str, str], data["marks"])
        self.words = cast(Mapping[str, TomlTable], data["words"])
        self.names: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        self.aliases: dict[str, str] = {}
        for line in cast(str, data["languages"]).strip().splitlines():
            code, others, scripts, name, own = (cell.strip() for cell in line.split("|"))
            self.names[code] = (name, own, tuple(scripts.split()))
            self.aliases.update((other, code) for other in others.split())

    def general_data(self, code: str, script: str) -> TomlTable:
        """What a language without a table of its own has by its script, and what is known of it besides."""
        return {**self.scripts.get(script, {}), **self.words.get(code, {})}


@cache
def _general() -> _General:
    return _General()


def _read(name: str) -> TomlTable:
    return tomllib.loads((resources.files(__package__) / "data" / name).read_text(encoding="utf-8"))


@cache
def _table(code: str) -> LanguageTable:
    general = _general()
    name, own, scripts = general.names.get(code, (code, code, ("Latn",)))
    data = _read(f"{code}.toml") if code in known_languages() else general.general_data(code, scripts[0])
    lists = {key: _words(data.get(key, "")) for key in _WORD_LISTS}
    abbreviations = _abbreviations(cast(TomlTable, data.get("abbreviations", {})))
    if code not in known_languages():
        abbreviations = _with_moses_prefixes(code, abbreviations)
    alphabet = cast(str, data.get("alphabet", "")).replace(" ", "").replace("\n", "")
    return LanguageTable(
        code=code,
        name=name,
        own_name=own,
        scripts=scripts,
        alphabet=alphabet,
        terminators=general.terminators + general.marks.get(code, ""),
        spaceless=general.spaceless,
        quotes=tuple((pair[0], pair[1]) for pair in cast(str, data.get("quotes", "“” ‘’ «» „“")).split()),
        abbreviations=MappingProxyType(abbreviations),
        initials=cast(str, data.get("initials", alphabet.upper())),
        verb_final=code in general.verb_final,
        ordinal_dot=code in general.ordinal_dot,
        known=code in known_languages(),
        extra=MappingProxyType({key: tuple(cast(str, words).split()) for key, words in _extra(data).items()}),
        **lists,
    )


def _extra(data: TomlTable) -> TomlTable:
    return cast(TomlTable, data.get("extra", {}))


def _words(cell: object) -> frozenset[str]:
    return frozenset(cast(str, cell).split())


def _abbreviations(data: TomlTable) -> dict[AbbreviationClass, frozenset[str]]:
    return {kind: _words(data.get(kind.value, "")) for kind in AbbreviationClass}


def _with_moses_prefixes(
    code: str, ours: Mapping[AbbreviationClass, frozenset[str]]
) -> dict[AbbreviationClass, frozenset[str]]:
    """Add the Moses non-breaking prefixes of the language, if there are any.

    Asked for a language it has no list of, sacremoses answers with the English one, so its list of languages is
    looked at first. Single letters are left to the rule for initials, numbers to the rule for ordinals.
    """
    from sacremoses.corpus import NonbreakingPrefixes

    prefixes = NonbreakingPrefixes()
    merged = dict(ours)
    if code not in prefixes.available_langs:
        return merged
    entries = [entry for entry in prefixes.words(code) if len(entry) > 1 and not entry.isdecimal()]
    numeric = {entry.replace(_NUMERIC_ONLY, "").strip() for entry in entries if _NUMERIC_ONLY in entry}
    plain = {entry for entry in entries if _NUMERIC_ONLY not in entry}
    merged[AbbreviationClass.NAME] = ours[AbbreviationClass.NAME] | plain
    merged[AbbreviationClass.REFERENCE] = ours[AbbreviationClass.REFERENCE] | numeric
    return merged
