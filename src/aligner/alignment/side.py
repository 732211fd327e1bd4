"""What the engine knows of one version before it looks at another: vectors, lengths, marks, anchors, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bags import Bags

Floats = NDArray[np.float32]

MARKS = ("question", "exclamation", "colon", "terminal", "dash", "quotes", "bracket", "upper")
"""Columns of `Side.marks`: how the segment ends and opens, how many quotation marks it holds, whether in capitals."""

_NUMBER = re.compile(r"\d+(?:[.,:\u00a0\u202f\u2009 /]\d+)*")
_SEPARATED = re.compile(r"[.,:\u00a0\u202f\u2009 /]")
_IDLE_ZEROS = re.compile(r"^0+(?=\d)|(?<=\d)[.,:]00$")
"""Zeros that one version writes and the other leaves out: 09:30 and 9:30, 18.00 and 18."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TAIL = "\"'”’»“)]}›*\u00a0\u200b "
_ENUMERATOR = re.compile(r"^\s*(?:(?:\(?\d{1,3}(?:[.:]\d{1,3})*[.)]|\(?[^\W\d_]\)|[•*·▪—–-])\s+)+(?=\S)")
_DIGITS = re.compile(r"\d+")
_CLOSING, _OPENING = "\"'»”’)\\]」』", "\"'«“„‘(\\[—–\\-"
_INNER_END = re.compile(rf"[.!?…؟。！？](?:(?<=[。！？])|[{_CLOSING}]*\s)[{_CLOSING}]*[{_OPENING}\s]*(\w)")
"""Where one sentence may end and another begin."""
_CUT_SHORT = re.compile(rf"(?:^|[^\w.{_CLOSING}])\w{{0,2}}\.$")
"""A word of one or two letters before a full stop: most often an abbreviation."""
_QUOTES = frozenset('"«»“”„‟″')
_LAST = {
    "question": frozenset("?？؟"),
    "exclamation": frozenset("!！"),
    "colon": frozenset(":;,："),
    "terminal": frozenset(".…。।!?！？؟"),
}
_DASHES, _BRACKETS = frozenset("—–-•*"), frozenset("([")


@dataclass(frozen=True)
class Side:
    """One version as the scorer sees it; every array has one row per segment."""

    vectors: Floats
    """Centred, unit length, shape [segments, dim]; zero columns where there is no model."""
    centre: Floats
    """What was taken out of the vectors, shape [dim]."""
    weights: Floats
    """How much a segment counts in the mean vector of a block (its length over the mean length)."""
    chars: Floats
    """Characters without white space, at least 1."""
    marks: Floats
    """Shape [segments, len(MARKS)], see `MARKS`."""
    inner_ends: Floats
    """How many sentences end inside the segment, before its own end."""
    opens: NDArray[np.bool_] | None
    """Whether the segment opens a paragraph; None where paragraphs are not known."""
    numbers: Bags
    """Of each segment what looks alike in every language, once each; those of list items are not among them."""
    names: Bags
    """The same for words that may be names, in a form in which they meet across languages."""
    blank: NDArray[np.bool_]
    """Whether there is nothing in the segment but white space."""
    items: tuple[str, ...]
    """The number of each segment that opens a list item or a heading; empty where there is none."""

    @property
    def size(self) -> int:
        """Number of segments."""
        return len(self.chars)

    @cached_property
    def weighted(self) -> Floats:
        """The vectors times their weights; the sum over a block, made unit length, is its vector."""
        return (self.vectors * self.weights[:, None]).astype(np.float32, copy=False)

    def part(self, held: range) -> Side:
        """Some neighbouring segments, still seen against the whole version."""
        if len(held) == self.size:
            return self
        rows = slice(held.start, held.stop)
        opens = None if self.opens is None else self.opens[rows]
        return replace(
            self,
            vectors=self.vectors[rows],
            weights=self.weights[rows],
            chars=self.chars[rows],
            marks=self.marks[rows],
            inner_ends=self.inner_ends[rows],
            opens=opens,
            blank=self.blank[rows],
            numbers=self.numbers.part(held),
            names=self.names.part(held),
            items=self.items[rows],
        )


def meaning_of(text: str) -> str:
    """The text without the number, letter or dash of a list item or a reply in front, for the encoder.

    Vectors of short lines are drawn to their numbers; numbers have their own weight in the evidence.
    """
    return _ENUMERATOR.sub("", text, count=1) or text


def centre_of(vectors: Floats, shrink: float = 4.0) -> Floats:
    """The direction that all of a version's vectors share.

    Multilingual encoders place every language around a centre of its own, and raw cosines have a floor of 0.7 to
    0.8; the mean of few segments is topic more than language, so it is shrunk by `shrink` imaginary segments.
    """
    centre: Floats = (vectors.sum(axis=0) / (len(vectors) + shrink)).astype(np.float32)
    return centre


