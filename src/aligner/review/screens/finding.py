"""Keys that search, filter and jump."""

from __future__ import annotations

from aligner.model import Row
from aligner.review.concordance import Hit
from aligner.review.dialogs.base import Prompt
from aligner.review.dialogs.concordance import Concordance
from aligner.review.dialogs.searching import FilterAnswer, FilterDialog, ReplaceDialog, SearchDialog
from aligner.review.finding import Query, Replacement, next_match
from aligner.review.grid import Cursor
from aligner.review.messages import OpenDocument
from aligner.review.screens.base import DocumentBase


class Finding(DocumentBase):
    """Going to places and seeing only some."""

    def action_search(self) -> None:
        """Ask what to search, and go to the first match from here."""

        def search(query: Query | None) -> None:
            if query is not None:
                self.query_now = query
                self.grid.repaint()
                self._find(backwards=False, here=True)

        self.app.push_screen(SearchDialog(self.query_now, self.language), search)

    def action_next_match(self) -> None:
        """Go to the next match of the search, or the next row of the filter."""
        self._find(backwards=False)

    def action_previous_match(self) -> None:
        """The same backwards."""
        self._find(backwards=True)

    def action_replace(self) -> None:
        """Ask what to replace, show what would change, and change what was accepted."""

        def replace(chosen: list[Replacement] | None) -> None:
            if chosen:
                self.change_all([change.operation() for change in chosen], f"replaced in {len(chosen)} segments")

        self.app.push_screen(ReplaceDialog(self.document, self.query_now, self.language), replace)

    def action_filter(self) -> None:
        """Ask which rows are wanted."""

        def apply(answer: FilterAnswer | None) -> None:
            if answer is not None:
                self.apply_filter(answer)

        self.app.push_screen(FilterDialog(self.row_filter, hide=self.filter_hides), apply)

    def apply_filter(self, answer: FilterAnswer) -> None:
        """Show the rows that pass, or go to the first of them."""
        self.row_filter, self.filter_hides = answer.wanted, answer.hide
        if answer.wanted.is_empty:
            self.grid.show_rows(None)
            self.update_facts()
            self.say("all rows are shown")
            return
        found = answer.wanted.rows(self.document, self.has_term)
        if not found:
            self.grid.show_rows(None)
            self.say(f"no row is {answer.wanted.describe()}; all are shown", wrong=True)
        else:
            self.grid.show_rows(found if answer.hide else None)
            if not answer.hide:
                self._walk(backwards=False, here=True)
            self.say(f"{len(found)} rows: {answer.wanted.describe()}{'' if answer.hide else '; ] goes to the next'}")
        self.update_facts()

    def action_jump(self) -> None:
        """Ask for a row's number and go there."""

        def go(answer: str | None) -> None:
            if answer is None:
                return
            number = int(answer)
            if number >= len(self.document.rows):
                self.say(f"there is no row {number}: the last one is {len(self.document.rows) - 1}", wrong=True)
                return
            self.go_to(Cursor(number, self.cursor.column))

        self.app.push_screen(Prompt("Go to a row", f"0 to {len(self.document.rows) - 1}", number=True), go)

    def action_concordance(self) -> None:
        """Every place of a word in all documents of the folder."""

        def go(hit: Hit | None) -> None:
            if hit is None:
                return
            if hit.path.resolve() == self.session.store.path.resolve():
                self.go_to(Cursor(hit.row, hit.column))
            else:
                self.post_message(OpenDocument(hit.path, hit.row, hit.column))

        self.app.push_screen(Concordance(self.desk.folder, self.word_at_cursor()), go)

    def go_to(self, cursor: Cursor) -> None:
        """Go to a place, showing all rows if it is in a hidden one."""
        if not self.grid.heights.is_shown(cursor.row):
            self.grid.show_rows(None)
            self.grid.move_to(cursor, landing=True)
            self.say("the row was hidden by the filter; all rows are shown")
        else:
            self.grid.move_to(cursor, landing=True)

    def word_at_cursor(self) -> str:
        """The word that was clicked last in the cursor's segment; empty where none was."""
        segment, at = self.segment, self.grid.pointed
        if segment is None or at is None or at >= len(segment.text) or not segment.text[at].isalnum():
            return ""
        start = stop = at
        while start > 0 and segment.text[start - 1].isalnum():
            start -= 1
        while stop < len(segment.text) and segment.text[stop].isalnum():
            stop += 1
        return segment.text[start:stop]

    def has_term(self, row: Row, term: str) -> bool:
        """Whether a row holds a term in any of its forms, as far as a glossary knows it."""
        if self.desk.terms is None:
            return False
        wanted = term.casefold()
        return any(
            wanted == use.concept.casefold()
            or any(
                wanted in {rendering.preferred.casefold(), rendering.found.casefold()} for rendering in use.renderings
            )
            for use in self.desk.terms.uses(row, self.document.languages)
        )

    def _find(self, *, backwards: bool, here: bool = False) -> None:
        if self.query_now is None:
            self._walk(backwards=backwards)
            return
        cursor = self.cursor
        place = (cursor.row, cursor.column, cursor.segment - (1 if here else 0))
        match = next_match(self.document, self.query_now, place, backwards=backwards)
        if match is None:
            self.say(f"“{self.query_now.text}” is nowhere", wrong=True)
            return
        self.go_to(Cursor(match.row, match.column, match.segment))
        self.grid.pointed = match.start

    def _walk(self, *, backwards: bool, here: bool = False) -> None:
        """Go to the next row that the filter lets pass."""
        if self.row_filter.is_empty:
            self.say("nothing is searched for: / searches, f filters", wrong=True)
            return
        number = _next_row(
            self.row_filter.rows(self.document, self.has_term), self.cursor.row - here, backwards=backwards
        )
        if number is None:
            self.say(f"no row is {self.row_filter.describe()}", wrong=True)
        else:
            self.grid.move_to(Cursor(number, self.cursor.column))


def _next_row(found: list[int], current: int, *, backwards: bool) -> int | None:
    if not found:
        return None
    if backwards:
        return next((number for number in reversed(found) if number < current), found[-1])
    return next((number for number in found if number > current), found[0])
