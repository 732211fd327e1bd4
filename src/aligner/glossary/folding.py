"""Inflected words of running text under one key each, so that what recurs can be counted without a glossary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from aligner.glossary.tokens import CYRILLIC_LANGUAGES, WORD, fold_word
from aligner.languages.kazakh import analyse, is_foreign
from aligner.languages.kazakh.sounds import words
from aligner.model import Language

_SHORTEST_STEM = 3


class WordFolder:
    """Gives the words of a corpus in one language a key: the lemma, or for Kazakh the best attested stem.

    Kazakh stems are chosen over the whole corpus: of the ways to read a form, the stem that most of the corpus's
    forms can be read as wins, so that силовиктер, силовигі and силовиктердің meet without a dictionary.
    """

    def __init__(self, language: Language, texts: Iterable[str]) -> None:
        self._language = language
        self._cyrillic = language in CYRILLIC_LANGUAGES
        self._keys: dict[str, str] = {}
        if language == "kk":
            self._learn_stems({word for text in texts for word in WORD.findall(text)})

    def _learn_stems(self, forms: set[str]) -> None:
        candidates: dict[str, list[str]] = {}
        for word in sorted(forms):
            folded = fold_word(word, cyrillic=True)
            if folded in candidates or is_foreign(word):
                continue
            stems = [analysis.stem for analysis in analyse(folded) if len(analysis.stem) >= _SHORTEST_STEM]
            candidates[folded] = list(dict.fromkeys(stems)) or [folded]
        support = Counter(stem for stems in candidates.values() for stem in stems)
        for form, stems in candidates.items():
            self._keys[form] = max(stems, key=lambda stem: (support[stem], stem in candidates, len(stem), stem))

    def key(self, word: str) -> str:
        """The key of a word of text."""
        folded = fold_word(word, cyrillic=self._cyrillic)
        if folded not in self._keys:
            self._keys[folded] = self._look_up(folded)
        return self._keys[folded]

    def _look_up(self, folded: str) -> str:
        if self._language == "ru":
            from aligner.glossary.russian import analyzer, parses

            known = parses(folded)
            return known[0].lemma if known else str(analyzer().parse(folded)[0].normal_form).replace("ё", "е")
        if self._language == "en":
            from aligner.glossary.english import lemma

            base = folded.removesuffix("'s").removesuffix("'")
            return lemma(base) or (base[:-1] if base.endswith("s") and not base.endswith("ss") else base)
        return folded


PRONOUNS: dict[Language, frozenset[str]] = {
    "en": frozenset(
        {"he", "she", "it", "they", "him", "her", "them", "his", "their", "its", "this", "these", "those"}
    ),
    "ru": frozenset(
        {"он", "она", "оно", "они", "его", "ее", "их", "ему", "ей", "им", "ими", "нем", "ней", "них", "ним"}
    )
    | frozenset(
        {"этот", "эта", "это", "эти", "этого", "этой", "этих", "тот", "та", "те", "который", "которые", "свой"}
    ),
    "kk": frozenset({"ол", "оның", "оны", "оған", "онда", "одан", "олар", "олардың", "оларды", "оларға", "олармен"})
    | frozenset(
        {"бұл", "бұлар", "мұның", "мұны", "сол", "соның", "соны", "осы", "осының", "өзі", "өздері", "өзінің"}
    ),
}
"""Words that may stand for a term named before."""


def has_pronoun(text: str, language: Language) -> bool:
    """Whether a text holds a pronoun that could stand for a term."""
    pronouns = PRONOUNS.get(language, frozenset())
    return any(fold_word(word, cyrillic=language in CYRILLIC_LANGUAGES) in pronouns for word in WORD.findall(text))


_FUNCTION_WORDS = {
    "en": words(
        "a an the and or but if of in on at by for from to with without into over under about after before as "
        "than that which who whom whose what when where why how not no nor so too very be have do will would "
        "can could may might must shall should i you he she it we they this these those there here all any "
        "some each every more most other such only own same just also then now our your his her its their up "
        "out off us me my him them"
    ),
    "kk": words(
        "және мен бен пен немесе не да де та те ма ме ба бе па пе үшін туралы дейін кейін бойынша арқылы "
        "сияқты ғана тек ол бұл сол осы мынау анау олар біз сіз мен сен өз өзі бәрі барлық әр әрбір кейбір "
        "көп аз бар жоқ емес еді екен бол болу де ет ету бер ал кел кет қал тұр жатыр отыр қандай қалай қашан "
        "егер бірақ ал себебі өйткені тағы ғой бір жаңа кез сондай мұндай соң өте ең"
    ),
}


def is_function_word(key: str, language: Language) -> bool:
    """Whether a key (see `WordFolder.key`) only holds sentences together, so that no term begins or ends with it."""
    if language == "ru":
        from aligner.glossary.russian import parses

        known = parses(key)
        return bool(known) and known[0].kind in ("other", "verb")
    return key in _FUNCTION_WORDS.get(language, frozenset())
