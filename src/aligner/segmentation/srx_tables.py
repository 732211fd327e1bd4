"""The tables and rules of this room put into SRX rules, as far as two patterns side by side can say them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from aligner.languages import AbbreviationClass, LanguageTable
from aligner.segmentation.finder import FACES

_SPACE = r"\s+"
_OPENING = r"[\"'«“„(\[]?"
_CLOSING = r"[\"'»”’“)\]]*"
_ROMAN = r"[IVXLCІХ]+\b"


@dataclass(frozen=True, slots=True)
class SrxRule:
    """What stands before a place and after it, and whether a segment ends there."""

    breaks: bool
    before: str
    """In ICU's dialect of regular expressions; empty for anything."""
    after: str


def srx_rules(table: LanguageTable) -> tuple[SrxRule, ...]:
    """Exceptions first, then breaks: the first rule that matches a place decides."""
    return (*_exceptions(table), *_breaks(table))


def _exceptions(table: LanguageTable) -> Iterable[SrxRule]:
    kinds = table.abbreviations
    opener = rf"(?!(?:{_alternatives(_capitalised(table.openers))})\b(?!\.))" if table.openers else ""
    initials = _classed(table.initials)
    always = kinds[AbbreviationClass.TITLE] | kinds[AbbreviationClass.LEAD]
    if always:
        yield SrxRule(False, _abbreviations(always), _SPACE)
    if kinds[AbbreviationClass.REFERENCE]:
        yield SrxRule(
            False, _abbreviations(kinds[AbbreviationClass.REFERENCE]), rf"{_SPACE}(?:[\d№§]|{_ROMAN}|[{initials}]\.)"
        )
    after_number = kinds[AbbreviationClass.YEAR] | kinds[AbbreviationClass.MAGNITUDE]
    if table.verb_final and after_number:
        yield SrxRule(False, rf"[\dIVXІХ]\s*{_abbreviations(after_number)}", rf"{_SPACE}{opener}\S")
    if kinds[AbbreviationClass.CLOCK]:
        followers = _alternatives(_capitalised(table.clock_followers))
        yield SrxRule(False, _abbreviations(kinds[AbbreviationClass.CLOCK]), rf"{_SPACE}(?:{followers})\b")
    paused = kinds[AbbreviationClass.CLOSER] | kinds[AbbreviationClass.UNIT] | kinds[AbbreviationClass.YEAR]
    if paused:
        yield SrxRule(False, _abbreviations(paused), rf"{_SPACE}\([^()]{{0,80}}[^().!?…]\)")
    yield from _name_exceptions(table, opener)
    if initials:
        yield SrxRule(False, rf"\b[{initials}]\.", rf"{_SPACE}{opener}[\p{{L}}]")
    yield from _label_exceptions(table)
    yield from _word_exceptions(table, opener)
    yield from _plain_exceptions()


def _label_exceptions(table: LanguageTable) -> Iterable[SrxRule]:
    """Words with the number of a part, in digits or in words, at the beginning of a sentence."""
    begin, numerals = r"(?:^|[.!?\n]\s*)", table.extra.get("label_numerals", ())
    words = rf"(?i:(?:{_alternatives(numerals)})(?:\s(?:{_alternatives(numerals)}))?)"
    if table.labels:
        labels = rf"(?i:{_alternatives(_capitalised(table.labels))})"
        yield SrxRule(False, rf"{begin}{labels}\.?\s+(?:№\s?)?(?:\d+(?:\.\d+)*|{_ROMAN})\.", _SPACE)
        if numerals:
            yield SrxRule(False, rf"{begin}{labels}\s{words}\.", _SPACE)
    if table.label_suffixes:
        suffixes = rf"(?i:{_alternatives(table.label_suffixes)})"
        yield SrxRule(False, rf"{begin}(?:№\s?)?\d+\s?[-–]?\s?{suffixes}\.", _SPACE)
        if numerals:
            yield SrxRule(False, rf"{begin}{words}\s{suffixes}\.", _SPACE)


def _name_exceptions(table: LanguageTable, opener: str) -> Iterable[SrxRule]:
    """Parts of names; those that are units too are none after a number, as in «5 м.»."""
    kinds = table.abbreviations
    measures = kinds[AbbreviationClass.NAME] & kinds[AbbreviationClass.UNIT] - kinds[AbbreviationClass.YEAR]
    names = kinds[AbbreviationClass.NAME] - measures
    if names:
        yield SrxRule(False, _abbreviations(names), rf"{_SPACE}{opener}\S")
    if measures:
        yield SrxRule(False, rf"(?<!\d\s)(?<!\d){_abbreviations(measures)}", rf"{_SPACE}{opener}\S")


