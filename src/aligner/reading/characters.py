"""What becomes of invisible and special characters when a text is compared, embedded or exported.

The decoded text keeps every character, since spans are offsets into it. Whoever wants the words alone asks `clean`.
"""

from __future__ import annotations

import re
import unicodedata

LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""One line break of any kind: CR LF, LF, CR, vertical tab, form feed, NEL, line and paragraph separator."""

INVISIBLE = "\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
"""Soft hyphen, zero-width spaces, direction marks, joiner, byte-order mark: the inside of a character class."""

_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"

# A soft hyphen before a line break marks a word that goes on in the next line.
_SOFT_WRAP = re.compile(f"\u00ad[{INVISIBLE}]*[ \t]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028])[ \t]*")
# A hard hyphen there may be part of the word (Нур-Султан) or not: it stays, the break goes.
_HARD_WRAP = re.compile("(?<=\\w)([-\u2010\u2011])[ \t]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028])[ \t]*(?=\\w)")
_UNSEEN = re.compile(f"[{INVISIBLE}{_CONTROLS}]")
# Joiners shape letters in Arabic and Indic scripts and glue emoji together; elsewhere they are debris.
_STRAY_JOINER = re.compile("(?<![\u0600-\u0dff\u1000-\u109f\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")
_PLAIN_SPACE = re.compile(r"\s{2,}|[\t-\r\x1c-\x1f\x85\u2028\u2029]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return the words of `text` as a reader sees them, for embedding and matching.

    In this order: a word wrapped at a soft hyphen is joined; a line break after a hard hyphen goes and the hyphen
    stays; invisible characters and controls go; lone surrogates become U+FFFD; every run of white space (no-break
    and typographic spaces, tabs, line breaks) becomes one space; none is left at the ends; NFC. Idempotent.
    """
    return unicodedata.normalize("NFC", " ".join(_seen(text).split()))


def printable(text: str) -> str:
    """Return `text` on one line for export: as `clean`, but single no-break and typographic spaces stay as they are.

    A run of two or more spaces still becomes one plain space.
    """
    return unicodedata.normalize("NFC", _PLAIN_SPACE.sub(" ", _seen(text)).strip())


def _seen(text: str) -> str:
    text = _SOFT_WRAP.sub("", text)
    text = _HARD_WRAP.sub(r"\1", text)
    text = _UNSEEN.sub("", text)
    text = _STRAY_JOINER.sub("", text)
    return _LONE_SURROGATE.sub("\ufffd", text)


def is_blank(text: str) -> bool:
    """Tell whether nothing of `text` would be seen: white space, invisible characters and controls only."""
    return not text or text.isspace() or not clean(text)


def trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """Narrow the span `start`..`stop` of `text` so that it neither begins nor ends with unseen characters."""
    while start < stop and _is_unseen(text[start]):
        start += 1
    while stop > start and _is_unseen(text[stop - 1]):
        stop -= 1
    return start, stop


def _is_unseen(character: str) -> bool:
    return character.isspace() or (not character.isprintable() and _UNSEEN.match(character) is not None)
