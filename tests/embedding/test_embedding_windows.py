"""Windows of long texts, batches of one length, means put together again."""

from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.embedding.unit import are_unit_rows, require_unit_rows, unit_rows
from aligner.embedding.windows import MAX_WINDOWS, Means, Window, batches, split
from aligner.errors import AlignerError

tokenised = st.lists(st.lists(st.integers(0, 99), max_size=40), max_size=20)


@settings(deadline=None)
@given(tokenised, st.integers(5, 12))
def test_windows_hold_a_texts_tokens_in_order_up_to_a_bound(texts: list[list[int]], size: int) -> None:
    windows = split(texts, size)
    for number, text in enumerate(texts):
        own = [window.tokens for window in windows if window.text == number]
        assert list(chain(*own)) == text[: size * MAX_WINDOWS]
        assert len(own) == max(1, min(MAX_WINDOWS, -(-len(text) // size)))


@settings(deadline=None)
@given(tokenised, st.integers(1, 60))
def test_batches_hold_every_window_once_and_one_length_each(texts: list[list[int]], room: int) -> None:
    windows = split(texts, 10)
    found = batches(windows, room)
    assert sorted(map(repr, chain(*found))) == sorted(map(repr, windows))
    for batch in found:
        assert len({len(window.tokens) for window in batch}) == 1
        assert len(batch) == 1 or len(batch) * len(batch[0].tokens) <= max(room, len(batch))
    lengths = [len(batch[0].tokens) for batch in found]
    assert lengths == sorted(lengths, reverse=True)


def test_a_long_texts_vector_is_the_mean_over_its_tokens() -> None:
    first, second = Window(0, (1, 2, 3)), Window(0, (4,))
    means = Means(1, 2)
    means.add([second], np.array([[0, 4]], np.float32))
    means.add([first], np.array([[1, 0]], np.float32))
    np.testing.assert_allclose(means.vectors(), [[3 / 5, 4 / 5]], rtol=1e-6)


def test_the_order_in_which_windows_finish_changes_no_bit() -> None:
    windows = [Window(0, (number, number)) for number in range(6)]
    states = np.random.default_rng(1).standard_normal((6, 8)).astype(np.float32)
    forwards, backwards = Means(1, 8), Means(1, 8)
    forwards.add(windows, states)
    backwards.add(windows[::-1], states[::-1])
    assert forwards.vectors().tobytes() == backwards.vectors().tobytes()


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf])
def test_what_has_no_direction_is_refused(value: float) -> None:
    with pytest.raises(AlignerError, match="not numbers"):
        unit_rows(np.full((2, 3), value, np.float32))


def test_an_engine_that_answers_with_zeros_or_leftovers_is_found_out() -> None:
    good = np.eye(3, dtype=np.float32)
    assert are_unit_rows(good)
    assert require_unit_rows(good) is good
    for bad in (good * 0, good * 1.1, np.where(good == 1, np.nan, good)):
        with pytest.raises(AlignerError, match="--engine length"):
            require_unit_rows(bad.astype(np.float32))
