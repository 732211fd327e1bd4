"""The folder's list, aligning from the screen, what the review may be pointed at, settings, and the clean end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from review_examples import TEXTS, app_on, make_document, opened, save, small_document, until, write
from textual.widgets import DataTable, Input, Static

from aligner.alignment import Alignment, Engine, Progress
from aligner.corpus.store import DocumentStore
from aligner.errors import InputError, UsageError
from aligner.model import SegmentedVersion
from aligner.review.app import ReviewApp
from aligner.review.keys.bindings import bindings_of, check_keys
from aligner.review.keys.commands import ANYWHERE, DOCUMENT, FOLDER, MOVING, PRESETS
from aligner.review.screens.aligning import AlignScreen
from aligner.review.screens.document import DocumentScreen
from aligner.review.screens.folder import FolderScreen
from aligner.review.settings import CONFIG_VARIABLE, Settings, load_settings, settings_path
from aligner.review.targets import find_drafts, find_target, guess_language


class OneToOne:
    """An engine that puts the nth segments beside each other."""

    signature = "made for a test"

    def __enter__(self) -> OneToOne:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def align(self, name: str, versions: list[SegmentedVersion], progress: Callable[[Progress], None]) -> Alignment:
        progress(Progress("aligning", 1, 1))
        document = make_document([(1, 1, 1)] * len(versions[0].segments), [0.5])
        return Alignment(replace(document, name=name), (), 0, 0)


def one_to_one() -> Engine:
    return cast("Engine", OneToOne())


def write_texts(folder: Path, pattern: str) -> None:
    for language, sentences in TEXTS.items():
        path = folder / pattern.format(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(" ".join(sentences), encoding="utf-8")


def cells(app: ReviewApp) -> list[list[str]]:
    table = app.screen.query_one(DataTable)
    return [[str(cell) for cell in table.get_row_at(number)] for number in range(table.row_count)]


async def test_a_folder_lists_its_documents_with_their_progress(tmp_path: Path) -> None:
    save(small_document(), tmp_path)
    write_texts(tmp_path / "corpora", "{}/story.txt")
    app = app_on(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FolderScreen) and cells(app)[0][2] == "7")
        assert cells(app)[0][:5] == ["session", "en-ru-kk", "7", "0 0%", "4"]
        assert cells(app)[1][:4] == ["story", "en-ru-kk", "", "not aligned"]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen))
        await pilot.press("a", "q")
        await until(pilot, lambda: isinstance(app.screen, FolderScreen) and cells(app)[0][3] == "1 14%")


async def test_a_text_that_lacks_its_other_versions_is_listed_and_said_to_lack_them(tmp_path: Path) -> None:
    write_texts(tmp_path / "corpora", "{}/story.txt")
    (tmp_path / "corpora" / "en" / "alone.txt").write_text("Nobody else.", encoding="utf-8")
    app = app_on(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FolderScreen) and len(cells(app)) == 2)
        assert [row[:4] for row in cells(app)] == [
            ["alone", "en", "", "one version"],
            ["story", "en-ru-kk", "", "not aligned"],
        ]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AlignScreen))
        await pilot.press("f5")
        assert "two files at least" in str(app.screen.query_one("#message", Static).content)


async def test_a_document_is_aligned_from_the_screen(tmp_path: Path) -> None:
    write_texts(tmp_path, "story.{}.txt")
    app = ReviewApp(find_target(tmp_path), open_engine=one_to_one)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FolderScreen) and bool(cells(app)))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AlignScreen))
        said = app.screen.query_one("#message", Static)
        await until(pilot, lambda: "5 segments in 1 paragraphs" in str(said.content))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen))
        assert (tmp_path / "parallel" / "story.parquet").is_file()


async def test_files_of_ones_own_choice_are_aligned(tmp_path: Path) -> None:
    write_texts(tmp_path / "texts", "{}.txt")
    app = ReviewApp(find_target(tmp_path), open_engine=one_to_one)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AlignScreen))
        screen = app.screen
        await pilot.press("f5")
        assert "two files at least" in str(screen.query_one("#message", Static).content)
        await write(pilot, "mine")
        for number, language in enumerate(("en", "kk")):
            screen.query_one(f"#file-{number}", Input).value = str(tmp_path / "texts" / f"{language}.txt")
        screen.query_one("#file-1", Input).focus()
        await pilot.press("f6")
        said = screen.query_one("#message", Static)
        await until(pilot, lambda: "kk.txt: kk, utf-8, 5 segments" in str(said.content))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen))
        assert (tmp_path / "parallel" / "mine.parquet").is_file()


async def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    app = ReviewApp(find_target(tmp_path), open_engine=one_to_one)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AlignScreen))
        screen = app.screen
        screen.query_one("#name", Input).value = "mine"
        screen.query_one("#file-0", Input).value = "en=none.txt"
        screen.query_one("#file-1", Input).value = "kk=none.txt"
        await pilot.press("f5")
        said = screen.query_one("#message", Static)
        await until(pilot, lambda: "none.txt: there is no such file" in str(said.content))


async def test_a_document_that_someone_holds_can_be_read(tmp_path: Path) -> None:
    path = save(small_document(), tmp_path)
    command = f"""
