"""A word with what stands around it, in every document of the folder."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from aligner.review.concordance import MOST_HITS, Hit, search_folder, tables_of
from aligner.review.dialogs.base import Dialog
from aligner.review.dialogs.working import Worked, Working
from aligner.review.wrapping import printable

_AROUND = 32
"""Cells of a line that the name, the row, the language, the edges and a scroll bar take."""

Found = tuple[list[Hit], list[str]]


class Concordance(Dialog[Hit]):
    """Asks for a word, lists its places, gives the one that was chosen."""

    heading = "Concordance"
    hint = "Enter searches; in the list Enter goes there; Esc leaves"
    DEFAULT_CSS = """
    Concordance > Vertical { max-width: 160; height: 90%; }
    Concordance .body { height: 1fr; }
    """

    def __init__(self, folder: Path, word: str) -> None:
        super().__init__()
        self._folder = folder
        self._word = word
        self._hits: list[Hit] = []

    def body(self) -> ComposeResult:
        """The word, how many places there are, the places."""
        yield Input(self._word, placeholder="a word, or how it begins", select_on_focus=True)
        yield Label("", id="count", markup=False)
        places = OptionList()
        places.display = False
        yield places

    def on_mount(self) -> None:
        """Search at once where a word was given."""
        if self._word:
            self.action_accept()

    def action_accept(self) -> None:
        """Search, or from the list go to the place."""
        places = self.query_one(OptionList)
        if places.has_focus and places.highlighted is not None:
            self.dismiss(self._hits[places.highlighted])
            return
        word = self.query_one(Input).value.strip()
        if not word:
            self.complain("type a word, or how it begins")
            return
        paths = tables_of(self._folder)
        dialog: Working[Found] = Working(f"Looking for {word}", lambda report: search_folder(paths, word, report))
        self.app.push_screen(dialog, self._show)

    def _show(self, outcome: Worked[Found] | None) -> None:
        if outcome is None or outcome.value is None:
            self.complain(str(outcome.error) if outcome else "")
            return
        self._hits, problems = outcome.value
        more = f"; the first {MOST_HITS} are listed" if len(self._hits) >= MOST_HITS else ""
        documents = len({hit.path for hit in self._hits})
        self.query_one("#count", Label).update(f"{len(self._hits)} places in {documents} documents{more}")
        if problems:
            self.complain("\n".join(problems))
        places = self.query_one(OptionList)
        places.clear_options()
        room = max(self.query_one("Concordance > Vertical").content_size.width - _AROUND, 20)
        places.add_options(Option(_line(hit, room)) for hit in self._hits)
        places.display = bool(self._hits)
        if self._hits:
            places.highlighted = 0
            places.focus()


def _line(hit: Hit, room: int) -> Content:
    """Name, row and language, then the word in the middle of what stands around it."""
    text = printable(hit.text)
    side = max((room - (hit.stop - hit.start)) // 2, 4)
    left = text[max(hit.start - side, 0) : hit.start]
    right = text[hit.stop : hit.stop + side]
    name = hit.path.stem[:16]
    shown = Text(f"{name:<16} {hit.row:>5} {hit.language:<3} ")
    shown.append(" " * max(side - cell_len(left), 0) + left)
    shown.append(text[hit.start : hit.stop], "bold reverse")
    shown.append(right)
    return Content.from_rich_text(shown)
