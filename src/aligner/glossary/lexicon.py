"""What a language's lexicon does: it takes the words of terms and recognises their forms in text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from aligner.glossary.tokens import CYRILLIC_LANGUAGES, fold_word


class Place(StrEnum):
    """Where in its term a word stands."""

    ALONE = "alone"
    INNER = "inner"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class TermWord:
    """A word of a term as a lexicon is given it."""

    text: str
    """As the glossary has it, capitals and all."""
    place: Place = Place.ALONE
    part_of_speech: str = ""
    """Of the whole term."""


class Reading(NamedTuple):
    """A word of text read as a form of a term's word."""

    word: int
    """The number `Lexicon.add` gave."""
    analysis: str
    """For people: stem and suffixes, or lemma and case."""
    cost: int = 0
    """0 for the very word of the glossary, more the further the form is from it."""
    agreement: frozenset[str] = frozenset()
    """Case, number and gender the form may have, where words of a phrase must agree; else empty."""
    modifier: bool = False
    """An adjective or participle, which agrees with the noun after it."""
    doubtful: bool = False
    """The form is much more often another word; its neighbours must speak for this reading."""


class Lexicon(Protocol):
    """The words of a glossary's terms in one language."""

    def add(self, word: TermWord) -> int:
        """Enter a term's word; the same word gets the same number."""
        ...

    def read(self, word: str) -> tuple[Reading, ...]:
        """Every term word that a word of text, as it stands there, may be a form of."""
        ...

    def vouches(self, before: str) -> bool:
        """Whether the word before a doubtful reading makes it likely."""
        ...


def is_abbreviation(word: str) -> bool:
    """Whether a word is written in two or more capitals only."""
    return len(word) > 1 and word.isupper() and word.isalpha()


class ExactLexicon:
    """A language without rules of its own: words match in any case, with the endings left as they are."""

    def __init__(self, language: str) -> None:
        self._cyrillic = language in CYRILLIC_LANGUAGES
        self._words: dict[str, int] = {}

    def add(self, word: TermWord) -> int:
        """Enter a word under its folded spelling."""
        return self._words.setdefault(self._fold(word.text), len(self._words))

    def read(self, word: str) -> tuple[Reading, ...]:
        """The word itself, or nothing."""
        number = self._words.get(self._fold(word))
        return () if number is None else (Reading(number, word),)

    def vouches(self, before: str) -> bool:
        """Nothing is doubtful here."""
        del before
        return True

    def _fold(self, word: str) -> str:
        return fold_word(word, cyrillic=self._cyrillic)


def make_lexicon(language: str, *, isolated: bool = False) -> Lexicon:
    """The lexicon for a language; other languages than English, Russian and Kazakh are compared as spelt.

    `isolated` is for words that stand in no text: Kazakh words made of a term with a common suffix (қалалық of қала)
    then count as forms of it.
    """
    if language == "kk":
        from aligner.glossary.kazakh import KazakhLexicon

        return KazakhLexicon(isolated=isolated)
    if language == "ru":
        from aligner.glossary.russian import RussianLexicon

        return RussianLexicon()
    if language == "en":
        from aligner.glossary.english import EnglishLexicon

        return EnglishLexicon()
    return ExactLexicon(language)
