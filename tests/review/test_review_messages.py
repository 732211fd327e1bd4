"""What the line of messages says, when it falls silent, and that nothing typed is lost or ignored without a word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from review_examples import app_on, make_document, opened, save, screen_of, small_document, until, write
from test_review_folder import cells, one_to_one, write_texts
from textual.widgets import Checkbox, Input, Static

from aligner.corpus.store import DocumentStore
from aligner.model import ParallelDocument, Segment
from aligner.review.app import ReviewApp
from aligner.review.dialogs.base import Dialog
from aligner.review.dialogs.exporting import ExportDialog
from aligner.review.grid import Cursor
from aligner.review.remarks import remarks
from aligner.review.screens.aligning import AlignScreen
from aligner.review.screens.document import DocumentScreen
from aligner.review.screens.folder import FolderScreen
from aligner.review.targets import find_target
from aligner.review.theme import LIGHT


def message_of(screen: DocumentScreen | FolderScreen | AlignScreen) -> str:
    return str(screen.query_one("#message", Static).content)


def with_finding(document: ParallelDocument, number: int) -> ParallelDocument:
    """The document with a number in one language of a row, the flag for it, and a note."""
    row = document.rows[number]
    (first, *rest), *others = row.segments
    cell = (replace(first, text=f"{first.text[:-1]} 46."), *rest)
    marked = replace(row, segments=(cell, *others), flags=("numbers", "source-changed"), note="ask\nthe author")
    return replace(document, rows=(*document.rows[:number], marked, *document.rows[number + 1 :]))


# -- messages ------------------------------------------------------------------------------------------------------


async def test_findings_and_notes_are_said_where_the_cursor_comes_to_them(tmp_path: Path) -> None:
    async with opened(with_finding(small_document(), 1), tmp_path) as (pilot, screen):
        await pilot.press("down")
        await pilot.pause()
        said = message_of(screen)
        assert "46" in said
        assert "its source text has changed" in said
        assert said.endswith("✎ ask / the author")
        await pilot.press("!")
        await pilot.press("up", "down")
        await pilot.pause()
        assert message_of(screen) == "✎ ask / the author"


def test_a_flag_that_the_texts_no_longer_bear_out_is_said_by_its_name() -> None:
    document = small_document()
    row = replace(document.rows[0], flags=("numbers", "excused:names", "seen by Aigul"))
    assert remarks(document, row) == "⚑ numbers; seen by Aigul"
    assert remarks(document, document.rows[0]) == ""


async def test_an_error_goes_when_the_cursor_does(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("!")
        assert message_of(screen) == "✗ no findings here"
        await pilot.press("right")
        await pilot.pause()
        assert message_of(screen) == "✗ no findings here"
        await pilot.press("down")
        await pilot.pause()
        assert message_of(screen) == ""


async def test_what_a_key_did_stays_although_the_cursor_moved_with_it(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("down", "u")
        await pilot.pause()
        assert screen.cursor.row == 0
        assert message_of(screen) == "move en 0 of row 1 up"
        await pilot.press("f")
        screen.app.screen.query_one("#doubtful", Checkbox).value = True
        screen.app.screen.query_one("#hide", Checkbox).value = False
        await pilot.press("enter")
        await pilot.pause()
        assert "] goes to the next" in message_of(screen)


async def test_an_empty_document_says_that_it_has_no_rows(tmp_path: Path) -> None:
    app = app_on(save(make_document([]), tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen))
        screen = screen_of(app)
        await pilot.pause(0.1)
        assert message_of(screen) == "this document has no rows: q closes it"
        assert "no rows" in str(screen.query_one("#status", Static).content)
        await pilot.press("n", "space", "m", "e", "end")
        assert screen.is_current


async def test_dialogs_say_what_they_miss(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        for key, said in (("/", "type what to look for"), ("H", "type what to replace"), ("k", "type a word")):
            await pilot.press(key, "enter")
            dialog = screen.app.screen
            assert isinstance(dialog, Dialog)
            assert said in str(dialog.query_one(".wrong", Static).content)
            await pilot.press("escape")
        await pilot.press("ctrl+e")
        dialog = screen.app.screen
        assert isinstance(dialog, ExportDialog)
        dialog.query_one("#path", Input).value = " "
        await pilot.press("enter")
        assert "name a file" in str(dialog.query_one(".wrong", Static).content)


async def test_rows_selected_with_the_mouse_are_counted(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        left = screen.grid.layout_now.text_left(0)
        below = screen.grid.heights.top(2)
        await pilot.click(screen.grid, offset=(left, 0))
        await pilot.click(screen.grid, offset=(left, below), control=True)
        await pilot.pause()
        assert list(screen.grid.selected_rows()) == [0, 1, 2]
        assert message_of(screen) == "3 rows selected"
        await pilot.press("a")
        await pilot.pause()
        assert message_of(screen) == "confirm rows 0 to 2"


# -- leaving -------------------------------------------------------------------------------------------------------


async def test_the_key_that_ends_other_programs_says_which_one_ends_this_one(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("ctrl+c")
        assert message_of(screen) == "^q quits; every change is on the disk already"
        assert screen.app.is_running


async def test_quitting_asks_before_a_text_that_is_not_saved_is_lost(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("e")
        await write(pilot, " And more.")
        await pilot.press("ctrl+q")
        assert screen.editor.is_open
        await pilot.press("enter")
        assert screen.document.rows[0].segments[0][0].text == "The council met on Monday. And more."
        await pilot.press("e")
        await write(pilot, "x")
        await pilot.press("ctrl+q", "ctrl+q")
        assert screen.app._exit


async def test_quitting_and_colours_work_in_a_dialog(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("/")
        assert isinstance(screen.app.screen, Dialog)
        await pilot.press("f9")
        assert screen.app.theme == LIGHT.name
        await pilot.press("ctrl+q")
        assert screen.app._exit


async def test_the_keys_are_listed_while_a_text_is_edited(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("e", "f1")
        assert isinstance(screen.app.screen, Dialog)
        await pilot.press("escape")
        assert screen.editor.is_open


@pytest.mark.parametrize("word", ["filter", "re-align", "jump", "undo", "concordance"])
async def test_the_palette_finds_commands_by_the_words_of_the_footer_and_the_settings(
    word: str, tmp_path: Path
) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        del pilot
        titles = [command.title.casefold() for command in screen.app.get_system_commands(screen)]
        assert any(word in title for title in titles)


# -- one step ------------------------------------------------------------------------------------------------------


async def test_a_replacement_in_many_rows_is_one_step_also_after_reopening(tmp_path: Path) -> None:
    document = make_document([(1, 1, 1)] * 150)
    path = tmp_path / "parallel" / "session.parquet"
    async with opened(document, tmp_path) as (pilot, screen):
        await pilot.press("H")
        await write(pilot, "Monday")
        screen.app.screen.query_one("#replacement", Input).value = "Tuesday"
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "replaced in 30 segments" in message_of(screen))
        assert len(screen.session.store.entries) == 1
        await pilot.press("q")
    app = app_on(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen))
        await pilot.press("z")
        again = screen_of(app)
        assert message_of(again) == "undone: replaced in 30 segments"
        assert [row.segments for row in again.document.rows] == [row.segments for row in document.rows]


# -- the folder ----------------------------------------------------------------------------------------------------


async def test_a_table_that_cannot_be_read_is_marked_in_the_list(tmp_path: Path) -> None:
    save(small_document(), tmp_path)
    (tmp_path / "parallel" / "broken.parquet").write_bytes(b"no table")
    app = app_on(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FolderScreen) and cells(app)[1][2] == "7")
        assert cells(app)[0][:4] == ["broken", "✗", "", "not readable"]
        await until(pilot, lambda: isinstance(app.screen, FolderScreen) and "Parquet" in message_of(app.screen))


async def test_what_aligning_had_to_say_is_said_in_the_document(tmp_path: Path) -> None:
    write_texts(tmp_path, "story.{}.txt")
    app = ReviewApp(find_target(tmp_path), open_engine=one_to_one)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FolderScreen) and bool(cells(app)))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AlignScreen))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen))
        assert "story: 5 rows, mean confidence" in message_of(screen_of(app))


async def test_aligning_over_a_table_is_asked_about(tmp_path: Path) -> None:
    path = save(small_document(), tmp_path)
    write_texts(tmp_path / "texts", "{}.txt")
    app = ReviewApp(find_target(tmp_path), open_engine=one_to_one)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AlignScreen))
        screen = app.screen
        assert isinstance(screen, AlignScreen)
        screen.query_one("#name", Input).value = "session"
        for number, language in enumerate(("en", "kk")):
            screen.query_one(f"#file-{number}", Input).value = str(tmp_path / "texts" / f"{language}.txt")
        before = path.read_bytes()
        await pilot.press("f5")
        await pilot.pause(0.2)
        assert screen.is_current
        assert "is there already" in message_of(screen)
        assert path.read_bytes() == before
        await pilot.press("f1")
        assert "F5 aligns" in message_of(screen)


# -- words ---------------------------------------------------------------------------------------------------------


async def test_a_text_without_spaces_is_split_between_its_characters(tmp_path: Path) -> None:
    document = make_document([(1, 1, 1)])
    text = "今天天气很好，我们去公园。明天下雨。"
    row = document.rows[0]
    cell = (Segment(0, len(text), 0, text),)
    document = replace(document, rows=(replace(row, segments=(cell, *row.segments[1:])),))
    async with opened(document, tmp_path) as (pilot, screen):
        await pilot.press("S", "enter")
        assert [segment.text for segment in screen.row.segments[0]] == ["今天天气很好，我们去公园。", "明天下雨。"]
        assert screen.cursor == Cursor(0, 0, 0)


async def test_a_single_word_cannot_be_split(tmp_path: Path) -> None:
    document = make_document([(1, 1, 1)])
    row = document.rows[0]
    cell = (Segment(0, 4, 0, "Yes."),)
    document = replace(document, rows=(replace(row, segments=(cell, *row.segments[1:])),))
    async with opened(document, tmp_path) as (pilot, screen):
        await pilot.press("S", "enter")
        dialog = screen.app.screen
        assert isinstance(dialog, Dialog)
        assert "only one word" in str(dialog.query_one(".wrong", Static).content)


def test_the_journal_of_a_replacement_is_read_by_anyone(tmp_path: Path) -> None:
    from aligner.editing.texts import EditText
    from aligner.review.session import Session

    path = save(small_document(), tmp_path)
    session = Session.open(path, "Aigul")
    session.apply_all([EditText(0, "en", 0, "One."), EditText(1, "en", 0, "Two.")], "two texts")
    session.close()
    with DocumentStore.open(path, read_only=True) as store:
        assert [row.segments[0][0].text for row in store.document.rows[:2]] == ["One.", "Two."]
        assert [entry.what for entry in store.entries] == ["two texts"]
