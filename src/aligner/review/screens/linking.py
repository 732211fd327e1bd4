"""Keys for the links inside a row."""

from __future__ import annotations

from aligner.editing.marks import SetLinks
from aligner.review.linking import arrangements, cycled, grouped, letters
from aligner.review.screens.base import DocumentBase


class Linking(DocumentBase):
    """Which segments of the row translate each other."""

    def action_mark(self) -> None:
        """Mark the segment, or take its mark off."""
        place = (self.cursor.column, self.cursor.segment)
        if self.segment is None:
            self.say("there is no segment to mark", wrong=True)
            return
        self.grid.marked = self.grid.marked ^ {place}
        self.grid.refresh()
        self.say(f"{len(self.grid.marked)} marked; l links them with each other and with nothing else")

    def action_link(self) -> None:
        """Link what is marked; else try the next linking with the first other language."""
        self._link(0)

    def action_link_other(self) -> None:
        """Link what is marked; else try the next linking with the second other language."""
        self._link(1)

    def _link(self, which: int) -> None:
        languages, cursor = self.document.languages, self.cursor
        if self.grid.marked:
            links = grouped(self.row, languages, self.grid.marked)
            if self.change(SetLinks(cursor.row, links), cursor) is not None:
                self.grid.marked = frozenset()
                self.grid.refresh()
            return
        others = [column for column in range(len(languages)) if column != cursor.column]
        if which >= len(others):
            self.say("there is no second other language", wrong=True)
            return
        other = others[which]
        if len(arrangements(len(self.row.segments[cursor.column]), len(self.row.segments[other]))) < 2:
            self.say(
                f"{languages[cursor.column]} and {languages[other]} can be linked in one way only here", wrong=True
            )
            return
        if self.change(SetLinks(cursor.row, cycled(self.row, languages, cursor.column, other)), cursor) is not None:
            named = letters(self.row, languages, cursor.column)[other]
            pair = f"{languages[cursor.column]}-{languages[other]}"
            self.say(f"links {pair}: {' '.join(named) or 'none'}   (once more for the next, z to undo)")
