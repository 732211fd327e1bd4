"""How well a decoded text looks like English, Russian or Kazakh, letter by letter: what tells codecs apart.

The frequencies are per mille of a language's letters, counted over news, law and web texts and rounded.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

_RUSSIAN = (
    "о106 е87 а77 и77 т70 н65 с53 р52 в46 л40 м32 к31 д30 п30 у24 ы21 б18 я18 ь17 з16 г14 й14 ч14 ж9 х8 ю7 ш7 ц5 "
    "щ5 ф3 э3 ё1 ъ1"
)
_KAZAKH = (
    "а118 е84 н70 ы68 і61 р58 т57 л49 д47 с39 м30 к29 қ28 о27 б25 у21 з20 ж19 ң16 й16 и16 п16 ғ15 ш13 г11 ү9 ә8 "
    "ұ8 ө8 я4 в3 ф2 х2 ц1 ь1 э1 ю1 ч1 һ1 ъ1 щ1 ё1"
)
_NEUTRAL = set("«»„…№§°©®™€£\u00a0\u00ad•·×±½¼¾²³¿¡¹´")
_NEUTRAL_COST = math.log(1 / 220)
_QUOTES_AND_DASHES = set("“”‘’–—")
_QUOTES_AND_DASHES_COST = math.log(1 / 40)
_UNKNOWN_COST = math.log(1 / 30_000)
_CAPITAL_COST = math.log(1 / 12)
_ALL_CAPITALS_COST = math.log(1 / 1.5)
"""Of a capital in running text, and of one in a text that is set in capitals throughout."""
# A letter case or script change inside a word that no orthography makes.
_JUMP_COST = math.log(1 / 200)
# Accented Latin letters are real but rare in what is read here.
_LATIN_COST = math.log(1 / 120)
# Without у, which is a vowel in Russian and mostly a consonant in Kazakh: тәуелсіз, уәде.
_VOWELS = "аәеёиоөұүыіэюя"
_FULL_VOWELS = "аәеёоөұүыіэ"
# The Kazakh codecs swap Ә and Ғ: the vowel never stands beside a vowel, the consonant never without one.
_MISFIT = re.compile(
    f"[{_FULL_VOWELS}]ә|ә[{_FULL_VOWELS}]|(?<![{_VOWELS}])ғ(?![{_VOWELS}])",
    re.IGNORECASE,
)
_CONSONANTS = "бвгғджзйкқлмнңпрстфхһцчшщ"
# How much likelier a vowel or a consonant is after the letter before it than by itself, in nats.
_ALTERNATION = tuple(
    (re.compile(f"[{first}](?=[{second}])", re.IGNORECASE), gain)
    for first, second, gain in (
        (_CONSONANTS, _VOWELS, 0.4),
        (_VOWELS, _CONSONANTS, 0.4),
        (_CONSONANTS, _CONSONANTS, -0.5),
        (_VOWELS, _VOWELS, -1.5),
    )
)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LONE_CYRILLIC = re.compile("(?<![\u0400-\u052f])[\u0400-\u052f](?![\u0400-\u052f])")
_ASCII_LETTER = re.compile("[A-Za-z]")
SAMPLE = 20_000
"""How many of a text's non-ASCII characters are looked at; more would not change the verdict."""


def _frequencies(table: str) -> dict[str, float]:
    return {entry[0]: math.log(float(entry[1:]) / 1000) for entry in table.split()}


_TABLES = (_frequencies(_RUSSIAN), _frequencies(_KAZAKH))


def plausibility(text: str) -> float:
    """Mean log-probability of the non-ASCII characters of `text`, in the likelier of Russian and Kazakh.

    Letters count by their frequency and by how vowels and consonants follow each other.

    About -3 for real text, below -6 for text decoded with the wrong codec; 0 when all of it is ASCII.
    """
    counts: Counter[str] = Counter(text)
    wide = {character: count for character, count in counts.items() if character > "\x7f"}
    total = sum(wide.values())
    if not total:
        return 0.0
    capital = _ALL_CAPITALS_COST if _is_all_capitals(counts) else _CAPITAL_COST
    letters = max(_letter_cost(wide, table, capital) for table in _TABLES)
    alternation = sum(gain * len(pattern.findall(text)) for pattern, gain in _ALTERNATION)
    return (letters + alternation + _JUMP_COST * (_jumps(text) + _misfits(text))) / total


def _is_all_capitals(counts: dict[str, int]) -> bool:
    upper = sum(count for character, count in counts.items() if character.isupper())
    lower = sum(count for character, count in counts.items() if character.islower())
    return upper > 3 * lower


def _letter_cost(counts: dict[str, int], table: dict[str, float], capital: float) -> float:
    # Sorted, so that the sum does not depend on which letter came first.
    return sum(_cost(character, table, capital) * count for character, count in sorted(counts.items()))


def _cost(character: str, table: dict[str, float], capital: float) -> float:
    lower = character.lower()
    if lower in table:
        return table[lower] + (0.0 if character == lower else capital)
    if character in _QUOTES_AND_DASHES:
        return _QUOTES_AND_DASHES_COST
    if character in _NEUTRAL:
        return _NEUTRAL_COST
    if "\u00c0" <= character <= "\u024f" and character.isalpha():
        return _LATIN_COST + (0.0 if character == lower else capital)
    return _UNKNOWN_COST


def _jumps(text: str) -> int:
    """Count places inside words where a lower-case letter meets a capital, or one script meets another."""
    return sum(1 for a, b in pairwise(text) if (a > "\x7f" or b > "\x7f") and _is_jump(a, b))


def _misfits(text: str) -> int:
    """Count letters that do not go with those around them: in Kazakh words, and single ones in Latin text."""
    count = len(_MISFIT.findall(text))
    if len(_ASCII_LETTER.findall(text)) > 10 * len(_CYRILLIC.findall(text)):
        count += len(_LONE_CYRILLIC.findall(text))
    return count


def _is_jump(a: str, b: str) -> bool:
    if not (a.isalpha() and b.isalpha()):
        return False
    return (a.islower() and b.isupper()) or _is_cyrillic(a) != _is_cyrillic(b)


def _is_cyrillic(character: str) -> bool:
    return "\u0400" <= character <= "\u052f"
