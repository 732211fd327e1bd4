"""Splitting, joining and rewriting segments."""

from __future__ import annotations

from dataclasses import replace

from aligner.corpus.patch import Patch
from aligner.editing.edit import Edit, refuse
from aligner.editing.operation import Operation
from aligner.model import Language, Segment


class SplitSegment(Operation, frozen=True, tag="split-segment"):
    """Make two segments of one, in the same cell; white space at the cut belongs to neither."""

    row: int
    language: Language
    segment: int
    at: int
    """Number of characters of the segment's text that go to the first part."""

    def _line(self) -> str:
        return f"split {self.language} {self.segment} of row {self.row} at character {self.at}"

    def _patch(self, edit: Edit) -> Patch:
        segment = edit.segment(self.row, self.language, self.segment)
        if not segment.text[: max(self.at, 0)].strip() or not segment.text[max(self.at, 0) :].strip():
            refuse(f"nothing would be left on one side of character {self.at}")
        return _with_segments(edit, self, 1, _halves(segment, self.at))


class JoinSegments(Operation, frozen=True, tag="join-segments"):
    """Make one segment of two neighbours of a cell; its span covers both and what stood between them."""

    row: int
    language: Language
    segment: int
    """Position of the first of the two."""

    def _line(self) -> str:
        return f"join {self.language} {self.segment} and {self.segment + 1} of row {self.row}"

    def _patch(self, edit: Edit) -> Patch:
        first = edit.segment(self.row, self.language, self.segment)
        if self.segment + 1 == len(edit.cell(self.row, self.language)):
            refuse(f"segment {self.segment} of {self.language} is the last of row {self.row}", "merge the rows first")
        second = edit.segment(self.row, self.language, self.segment + 1)
        if first.stop > second.start or _between(edit, self.language, first.stop, second.start):
            refuse("the two segments do not follow each other in the text", "bring them into reading order first")
        text = first.text + _gap(edit, self.language, first.stop, second.start) + second.text
        joined = Segment(first.start, second.stop, first.paragraph, text)
        return _with_segments(edit, self, 2, (joined,))


class EditText(Operation, frozen=True, tag="edit-text"):
    """Put another text in place of a segment's; its span still says what it replaces. Links and status stay."""

    row: int
    language: Language
    segment: int
    text: str

    def _line(self) -> str:
        return f"edit {self.language} {self.segment} of row {self.row}"

    def _patch(self, edit: Edit) -> Patch:
        segment = edit.segment(self.row, self.language, self.segment)
        text = self.text.strip()
        if not text:
            refuse("a segment cannot be empty", "take it out into a row of its own, or note that it is left out")
        if text == segment.text:
            refuse("the text is the same as before")
        try:
            text.encode()
        except UnicodeEncodeError:
            refuse("the text holds half of a surrogate pair")
        row = edit.row(self.row)
        cell = list(edit.cell(self.row, self.language))
        cell[self.segment] = replace(segment, text=text)
        segments = edit.with_cell(row.segments, self.language, tuple(cell))
        return Patch(self.row, (row,), (edit.marked(replace(row, segments=segments)),))


def _with_segments(
    edit: Edit, operation: SplitSegment | JoinSegments, count: int, segments: tuple[Segment, ...]
) -> Patch:
    row = edit.row(operation.row)
    cell = edit.cell(operation.row, operation.language)
    changed = cell[: operation.segment] + segments + cell[operation.segment + count :]
    rebuilt = edit.rebuilt(edit.with_cell(row.segments, operation.language, changed), (row,))
    return Patch(operation.row, (row,), (rebuilt,))


def _halves(segment: Segment, at: int) -> tuple[Segment, Segment]:
    """The parts before and after a character; the span of a rewritten text is divided in proportion."""
    left, right = segment.text[:at].rstrip(), segment.text[at:].lstrip()
    length = segment.stop - segment.start
    if length == len(segment.text):
        stop, start = segment.start + len(left), segment.stop - len(right)
    else:
        if length < 2:
            refuse("what the text replaces is too short to be divided")
        stop = start = segment.start + min(max(round(length * at / len(segment.text)), 1), length - 1)
    return replace(segment, stop=stop, text=left), replace(segment, start=start, text=right)


def _gap(edit: Edit, language: Language, start: int, stop: int) -> str:
    """What stood between two neighbours: the source's own white space where it is at hand, else a space."""
    if start == stop:
        return ""
    source = edit.context.sources.get(language)
    return " " if source is None or stop > len(source) else source[start:stop]


def _between(edit: Edit, language: Language, start: int, stop: int) -> bool:
    """Whether some segment of the column lies between two offsets of its version."""
    column = edit.column(language)
    return any(start <= segment.start < stop for row in edit.document.rows for segment in row.segments[column])
