"""The words of one version as the lexical engine sees them, and what two versions' words have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from aligner.alignment.bags import Bags, Floats, directions
from aligner.alignment.subwords import pieces_of, words_of
from aligner.alignment.translation import TranslationTable
from aligner.languages.transliteration import skeleton
from aligner.model import Language

STEM, KEY = 4, 4
"""Letters of a word, or sounds of a name, that count; endings lie beyond them."""
_FEWEST_SOUNDS = 2
_COVERED = 0.15
_COGNATE_WEIGHT = 0.7
_PIECE_WEIGHT = 0.7
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Concepts(Protocol):
    """Knows which of a glossary's concepts a text speaks of; the glossary's room provides it."""

    def named(self, text: str, language: Language) -> Sequence[str]:
        """Identifiers of the concepts a text names, in any of their terms."""
        ...


@dataclass(frozen=True)
class Lexis:
    """The words of a version's segments in three shapes."""

    stems: Bags
    """First letters of words."""
    pieces: Bags
    """The piece each word begins with, of those that were learned from the version."""
    cognates: Bags
    """What looks alike in every language: consonants of words, numbers, concepts."""


def name_keys(word: str) -> list[str]:
    """The sounds a name begins with, as far as they survive endings and spellings; none for words too short to tell.

    Names of three sounds and more have a key of three and one of four, as a name of three may have an ending.
    """
    sounds = skeleton(word)
    if len(sounds) < _FEWEST_SOUNDS:
        return []
    return list(dict.fromkeys((sounds[: KEY - 1], sounds[:KEY])))


def lexis_of(texts: Sequence[str], language: Language, concepts: Concepts | None = None) -> Lexis:
    """Take texts apart."""
    words = words_of(texts, language)
    pieces = pieces_of(words)
    keys = words.replaced([[_cognate(word)] for word in words.names])
    rows = [
        [f"number:{found}" for found in _NUMBER.findall(text)]
        + ([f"concept:{name}" for name in concepts.named(text, language)] if concepts else [])
        for text in texts
    ]
    return Lexis(
        stems=words.replaced([[word[:STEM]] for word in words.names]),
        pieces=pieces.replaced(
            [[piece] if piece.startswith("▁") and len(piece) > 2 else [] for piece in pieces.names]
        ),
        cognates=keys.joined(Bags.of(rows)),
    )


def cognate_vectors(a: Bags, b: Bags, dim: int, weight: float = 1.0) -> tuple[Floats, Floats]:
    """Summed directions of the keys that both versions hold, rare ones first; shape [segments, dim] each.

    A key that is much commoner in one version than in the other is probably not the same word.
    """
    shared = sorted(set(a.names) & set(b.names))
    a_place, b_place = ({name: index for index, name in enumerate(bags.names)} for bags in (a, b))
    a_at, b_at = (np.array([place[name] for name in shared], dtype=np.int64) for place in (a_place, b_place))
    a_often, b_often = a.frequency()[a_at], b.frequency()[b_at]
    rare = np.log((a.size + b.size + 2.0) / (a_often + b_often))
    like = np.sqrt(np.minimum(a_often, b_often) / np.maximum(a_often, b_often)) if shared else rare
    rows = directions(shared, dim) * (weight * rare * like)[:, None].astype(np.float32)
    return a.summed(_placed(rows, a_at, len(a.names))), b.summed(_placed(rows, b_at, len(b.names)))


def word_vectors(a: Bags, b: Bags, table: TranslationTable, dim: int, weight: float = 1.0) -> tuple[Floats, Floats]:
    """Every segment as its own words and their translations, in one space; shape [segments, dim] each.

    Words count by how rare they are, and by how well the table knows them.
    """
    a_rare, b_rare = _rarity(a), _rarity(b)
    a_rows = directions([f"a:{name}" for name in a.names], dim) * (weight * a_rare)[:, None]
    b_rows = directions([f"b:{name}" for name in b.names], dim) * (weight * b_rare)[:, None]
    a_known, b_known = table.coverage(len(a.names), len(b.names))
    a_table, b_table = table.spread(b_rows, len(a.names)), table.spread_back(a_rows, len(b.names))
    a_rows *= np.minimum(a_known + _COVERED, 1.0)[:, None]
    b_rows *= np.minimum(b_known + _COVERED, 1.0)[:, None]
    a_table += a_rows
    b_table += b_rows
    return a.summed(a_table), b.summed(b_table)


def segment_vectors(
    a: Lexis, b: Lexis, stems: TranslationTable, pieces: TranslationTable, dim: int
) -> tuple[Floats, Floats]:
    """All that is known of the words of two versions, as vectors whose sums are those of longer texts."""
    a_sum, b_sum = word_vectors(a.stems, b.stems, stems, dim)
    for more_a, more_b in (
        word_vectors(a.pieces, b.pieces, pieces, dim, _PIECE_WEIGHT),
        cognate_vectors(a.cognates, b.cognates, dim, _COGNATE_WEIGHT),
    ):
        a_sum += more_a
        b_sum += more_b
    return a_sum, b_sum


def _cognate(word: str) -> str:
    sounds = skeleton(word)
    return f"sounds:{sounds[:STEM]}" if len(sounds) >= 3 else f"word:{word}"


def _rarity(bags: Bags) -> Floats:
    rarity: Floats = np.log((bags.size + 1.0) / (bags.frequency() + 0.5)).astype(np.float32)
    return rarity


def _placed(rows: Floats, at: np.ndarray[tuple[int], np.dtype[np.int64]], size: int) -> Floats:
    table = np.zeros((size, rows.shape[1]), dtype=np.float32)
    table[at] = rows
    return table
