"""From a language code to its table: package data where a person wrote it, general knowledge elsewhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TypeAlias, cast

from aligner.errors import UsageError
from aligner.languages.countries import USUAL_COUNTRIES
from aligner.languages.table import AbbreviationClass, LanguageTable

TomlTable: TypeAlias = Mapping[str, object]

_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*\Z|[xX](?:[-_][A-Za-z0-9]{1,8})+\Z")
_WORD_LISTS = frozenset({
    "openers", "long_initials", "labels", "label_suffixes", "speech_verbs", "months", "clock_followers",
    "year_lead_ins", "glued_names",
})  # fmt: skip
_SCRIPT = re.compile("[a-z]{4}")
_REGION = re.compile("[a-z]{2}|[0-9]{3}")
_NUMERIC_ONLY = "#NUMERIC_ONLY#"


def normalise_code(code: str) -> str:
    """A language tag in the one form that tables, folders and files share: ``kk``, ``zh-Hant``, ``pt-BR``.

    Tags are read as in BCP 47, with an underscore allowed for the hyphen; ISO 639-2 and 639-3 codes and the
    language's name, in English or its own, become the two-letter code where there is one. Script and region stay,
    spelt as BCP 47 spells them, but what goes without saying is left out: the usual country (``pt-PT`` is ``pt``),
    the script of a language that has only one. English, Russian and Kazakh have one set of rules wherever they are
    written, so for them only a script other than the usual one stays: ``kk_KZ`` and ``kk-Cyrl`` are ``kk``,
    ``kk-Latn`` is not. Raises ``UsageError`` for a string that cannot be a tag.
    """
    tag = code.strip()
    general = _general()
    named = general.by_name.get(tag.casefold())
    if named is not None:
        return named
    if not _TAG.match(tag):
        raise UsageError(f"{code!r} is not a language code", "write a code such as en, ru or kk")
    first, *rest = tag.lower().replace("_", "-").split("-")
    if first == "x":
        return "-".join([first, *rest])
    primary = general.aliases.get(first, first)
    return "-".join([primary, *_telling(primary, rest)])


def primary_code(code: str) -> str:
    """The language without script and region: ``zh`` of ``zh-Hant``. Raises as `normalise_code` does."""
    normal = normalise_code(code)
    return normal if normal.startswith("x-") else normal.partition("-")[0]


def same_code(code: str, among: Iterable[str]) -> str:
    """The one of some codes that means the same as `code`, for tables that spell theirs otherwise; else `code`."""
    codes = tuple(among)
    if code in codes:
        return code
    return next((other for other in codes if normalise_code(other) == normalise_code(code)), code)


def is_listed(code: str) -> bool:
    """Whether the language is one that something is known of, rather than letters that could be a code."""
    return primary_code(code) in _general().names


def _telling(primary: str, subtags: Sequence[str]) -> list[str]:
    """The subtags after the language that say something, in the case of BCP 47."""
    scripts = _general().names[primary][2] if primary in _general().names else ()
    ours = primary in known_languages()
    kept: list[str] = []
    if subtags and _SCRIPT.fullmatch(subtags[0]):
        script, subtags = subtags[0].title(), subtags[1:]
        if not (scripts[:1] == (script,) and (ours or len(scripts) == 1)):
            kept.append(script)
    if ours:
        return kept
    if subtags and _REGION.fullmatch(subtags[0]):
        region, subtags = subtags[0].upper(), subtags[1:]
        if kept or subtags or region != USUAL_COUNTRIES.get(primary):
            kept.append(region)
    return [*kept, *subtags]


def language(code: str) -> LanguageTable:
    """The table of a language; for one that nobody wrote a table for, a general one by its script.

    Raises ``UsageError`` for a string that cannot be a language code.
    """
    return _table(primary_code(code))


@cache
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
        codes = self.names.keys() | self.aliases.keys()
        self.by_name = {
            name.casefold(): code
            for code, (*both, _) in self.names.items()
            for name in both
            if name.casefold() not in codes
        }

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
