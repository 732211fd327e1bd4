"""Where a text's paragraphs begin and end.

Plain text has three habits: a blank line between paragraphs, a line for each paragraph, and lines filled up to a
width and broken between words. They mix, so each line break is judged on its own, with what the whole text does as
evidence. A line break that stays inside a paragraph is a wrap or stands between two sentences: a space to a reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from aligner.model import Paragraph
from aligner.reading.characters import LINE_BREAK, trimmed

PARAGRAPH_SEPARATOR = "\u2029"

_ENDS_SENTENCE = re.compile("[.!?…:;。！？][\"'»”’“)\\]]*$")
_INNER_SENTENCE = re.compile(r"\w{3}[.!?…][\"'»”’)]*\s+[\"'«“„(—–-]*\s?[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]")
_BULLET = re.compile(
    r"(?:[-–—•*·▪◦‣]|\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]|[#]+|\(?[A-Za-zА-ЯЁӘІҢҒҮҰҚӨҺа-яёәіңғүұқөһ]\))\s"
)
_WORD = re.compile(r"\S+")
_WIDEST_WRAP = 140
"""No editor or mail program fills lines wider than this, in characters."""
_NARROWEST_WRAP = 25
_NARROWEST_ALONE = 40
"""Where only a few breaks speak for filled lines, shorter ones may be verse or a list."""


class _Habit(Enum):
    """What a single line break means in a text."""

    WRAP = auto()
    """Lines are filled to a width: breaks are spaces unless something speaks against it."""
    BLOCK = auto()
    """Blank lines part paragraphs: breaks between them stand between sentences."""
    LINE = auto()
    """Each line is a paragraph."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    stop: int
    """Without the white space around it."""
    text: str
    indent: int
    closes: bool
    """Whether the break after it is a paragraph separator, or a blank line follows."""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Find the paragraphs of `text` as spans without white space around them; linear in the length of `text`."""
    lines = _lines(text)
    if not lines:
        return ()
    width = _wrap_width(lines)
    habit = _habit(lines, width)
    if habit is _Habit.LINE:
        width = _longest_filled(lines, _inside_sentences(lines))
    found: list[Paragraph] = []
    start = lines[0].start
    for line, following in pairwise(lines):
        if line.closes or _parts(line, following, habit, width):
            found.append(Paragraph(start, line.stop))
            start = following.start
    found.append(Paragraph(start, lines[-1].stop))
    return tuple(found)


def _lines(text: str) -> list[_Line]:
    """The lines of `text` in which something can be seen."""
    lines: list[_Line] = []
    start = 0
    for end, break_stop, separator in _line_ends(text):
        seen_start, seen_stop = trimmed(text, start, end)
        if seen_start < seen_stop:
            closes = separator == PARAGRAPH_SEPARATOR
            lines.append(_Line(seen_start, seen_stop, text[seen_start:seen_stop], seen_start - start, closes))
        elif lines and separator != "\x0c" and not lines[-1].closes:
            last = lines[-1]
            lines[-1] = _Line(last.start, last.stop, last.text, last.indent, closes=True)
        start = break_stop
    return lines


def _line_ends(text: str) -> list[tuple[int, int, str]]:
    ends = [(match.start(), match.end(), match[0]) for match in LINE_BREAK.finditer(text)]
    return [*ends, (len(text), len(text), "")]


def _goes_on(line: _Line, following: _Line) -> bool:
    """Tell whether the break is surely inside a sentence: no end of sentence before it, a small letter after it."""
    return not _ENDS_SENTENCE.search(line.text[-8:]) and following.text[:1].islower()


def _inside_sentences(lines: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    return [pair for pair in pairwise(lines) if not pair[0].closes and _goes_on(*pair)]


def _wrap_width(lines: Sequence[_Line]) -> int:
    """The width that lines are filled to, in characters, or 0 if they are not.

    In filled text most single breaks are inside a sentence, and the next line's first word would not have fitted.
    """
    breaks = sum(not line.closes for line in lines[:-1])
    inside = _inside_sentences(lines)
    if len(inside) < 2 or len(inside) < 0.3 * breaks:
        return _longest_filled(lines, inside) if len(inside) > 2 else 0
    lengths = sorted(line.indent + len(line.text) for line, _ in inside)
    # The longest line may hold an address that no width could break.
    width = lengths[round(0.98 * (len(lengths) - 1))]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    filled = sum(_is_filled(line, following, width) for line, following in inside)
    return width if filled >= 0.7 * len(inside) else 0


def _longest_filled(lines: Sequence[_Line], inside: Sequence[tuple[_Line, _Line]]) -> int:
    """The length of the longest line if lines inside sentences are all filled to it, else 0, in characters.

    Verse and messages written without capitals have short lines among them.
    """
    longest = max(line.indent + len(line.text) for line in lines)
    if not _NARROWEST_ALONE <= longest <= _WIDEST_WRAP:
        return 0
    return longest if all(_is_filled(line, following, longest) for line, following in inside) else 0


def _is_filled(line: _Line, following: _Line, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted on `line`, give or take 5 % of the width."""
    first = _WORD.match(following.text)
    needed = len(first[0]) if first else 0
    return line.indent + len(line.text) + 1 + needed > 0.95 * width


def _habit(lines: Sequence[_Line], width: int) -> _Habit:
    if width:
        return _Habit.WRAP
    single = [line for line in lines[:-1] if not line.closes]
    parted = len(lines) - 1 - len(single)
    if not parted:
        return _Habit.LINE
    # Lines of several sentences are paragraphs themselves; blank lines among them only set off titles and chapters.
    full = sum(_INNER_SENTENCE.search(line.text) is not None for line in single)
    sentences = parted >= 0.25 * len(single) and full <= 0.25 * len(single)
    return _Habit.BLOCK if sentences or parted >= len(single) else _Habit.LINE


def _parts(line: _Line, following: _Line, habit: _Habit, width: int) -> bool:
    """Tell whether the single line break between two lines parts paragraphs."""
    if habit is _Habit.LINE:
        # Cut before a small letter at the width of the longest line of all, it was filled, whatever the others are.
        return not (width and _goes_on(line, following) and _is_filled(line, following, width))
    ends = _ENDS_SENTENCE.search(line.text[-8:]) is not None
    if _BULLET.match(following.text) and (ends or habit is _Habit.BLOCK or not _is_filled(line, following, width)):
        return True
    if habit is _Habit.BLOCK:
        return not ends and not following.text[:1].islower()
    if _goes_on(line, following):
        return False
    indented = following.indent > line.indent
    return not _is_filled(line, following, width) or (ends and indented)
