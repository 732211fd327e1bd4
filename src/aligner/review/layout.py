"""Where the columns of the review grid stand for a given width, number of languages and number of rows."""

from __future__ import annotations

from dataclasses import dataclass

WIDE = 120
"""Cells from which on a row's facts stand on one line and rows may be one line high."""
NARROWEST_COLUMN = 16
"""Cells; where the languages would get less each, only some of them are shown at a time."""

_MARKER = 5
"""Cells before a segment's text: cursor, link letters, a space."""
_ID = 6
"""Cells for a segment's number in its version, where it is shown."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in cells; a column is a divider, a marker and a text."""

    width: int
    gutter: int
    digits: int
    """Of the largest row number."""
    columns: tuple[int, ...]
    """The languages' positions in the document that are shown."""
    column_widths: tuple[int, ...]
    """Of the shown columns, divider included."""
    ids: bool = False

    @property
    def wide(self) -> bool:
        """Whether a row's facts stand on one line."""
        return self.width >= WIDE

    @property
    def least_height(self) -> int:
        """Lines a row takes at least."""
        return 1 if self.wide else 2

    @property
    def marker(self) -> int:
        """Cells before each segment's text."""
        return _MARKER + (_ID if self.ids else 0)

    def text_width(self, shown: int) -> int:
        """Cells for the text of a shown column, by its place on the screen."""
        return max(self.column_widths[shown] - 1 - self.marker, 1)

    def text_left(self, column: int) -> int:
        """The cell at which the texts of a shown language begin."""
        shown = self.columns.index(column)
        return self.gutter + sum(self.column_widths[:shown]) + 1 + self.marker

    def column_at(self, x: int) -> int | None:
        """The language position at a cell, None in the gutter."""
        left = self.gutter
        for position, width in zip(self.columns, self.column_widths, strict=True):
            if left <= x < left + width:
                return position
            left += width
        return None


def fit(width: int, languages: int, rows: int, *, focus: int = 0, ids: bool = False) -> Layout:
    """Share a width among the languages; where they do not all fit, those around `focus` are shown."""
    digits = max(len(str(max(rows, 1))), 3)
    gutter = digits + (21 if width >= WIDE else 7)
    room = max(width - gutter, 1)
    count = max(min(languages, room // NARROWEST_COLUMN), 1)
    first = min(max(focus - count // 2, 0), languages - count)
    each, rest = divmod(room, count)
    widths = tuple(each + (1 if place < rest else 0) for place in range(count))
    return Layout(width, gutter, digits, tuple(range(first, first + count)), widths, ids)
