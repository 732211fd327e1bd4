"""Exact wrapping of text into terminal cells: Cyrillic, combining marks, wide characters; offsets, never new text."""

from __future__ import annotations

import re
from typing import TypeAlias

from rich.cells import split_graphemes

Line: TypeAlias = tuple[int, int]
"""Start and stop of a line in the text, in characters; the white space at a line's end belongs to no line."""

_NOT_NARROW = re.compile("[^ -~\xa0-\xac\xae-˿Ͱ-҂Ҋ-ԯ‐-―‘-‟†-‧‰-‾№]")
"""Characters whose width has to be looked up; all others take one cell."""

_VISIBLE = {code: 0x2400 + code for code in range(0x20)}
_VISIBLE.update({0x09: 0x20, 0x0A: 0x21B5, 0x0D: 0x21B5, 0x7F: 0x2421, 0x2028: 0x21B5, 0x2029: 0x21B5})
_VISIBLE.update(dict.fromkeys(range(0x80, 0xA0), 0xFFFD))
# Direction marks would reorder the other columns of the screen; half of a surrogate pair cannot be printed.
_VISIBLE.update(dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xB7))
_VISIBLE.update(dict.fromkeys(range(0xD800, 0xE000), 0xFFFD))
_TROUBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with characters that would disturb a terminal replaced one for one, so that offsets stay true."""
    return text.translate(_VISIBLE) if _TROUBLE.search(text) else text


def wrap(text: str, width: int) -> list[Line]:
    """Cut a text into lines of at most `width` cells, between words where possible.

    An empty text has one empty line. A single character wider than `width` gets a line of its own.
    """
    if len(text) <= width and not _NOT_NARROW.search(text):
        return [(0, len(text))]
    if _NOT_NARROW.search(text):
        return _wrap_wide(text, max(width, 1))
    return _wrap_narrow(text, max(width, 1))


def _wrap_narrow(text: str, width: int) -> list[Line]:
    """Where every character takes one cell, a cell is a character."""
    lines: list[Line] = []
    start, end = 0, len(text)
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start:
            lines.append((start, start + width))
            start += width
        else:
            stop = cut
            while stop > start + 1 and text[stop - 1] == " ":
                stop -= 1
            lines.append((start, stop))
            start = cut + 1
        while start < end and text[start] == " ":
            start += 1
    if start < end or not lines:
        lines.append((start, end))
    return lines


def _wrap_wide(text: str, width: int) -> list[Line]:
    """Where widths differ: grapheme by grapheme, breaking at spaces and beside wide characters."""
    spans = split_graphemes(text)[0]
    lines: list[Line] = []
    first, end = 0, len(spans)
    while first < end:
        fits, used = first, 0
        while fits < end and used + spans[fits][2] <= width:
            used += spans[fits][2]
            fits += 1
        fits = max(fits, first + 1)
        if fits >= end:
            lines.append((spans[first][0], len(text)))
            break
        cut = fits
        while cut > first and not _breaks(text, spans, cut):
            cut -= 1
        cut = cut if cut > first else fits
        stop = cut
        while stop > first + 1 and _blank(text, spans[stop - 1]):
            stop -= 1
        lines.append((spans[first][0], spans[stop - 1][1]))
        first = cut
        while first < end and _blank(text, spans[first]):
            first += 1
    return lines or [(0, 0)]


def _blank(text: str, span: tuple[int, int, int]) -> bool:
    """Whether a grapheme is a space with no mark on it."""
    return text[span[0] : span[1]] == " "


def _breaks(text: str, spans: list[tuple[int, int, int]], position: int) -> bool:
    """Whether a line may end before the grapheme at `position`."""
    return _blank(text, spans[position]) or spans[position - 1][2] > 1 or spans[position][2] > 1
