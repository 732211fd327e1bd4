"""Russian words of terms, recognised by lemma and case; words no dictionary has are declined by their ending."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aligner.glossary.declension import SURNAME_ENDINGS, declined
from aligner.glossary.lexicon import Place, Reading, TermWord, is_abbreviation
from aligner.glossary.tokens import disguised, fold_word

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_CASES = {
    "nomn": "nominative",
    "gent": "genitive",
    "gen2": "genitive",
    "datv": "dative",
    "accs": "accusative",
    "ablt": "instrumental",
    "loct": "prepositional",
    "loc2": "prepositional",
    "voct": "vocative",
}
_SAME_CASE = {"gen2": "gent", "loc2": "loct"}
_KINDS = {
    **{"NOUN": "noun", "ADJF": "adjective", "ADJS": "adjective", "COMP": "adjective"},
    **{"VERB": "verb", "INFN": "verb", "PRTF": "verb", "PRTS": "verb", "GRND": "verb"},
}
_PREPOSITIONS = frozenset(
    [
        *("без", "безо", "в", "во", "для", "до", "за", "из", "изо", "к", "ко", "кроме", "между", "на", "над", "о"),
        *("об", "обо", "от", "ото", "перед", "по", "под", "при", "про", "ради", "с", "со", "среди", "у", "через"),
    ]
)
_RARE = 0.05
"""Share of a form's occurrences below which a reading is doubtful (стали is 98 % the verb)."""


class Parse(NamedTuple):
    """One dictionary reading of a Russian word."""

    lemma: str
    kind: str
    """noun, adjective, verb, participle (with its tense and voice) or other."""
    case: str
    number: str
    gender: str
    score: float
    fixed: bool
    """Indeclinable."""
    comparative: bool
    imperative: bool


@lru_cache(maxsize=1)
def analyzer() -> MorphAnalyzer:
    """The dictionary, loaded on first use (0.1 s, 16 MB)."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@lru_cache(maxsize=131_072)
def parses(word: str) -> tuple[Parse, ...]:
    """The dictionary's readings of a lower-case word, likeliest first; none for words it does not have."""
    morph = analyzer()
    if not morph.word_is_known(word):
        return ()
    found = []
    for parse in morph.parse(word):
        tag = parse.tag
        part = str(tag.POS or "")
        found.append(
            Parse(
                _lemma(str(parse.normal_form), part).replace("ё", "е"),
                _kind(part, tag),
                _SAME_CASE.get(str(tag.case), str(tag.case or "")),
                str(tag.number or ""),
                str(tag.gender or ""),
                float(parse.score),
                "Fixd" in tag,
                part == "COMP",
                tag.mood == "impr",
            )
        )
    return tuple(found)


def _lemma(normal_form: str, part: str) -> str:
    """The dictionary's lemma, but the adjective for a comparative that it gives to the adverb: выше, высокий."""
    if part == "COMP" and normal_form.endswith("о"):
        adjectives = (normal_form[:-1] + ending for ending in ("ый", "ий"))
        return next((word for word in adjectives if analyzer().word_is_known(word)), normal_form)
    return normal_form


def _kind(part: str, tag: object) -> str:
    if part == "PRTF":
        return f"participle {getattr(tag, 'tense', '')} {getattr(tag, 'voice', '')}"
    return _KINDS.get(part, "other")


def _agreements(group: Sequence[Parse]) -> frozenset[str]:
    return frozenset(f"{p.case} {p.number} {gender}" for p in group if p.case for gender in _genders(p))


def _genders(parse: Parse) -> tuple[str, ...]:
    """The genders an adjective before the word may have; a судья is of either."""
    if parse.number != "sing":
        return ("",)
    return ("masc", "femn") if parse.gender in ("ms-f", "GNdr", "") else (parse.gender,)


def _modifies(group: Sequence[Parse]) -> bool:
    return bool(group) and all(p.kind == "adjective" or p.kind.startswith("participle") for p in group)


class _Entry(NamedTuple):
    number: int
    plural_only: bool


