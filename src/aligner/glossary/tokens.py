"""Words of running text with their offsets, and the one spelling under which all spellings of a word meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
WORD = re.compile(rf"[^\W_]+(?:[{_IGNORED}\u0300-\u036f]+[^\W_]*|['’ʼ][^\W_]+)*")
"""A word with what may stand inside it unseen: soft hyphens, zero-width characters, stress marks, an apostrophe."""

HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
QUOTES = "«»„“”‟\"'‘’‚‹›`"
BETWEEN = re.compile(rf"[\s{_IGNORED}{QUOTES}{re.escape(HYPHENS)}]*\Z")
"""What may stand between two words of one term."""

_TO_CYRILLIC = str.maketrans("aceopxyikhABCEHIKMOPTXYəƏɵƟ", "асеорхуікһАВСЕНІКМОРТХУәӘөӨ")
_TO_LATIN = str.maketrans("асеорхуікһАВСЕНІКМОРТХУ", "aceopxyikhABCEHIKMOPTXY")
_LOOKALIKES = frozenset("aceopxyikhABCEHIKMOPTXYəƏɵƟ")
_FOLDED = {**dict.fromkeys(map(ord, _IGNORED + "\u0300\u0301"), None), ord("ё"): "е", ord("’"): "'", ord("ʼ"): "'"}
_FOLDED |= dict.fromkeys(map(ord, HYPHENS), "-")

CYRILLIC_LANGUAGES = frozenset({"ru", "kk", "uk", "be", "ky", "tg", "mn", "bg", "sr", "mk", "tt", "ba"})


@lru_cache(maxsize=131_072)
def fold_word(word: str, *, cyrillic: bool) -> str:
    """`word` in lower case, without stress marks and invisible characters, ё as е, its look-alikes in one script.

    In a word that mixes the scripts, Latin letters that look like Cyrillic ones are taken for these with `cyrillic`,
    and the other way round without.
    """
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_ACCENTS))
    script = _scripts(composed)
    if script == "both":
        composed = composed.translate(_TO_CYRILLIC if cyrillic else _TO_LATIN)
    return composed.lower().translate(_FOLDED)


_ACCENTS = dict.fromkeys((0x300, 0x301), None)


def _scripts(word: str) -> str:
    latin = any("a" <= char <= "z" or "A" <= char <= "Z" or char in "əƏɵƟ" for char in word)
    cyrillic = any("\u0400" <= char <= "\u04ff" for char in word)
    return "both" if latin and cyrillic else "latin" if latin else "cyrillic"


def disguised(word: str) -> str | None:
    """The Cyrillic word that a word wholly in Latin look-alikes may stand for: COBET for совет; else nothing."""
    if len(word) > 2 and _LOOKALIKES.issuperset(word):
        return word.translate(_TO_CYRILLIC)
    return None
