"""Characters that nobody sees: doubled spaces, soft hyphens, zero-width and control characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from aligner.checks.finding import Finding, Grade
from aligner.checks.rows import place, texts
from aligner.model import Language, ParallelDocument

NAME = "spacing"

# The indent of a wrapped line is layout, not a doubled space.
_DOUBLED = re.compile(r"(?<=[^\s])[ \u00a0\u202f]{2,}(?=[^\s])")
_SOFT_HYPHEN = re.compile("\u00ad+")
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff]+")
_STRAY = (
    (_DOUBLED, "a doubled space", Grade.NOTE),
    (_SOFT_HYPHEN, "a soft hyphen", Grade.NOTE),
    (_UNSEEN, "an invisible character", Grade.WARNING),
    (_CONTROL, "a character that is none of any language", Grade.ERROR),
)


def check(document: ParallelDocument) -> Iterator[Finding]:
    """Find white space and invisible characters that came in by accident and break searches and exports."""
    for language in document.languages:
        for row, segment, text in texts(document, language):
            yield from check_text(row, language, segment, text)


def check_text(row: int, language: Language, segment: int, text: str) -> Iterator[Finding]:
    """Find them in one segment, each kind once with all its places."""
    for pattern, name, grade in _STRAY:
        places = tuple(place(language, segment, text, *match.span()) for match in pattern.finditer(text))
        if places:
            codes = " ".join(dict.fromkeys(_code(character) for one in places for character in one.text))
            times = f", {len(places)} times" if len(places) > 1 else ""
            message = f"{name} in {language}{times} ({codes})"
            yield Finding(row, NAME, (language,), message, grade, places)


def _code(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" {name.lower()}" if name else "")
