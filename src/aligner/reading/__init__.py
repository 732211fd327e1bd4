"""Bytes of a file in, decoded text with paragraphs out; offsets always refer to the decoded text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.reading.blocks import paragraphs
    from aligner.reading.characters import clean
    from aligner.reading.decoding import Decoded, decode
    from aligner.reading.discovery import DocumentFiles, find_documents
    from aligner.reading.identification import LanguageGuess, check_language, identify
    from aligner.reading.versions import read_presegmented, read_version

_HOMES = {
    "Decoded": "decoding",
    "DocumentFiles": "discovery",
    "LanguageGuess": "identification",
    "check_language": "identification",
    "clean": "characters",
    "decode": "decoding",
    "find_documents": "discovery",
    "identify": "identification",
    "paragraphs": "blocks",
    "read_presegmented": "versions",
    "read_version": "versions",
}

__all__ = [
    "Decoded",
    "DocumentFiles",
    "LanguageGuess",
    "check_language",
    "clean",
    "decode",
    "find_documents",
    "identify",
    "paragraphs",
    "read_presegmented",
    "read_version",
]


def __getattr__(name: str) -> object:
    """Import a public name from its home when it is first asked for, so that importing the room costs nothing."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    home = import_module(f"{__name__}.{_HOMES[name]}")
    value: object = getattr(home, name)
    return value
