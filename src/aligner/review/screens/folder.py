"""The documents of a folder, how far each is, and those still to be aligned."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len, set_cell_size
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.screen import Screen
from textual.widgets import DataTable, Static
from textual.widgets.data_table import ColumnKey
from textual.worker import get_current_worker

from aligner.errors import AlignerError
from aligner.review.concordance import Hit, tables_of
from aligner.review.dialogs.concordance import Concordance
from aligner.review.dialogs.exporting import ExportDialog, ExportOrder, export_document
from aligner.review.dialogs.help import Help
from aligner.review.dialogs.working import Worked, Working
from aligner.review.engines import OpenEngine, Report
from aligner.review.keyline import KeyLine
from aligner.review.keys.bindings import bindings_of
from aligner.review.keys.commands import ANYWHERE, FOLDER
from aligner.review.messages import OpenDocument
from aligner.review.saying import MessageLine
from aligner.review.screens.aligning import Aligned, AlignScreen
from aligner.review.settings import Settings
from aligner.review.targets import Draft, Target, find_drafts
from aligner.review.walking import Progress, progress

_COLUMNS = (("document", 14), ("languages", 11), ("rows", 7), ("confirmed", 11), ("doubtful", 8), ("wrong left", 16))
_OTHERS = sum(width for _, width in _COLUMNS[1:]) + 2 * len(_COLUMNS) + 1
"""Cells that all columns but the names' take, with what stands between them and the scroll bar."""
_LONGEST_NAME = 40
_NAMES = ColumnKey(_COLUMNS[0][0])


