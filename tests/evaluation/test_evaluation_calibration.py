import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import UsageError
from aligner.evaluation import Outcome, bead_outcomes, calibrate, link_outcomes, row_outcomes
from aligner.interchange.ladder import parse_ladder
from aligner.model import Bead, Link, ParallelDocument, Row, Segment

outcomes = st.lists(st.builds(Outcome, st.floats(0, 1), st.booleans()), min_size=1)


def test_confidence_that_means_what_it_says_has_no_error() -> None:
    honest = [Outcome(0.75, index % 4 != 0) for index in range(40)] + [Outcome(1.0, right=True)] * 10
    assert calibrate(honest).error == pytest.approx(0)


def test_the_error_is_the_mean_distance_weighted_by_bin() -> None:
    # 4 at 0.95 with half of them right, 1 at 0.15 that is wrong: (4 x 0.45 + 1 x 0.15) / 5.
    results = [Outcome(0.95, index < 2) for index in range(4)] + [Outcome(0.15, right=False)]
    calibration = calibrate(results)
    assert calibration.error == pytest.approx((4 * 0.45 + 0.15) / 5)
    assert [(bin_.count, bin_.accuracy) for bin_ in calibration.bins if bin_.count] == [(1, 0.0), (4, 0.5)]
    assert (calibration.outcomes, calibration.wrong) == (5, 3)


def test_wrong_ones_among_the_least_confident_tenth() -> None:
    results = [Outcome(0.9, right=True)] * 17 + [Outcome(0.3, right=False)] * 2 + [Outcome(0.95, right=False)]
    assert calibrate(results).caught == pytest.approx(2 / 3)


def test_ties_at_the_edge_of_the_tail_count_by_their_average() -> None:
    results = [Outcome(0.5, right=False)] * 4 + [Outcome(0.5, right=True)] * 16
    shuffled = random.Random(7).sample(results, len(results))
    assert calibrate(results).caught == calibrate(shuffled).caught == pytest.approx(0.1)


def test_nothing_wrong_and_nothing_at_all() -> None:
    assert calibrate([Outcome(0.9, right=True)]).caught == 1
    assert calibrate([]).error == 0


def test_confidences_outside_their_range_are_refused() -> None:
    with pytest.raises(UsageError):
        calibrate([Outcome(1.2, right=True)])


@given(outcomes)
def test_the_measures_stay_in_range_and_bins_hold_everything(results: list[Outcome]) -> None:
    calibration = calibrate(results)
    assert 0 <= calibration.error <= 1
    assert 0 <= calibration.caught <= 1
    assert sum(bin_.count for bin_ in calibration.bins) == len(results)
    assert calibrate(list(reversed(results))) == calibration


def test_beads_are_right_when_gold_has_the_very_same() -> None:
    gold = parse_ladder("[0]:[0]\n[1,2]:[1]\n", "gold")
    predicted = [Bead((0,), (0,), 0.9), Bead((1,), (1,), 0.4), Bead((2,), (), 0.3), Bead((), (), 0.1)]
    assert bead_outcomes(gold, predicted) == (Outcome(0.9, True), Outcome(0.4, False), Outcome(0.3, False))


def cell(start: int, *words: str) -> tuple[Segment, ...]:
    return tuple(Segment(start + i, start + i + 1, 0, word) for i, word in enumerate(words))


@pytest.fixture
def document() -> ParallelDocument:
    rows = (
        Row(
            (cell(0, "a"), cell(0, "б"), cell(0, "в")),
            (Link("en", "ru", (0,), (0,), 0.9), Link("en", "kk", (0,), (0,), 0.8), Link("ru", "kk", (0,), (0,), 0.7)),
            confidence=0.95,
        ),
        Row(
            (cell(1, "c", "d"), cell(1, "г", "д"), cell(1, "е")),
            (
                Link("en", "ru", (0,), (0,), 0.6),
                Link("en", "ru", (1,), (1,), 0.6),
                Link("en", "kk", (0, 1), (0,), 0.5),
                Link("ru", "kk", (0, 1), (0,), 0.5),
            ),
            confidence=0.4,
        ),
    )
    return ParallelDocument("a", ("en", "ru", "kk"), rows)


def test_a_row_is_right_when_it_is_the_closure_of_gold(document: ParallelDocument) -> None:
    gold = {
        ("en", "ru"): parse_ladder("[0]:[0]\n[1]:[1]\n[2]:[2]", "gold"),
        ("en", "kk"): parse_ladder("[0]:[0]\n[1, 2]:[1]", "gold"),
        ("ru", "kk"): parse_ladder("[0]:[0]\n[1, 2]:[1]", "gold"),
    }
    assert row_outcomes(document, gold) == (Outcome(0.95, True), Outcome(0.4, True))
    assert all(outcome.right for outcome in link_outcomes(document, gold))
    # In gold, the last English segment stands alone, so the second row holds too much.
    apart = {
        ("en", "ru"): parse_ladder("[0]:[0]\n[1]:[1, 2]\n[2]:[]", "gold"),
        ("en", "kk"): parse_ladder("[0]:[0]\n[1]:[1]\n[2]:[]", "gold"),
    }
    assert row_outcomes(document, apart) == (Outcome(0.95, True), Outcome(0.4, False))
    assert [outcome.right for outcome in link_outcomes(document, apart)] == [True, False, True, False, False]