def _word_exceptions(table: LanguageTable, opener: str) -> Iterable[SrxRule]:
    """Those that need single words of the table."""
    if table.long_initials:
        yield SrxRule(False, rf"\b(?:{_alternatives(table.long_initials)})\.", rf"{_SPACE}{opener}\p{{Lu}}")
    if "named_for" in table.extra:
        yield SrxRule(False, rf"\p{{Lu}}\S+\s(?:{_alternatives(table.extra['named_for'])})\.", rf"{_SPACE}\p{{Lu}}")
    if "field_letters" in table.extra:
        letters = _classed(table.extra["field_letters"])
        yield SrxRule(False, rf"\b[{letters}]\.", rf"{_SPACE}\d")
        yield SrxRule(False, r"\.", rf"{_SPACE}[{letters}]\.\s\d")


def _plain_exceptions() -> Iterable[SrxRule]:
    """Those that need no table: list numbers, small letters, what a quotation leads to."""
    yield SrxRule(False, r"(?:§\s?\d{1,3}|\d-§)\.", _SPACE)
    yield SrxRule(False, r":\s*[\"«“„]\d{1,3}\.", _SPACE)
    yield SrxRule(False, r":\s+\(?(?:1|I)\.", _SPACE)
    yield SrxRule(False, r"(?:\b\p{Ll}{1,5}|\d)\.", rf"{_SPACE}[—–]\s\d")
    yield SrxRule(False, r"[\p{L}\d]\.", rf"{_SPACE}[—–]\s(?:(?:1[5-9]|20)\d\d\.|№\s?\d|\p{{Lu}}\.\s?\d)")
    for left, right in ("«»", "“”", '""'):
        yield SrxRule(False, "[!?]", rf"{_SPACE}[^{left}{right}.]{{1,50}}[!?]{right}\s[—–-]?\s?\p{{Ll}}")
    yield SrxRule(False, r"(?:^|;\s+|\n\s*|\p{L}{6}[.!?…]\s+)\(?(?:\d{1,3}(?:[.:]\d{1,3})*|[IVXLC]{1,7})\.", _SPACE)
    item_or_brand = r"(?!\p{Ll}\)\s|[a-z]{1,5}[A-Z])"
    small = rf"{_SPACE}{_OPENING}(?:[—–-]\s*)?{_OPENING}{item_or_brand}[\p{{Ll}}]"
    yield SrxRule(False, rf"[.!?…]{_CLOSING}", small)
    yield SrxRule(False, r"[.!?…]", rf"\s[{FACES}]")
    yield SrxRule(False, r"[!?…][\"'»”’]", rf"{_SPACE}[—–-]{_SPACE}")
    yield SrxRule(False, r"[.!?…]", r"\s+[,;:)\]»]")


def _breaks(table: LanguageTable) -> Iterable[SrxRule]:
    marks = _classed(mark for mark in table.terminators if mark not in table.spaceless)
    yield SrxRule(True, rf"[{marks}]+{_CLOSING}(?:\[\d{{1,3}}\]|[¹²³⁰⁴-⁹]|\*)*", _SPACE)
    yield SrxRule(True, rf"[{FACES}]", r"\s+\p{Lu}")
    yield SrxRule(True, rf"[{_classed(table.spaceless)}]+[」』”’）]*", r"\S")
    yield SrxRule(True, r"\n", r"\s*\n")
    yield SrxRule(True, r"[:;]", r"\s*\n\s*(?:\d{1,3}[.)]|[\p{L}][.)]|[•—–-])\s")
    yield SrxRule(True, r"\S", r"\s*\n\s*•")


def _abbreviations(words: Iterable[str]) -> str:
    """Any of the words with its full stop; spaces may follow the full stops within, a capital may begin it."""
    patterns = set()
    for word in words:
        spelled = re.escape(word).replace(r"\.", r"\.\s?").replace("_", r"\s")
        first = word[0]
        capital = first.upper()
        start = f"[{first}{capital}]" if first.islower() and len(capital) == 1 and len(word) > 1 else re.escape(first)
        patterns.add(start + spelled[len(re.escape(first)) :])
    return rf"\b(?:{'|'.join(sorted(patterns, key=lambda pattern: (-len(pattern), pattern)))})\."


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _capitalised(words: Iterable[str]) -> set[str]:
    return {word[:1].upper() + word[1:] for word in words}


def _classed(characters: Iterable[str]) -> str:
    return "".join(f"\\{character}" if character in r"\]^-[&" else character for character in characters)
