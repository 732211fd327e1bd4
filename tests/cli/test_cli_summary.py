"""The table that a run ends with."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.batch import Outcome, State
from aligner.cli.summary import summarise


def outcome(name: str, segments: dict[str, int], shapes: dict[str, int], confidence: float = 0.9) -> Outcome:
    return Outcome(name, Path(f"{name}.parquet"), State.ALIGNED, segments, shapes, confidence)


def test_shapes_of_documents_in_other_languages_are_kept_apart(capsys: pytest.CaptureFixture[str]) -> None:
    both = [outcome("a", {"en": 2, "ru": 2}, {"1-1": 2}), outcome("b", {"ru": 3, "kk": 2}, {"1-1": 1, "2-1": 1})]
    summarise(both, 1.0)
    assert "rows by shape (en-ru-kk): 1-1-· × 2, ·-1-1 × 1, ·-2-1 × 1" in capsys.readouterr().err


def test_of_many_documents_the_least_confident_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    many = [outcome(f"d{n}", {"en": 1, "ru": 1}, {"1-1": 1}, confidence=1 - n / 1000) for n in range(200)]
    summarise(many, 1.0)
    lines = capsys.readouterr().err.splitlines()
    shown = [line.split()[0] for line in lines if line.startswith("d") and not line.startswith("document")]
    assert shown == [f"d{n}" for n in range(160, 200)]
    assert "shown are the 40 least confident of 200; `aligner status` has them all" in lines
    assert any(line.startswith("200 documents") for line in lines)
