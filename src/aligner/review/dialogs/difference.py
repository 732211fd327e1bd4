"""What aligning anew would change, to be accepted in parts, as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.table import Table
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from aligner.editing.operation import Operation
from aligner.editing.realign import Difference
from aligner.model import Language, Row
from aligner.review.dialogs.base import Dialog
from aligner.review.linking import letters
from aligner.review.wrapping import printable


class DifferenceDialog(Dialog[Operation]):
    """Lists the places that differ, shows one before and after, gives the operation that takes the ticked ones."""

    heading = "Aligned anew"
    hint = "↑ ↓ choose a place, PgUp PgDn read it, Space leaves it out, Enter takes the ticked, Esc changes nothing"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "read(-1)", show=False, priority=True),
        Binding("pagedown", "read(1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    DifferenceDialog > Vertical { max-width: 160; height: 95%; }
    DifferenceDialog .body { height: 1fr; }
    DifferenceDialog SelectionList { max-height: 8; }
    DifferenceDialog #shown { height: 1fr; border-top: solid $primary; }
    """

    def __init__(self, difference: Difference, languages: tuple[Language, ...]) -> None:
        super().__init__()
        self._difference = difference
        self._languages = languages

    def body(self) -> ComposeResult:
        """The places, and one of them in full."""
        yield SelectionList(
            *(Selection(self._title(number), number, True) for number in range(len(self._difference.regions)))
        )
        with VerticalScroll(id="shown", can_focus=False):
            yield Static(id="texts")

    def on_mount(self) -> None:
        """Begin at the first place."""
        places = self.query_one(SelectionList)
        places.focus()
        places.highlighted = 0
        self._show(0)

    def on_selection_list_selection_highlighted(self, event: SelectionList.SelectionHighlighted[int]) -> None:
        """Show the place in full."""
        self._show(event.selection_index)

    def action_read(self, direction: int) -> None:
        """Scroll the place that is shown in full."""
        shown = self.query_one("#shown", VerticalScroll)
        shown.scroll_relative(y=direction * max(shown.size.height - 2, 1), animate=False)

    def action_accept(self) -> None:
        """Give the operation back."""
        chosen = self.query_one(SelectionList).selected
        if chosen:
            self.dismiss(self._difference.accept(chosen))
        else:
            self.complain("nothing is ticked; Esc leaves all as it was")

    def _rows(self, number: int) -> tuple[Sequence[Row], Sequence[Row]]:
        region = self._difference.regions[number]
        before = self._difference.before[region.before.start : region.before.stop]
        return before, self._difference.after[region.after.start : region.after.stop]

    def _title(self, number: int) -> str:
        first = self._difference.start + self._difference.regions[number].before.start
        before, after = self._rows(number)
        old, new = (" + ".join(row.shape for row in rows) for rows in (before, after))
        return f"row {first}:  {old}  →  {new}"

    def _show(self, number: int) -> None:
        before, after = self._rows(number)
        table = Table(expand=True, show_lines=True)
        table.add_column("")
        for language in self._languages:
            table.add_column(language, ratio=1)
        for name, rows in (("was", before), ("new", after)):
            for row in rows:
                named = letters(row, self._languages, 0)
                cells = [
                    "\n".join(
                        f"{named[column][position]:<2} {printable(segment.text)}"
                        for position, segment in enumerate(cell)
                    )
                    for column, cell in enumerate(row.segments)
                ]
                table.add_row(f"{name}\n{row.confidence:.0%}", *cells)
        self.query_one("#texts", Static).update(table)
        self.query_one("#shown", VerticalScroll).scroll_home(animate=False)
