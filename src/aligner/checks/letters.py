"""Letters of the wrong alphabet: Latin inside Cyrillic words and the reverse, digits, Russian for Kazakh ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from aligner.checks.finding import Finding, Grade
from aligner.checks.rows import place, texts, without_addresses
from aligner.checks.writing import CYRILLIC, LATIN, WORD
from aligner.model import Language, ParallelDocument

NAME = "letters"

_LATIN_LIKE = "aceopxyikhmtABCEHIKMOPTXYəƏɵƟ"
_CYRILLIC_LIKE = "асеорхуікһмтАВСЕНІКМОРТХУәӘөӨ"
_ALL_LATIN_LIKE = frozenset(_LATIN_LIKE)
_TO_CYRILLIC = {ord(a): b for a, b in zip(_LATIN_LIKE, _CYRILLIC_LIKE, strict=True)}
_TO_LATIN = {ord(b): a for a, b in zip(_LATIN_LIKE, _CYRILLIC_LIKE, strict=True)}
_TO_LATIN |= {ord("ӏ"): "l", ord("ԁ"): "d", ord("ԛ"): "q", ord("ԝ"): "w", ord("Ү"): "Y", ord("ү"): "y", ord("һ"): "h"}
_DIGITS = str.maketrans("03", "оз")
_DIGIT_WORD = re.compile(r"(?<![\w.,-])[^\W_]*[03][^\W_]*(?![\w-])")
_LONE_LATIN = re.compile(r"(?<=[\u0400-\u04ff] )[acoky](?= [\u0400-\u04ff])")
_WORDS_OF_ONE_LETTER = {"ru": frozenset("асоук")}
_ADDED_ENDING = re.compile(r"([A-Za-z]{2,})[а-яәғқңөұүһі]{2,6}\Z")
"""A Latin name or abbreviation with a Kazakh ending: SMSке, Commodoresте."""

_RUSSIFIED = str.maketrans("әғқңөұүһі", "агкноуухи")
_KAZAKH = frozenset("әғқңөұүһі")
_KEY = 6
"""Letters of a word that tell whether it is another one of the document: longer than most endings are."""
_SHORTEST = 5
_TIMES = 3
"""How many times as often the Kazakh spelling must stand in the document."""


def check(document: ParallelDocument) -> Iterator[Finding]:
    """Find letters that look right and are not, with the spelling that is probably meant.

    Words that mix two scripts are wrong when every letter of one of them has a look-alike in the other. A word in
    look-alikes alone, or with a digit in place of a letter, or in Russian letters for Kazakh ones, is wrong when the
    document itself has the right one.
    """
    words = {language: _words(document, language) for language in document.languages}
    for language, known in words.items():
        for row, segment, text in texts(document, language):
            yield from _look_alikes(row, language, segment, text, known)
    if "kk" in words:
        yield from _russian_spellings(document, words)


@dataclass(frozen=True, slots=True)
class _Repair:
    start: int
    stop: int
    right: str
    why: str
    grade: Grade


def _look_alikes(row: int, language: Language, segment: int, text: str, known: Counter[str]) -> Iterator[Finding]:
    for repair in sorted(_repairs(without_addresses(text), language, known), key=lambda one: one.start):
        where = place(language, segment, text, repair.start, repair.stop)
        message = f"«{where.text}» in {language} has {repair.why}; meant is «{repair.right}»"
        yield Finding(row, NAME, (language,), message, repair.grade, (where,))


def _repairs(text: str, language: Language, known: Counter[str]) -> Iterator[_Repair]:
    for match in WORD.finditer(text):
        word = match.group()
        mixed = _unmixed(word)
        if mixed:
            yield _Repair(*match.span(), mixed[0], mixed[1], Grade.ERROR)
        elif len(word) > 2 and _ALL_LATIN_LIKE.issuperset(word):
            disguised = word.translate(_TO_CYRILLIC)
            if known[disguised.lower()] and not known[word.lower()] > known[disguised.lower()]:
                yield _Repair(*match.span(), disguised, "Latin letters for Cyrillic ones", Grade.WARNING)
    for match in _LONE_LATIN.finditer(text):
        meant = match.group().translate(_TO_CYRILLIC)
        if meant.lower() in _WORDS_OF_ONE_LETTER.get(language, ()):
            yield _Repair(*match.span(), meant, "a Latin letter for a Cyrillic one", Grade.WARNING)
    for match in _DIGIT_WORD.finditer(text) if "0" in text or "3" in text else ():
        word = match.group()
        meant = word.translate(_DIGITS)
        if CYRILLIC.search(word) and not re.search(r"\d", meant) and _is_digit_wrong(word, meant, known):
            yield _Repair(*match.span(), _cased(meant, word), "a digit for a letter", Grade.WARNING)


@lru_cache(maxsize=65_536)
def _unmixed(word: str) -> tuple[str, str] | None:
    """What a word of two scripts should be, and what is wrong with it; nothing for a word that is right."""
    cyrillic, latin = CYRILLIC.findall(word), LATIN.findall(word)
    if not cyrillic or not latin or _has_added_ending(word):
        return None
    inner = [ord(letter) in _TO_CYRILLIC for letter in latin]
    outer = [ord(letter) in _TO_LATIN for letter in cyrillic]
    if all(inner) and (len(latin) <= len(cyrillic) or not all(outer)):
        return word.translate(_TO_CYRILLIC), f"Latin {_named(latin)}"
    if all(outer):
        return word.translate(_TO_LATIN), f"Cyrillic {_named(cyrillic)}"
    return None


def _has_added_ending(word: str) -> bool:
    match = _ADDED_ENDING.match(word)
    return match is not None and (match.group(1).isupper() or not set(match.group(1)) <= set(_LATIN_LIKE))


def _named(letters: list[str]) -> str:
    return ", ".join(dict.fromkeys(letters))


def _is_digit_wrong(word: str, meant: str, known: Counter[str]) -> bool:
    return known[meant.lower()] > 0 or re.fullmatch(r"[^\W\d_]{2,}[03]+[^\W\d_]{2,}", word) is not None


def _cased(meant: str, word: str) -> str:
    return meant.upper() if word.upper() == word else meant


def _words(document: ParallelDocument, language: Language) -> Counter[str]:
    return Counter(match.group().lower() for *_, text in texts(document, language) for match in WORD.finditer(text))


def _russian_spellings(document: ParallelDocument, words: Mapping[Language, Counter[str]]) -> Iterator[Finding]:
    """Kazakh words in letters of the Russian keyboard, where the document mostly has them in their own."""
    spelt: dict[str, Counter[str]] = {}
    for word, count in words["kk"].items():
        if len(word) >= _SHORTEST:
            spelt.setdefault(_russified(word), Counter())[word[:_KEY]] += count
    borrowed = {word[:_KEY] for code, held in words.items() if code != "kk" for word in held}
    meant = {
        begun: right
        for rivals in spelt.values()
        for begun in rivals
        if begun not in borrowed and (right := _meant(begun, rivals)) is not None
    }
    for row, segment, text in texts(document, "kk") if meant else ():
        for match in WORD.finditer(text):
            right = meant.get(match.group().lower()[:_KEY])
            if right is None or len(match.group()) < _SHORTEST:
                continue
            where = place("kk", segment, text, *match.span())
            message = f"«{where.text}» in kk is written with Russian letters; elsewhere it begins with «{right}»"
            yield Finding(row, NAME, ("kk",), message, Grade.WARNING, (where,))


def _russified(word: str) -> str:
    return word[:_KEY].translate(_RUSSIFIED)


def _meant(begun: str, rivals: Counter[str]) -> str | None:
    """The spelling that the document prefers, if it only puts Kazakh letters where `begun` has Russian ones."""
    best = max(sorted(rivals), key=lambda one: rivals[one])
    more = [(a, b) for a, b in zip(begun, best, strict=False) if a != b]
    fits = len(best) == len(begun) and more and all(b in _KAZAKH and a not in _KAZAKH for a, b in more)
    # In short words ұ and ү for у make another word too often: буған, бұған.
    if len(begun) < _KEY and all(b in "ұү" for _, b in more):
        return None
    return best if fits and rivals[best] >= max(2, _TIMES * rivals[begun]) else None
