"""The screen of a document: the grid, the lines around it, and all keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static

from aligner.model import Row
from aligner.review.desk import Desk
from aligner.review.dialogs.help import Help
from aligner.review.filtering import RowFilter
from aligner.review.finding import matches_in_row
from aligner.review.grid import Cursor, Grid
from aligner.review.heading import ColumnHeads
from aligner.review.keyline import KeyLine
from aligner.review.keys.bindings import bindings_of
from aligner.review.keys.commands import ANYWHERE, DOCUMENT, MOVING
from aligner.review.layout import WIDE
from aligner.review.linking import Place
from aligner.review.painting import Highlight, Ink
from aligner.review.panel import TermPanel
from aligner.review.remarks import remarks
from aligner.review.saying import MessageLine
from aligner.review.screens.finding import Finding
from aligner.review.screens.linking import Linking
from aligner.review.screens.moving import Moving
from aligner.review.screens.outside import Outside
from aligner.review.screens.queueing import Queueing
from aligner.review.screens.shaping import Shaping
from aligner.review.screens.terming import Terming
from aligner.review.session import Session
from aligner.review.walking import Progress, progress

_FACTS_AFTER = 0.05
"""Seconds after a change until the queue line is counted anew, so that held keys are not slowed down."""


_COMMANDS = frozenset(command.name for command in (*DOCUMENT, *MOVING))


class DocumentScreen(Moving, Queueing, Shaping, Linking, Finding, Terming, Outside):
    """Everything about one document."""

    DEFAULT_CSS = """
    DocumentScreen { layout: vertical; }
    DocumentScreen #status { height: 1; background: $primary-background; color: $text; padding: 0 1; }
    DocumentScreen #middle { height: 1fr; }
    DocumentScreen #columns { width: 1fr; height: 1fr; }
    DocumentScreen Grid { height: 1fr; }
    """

    def __init__(self, session: Session, desk: Desk, place: Cursor | None = None, notice: str = "") -> None:
        super().__init__(session, desk)
        self._place = place
        self._notice = notice
        self._bindings = BindingsMap(bindings_of((*DOCUMENT, *MOVING), desk.settings.keys))
        self._facts: Timer | None = None
        self.progress: Progress | None = None
        """How far the review is, as last counted."""

    def compose(self) -> ComposeResult:
        """Status line, heads of the columns, grid and panel, editor, messages, keys."""
        yield Static(id="status", markup=False)
        with Horizontal(id="middle"):
            with Vertical(id="columns"):
                yield ColumnHeads()
                yield self.grid
            yield TermPanel()
        yield self.editor
        yield MessageLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the first row."""
        self.grid.highlighter = self._highlights
        self.grid.focus()
        notices = self.session.store.notices
        if self.session.read_only:
            self.say(f"for reading only: {self.session.read_only}", wrong=True)
        elif notices:
            self.say("; ".join(notices), wrong=True)
        elif not self.document.rows:
            self.say("this document has no rows: q closes it")
        elif self._notice:
            self.say(self._notice)
        else:
            self.say("n goes to the riskiest row, Space says it is right, ? lists the keys")
        self._count_facts()
        if self._place is not None:
            self.grid.move_to(self._place)

    def on_resize(self, event: events.Resize) -> None:
        """Put the panel where there is room for it."""
        wide = event.size.width >= WIDE
        self.query_one("#middle").styles.layout = "horizontal" if wide else "vertical"
        panel = self.query_one(TermPanel)
        panel.set_class(wide, "-side")
        panel.set_class(not wide, "-below")
        self._show_terms()
        self._show_status()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a text is edited, only the keys of the text box work; an empty document can only be left."""
        del parameters
        if action not in _COMMANDS:
            return True
        return not self.editor.is_open and (bool(self.document.rows) or action == "leave")

    def show_document(self, cursor: Cursor) -> None:
        """Show the document as it is now, and its numbers too where they are wanted."""
        if self.grid.ids is not None:
            self.grid.ids = self._numbers()
        super().show_document(cursor)

    # -- what is said around the grid ------------------------------------------------------------------------------

    def update_facts(self) -> None:
        """Count again soon; many changes in a row are counted once."""
        if self._facts is not None:
            self._facts.stop()
        self._facts = self.set_timer(_FACTS_AFTER, self._count_facts)

    def _count_facts(self) -> None:
        self._facts = None
        self.progress = progress(self.document, self.desk.settings.doubtful_below)
        self._show_status()
        self._show_terms()

    def _show_status(self) -> None:
        facts = self.progress
        if facts is None:
            return
        line = f"{self.document.name}  {self.cursor.row}/{facts.rows}"
        if 0 < len(self.grid.heights) < facts.rows:
            line += f", {len(self.grid.heights)} shown"
        if self.session.read_only:
            line += " · for reading only"
        if not facts.rows:
            line += " · no rows"
        elif facts.rows == facts.confirmed:
            line += " · every row confirmed"
        else:
            line += f" · {facts.confirmed} confirmed · {facts.doubtful} doubtful"
            line += (
                f" · {'about ' if self.size.width >= WIDE else '~'}{facts.expected} ({facts.low}–{facts.high}) wrong"
            )
        if self.queue.auditing:
            line += " · audit"
        self.query_one("#status", Static).update(line, layout=False)

    def _show_terms(self) -> None:
        panel = self.query_one(TermPanel)
        if panel.has_class("-open") and self.document.rows:
            uses = None if self.desk.terms is None else self.desk.terms.uses(self.row, self.document.languages)
            panel.show_uses(uses)

    @on(Grid.Moved)
    def _moved(self) -> None:
        self._show_status()
        self._show_terms()
        self._show_heads()
        if self.cursor.row != self.said_at and self.document.rows:
            self._show_remarks()

    def _show_remarks(self) -> None:
        """Say what there is to know about a row that the cursor has come to; errors of the row before go."""
        self.said_at = self.cursor.row
        known = remarks(self.document, self.row, self.desk.terms)
        if known or self.query_one(MessageLine).is_wrong:
            self.say(known)

    @on(Grid.LaidOut)
    def _show_heads(self) -> None:
        self.query_one(ColumnHeads).show(self.grid.layout_now, self.document.languages, self.cursor.column)

    def _highlights(self, row: Row) -> Mapping[Place, Sequence[Highlight]]:
        found: dict[Place, list[Highlight]] = {}
        if self.desk.terms is not None:
            for span in self.desk.terms.spans(row, self.document.languages):
                place = (span.column, span.segment)
                found.setdefault(place, []).append(Highlight(span.start, span.stop, Ink.TERM))
        if self.query_now is not None:
            for match in matches_in_row(row, 0, self.document.languages, self.query_now, self.query_now.pattern()):
                place = (match.column, match.segment)
                found.setdefault(place, []).append(Highlight(match.start, match.stop, Ink.MATCH))
        return found

    def _numbers(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        from aligner.interchange.ladder import segment_numbers

        return tuple(segment_numbers(self.document, language) for language in self.document.languages)

    # -- the remaining keys ----------------------------------------------------------------------------------------

    def action_ids(self) -> None:
        """Show or hide the segments' numbers."""
        self.grid.show_ids(None if self.grid.ids is not None else self._numbers())

    def action_clear(self) -> None:
        """Give up selection, marks, highlights and filter, one after the other."""
        grid = self.grid
        if grid.extent_from is not None or grid.marked or self.picked_up is not None:
            grid.extent_from, grid.marked, self.picked_up = None, frozenset(), None
            grid.refresh()
        elif self.query_now is not None:
            self.query_now = None
            grid.repaint()
        elif not self.row_filter.is_empty:
            self.row_filter = RowFilter(below=self.desk.settings.doubtful_below)
            grid.show_rows(None)
            self.update_facts()
        self.say("")

    def may_be_left(self) -> bool:
        """Whether no text would be lost that is being typed, or the user was told and insists."""
        return not self.editor.is_open or self.editor.may_be_given_up("the same key")

    def action_leave(self) -> None:
        """Close the document; the folder's list comes back, or the review ends."""
        self.dismiss(None)

    def action_help(self) -> None:
        """List the keys."""
        self.app.push_screen(Help((*DOCUMENT, *MOVING, *ANYWHERE), self.desk.settings.keys))
