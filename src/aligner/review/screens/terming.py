"""Keys for the glossary."""

from __future__ import annotations

from collections.abc import Mapping

from aligner.errors import AlignerError
from aligner.model import Language
from aligner.review.dialogs.renaming import RenameDialog, RenameOrder
from aligner.review.dialogs.words import Passage, TermDialog
from aligner.review.panel import TermPanel
from aligner.review.screens.base import DocumentBase
from aligner.review.terms import Replaced


class Terming(DocumentBase):
    """Looking at terms, adding them, changing how a concept is rendered."""

    def action_glossary(self) -> None:
        """Show or hide the panel."""
        panel = self.query_one(TermPanel)
        panel.toggle_class("-open")
        self.update_facts()

    def action_add_term(self) -> None:
        """Choose the words of a term in each language and add it."""
        if self.desk.terms is None:
            self.say("there is no glossary here", wrong=True)
            return
        terms, row, cursor = self.desk.terms, self.row, self.cursor
        passages: list[Passage] = []
        for column, language in enumerate(self.document.languages):
            cell = row.segments[column]
            at = None
            if column == cursor.column and self.segment is not None:
                before = sum(len(segment.text) + 1 for segment in cell[: cursor.segment])
                at = before + (self.grid.pointed or 0)
            passages.append(Passage(language, " ".join(segment.text for segment in cell), at))

        def add(chosen: Mapping[Language, str] | None) -> None:
            if chosen is None:
                return
            try:
                concept = terms.add(chosen)
            except AlignerError as error:
                self.say(str(error), wrong=True)
                return
            self.grid.repaint()
            self.update_facts()
            self.say(f"added to the glossary: {concept} ({', '.join(chosen.values())})")

        self.app.push_screen(TermDialog(passages, terms.base_form), add)

    def action_change_rendering(self) -> None:
        """Ask for another term of a concept of this row, and change it where the old one stands, after a look."""
        if self.desk.terms is None:
            self.say("there is no glossary here", wrong=True)
            return
        terms, language = self.desk.terms, self.language
        uses = terms.uses(self.row, self.document.languages)
        if not uses:
            self.say("no concept of the glossary is named in this row", wrong=True)
            return

        def change(order: RenameOrder | None) -> None:
            if order is None:
                return
            try:
                terms.set_preferred(order.concept, language, order.term)
            except AlignerError as error:
                self.say(str(error), wrong=True)
                return
            self.grid.repaint()
            if order.chosen:
                edits = terms.edits(self.document, order.chosen)
                self.change_all(edits, f"{order.term} put in {len(order.chosen)} places")
            self.update_facts()

        def places(concept: str, term: str) -> list[Replaced]:
            return list(terms.replacements(self.document, concept, language, term))

        self.app.push_screen(RenameDialog(uses, language, places), change)
