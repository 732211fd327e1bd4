"""How far a sentence was changed between two versions of a source: not, hardly, or so that it must be read again.

"Hardly" is kept narrow on purpose, since a confirmed row stays confirmed over it: typography, capitals, an article, a
slip of the pen inside a long word. A number, a negation, another word or another ending may change what is said.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.distance import Levenshtein as Words

from aligner.model import Language


class Difference(IntEnum):
    """How far two texts of one sentence are apart."""

    NONE = 0
    """The same characters, but for white space and soft hyphens."""
    SLIGHT = 1
    """Says the same beyond doubt."""
    GREAT = 2
    """May say something else."""


_IGNORED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_WORD = re.compile(r"[^\W_]+")
_TELLING = re.compile(r"[?!%‰$€£₸₽№<>=±+]|(?<!\d)[-−–](?=\d)")
"""Signs that carry meaning, the minus of a number among them."""

_ARTICLES = {"en": frozenset({"a", "an", "the"})}

_NEGATIONS = {
    "en": re.compile(r"^(un|in|im|il|ir|dis|non)|less|n.?t$"),
    "ru": re.compile(r"^(не|ни|бе[зс])"),
    "kk": re.compile(r"[мбп][ае]|с[ыі]з"),
}
"""Parts of words that deny; a change of their number inside a word is no slip of the pen."""

_LONG_WORD = 7
_STABLE_START = 2
_STABLE_END = 3
"""Letters at the two ends of a word in which prefixes and inflection speak: a slip there may be another word form."""


def normalized(text: str) -> str:
    """The text as it is compared: composed letters, single spaces, nothing invisible."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_IGNORED).split())


def compact(text: str) -> str:
    """The text without any white space, to compare across other cuts into sentences."""
    return normalized(text).replace(" ", "")


def difference_between(old: str, new: str, language: Language) -> Difference:
    """How far two texts of one sentence are apart."""
    before, after = normalized(old), normalized(new)
    if before == after:
        return Difference.NONE
    if _TELLING.findall(before) != _TELLING.findall(after):
        return Difference.GREAT
    old_words, new_words = _words(before, language), _words(after, language)
    changed = [
        (old_words[step.src_start : step.src_end], new_words[step.dest_start : step.dest_end])
        for step in Words.opcodes(old_words, new_words)
        if step.tag != "equal"
    ]
    if not old_words or len(changed) > max(1, len(old_words) // 8):
        return Difference.GREAT
    return Difference.SLIGHT if all(_slip(a, b, language) for a, b in changed) else Difference.GREAT


def _words(text: str, language: Language) -> list[str]:
    left_out = _ARTICLES.get(language, frozenset())
    found = _WORD.findall(text.casefold().replace("ё", "е"))
    return [word for word in found if word not in left_out]


def _slip(old: list[str], new: list[str], language: Language) -> bool:
    """Whether one word became another only by a slip of the pen: one letter, or two exchanged, well inside it."""
    if len(old) != 1 or len(new) != 1:
        return False
    before, after = old[0], new[0]
    if min(len(before), len(after)) < _LONG_WORD or not (before.isalpha() and after.isalpha()):
        return False
    ends_differ = before[:_STABLE_START] != after[:_STABLE_START] or before[-_STABLE_END:] != after[-_STABLE_END:]
    if ends_differ or DamerauLevenshtein.distance(before, after) > 1:
        return False
    negation = _NEGATIONS.get(language)
    return negation is None or len(negation.findall(before)) == len(negation.findall(after))
