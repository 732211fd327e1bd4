"""Whether a form belongs to a term, out of any context."""

from __future__ import annotations

import re
from functools import lru_cache

from aligner.glossary.finder import TermFinder
from aligner.glossary.model import Glossary, Term
from aligner.glossary.tokens import CYRILLIC_LANGUAGES, HYPHENS, WORD, fold_word
from aligner.model import Language

_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_PARTICLE = re.compile(
    rf"(?:\s+|[{re.escape(HYPHENS)}])(ма|ме|ба|бе|па|пе|да|де|та|те|ғой|қой|ғана|қана|ақ|ау|мыс|міс)\W*\Z",
    re.IGNORECASE,
)
"""What asks or stresses after a Kazakh word and is written apart or with a hyphen: қала ма, мент-ақ."""


def match(term: str, form: str, language: Language) -> str | None:
    """The analysis of `form` as a form of `term`, or nothing when it is none; the ``glossary match`` contract.

    Both may be phrases. The whole of `form` must be the term: a sentence that holds it does not match; a Kazakh
    particle after it does. A Cyrillic term is matched with its Latin spellings in English.
    """
    finder = _finder_of(term.strip(), language)
    form = form.strip()
    analysis = _whole(finder, form)
    particle = _PARTICLE.search(form) if analysis is None and language == "kk" else None
    if particle is None:
        return analysis
    analysis = _whole(finder, form[: particle.start()])
    return None if analysis is None else f"{analysis} + {particle.group(1)} (particle)"


_SHORTEST_STEM = 4
_ENGLISH_SUFFIXES = ("ion", "ment", "ance", "ence", "er", "or")
_ENDINGS = "аеёийоуыьэюяaeiouy"


def derived_word(text: str, term: str, language: Language) -> str | None:
    """The word of a text that is made of a one-word term and may render it: районный акимат, of район.

    Kazakh is told by its suffixes, other languages by a common beginning, which is enough to lower a doubt.
    """
    words = WORD.findall(term)
    if len(words) != 1:
        return None
    if language == "kk":
        return next((word for word in WORD.findall(text) if match(term, word, language) is not None), None)
    cyrillic = language in CYRILLIC_LANGUAGES
    stem = _stem(fold_word(words[0], cyrillic=cyrillic), language)
    if len(stem) < _SHORTEST_STEM:
        return None
    return next((word for word in WORD.findall(text) if fold_word(word, cyrillic=cyrillic).startswith(stem)), None)


def _stem(word: str, language: Language) -> str:
    """The beginning that words made of a word share with it: elect, of election."""
    if language == "en":
        made = next((ending for ending in _ENGLISH_SUFFIXES if word.endswith(ending)), "")
        stem = word.removesuffix(made)
        word = stem if len(stem) >= _SHORTEST_STEM else word
    return word.rstrip(_ENDINGS)


def _whole(finder: TermFinder, form: str) -> str | None:
    for occurrence in finder.find(form):
        outside = form[: occurrence.start] + form[occurrence.stop :]
        if not any(char.isalnum() for char in outside):
            return occurrence.analysis
    return None


@lru_cache(maxsize=4_096)
def _finder_of(term: str, language: Language) -> TermFinder:
    own = language
    if language == "en" and _CYRILLIC.search(term):
        own = "ru" if _KAZAKH_LETTERS.isdisjoint(term.lower()) else "kk"
    return TermFinder(Glossary((Term("term", own, term),)), language, isolated=True)
