"""What every encoder is given: text without characters that break engines or carry no meaning, of bounded length."""

from __future__ import annotations

import re

MAX_CHARACTERS = 8_000
"""What lies beyond is not embedded: far longer than any sentence, short enough that no line takes minutes."""

_SPACE = 0x20
# Line ends, tabs and separators; ZWSP, ZWNJ and ZWJ, which the XLM-R tokenizers were trained to see as spaces;
# U+2581, their own mark of a space; and U+FFFD, which stands for what could not be read.
_AS_SPACE = [*range(0x09, 0x0E), *range(0x1C, 0x20), 0x85, 0x200B, 0x200C, 0x200D, 0x2028, 0x2029, 0x2581, 0xFFFD]
# Soft hyphen, word joiner and its kin, direction marks, byte order mark: they must not split a word.
_DROPPED = [0xAD, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_SURROGATES = range(0xD800, 0xE000)

_TABLE: dict[int, int | None] = {
    **dict.fromkeys(_CONTROLS),
    **dict.fromkeys(_DROPPED),
    **dict.fromkeys(_AS_SPACE, _SPACE),
    **dict.fromkeys(_SURROGATES, _SPACE),
}
_ODD = re.compile("[" + "".join(map(re.escape, map(chr, sorted(_TABLE)))) + "]")


def clean(text: str) -> str:
    """`text` as encoders may see it.

    NUL, control characters, lone surrogates, soft hyphens and direction marks are removed or become spaces, and the
    text is cut after `MAX_CHARACTERS`. C engines stop at NUL, and a lone surrogate has no UTF-8 form.
    """
    shown = text[:MAX_CHARACTERS]
    return shown.translate(_TABLE) if _ODD.search(shown) else shown
