"""The grid and what it is made of: heights, layout, letters of links, groupings, with any number of languages."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_examples import app_on, make_document, opened, save, small_document, until
from rich.cells import cell_len

from aligner.editing.context import EditContext
from aligner.editing.marks import SetLinks
from aligner.editing.shaping import MergeRows
from aligner.model import Link, ParallelDocument, Row, Segment
from aligner.review.expectation import expected_errors
from aligner.review.layout import fit
from aligner.review.linking import arrangements, cycled, grouped, letters
from aligner.review.metrics import Heights, exact_height
from aligner.review.pointing import scrolled
from aligner.review.screens.document import DocumentScreen
from aligner.review.suspicion import suspect_column
from aligner.review.walking import Queue

LANGUAGES = ("en", "ru", "kk")


def in_languages(count: int, text: str = "сөз") -> ParallelDocument:
    codes = ("en", "ru", "kk", "tr", "uz", "ky", "de")[:count]
    rows = tuple(
        Row(
            tuple((Segment(10 * number, 10 * number + 3, 0, f"{text} {number}"),) for _ in codes),
            tuple(Link(a, b, (0,), (0,)) for a, b in combinations(codes, 2)),
        )
        for number in range(30)
    )
    return ParallelDocument("many", codes, rows)


# -- heights -------------------------------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=3, max_size=40), st.data())
def test_heights_follow_every_change(shapes: list[tuple[int, int, int]], data: st.DataObject) -> None:
    document = make_document([shape if any(shape) else (1, 1, 1) for shape in shapes])
    layout = fit(80, 3, len(document.rows))
    heights = Heights(document.rows, layout)
    for _ in range(3):
        if len(document.rows) < 2:
            break
        first = data.draw(st.integers(0, len(document.rows) - 2))
        document = MergeRows(first, first + 1).apply(document, EditContext())
        heights.replace(document.rows)
    heights.refine(10)
    assert [heights.height(place) for place in range(len(heights))] == [
        exact_height(row, layout) for row in document.rows
    ]
    assert heights.total == sum(exact_height(row, layout) for row in document.rows)
    assert all(heights.place_at(heights.top(place)) == place for place in range(len(heights)))


def test_only_shown_rows_take_lines() -> None:
    document = small_document()
    layout = fit(80, 3, 7)
    heights = Heights(document.rows, layout, [1, 3])
    heights.refine(10)
    assert heights.total == exact_height(document.rows[1], layout) + exact_height(document.rows[3], layout)
    assert heights.is_shown(3)
    assert not heights.is_shown(2)


@pytest.mark.parametrize(("width", "languages"), [(80, 3), (160, 3), (80, 2), (80, 7), (30, 3)])
def test_columns_fill_the_width(width: int, languages: int) -> None:
    layout = fit(width, languages, 20_000, focus=languages - 1)
    assert layout.gutter + sum(layout.column_widths) == width
    assert languages - 1 in layout.columns
    assert all(layout.column_at(layout.text_left(column)) == column for column in layout.columns)


# -- any number of languages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 5])
async def test_other_numbers_of_languages_are_reviewed(count: int, tmp_path: Path) -> None:
    async with opened(in_languages(count), tmp_path, size=(80, 24)) as (pilot, screen):
        for column in range(count):
            assert screen.cursor.column == column
            assert column in screen.grid.layout_now.columns
            await pilot.press("right")
        await pilot.press("m", "s", "l", "space")
        assert len(screen.document.rows) == 30


async def test_an_empty_document_can_be_left(tmp_path: Path) -> None:
    app = app_on(save(replace(small_document(), rows=()), tmp_path))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen))
        await pilot.press("e", "m", "n", "space", "down", "q")
        await until(pilot, lambda: not app.is_running or app.session is None)


async def test_wide_and_combining_characters_stay_in_their_columns(tmp_path: Path) -> None:
    document = in_languages(3, "за\u0301мок 漢字 👍 \u202e\x1b[31m")
    async with opened(document, tmp_path, size=(80, 24)) as (_, screen):
        for y in range(screen.grid.size.height):
            pieces = screen.grid.render_line(y)
            assert sum(cell_len(piece.text) for piece in pieces) == screen.grid.layout_now.width


# -- links ---------------------------------------------------------------------------------------------------------


def row_of(*links: Link, shape: tuple[int, int, int] = (2, 2, 1)) -> Row:
    cells = tuple(tuple(Segment(number, number + 1, 0, "x") for number in range(count)) for count in shape)
    return Row(cells, links)


def test_segments_of_one_bead_have_the_same_letters() -> None:
    row = row_of(
        Link("en", "ru", (0,), (0,)), Link("en", "ru", (1,), (1,)), Link("en", "kk", (0, 1), (0,)),
        Link("ru", "kk", (0, 1), (0,)),
    )  # fmt: skip
    assert letters(row, LANGUAGES, 0) == (("a", "b"), ("a", "b"), ("ab",))
    assert letters(row, LANGUAGES, 2) == (("a", "a"), ("a", "a"), ("a",))


def test_rows_without_a_choice_have_no_letters() -> None:
    row = row_of(
        Link("en", "ru", (0,), (0,)), Link("en", "kk", (0,), (0,)), Link("ru", "kk", (0,), (0,)), shape=(1, 1, 1)
    )
    assert letters(row, LANGUAGES, 0) == (("",), ("",), ("",))


def test_a_missing_link_in_a_plain_row_is_seen() -> None:
    row = row_of(
        Link("en", "ru", (0,), ()), Link("en", "ru", (), (0,)), Link("en", "kk", (0,), (0,)),
        Link("ru", "kk", (0,), (0,)), shape=(1, 1, 1),
    )  # fmt: skip
    assert letters(row, LANGUAGES, 0) == (("a",), ("·",), ("a",))


def test_grouping_tears_beads_and_keeps_what_is_left_together() -> None:
    row = row_of(Link("en", "ru", (0, 1), (0, 1)), Link("en", "kk", (0, 1), (0,)), Link("ru", "kk", (0, 1), (0,)))
    links = grouped(row, LANGUAGES, {(0, 0), (1, 0)})
    assert {(link.a_segments, link.b_segments) for link in links if link.b == "ru"} == {((0,), (0,)), ((1,), (1,))}
    assert [link for link in links if link.b == "kk"] == list(row.links[1:])


def test_a_segment_grouped_alone_is_linked_to_nothing() -> None:
    row = row_of(Link("en", "ru", (0,), (0,)), Link("en", "ru", (1,), (1,)), Link("en", "kk", (0, 1), (0,)))
    links = grouped(row, LANGUAGES, {(0, 1)})
    assert Link("en", "ru", (1,), ()) in links
    assert Link("en", "ru", (), (1,)) in links
    assert Link("en", "kk", (0,), (0,)) in links


@given(st.integers(0, 4), st.integers(0, 4))
def test_arrangements_hold_every_segment(a_count: int, b_count: int) -> None:
    found = arrangements(a_count, b_count)
    assert len(set(found)) == len(found) > 0
    for beads in found:
        assert sum(m for m, _ in beads) == a_count
        assert sum(n for _, n in beads) == b_count


@settings(deadline=None)
@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 2))
def test_cycling_comes_back_and_every_step_is_an_operation(a_count: int, b_count: int, c_count: int) -> None:
    document = make_document([(a_count, b_count, c_count)])
    options = len(arrangements(a_count, b_count))
    seen = []
    for _ in range(options + 1):
        links = cycled(document.rows[0], LANGUAGES, 1, 0)
        seen.append(tuple(sorted((x.a_segments, x.b_segments) for x in links if (x.a, x.b) == ("en", "ru"))))
        if options > 1:
            document = SetLinks(0, links).apply(document, EditContext())
    assert len(set(seen)) == options
    assert seen[0] == seen[-1] or options == 1


# -- doubt ---------------------------------------------------------------------------------------------------------


def test_the_language_that_stands_out_is_suspected() -> None:
    row = Row(((), (), ()), confidence=0.4, support=(0.8, 0.75, 0.3))
    assert suspect_column(row) == 2
    assert suspect_column(replace(row, support=(0.4, 0.35, 0.3))) is None
    assert suspect_column(replace(row, confidence=0.95)) is None


def test_the_queue_goes_from_the_riskiest_row_on_and_round() -> None:
    queue, document = Queue(), small_document()
    walked = [queue.next(document, None)]
    for _ in range(4):
        walked.append(queue.next(document, walked[-1]))
    assert walked == [3, 1, 2, 5, 3]


def test_findings_put_a_sure_row_into_the_queue() -> None:
    document = small_document()
    rows = (replace(document.rows[0], flags=("number",)), *document.rows[1:])
    queue = Queue(below=0.0)
    assert queue.next(replace(document, rows=rows), None) == 0
    excused = (replace(document.rows[0], flags=("excused:number",)), *document.rows[1:])
    assert Queue(below=0.0).next(replace(document, rows=excused), None) is None


@pytest.mark.parametrize("count", [50, 5000])
def test_the_number_of_wrong_rows_lies_in_its_interval(count: int) -> None:
    mean, low, high = expected_errors([0.9] * count)
    assert mean == pytest.approx(count / 10)
    assert low <= mean <= high
    assert high - low < count / 5


@pytest.mark.parametrize(
    ("y", "first", "last", "expected"),
    [
        (100, 105, 110, 100),
        (100, 95, 99, 95),
        (100, 115, 125, 105),
        (100, 90, 130, 100),
        (100, 300, 302, 295),
        (100, 2, 4, 0),
        (100, 300, 360, 300),
    ],
)
def test_the_screen_scrolls_as_little_as_it_can(y: int, first: int, last: int, expected: int) -> None:
    assert scrolled(y, 20, first, last) == expected
