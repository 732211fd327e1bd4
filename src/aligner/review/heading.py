"""The line above the grid: which column is which language, and where the cursor is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import Static

from aligner.model import Language
from aligner.review.layout import Layout


class ColumnHeads(Static):
    """The languages' names over their columns; that of the cursor stands out and has a sign."""

    DEFAULT_CSS = "ColumnHeads { height: 1; background: $panel; color: $text; }"

    def show(self, layout: Layout, languages: Sequence[Language], current: int) -> None:
        """Follow the grid."""
        text = Text(no_wrap=True)
        facts = "row shape conf" if layout.wide else "row conf"
        text.append(f" {facts:<{layout.gutter - 1}}", "dim")
        for column, width in zip(layout.columns, layout.column_widths, strict=True):
            here = column == current
            name = f"{'▸' if here else ' '}{languages[column]}"
            text.append(f"│{name:<{width - 1}}", "bold reverse" if here else "bold")
        hidden = len(languages) - len(layout.columns)
        if hidden:
            text.append(f" +{hidden}", "dim")
        self.update(text, layout=False)
