"""The writing half of the Protocol Buffers wire format.

ONNX graphs and sentencepiece models are Protocol Buffers messages. The few fields needed here do not justify a
dependency on both packages' generated classes; https://protobuf.dev/programming-guides/encoding/ is the standard.
"""

from __future__ import annotations

import struct
from typing import BinaryIO, Self

_VARINT = 0
_LENGTH_DELIMITED = 2
_FIXED_32 = 5


class Message:
    """A message under construction; large values are referred to, not copied, until `write`."""

    __slots__ = ("_parts", "size")

    def __init__(self) -> None:
        self._parts: list[bytes | memoryview] = []
        self.size = 0
        """Bytes written so far."""

    def integer(self, field: int, value: int) -> Self:
        """Add an integer or enum field; negative values take ten bytes, as the standard has it."""
        return self._add(_key(field, _VARINT), _varint(value))

    def single(self, field: int, value: float) -> Self:
        """Add a 32-bit float field."""
        return self._add(_key(field, _FIXED_32), struct.pack("<f", value))

    def data(self, field: int, value: bytes | memoryview | str) -> Self:
        """Add a string or bytes field; a string is written as UTF-8."""
        content = value.encode() if isinstance(value, str) else value
        return self._add(_key(field, _LENGTH_DELIMITED), _varint(len(content)), content)

    def message(self, field: int, value: Message) -> Self:
        """Add a nested message."""
        return self._add(_key(field, _LENGTH_DELIMITED), _varint(value.size), *value._parts)

    def extend(self, other: Message) -> Self:
        """Add all fields of another message to this one."""
        return self._add(*other._parts)

    def write(self, file: BinaryIO) -> None:
        """Write the finished message."""
        for part in self._parts:
            file.write(part)

    def _add(self, *parts: bytes | memoryview) -> Self:
        self._parts += parts
        self.size += sum(map(len, parts))
        return self


def _key(field: int, kind: int) -> bytes:
    return _varint(field << 3 | kind)


def _varint(value: int) -> bytes:
    if 0 <= value < 0x80:
        return bytes((value,))
    value &= (1 << 64) - 1
    groups = bytearray()
    while value > 0x7F:
        groups.append(value & 0x7F | 0x80)
        value >>= 7
    groups.append(value)
    return bytes(groups)
