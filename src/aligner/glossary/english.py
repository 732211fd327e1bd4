"""English words of terms by lemma and by rule, and Cyrillic words of terms in their Latin spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from aligner.glossary.lexicon import Place, Reading, TermWord, is_abbreviation
from aligner.glossary.tokens import fold_word
from aligner.languages.transliteration import romanisations, skeleton, without_marks

_VOWELS = frozenset("aeiou")
_POSSESSIVE = re.compile(r"'s?\Z")
_SIBILANT_ENDINGS = ("s", "x", "z", "ch", "sh")
_SHORTEST_VARIANT = 4
"""Letters a transliteration must have; shorter ones are English words too often (sud, gaz, zan)."""


@lru_cache(maxsize=131_072)
def lemma(word: str) -> str | None:
    """The dictionary form of a lower-case word, or nothing when the dictionary does not have it."""
    import simplemma

    return str(simplemma.lemmatize(word, "en")).lower() if simplemma.is_known(word, "en") else None


def plurals(word: str) -> Iterator[str]:
    """Regular plurals of a lower-case noun, every spelling in use."""
    if word.endswith(("sis", "xis")):
        yield word[:-2] + "es"
        return
    if word.endswith(_SIBILANT_ENDINGS):
        yield word + "es"
        return
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        yield word[:-1] + "ies"
    elif word.endswith("man") and len(word) > 4:
        yield word[:-2] + "en"
    elif word.endswith("o"):
        yield word + "es"
    elif word.endswith(("f", "fe")):
        yield word.rstrip("e")[:-1] + "ves"
    yield word + "s"


def verb_forms(word: str) -> Iterator[str]:
    """Regular forms of a lower-case verb."""
    yield from plurals(word)
    base = word[:-1] if word.endswith("e") else word
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        yield word[:-1] + "ied"
    doubles = len(word) > 2 and word[-1] not in _VOWELS and word[-1] not in "wxy" and word[-2] in _VOWELS
    if doubles:
        yield from (word + word[-1] + "ed", word + word[-1] + "ing")
    # After a single short vowel the consonant must double: caring is no form of car.
    if not (doubles and sum(letter in _VOWELS for letter in word) == 1):
        yield from (base + "ed", word + "ing", base + "ing")


def _comparisons(word: str) -> Iterator[str]:
    base = word[:-1] + "i" if word.endswith("y") else word.rstrip("e")
    yield from (base + "er", base + "est")


_IRREGULAR = {
    **{"go": ("gone",), "think": ("thought",), "leave": ("left",), "feel": ("felt",), "break": ("broke",)},
    **{"rise": ("rose",), "win": ("won",), "shake": ("shook",), "shoot": ("shot",), "drink": ("drunk",)},
    **{"swear": ("swore",), "bind": ("bound",), "bear": ("bore", "born"), "person": ("people",), "datum": ("data",)},
    **{"bad": ("worse",), "far": ("further",), "little": ("less", "least"), "many": ("more", "most")},
    **{"much": ("more", "most")},
}
"""Irregular forms that the dictionary gives to another word: rose, people, born."""
_IRREGULAR_NOUNS = frozenset({"person", "datum"})

_DOUBLING = frozenset({"big", "dim", "fat", "fit", "hot", "mad", "red", "sad", "thin", "wet"})


def _forms_of(base: str, word: TermWord) -> Iterator[tuple[str, str]]:
    """The regular forms of a term's word with a label each, as its part of speech and place have them."""
    part_of_speech = word.part_of_speech
    if part_of_speech in ("noun", "") or word.place is not Place.ALONE:
        yield from ((form, "plural") for form in plurals(base))
    if part_of_speech == "verb":
        yield from ((form, "verb form") for form in verb_forms(base))
    elif not part_of_speech and word.place is Place.ALONE and word.text.islower():
        # A gerund has an entry of its own in the dictionary (writing), one of another word (sing, sling) has not.
        yield from ((form, "verb form") for form in verb_forms(base) if form.endswith("ing") and lemma(form) == form)
    if part_of_speech != "noun" or base in _IRREGULAR_NOUNS:
        yield from ((form, "irregular form") for form in _IRREGULAR.get(base, ()))
    if part_of_speech == "adjective":
        yield from ((form, "comparison") for form in _comparisons(base))
    if base in _DOUBLING:
        yield from ((base + base[-1] + ending, "comparison") for ending in ("er", "est"))


_LOAN_PLURALS = ("ki", "gi", "khi", "chi", "shi", "zhi")


def _loan_forms(word: str) -> Iterator[tuple[str, str]]:
    """What English makes of a Russian plural that no dictionary has: siloviki, silovik, siloviks; menty, ment."""
    if word.endswith(_LOAN_PLURALS) or (len(word) > 4 and word.endswith("y") and word[-2] not in _VOWELS):
        for singular in (word[:-1], word[:-1] + "a"):
            if lemma(singular) != singular:
                yield singular, "singular"
                yield singular + "s", "plural"


