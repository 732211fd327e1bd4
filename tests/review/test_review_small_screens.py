"""What has to be seen and reached at 80x24 too: hints, errors, fields, keys, and rows higher than the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from review_examples import app_on, even_document, make_document, make_row, opened, save, small_document, until, write
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Checkbox, Input, OptionList, Static
from textual.widgets._footer import FooterKey

from aligner.checks import Finding
from aligner.model import Language, ParallelDocument, Row, Segment
from aligner.review.dialogs.base import Dialog
from aligner.review.dialogs.words import WordPicker
from aligner.review.editor import SegmentText
from aligner.review.panel import TermPanel
from aligner.review.screens.aligning import AlignScreen
from aligner.review.screens.folder import FolderScreen
from aligner.review.terms import ConceptUse, Rendering, Verdict

SMALL = (80, 24)


def long_document(words: int) -> ParallelDocument:
    """Three rows, the middle one with a Russian sentence of many words."""
    text = " ".join(f"слово{number}" for number in range(words))
    texts = (("One.", "Раз.", "Бір."), ("Two.", text, "Екі."), ("Three.", "Три.", "Үш."))
    rows = tuple(
        make_row([[Segment(100_000 * number, 100_000 * number + len(cell), 0, cell)] for cell in row], 0.5)
        for number, row in enumerate(texts)
    )
    return replace(make_document([(1, 1, 1)]), rows=rows)


@pytest.mark.parametrize("keys", [["?"], ["H", "e", "enter"], ["ctrl+e"], ["f"]])
async def test_the_hint_of_a_dialog_is_seen(keys: list[str], tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, size=SMALL) as (pilot, screen):
        await pilot.press(*keys)
        dialog = screen.app.screen
        assert isinstance(dialog, Dialog)
        await pilot.pause(0.1)
        box = dialog.query_one("Dialog > Vertical", Vertical)
        hint = dialog.query_one(".hint", Static)
        assert box.content_region.contains_region(hint.region)
        assert hint.region.height


async def test_what_is_wrong_in_a_full_dialog_is_seen(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, size=(80, 18)) as (pilot, screen):
        await pilot.press("H", "enter")
        await pilot.pause(0.1)
        dialog = screen.app.screen
        wrong = dialog.query_one(".wrong", Static)
        assert "type what to replace" in str(wrong.content)
        assert dialog.query_one("Dialog > Vertical", Vertical).content_region.contains_region(wrong.region)


async def test_the_key_for_help_is_seen_and_no_other_key_is_cut(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, size=SMALL) as (pilot, screen):
        for width in (80, 60, 100):
            await pilot.resize_terminal(width, 24)
            await pilot.pause(0.1)
            keys = list(screen.query(FooterKey))
            assert sum(key.action == "help" for key in keys) == 1
            assert all(key.region.right <= width for key in keys)
            places = sorted((key.region.x, key.region.right) for key in keys)
            assert all(left[1] <= right[0] for left, right in pairwise(places))


async def test_the_field_of_the_cursor_shows_what_is_typed(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AlignScreen) and app.screen.focused is not None)
        field = app.screen.focused
        assert isinstance(field, Input)
        assert field.content_size.height == 1


async def test_the_text_box_takes_no_lines_for_a_frame(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, size=SMALL) as (pilot, screen):
        await pilot.press("e")
        await pilot.pause(0.1)
        box = screen.query_one(SegmentText)
        assert box.has_focus
        assert box.region.height == box.content_size.height


async def test_a_message_that_is_longer_than_a_line_is_seen_whole(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, size=SMALL) as (pilot, screen):
        line = screen.query_one("#message", Static)
        screen.say("a reason of many words " * 6, wrong=True)
        await pilot.pause(0.1)
        assert line.region.height == 2
        await pilot.press("down")
        await pilot.pause(0.1)
        assert line.region.height == 1


async def test_a_message_keeps_no_line_of_a_narrower_screen(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, size=(160, 50)) as (pilot, screen):
        line = screen.query_one("#message", Static)
        screen.say("a reason of many words " * 6)
        await pilot.resize_terminal(80, 24)
        await pilot.pause(0.1)
        assert line.region.height == 2
        screen.say("done")
        await pilot.pause(0.1)
        assert line.region.height == 1


@pytest.mark.parametrize("size", [SMALL, (160, 50)])
async def test_the_queue_shows_what_stands_around_the_row_it_stops_at(size: tuple[int, int], tmp_path: Path) -> None:
    async with opened(even_document(120), tmp_path, size=size) as (pilot, screen):
        grid = screen.grid
        for _ in range(11):
            await pilot.press("n")
            top = grid.heights.top(screen.cursor.row)
            bottom = top + grid.heights.height(screen.cursor.row)
            assert grid.scroll_offset.y <= max(top - 3, 0)
            assert grid.scroll_offset.y + grid.size.height >= min(bottom + 3, grid.heights.total)


async def test_a_row_that_is_higher_than_the_screen_is_read_page_by_page(tmp_path: Path) -> None:
    async with opened(long_document(400), tmp_path, size=SMALL) as (pilot, screen):
        grid = screen.grid
        await pilot.press("down", "right")
        height, top = grid.heights.height(1), grid.scroll_offset.y
        assert height > 3 * grid.size.height
        seen = set(range(top, top + grid.size.height))
        while screen.cursor.row == 1:
            await pilot.press("pagedown")
            if screen.cursor.row == 1:
                seen |= set(range(grid.scroll_offset.y, grid.scroll_offset.y + grid.size.height))
        assert seen >= set(range(grid.heights.top(1), grid.heights.top(2)))
        assert screen.cursor.row == 2
        await pilot.press("up", "pagedown", "pagedown")
        before = grid.scroll_offset.y
        await pilot.press("b")
        assert grid.scroll_offset.y == before
        await pilot.press("pageup")
        assert grid.heights.top(1) < grid.scroll_offset.y < before


async def test_what_aligning_anew_would_change_is_read_page_by_page(tmp_path: Path) -> None:
    from test_review_dialogs import engine

    document = make_document([(1, 1, 1)] * 8, [0.5] * 8)
    async with opened(document, tmp_path, size=SMALL, open_engine=engine) as (pilot, screen):
        await pilot.press("R")
        await until(pilot, lambda: bool(screen.app.screen.query("#shown")))
        shown = screen.app.screen.query_one("#shown", VerticalScroll)
        await until(pilot, lambda: shown.max_scroll_y > 0)
        await pilot.press("pagedown")
        await until(pilot, lambda: shown.scroll_offset.y > 0)
        await pilot.press("pageup")
        await until(pilot, lambda: shown.scroll_offset.y == 0)


class ManyTerms:
    """A glossary with four concepts in every row."""

    def spans(self, row: Row, languages: tuple[Language, ...]) -> Sequence[object]:
        del row, languages
        return ()

    def uses(self, row: Row, languages: tuple[Language, ...]) -> list[ConceptUse]:
        del row
        return [
            ConceptUse(
                f"concept{number}",
                tuple(
                    Rendering(language, Verdict.PREFERRED, f"word{number}", f"word{number}") for language in languages
                ),
            )
            for number in range(4)
        ]

    def check(self, document: ParallelDocument) -> list[Finding]:
        del document
        return []


async def test_all_terms_of_a_row_are_seen_on_a_small_screen(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, size=SMALL, terms=ManyTerms()) as (pilot, screen):  # type: ignore[arg-type]
        await pilot.press("G")
        await pilot.pause(0.2)
        panel = screen.query_one(TermPanel)
        assert panel.max_scroll_y == 0
        assert "concept3" in str(panel.query_one("#uses", Static).content)


async def test_long_names_and_large_numbers_fit_into_the_folder_s_list(tmp_path: Path) -> None:
    from textual.widgets import DataTable

    save(replace(small_document(), name="a" * 30), tmp_path)
    app = app_on(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))
        table = app.screen.query_one(DataTable)
        assert str(table.get_row_at(0)[0]).endswith("…")
        assert table.virtual_size.width <= 80
    async with app_on(tmp_path).run_test(size=(120, 24)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FolderScreen))
        assert str(pilot.app.screen.query_one(DataTable).get_row_at(0)[0]) == "a" * 30


async def test_a_concordance_shows_as_much_around_a_word_as_fits(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, size=(100, 30)) as (pilot, screen):
        await pilot.press("k")
        await write(pilot, "session")
        await pilot.press("enter")
        await until(pilot, lambda: bool(screen.app.screen.query(OptionList)))
        places = screen.app.screen.query_one(OptionList)
        await until(pilot, lambda: places.option_count > 0)
        await pilot.pause()
        assert "had expected the session to last until the even" in str(places.get_option_at_index(0).prompt)
        assert places.virtual_size.width <= places.size.width


async def test_the_chosen_word_of_a_long_text_is_in_sight(tmp_path: Path) -> None:
    async with opened(long_document(400), tmp_path, size=SMALL) as (pilot, screen):
        await pilot.press("down", "right", "S")
        dialog = screen.app.screen
        body, picker = dialog.query_one(".body", VerticalScroll), dialog.query_one(WordPicker)
        for keys, word in ((["end"], "слово399"), (["home"], "слово0"), (["down"] * 30, None), (["up"] * 3, None)):
            await pilot.press(*keys)
            await pilot.pause(0.05)
            assert word in {None, picker.chosen}
            shown = [word for y in range(body.region.height) for word in rendered(dialog, body, y).split()]
            assert shown.count(picker.chosen) == 1


def rendered(dialog: Screen[object], body: VerticalScroll, y: int) -> str:
    """A line of the body as it is on the screen."""
    line = dialog._compositor.render_strips()[body.region.y + y]
    return line.crop(body.region.x, body.region.right).text


async def test_the_word_above_and_below_is_chosen_by_one_key(tmp_path: Path) -> None:
    async with opened(long_document(400), tmp_path, size=SMALL) as (pilot, screen):
        await pilot.press("down", "right", "S", "home", "right", "down")
        picker = screen.app.screen.query_one(WordPicker)
        before = picker.first
        assert before > 4
        await pilot.press("up")
        assert picker.first == 1
        await pilot.press("up")
        assert picker.first == 1


async def test_both_ends_of_a_long_text_are_one_key_away(tmp_path: Path) -> None:
    async with opened(long_document(400), tmp_path, size=SMALL) as (pilot, screen):
        await pilot.press("down", "right", "e")
        box = screen.query_one(SegmentText)
        await pilot.press("ctrl+home")
        assert box.cursor_location == (0, 0)
        await pilot.press("ctrl+end")
        assert box.cursor_location == box.document.end


async def test_what_the_status_line_says_fits_on_a_small_screen(tmp_path: Path) -> None:
    document = make_document([(1, 1, 1)] * 12_000, [0.5] * 12_000)
    async with opened(document, tmp_path, size=SMALL) as (pilot, screen):
        await pilot.press("b", "f")
        screen.app.screen.query_one("#bookmarked", Checkbox).value = True
        await pilot.press("enter")
        await pilot.pause(0.2)
        line = str(screen.query_one("#status", Static).content)
        assert "1 shown" in line
        assert line.endswith("wrong")
        await pilot.press("escape", "end")
        await pilot.pause(0.2)
        assert len(str(screen.query_one("#status", Static).content)) <= 78
