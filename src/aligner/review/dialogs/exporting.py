"""Exporting a document: into which format, for which tool, under which name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from aligner.model import ParallelDocument
from aligner.review.dialogs.base import Dialog
from aligner.review.engines import Report


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What to write where."""

    format: str
    profile: str
    path: Path


def export_document(document: ParallelDocument, order: ExportOrder, report: Report) -> str:
    """Write a document in another format; says in one line what was written. Raises `AlignerError`."""
    from aligner.interchange.registry import ExportOptions, export

    report(f"writing {order.path.name}", 0, 0)
    done = export([document], order.path, order.format, ExportOptions(profile=order.profile))
    files = ", ".join(str(path) for path in done.files)
    return "; ".join([f"{done.written:,} units written to {files}", *done.sentences()])


class ExportDialog(Dialog[ExportOrder]):
    """Asks for format and file."""

    heading = "Export"
    hint = "↑ ↓ choose the format, Tab to the file name, Enter exports, Esc leaves"

    def __init__(self, table: Path) -> None:
        super().__init__()
        self._table = table
        self._choices: list[tuple[str, str, str]] = []
        self._confirmed: str | None = None

    def body(self) -> ComposeResult:
        """Every format with its profiles, and the file."""
        from aligner.interchange.registry import FORMATS

        options = []
        for form in FORMATS.values():
            for profile in form.profiles or ("",):
                self._choices.append((form.name, profile, form.suffix))
                title = f"{form.name} {profile}".strip()
                options.append(Option(f"{title:<14} {form.purpose}"))
        yield OptionList(*options)
        yield Label("file", markup=False)
        yield Input(id="path")

    def on_mount(self) -> None:
        """Begin at the first format."""
        formats = self.query_one(OptionList)
        formats.highlighted = 0
        formats.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Propose a file beside the table's folder."""
        _, _, suffix = self._choices[event.option_index]
        self.query_one("#path", Input).value = str(self._table.parent / (self._table.stem + suffix))

    def action_accept(self) -> None:
        """Give the order back; a file that is there already is overwritten only when Enter is pressed once more."""
        number = self.query_one(OptionList).highlighted
        value = self.query_one("#path", Input).value.strip()
        if number is None or not value:
            self.complain("choose a format and name a file")
            return
        path = Path(value).expanduser()
        if path.exists() and self._confirmed != value:
            self._confirmed = value
            self.complain(f"{path} is there already: Enter once more overwrites it")
            return
        name, profile, _ = self._choices[number]
        self.dismiss(ExportOrder(name, profile, path))
