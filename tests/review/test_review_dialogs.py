"""Every dialog: how it is opened, answered and left, and what it does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from review_examples import confirmed, make_document, opened, small_document, until, write
from textual.widgets import Checkbox, Input, OptionList, SelectionList, Static

from aligner.alignment import Engine
from aligner.corpus import write_document
from aligner.errors import InputError
from aligner.model import Link, ParallelDocument, Row
from aligner.review.dialogs.concordance import Concordance
from aligner.review.dialogs.difference import DifferenceDialog
from aligner.review.dialogs.exporting import ExportDialog
from aligner.review.dialogs.help import Help
from aligner.review.dialogs.renaming import RenameDialog
from aligner.review.dialogs.searching import FilterDialog, ReplaceDialog, SearchDialog
from aligner.review.dialogs.words import TermDialog
from aligner.review.dialogs.working import Working
from aligner.review.engines import Report
from aligner.review.glossaries import open_terms
from aligner.review.grid import Cursor
from aligner.review.panel import TermPanel
from aligner.review.screens.document import DocumentScreen


def message_of(screen: DocumentScreen) -> str:
    return str(screen.query_one("#message", Static).content)


def texts(document: ParallelDocument, column: int) -> list[str]:
    return [segment.text for row in document.rows for segment in row.segments[column]]


class Stepping:
    """An engine that swaps nothing and merges everything into one row, reporting as it goes."""

    def __init__(self, *, fails: bool = False, stages: int = 3) -> None:
        self._fails = fails
        self._stages = stages

    def __enter__(self) -> Stepping:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def realign(
        self, document: ParallelDocument, start: int, stop: int, progress: Report | None = None
    ) -> tuple[Row, ...]:
        from aligner.alignment import Progress

        for done in range(self._stages):
            if progress is not None:
                progress(Progress("embedding", done, self._stages))  # type: ignore[call-arg, arg-type]
        if self._fails:
            raise InputError("the model is damaged")
        cells = tuple(
            tuple(segment for row in document.rows[start:stop] for segment in row.segments[column])
            for column in range(len(document.languages))
        )
        links = tuple(
            Link(a, b, tuple(range(len(cells[i]))), tuple(range(len(cells[j]))))
            for i, a in enumerate(document.languages)
            for j, b in enumerate(document.languages)
            if i < j
        )
        return (Row(cells, links, 0.5),)


def engine(**options: bool | int) -> Engine:
    return cast("Engine", Stepping(**options))  # type: ignore[arg-type]


# -- searching -----------------------------------------------------------------------------------------------------


async def test_a_search_goes_to_the_first_match_and_on(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("/")
        await write(pilot, "МОСТ")
        await pilot.press("enter")
        assert screen.cursor == Cursor(1, 1, 1)
        await pilot.press("f3")
        assert screen.cursor == Cursor(6, 1, 0)
        await pilot.press("f3")
        assert screen.cursor == Cursor(1, 1, 1)
        await pilot.press("shift+f3")
        assert screen.cursor == Cursor(6, 1, 0)


async def test_a_search_may_be_a_regular_expression_in_one_column(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("/")
        await write(pilot, r"(")
        screen.app.screen.query_one("#regex", Checkbox).value = True
        await pilot.press("enter")
        assert isinstance(screen.app.screen, SearchDialog)
        assert "is no regular expression" in str(screen.app.screen.query_one(".wrong", Static).content)
        screen.app.screen.query_one("#text", Input).value = r"\w+\?$"
        screen.app.screen.query_one("#column", Checkbox).value = True
        await pilot.press("enter")
        assert screen.cursor == Cursor(3, 0, 0)


async def test_what_is_nowhere_is_said_to_be_nowhere(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("/")
        await write(pilot, "zebra")
        await pilot.press("enter")
        assert "“zebra” is nowhere" in message_of(screen)


async def test_replacing_shows_every_change_and_is_undone_as_one(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        before = screen.document
        await pilot.press("H")
        await write(pilot, "мэр")
        await pilot.press("tab")
        await write(pilot, "глава города")
        await pilot.press("enter")
        dialog = screen.app.screen
        assert isinstance(dialog, ReplaceDialog)
        assert dialog.query_one("#changes", SelectionList).option_count == 2
        await pilot.press("enter")
        changed = [text for text in texts(screen.document, 1) if "глава города" in text]
        assert len(changed) == 2
        await pilot.press("z")
        assert texts(screen.document, 1) == texts(before, 1)
        await pilot.press("y")
        assert [text for text in texts(screen.document, 1) if "глава города" in text] == changed


async def test_a_change_can_be_left_out_of_a_replacement(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("H")
        await write(pilot, "мэр")
        await pilot.press("tab")
        await write(pilot, "аким")
        await pilot.press("enter", "space", "enter")
        assert sum("аким" in text for text in texts(screen.document, 1)) == 1


# -- filtering and jumping -----------------------------------------------------------------------------------------


async def test_a_filter_shows_only_the_rows_that_pass(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("f")
        assert isinstance(screen.app.screen, FilterDialog)
        screen.app.screen.query_one("#uneven", Checkbox).value = True
        await pilot.press("enter")
        assert list(screen.grid.heights.shown) == [1, 2, 3, 5]
        await pilot.press("end", "down")
        assert screen.cursor.row == 5
        await pilot.press("escape")
        assert len(screen.grid.heights) == 7


async def test_rows_stay_shown_while_they_are_edited_under_a_filter(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("f")
        screen.app.screen.query_one("#empty_side", Checkbox).value = True
        await pilot.press("enter")
        assert list(screen.grid.heights.shown) == [3]
        await pilot.press("right", "u")
        assert screen.cursor.row in screen.grid.heights.shown


async def test_a_filter_can_be_walked_without_hiding(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("f")
        screen.app.screen.query_one("#containing", Input).value = "вопросы"
        screen.app.screen.query_one("#hide", Checkbox).value = False
        await pilot.press("enter")
        assert screen.cursor.row == 2
        assert len(screen.grid.heights) == 7
        await pilot.press("right_square_bracket")
        assert screen.cursor.row == 2
        await pilot.press("[")
        assert screen.cursor.row == 2


async def test_a_filter_that_nothing_passes_is_said(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("f")
        screen.app.screen.query_one("#noted", Checkbox).value = True
        await pilot.press("enter")
        assert "no row is noted" in message_of(screen)
        assert len(screen.grid.heights) == 7


async def test_jumping_to_a_row(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("g", "5", "enter")
        assert screen.cursor.row == 5
        await pilot.press("g", "9", "9", "enter")
        assert "there is no row 99: the last one is 6" in message_of(screen)
        await pilot.press("g", "enter", "escape")
        assert screen.cursor.row == 5


# -- the folder's words --------------------------------------------------------------------------------------------


async def test_a_concordance_over_all_documents(tmp_path: Path) -> None:
    other = replace(make_document([(1, 1, 1)] * 5), name="other")
    write_document(other, tmp_path / "parallel" / "other.parquet")
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("k")
        await write(pilot, "сұра")
        await pilot.press("enter")
        dialog = screen.app.screen_stack[2]
        assert isinstance(dialog, Concordance)
        await until(pilot, lambda: dialog.query_one(OptionList).display and dialog.query_one(OptionList).has_focus)
        assert "2 places in 2 documents" in str(dialog.query_one("#count", Static).content)
        await pilot.press("enter")
        await until(pilot, lambda: screen.app.screen is not screen and isinstance(screen.app.screen, DocumentScreen))
        there = screen.app.screen
        assert isinstance(there, DocumentScreen)
        assert there.document.name == "other"
        assert there.cursor == Cursor(3, 2, 0)


# -- terms ---------------------------------------------------------------------------------------------------------


async def test_a_term_is_added_and_then_found_in_its_forms(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    async with opened(small_document(), tmp_path, terms=open_terms(path)) as (pilot, screen):
        await pilot.press("G")
        assert "No concept" in str(screen.query_one("#uses", Static).content)
        await pilot.click(screen.grid, offset=(screen.grid.layout_now.text_left(0) + 5, 0))
        assert screen.word_at_cursor() == "council"
        await pilot.press("t")
        assert isinstance(screen.app.screen, TermDialog)
        await pilot.press("enter")
        assert "council,en,council,preferred" in path.read_text(encoding="utf-8")
        await pilot.pause(0.1)
        assert "council" in str(screen.query_one("#uses", Static).content)
        assert screen.desk.terms is not None
        assert screen.desk.terms.spans(screen.row, screen.document.languages)


async def test_a_rendering_is_changed_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(
        "concept,language,term,status\nmayor,en,mayor,preferred\nmayor,ru,мэр,preferred\nmayor,kk,әкім,preferred\n",
        encoding="utf-8",
    )
    async with opened(small_document(), tmp_path, terms=open_terms(path)) as (pilot, screen):
        await pilot.press("J", "right", "T")
        dialog = screen.app.screen
        assert isinstance(dialog, RenameDialog)
        await write(pilot, "аким")
        await pilot.press("enter")
        assert dialog.query_one("#places", SelectionList).option_count == 2
        await pilot.press("enter")
        assert sum("аким" in text for text in texts(screen.document, 1)) == 2
        assert "mayor,ru,аким,preferred" in path.read_text(encoding="utf-8")
        assert "mayor,ru,мэр,deprecated" in path.read_text(encoding="utf-8")


async def test_the_panel_stands_where_there_is_room(tmp_path: Path) -> None:
    terms = open_terms(tmp_path / "glossary.csv")
    async with opened(small_document(), tmp_path, size=(160, 50), terms=terms) as (pilot, screen):
        await pilot.press("G")
        panel = screen.query_one(TermPanel)
        assert panel.region.x > screen.grid.region.x
        await pilot.resize_terminal(80, 24)
        await pilot.pause(0.1)
        assert panel.region.y > screen.grid.region.y
        assert screen.grid.size.height > 8


# -- links ---------------------------------------------------------------------------------------------------------


async def test_marked_segments_are_linked(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("J", "J", "v", "right", "v", "down", "v", "l")
        pairs = {(link.a_segments, link.b_segments) for link in screen.row.links if (link.a, link.b) == ("en", "ru")}
        assert pairs == {((0,), (0, 1)), ((1,), ())}
        assert not screen.grid.marked


async def test_linkings_are_tried_one_after_the_other(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("J", "J")
        seen = []
        for _ in range(3):
            await pilot.press("L")
            seen.append([link for link in screen.row.links if (link.a, link.b) == ("en", "kk")])
        assert len({tuple(links) for links in seen}) == 3
        assert "links en-kk" in message_of(screen)


# -- long work -----------------------------------------------------------------------------------------------------


async def test_aligning_anew_is_looked_at_and_accepted(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, open_engine=engine) as (pilot, screen):
        await pilot.press("a", "end", "a", "J", "K", "K", "R")
        await until(pilot, lambda: isinstance(screen.app.screen, DifferenceDialog))
        assert screen.app.screen.query_one(SelectionList).option_count == 1
        await pilot.press("enter")
        assert len(screen.document.rows) == 3
        await pilot.press("z")
        assert len(screen.document.rows) == 7


async def test_aligning_anew_can_be_refused(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, open_engine=engine) as (pilot, screen):
        before = screen.document
        await pilot.press("shift+down", "shift+down", "R")
        await until(pilot, lambda: isinstance(screen.app.screen, DifferenceDialog))
        await pilot.press("escape")
        assert screen.document is before
        assert message_of(screen) == "left as it was"


async def test_an_engine_that_fails_is_said_in_one_line(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, open_engine=lambda: engine(fails=True)) as (pilot, screen):
        await pilot.press("R")
        await until(pilot, lambda: "the model is damaged" in message_of(screen))


async def test_long_work_is_stopped_by_escape(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, open_engine=lambda: engine(stages=10**7)) as (pilot, screen):
        before = screen.document
        await pilot.press("R")
        await until(pilot, lambda: isinstance(screen.app.screen, Working))
        await pilot.press("escape")
        await until(pilot, lambda: message_of(screen) == "✗ stopped")
        assert screen.document is before


async def test_many_changes_are_made_beside_the_screen(tmp_path: Path) -> None:
    async with opened(make_document([(1, 1, 1)] * 150), tmp_path) as (pilot, screen):
        await pilot.press("H")
        await write(pilot, "мэр")
        await pilot.press("tab")
        await write(pilot, "аким")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: message_of(screen) == "replaced in 30 segments")
        assert sum("аким" in text for text in texts(screen.document, 1)) == 30
        await pilot.press("z")
        assert not any("аким" in text for text in texts(screen.document, 1))


async def test_a_document_is_exported(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("ctrl+e")
        dialog = screen.app.screen
        assert isinstance(dialog, ExportDialog)
        await pilot.press("enter")
        target = tmp_path / "parallel" / "session.tmx"
        await until(pilot, lambda: "units written" in message_of(screen))
        assert target.is_file()
        await pilot.press("ctrl+e", "enter")
        assert "is there already" in str(screen.app.screen.query_one(".wrong", Static).content)
        await pilot.press("escape")


# -- around --------------------------------------------------------------------------------------------------------


async def test_help_lists_every_key_as_it_is_bound(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("?")
        assert [type(shown) for shown in screen.app.screen_stack[2:]] == [Help]
        await pilot.press("escape", "f1", "enter")
        assert not screen.app.screen_stack[2:]


async def test_commands_are_found_by_name_in_the_palette(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("ctrl+p")
        await write(pilot, "Take the segment out")
        await pilot.pause(0.5)
        await pilot.press("J")
        await pilot.press("escape", "escape")
        commands = {command.title for command in screen.app.get_system_commands(screen)}
        assert "Undo" in commands
        assert "theme: Light or dark colours" in commands


async def test_colours_change_and_nothing_else(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        before = [screen.grid.render_line(y) for y in range(10)]
        await pilot.press("f9")
        after = [screen.grid.render_line(y) for y in range(10)]
        assert [strip.text for strip in before] == [strip.text for strip in after]
        assert before != after


async def test_the_mouse_selects_edits_and_scrolls(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path, size=(80, 24)) as (pilot, screen):
        second = screen.grid.heights.top(1)
        left = screen.grid.layout_now.text_left(1)
        await pilot.click(screen.grid, offset=(left, second))
        assert screen.cursor == Cursor(1, 1, 0)
        await pilot.click(screen.grid, offset=(left, 0), shift=True)
        assert list(screen.grid.selected_rows()) == [0, 1]
        await pilot.press("a")
        assert confirmed(screen.document) == [0, 1]
        await pilot.click(screen.grid, offset=(left, 0), times=2)
        assert screen.editor.is_open