class RussianLexicon:
    """Lemmas for the words the dictionary has, whole paradigms for those it has not."""

    def __init__(self) -> None:
        self._numbers: dict[TermWord, int] = {}
        self._words: list[TermWord] = []
        self._exact: dict[str, list[int]] = {}
        self._lemmas: dict[tuple[str, str], list[_Entry]] = {}
        self._declined: dict[str, list[tuple[int, str]]] = {}

    def add(self, word: TermWord) -> int:
        """Enter a word of a term: as it stands, and by lemma when its form is the citation form."""
        if word in self._numbers:
            return self._numbers[word]
        number = self._numbers[word] = len(self._words)
        self._words.append(word)
        folded = fold_word(word.text, cyrillic=True)
        self._exact.setdefault(folded, []).append(number)
        keys = list(dict.fromkeys(_citation_keys(folded, word)))
        for lemma, kind, plural_only in keys:
            self._lemmas.setdefault((lemma, kind), []).append(_Entry(number, plural_only))
        if not keys and not _is_oblique(folded, word) and not is_abbreviation(word.text):
            for form, case in declined(folded, name=word.text[:1].isupper()):
                self._declined.setdefault(form, []).append((number, case))
        return number

    def read(self, word: str) -> tuple[Reading, ...]:
        """Term words that `word` may be a form of."""
        found = self._read(fold_word(word, cyrillic=True), word)
        if not found and (other := disguised(word)):
            found = self._read(fold_word(other, cyrillic=True), other)
        return tuple(found.values())

    def _read(self, folded: str, word: str) -> dict[int, Reading]:
        found: dict[int, Reading] = {}
        readings = parses(folded)
        for number in self._exact.get(folded, ()):
            if self._allows_case(number, word):
                found[number] = Reading(number, word, 0, _agreements(readings), _modifies(readings))
        self._read_lemmas(readings, found)
        for number, case in self._declined.get(folded, ()):
            # путина is a season, not Putin's.
            if not (readings and word.islower() and self._is_name(number)):
                found.setdefault(number, Reading(number, f"{self._words[number].text}, {case}", 1))
        return {
            n: reading for n, reading in found.items() if not (reading.cost and self._is_surname(n, word, reading))
        }

    def _is_name(self, number: int) -> bool:
        return self._words[number].text[:1].isupper()

    def _is_surname(self, number: int, word: str, reading: Reading) -> bool:
        """Whether the genitive plural of a name is rather the surname made of it: Сериков, of Серик."""
        of_many = reading.analysis.endswith("plural genitive") and word.lower().endswith(("ов", "ев"))
        return of_many and self._is_name(number) and word[:1].isupper()

    def _read_lemmas(self, readings: tuple[Parse, ...], found: dict[int, Reading]) -> None:
        groups: dict[tuple[str, str], list[Parse]] = {}
        for parse in readings:
            groups.setdefault((parse.lemma, parse.kind), []).append(parse)
            if parse.kind.startswith("participle"):
                groups.setdefault((parse.lemma, "verb"), []).append(parse)
        for key, group in groups.items():
            for number, plural_only in self._lemmas.get(key, ()):
                fitting = [p for p in group if p.number != "sing" or p.fixed] if plural_only else group
                if number in found or not fitting or _is_noun_instead(fitting, readings):
                    continue
                doubtful = sum(p.score for p in group) < _RARE
                analysis = f"{key[0]}, {_describe(fitting[0])}"
                found[number] = Reading(number, analysis, 1, _agreements(fitting), _modifies(fitting), doubtful)

    def _allows_case(self, number: int, word: str) -> bool:
        """An abbreviation that in small letters is a word (ЧАС) is only met in capitals."""
        text = self._words[number].text
        return not is_abbreviation(text) or word.isupper() or (len(text) > 2 and not _is_ordinary(text.lower()))

    def vouches(self, before: str) -> bool:
        """A noun is likely after a preposition, an adjective, or a noun in the singular."""
        folded = fold_word(before, cyrillic=True)
        if folded in _PREPOSITIONS:
            return True
        readings = parses(folded)
        if not readings:
            return False
        first = readings[0]
        if first.kind == "noun":
            return first.number == "sing"
        return first.kind == "adjective" and first.case not in ("", "nomn")


def _is_noun_instead(group: Sequence[Parse], readings: Sequence[Parse]) -> bool:
    """Whether an imperative is more often a noun: строй is an order more often than "build!"."""
    if not all(p.imperative for p in group):
        return False
    return any(p.kind == "noun" and p.score > group[0].score for p in readings)


def _citation_keys(folded: str, word: TermWord) -> list[tuple[str, str, bool]]:
    """Lemma and kind under which the forms of a term's word are found; none when it stands in an oblique case."""
    readings = [p for p in parses(folded) if p.case in ("", "nomn") or p.fixed]
    if any(p.lemma == folded for p in readings):
        readings = [p for p in readings if p.lemma == folded or p.kind.startswith("participle")]
    wanted = word.part_of_speech if word.place is Place.ALONE else ""
    if wanted in ("noun", "verb", "adjective"):
        kept = [p for p in readings if p.kind == wanted]
        if wanted == "noun" and not kept:
            # A noun may be an adjective or a participle by form: протестующий, правительственный.
            kept = [p for p in readings if p.kind != "verb"]
        readings = kept or readings
    only_plural = all(p.number == "plur" for p in readings)
    return [(p.lemma, p.kind, only_plural and p.kind == "noun") for p in readings if p.kind != "other"]


def _is_oblique(folded: str, word: TermWord) -> bool:
    """Whether a term's word is known, and not in its citation form: внутренних in Министерство внутренних дел.

    A capitalised word on its own, and one with the ending of a surname, is a name that only looks like a form of
    another word: Токаев, of токай.
    """
    is_name = word.text[:1].isupper() and (word.place is Place.ALONE or folded.endswith(SURNAME_ENDINGS))
    return bool(parses(folded)) and not is_name


@lru_cache(maxsize=4_096)
def _is_ordinary(word: str) -> bool:
    """Whether a lower-case word is in the dictionary otherwise than as an abbreviation."""
    morph = analyzer()
    return morph.word_is_known(word) and any("Abbr" not in parse.tag for parse in morph.parse(word))


def _describe(parse: Parse) -> str:
    number = {"sing": "singular", "plur": "plural"}.get(parse.number, "")
    case = _CASES.get(parse.case, "comparative" if parse.comparative else parse.kind)
    return f"{number} {case}".strip()