class EnglishLexicon:
    """Regular forms in a table, irregular ones through a dictionary of lemmas, transliterations by their skeleton."""

    def __init__(self) -> None:
        self._numbers: dict[TermWord, int] = {}
        self._words: list[TermWord] = []
        self._forms: dict[str, list[tuple[int, str]]] = {}
        self._lemmas: dict[str, list[int]] = {}
        self._loans: dict[str, list[tuple[int, str]]] = {}
        self._skeletons: dict[str, list[int]] = {}

    def add(self, word: TermWord) -> int:
        """Enter a word of a term; one in Cyrillic is entered for its transliterations."""
        if word in self._numbers:
            return self._numbers[word]
        number = self._numbers[word] = len(self._words)
        self._words.append(word)
        if _is_cyrillic(word.text):
            self._skeletons.setdefault(skeleton(word.text), []).append(number)
        else:
            self._add_forms(number, word)
        return number

    def _add_forms(self, number: int, word: TermWord) -> None:
        base = _POSSESSIVE.sub("", fold_word(word.text, cyrillic=False))
        self._add_form(base, number, word.text)
        if is_abbreviation(word.text):
            self._add_form(base + "s", number, f"{word.text}, plural")
            return
        for form, label in _forms_of(base, word):
            self._add_form(form, number, f"{base}, {label}")
        self._lemmas.setdefault(base, []).append(number)
        # A term may be cited in the plural: human rights, security forces.
        singular = lemma(base)
        if singular and base in plurals(singular):
            self._add_form(singular, number, f"{base}, singular")
        for form, label in _loan_forms(base) if word.text.islower() and lemma(base) is None else ():
            self._loans.setdefault(form, []).append((number, f"{base}, {label}"))

    def _add_form(self, form: str, number: int, analysis: str) -> None:
        entries = self._forms.setdefault(form, [])
        if all(number != known for known, _ in entries):
            entries.append((number, analysis))

    def read(self, word: str) -> tuple[Reading, ...]:
        """Term words that `word` may be a form of."""
        folded = fold_word(word, cyrillic=False)
        base = _POSSESSIVE.sub("", folded)
        owner = ", possessive" if base != folded else ""
        found: dict[int, Reading] = {}
        for form in dict.fromkeys((base, without_marks(base))):
            for number, analysis in self._forms.get(form, ()):
                if self._allows_case(number, word):
                    exact = fold_word(self._words[number].text, cyrillic=False) == folded
                    found.setdefault(number, Reading(number, word if exact else analysis + owner, 0 if exact else 1))
        self._read_lemma(base, owner, found)
        self._read_transliteration(base, word, owner, found)
        for number, analysis in self._loans.get(base, ()):
            # Dearer than a transliteration, as which the word is reported where there is the Cyrillic term.
            found.setdefault(number, Reading(number, analysis + owner, 3))
        return tuple(found.values())

    def _read_lemma(self, base: str, owner: str, found: dict[int, Reading]) -> None:
        headword = lemma(base)
        for number in self._lemmas.get(headword, ()) if headword else ():
            if number in found:
                continue
            noun = self._words[number].part_of_speech == "noun"
            if not (noun and base.endswith(("ing", "ed", "er", "est"))):
                found[number] = Reading(number, f"{headword}, form {base}{owner}", 1)

    def _read_transliteration(self, base: str, word: str, owner: str, found: dict[int, Reading]) -> None:
        if len(base) < 2 or not self._skeletons:
            return
        known = lemma(base)
        for candidate, ending in ((base, ""), (base[:-1] if base.endswith("s") else "", ", plural")):
            for number in self._skeletons.get(skeleton(candidate), ()) if candidate else ():
                term_word = self._words[number]
                spellings = _spellings(term_word.text)
                # Schemes are mixed in print: Zhañaözen has the marks of one and the letters of another.
                scheme = spellings.get(candidate) or spellings.get(without_marks(candidate))
                if scheme and number not in found and _is_plausible(term_word, word, is_english=known == base):
                    analysis = f"{term_word.text} in Latin letters ({scheme}){ending}{owner}"
                    found[number] = Reading(number, analysis, 2)

    def _allows_case(self, number: int, word: str) -> bool:
        """An abbreviation that in small letters is a word (US, WHO) is only met in capitals; a long one, with one."""
        text = self._words[number].text
        if not is_abbreviation(text) or word[: len(text)].isupper() or (len(text) > 3 and word[:1].isupper()):
            return True
        return len(text) > 2 and lemma(text.lower()) is None

    def vouches(self, before: str) -> bool:
        """Nothing is doubtful here."""
        del before
        return True


def _is_cyrillic(word: str) -> bool:
    return any("\u0400" <= char <= "\u04ff" for char in word)


def _is_plausible(term: TermWord, word: str, *, is_english: bool) -> bool:
    """Whether a spelling of `term` can be meant: abbreviations in capitals, lone words not English ones or too short.

    A name in capitals (Abay) and a word of a phrase (Sultan, of Нұр-Сұлтан) may be spelt like an English word.
    """
    text = term.text
    if is_abbreviation(text):
        return word[: len(text)].isupper() and not is_english
    if is_english:
        is_name = text[:1].isupper() and word[:1].isupper() and len(text) >= _SHORTEST_VARIANT
        return term.place is not Place.ALONE or is_name
    return len(word) >= _SHORTEST_VARIANT or text[:1].isupper() or term.place is not Place.ALONE


@lru_cache(maxsize=16_384)
def _spellings(word: str) -> dict[str, str]:
    """Latin spellings in lower case of a Cyrillic word and of its Russian plural, with the scheme of each."""
    found: dict[str, str] = {}
    for form, ending in ((word, ""), *((plural, ", plural") for plural in _russian_plurals(word))):
        for spelling, scheme in romanisations(form):
            found.setdefault(without_marks(spelling).lower(), scheme + ending)
            found.setdefault(spelling.lower(), scheme + ending)
    return found


def _russian_plurals(word: str) -> tuple[str, ...]:
    if word[:1].isupper() or not all("а" <= char <= "я" or char == "ё" for char in word):
        return ()
    if word[-1] in "ая":
        stem = word[:-1]
        return (stem + ("и" if word[-1] == "я" or stem[-1:] in "гкхжшчщ" else "ы"),)
    if word[-1] in "йь":
        return (word[:-1] + "и",)
    if word[-1] in "еиоуыэю":
        return ()
    return (word + ("и" if word[-1] in "гкхжшчщ" else "ы"),)