import sys, time
from pathlib import Path
from aligner.corpus.store import DocumentStore
store = DocumentStore.open(Path({str(path)!r}), "Bolat")
print("held", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        (sys.executable, "-c", command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        app = app_on(path)
        async with app.run_test(size=(160, 40)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, DocumentScreen))
            said = app.screen.query_one("#message", Static)
            await until(pilot, lambda: "being edited by Bolat" in str(said.content))
            await pilot.press("m")
            assert "cannot be changed" in str(said.content)
            await pilot.press("e")
            assert "nothing can be changed" in str(said.content)
        other.communicate("")


async def test_leaving_writes_the_table(tmp_path: Path) -> None:
    async with opened(small_document(), tmp_path) as (pilot, screen):
        await pilot.press("m", "q")
        path = screen.session.store.path
    with DocumentStore.open(path) as store:
        assert len(store.document.rows) == 6
        assert store.notices == []


async def break_down(app: ReviewApp) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen))
        app.call_later(lambda: 1 / 0)
        await pilot.pause(0.2)


async def test_an_error_nobody_foresaw_is_one_line(tmp_path: Path) -> None:
    app = app_on(save(small_document(), tmp_path))
    with pytest.raises(ZeroDivisionError):
        await break_down(app)
    assert app.crash == "unexpected ZeroDivisionError: division by zero; every change made so far is on the disk"


# -- targets -------------------------------------------------------------------------------------------------------


def test_a_folder_a_table_and_a_name_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(small_document(), tmp_path)
    assert find_target(path).document == path
    assert find_target(path).root == tmp_path
    assert find_target(tmp_path).tables == tmp_path / "parallel"
    assert find_target(tmp_path / "parallel").root == tmp_path
    monkeypatch.chdir(tmp_path)
    assert find_target(Path("session")).document == Path("parallel") / "session.parquet"
    with pytest.raises(InputError, match="there is no such document"):
        find_target(Path("nothing"))


def test_texts_beside_each_other_are_one_document(tmp_path: Path) -> None:
    write_texts(tmp_path, "{}.txt")
    (draft,) = find_drafts(find_target(tmp_path))
    assert draft.name == tmp_path.name
    assert [source.language for source in draft.sources] == ["en", "ru", "kk"]


def test_the_language_of_a_text_is_told_from_its_name_or_its_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" ".join(TEXTS["kk"]), encoding="utf-8")
    (tmp_path / "b_ru.txt").write_text("?", encoding="utf-8")
    assert guess_language(tmp_path / "a.txt") == "kk"
    assert guess_language(tmp_path / "b_ru.txt") == "ru"
    assert guess_language(tmp_path / "c.txt") is None


# -- settings ------------------------------------------------------------------------------------------------------


def test_settings_come_from_the_file_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "review.toml"
    monkeypatch.setenv(CONFIG_VARIABLE, str(path))
    assert settings_path() == path
    assert load_settings() == Settings()
    path.write_text('theme = "light"\ndoubtful_below = 0.8\n[keys]\nmerge = "+"\nedit = ["e", "f4"]\n', "utf-8")
    settings = load_settings()
    assert settings.theme == "light"
    assert settings.doubtful_below == 0.8
    assert settings.keys["merge"] == ("+",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('theme = "pink"', "theme"),
        ("colour = 1", "colour"),
        ('[keys]\nfly = "y"', "there is no command 'fly'"),
        ('[keys]\nmerge = "n"', "the key n is bound to both"),
        ('preset = "vim"', "there is no preset 'vim'"),
        ("doubtful_below = 3", "which is no confidence"),
        ("theme = ", "review.toml"),
    ],
)
def test_wrong_settings_are_refused_naming_the_file(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "review.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as refused:
        load_settings(path)
    assert "review.toml" in str(refused.value)


async def test_keys_are_rebound_in_all_layouts(tmp_path: Path) -> None:
    settings = Settings(keys={"merge": ("h",), "next_doubtful": ()})
    async with opened(small_document(), tmp_path, settings=settings) as (pilot, screen):
        await pilot.press("m", "n")
        assert len(screen.document.rows) == 7
        assert screen.cursor.row == 0
        await pilot.press("h", "р")
        assert len(screen.document.rows) == 5


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_bind_no_key_twice(preset: str) -> None:
    check_keys(PRESETS[preset])
    for commands in ((*DOCUMENT, *MOVING), FOLDER, ANYWHERE):
        keys = [binding.key for binding in bindings_of(commands, PRESETS[preset])]
        assert len(set(keys)) == len(keys)


def test_a_key_that_types_something_ends_nothing_in_a_dialog() -> None:
    quitting = {binding.key: binding.priority for binding in bindings_of(ANYWHERE, {"quit": ("Q", "ctrl+q", "f10")})}
    assert quitting["ctrl+q"]
    assert quitting["f10"]
    assert not quitting["Q"]
    assert not quitting["question_mark"]


def test_every_command_has_an_action() -> None:
    for commands, screen in (((*DOCUMENT, *MOVING), DocumentScreen), (FOLDER, FolderScreen), (ANYWHERE, ReviewApp)):
        for command in commands:
            assert hasattr(screen, f"action_{command.name}"), command.name


def test_no_letter_of_another_layout_means_two_commands() -> None:
    bound: dict[str, str] = {}
    for binding in bindings_of((*DOCUMENT, *MOVING, *ANYWHERE), {}):
        assert bound.setdefault(binding.key, binding.action) == binding.action


def test_without_a_terminal_the_review_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from aligner.review.app import run

    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    with pytest.raises(UsageError, match="needs a terminal"):
        run(None)
