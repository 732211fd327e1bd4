"""Taking Kazakh word forms apart into a stem and named suffixes, and telling whether a form belongs to a stem."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from aligner.languages.kazakh.homographs import CONVERB_NOUNS, OTHER_WORDS, RATHER_VERBS, UNINFLECTED, VERB_FORMS
from aligner.languages.kazakh.slots import Chain, Morph, Slot, begins_with_vowel, chains, slot
from aligner.languages.kazakh.sounds import (
    BACK_ONLY,
    DEVOICED,
    NEUTRAL_VOWELS,
    VOWELS,
    Harmony,
    Sound,
    last_sound,
)
from aligner.languages.kazakh.stems import (
    ELIDED,
    IRREGULAR,
    Before,
    Shape,
    foreign_shapes,
    is_owned,
    noun_shapes,
    noun_states,
    verb_shapes,
    verb_stems,
    without_possessive,
)
from aligner.languages.kazakh.suffixes import (
    DERIVATIONS,
    POSSESSIVES,
    PREDICATIVES,
    VERBAL,
    State,
    Suffix,
)


@dataclass(frozen=True, slots=True)
class Analysis:
    """One way to read a word form."""

    stem: str
    """The stem as the dictionary has it, in lower case: кітап for кітабы."""
    surface: str
    """The stem as it is written in the form: кітаб."""
    suffixes: Chain
    """Outward from the stem; empty for the bare stem."""

    @property
    def is_derived(self) -> bool:
        """Whether a suffix makes another word of it (оқушы of оқу) rather than a form of the same one."""
        return any(morph.suffix in DERIVATIONS for morph in self.suffixes)

    def __str__(self) -> str:
        parts = [self.surface if self.surface == self.stem else f"{self.surface} ({self.stem})"]
        parts += [f"{morph.text} ({morph.suffix.value})" for morph in self.suffixes]
        return " + ".join(parts)


_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0301"), None)
_FOLDED = {**_HYPHENS, **_INVISIBLE, ord("ё"): "е"}


def fold(word: str) -> str:
    """`word` in lower case, composed, with one kind of hyphen, without invisible characters, ё as е."""
    return unicodedata.normalize("NFC", word).lower().translate(_FOLDED)


def is_foreign(word: str) -> bool:
    """Whether the spelling does not tell the sound: a number, Latin letters, an abbreviation in capitals."""
    if any(char.isdigit() or "a" <= char.lower() <= "z" for char in word):
        return True
    letters = [char for char in word if char.isalpha()]
    return 2 <= len(letters) <= 6 and all(char.isupper() for char in letters)


@lru_cache(maxsize=4_096)
def _slots(state: State, sound: Sound, rows: tuple[Harmony, ...], derive: bool) -> tuple[Slot, ...]:
    return tuple(slot(state, sound, harmony, derive=derive) for harmony in rows)


_SHORTEST_IMPERATIVE = 5
"""Letters; shorter bare verb stems are other words as well (ал, кел, қой)."""


_VERBALISED = ("ла", "ле", "да", "де", "та", "те")
"""Endings that make verbs of nouns: their -р with more endings is the plural of the noun."""


class _Start(NamedTuple):
    """A place in a word from where suffixes are read."""

    stem: str
    shape: Shape
    state: State
    restored: str = ""
    """What a contraction swallowed (оқиды is оқы + й + ды) and is put before the rest."""
    taken: Chain = ()
    """Suffixes the text of the shape already holds."""
    owned: bool = False
    """The stem was freed of its possessive, so the form must have one."""
    bare: bool = True
    """Whether the stem alone is a form."""
    shortest: int = 1
    """Letters an ending must have: ҰҚШҰМ is not read as "my ҰҚШҰ"."""

    def read(self, text: str, rest: str, *, derive: bool) -> list[Analysis]:
        """The ways to go from here to the end of the word; `text` is what of the word lies behind."""
        if not self._admits(rest):
            return []
        found: list[Analysis] = []
        rest = self.restored + rest
        for here in _slots(self.state, self.shape.sound, self.shape.harmonies, derive):
            if rest and not here.options(rest[0]):
                continue
            for chain in chains(rest, here):
                if self._is_rather_a_noun(chain):
                    continue
                if not self.owned or any(morph.suffix in POSSESSIVES for morph in chain[:2]):
                    found.append(Analysis(self.stem, text, (*self.taken, *chain)))
        return found

    def _is_rather_a_noun(self, chain: Chain) -> bool:
        """A verb spelt like a frequent noun: a converb (қала, ата, жаза), an aorist like a plural (аяқтары)."""
        if self.state is not State.VERB or not chain:
            return False
        if chain[0].suffix is Suffix.AORIST and self.shape.text.endswith(_VERBALISED):
            return len(chain) > 1 and chain[1].suffix not in PREDICATIVES
        converb = len(chain) == 1 and chain[0].suffix is Suffix.PRESENT
        return converb and self.shape.text + chain[0].text in CONVERB_NOUNS

    def _admits(self, rest: str) -> bool:
        if not rest:
            return self.bare and self.shape.before not in (Before.VOWEL, Before.SOMETHING)
        if self.restored or len(rest) < self.shortest:
            return bool(self.restored)
        before = self.shape.before
        if before in (Before.VOWEL, Before.CONSONANT):
            return begins_with_vowel(rest) == (before is Before.VOWEL)
        return True


def _noun_starts(word: str, part_of_speech: str = "") -> Iterator[_Start]:
    for state in noun_states(word, part_of_speech):
        for shape in noun_shapes(word):
            yield _Start(word, shape, state)


def _owned_starts(word: str) -> Iterator[_Start]:
    for shape in noun_shapes(word)[:1]:
        yield _Start(word, shape, State.OWNED_BY_THEM)
    for base in without_possessive(word):
        for shape in noun_shapes(base):
            yield _Start(word, shape, State.NOUN, owned=True)


def _verb_starts(word: str) -> Iterator[_Start]:
    for number, stem in enumerate(verb_stems(word)):
        if len(stem) < 2:
            continue
        bare = number == 0 and len(stem) >= _SHORTEST_IMPERATIVE
        for shape in verb_shapes(stem):
            yield _Start(word, shape, State.VERB, bare=bare)
            if stem.endswith("й"):
                yield _Start(word, shape._replace(text=stem[:-1] + "я"), State.VERB, restored="а", bare=False)
            if stem[-1] in "ыі":
                yield _Start(word, shape._replace(text=stem[:-1] + "и"), State.VERB, restored="й", bare=False)
            yield from _passives_in_n(word, stem, shape)


def _passives_in_n(word: str, stem: str, shape: Shape) -> Iterator[_Start]:
    """The passive is -н after -ла and -ын after л, where -л would clash: жоспарланды, алынды."""
    narrow = "ы" if shape.harmonies[0] is Harmony.BACK else "і"
    # қолдан is "to use", which is no passive of қолда "to support".
    clashes = stem.endswith(("ла", "ле", "лда", "лде")) and stem != "қолда"
    ending = "н" if clashes else narrow + "н" if stem.endswith("л") else ""
    if ending:
        passive = Shape(shape.text + ending, Before.ANYTHING, Sound.NASAL, shape.harmonies)
        yield _Start(word, passive, State.PASSIVE_VERB, taken=(Morph(Suffix.PASSIVE, ending),), bare=False)


def _starts(word: str, part_of_speech: str, *, in_phrase: bool) -> Iterator[_Start]:
    lower = fold(word)
    if is_foreign(word):
        for shape in foreign_shapes(lower):
            yield _Start(lower, shape, State.PERSON, shortest=2)
        return
    for case, form in _irregular(lower):
        shape = Shape(form, Before.ANYTHING, last_sound(form), BACK_ONLY)
        yield _Start(lower, shape, State.END, taken=(Morph(Suffix(case), form[len(lower) - 1 :]),))
    owned = is_owned(lower, in_phrase=in_phrase)
    if owned:
        yield from _owned_starts(lower)
    yield from _noun_starts(lower, part_of_speech)
    if part_of_speech == "verb" or (not part_of_speech and word[:1].islower()):
        yield from _verb_starts(lower)


def _irregular(word: str) -> Iterator[tuple[str, str]]:
    for case, form in IRREGULAR.get(word, {}).items():
        yield case, form
        if word == "бұл":
            yield case, "м" + form[1:]


Key = TypeVar("Key", bound=Hashable)


class StemIndex(Generic[Key]):
    """Many stems to look word forms up in; the cost of a look-up grows with the form's length only."""

    def __init__(self) -> None:
        self._starts: dict[str, list[tuple[Key, _Start]]] = {}

    def add(self, word: str, key: Key, part_of_speech: str = "", *, in_phrase: bool = False) -> None:
        """Enter a dictionary form under `key`.

        `word` keeps its capitals: they tell an abbreviation. Without a part of speech a word in -у is also read as
        an infinitive. `in_phrase` is for the last word of a phrase, which may be the head of an izafet.
        """
        for start in _starts(word, part_of_speech, in_phrase=in_phrase):
            self._starts.setdefault(start.shape.text, []).append((key, start))

    def find(self, form: str, *, derive: bool = False, isolated: bool = False) -> list[tuple[Key, Analysis]]:
        """Every stem the form belongs to, longest stem first and the likeliest reading of each first.

        With `derive`, words made of the stem count as well. A form that is known to be another word (қалам, a pen,
        is seldom "my city") is not given. `isolated` is for a form out of context: what is a verb in most texts
        (тасты "carried off") may then be the accusative of a noun.
        """
        word = fold(form)
        found: list[tuple[Key, Analysis]] = []
        for length in range(len(word), 0, -1):
            head, rest = word[:length], word[length:]
            for key, start in self._starts.get(head, ()):
                if rest[:1] == "-":
                    found.extend((key, a) for a in _after_hyphen(start, head, rest[1:], derive=derive))
                    continue
                found.extend((key, a) for a in start.read(head, rest, derive=derive))
        if not found:
            return found
        barred = () if isolated and word in RATHER_VERBS else _other_words(word)
        return [(key, a) for key, a in found if not any(_is_barred(a, other) for other in barred)]


