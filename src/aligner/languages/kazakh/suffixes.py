"""The Kazakh suffixes, how each is spelt after which sound, and in what order they follow one another.

A spelling is a small pattern. Capital Latin letters stand for sounds that change:

====  =====================  =====================================================
A Y   а/е, ы/і               by harmony
Q     қ/к                    by harmony
G     ғ/г or қ/к             by harmony; the second pair after a voiceless sound
L     л, д, т                plural and its like
N     н, д, т                genitive
C     н, д, т                accusative
D     д, т                   locative and past
B     н, д, т                ablative
M     м, б, п                instrumental and first persons
E     м, б, п                negation
(x)   x                      only after a consonant
[x]   x                      only after a vowel
====  =====================  =====================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum, auto
from functools import lru_cache
from typing import NamedTuple

from aligner.languages.kazakh.sounds import Harmony, Sound


class Suffix(StrEnum):
    """The names of the suffixes, as an analysis gives them."""

    PLURAL = "plural"
    MY = "possessive 1sg"
    YOUR = "possessive 2sg"
    YOUR_POLITE = "possessive 2sg polite"
    OUR = "possessive 1pl"
    THEIR = "possessive 3"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    LOCATIVE = "locative"
    ABLATIVE = "ablative"
    INSTRUMENTAL = "instrumental"
    RELATIVE = "relative -ғы"
    BELONGING = "pronominal -нікі"
    SIMILAR = "similative -дай"
    I_AM = "predicative 1sg"
    YOU_ARE = "predicative 2sg"
    YOU_ARE_POLITE = "predicative 2sg polite"
    WE_ARE = "predicative 1pl"
    YOU_ALL_ARE = "predicative 2pl"
    HE_IS = "predicative 3"
    ASKED = "interrogative -мы"
    COMPARATIVE = "comparative"
    NEGATIVE = "negative"
    PASSIVE = "passive"
    PAST = "past"
    PRESENT = "present-future"
    CONDITIONAL = "conditional"
    EVIDENTIAL = "evidential past"
    I_DID = "person 1sg"
    YOU_DID = "person 2sg"
    YOU_DID_POLITE = "person 2sg polite"
    WE_DID = "person 1pl"
    YOU_ALL_DID = "person 2pl"
    IMPERATIVE = "imperative"
    ENTREATY = "entreaty -шы"
    OPTATIVE = "optative"
    DESIDERATIVE = "desiderative"
    PAST_PARTICIPLE = "past participle"
    HABITUAL = "habitual participle"
    AORIST = "aorist participle"
    INTENTION = "intentional participle"
    CONVERB = "converb"
    PURPOSE = "purposive converb"
    UNTIL = "limitative converb"
    INFINITIVE = "infinitive"
    FACT = "nominal -дық"
    AGENT = "agent -шы"
    ABSTRACT = "abstract -лық"
    HAVING = "having -лы"
    LACKING = "lacking -сыз"
    MANNER = "manner -ша"
    ORDINAL = "ordinal -ншы"
    FELLOW = "fellow -дас"


POSSESSIVES = frozenset({Suffix.MY, Suffix.YOUR, Suffix.YOUR_POLITE, Suffix.OUR, Suffix.THEIR})
DERIVATIONS = frozenset(
    {
        Suffix.AGENT,
        Suffix.ABSTRACT,
        Suffix.HAVING,
        Suffix.LACKING,
        Suffix.MANNER,
        Suffix.ORDINAL,
        Suffix.FELLOW,
    }
)
"""Suffixes that make another word with another entry in the dictionary: оқу, оқушы; бала, балалық; үй, үйсіз."""


class State(Enum):
    """How far a word is built; what may follow is `FOLLOWING`."""

    NOUN = auto()
    PERSON = auto()
    TIME = auto()
    ADJECTIVE = auto()
    COMPARABLE = auto()
    """What may be an adjective: takes -рақ, but not -лау, which makes verbs of nouns (жоспар, жоспарлау)."""
    NOMINAL = auto()
    """A plural, a participle, a form in -ғы: takes what a noun takes."""
    OWNED = auto()
    """After -м, -ң: the dative is a bare vowel."""
    OWNED_BY_ALL = auto()
    """After -мыз, -ңыз."""
    OWNED_BY_THEM = auto()
    """After -ы, -сы: the cases begin with н."""
    ASKED = auto()
    """After -мы in the middle of a word, which a person must follow: баламысың; elsewhere it is written apart."""
    PLACED = auto()
    """After the locative, which -ғы may follow."""
    RELATED = auto()
    """After -дағы, and after -лы when it means "having": takes no possessive."""
    CASED = auto()
    END = auto()
    VERB = auto()
    PASSIVE_VERB = auto()
    """Cannot stand alone: келін is a daughter-in-law."""
    NEGATED_VERB = auto()
    PRESENT = auto()
    PAST = auto()
    CONVERB = auto()
    EVIDENTIAL = auto()
    WISH = auto()
    FACTUAL = auto()
    """A past participle, which -дық may follow."""
    DERIVED = auto()


CITATION = frozenset({State.NOUN, State.PERSON, State.TIME, State.ADJECTIVE, State.COMPARABLE, State.DERIVED})
"""States that `DERIVATION` may follow."""


class Step(NamedTuple):
    """One suffix that may come next, its spelling, and where it leads."""

    suffix: Suffix
    pattern: str
    state: State


def _steps(state: State, *pairs: tuple[Suffix, str]) -> tuple[Step, ...]:
    return tuple(Step(suffix, pattern, state) for suffix, pattern in pairs)


_PLURAL = _steps(State.NOMINAL, (Suffix.PLURAL, "LAр"))
_POSSESSIVE = (
    *_steps(State.OWNED_BY_THEM, (Suffix.THEIR, "[с]Y")),
    *_steps(State.OWNED, (Suffix.MY, "(Y)м"), (Suffix.YOUR, "(Y)ң")),
    *_steps(State.OWNED_BY_ALL, (Suffix.OUR, "(Y)мYз"), (Suffix.YOUR_POLITE, "(Y)ңYз")),
)
_CASES = (
    *_steps(State.END, (Suffix.GENITIVE, "NYң"), (Suffix.ACCUSATIVE, "CY"), (Suffix.DATIVE, "GA")),
    *_steps(State.PLACED, (Suffix.LOCATIVE, "DA")),
    *_steps(State.CASED, (Suffix.ABLATIVE, "BAн"), (Suffix.INSTRUMENTAL, "Mен")),
)
_CASES_AFTER_OWNED = (*_steps(State.END, (Suffix.DATIVE, "A")), *(s for s in _CASES if s.suffix is not Suffix.DATIVE))
_CASES_AFTER_THEIR = (
    *_steps(State.END, (Suffix.GENITIVE, "нYң"), (Suffix.ACCUSATIVE, "н"), (Suffix.DATIVE, "нA")),
    *_steps(State.PLACED, (Suffix.LOCATIVE, "ндA")),
    *_steps(State.CASED, (Suffix.ABLATIVE, "нAн"), (Suffix.INSTRUMENTAL, "мен")),
)
_SECOND_PERSONS = _steps(
    State.END, (Suffix.YOU_ARE, "сYң"), (Suffix.YOU_ALL_ARE, "сYңдAр"), (Suffix.YOU_ALL_ARE, "сYздAр")
)
_PREDICATIVE = (
    *_steps(State.END, (Suffix.I_AM, "MYн"), (Suffix.WE_ARE, "MYз")),
    *_SECOND_PERSONS,
    *_steps(State.ASKED, (Suffix.ASKED, "MY")),
)
_POLITE = _steps(State.END, (Suffix.YOU_ARE_POLITE, "сYз"))
# The second spelling follows the genitive (Ерланнікі) and is only recognised.
_OF = _steps(State.OWNED_BY_THEM, (Suffix.BELONGING, "Cікі"), (Suffix.BELONGING, "Nікі"))
# Without a person: бастаймыз is "we begin", not "we are like a head".
_LIKE = _steps(State.END, (Suffix.SIMILAR, "DAй"))
_NOMINAL = (*_PLURAL, *_POSSESSIVE, *_CASES, *_OF, *_LIKE, *_PREDICATIVE)
_COMPARED = _steps(State.NOMINAL, (Suffix.COMPARATIVE, "(Y)рAQ"))
_SOMEWHAT = _steps(State.NOMINAL, (Suffix.COMPARATIVE, "LAу"))
_PERSONS = _steps(
    State.END,
    (Suffix.I_DID, "м"),
    (Suffix.YOU_DID, "ң"),
    (Suffix.YOU_DID_POLITE, "ңYз"),
    (Suffix.WE_DID, "Q"),
    (Suffix.YOU_ALL_DID, "ңдAр"),
    (Suffix.YOU_ALL_DID, "ңYздAр"),
)
_VERB = (
    *_steps(State.NEGATED_VERB, (Suffix.NEGATIVE, "EA")),
    *_steps(State.PASSIVE_VERB, (Suffix.PASSIVE, "(Y)л")),
    *_steps(State.PAST, (Suffix.PAST, "DY"), (Suffix.CONDITIONAL, "сA")),
    *_steps(State.PRESENT, (Suffix.PRESENT, "(A)[й]")),
    *_steps(State.FACTUAL, (Suffix.PAST_PARTICIPLE, "GAн")),
    *_steps(State.NOMINAL, (Suffix.HABITUAL, "(A)[й]тYн"), (Suffix.AORIST, "(A)р"), (Suffix.INTENTION, "EAQ")),
    *_steps(State.NOMINAL, (Suffix.INFINITIVE, "у")),
    *_steps(State.CONVERB, (Suffix.CONVERB, "(Y)п")),
    *_steps(State.END, (Suffix.PURPOSE, "GAлY"), (Suffix.UNTIL, "GAншA"), (Suffix.OPTATIVE, "GAй")),
    *_steps(State.WISH, (Suffix.DESIDERATIVE, "GY")),
    *_steps(
        State.END,
        (Suffix.IMPERATIVE, "сYн"),
        (Suffix.IMPERATIVE, "(Y)ңYз"),
        (Suffix.IMPERATIVE, "(Y)ңYздAр"),
        (Suffix.IMPERATIVE, "(Y)ңдAр"),
        (Suffix.IMPERATIVE, "(A)йYн"),
        (Suffix.IMPERATIVE, "(A)йYQ"),
        (Suffix.ENTREATY, "шY"),
    ),
)
_AFTER_PASSIVE = tuple(step for step in _VERB if step.suffix is not Suffix.PASSIVE)
_AFTER_NEGATIVE = (
    *(step for step in _AFTER_PASSIVE if step.suffix not in (Suffix.NEGATIVE, Suffix.AORIST)),
    # Without possessives: ұстамасы is "his fit", a noun in -ма.
    *_steps(State.OWNED_BY_ALL, (Suffix.AORIST, "с")),
    *_steps(State.END, (Suffix.UNTIL, "йYншA")),
)
DERIVATION = _steps(
    State.DERIVED,
    (Suffix.AGENT, "шY"),
    (Suffix.ABSTRACT, "LYQ"),
    (Suffix.LACKING, "сYз"),
    (Suffix.MANNER, "шA"),
    (Suffix.ORDINAL, "(Y)ншY"),
    (Suffix.FELLOW, "DAс"),
) + _steps(State.RELATED, (Suffix.HAVING, "LY"))

FOLLOWING: Mapping[State, tuple[Step, ...]] = {
    State.NOUN: _NOMINAL,
    State.PERSON: (*_NOMINAL, *_POLITE),
    State.TIME: (*_NOMINAL, *_steps(State.NOMINAL, (Suffix.RELATIVE, "GY"))),
    State.ADJECTIVE: (*_NOMINAL, *_COMPARED, *_SOMEWHAT),
    State.COMPARABLE: (*_NOMINAL, *_COMPARED),
    State.NOMINAL: (*_NOMINAL, *_POLITE),
    State.OWNED: (*_CASES_AFTER_OWNED, *_PLURAL, *_OF, *_LIKE, *_PREDICATIVE, *_POLITE),
    State.OWNED_BY_ALL: (*_CASES, *_OF, *_LIKE, *_PREDICATIVE, *_POLITE),
    State.OWNED_BY_THEM: (
        *_CASES_AFTER_THEIR,
        *_steps(State.OWNED_BY_THEM, (Suffix.BELONGING, "нікі")),
        *_steps(State.END, (Suffix.SIMILAR, "ндAй")),
        *_PREDICATIVE,
        *_POLITE,
    ),
    State.ASKED: (*_SECOND_PERSONS, *_POLITE),
    State.PLACED: (*_steps(State.RELATED, (Suffix.RELATIVE, "GY")), *_PREDICATIVE, *_POLITE),
    # Without a possessive: бастағысы is "he wants to begin", not "his one at the head".
    State.RELATED: (*_PLURAL, *_CASES, *_OF, *_LIKE, *_PREDICATIVE, *_POLITE),
    State.CASED: (*_PREDICATIVE, *_POLITE),
    State.END: (),
    State.VERB: _VERB,
    State.PASSIVE_VERB: _AFTER_PASSIVE,
    State.NEGATED_VERB: _AFTER_NEGATIVE,
    State.PRESENT: (*_PREDICATIVE, *_POLITE, *_steps(State.END, (Suffix.HE_IS, "дY"))),
    State.PAST: _PERSONS,
    State.CONVERB: (*_steps(State.EVIDENTIAL, (Suffix.EVIDENTIAL, "DY")), *_PREDICATIVE, *_POLITE),
    State.EVIDENTIAL: (),
    State.WISH: _POSSESSIVE,
    State.FACTUAL: (*_NOMINAL, *_POLITE, *_steps(State.NOMINAL, (Suffix.FACT, "DYQ"))),
    State.DERIVED: (*_NOMINAL, *_POLITE),
}
"""What may follow; derivation is tried only where the caller asks for it (`DERIVATION`)."""

VERBAL = frozenset(step.suffix for step in _VERB)
"""Suffixes that follow the stem of a verb."""
PREDICATIVES = frozenset({step.suffix for step in (*_PREDICATIVE, *_POLITE)})
"""Suffixes that say who somebody is: баламын, "I am a child"."""
STANDS_ALONE = frozenset(State) - {State.PASSIVE_VERB, State.NEGATED_VERB, State.WISH, State.ASKED}
"""States in which a word may end; a bare negated stem mostly is a noun (түсіндірме, a note)."""

_LIKE_D = dict.fromkeys(Sound, "д") | {Sound.VOICELESS: "т"}
_LIKE_M = dict.fromkeys(Sound, "м") | {Sound.SIBILANT: "б", Sound.VOICELESS: "п"}
_ONSETS: Mapping[str, Mapping[Sound, str]] = {
    "L": _LIKE_D | {Sound.VOWEL: "л", Sound.GLIDE: "л"},
    "N": _LIKE_D | {Sound.VOWEL: "н", Sound.NASAL: "н"},
    "C": _LIKE_D | {Sound.VOWEL: "н"},
    "D": _LIKE_D,
    "B": _LIKE_D | {Sound.NASAL: "н"},
    "M": _LIKE_M,
    "E": _LIKE_M | {Sound.NASAL: "б"},
}
_HARMONIC: Mapping[str, Mapping[Harmony, str]] = {
    "A": {Harmony.BACK: "а", Harmony.FRONT: "е"},
    "Y": {Harmony.BACK: "ы", Harmony.FRONT: "і"},
    "Q": {Harmony.BACK: "қ", Harmony.FRONT: "к"},
}


@lru_cache(maxsize=8_192)
def spell(pattern: str, sound: Sound, harmony: Harmony) -> str:
    """A suffix as it is written after a word that ends in `sound` and has `harmony`."""
    out: list[str] = []
    shown = True
    for char in pattern:
        if char in "([":
            shown = (sound is Sound.VOWEL) == (char == "[")
        elif char in ")]":
            shown = True
        elif shown:
            out.append(_letter(char, sound, harmony))
    return "".join(out)


def _letter(char: str, sound: Sound, harmony: Harmony) -> str:
    if char == "G":
        hard, soft = ("қ", "к") if sound is Sound.VOICELESS else ("ғ", "г")
        return hard if harmony is Harmony.BACK else soft
    if char in _ONSETS:
        return _ONSETS[char][sound]
    if char in _HARMONIC:
        return _HARMONIC[char][harmony]
    return char
