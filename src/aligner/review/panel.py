"""The glossary panel: the concepts of the row at hand and what each language uses."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from aligner.review.terms import ConceptUse, Verdict

_SIGNS = {
    Verdict.PREFERRED: ("✓", "green"),
    Verdict.ADMITTED: ("✓", "green"),
    Verdict.DEPRECATED: ("✗", "red"),
    Verdict.MISSING: ("?", "yellow"),
    Verdict.NO_TERM: ("–", "dim"),
}


class TermPanel(VerticalScroll, can_focus=False):
    """Beside the grid where there is room, below it where there is not."""

    DEFAULT_CSS = """
    TermPanel { display: none; padding: 0 1; background: $panel; }
    TermPanel.-open { display: block; }
    TermPanel.-side { width: 36; height: 1fr; border-left: vkey $primary; }
    TermPanel.-below { width: 1fr; height: 7; border-top: heavy $primary; }
    """

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(id="uses")

    def show_uses(self, uses: Sequence[ConceptUse] | None) -> None:
        """Show the concepts of a row, one a line where there is little room; None says that there is no glossary."""
        text = Text()
        brief = self.has_class("-below")
        before = "  " if brief else "\n  "
        if uses is None:
            text.append("No glossary yet. ", "bold")
            text.append("t adds the first term and makes glossary.csv.")
        elif not uses:
            text.append("No concept of the glossary in this row.", "dim")
        for use in uses or ():
            text.append(use.concept, "bold")
            for rendering in use.renderings:
                sign, style = _SIGNS[rendering.verdict]
                text.append(f"{before}{sign} ", style)
                text.append(f"{rendering.language}{' ' if brief else '  '}{rendering.found or rendering.verdict}")
                if rendering.preferred and rendering.verdict not in {Verdict.PREFERRED, Verdict.NO_TERM}:
                    text.append(f"  → {rendering.preferred}", "italic")
                if rendering.why and rendering.found != rendering.preferred and not brief:
                    text.append(f"\n       {rendering.why}", "dim")
            text.append("\n")
        self.query_one("#uses", Static).update(text)