def _is_barred(analysis: Analysis, other: str) -> bool:
    verbal = bool(analysis.suffixes) and analysis.suffixes[0].suffix in VERBAL
    if verbal and (other in UNINFLECTED or other in VERB_FORMS or other in RATHER_VERBS):
        return False
    return len(other) > len(analysis.surface) and analysis.stem != other


def _after_hyphen(start: _Start, head: str, rest: str, *, derive: bool) -> Iterator[Analysis]:
    """Endings after a hyphen: ҰҚШҰ-ның, 2022-де. The hyphen stands for a stem whose sound is in doubt."""
    if start.state in (State.VERB, State.PASSIVE_VERB) or start.restored:
        return
    start = start._replace(shortest=1)
    yield from start.read(head, rest, derive=derive)
    if start.shape.text == start.stem and not start.owned:
        for shape in foreign_shapes(start.stem):
            yield from start._replace(shape=shape).read(head, rest, derive=derive)


@lru_cache(maxsize=65_536)
def is_suffix_chain(text: str) -> bool:
    """Whether letters can be endings of some noun: what may follow a closing quotation mark or a hyphen."""
    word = fold(text)
    shapes = foreign_shapes("")
    return any(chains(word, slot(State.NOMINAL, shape.sound, shape.harmonies[0])) for shape in shapes)


