"""Regular expressions of SRX files (ICU's dialect) written anew for Python's ``re``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from aligner.errors import InputError

_TOKEN = re.compile(
    r"\\(?P<sign>[pP])\{(?P<name>[^}]*)\}|\\x\{(?P<hex>[0-9A-Fa-f]+)\}|\\(?P<space>[hR])|\\Q(?P<literal>.*?)(?:\\E|\Z)"
    r"|(?P<escape>\\.)|(?P<open>\[)|(?P<close>\])|(?P<other>.)",
    re.DOTALL,
)
_LEADING_FLAGS = re.compile(r"\(\?([imsx]+)\)")
_NAMES = {"Letter": "L", "Alphabetic": "L", "Uppercase": "Lu", "Lowercase": "Ll", "Alpha": "L", "Upper": "Lu",
          "Lower": "Ll", "Digit": "Nd", "Punct": "P", "Space": "Z"}  # fmt: skip
_BLANKS = r" \t\u00a0\u2000-\u200a\u202f\u3000"
_LAST = 0x10FFFF


def python_pattern(pattern: str) -> str:
    r"""The same pattern for ``re``: properties such as ``\p{Lu}`` become ranges, leading flags become a group.

    Raises ``InputError`` for a property that is no Unicode category and for what ``re`` cannot compile.
    """
    flags = _LEADING_FLAGS.match(pattern)
    body = pattern[flags.end() :] if flags else pattern
    parts: list[str] = []
    depth = 0
    for token in _TOKEN.finditer(body):
        depth += _depth_change(token, depth)
        parts.append(_translated(token, inside=depth > 0))
    found = "".join(parts)
    found = f"(?{flags[1]}:{found})" if flags else found
    try:
        re.compile(found)
    except re.error as error:
        raise InputError(f"the pattern {pattern!r} cannot be used: {error}", "simplify the rule") from error
    return found


def _depth_change(token: re.Match[str], depth: int) -> int:
    if token["open"] and depth == 0:
        return 1
    return -1 if token["close"] and depth else 0


def _translated(token: re.Match[str], inside: bool) -> str:
    found = token.group()
    if token["sign"]:
        ranges = _ranges(_category(token["name"]), token["sign"] == "P")
        found = ranges if inside else f"[{ranges}]"
    elif token["hex"]:
        found = re.escape(chr(int(token["hex"], 16)))
    elif token["space"] == "h":
        found = _BLANKS if inside else f"[{_BLANKS}]"
    elif token["space"]:
        found = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
    elif token["literal"] is not None:
        found = re.escape(token["literal"])
    return found


def _category(name: str) -> str:
    name = name.removeprefix("Is")
    name = _NAMES.get(name, name)
    if not re.fullmatch(r"(?:L|M|N|P|S|Z|C)[a-z]?", name):
        raise InputError(f"the character property {name!r} is not known", "use a Unicode category such as Lu")
    return name


@cache
def _ranges(category: str, complement: bool) -> str:
    """The inside of a character class."""
    parts = []
    start: int | None = None
    for code in range(_LAST + 2):
        member = code <= _LAST and unicodedata.category(chr(code)).startswith(category) is not complement
        if member and start is None:
            start = code
        elif not member and start is not None:
            parts.append(_range(start, code - 1))
            start = None
    return "".join(parts)


def _range(first: int, last: int) -> str:
    low, high = (f"\\U{code:08x}" for code in (first, last))
    return low if first == last else f"{low}-{high}"
