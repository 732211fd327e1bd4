"""The garbage collector does its long work in pauses only, and as ever when no document is open."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from weakref import ref

import pytest
from review_examples import opened, small_document, until

from aligner.review.pauses import PAUSE, PauseCollector


class Cycle:
    """Refers to itself, so that only the collector finds it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector() -> Iterator[PauseCollector]:
    """One that is ended in any case."""
    made = PauseCollector()
    yield made
    made.end()


def gather() -> None:
    """Have young objects collected often enough for a look at all of them to be worth it."""
    for _ in range(4):
        gc.collect(1)


def test_everything_is_looked_through_in_pauses_only(collector: PauseCollector) -> None:
    before = gc.get_threshold()
    collector.begin()
    collector.begin()
    assert gc.get_threshold()[:2] == before[:2]
    assert gc.get_threshold()[2] > 1000 * before[2]
    lost = Cycle()
    known = ref(lost)
    gather()
    del lost
    assert not collector.collect(PAUSE / 2)
    assert known() is not None
    assert collector.collect(PAUSE)
    assert known() is None
    assert not collector.collect(PAUSE)
    collector.end()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
    gather()
    assert not collector.collect(PAUSE)


async def test_an_open_document_is_not_looked_through_while_keys_are_pressed(tmp_path: Path) -> None:
    before = gc.get_threshold()
    async with opened(small_document(), tmp_path) as (pilot, screen):
        assert gc.get_threshold()[2] > before[2]
        assert gc.get_freeze_count() > 0
        gather()
        await pilot.press("down")
        assert gc.get_count()[2] >= 4
        await until(pilot, lambda: gc.get_count()[2] < 4)
        await pilot.press("q")
        await until(pilot, lambda: not screen.app.is_running or gc.get_threshold() == before)
    assert gc.get_threshold() == before
