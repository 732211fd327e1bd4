"""Texts as bags of units, all in one sparse table; the order of a text's units is kept."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, count
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]

_BLOCK = 1_024


@dataclass(frozen=True)
class Bags:
    """Which units each text holds, text after text."""

    starts: Numbers
    """Shape [texts + 1]; the units of text i stand at starts[i]:starts[i + 1]."""
    keys: Numbers
    """Units as places in `names`."""
    names: tuple[str, ...]
    """All units, each once, in code point order."""

    @staticmethod
    def of(rows: Iterable[Sequence[str]]) -> Bags:
        """Number the units of some texts, one text at a time."""
        found: defaultdict[str, int] = defaultdict(count().__next__)
        lengths = array("q")

        def noted(row: Sequence[str]) -> Sequence[str]:
            lengths.append(len(row))
            return row

        units = chain.from_iterable(map(noted, rows))
        keys = np.fromiter(map(found.__getitem__, units), dtype=np.int64)
        names = tuple(sorted(found))
        place = np.empty(len(names), dtype=np.int64)
        place[[found[name] for name in names]] = np.arange(len(names))
        starts = np.concatenate([[0], np.cumsum(np.array(lengths, dtype=np.int64))])
        return Bags(starts.astype(np.int64), place[keys], names)

    @property
    def size(self) -> int:
        """Number of texts."""
        return len(self.starts) - 1

    @property
    def rows(self) -> Numbers:
        """The text of every unit."""
        return np.repeat(np.arange(self.size), np.diff(self.starts))

    def replaced(self, parts: Sequence[Sequence[str]]) -> Bags:
        """The same texts with every unit replaced by its parts (none, one or more), given in the order of `names`."""
        inner = Bags.of(parts)
        counts = np.diff(inner.starts)[self.keys]
        before = np.concatenate([[0], np.cumsum(counts)])
        places = np.arange(before[-1]) - np.repeat(before[:-1], counts) + np.repeat(inner.starts[self.keys], counts)
        return Bags(before[self.starts].astype(np.int64), inner.keys[places], inner.names)

    def joined(self, other: Bags) -> Bags:
        """The units of both, text by text."""
        names = tuple(sorted({*self.names, *other.names}))
        place = {name: index for index, name in enumerate(names)}
        rows = np.concatenate([self.rows, other.rows])
        old = [np.array([place[name] for name in held.names], dtype=np.int64)[held.keys] for held in (self, other)]
        order = np.argsort(rows, kind="stable")
        return Bags(self.starts + other.starts, np.concatenate(old)[order], names)

    def runs(self, first: Numbers, last: Numbers) -> Bags:
        """Texts joined: one for each run of texts first … last (exclusive)."""
        lengths = self.starts[last] - self.starts[first]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        places = np.arange(starts[-1]) - np.repeat(starts[:-1] - self.starts[first], lengths)
        return Bags(starts, self.keys[places], self.names)

    def part(self, chosen: range) -> Bags:
        """Some neighbouring texts."""
        return self.runs(np.arange(chosen.start, chosen.stop), np.arange(chosen.start, chosen.stop) + 1)

    def shortened(self, most: int) -> Bags:
        """Only so many units of each text, the first ones."""
        kept = np.arange(len(self.keys)) - self.starts[self.rows] < most
        starts = np.concatenate([[0], np.cumsum(np.minimum(np.diff(self.starts), most))])
        return Bags(starts.astype(np.int64), self.keys[kept], self.names)

    def distinct(self) -> Bags:
        """The units of each text once each, in code point order."""
        width = max(1, len(self.names))
        codes = np.sort(self.rows * width + self.keys)
        # `numpy.unique` hashes whole numbers, and takes thirty times as long.
        codes = codes[np.diff(codes, prepend=-1) > 0]
        starts = np.searchsorted(codes, np.arange(self.size + 1) * width)
        return Bags(starts.astype(np.int64), codes % width, self.names)

    def frequency(self) -> Numbers:
        """In how many texts each unit occurs."""
        return np.bincount(self.distinct().keys, minlength=len(self.names)).astype(np.int64)

    def summed(self, table: Floats) -> Floats:
        """For each text, the sum of its units' rows in a table [units, dim]; shape [texts, dim]."""
        result = np.zeros((self.size, table.shape[1]), dtype=np.float32)
        lengths = np.diff(self.starts)
        order = np.argsort(-lengths, kind="stable")
        for first in range(0, self.size, _BLOCK):
            texts = order[first : first + _BLOCK]
            sums = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
            for place in range(int(lengths[texts[0]])):
                longer = int(np.searchsorted(-lengths[texts], -place, side="left"))
                sums[:longer] += table[self.keys[self.starts[texts[:longer]] + place]]
            result[texts] = sums
        return result


def directions(names: Sequence[str], dim: int, spread: int = 4) -> Floats:
    """A fixed pseudo-random direction of unit length for each name, shape [names, dim].

    Each has `spread` places of +1 or -1 drawn from a hash of the name (signed feature hashing, Weinberger et al.
    2009), so that sums of different names are close to orthogonal, in every process and on every machine.
    """
    digests = [blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4 * spread).digest() for name in names]
    drawn = np.frombuffer(b"".join(digests), dtype="<u4").reshape(len(names), spread).astype(np.int64)
    table, value = np.zeros((len(names), dim), dtype=np.float32), np.float32(1.0 / np.sqrt(spread))
    for places in drawn.T:
        table[np.arange(len(names)), (places >> 1) % dim] += np.where(places & 1, value, -value)
    return table
