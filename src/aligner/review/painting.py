"""One row of the review grid as terminal lines: facts on the left, the languages side by side, segments stacked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment as Piece
from rich.style import Style
from textual.strip import Strip

from aligner.model import EXCUSED, Language, Row, Status
from aligner.review.layout import Layout
from aligner.review.linking import UNLINKED, Place, letters
from aligner.review.suspicion import suspect_column, trust
from aligner.review.wrapping import printable, wrap

LINK_COLOURS = 6
"""Letters of links take turns in so many colours."""


class Ink(StrEnum):
    """What is painted in a style of its own; the names of the grid's component classes end so."""

    ROW = "row"
    ODD_ROW = "odd-row"
    CURSOR_ROW = "cursor-row"
    SELECTED = "selected"
    CURSOR = "cursor"
    GUTTER = "gutter"
    SURE = "sure"
    UNSURE = "unsure"
    DOUBTFUL = "doubtful"
    CONFIRMED = "confirmed"
    FLAG = "flag"
    DIVIDER = "divider"
    SUSPECT = "suspect"
    EMPTY = "empty"
    MARKED = "marked"
    TERM = "term"
    MATCH = "match"
    LINK = "link"


Palette = Mapping[str, Style]
"""Styles by ink; those of links by ink and number, as in ``link-3``."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """Characters of a segment that stand out."""

    start: int
    stop: int
    ink: Ink


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to see of a row besides the row itself."""

    number: int
    odd: bool = False
    cursor: Place | None = None
    selected: bool = False
    pivot: int = 0
    """The language whose letters the links are told by."""
    marked: frozenset[Place] = frozenset()
    numbers: tuple[tuple[int, ...], ...] = ()
    """For each language the segments' numbers in their versions, where they are to be shown."""


Highlights = Mapping[Place, Sequence[Highlight]]


