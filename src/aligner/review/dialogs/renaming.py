"""Changing how a concept is rendered: the new term, and every place of the old one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.markup import escape
from textual.app import ComposeResult
from textual.widgets import Input, Label, OptionList, SelectionList
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from aligner.errors import AlignerError
from aligner.model import Language
from aligner.review.dialogs.base import Dialog
from aligner.review.terms import ConceptUse, Replaced
from aligner.review.wrapping import printable


@dataclass(frozen=True, slots=True)
class RenameOrder:
    """Which concept gets which term, and in which places."""

    concept: str
    term: str
    chosen: tuple[Replaced, ...]


class RenameDialog(Dialog[RenameOrder]):
    """Asks for the concept and its new term, lists the places, gives the ticked ones back."""

    heading = "Change a rendering"
    hint = "Enter lists the places; in the list Space leaves one out, Enter changes the ticked ones; Esc leaves"

    def __init__(
        self, uses: Sequence[ConceptUse], language: Language, places: Callable[[str, str], list[Replaced]]
    ) -> None:
        super().__init__()
        self._uses = uses
        self._language = language
        self._places = places
        self._found: list[Replaced] = []

    def body(self) -> ComposeResult:
        """The row's concepts, the term, the places."""
        yield OptionList(*(Option(escape(self._title(use))) for use in self._uses), id="concepts")
        yield Label(f"the term in {self._language}", markup=False)
        yield Input(id="term", select_on_focus=True)
        yield Label("", id="count", markup=False)
        places: SelectionList[int] = SelectionList(id="places")
        places.display = False
        yield places

    def on_mount(self) -> None:
        """Begin at the first concept."""
        self.query_one("#concepts", OptionList).highlighted = 0
        self.query_one("#term", Input).focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the concept's present term."""
        if event.option_list.id == "concepts":
            rendering = next(r for r in self._uses[event.option_index].renderings if r.language == self._language)
            self.query_one("#term", Input).value = rendering.preferred

    def action_accept(self) -> None:
        """List the places, or from the list give the order back."""
        number = self.query_one("#concepts", OptionList).highlighted or 0
        term = self.query_one("#term", Input).value.strip()
        places = self.query_one("#places", SelectionList)
        if places.has_focus or (self._found == [] and places.display is False and self._listed == term):
            chosen = tuple(self._found[place] for place in sorted(places.selected))
            self.dismiss(RenameOrder(self._uses[number].concept, term, chosen))
            return
        if not term:
            self.complain("a term is wanted")
            return
        try:
            self._found = self._places(self._uses[number].concept, term)
        except AlignerError as error:
            self.complain(str(error))
            return
        self._listed = term
        unsure = sum(not place.sure for place in self._found)
        said = (
            f"the old term stands in {len(self._found)} places"
            if self._found
            else "no place to change: Enter sets it"
        )
        self.query_one("#count", Label).update(f"{said}{f', {unsure} of them to be looked at' if unsure else ''}")
        places.clear_options()
        places.add_options(
            Selection(_line(place), position, place.sure) for position, place in enumerate(self._found)
        )
        places.display = bool(self._found)
        if self._found:
            places.highlighted = 0
            places.focus()

    _listed: str | None = None

    def _title(self, use: ConceptUse) -> str:
        return f"{use.concept}: " + " · ".join(r.found or r.preferred or str(r.verdict) for r in use.renderings)


def _line(place: Replaced) -> str:
    mark = "" if place.sure else "  (check the form)"
    return escape(f"{place.row}  {printable(place.before)}  →  {printable(place.after)}{mark}")
