"""Alignment of segmented versions: every pair, and all languages together into rows."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.alignment.confidence import expected_errors
    from aligner.alignment.engine import Alignment, Engine, Progress, open_engine

_HOMES = {
    "Alignment": "engine",
    "Engine": "engine",
    "Progress": "engine",
    "expected_errors": "confidence",
    "open_engine": "engine",
}

__all__ = ["Alignment", "Engine", "Progress", "expected_errors", "open_engine"]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"aligner.alignment.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
