"""Which codec a file was written with, and its text.

In this order: what the caller says; a byte-order mark; UTF-16 by its look; strict UTF-8; then the 8-bit codecs of
English, Russian and Kazakh, judged by the letters that come out. Codecs that give the same text are one answer, so
Kazakh letters decide between cp1251, kz1048 and ptcp154, and without any the plainest of them is named.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from aligner.errors import InputError
from aligner.reading.letters import SAMPLE, plausibility

CYRILLIC_CODECS = ("cp1251", "koi8-r", "cp866", "iso8859-5", "kz1048", "ptcp154")
"""Tried in this order when the text is neither UTF-8 nor UTF-16; of equal results the first is named."""

_RARITY = {
    "cp1251": 0.0,
    "koi8-r": 1.5,
    "cp866": 1.5,
    "iso8859-5": 4.0,
    "kz1048": 0.0,
    "ptcp154": 1.0,
    "cp1252": 0.0,
    "mac-cyrillic": 4.0,
}
"""The codecs tried, and how much rarer each is than the commonest, in nats: what decides about a word or two."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HINT = "name the encoding with --encoding, for example --encoding cp1251"
_WORST_PLAUSIBLE = -5.5
_WIDE_UNIT = 2
_WIDE_SAMPLE = 8192
_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and how it was read."""

    text: str
    encoding: str
    """The codec as Python names it; ``utf-8-sig`` and ``utf-16`` when a byte-order mark was there and is left out."""


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode the bytes of the file called `name`, by `encoding` if given, else by the one they seem to be in.

    Linear in the length of `data`. Raises `InputError`, which says where, when bytes do not fit the encoding.
    """
    if encoding is not None:
        return _decode_as_told(data, name, encoding)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, name, codec), codec)
    wide = wide_codec(data)
    if wide:
        return Decoded(_strictly(data, name, wide), wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data):
            raise _undecodable(data, name, "utf-8", error) from error
    codec = _best_narrow(data, name)
    return Decoded(_strictly(data, name, codec), codec)


def wide_codec(data: bytes) -> str:
    """Name the UTF-16 byte order of unmarked `data`, or nothing if it does not look like UTF-16."""
    if len(data) < 2 * _WIDE_UNIT or len(data) % _WIDE_UNIT:
        return ""
    sample = data[:_WIDE_SAMPLE]
    shares = {codec: _share_expected(sample, codec) for codec in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda codec: shares[codec])
    return best if shares[best] >= 0.95 else ""


_EXPECTED = re.compile("[\t\n\r\x0c -~\u00a0-\u024f\u0400-\u052f\u2010-\u203a\u20ac\u2116\u2122\ufeff]")


def _share_expected(sample: bytes, codec: str) -> float:
    """How many of the characters belong to Latin, Cyrillic or their punctuation, from 0 to 1."""
    text = sample.decode(codec, errors="replace")
    return len(_EXPECTED.findall(text)) / len(text)


def _decode_as_told(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        codec = codecs.lookup(encoding).name
        b" ".decode(codec, errors="replace")
    except (LookupError, UnicodeError, ValueError) as error:
        message = f"{name}: there is no text encoding called {encoding!r}"
        raise InputError(message, "try utf-8, utf-16, cp1251, koi8-r, kz1048 or ptcp154") from error
    if codec == "utf-8" and data.startswith(codecs.BOM_UTF8):
        codec = "utf-8-sig"
    if codec == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = wide_codec(data) or "utf-16-le"
    return Decoded(_strictly(data, name, codec), codec)


def _strictly(data: bytes, name: str, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(data, name, codec, error) from error
    except UnicodeError as error:
        message = f"{name}: cannot be decoded as {codec}: {error}"
        raise InputError(message, _HINT) from error


def _undecodable(data: bytes, name: str, codec: str, error: UnicodeDecodeError) -> InputError:
    line = data.count(b"\n", 0, error.start) + 1
    message = f"{name}: line {line}, byte {error.start}: 0x{data[error.start]:02X} is not {codec} text"
    return InputError(message, f"repair the file, or {_HINT}")


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell UTF-8 with a few broken bytes from 8-bit text: whole multi-byte characters outweigh the broken ones."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    whole = sum(1 for character in text if character > "\x7f") - broken
    return whole > 2 * broken


def _best_narrow(data: bytes, name: str) -> str:
    sample = _sample(data)
    scores: dict[str, float] = {}
    for codec in _RARITY:
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        scores[codec] = plausibility(text)
    # Sorting is stable: of codecs that read the text alike, the earlier candidate wins.
    wide = sum(byte > 0x7F for byte in sample)
    ranked = sorted(scores, key=lambda codec: _RARITY[codec] / wide - scores[codec])
    if ranked and scores[ranked[0]] > _WORST_PLAUSIBLE:
        return ranked[0]
    guess = _chardet(sample)
    if guess:
        return guess
    message = f"{name}: the encoding cannot be told"
    raise InputError(message, _HINT)


def _sample(data: bytes) -> bytes:
    """The blocks of `data` that have non-ASCII bytes, until enough of those are in; safe for 8-bit codecs only."""
    blocks: list[bytes] = []
    seen = 0
    for start in range(0, len(data), _BLOCK):
        block = data[start : start + _BLOCK]
        if not block.isascii():
            blocks.append(block)
            seen += sum(byte > 0x7F for byte in block)
        if seen >= SAMPLE:
            break
    return b"".join(blocks)


def _chardet(sample: bytes) -> str:
    """What chardet makes of text that is none of the known languages; nothing if it does not know either."""
    import chardet

    guess = chardet.detect(sample)["encoding"]
    try:
        return codecs.lookup(guess).name if guess else ""
    except LookupError:
        return ""