@dataclass(frozen=True, slots=True)
class Painter:
    """Paints rows of documents in some languages in one layout and one set of styles."""

    layout: Layout
    palette: Palette
    languages: tuple[Language, ...]

    def paint(self, row: Row, look: Look, height: int, highlights: Highlights) -> list[Strip]:
        """The row's lines, each as wide as the layout."""
        base = self._base(look)
        parts = [self._facts(row, look, height, base)]
        names = letters(row, self.languages, look.pivot)
        suspect = suspect_column(row)
        for shown, column in enumerate(self.layout.columns):
            cell = _Cell(self, row, look, base, shown, column, names[column], column == suspect)
            parts.append(cell.lines(height, highlights))
        return [Strip([piece for part in parts for piece in part[line]], self.layout.width) for line in range(height)]

    def _base(self, look: Look) -> Style:
        if look.selected:
            return self.palette[Ink.SELECTED]
        if look.cursor is not None:
            return self.palette[Ink.CURSOR_ROW]
        return self.palette[Ink.ODD_ROW if look.odd else Ink.ROW]

    def _facts(self, row: Row, look: Look, height: int, base: Style) -> list[list[Piece]]:
        layout, palette = self.layout, self.palette
        bar = "▌" if look.cursor is not None else "▐" if look.selected else " "
        number = str(look.number).rjust(layout.digits)
        confirmed = row.status is Status.CONFIRMED
        status = "✓" if confirmed else " "
        sure = _certainty(row)
        marks = signs(row)
        ink = base + palette[Ink.CONFIRMED if confirmed else trust(row).value]
        plain, flag = base + palette[Ink.GUTTER], base + palette[Ink.FLAG]
        if layout.wide:
            room = layout.gutter - layout.digits - 17
            first = [
                Piece(f"{bar}{number} ", plain),
                Piece(f"{row.shape[:8]:<9}", plain),
                Piece(f"{status}{sure:>4} ", ink),
                Piece(_filled(marks, room), flag),
            ]
            lines = [first]
        else:
            room = layout.gutter - 1
            first = [Piece(f"{bar}{number} ", plain), Piece(f"{status}{sure:>3}", ink), Piece(" ", plain)]
            suspect = suspect_column(row)
            doubt = "" if suspect is None else f"{self.languages[suspect]}?"
            lines = [first, [Piece(bar, plain), Piece(_filled(f"{row.shape} {marks}", room), flag)]]
            if doubt:
                lines.append([Piece(bar, plain), Piece(_filled(doubt, room), base + palette[Ink.SUSPECT])])
        blank = [Piece(bar if bar != " " else " ", plain), Piece(" " * (layout.gutter - 1), plain)]
        return [lines[line] if line < len(lines) else blank for line in range(height)]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One language of a row on its way to the screen."""

    painter: Painter
    row: Row
    look: Look
    base: Style
    shown: int
    column: int
    names: tuple[str, ...]
    suspect: bool

    def lines(self, height: int, highlights: Highlights) -> list[list[Piece]]:
        layout = self.painter.layout
        width = layout.text_width(self.shown)
        cell = self.row.segments[self.column]
        lines: list[list[Piece]] = []
        for position, segment in enumerate(cell):
            spans = highlights.get((self.column, position), ())
            text = printable(segment.text)
            ink = self._ink(position)
            for count, (start, stop) in enumerate(wrap(text, width)):
                marker = self._marker(position) if count == 0 else [Piece(" " * layout.marker, ink)]
                pieces = _styled(text, (start, stop), spans, ink, self.painter.palette)
                used = cell_len(text[start:stop])
                lines.append([*marker, *pieces, Piece(" " * (width - used), ink)])
        if not cell:
            ink = self._ink(0)
            empty = self.base + self.painter.palette[Ink.EMPTY]
            lines.append([*self._marker(0), Piece(_filled("∅", width), empty if ink == self.base else ink)])
        blank = [Piece(" " * (layout.marker + width), self.base)]
        return [[self._divider(line), *(lines[line] if line < len(lines) else blank)] for line in range(height)]

    def _divider(self, line: int) -> Piece:
        palette = self.painter.palette
        if self.suspect:
            return Piece("?" if line == 0 else "┃", self.base + palette[Ink.SUSPECT])
        return Piece("│", self.base + palette[Ink.DIVIDER])

    def _ink(self, position: int) -> Style:
        palette, place = self.painter.palette, (self.column, position)
        style = self.base
        if place in self.look.marked:
            style += palette[Ink.MARKED]
        if self.look.cursor == place:
            style += palette[Ink.CURSOR]
        return style

    def _marker(self, position: int) -> list[Piece]:
        """Cursor or mark, the letters of the links, and the segment's number where it is asked for."""
        layout, palette = self.painter.layout, self.painter.palette
        place = (self.column, position)
        ink = self._ink(position)
        sign = "▸" if self.look.cursor == place else " "
        if place in self.look.marked:
            sign = "◆"
        name = self.names[position] if position < len(self.names) else ""
        style = ink
        if name and name != UNLINKED:
            style = ink + palette[f"{Ink.LINK}-{(ord(name[0]) - ord('a')) % LINK_COLOURS}"]
        pieces = [Piece(sign, ink), Piece(_filled(name, 4), style)]
        if layout.ids:
            column = self.look.numbers[self.column] if self.look.numbers else ()
            known = str(column[position]) if position < len(column) else ""
            pieces.append(Piece(f"{known:>5} ", ink + palette[Ink.EMPTY]))
        return pieces


def _styled(
    text: str, line: tuple[int, int], spans: Sequence[Highlight], ink: Style, palette: Palette
) -> list[Piece]:
    """A line of a segment in pieces; where highlights overlap, the later one is seen."""
    start, stop = line
    inside = [span for span in spans if span.start < stop and span.stop > start]
    if not inside:
        return [Piece(text[start:stop], ink)]
    edges = sorted(
        {start, stop, *(max(span.start, start) for span in inside), *(min(span.stop, stop) for span in inside)}
    )
    pieces = []
    for left, right in pairwise(edges):
        style = ink
        for span in inside:
            if span.start <= left and right <= span.stop:
                style += palette[span.ink]
        pieces.append(Piece(text[left:right], style))
    return pieces


def signs(row: Row) -> str:
    """Bookmark, flags that are not excused, and note, as signs."""
    flags = sum(not flag.startswith(EXCUSED) for flag in row.flags)
    flagged = f"⚑{flags if flags > 1 else ''}" if flags else ""
    return f"{'★' if row.bookmark else ''}{flagged}{'✎' if row.note else ''}"


def _certainty(row: Row) -> str:
    """The confidence in per cent; 100 is kept for what a person says."""
    if row.status is Status.CONFIRMED:
        return "ok"
    return str(min(int(row.confidence * 100), 99))


def _filled(text: str, width: int) -> str:
    """The text cut or filled with spaces to a width in cells."""
    if cell_len(text) > width:
        text = text[: wrap(text.replace(" ", "\xa0"), width)[0][1]]
    return text + " " * (width - cell_len(text))
