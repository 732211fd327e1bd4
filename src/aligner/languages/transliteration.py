"""Cyrillic (Russian, Kazakh) in Latin letters, and a key under which the spellings of one name fall together.

Sources of the tables: the BGN/PCGN romanisations of Russian (1947) and Kazakh (1979), ISO 9:1995, GOST 7.79-2000
system B, ICAO Doc 9303 (the passport table GOST R 52535.1 follows), and Kazakhstan's own Latin alphabets of
2018 (presidential decree 637 of 19 February 2018) and 2021 (the proposal published on 28 January 2021). The
informal table is what newspapers write. Pure functions without state; nothing of the package is imported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import groupby


class Scheme(StrEnum):
    """A way to write Russian or Kazakh in Latin letters."""

    BGN_PCGN = "BGN/PCGN"
    ISO_9 = "ISO 9"
    GOST_B = "GOST 7.79 B"
    PASSPORT = "ICAO 9303"
    INFORMAL = "informal"
    KAZAKH_2018 = "Kazakh Latin 2018"
    KAZAKH_2021 = "Kazakh Latin 2021"


def _table(base: Mapping[str, str], changes: str) -> dict[str, str]:
    """`base` with the `letter=latin` pairs of `changes`; a bare `letter=` is silent."""
    return {**base, **dict(pair.split("=") for pair in changes.split())}


_BASE = _table({}, "а=a б=b в=v г=g д=d з=z к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f")
_PLAIN_KAZAKH = "ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h і=i"

_TABLES: Mapping[Scheme, Mapping[str, str]] = {
    Scheme.BGN_PCGN: _table(
        _BASE,
        "е=e ё=yo ж=zh и=i й=y х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya "
        "ә=ä ғ=gh қ=q ң=ng ө=ö ұ=u ү=ü һ=h і=i",
    ),
    Scheme.ISO_9: _table(
        _BASE,
        "е=e ё=ë ж=ž и=i й=j х=h ц=c ч=č ш=š щ=ŝ ъ=ʺ ы=y ь=ʹ э=è ю=û я=â ә=a̋ ғ=ġ қ=ķ ң=ņ ө=ô ұ=u̇ ү=ù һ=ḥ і=ì",
    ),
    Scheme.GOST_B: _table(
        _BASE,
        f"е=e ё=yo ж=zh и=i й=j х=x ц=cz ч=ch ш=sh щ=shh ъ=`` ы=y` ь=` э=e` ю=yu я=ya {_PLAIN_KAZAKH}",
    ),
    Scheme.PASSPORT: _table(
        _BASE,
        f"е=e ё=e ж=zh и=i й=i х=kh ц=ts ч=ch ш=sh щ=shch ъ=ie ы=y ь= э=e ю=iu я=ia {_PLAIN_KAZAKH}",
    ),
    Scheme.INFORMAL: _table(
        _BASE,
        f"е=e ё=yo ж=zh и=i й=y х=kh ц=ts ч=ch ш=sh щ=sch ъ= ы=y ь= э=e ю=yu я=ya {_PLAIN_KAZAKH}",
    ),
    Scheme.KAZAKH_2018: _table(
        _BASE,
        "е=e ё=ıo ж=j и=ı й=ı х=h ц=ts ч=ch ш=sh щ=sh ъ= ы=y ь= э=e ю=ıý я=ıa у=ý "
        "ә=á ғ=ǵ қ=q ң=ń ө=ó ұ=u ү=ú һ=h і=i",
    ),
    Scheme.KAZAKH_2021: _table(
        _BASE,
        "е=e ё=io ж=j и=i й=i х=h ц=ts ч=ch ш=ş щ=ştş ъ= ы=y ь= э=e ю=iu я=ia ә=ä ғ=ğ қ=q ң=ñ ө=ö ұ=ū ү=ü һ=h і=ı",
    ),
}

_INFORMAL_CHOICES = ("ж=j", "х=h", "щ=shch", "ш=ş", "ц=c", "қ=q", "ғ=gh", "ң=ng", "ы=i", "й=i", "у=w", "ә=ae", "ө=u")
"""One change at a time to the informal table: spellings met beside the commonest one."""

_YE_AFTER = frozenset("аеёиоуыэюяъьәөұүі")
_ENDINGS = (("iy", "y"), ("yy", "y"), ("iye", "ie"), ("iya", "ia"))
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@lru_cache(maxsize=32_768)
def romanise(word: str, scheme: Scheme = Scheme.BGN_PCGN) -> str:
    """Write a Cyrillic word in Latin letters by one scheme, keeping capitals; other characters pass through."""
    table = _TABLES[scheme]
    return _spell(word, table, ye=scheme is Scheme.BGN_PCGN)


@lru_cache(maxsize=32_768)
def romanisations(word: str) -> tuple[tuple[str, str], ...]:
    """Every distinct Latin spelling of a Cyrillic word with the name of the scheme that gives it, common ones first.

    Each scheme is given as it stands and in plain ASCII, as newspapers print it; a word without a Cyrillic letter
    has none.
    """
    if not _CYRILLIC.search(word):
        return ()
    found: dict[str, str] = {}
    for scheme in (Scheme.BGN_PCGN, Scheme.INFORMAL, *Scheme):
        spelling = romanise(word, scheme)
        found.setdefault(spelling, scheme.value)
        found.setdefault(without_marks(spelling), scheme.value)
    found.setdefault(_spell(word, _TABLES[Scheme.INFORMAL], ye=True), Scheme.INFORMAL.value)
    for choice in _INFORMAL_CHOICES:
        if choice[0] in word.lower():
            table = _table(_TABLES[Scheme.INFORMAL], choice)
            found.setdefault(_spell(word, table, ye=False), Scheme.INFORMAL.value)
    for spelling in list(found):
        for long, short in _ENDINGS:
            if spelling.endswith(long):
                found.setdefault(spelling.removesuffix(long) + short, Scheme.INFORMAL.value)
        if "ks" in spelling:
            found.setdefault(spelling.replace("ks", "x"), Scheme.INFORMAL.value)
    return tuple(found.items())


def _spell(word: str, table: Mapping[str, str], *, ye: bool) -> str:
    lower = word.lower()
    shouted = len(word) > 1 and word.isupper()
    out = []
    for position, letter in enumerate(lower):
        latin = table.get(letter, letter)
        if ye and letter == "е" and (position == 0 or lower[position - 1] in _YE_AFTER):
            latin = "ye"
        if word[position] != letter:
            latin = latin.upper() if shouted else latin[:1].upper() + latin[1:]
        out.append(latin)
    return "".join(out)


def without_marks(text: str) -> str:
    """Latin text in plain ASCII letters: no diacritics, no dotless i, no signs for the soft and hard sign."""
    if text.isascii():
        return text.translate(_PLAIN)
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return plain.translate(_PLAIN)


_PLAIN = str.maketrans({"ı": "i", "ʺ": "", "ʹ": "", "`": "", "’": "", "ʼ": "", "‘": "", "'": ""})

_CYRILLIC_SOUNDS = (
    ("дж", "j"),
    ("нг", "n"),
    ("ңғ", "n"),
    ("ңг", "n"),
    *zip("бвгғдзклмнңпрстф", "bvggdzklmnnprstf", strict=True),
    *(("қ", "k"), ("ж", "j"), ("х", "h"), ("һ", "h"), ("ц", "ts"), ("ч", "c"), ("ш", "x"), ("щ", "x")),
)
_LATIN_SOUNDS = (
    *(("shch", "x"), ("sch", "x"), ("tch", "c"), ("dzh", "j"), ("dj", "j"), ("sh", "x"), ("ch", "c")),
    *(("zh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("tz", "ts")),
    *(("nggh", "n"), ("ngg", "n"), ("ngh", "n"), ("ng", "n")),
    *(("x", "ks"), ("q", "k"), ("w", "v"), ("c", "k")),
    *((letter, letter) for letter in "bvgdzklmnprstfjh"),
)
_MARKED = str.maketrans({"š": "sh", "ş": "sh", "ŝ": "sh", "č": "ch", "ç": "ch", "ž": "zh", "ñ": "ng", "ń": "ng"})
_SOFT_C = re.compile("c(?=[eiy])")
_VOWELS = frozenset("aeiouyаеёиоуыэюяәөұүі")


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The consonants of a name in either script, so that its spellings in English, Russian and Kazakh meet.

    Vowels and glides go (a first one leaves ``a``), doubled sounds fold, and sounds the schemes write in several
    ways share a letter: Zhanaozen, Janaozen, Жанаозен and Жаңаөзен are all ``jnzn``. Case endings stay, so inflected
    names agree in a prefix. Words of other scripts give an empty string.
    """
    lower = unicodedata.normalize("NFC", word).lower()
    if _CYRILLIC.search(lower):
        sounds = _sounds(lower, _CYRILLIC_READER)
    else:
        sounds = _sounds(_SOFT_C.sub("s", without_marks(lower.translate(_MARKED))), _LATIN_READER)
    return sounds


def _reader(sounds: Iterable[tuple[str, str]]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds letters that stand for a sound, those listed first before others, and the sounds."""
    table = dict(sounds)
    return re.compile("|".join(table)), table


_CYRILLIC_READER, _LATIN_READER = _reader(_CYRILLIC_SOUNDS), _reader(_LATIN_SOUNDS)


def _sounds(text: str, reader: tuple[re.Pattern[str], Mapping[str, str]]) -> str:
    pattern, table = reader
    vowel = "a" if text[:1] in _VOWELS else ""
    found = [table[letters] for letters in pattern.findall(text)]
    return vowel + "".join(sound for sound, _ in groupby(found))