class FolderScreen(Screen[None]):
    """A list to open, align and export from."""

    DEFAULT_CSS = """
    FolderScreen #status { height: 1; background: $primary-background; padding: 0 1; }
    FolderScreen DataTable { height: 1fr; }
    """

    def __init__(self, target: Target, settings: Settings, open_engine: OpenEngine) -> None:
        super().__init__()
        self.target = target
        self.settings = settings
        self.open_engine = open_engine
        self._bindings = BindingsMap(bindings_of(FOLDER, settings.keys))
        self._drafts: dict[str, Draft] = {}
        self._tables: dict[str, Path] = {}

    def compose(self) -> ComposeResult:
        """Status line, list, messages, keys."""
        yield Static(id="status", markup=False)
        yield DataTable(cursor_type="row", zebra_stripes=True)
        yield MessageLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the folder."""
        table = self.query_one(DataTable)
        for name, width in _COLUMNS:
            table.add_column(name, width=width, key=name)
        self.action_reload()

    def on_screen_resume(self) -> None:
        """Count anew what may have changed while a document was open."""
        if self._tables:
            self.action_reload()

    def say(self, message: str, *, wrong: bool = False) -> None:
        """Put one line below the list."""
        self.query_one(MessageLine).say(message, wrong=wrong)

    def action_reload(self) -> None:
        """List what is there, then count each document in the background."""
        paths = tables_of(self.target.tables)
        self._tables = {str(path): path for path in paths}
        self._drafts = {draft.name: draft for draft in find_drafts(self.target)}
        table = self.query_one(DataTable)
        kept = table.cursor_row
        table.clear()
        room = min(max(self.size.width - _OTHERS, _COLUMNS[0][1]), _LONGEST_NAME)
        table.columns[_NAMES].width = room
        for path in paths:
            table.add_row(_shortened(path.stem, room), "…", "", "", "", "", key=str(path))
        for name, draft in self._drafts.items():
            languages = "-".join(source.language for source in draft.sources)
            table.add_row(_shortened(name, room), languages, "", _state(draft), "", "", key=name)
        if table.row_count:
            table.move_cursor(row=min(kept, table.row_count - 1))
            self.say("Enter opens a document, or aligns one that is not aligned yet")
        else:
            self.say("no documents here yet: a aligns one from files of your choice")
        count = f"{len(paths)} aligned, {len(self._drafts)} not aligned yet"
        self.query_one("#status", Static).update(f"{self.target.tables}  ·  {count}")
        self._count(paths)

    @work(thread=True, exclusive=True, group="count")
    def _count(self, paths: list[Path]) -> None:
        from aligner.corpus.store import DocumentStore

        worker = get_current_worker()
        for path in paths:
            if worker.is_cancelled:
                return
            try:
                with DocumentStore.open(path, read_only=True) as store:
                    document = store.document
                found = progress(document, self.settings.doubtful_below)
                self.app.call_from_thread(self._show, str(path), "-".join(document.languages), found)
            except AlignerError as error:
                self.app.call_from_thread(self._show_broken, str(path), str(error))

    def _show_broken(self, key: str, reason: str) -> None:
        table = self.query_one(DataTable)
        if self.is_attached and key in table.rows:
            table.update_cell(key, "languages", "✗")
            table.update_cell(key, "confirmed", "not readable")
            self.say(reason, wrong=True)

    def _show(self, key: str, languages: str, found: Progress) -> None:
        table = self.query_one(DataTable)
        if not self.is_attached or key not in table.rows:
            return
        share = f"{found.confirmed / found.rows:.0%}" if found.rows else "-"
        left = f"{found.expected} ({found.low}–{found.high})" if found.confirmed < found.rows else "done ✓"
        values = (languages, f"{found.rows:,}", f"{found.confirmed:,} {share}", f"{found.doubtful:,}", left)
        for (name, _), value in zip(_COLUMNS[1:], values, strict=True):
            table.update_cell(key, name, value)

    # -- keys ------------------------------------------------------------------------------------------------------

    def _chosen(self) -> str | None:
        table = self.query_one(DataTable)
        return str(table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value) if table.row_count else None

    @on(DataTable.RowSelected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the document, or go and align it."""
        key = self._chosen()
        if key in self._tables:
            self.post_message(OpenDocument(self._tables[key]))
        elif key in self._drafts:
            self._align(self._drafts[key])

    def action_align(self) -> None:
        """Choose files and align them."""
        key = self._chosen()
        self._align(self._drafts.get(key or "") or Draft("", ()))

    def _align(self, draft: Draft) -> None:
        def done(aligned: Aligned | None) -> None:
            if aligned is not None:
                self.action_reload()
                self.post_message(OpenDocument(aligned.path, notice=aligned.said))

        self.app.push_screen(AlignScreen(draft, self.target, self.open_engine), done)

    def action_export_document(self) -> None:
        """Export the document of the list's cursor."""
        path = self._tables.get(self._chosen() or "")
        if path is None:
            self.say("this document is not aligned yet", wrong=True)
            return

        def write(order: ExportOrder | None) -> None:
            if order is not None:
                dialog: Working[str] = Working("Exporting", lambda report: _export(path, order, report))
                self.app.push_screen(dialog, tell)

        def tell(outcome: Worked[str] | None) -> None:
            if outcome is not None:
                self.say(outcome.value or str(outcome.error), wrong=outcome.value is None)

        self.app.push_screen(ExportDialog(path), write)

    def action_concordance(self) -> None:
        """Every place of a word in all documents."""

        def go(hit: Hit | None) -> None:
            if hit is not None:
                self.post_message(OpenDocument(hit.path, hit.row, hit.column))

        self.app.push_screen(Concordance(self.target.tables, ""), go)

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit()

    def action_help(self) -> None:
        """List the keys."""
        self.app.push_screen(Help((*FOLDER, *ANYWHERE), self.settings.keys, legend=False))


def _state(draft: Draft) -> str:
    return "not aligned" if draft.is_whole else "one version"


def _shortened(name: str, room: int) -> str:
    """A name in a number of cells, its end replaced by a sign where it is longer."""
    return name if cell_len(name) <= room else f"{set_cell_size(name, room - 1)}…"


def _export(path: Path, order: ExportOrder, report: Report) -> str:
    from aligner.corpus.store import DocumentStore

    report("reading", 0, 0)
    with DocumentStore.open(path, read_only=True) as store:
        return export_document(store.document, order, report)
