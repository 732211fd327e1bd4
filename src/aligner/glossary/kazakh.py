"""Kazakh words of terms, recognised by their suffixes."""

from __future__ import annotations

import re

from aligner.glossary.lexicon import Place, Reading, TermWord, is_abbreviation
from aligner.glossary.tokens import HYPHENS, disguised, fold_word
from aligner.languages.kazakh import DERIVATIONS, Analysis, StemIndex, Suffix
from aligner.languages.kazakh.stems import verb_stems

_INSIDE_A_PHRASE = frozenset({Suffix.PLURAL, Suffix.GENITIVE})
"""Suffixes an inner word of a phrase may take without making another phrase of it: мұнайдың бағасы."""
_COMMON_DERIVATIONS = frozenset({Suffix.AGENT, Suffix.ABSTRACT, Suffix.HAVING, Suffix.LACKING})
"""Suffixes so regular that the meaning of the word follows from the term: -шы, -лық, -лы, -сыз."""
_HYPHEN = re.compile(f"[{re.escape(HYPHENS)}]")
_VOWELS = frozenset("АӘЕИОӨУҰҮЫІЭЮЯ")


class KazakhLexicon:
    """Stems of terms in a `StemIndex`, with what is special to words inside phrases and to abbreviations.

    `isolated` is for words that stand in no text: then doubtful readings and words derived from a term count too.
    """

    def __init__(self, *, isolated: bool = False) -> None:
        self._isolated = isolated
        self._index: StemIndex[int] = StemIndex()
        self._numbers: dict[TermWord, int] = {}
        self._words: list[TermWord] = []

    def add(self, word: TermWord) -> int:
        """Enter a word of a term; the endings it may take depend on its place."""
        if word not in self._numbers:
            self._numbers[word] = len(self._words)
            self._words.append(word)
            part_of_speech = "noun" if word.place is Place.INNER else word.part_of_speech
            phrase = word.place is Place.LAST
            self._index.add(word.text, self._numbers[word], part_of_speech, in_phrase=phrase)
        return self._numbers[word]

    def read(self, word: str) -> tuple[Reading, ...]:
        """Term words that `word` is a form of, each once, with its likeliest analysis."""
        found = self._read(_fold(word), word)
        if not found and (other := disguised(word)):
            found = self._read(_fold(other), other)
        return tuple(found)

    def _read(self, folded: str, word: str) -> list[Reading]:
        found: dict[int, Reading] = {}
        for number, analysis in self._index.find(folded, derive=self._isolated, isolated=self._isolated):
            cost = len(analysis.suffixes)
            if self._fits(number, analysis, word) and (number not in found or cost < found[number].cost):
                found[number] = Reading(number, str(analysis), cost)
        return list(found.values())

    def _fits(self, number: int, analysis: Analysis, word: str) -> bool:
        term_word = self._words[number]
        if analysis.is_derived and not _is_common_derivation(term_word, analysis):
            return False
        if term_word.place is Place.INNER:
            return all(morph.suffix in _INSIDE_A_PHRASE for morph in analysis.suffixes)
        if is_abbreviation(term_word.text) and len(term_word.text) < 4 and not _VOWELS.isdisjoint(term_word.text):
            return word[: len(term_word.text)].isupper()
        if term_word.text[:1].isupper() and word[:1].islower() and term_word.place is Place.ALONE:
            return not _may_be_verb(term_word.text, analysis)
        return True

    def vouches(self, before: str) -> bool:
        """Nothing is doubtful here."""
        del before
        return True


def _is_common_derivation(word: TermWord, analysis: Analysis) -> bool:
    allowed = _COMMON_DERIVATIONS | {Suffix.ORDINAL} if word.text.isdigit() else _COMMON_DERIVATIONS
    made = {morph.suffix for morph in analysis.suffixes} & DERIVATIONS
    if Suffix.AGENT in made and verb_stems(fold_word(word.text, cyrillic=True)):
        # Who does a thing has a name of its own: оқу "to study", оқушы "pupil".
        return False
    return word.place is Place.ALONE and word.part_of_speech != "verb" and made <= allowed


def _fold(word: str) -> str:
    """`word` folded part by part, since an ending after a hyphen does not make Google a Cyrillic word."""
    return "-".join(fold_word(part, cyrillic=True) for part in _HYPHEN.split(word))


def _may_be_verb(name: str, analysis: Analysis) -> bool:
    """Whether a name in small letters is rather a verb: ақтау "to acquit", оралды "came back"."""
    accusative = len(analysis.suffixes) == 1 and analysis.suffixes[0].suffix in (Suffix.ACCUSATIVE, Suffix.HAVING)
    return accusative or bool(verb_stems(fold_word(name, cyrillic=True)))
