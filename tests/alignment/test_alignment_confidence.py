"""Confidence of rows, the suspect column, and how many rows are probably wrong."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest

from aligner.alignment import expected_errors
from aligner.alignment.confidence import row_confidence, support
from aligner.model import Link


def link(a: str, b: str, confidence: float) -> Link:
    return Link(a, b, (0,), (0,), confidence)


def test_a_row_is_no_surer_than_its_links_allow() -> None:
    sure, doubtful = link("en", "ru", 0.99), link("en", "kk", 0.6)
    coefficients = (0.0, 1.0, 0.2)
    assert row_confidence([sure, doubtful], coefficients) < row_confidence([sure], coefficients)
    assert row_confidence([doubtful], coefficients) < row_confidence([sure], coefficients)
    assert 0 < row_confidence([link("en", "ru", 0.0)], coefficients) < 0.01


def test_a_row_of_very_many_doubtful_links_is_merely_hopeless() -> None:
    assert row_confidence([link("en", "ru", 0.0)] * 4000, (0.0, 0.5, 0.5)) == 0.0


def test_the_column_that_agrees_with_neither_of_the_others_is_the_suspect() -> None:
    held = [link("en", "ru", 0.3), link("en", "kk", 0.95), link("ru", "kk", 0.4)]
    assert support(held, ("en", "ru", "kk")) == (0.95, 0.4, 0.95)


def test_errors_left_follow_the_poisson_binomial() -> None:
    confidences = (0.9, 0.5, 0.7, 0.99)
    chances = [0.0] * 5
    for wrong in product((0, 1), repeat=4):
        chances[sum(wrong)] += prod(1 - c if w else c for c, w in zip(confidences, wrong, strict=True))
    mean, low, high = expected_errors(confidences, 0.9)
    assert mean == pytest.approx(sum(1 - c for c in confidences))
    assert sum(chances[:low]) <= 0.05 < sum(chances[: low + 1])
    assert sum(chances[:high]) < 0.95 <= sum(chances[: high + 1])


def test_sure_rows_leave_no_errors() -> None:
    assert expected_errors([1.0] * 10) == (0, 0, 0)
    assert expected_errors([]) == (0, 0, 0)


def test_many_rows_are_no_trouble() -> None:
    mean, low, high = expected_errors([0.9] * 20_000)
    assert mean == pytest.approx(2000)
    assert low < 1950
    assert high > 2050
