"""Choosing words of a text by keys: where to split a segment, which words make a term."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input, Label, Static

from aligner.model import Language
from aligner.review.dialogs.base import Dialog
from aligner.review.wrapping import Line, printable, wrap

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters that stand without spaces between words; each counts as a word."""
_CLOSING = "\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f\u300b\u300d\u300f\u2019\u201d"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}]+(?:[-’'ʼ.][^\W{_IDEOGRAPHS}]+)*")
_PIECE = re.compile(rf"[{_IDEOGRAPHS}][{_CLOSING}]*|[^\s{_IDEOGRAPHS}]+")


class WordPicker(Static, can_focus=True):
    """A text in which words are chosen: arrows move, Shift with them extends, the mouse points."""

    @dataclass
    class Picked(Message):
        """Other words are chosen."""

        picker: WordPicker

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(-1)", show=False),
        Binding("right", "go(1)", show=False),
        Binding("home", "go(-10000)", show=False),
        Binding("end", "go(10000)", show=False),
        Binding("up", "go_line(-1)", show=False),
        Binding("down", "go_line(1)", show=False),
        Binding("shift+left", "extend(-1)", show=False),
        Binding("shift+right", "extend(1)", show=False),
    ]
    DEFAULT_CSS = """
    WordPicker { height: auto; padding: 0 1; border-left: outer $surface; }
    WordPicker:focus { border-left: outer $primary; }
    """

    def __init__(self, text: str, *, pieces: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.text = text
        self.spans = [match.span() for match in (_PIECE if pieces else _WORD).finditer(text)]
        """Where the words are; punctuation belongs to them only if `pieces` was asked for."""
        self.first = self.last = 0
        """The first and last chosen word."""

    @property
    def chosen(self) -> str:
        """The characters from the first to the last chosen word."""
        return self.text[self.spans[self.first][0] : self.spans[self.last][1]] if self.spans else ""

    @property
    def offset_of_choice(self) -> int:
        """Where the first chosen word begins."""
        return self.spans[self.first][0] if self.spans else 0

    def choose(self, first: int, last: int) -> None:
        """Choose words by their numbers, brought into range."""
        most = max(len(self.spans) - 1, 0)
        self.first = min(max(first, 0), most)
        self.last = min(max(last, self.first), most)
        self.refresh(layout=True)
        self.post_message(self.Picked(self))
        self.call_after_refresh(self._bring_into_sight)

    def _lines(self) -> list[Line]:
        return wrap(printable(self.text), max(self.content_size.width, 1))

    def _line_of(self, place: int) -> int:
        """The line in which a character stands."""
        return max((number for number, (start, _) in enumerate(self._lines()) if start <= place), default=0)

    def _bring_into_sight(self) -> None:
        """Scroll to the choice, where the text is higher than the dialog."""
        if self.is_attached and self.spans:
            around = self.virtual_region
            line = self._line_of(self.spans[self.last][0])
            self.query_ancestor(VerticalScroll).scroll_to_region(
                Region(around.x, around.y + line, around.width, 1), animate=False, force=True
            )

    def render(self) -> Text:
        """The text with the choice standing out."""
        shown = Text(printable(self.text))
        if self.spans:
            style = "reverse" if self.has_focus else "underline"
            shown.stylize(style, self.spans[self.first][0], self.spans[self.last][1])
        return shown

    def on_focus(self) -> None:
        """Show the choice as the one the keys act on."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the choice as one that stands."""
        self.refresh()

    def action_go(self, step: int) -> None:
        """Choose another word alone."""
        place = self.first + step if step < 0 else self.last + step
        place = min(max(place, 0), max(len(self.spans) - 1, 0))
        self.choose(place, place)

    def action_go_line(self, step: int) -> None:
        """Choose the word that stands above or below."""
        if not self.spans:
            return
        lines = self._lines()
        here = self.spans[self.first][0]
        line = self._line_of(here)
        if not 0 <= line + step < len(lines):
            return
        goal = lines[line + step][0] + here - lines[line][0]
        place = min(range(len(self.spans)), key=lambda number: abs(self.spans[number][0] - goal))
        self.choose(place, place)

    def action_extend(self, step: int) -> None:
        """Choose a word more or less at the end."""
        self.choose(self.first, self.last + step)

    def on_click(self, event: Click) -> None:
        """Choose the word under the mouse, or up to it with Shift."""
        lines = self._lines()
        if not 0 <= event.y < len(lines):
            return
        place = lines[event.y][0] + max(event.x - 2, 0)
        for number, (start, stop) in enumerate(self.spans):
            if start <= place < stop:
                self.choose(self.first if event.shift else number, number)


class SplitDialog(Dialog[int]):
    """Asks before which word a segment is to be cut."""

    heading = "Split the segment before the marked word"
    hint = "← → ↑ ↓ Home End move, Enter splits, Esc leaves"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def body(self) -> ComposeResult:
        """The text."""
        yield WordPicker(self._text, pieces=True)

    def on_mount(self) -> None:
        """Begin where a sentence seems to, else in the middle."""
        picker = self.query_one(WordPicker)
        spans = picker.spans
        ends = [
            number
            for number in range(1, len(spans))
            if self._text[spans[number - 1][0] : spans[number - 1][1]]
            .rstrip("»”\"')]")
            .endswith((".", "?", "!", "…", ";", "。", "？", "！", "；"))
        ]
        middle = len(spans) // 2
        start = min(ends, key=lambda number: abs(number - middle)) if ends else middle
        picker.choose(start, start)
        picker.focus()

    def action_accept(self) -> None:
        """Give the offset of the word back."""
        offset = self.query_one(WordPicker).offset_of_choice
        if offset:
            self.dismiss(offset)
        elif len(self.query_one(WordPicker).spans) < 2:
            self.complain("there is only one word: nothing to split")
        else:
            self.complain("nothing would be left before the first word")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to choose a term from."""

    language: Language
    text: str
    at: int | None = None
    """A character of the word to begin at; None where nothing was pointed at."""


class TermDialog(Dialog[Mapping[Language, str]]):
    """Asks which words make a term, one language below the other; the words can be put into their base form."""

    heading = "Add a term"
    hint = (
        "← → ↑ ↓ choose a word, ⇧← ⇧→ several, Tab to the next field, an empty one leaves a language out, Enter adds"
    )

    def __init__(self, passages: Sequence[Passage], base_form: Callable[[str, Language], str]) -> None:
        super().__init__()
        self._passages = passages
        self._base_form = base_form

    def body(self) -> ComposeResult:
        """For each language the text and a line for the term."""
        for passage in self._passages:
            yield Label(passage.language, markup=False)
            yield WordPicker(passage.text, id=f"words-{passage.language}")
            yield Input(id=f"term-{passage.language}", placeholder="not in the concept")

    def on_mount(self) -> None:
        """Choose the words that were pointed at."""
        for passage in self._passages:
            if passage.at is None:
                continue
            picker = self.query_one(f"#words-{passage.language}", WordPicker)
            for number, (start, stop) in enumerate(picker.spans):
                if start <= passage.at < stop:
                    picker.choose(number, number)
                    picker.focus()

    def on_word_picker_picked(self, event: WordPicker.Picked) -> None:
        """Write the chosen words into the line below the text."""
        language = (event.picker.id or "").removeprefix("words-")
        self.query_one(f"#term-{language}", Input).value = self._base_form(event.picker.chosen, language)

    def action_accept(self) -> None:
        """Give the terms back."""
        terms = {
            passage.language: self.query_one(f"#term-{passage.language}", Input).value.strip()
            for passage in self._passages
        }
        chosen = {language: term for language, term in terms.items() if term}
        if chosen:
            self.dismiss(chosen)
        else:
            self.complain("choose a word in some language first")