def centred(vectors: Floats, centre: Floats) -> Floats:
    """Take the version's centre out of its vectors and bring them back to unit length."""
    if not vectors.size:
        return vectors
    moved = vectors - centre
    norms = np.linalg.norm(moved, axis=1, keepdims=True)
    unit: Floats = (moved / np.maximum(norms, 1e-6)).astype(np.float32)
    return unit


def make_side(
    texts: Sequence[str],
    vectors: Floats,
    name_keys: Callable[[str], Sequence[str]],
    paragraphs: Sequence[int] | None = None,
) -> Side:
    """Gather the evidence of one version.

    `vectors` are the encoder's unit vectors, shape [segments, dim]; `name_keys` gives forms of a word in
    which names meet across languages, none for words that are no candidates; `paragraphs` holds each segment's
    paragraph number.
    """
    characters = _Characters(texts)
    chars = np.maximum(characters.lengths - characters.passing(str.isspace), np.float32(1))
    ends = characters.passing(_LAST["terminal"].__contains__)
    opens = None
    if paragraphs is not None and len(set(paragraphs)) > 1:
        numbers = np.asarray(paragraphs)
        opens = np.concatenate([[True], numbers[1:] != numbers[:-1]])
    mean = float(chars.mean()) if len(chars) else 1.0
    centre = centre_of(vectors)
    meanings = [meaning_of(text) for text in texts]
    # Most texts have none of what the expressions below look for, and looking takes longer than all the rest.
    numbered = zip(meanings, (characters.passing(str.isdecimal) > 0).tolist(), strict=True)
    marks = _marks(texts, characters)
    ended = zip(meanings, (ends > marks[:, MARKS.index("terminal")]).tolist(), strict=True)
    return Side(
        vectors=centred(vectors, centre),
        centre=centre,
        weights=(chars / mean).astype(np.float32),
        chars=chars,
        marks=marks,
        inner_ends=np.array([_inner_ends(text) if more else 0 for text, more in ended], dtype=np.float32),
        opens=opens,
        numbers=Bags.of(_numbers(text) if any_ else () for text, any_ in numbered).distinct(),
        names=_names(texts, name_keys).distinct(),
        blank=np.array([not text or text.isspace() for text in texts], dtype=np.bool_),
        items=tuple(_item(text) for text in texts),
    )


class _Characters:
    """The characters of some texts, to be counted by what they are."""

    def __init__(self, texts: Sequence[str]) -> None:
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        self.lengths = lengths.astype(np.float32)
        self._codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self._ends = np.concatenate([[0], np.cumsum(lengths)])
        self._known = np.flatnonzero(np.bincount(self._codes)) if len(self._codes) else self._codes

    def passing(self, test: Callable[[str], bool]) -> Floats:
        """How many characters of each text pass a test."""
        passes = np.zeros(int(self._known[-1]) + 1 if len(self._known) else 0, dtype=np.int8)
        passes[self._known] = [test(chr(code)) for code in self._known.tolist()]
        total = np.concatenate([[0], np.cumsum(passes[self._codes], dtype=np.int32)])[self._ends]
        counts: Floats = np.diff(total).astype(np.float32)
        return counts


def _marks(texts: Sequence[str], characters: _Characters) -> Floats:
    bodies = [text.strip() for text in texts]
    first = [body[:1] for body in bodies]
    last = [body.rstrip(_TAIL)[-1:] or body[-1:] for body in bodies]
    letters, capitals = characters.passing(str.isalpha), characters.passing(str.isupper)
    marks = np.zeros((len(texts), len(MARKS)), dtype=np.float32)
    for name, ends in _LAST.items():
        marks[:, MARKS.index(name)] = [end in ends for end in last]
    marks[:, MARKS.index("dash")] = [begin in _DASHES for begin in first]
    marks[:, MARKS.index("quotes")] = characters.passing(_QUOTES.__contains__)
    marks[:, MARKS.index("bracket")] = [begin in _BRACKETS or begin.isdigit() for begin in first]
    marks[:, MARKS.index("upper")] = (letters > 3) & (capitals > 0.7 * letters)
    return marks


def _inner_ends(text: str) -> int:
    return sum(
        not found[1].islower() and not _CUT_SHORT.search(text, max(0, found.start() - 3), found.start() + 1)
        for found in _INNER_END.finditer(text)
    )


def _item(text: str) -> str:
    opening = _ENUMERATOR.match(text)
    return "".join(_DIGITS.findall(opening.group()))[:9] if opening else ""


def _numbers(text: str) -> list[str]:
    return [_SEPARATED.sub("", _IDLE_ZEROS.sub("", found)) for found in _NUMBER.findall(text)]


def _names(texts: Sequence[str], name_keys: Callable[[str], Sequence[str]]) -> Bags:
    tokens = Bags.of(text.split() for text in texts)
    return tokens.replaced([_keys(token, name_keys) for token in tokens.names])


def _keys(token: str, name_keys: Callable[[str], Sequence[str]]) -> list[str]:
    """The forms of those words in a token that may be names."""
    words = (word for word in _WORD.findall(token) if word[0].isupper() or word.isascii())
    return [key for word in words for key in name_keys(word)]
