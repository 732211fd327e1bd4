"""Rows are the closure of pair beads, in an order every language agrees with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.agreement import agreeing_rows
from aligner.alignment.rows import closure, shifted
from aligner.model import Bead


def beads(*ladder: tuple[Sequence[int], Sequence[int]]) -> list[Bead]:
    return [Bead(tuple(a), tuple(b)) for a, b in ladder]


def test_a_split_and_a_merge_meet_in_one_row() -> None:
    rows = closure(
        {"en": 3, "ru": 3, "kk": 2},
        {
            ("en", "ru"): beads(([0], [0]), ([1], [1, 2]), ([2], [])),
            ("en", "kk"): beads(([0], [0]), ([1], []), ([2], [1])),
            ("ru", "kk"): beads(([0], [0]), ([1], []), ([2], [1])),
        },
    )
    assert rows == [{"en": (0,), "ru": (0,), "kk": (0,)}, {"en": (1, 2), "ru": (1, 2), "kk": (1,)}]


def test_beads_that_contradict_each_other_in_two_languages_share_a_row() -> None:
    rows = closure(
        {"en": 2, "ru": 2, "kk": 2},
        {
            ("en", "ru"): beads(([0], [0]), ([1], [1])),
            ("en", "kk"): beads(([], [0]), ([0], [1]), ([1], [])),
            ("ru", "kk"): beads(([0], []), ([1], [0]), ([], [1])),
        },
    )
    assert rows == [{"en": (0, 1), "ru": (0, 1), "kk": (0, 1)}]


def test_a_segment_that_nothing_translates_has_a_row_of_its_own() -> None:
    rows = closure({"en": 1, "ru": 2}, {("en", "ru"): beads(([], [0]), ([0], [1]))})
    assert rows == [{"en": (), "ru": (0,)}, {"en": (0,), "ru": (1,)}]


def test_nothing_gives_no_rows() -> None:
    assert closure({"en": 0, "ru": 0}, {("en", "ru"): []}) == []


@st.composite
def pair_beads(draw: st.DrawFn, a: int, b: int) -> list[Bead]:
    """A monotone alignment of a segments with b."""
    found: list[Bead] = []
    i = j = 0
    while i < a or j < b:
        n, m = draw(st.integers(0, min(3, a - i))), draw(st.integers(0, min(3, b - j)))
        if n + m:
            found.append(Bead(tuple(range(i, i + n)), tuple(range(j, j + m))))
        elif i == a or j == b:
            n, m = a - i, b - j
            found += [Bead((k,), ()) for k in range(i, a)] + [Bead((), (k,)) for k in range(j, b)]
        i, j = i + n, j + m
    return found


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_rows_hold_everything_once_in_order_and_cut_no_bead(data: st.DataObject) -> None:
    sizes = {language: data.draw(st.integers(0, 7)) for language in ("en", "ru", "kk")}
    pairs = [("en", "ru"), ("en", "kk"), ("ru", "kk")]
    held = {(a, b): data.draw(pair_beads(sizes[a], sizes[b])) for a, b in pairs}
    rows = closure(sizes, held)
    for language, size in sizes.items():
        assert [i for row in rows for i in row[language]] == list(range(size))
    row_of = {(language, i): k for k, row in enumerate(rows) for language in sizes for i in row[language]}
    for (a, b), found in held.items():
        for bead in found:
            assert len({row_of[a, i] for i in bead.a} | {row_of[b, j] for j in bead.b}) == 1


def test_order_does_not_depend_on_how_beads_are_listed() -> None:
    random = np.random.default_rng(7)
    sizes = {"en": 30, "ru": 30}
    held = beads(*[([i], [i]) for i in range(30)])
    shuffled = [held[k] for k in random.permutation(30)]
    assert closure(sizes, {("en", "ru"): held}) == closure(sizes, {("en", "ru"): shuffled})


def one_to_one(count: int, shift: int, confidence: float) -> list[Bead]:
    """Segments that stand alone up to `shift` on both sides, and the others in step."""
    alone = [Bead((i,), (), confidence) for i in range(shift)]
    return [
        *alone,
        *(Bead((i,), (i - shift,), confidence) for i in range(shift, count)),
        *(Bead((), (j,), confidence) for j in range(count - shift, count)),
    ]


def test_pairs_that_contradict_each_other_over_a_chapter_leave_rows_to_the_surest() -> None:
    held = {
        ("en", "ru"): one_to_one(20, 0, 0.9),
        ("en", "kk"): one_to_one(20, 0, 0.8),
        ("ru", "kk"): one_to_one(20, 10, 0.75),
    }
    sizes = {"en": 20, "ru": 20, "kk": 20}
    assert len(closure(sizes, held)) == 1
    settled, rows = agreeing_rows(sizes, held)
    assert rows == [{"en": (i,), "ru": (i,), "kk": (i,)} for i in range(20)]
    assert settled["en", "ru"] == tuple(held["en", "ru"])
    assert settled["en", "kk"] == tuple(held["en", "kk"])
    parts = [part for i in range(10, 20) for part in (Bead((), (i - 10,), 0.25), Bead((i,), (), 0.25))]
    assert settled["ru", "kk"] == (
        *(Bead((i,), (), 0.75) for i in range(10)),
        *parts,
        *(Bead((), (j,), 0.75) for j in range(10, 20)),
    )


def test_a_chapter_in_another_place_does_not_touch_what_stands_around_it() -> None:
    def around(middle: list[Bead]) -> list[Bead]:
        inside = [shifted(bead, 4, 4) for bead in middle]
        ends = [Bead((i, i + 1), (i, i + 1), 0.5) for i in (0, 2, 24, 26)]
        return [*ends[:2], *inside, *ends[2:]]

    held = {
        ("en", "kk"): around(one_to_one(20, 0, 0.8)),
        ("en", "ru"): around(one_to_one(20, 10, 0.75)),
        ("ru", "kk"): around(one_to_one(20, 0, 0.9)),
    }
    settled, rows = agreeing_rows({"en": 28, "kk": 28, "ru": 28}, held)
    pairs_of_two = [{language: (i, i + 1) for language in ("en", "kk", "ru")} for i in (0, 2, 24, 26)]
    assert [*rows[:2], *rows[-2:]] == pairs_of_two
    assert len(rows) == 24
    assert settled["en", "ru"][:2] + settled["en", "ru"][-2:] == tuple(around([]))


@given(st.data(), st.integers(0, 25), st.integers(0, 25), st.integers(0, 25))
@settings(max_examples=100, deadline=None)
def test_settled_beads_hold_every_segment_once_and_lie_in_the_rows(
    data: st.DataObject, en: int, ru: int, kk: int
) -> None:
    sizes = {"en": en, "ru": ru, "kk": kk}
    keys = (("en", "ru"), ("en", "kk"), ("ru", "kk"))
    held = {(a, b): data.draw(pair_beads(sizes[a], sizes[b])) for a, b in keys}
    settled, rows = agreeing_rows(sizes, held)
    for (a, b), found in settled.items():
        assert sorted(i for bead in found for i in bead.a) == list(range(sizes[a]))
        assert sorted(j for bead in found for j in bead.b) == list(range(sizes[b]))
        row_of = {(x, i): number for number, row in enumerate(rows) for x in (a, b) for i in row[x]}
        for bead in found:
            assert len({row_of[a, i] for i in bead.a} | {row_of[b, j] for j in bead.b}) == 1
    if all(len(cell) <= 12 for row in closure(sizes, held) for cell in row.values()):
        assert settled == {key: tuple(found) for key, found in held.items()}
