"""What all dialogs share: a box in the middle, Escape to leave it, a line for what is wrong."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from aligner.review.keys.layouts import as_digits

T = TypeVar("T")

_HIGHEST_SHARE = 0.95
"""Of the screen's height, for the box."""
_BORDERS = 2


class Dialog(ModalScreen[T | None]):
    """A box with a title; gives None when it is left without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Cancel", show=False),
        # Boxes and lists have a meaning of their own for Enter; in a dialog it always accepts.
        Binding("enter", "accept", "Accept", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 50%; }
    Dialog > Vertical {
        width: 90%; max-width: 100; height: auto; max-height: 95%;
        border: round $primary; border-title-color: $text; background: $surface; padding: 0 1;
    }
    Dialog .body { height: auto; }
    Dialog .hint { color: $text-muted; height: auto; }
    Dialog .wrong { color: $text-error; height: auto; display: none; }
    Dialog .wrong.-shown { display: block; }
    Dialog Input { border: tall $border-blurred; }
    Dialog Input:focus { border: tall $border; }
    Dialog Checkbox { border: none; padding: 0; height: 1; width: 1fr; background: transparent; }
    Dialog Checkbox:focus { border: none; background: $primary 30%; text-style: bold; }
    Dialog Checkbox > .toggle--button { color: $panel; background: $panel; }
    Dialog Checkbox.-on > .toggle--button { color: $success; background: $panel; text-style: bold; }
    Dialog SelectionList > .selection-list--button { color: $panel; background: $panel; }
    Dialog SelectionList > .selection-list--button-highlighted { color: $panel; background: $panel; }
    Dialog SelectionList > .selection-list--button-selected { color: $success; background: $panel; }
    Dialog SelectionList > .selection-list--button-selected-highlighted { color: $success; background: $panel; }
    Dialog RadioSet { border: none; width: 1fr; background: transparent; padding: 0; }
    Dialog OptionList, Dialog SelectionList { height: auto; max-height: 1fr; border: none; }
    Dialog OptionList:focus, Dialog SelectionList:focus { border: none; }
    """
    heading = ""
    hint = "Enter accepts, Esc leaves"
    wants_focus = True
    """Whether keys wait until one of the fields has the focus."""

    def compose(self) -> ComposeResult:
        """Title, body, what is wrong, hint."""
        with Vertical() as box:
            box.border_title = self.heading
            with VerticalScroll(classes="body", can_focus=False):
                yield from self.body()
            yield Static(classes="wrong", markup=False)
            yield Static(self.hint, classes="hint", markup=False)

    def body(self) -> ComposeResult:
        """What the dialog asks."""
        yield from ()

    def on_resize(self) -> None:
        """Leave room for what stands below the body, however high that is."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Let the body scroll where box and body would be higher than the screen."""
        if self.is_attached:
            box, body = self.query_one("Dialog > Vertical", Vertical), self.query_one(".body", VerticalScroll)
            below = sum(line.outer_size.height for line in box.children if line is not body and line.display)
            highest = int(self.size.height * _HIGHEST_SHARE)
            body.styles.max_height = max(highest - _BORDERS - below, 1)

    def complain(self, message: str) -> None:
        """Say what is wrong with the answer."""
        wrong = self.query_one(".wrong", Static)
        wrong.update(message)
        wrong.add_class("-shown")
        self.call_after_refresh(self._fit)

    def action_accept(self) -> None:
        """Give the answer back, or complain about it."""
        self.dismiss(None)

    def action_give_up(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class NumberInput(Input):
    """A line for digits, under the Kazakh layout too, which has letters in their place."""

    def __init__(self, value: str) -> None:
        super().__init__(value, type="integer", select_on_focus=True)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put what the typed keys mean into the line; Textual lets everything that is typed come through here."""
        super().replace(as_digits(text), start, end)


class Prompt(Dialog[str]):
    """Asks for one line."""

    def __init__(self, heading: str, label: str, value: str = "", *, number: bool = False) -> None:
        super().__init__()
        self.heading = heading
        self._label, self._value, self._number = label, value, number

    def body(self) -> ComposeResult:
        """A label and a line."""
        yield Label(self._label, markup=False)
        yield NumberInput(self._value) if self._number else Input(self._value, select_on_focus=True)

    def action_accept(self) -> None:
        """Give the line back; an empty one too, where no number is asked for."""
        value = self.query_one(Input).value.strip()
        if self._number and not value.isdecimal():
            self.complain("a number is wanted")
            return
        self.dismiss(value)
