"""Asking what to search for, what to replace it with, and which rows to show."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.widgets import Checkbox, Input, Label, SelectionList
from textual.widgets.selection_list import Selection

from aligner.errors import AlignerError
from aligner.model import Language, ParallelDocument
from aligner.review.dialogs.base import Dialog
from aligner.review.filtering import RowFilter
from aligner.review.finding import Query, Replacement, replacements
from aligner.review.wrapping import printable

_PREVIEWED = 500
"""Replacements that are listed one by one."""


class SearchDialog(Dialog[Query]):
    """Asks for a text or a regular expression, and where to look."""

    heading = "Search"
    hint = "Enter searches, Tab to the boxes, Space ticks, Esc leaves"

    def __init__(self, query: Query | None, language: Language) -> None:
        super().__init__()
        self._query = query or Query("")
        self._language = language

    def body(self) -> ComposeResult:
        """The text and three boxes."""
        yield Input(self._query.text, id="text", select_on_focus=True)
        yield Checkbox("regular expression", self._query.regex, id="regex")
        yield Checkbox("capitals count", self._query.case, id="case")
        yield Checkbox(f"only in {self._language}", self._query.language is not None, id="column")

    def query_now(self) -> Query:
        """What is asked for as the dialog stands."""
        column = self.query_one("#column", Checkbox).value
        return Query(
            self.query_one("#text", Input).value,
            self.query_one("#regex", Checkbox).value,
            self.query_one("#case", Checkbox).value,
            self._language if column else None,
        )

    def action_accept(self) -> None:
        """Give the query back if it can be searched for."""
        query = self.query_now()
        try:
            query.pattern()
        except AlignerError as error:
            self.complain(str(error))
            return
        if query.text:
            self.dismiss(query)
        else:
            self.complain("type what to look for")


class ReplaceDialog(Dialog[list[Replacement]]):
    """Asks what to replace with what, lists every change, and gives back those that stay ticked."""

    heading = "Replace"
    hint = "Enter lists the changes; in the list Space leaves one out, Enter replaces; Esc leaves"

    def __init__(self, document: ParallelDocument, query: Query | None, language: Language) -> None:
        super().__init__()
        self._document = document
        self._query = query or Query("")
        self._language = language
        self._found: list[Replacement] = []

    def body(self) -> ComposeResult:
        """Two lines, three boxes, and the changes."""
        yield Label("Replace", markup=False)
        yield Input(self._query.text, id="text", select_on_focus=True)
        yield Label("with  (\\1 is the first group of a regular expression)", markup=False)
        yield Input(id="replacement")
        yield Checkbox("regular expression", self._query.regex, id="regex")
        yield Checkbox("capitals count", self._query.case, id="case")
        yield Checkbox(f"only in {self._language}", self._query.language is not None, id="column")
        yield Label("", id="count", markup=False)
        changes: SelectionList[int] = SelectionList(id="changes")
        changes.display = False
        yield changes

    def action_accept(self) -> None:
        """List what would change, or, from the list, have it done."""
        if self.query_one("#changes", SelectionList).has_focus:
            self._replace()
        else:
            self._list()

    def _list(self) -> None:
        column = self.query_one("#column", Checkbox).value
        query = Query(
            self.query_one("#text", Input).value,
            self.query_one("#regex", Checkbox).value,
            self.query_one("#case", Checkbox).value,
            self._language if column else None,
        )
        if not query.text:
            self.complain("type what to replace")
            return
        try:
            self._found = replacements(self._document, query, self.query_one("#replacement", Input).value)
        except AlignerError as error:
            self.complain(str(error))
            return
        changes = self.query_one("#changes", SelectionList)
        changes.clear_options()
        changes.add_options(
            Selection(_shown(change), number, True) for number, change in enumerate(self._found[:_PREVIEWED])
        )
        more = f"; the first {_PREVIEWED} are listed, all are replaced" if len(self._found) > _PREVIEWED else ""
        self.query_one("#count", Label).update(f"{len(self._found)} segments would change{more}")
        changes.display = bool(self._found)
        if self._found:
            changes.highlighted = 0
            changes.focus()

    def _replace(self) -> None:
        chosen = set(self.query_one("#changes", SelectionList).selected)
        self.dismiss(
            [change for number, change in enumerate(self._found) if number in chosen or number >= _PREVIEWED]
        )


def _shown(change: Replacement) -> str:
    """Where it is, and the first and last changed characters with a little of what stands around them."""
    from rich.markup import escape

    before, after = printable(change.before), printable(change.after)
    most = min(len(before), len(after))
    start = next((place for place in range(most) if before[place] != after[place]), most)
    end = next((place for place in range(most - start) if before[-1 - place] != after[-1 - place]), most - start)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    left, right = before[max(start - 12, 0) : start], before[len(before) - end :][:12]
    return escape(f"{change.row} {change.language}  {left}«{old}» → «{new}»{right}")


@dataclass(frozen=True, slots=True)
class FilterAnswer:
    """Which rows, and whether the others are hidden or only passed over."""

    wanted: RowFilter
    hide: bool


_BOXES = (
    ("unconfirmed", "not confirmed"),
    ("doubtful", "low confidence"),
    ("uneven", "not 1-1"),
    ("empty_side", "empty side"),
    ("flagged", "with findings"),
    ("bookmarked", "bookmarked"),
    ("noted", "with a note"),
)


class FilterDialog(Dialog[FilterAnswer]):
    """Asks which rows are wanted; everything ticked must hold."""

    heading = "Filter"
    hint = "Space ticks, Enter applies, Esc leaves; with nothing ticked all rows are shown"

    def __init__(self, current: RowFilter, *, hide: bool) -> None:
        super().__init__()
        self._current = current
        self._hide = hide

    def body(self) -> ComposeResult:
        """A box for each kind, a term, and what to do with the other rows."""
        for name, title in _BOXES:
            yield Checkbox(title, bool(getattr(self._current, name)), id=name)
        yield Label("containing a term or characters", markup=False)
        yield Input(self._current.containing, id="containing")
        yield Checkbox("hide the other rows (else ] and [ walk through these)", self._hide, id="hide")

    def action_accept(self) -> None:
        """Give the filter back."""
        ticked = {name: self.query_one(f"#{name}", Checkbox).value for name, _ in _BOXES}
        wanted = RowFilter(
            **ticked, containing=self.query_one("#containing", Input).value.strip(), below=self._current.below
        )
        self.dismiss(FilterAnswer(wanted, self.query_one("#hide", Checkbox).value))
