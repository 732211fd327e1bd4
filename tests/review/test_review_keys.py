"""Every key of the document screen: what it does to the document on the disk and to the cursor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from review_examples import SMALL_SHAPES, confirmed, even_document, opened, small_document, write
from textual.widgets import Static

from aligner.corpus.store import DocumentStore
from aligner.model import ParallelDocument
from aligner.review.dialogs.searching import SearchDialog
from aligner.review.grid import Cursor
from aligner.review.screens.document import DocumentScreen


def message_of(screen: DocumentScreen) -> str:
    return str(screen.query_one("#message", Static).content)


def is_editing(screen: DocumentScreen) -> bool:
    return screen.editor.is_open


def shapes(document: ParallelDocument) -> list[str]:
    return [row.shape for row in document.rows]


SHAPES = ["-".join(map(str, shape)) for shape in SMALL_SHAPES]


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["down"], Cursor(1, 0, 0)),
        (["right", "down", "down"], Cursor(1, 1, 1)),
        (["right", "down", "down", "up"], Cursor(1, 1, 0)),
        (["down", "down", "up", "up"], Cursor(0, 0, 0)),
        (["right", "right", "right"], Cursor(0, 0, 0)),
        (["left"], Cursor(0, 0, 0)),
        (["tab", "tab", "shift+tab"], Cursor(0, 1, 0)),
        (["J", "J", "K"], Cursor(1, 0, 0)),
        (["end"], Cursor(6, 0, 0)),
        (["end", "home"], Cursor(0, 0, 0)),
        (["pagedown"], Cursor(6, 0, 0)),
        (["pagedown", "pageup"], Cursor(0, 0, 0)),
        (["n"], Cursor(3, 2, 0)),
        (["n", "n"], Cursor(1, 2, 0)),
        (["n", "n", "N"], Cursor(3, 2, 0)),
        (["n", "n", "n", "n", "n"], Cursor(3, 2, 0)),
    ],
)
async def test_the_cursor_moves(keys: list[str], place: Cursor, tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press(*keys)
        assert screen.cursor == place


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["down", "u"], ["2-1-1", "0-2-1", *SHAPES[2:]]),
        (["d"], ["0-1-1", "2-2-1", *SHAPES[2:]]),
        (["right", "ctrl+down"], ["1-0-1", "1-3-1", *SHAPES[2:]]),
        (["right", "down", "ctrl+up"], ["1-2-1", "1-1-1", *SHAPES[2:]]),
        (["end", "m"], SHAPES),
        (["m"], ["2-3-2", *SHAPES[2:]]),
        (["shift+down", "shift+down", "m"], ["4-5-4", *SHAPES[3:]]),
        (["J", "J", "s"], [*SHAPES[:2], "1-1-1", "1-1-1", *SHAPES[3:]]),
        (["J", "right", "o"], [SHAPES[0], "0-1-0", "1-1-1", *SHAPES[2:]]),
        (["right", "J", "J", "w"], [*SHAPES[:2], "2-0-2", "1-2-1", *SHAPES[4:]]),
        (["end", "enter"], [*SHAPES[:6], "0-1-1", "1-0-0"]),
        (["end", "backspace"], [*SHAPES[:5], "3-1-1", "0-1-1"]),
        (["J", "right", "M"], [SHAPES[0], "1-1-1", *SHAPES[2:]]),
        (["x", "J", "J", "x"], ["0-1-1", SHAPES[1], "3-2-2", *SHAPES[3:]]),
        (["p", "4", "enter"], ["0-1-1", *SHAPES[1:4], "2-1-1", *SHAPES[5:]]),
    ],
)
async def test_rows_and_segments_change(keys: list[str], expected: list[str], tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press(*keys)
        assert shapes(screen.document) == expected
        if expected != SHAPES:
            await pilot.press("z")
            assert shapes(screen.document) == SHAPES
            await pilot.press("y")
            assert shapes(screen.document) == expected


async def test_the_queue_stops_at_the_language_that_is_out_of_step(tmp_path: Path) -> None:
    document = small_document()
    even = replace(document.rows[1], support=(0.5, 0.5, 0.5))
    document = replace(document, rows=(document.rows[0], even, *document.rows[2:]))
    async with opened(document, tmp_path) as (pilot, screen):
        await pilot.press("right", "n")
        assert screen.cursor == Cursor(3, 2, 0)
        await pilot.press("left", "n")
        assert screen.cursor == Cursor(1, 1, 0)


async def test_what_the_screen_shows_is_on_the_disk(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("m", "space", "d", "b")
        with DocumentStore.open(screen.session.store.path, read_only=True) as reader:
            assert reader.document == screen.document


async def test_a_change_that_makes_no_sense_is_refused_with_the_reason(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        before = screen.document
        await pilot.press("u")
        assert screen.document is before
        assert "row 0 has no row above it" in message_of(screen)


async def test_space_confirms_and_goes_to_the_next_doubtful_row(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("n", "space", "space")
        assert confirmed(screen.document) == [1, 3]
        assert screen.cursor.row == 2


async def test_space_confirms_what_was_edited_since_the_last_stop(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("n", "n", "n", "s")
        assert screen.cursor.row == 2
        await pilot.press("space")
        assert confirmed(screen.document) == [2, 3]


async def test_a_selection_is_confirmed_and_taken_back(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("shift+down", "shift+down", "a")
        assert confirmed(screen.document) == [0, 1, 2]
        await pilot.press("escape", "r")
        assert confirmed(screen.document) == [0, 1]
        await pilot.press("end", "A")
        assert confirmed(screen.document) == list(range(7))


async def test_the_review_says_when_nothing_doubtful_is_left_and_audits(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("n", "space", "space", "space", "space")
        assert confirmed(screen.document) == [1, 2, 3, 5]
        assert "nothing doubtful is left; 3 rows are not confirmed" in message_of(screen)
        await pilot.press("n")
        assert "audit: 3 rows" in message_of(screen)
        await pilot.press("space", "space", "space")
        assert confirmed(screen.document) == list(range(7))
        assert "the review is done" in message_of(screen)


async def test_the_status_line_counts_what_is_left(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("n", "space")
        await pilot.pause(0.1)
        line = str(screen.query_one("#status", Static).content)
        assert "1 confirmed" in line
        assert "3 doubtful" in line
        assert "about 1.0" in line


async def test_bookmarks_and_notes(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        for expected in (True, False):
            await pilot.press("b")
            assert screen.row.bookmark is expected
        await pilot.press("c")
        await write(pilot, "ask the author")
        await pilot.press("enter")
        assert screen.row.note == "ask the author"
        await pilot.press("c", "escape")
        assert screen.row.note == "ask the author"


async def test_a_text_is_edited_in_its_place(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("e")
        await write(pilot, " Really.")
        await pilot.press("tab")
        assert screen.document.rows[0].segments[0][0].text == "The council met on Monday. Really."
        assert screen.cursor == Cursor(1, 0, 0)
        assert is_editing(screen)
        await pilot.press("f2")
        assert not is_editing(screen)
        assert len(screen.session.store.entries) == 1


async def test_a_changed_text_is_given_up_only_on_the_second_escape(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("e")
        await write(pilot, "x")
        await pilot.press("escape")
        assert is_editing(screen)
        await pilot.press("escape")
        assert not is_editing(screen)
        assert not screen.session.store.entries


async def test_a_resize_in_mid_edit_loses_nothing(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("e")
        await write(pilot, " and went home")
        await pilot.resize_terminal(80, 24)
        await pilot.resize_terminal(160, 50)
        await pilot.press("enter")
        assert screen.document.rows[0].segments[0][0].text == "The council met on Monday. and went home"


async def test_a_segment_is_split_between_words(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("S", "home", "right", "right", "enter")
        assert [segment.text for segment in screen.row.segments[0]] == ["The council", "met on Monday."]


async def test_command_keys_are_the_same_physical_keys_under_other_layouts(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("т")
        assert screen.cursor.row == 3
        await pilot.press("Т", "ь")
        assert shapes(screen.document)[0] == "2-3-2"
        await pilot.press("я")
        assert shapes(screen.document) == SHAPES
        await pilot.press("full_stop")
        assert type(screen.app.screen).__name__ == "SearchDialog"
        await pilot.press("т", "escape")
        assert screen.cursor.row == 0


async def test_ids_are_shown_on_demand(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        assert "    4 " not in screen.grid.render_line(10).text
        await pilot.press("i")
        lines = [screen.grid.render_line(y).text for y in range(12)]
        assert any("    4 " in line for line in lines)
        await pilot.press("m", "i")
        assert screen.grid.ids is None


async def test_a_long_document_is_walked_without_losing_the_place(tmp_path: Path) -> None:
    async with opened(even_document(2000), tmp_path, size=(80, 24)) as (pilot, screen):
        await pilot.press("end")
        assert screen.cursor.row == 1999
        shown = "\n".join(screen.grid.render_line(y).text for y in range(screen.grid.size.height))
        assert "1999" in shown
        await pilot.press("pageup", "m")
        numbers = [int(line[1:5]) for line in shown.splitlines() if line[1:5].strip().isdecimal()]
        assert numbers == sorted(numbers)
        assert len(screen.document.rows) == 1999


async def test_a_row_s_number_is_typed_under_the_kazakh_layout(tmp_path: Path) -> None:
    async with opened(even_document(200), tmp_path) as (pilot, screen):
        await pilot.press("g", '"', "і", ".", "enter")
        assert screen.cursor.row == 137
        await pilot.press("g", "ә", "қ", "enter")
        assert screen.cursor.row == 20


async def test_the_search_key_works_under_the_kazakh_layout(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("№")
        assert isinstance(screen.app.screen, SearchDialog)
