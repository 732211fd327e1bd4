"""The one pattern that finds candidate breaks; every alternative begins with a character of one set, for speed."""

from __future__ import annotations

import re
from functools import cache

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff"
"""Soft hyphen, zero-width characters, direction marks: they neither part words nor end them."""

LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What ``str.splitlines`` takes for the end of a line."""

_EMOJI = "\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55"
FACES = "\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u263a\u2639\u2764"
"""Pictures that can stand for a mark; signs such as a tick may be bullets."""
_SMILEY_EYES = ":;="


@cache
def finder(terminators: str) -> re.Pattern[str]:
    """Finds a cluster of marks with what closes with it and the space after it, or the end of a line.

    Groups: the first character, further marks, closers, space; after a line's end, the white space that follows.
    Where nothing else ends a sentence, a picture or closing brackets may: ``Ура 🎉 Мы``, ``Спасибо)) До завтра``.
    """
    ends = re.escape(terminators)
    marks = rf"(?:\.(?:[ \u00a0]\.){{2}}(?!\.)|[{ends}]+)"
    closers = (
        rf"(?:[\"'»”’)\]}}›」』）】》*_{INVISIBLE}⁰¹²³⁴-⁹†‡]"
        r"|[“«](?=[\s,;:)]|\Z)"  # These close only where no word follows.
        r"|\(\d{1,2}\)"
        r"|\[\d{1,3}(?:[-–,]\s?\d{1,3})*\]"  # A footnote: [3], [3, 5].
        r"|(?<=[.!?…])\[[^\W\d_][^\[\]\n]{0,40}\]"  # A note on the text: [citation needed].
        r"|[ \u00a0\u202f](?=[»”](?:[\s,;:.!?)]|\Z))"
        r"|(?<=[^\W\d_][.!?…])\d{1,3}(?=\s+[^\W\d_a-zа-я])"  # A footnote whose raised digits were lost.
        rf"|\s?[{_EMOJI}]+|\s?[{_SMILEY_EYES}]-?[()D]+(?=\s|\Z)|\s\)+(?=\s|\Z))*"
    )
    return re.compile(
        rf"([{ends}{_SMILEY_EYES}{FACES}){LINE_ENDS}])"
        rf"(?:((?<=[{ends}])(?:(?<=\.)(?:[ \u00a0]\.){{2}}(?!\.)|[{ends}]*)|(?<=\s[{_SMILEY_EYES}])-?[()]+(?=\s)"
        rf"|(?<=[{FACES}])(?<![{FACES}][{FACES}])[{FACES}\u200d\ufe0f]*(?=[ \u00a0]\S)|(?<=\w\))\)*(?=[ \u00a0]\S))"
        rf"({closers}(?:{marks}{closers})*)(\s*)"
        rf"|(?<=[{LINE_ENDS}])(\s*))"
    )
