"""What a Kazakh suffix sees of the word before it: the harmony of its vowels and the kind of its last sound.

The rules are those of the school grammars (үндестік заңы: буын үндестігі, дыбыс үндестігі), as set out in
"Қазақ грамматикасы" (Astana, 2002) and in Muhamedowa, "Kazakh: A Comprehensive Grammar" (2016), written anew here.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from functools import lru_cache


class Harmony(StrEnum):
    """Which row of vowels a suffix takes."""

    BACK = "back"
    FRONT = "front"


class Sound(Enum):
    """Kinds of last sound that suffixes tell apart."""

    VOWEL = "vowel"
    GLIDE = "й, р, and и, у, ю, which stand for a vowel and a glide"
    LATERAL = "л"
    NASAL = "м, н, ң"
    SIBILANT = "з, ж"
    VOICELESS = "voiceless, and б, в, г, д of loan words, which are spoken voiceless"


def words(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


BACK_VOWELS = frozenset("аоұыя")
FRONT_VOWELS = frozenset("әеөүіэё")
NEUTRAL_VOWELS = frozenset("иую")
VOWELS = BACK_VOWELS | FRONT_VOWELS
LETTERS = frozenset("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")

_SOUNDS = {
    **dict.fromkeys(VOWELS, Sound.VOWEL),
    **dict.fromkeys("йрую" + "и", Sound.GLIDE),
    "л": Sound.LATERAL,
    **dict.fromkeys("мнң", Sound.NASAL),
    **dict.fromkeys("зж", Sound.SIBILANT),
}


def last_sound(word: str) -> Sound:
    """The kind of sound a lower-case word ends in; the soft and hard signs are silent."""
    return _SOUNDS.get(word.rstrip("ьъ")[-1:], Sound.VOICELESS)


BACK_ONLY = (Harmony.BACK,)
FRONT_ONLY = (Harmony.FRONT,)
BACK_FIRST = (Harmony.BACK, Harmony.FRONT)
FRONT_FIRST = (Harmony.FRONT, Harmony.BACK)


@lru_cache(maxsize=65_536)
def harmonies(word: str) -> tuple[Harmony, ...]:
    """The rows of suffix vowels that a lower-case word is met with, the usual one first.

    Native words have one. Loan words in which spelling and sound disagree (педагог, тариф, ресурс, Медведев) are
    met with both, and both are given.
    """
    # Words in -ә take back suffixes with а and front ones with і: күнәлар, күнәсі.
    if word.endswith(("ль", "рь", "нь", "ә")):
        return FRONT_FIRST
    rows = _by_vowels(word)
    # Only loan words have a front к or г beside a back vowel, and they take front suffixes: банкі, округі.
    return FRONT_FIRST if rows[0] is Harmony.BACK and word[-1:] in ("к", "г") else rows


def _by_vowels(word: str) -> tuple[Harmony, ...]:
    for position in range(len(word) - 1, -1, -1):
        letter = word[position]
        if letter in BACK_VOWELS:
            return _of_surname(word) if word.endswith("ов") else BACK_ONLY
        if letter in FRONT_VOWELS:
            return _of_surname(word) if word.endswith("ев") else FRONT_ONLY
        if letter in NEUTRAL_VOWELS:
            return _neutral(word, position)
    return BACK_FIRST


def _of_surname(word: str) -> tuple[Harmony, ...]:
    """Surnames in -ов, -ев follow the stem or the ending: Тоқаевтың, Жұмабековтің, Смайыловтың."""
    before = next((letter for letter in reversed(word[:-2]) if letter in BACK_VOWELS | FRONT_VOWELS), "")
    return FRONT_FIRST if before in FRONT_VOWELS else BACK_FIRST


def _neutral(word: str, position: int) -> tuple[Harmony, ...]:
    """The harmony of a word whose last vowel letter is и, у or ю."""
    before = harmonies(word[:position]) if _has(word[:position], VOWELS) else ()
    letter, after = word[position], word[position + 1 :]
    if letter in "ую":
        if not after or (position and word[position - 1] in VOWELS):
            return before or BACK_FIRST
        return BACK_ONLY if before == BACK_ONLY else BACK_FIRST
    if before == FRONT_ONLY:
        return FRONT_ONLY
    return BACK_FIRST if after[-1:] in ("қ", "ғ", "х") or not after else FRONT_FIRST


def _has(word: str, letters: frozenset[str]) -> bool:
    return not letters.isdisjoint(word)


_VOICED = {"п": "б", "к": "г", "қ": "ғ"}
DEVOICED = {"б": "п", "г": "к", "ғ": "қ"}
_LOAN_LETTERS = frozenset("вфцчщъьэё")


def voiced(word: str) -> str:
    """`word` with its last п, к or қ as it stands before a vowel: кітап, кітаб-."""
    return word[:-1] + _VOICED.get(word[-1:], word[-1:])


def is_loan(word: str) -> bool:
    """Whether the spelling tells that a lower-case word came through Russian: letters or clusters Kazakh has not."""
    begins_with_cluster = len(word) > 2 and not _is_vowel(word[0]) and not _is_vowel(word[1]) and word[1] not in "уи"
    return begins_with_cluster or _has(word, _LOAN_LETTERS)


def voices(word: str) -> bool:
    """Whether the last consonant of a lower-case word is voiced before a vowel: in кітап it is, in банк not."""
    if len(word) < 2 or word[-1] not in _VOICED or not _is_vowel(word[-2]):
        return False
    return not (word[-1] == "п" and (is_loan(word) or word[-2] == "и"))


def _is_vowel(letter: str) -> bool:
    return letter in VOWELS or letter in NEUTRAL_VOWELS