@lru_cache(maxsize=1)
def _other_word_starts() -> dict[str, list[_Start]]:
    starts: dict[str, list[_Start]] = {}
    for word in sorted(OTHER_WORDS | UNINFLECTED | RATHER_VERBS | VERB_FORMS):
        for start in _noun_starts(word):
            starts.setdefault(start.shape.text, []).append(start)
    return starts


@lru_cache(maxsize=65_536)
def _other_words(word: str) -> tuple[str, ...]:
    """The words of the list of homographs that a form belongs to."""
    found = []
    for length in range(len(word), 1, -1):
        head, rest = word[:length], word[length:]
        for start in _other_word_starts().get(head, ()):
            if rest and (start.stem in UNINFLECTED or start.stem in RATHER_VERBS):
                continue
            readings = start.read(head, rest, derive=False)
            if any(not a.suffixes or a.suffixes[0].suffix not in PREDICATIVES for a in readings):
                found.append(start.stem)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4_096)
def _index_of(stem: str, part_of_speech: str, in_phrase: bool) -> StemIndex[None]:
    index: StemIndex[None] = StemIndex()
    index.add(stem, None, part_of_speech, in_phrase=in_phrase)
    return index


def explain(form: str, stem: str, part_of_speech: str = "", *, derive: bool = False) -> tuple[Analysis, ...]:
    """Every way to read `form` as a form of `stem`, the likeliest first; empty when it is none.

    `stem` is the dictionary form (a noun's nominative, a verb's infinitive in -у); its capitals tell a name or an
    abbreviation. With `derive`, words made of the stem (оқушы of оқу) count as well.
    """
    found = _index_of(stem, part_of_speech, False).find(form, derive=derive)
    return tuple(dict.fromkeys(analysis for _, analysis in found))


def is_form_of(form: str, stem: str, part_of_speech: str = "") -> bool:
    """Whether `form` is an inflected form of `stem`: кітабымыздан is one of кітап, кітапхана is not."""
    return bool(explain(form, stem, part_of_speech))


def analyse(form: str) -> tuple[Analysis, ...]:
    """Every nominal stem with suffixes that a form can be read as, without a dictionary, the longest stem first.

    Stems are at least two letters long and hold a vowel. Without a dictionary most forms have several readings.
    """
    word = fold(form)
    barred = _other_words(word)
    found: dict[Analysis, None] = {}
    for length in range(len(word), 1, -1):
        head, rest = word[:length], word[length:]
        for stem in _possible_stems(head):
            for start in _noun_starts(stem, "noun"):
                if start.shape.text == head:
                    readings = start.read(head, rest, derive=False)
                    found.update((a, None) for a in readings if not any(_is_barred(a, other) for other in barred))
    return tuple(found)


def _possible_stems(head: str) -> Iterator[str]:
    if VOWELS.isdisjoint(head) and NEUTRAL_VOWELS.isdisjoint(head):
        return
    yield head
    if head[-1] in DEVOICED:
        yield head[:-1] + DEVOICED[head[-1]]
    yield from (full for full, short in ELIDED.items() if short == head)
