"""What an editor says about rows: confirmed, bookmarked, noted, a flag excused, the links set by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from aligner.corpus.patch import Patch
from aligner.corpus.precision import link_as_stored
from aligner.editing.edit import Edit, refuse, support
from aligner.editing.operation import Operation
from aligner.model import EXCUSED, Link, Row, Status


class Confirm(Operation, frozen=True, tag="confirm"):
    """Say that rows are right; those confirmed already are left alone."""

    rows: tuple[int, ...]

    def _line(self) -> str:
        return f"confirm {_rows(self.rows)}"

    def _patch(self, edit: Edit) -> Patch:
        return _marked(edit, self.rows, lambda row: replace(row, status=Status.CONFIRMED), "confirmed already")


class Unconfirm(Operation, frozen=True, tag="unconfirm"):
    """Take a confirmation back."""

    rows: tuple[int, ...]

    def _line(self) -> str:
        return f"un-confirm {_rows(self.rows)}"

    def _patch(self, edit: Edit) -> Patch:
        return _marked(edit, self.rows, lambda row: replace(row, status=Status.PROPOSED), "not confirmed")


class SetBookmark(Operation, frozen=True, tag="bookmark"):
    """Set or remove the bookmark of rows."""

    rows: tuple[int, ...]
    on: bool = True

    def _line(self) -> str:
        return f"{'bookmark' if self.on else 'remove the bookmark of'} {_rows(self.rows)}"

    def _patch(self, edit: Edit) -> Patch:
        reason = "bookmarked already" if self.on else "not bookmarked"
        return _marked(edit, self.rows, lambda row: replace(row, bookmark=self.on), reason)


class SetNote(Operation, frozen=True, tag="note"):
    """Write, change or (with None) remove the note of a row."""

    row: int
    note: str | None

    def _line(self) -> str:
        return f"note on row {self.row}" if self.note else f"remove the note of row {self.row}"

    def _patch(self, edit: Edit) -> Patch:
        note = (self.note or "").strip() or None
        return _marked(edit, (self.row,), lambda row: replace(row, note=note), "without change: its note is the same")


class ExcuseFlag(Operation, frozen=True, tag="excuse"):
    """Say that a check's finding on rows is no fault, or (with `excused` false) that it is one after all."""

    rows: tuple[int, ...]
    flag: str
    """The flag as the check names it."""
    excused: bool = True

    def _line(self) -> str:
        return f"{'excuse' if self.excused else 'no longer excuse'} {self.flag} on {_rows(self.rows)}"

    def _patch(self, edit: Edit) -> Patch:
        old, new = (self.flag, EXCUSED + self.flag) if self.excused else (EXCUSED + self.flag, self.flag)

        def mark(row: Row) -> Row:
            return replace(row, flags=tuple(new if flag == old else flag for flag in row.flags))

        return _marked(edit, self.rows, mark, f"without the flag {old}")


class SetLinks(Operation, frozen=True, tag="set-links"):
    """Set the pair beads inside a row by hand, for all pairs of languages; unlinked segments may be left out."""

    row: int
    links: tuple[Link, ...]

    def _line(self) -> str:
        return f"set the links of row {self.row}"

    def _patch(self, edit: Edit) -> Patch:
        row = edit.row(self.row)
        links = tuple(map(link_as_stored, _complete(edit, row, self.links)))

        def mark(row: Row) -> Row:
            return replace(row, links=links, support=support(links, edit.document.languages))

        return _marked(edit, (self.row,), mark, "without change: its links are the same")


def _marked(edit: Edit, numbers: Sequence[int], mark: Callable[[Row], Row], reason: str) -> Patch:
    """Mark the rows that the mark changes; refused, with the reason that holds for all, if it changes none."""
    if not numbers:
        refuse("no row is selected")
    for number in numbers:
        edit.row(number)
    start, stop = min(numbers), max(numbers) + 1
    before = edit.document.rows[start:stop]
    after = list(before)
    for number in numbers:
        row = before[number - start]
        marked = mark(row)
        if marked != row:
            after[number - start] = edit.marked(marked)
    if all(new is old for new, old in zip(after, before, strict=True)):
        refuse(f"{_rows(numbers)} {'is' if len(set(numbers)) == 1 else 'are'} {reason}")
    return Patch(start, before, tuple(after))


def _complete(edit: Edit, row: Row, links: Sequence[Link]) -> tuple[Link, ...]:
    """The links in their canonical order with null beads for what they leave out.

    Refused where a link names other languages or segments, or holds a segment twice.
    """
    languages = edit.document.languages
    pairs = list(combinations(languages, 2))
    cells = dict(zip(languages, row.segments, strict=True))
    result: list[Link] = []
    for link in links:
        if (link.a, link.b) not in pairs:
            refuse(f"{link.a}-{link.b} is no pair of the document's languages, in their order")
    for a, b in pairs:
        chosen = [link for link in links if (link.a, link.b) == (a, b)]
        for language, held in (
            (a, [position for link in chosen for position in link.a_segments]),
            (b, [position for link in chosen for position in link.b_segments]),
        ):
            if len(set(held)) != len(held):
                refuse(f"a segment of {language} would stand in two links of {a}-{b}")
            if not set(held) <= set(range(len(cells[language]))):
                refuse(f"a link of {a}-{b} names a segment that {language} does not have in this row")
        result.extend(_with_null_beads(a, b, chosen, len(cells[a]), len(cells[b])))
    return tuple(result)


def _with_null_beads(a: str, b: str, chosen: Sequence[Link], a_count: int, b_count: int) -> list[Link]:
    ordered = [
        replace(link, a_segments=tuple(sorted(link.a_segments)), b_segments=tuple(sorted(link.b_segments)))
        for link in chosen
        if link.a_segments or link.b_segments
    ]
    a_held = {position for link in ordered for position in link.a_segments}
    b_held = {position for link in ordered for position in link.b_segments}
    ordered += [Link(a, b, (position,), ()) for position in range(a_count) if position not in a_held]
    ordered += [Link(a, b, (), (position,)) for position in range(b_count) if position not in b_held]
    return sorted(ordered, key=lambda link: (not link.a_segments, link.a_segments, link.b_segments))


def _rows(numbers: Sequence[int]) -> str:
    """Row numbers for people: "row 3", "rows 3 to 5", "4 rows from 3 to 9"."""
    found = sorted(set(numbers))
    if len(found) == 1:
        return f"row {found[0]}"
    first, last = (found[0], found[-1]) if found else (0, 0)
    return (
        f"rows {first} to {last}" if last - first + 1 == len(found) else f"{len(found)} rows from {first} to {last}"
    )
