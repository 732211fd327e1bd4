"""Confidence of rows, the suspect column, and how many rows are probably wrong."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np
import pytest

from aligner.alignment import expected_errors
from aligner.alignment.confidence import DIFFERENCE, error_chances, row_confidence, support
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


CONFIDENCES = (0.9, 0.5, 0.7, 0.99)


def test_errors_left_follow_the_poisson_binomial_where_documents_are_alike() -> None:
    chances = [0.0] * 5
    for wrong in product((0, 1), repeat=4):
        chances[sum(wrong)] += prod(1 - c if w else c for c, w in zip(CONFIDENCES, wrong, strict=True))
    assert error_chances(1 - np.array(CONFIDENCES), 0.0) == pytest.approx(chances)


def test_errors_left_are_less_certain_where_documents_differ() -> None:
    risks = np.full(100, 0.1)
    alike, unlike = error_chances(risks, 0.0), error_chances(risks, 0.5)
    number = np.arange(101)
    assert unlike.sum() == pytest.approx(1)
    assert unlike @ number == pytest.approx(10)
    assert unlike @ (number - 10) ** 2 > 2 * (alike @ (number - 10) ** 2)


def test_the_interval_holds_with_its_chance() -> None:
    mean, low, high = expected_errors(CONFIDENCES, 0.9)
    chances = error_chances(1 - np.array(CONFIDENCES), DIFFERENCE)
    assert mean == pytest.approx(sum(1 - c for c in CONFIDENCES))
    assert chances[:low].sum() <= 0.05 < chances[: low + 1].sum()
    assert chances[:high].sum() < 0.95 <= chances[: high + 1].sum()


@pytest.mark.parametrize("share", [0.01, 0.1])
def test_the_log_normal_distribution_stands_in_for_many_rows(share: float) -> None:
    confidences = [1 - share] * 1500
    exact, near = expected_errors(confidences), expected_errors(confidences, exact_up_to=1000)
    assert exact[0] == near[0]
    assert np.array(exact[1:]) == pytest.approx(np.array(near[1:]), rel=0.2)


def test_sure_rows_leave_no_errors() -> None:
    assert expected_errors([1.0] * 10) == (0, 0, 0)
    assert expected_errors([]) == (0, 0, 0)


def test_many_rows_are_no_trouble() -> None:
    mean, low, high = expected_errors([0.9] * 20_000)
    assert mean == pytest.approx(2000)
    assert low < 1950
    assert high > 2050
