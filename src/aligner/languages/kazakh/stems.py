"""The shapes a Kazakh stem takes before its suffixes, and the words that only look like a stem with suffixes."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from aligner.languages.kazakh.sounds import (
    BACK_ONLY,
    DEVOICED,
    FRONT_ONLY,
    NEUTRAL_VOWELS,
    VOWELS,
    Harmony,
    Sound,
    harmonies,
    is_loan,
    last_sound,
    voiced,
    voices,
    words,
)
from aligner.languages.kazakh.suffixes import State


class Before(Enum):
    """What must follow a shape of a stem."""

    ANYTHING = "anything"
    VOWEL = "a suffix that begins with a vowel"
    CONSONANT = "a suffix that begins with a consonant, or nothing"
    SOMETHING = "a suffix"


class Shape(NamedTuple):
    """A stem as it is written before some of its suffixes."""

    text: str
    before: Before
    sound: Sound
    harmonies: tuple[Harmony, ...]


ELIDED = {
    word: word[:-2] + word[-1]
    for word in words(
        "орын ерін мойын қойын мұрын қарын ауыз дауыс халық мүлік көрік құлық бөрік ерік ырық әріп қаріп қауіп ғұрып "
        "қалып кейіп зауық парық нарық ауыл пейіл көңіл бауыр бүйір"
    )
}
"""Two-syllable words whose narrow vowel falls out before a vowel: орын, орны. A closed list; the rest keep it.

