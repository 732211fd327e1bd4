"""The list of keys, as they are bound at present."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.table import Table
from textual.app import ComposeResult
from textual.widgets import Static

from aligner.review.dialogs.base import Dialog
from aligner.review.keys.bindings import Keys, displayed, keys_of
from aligner.review.keys.commands import Command

_LEGEND = (
    ("▸", "the segment the keys act on"),
    ("a b c", "segments with the same letters translate each other, as seen from the cursor's language"),
    ("·", "translates nothing there"),
    ("?", "the language the others agree against"),
    ("97 / ok", "confidence in per cent / confirmed"),
    ("★ ⚑ ✎", "bookmark, findings, note"),
    ("∅", "no segment in this language"),
)


class Help(Dialog[None]):
    """All keys of a screen by group, and what the signs mean."""

    heading = "Keys"
    hint = "↑ ↓ PgUp PgDn scroll, Esc leaves"
    DEFAULT_CSS = "Help .body { height: auto; }"

    def __init__(self, commands: Iterable[Command], keys: Keys, *, legend: bool = True) -> None:
        super().__init__()
        self._commands = tuple(commands)
        self._keys = keys
        self._legend = legend

    def body(self) -> ComposeResult:
        """A table."""
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="bold")
        table.add_column()
        for group, commands in groupby(self._commands, key=lambda command: command.group):
            table.add_row("", f"— {group} —")
            for command in commands:
                keys = "  ".join(displayed(key) for key in keys_of(command, self._keys))
                table.add_row(keys or "(none)", command.title)
        if self._legend:
            table.add_row("", "— Signs —")
            for sign, meaning in _LEGEND:
                table.add_row(sign, meaning)
        yield Static(table)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        from textual.containers import VerticalScroll

        body = self.query_one(VerticalScroll)
        body.can_focus = True
        body.focus()
