"""The box in which a segment's text is edited; it keeps its text through every resize."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, TextArea

from aligner.review.grid import Cursor


class TextOwner(Protocol):
    """Who is told how the editing ended; told at once, so that the next key already finds the text box closed."""

    def save_text(self, text: str, *, go_on: bool) -> None:
        """The text is to be saved, and with `go_on` the next one to be edited."""
        ...

    def give_text_up(self) -> None:
        """The text is to be left as it was."""
        ...

    def action_help(self) -> None:
        """The keys are to be listed."""
        ...


class SegmentText(TextArea):
    """The text; keys that end the editing come before those of the text box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,f2", "finish(False)", "Save", key_display="Enter F2", priority=True),
        Binding("tab", "finish(True)", "Save, edit next", key_display="Tab", priority=True),
        Binding("escape", "give_up", "Cancel", key_display="Esc", priority=True),
        Binding("f1", "help", "Keys", key_display="F1"),
        Binding("ctrl+home", "go_to_start", show=False),
        Binding("ctrl+end", "go_to_end", show=False),
    ]

    def __init__(self, owner: TextOwner) -> None:
        super().__init__(show_line_numbers=False, soft_wrap=True)
        self._owner = owner

    def action_finish(self, go_on: bool) -> None:
        """Save, and edit the next segment if wanted."""
        self._owner.save_text(self.text, go_on=go_on)

    def action_give_up(self) -> None:
        """Leave the text as it was."""
        self._owner.give_text_up()

    def action_go_to_start(self) -> None:
        """Go before the first character."""
        self.move_cursor((0, 0))

    def action_go_to_end(self) -> None:
        """Go behind the last character."""
        self.move_cursor(self.document.end)

    def action_help(self) -> None:
        """List the keys; the question mark is typed here."""
        self._owner.action_help()


class Editor(Vertical):
    """Stands below the grid while a text is edited."""

    DEFAULT_CSS = """
    Editor { height: auto; max-height: 50%; border-top: heavy $primary; display: none; }
    Editor.-open { display: block; }
    Editor SegmentText { height: auto; min-height: 2; max-height: 10; border: none; padding: 0 1; }
    Editor SegmentText:focus { border: none; }
    """

    def __init__(self, owner: TextOwner) -> None:
        super().__init__()
        self._owner = owner
        self.place = Cursor()
        """The segment being edited."""
        self._original = ""
        self._warned = False

    def compose(self) -> ComposeResult:
        """A line that says what is edited, and the text."""
        yield Label("", markup=False)
        yield SegmentText(self._owner)

    @property
    def is_open(self) -> bool:
        """Whether a text is being edited."""
        return self.has_class("-open")

    def open(self, place: Cursor, language: str, text: str) -> None:
        """Begin to edit a segment."""
        self.place = place
        self._original = text
        self._warned = False
        self.query_one(Label).update(f" {language}, row {place.row}")
        area = self.query_one(SegmentText)
        area.load_text(text)
        area.move_cursor(area.document.end)
        self.add_class("-open")
        area.focus()

    def close(self) -> None:
        """Stop editing."""
        self.remove_class("-open")

    def may_be_given_up(self, again: str = "Esc") -> bool:
        """Whether nothing would be lost, or the user was told so, and which key to press again, and insists."""
        if self._warned or self.query_one(SegmentText).text == self._original:
            return True
        self._warned = True
        self.query_one(Label).update(f" the text is changed: Enter saves it, {again} once more gives the change up")
        return False