The full spelling (дауысы) is met as well and recognised, but not built.
"""
ELISION_IS_OPTIONAL = frozenset({"ауыл", "пейіл", "көңіл", "бауыр", "бүйір", "нарық"})

_EPENTHETIC = ("нг", "нк", "кт", "ск", "лк", "рк", "рг", "нд", "нт", "мп", "фт", "пт", "рд")
"""Final clusters of loan words after which a connecting -і is written: митингіге, фактілер, танкіні."""

_ALL_SHAPES = tuple(
    (sound, harmony)
    for sound in (Sound.VOWEL, Sound.VOICELESS, Sound.GLIDE, Sound.NASAL, Sound.LATERAL, Sound.SIBILANT)
    for harmony in (BACK_ONLY, FRONT_ONLY)
)


@lru_cache(maxsize=65_536)
def noun_shapes(stem: str) -> tuple[Shape, ...]:
    """The shapes of a lower-case nominal stem; the first is the stem itself."""
    sound, rows = last_sound(stem), harmonies(stem)
    shapes = [Shape(stem, _before(stem), sound, rows)]
    if stem in ELIDED:
        shapes.append(Shape(ELIDED[stem], Before.VOWEL, sound, rows))
    if voices(stem):
        place = 1 if stem in ELISION_IS_OPTIONAL else len(shapes)
        shapes.insert(place, Shape(voiced(stem), Before.VOWEL, sound, rows))
    if stem.endswith("ь"):
        shapes.append(Shape(stem[:-1], Before.VOWEL, sound, rows))
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        shapes.append(Shape(stem[:-1], Before.SOMETHING, sound, rows))
    if stem.endswith(("ст", "зд")):
        shapes.append(Shape(stem[:-1], Before.SOMETHING, last_sound(stem[:-1]), rows))
    if stem.endswith(_EPENTHETIC) and len(stem) > 2:
        shapes.append(Shape(stem + "і", Before.ANYTHING, Sound.VOWEL, FRONT_ONLY))
        if stem.endswith(("кт", "нд", "нт")):
            shapes.append(Shape(stem + "ы", Before.SOMETHING, Sound.VOWEL, BACK_ONLY))
    if stem.endswith("и") and len(stem) > 2:
        shapes.append(Shape(stem, Before.SOMETHING, Sound.VOWEL, rows))
    return tuple(shapes)


def _before(stem: str) -> Before:
    return Before.CONSONANT if voices(stem) and not is_loan(stem) else Before.ANYTHING


@lru_cache(maxsize=16_384)
def foreign_shapes(stem: str) -> tuple[Shape, ...]:
    """The shapes of an abbreviation, a number or a word in Latin letters, whose sound the spelling does not tell."""
    return tuple(Shape(stem, Before.ANYTHING, sound, rows) for sound, rows in _ALL_SHAPES)


_NOT_VERBS = words(
    "тау бау дау жау ау сау қару су бу ту қу біреу екеу үшеу төртеу бесеу алтау жетеу мынау анау сонау әнеу дәру ару "
    "қырау бұзау асау елу егеу ояу баяу жаяу арқау тәу нәу қалау еспу оқшау аңқау қаңлу"
)
"""Common words in -у that are no infinitives."""

_NARROW_VERBS = words(
    "оқу тоқу тану шіру жібу қажу аршу сасу мүжу қышу кему желпу сілку қалқу шалқу сырғу ырғу балқу шарпу беку ренжу "
    "кеңу еру тасу таңырқу қарғу ұю баю жаю"
)
"""Infinitives before whose -у the narrow vowel of the stem has fallen out: оқу is оқы + у."""


@lru_cache(maxsize=16_384)
def verb_stems(infinitive: str) -> tuple[str, ...]:
    """The stems an infinitive in -у or -ю may come from: оқу gives оқ and оқы, табу gives тап, қою gives қой.

    A word that is no infinitive has none. Where the spelling leaves it open, both stems are given.
    """
    if infinitive in _NOT_VERBS or len(infinitive) < 3:
        return ()
    body = infinitive[:-1]
    if infinitive.endswith("ю"):
        narrow = "і" if harmonies(body)[:1] == FRONT_ONLY else "ы"
        return (body,) if body.endswith("и") else (body + "й", body + "й" + narrow)
    if not infinitive.endswith("у") or not (set(body) & (VOWELS | NEUTRAL_VOWELS)):
        return ()
    if body[-1] in VOWELS or body[-1] in "и":
        return (body,)
    narrow = "і" if harmonies(body)[0] is Harmony.FRONT else "ы"
    if infinitive in _NARROW_VERBS:
        return (body + narrow, body)
    return (body[:-1] + DEVOICED.get(body[-1], body[-1]), body + narrow)


@lru_cache(maxsize=16_384)
def verb_shapes(stem: str) -> tuple[Shape, ...]:
    """The shapes of a lower-case verbal stem: тап before consonants, таб before vowels; қорық, қорқ."""
    sound, rows = last_sound(stem), harmonies(stem)
    if stem.endswith(("рқ", "рк", "лқ", "лк")):
        narrow = "ы" if rows[0] is Harmony.BACK else "і"
        spread = stem[:-1] + narrow + stem[-1]
        return (Shape(spread, Before.CONSONANT, sound, rows), Shape(stem, Before.VOWEL, sound, rows))
    if not voices(stem):
        return (Shape(stem, Before.ANYTHING, sound, rows),)
    shapes = [Shape(stem, Before.CONSONANT, sound, rows), Shape(voiced(stem), Before.VOWEL, sound, rows)]
    if stem.endswith("п"):
        # Only the converb has it: табу, тауып.
        shapes.append(Shape(stem[:-1] + "у", Before.VOWEL, sound, rows))
    return tuple(shapes)


_PERSON_ENDINGS = ("шы", "ші", "гер", "кер", "ман", "паз", "хан", "ист", "лог", "тор", "ент", "лім", "қор")
_TIMES = words(
    "жыл күн ай апта ғасыр кеш таң түн күз қыс жаз көктем бүгін кеше ертең былтыр қазір бұрын соң кез уақыт "
    "таңертең түс сәт мезгіл дәуір"
)
_ADJECTIVES = words(
    "аз көп кең тар жас бай ақ көк мол тез бос ірі ұзақ ұзын жай алыс дәл үлкен кіші жақсы жаман биік төмен қысқа "
    "жоғары жаңа ескі ыстық суық қымбат арзан қатты жұмсақ жылдам баяу әдемі күшті әлсіз қауіпті маңызды терең ауыр"
)


@lru_cache(maxsize=16_384)
def noun_states(stem: str, part_of_speech: str = "") -> tuple[State, ...]:
    """Where the suffixes of a bare nominal stem may begin, the commonest first."""
    special = State.PERSON if stem.endswith(_PERSON_ENDINGS) else State.TIME if stem in _TIMES else None
    if part_of_speech == "adjective" or stem in _ADJECTIVES:
        return (State.ADJECTIVE,)
    if special is not None:
        return (special,)
    # A short noun before -ырақ is nearly always another word: топ, топырақ.
    return (State.COMPARABLE if len(stem) > 3 and not part_of_speech else State.NOUN,)


_PRONOUN_CASES = "genitive accusative dative locative ablative instrumental"
IRREGULAR = {
    pronoun: dict(zip(_PRONOUN_CASES.split(), forms.split(), strict=True))
    for pronoun, forms in {
        "ол": "оның оны оған онда одан онымен",
        "бұл": "бұның бұны бұған бұнда бұдан бұнымен",
        "сол": "соның соны соған сонда содан сонымен",
        "осы": "осының осыны осыған осында осыдан осымен",
        "мен": "менің мені маған менде менен менімен",
        "сен": "сенің сені саған сенде сенен сенімен",
        "кім": "кімнің кімді кімге кімде кімнен кіммен",
    }.items()
}
"""The cases of pronouns that do not follow the rules; бұл also has м for б."""


_SOLID_OWNED = ("басы", "лігі", "лығы", "дігі", "дығы", "тігі", "тығы", "ұлы", "қызы", "ісі", "ағасы", "үйі", "аты")


def is_owned(word: str, *, in_phrase: bool) -> bool:
    """Whether a term's word already has the possessive of the third person, and declines so: бағасы, елбасы.

    In a phrase, a last word in -ы or -і is taken to be the head of an izafet (мұнай бағасы).
    """
    if len(word) < 4 or word[-1] not in "ыі":
        return False
    return in_phrase or (word.endswith(_SOLID_OWNED) and len(word) > 5)


def without_possessive(word: str) -> tuple[str, ...]:
    """The stems a word in -ы, -сы may come from: министрлігі gives министрлік, бағасы gives баға and бағас."""
    if word[-1:] not in ("ы", "і"):
        return ()
    body = word[:-1]
    stems = [body]
    if body[-1:] in DEVOICED:
        stems.insert(0, body[:-1] + DEVOICED[body[-1]])
    if body.endswith("с") and body[-2:-1] in VOWELS:
        stems.insert(0, body[:-1])
    stems.extend(full for full, short in ELIDED.items() if short == body)
    return tuple(stems)
