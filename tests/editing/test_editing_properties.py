"""What holds for every sequence of operations on every document of one to four languages."""

from __future__ import annotations

import os
from collections import Counter
from itertools import combinations

import msgspec
from editing_examples import CONTEXT, columns_of, documents, operation, steps
from hypothesis import HealthCheck, given, settings

from aligner.corpus.delta import Delta, delta_of, patch_of
from aligner.corpus.patch import Patch
from aligner.editing.operations import (
    Change,
    EditText,
    JoinSegments,
    MoveTo,
    Operation,
    SplitSegment,
    Swap,
    TakeOut,
    decode_operation,
    encode_operation,
)
from aligner.errors import RefusedError
from aligner.model import ParallelDocument, Segment

MANY = settings(
    max_examples=int(os.environ.get("ALIGNER_PROPERTY_EXAMPLES", "1000")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
"""Thousands of sequences in the time a test run has; set the variable for a night's worth."""

Steps = list[tuple[int, int, int, int, int]]


def try_change(step: Operation, document: ParallelDocument) -> Change | None:
    try:
        return step.change(document, CONTEXT)
    except RefusedError as error:
        reason = str(error)
    assert reason
    assert "\n" not in reason
    return None


@given(documents, steps)
@MANY
def test_a_sequence_and_its_undo_give_the_document_back(document: ParallelDocument, sequence: Steps) -> None:
    states, changes = [document], []
    for step in sequence:
        change = try_change(operation(step, states[-1]), states[-1])
        if change is not None:
            changes.append(change)
            states.append(change.apply(states[-1]))
    current = states[-1]
    for change, state in zip(reversed(changes), reversed(states[:-1]), strict=True):
        current = change.inverse().apply(current)
        assert current == state
    for change, state in zip(changes, states[1:], strict=True):
        current = change.apply(current)
        assert current == state
    for change in reversed(changes):
        current = change.inverse().apply(current)
    assert current == document


@given(documents, steps)
@MANY
def test_after_every_step_the_table_is_sound(document: ParallelDocument, sequence: Steps) -> None:
    for step in sequence:
        asked = operation(step, document)
        assert decode_operation(encode_operation(asked)) == asked
        assert asked.describe()
        assert "\n" not in asked.describe()
        change = try_change(asked, document)
        if change is None:
            continue
        after = change.apply(document)
        check_rows(after)
        check_untouched(document, after, change)
        check_order(document, after, asked)
        check_written_form(document, after, change)
        document = after


def check_rows(document: ParallelDocument) -> None:
    """No row is empty, every segment is in one row only, and the links of each pair cover their row once."""
    for column in columns_of(document):
        spans = Counter((segment.start, segment.stop) for segment in column)
        assert max(spans.values(), default=1) == 1
    for row in document.rows:
        assert any(row.segments)
        cells = dict(zip(document.languages, row.segments, strict=True))
        pairs = list(combinations(document.languages, 2))
        assert {(link.a, link.b) for link in row.links} <= set(pairs)
        for a, b in pairs:
            links = [link for link in row.links if (link.a, link.b) == (a, b)]
            assert sorted(p for link in links for p in link.a_segments) == list(range(len(cells[a])))
            assert sorted(p for link in links for p in link.b_segments) == list(range(len(cells[b])))
            assert all(link.a_segments or link.b_segments for link in links)


def check_untouched(before: ParallelDocument, after: ParallelDocument, change: Change) -> None:
    """Rows outside the patch are the same objects."""
    start, old, new = change.patch.start, len(change.patch.before), len(change.patch.after)
    assert all(x is y for x, y in zip(before.rows[:start], after.rows[:start], strict=True))
    assert all(x is y for x, y in zip(before.rows[start + old :], after.rows[start + new :], strict=True))


def check_written_form(before: ParallelDocument, after: ParallelDocument, change: Change) -> None:
    """A patch and its inverse survive the journal, which writes down only what differs."""
    for block_from in (1, 64):
        assert through_the_journal(change.patch, before, block_from).apply(before) == after
        assert through_the_journal(change.patch.inverse(), after, block_from).apply(after) == before


def through_the_journal(patch: Patch, document: ParallelDocument, block_from: int) -> Patch:
    written = msgspec.json.encode(delta_of(patch, block_from))
    return patch_of(msgspec.json.decode(written, type=Delta), document)


def check_order(before: ParallelDocument, after: ParallelDocument, asked: Operation) -> None:
    """Columns keep their order, but for what the operation says."""
    expected = columns_of(before)
    if isinstance(asked, (MoveTo, Swap, TakeOut, SplitSegment, JoinSegments, EditText)):
        position = before.languages.index(asked.language)
        expected[position] = reordered(before, expected[position], position, asked)
    assert columns_of(after) == expected


def reordered(
    before: ParallelDocument,
    column: list[Segment],
    position: int,
    asked: MoveTo | Swap | TakeOut | SplitSegment | JoinSegments | EditText,
) -> list[Segment]:
    cells = [list(row.segments[position]) for row in before.rows]
    offset = sum(map(len, cells[: asked.row]))
    match asked:
        case Swap():
            cells[asked.row], cells[asked.row + 1] = cells[asked.row + 1], cells[asked.row]
        case TakeOut():
            if asked.segment:
                cells[asked.row].append(cells[asked.row].pop(asked.segment))
        case MoveTo():
            moved = cells[asked.row].pop(asked.segment)
            cells[asked.target].insert(0 if asked.target > asked.row else len(cells[asked.target]), moved)
        case EditText():
            old = column[offset + asked.segment]
            cells[asked.row][asked.segment] = Segment(old.start, old.stop, old.paragraph, asked.text.strip())
        case SplitSegment():
            old = column[offset + asked.segment]
            left, right = old.text[: asked.at].rstrip(), old.text[asked.at :].lstrip()
            cell = cells[asked.row]
            if old.stop - old.start == len(old.text):
                halves = [
                    Segment(old.start, old.start + len(left), old.paragraph, left),
                    Segment(old.stop - len(right), old.stop, old.paragraph, right),
                ]
            else:
                cut = old.start + min(
                    max(round((old.stop - old.start) * asked.at / len(old.text)), 1), old.stop - old.start - 1
                )
                halves = [
                    Segment(old.start, cut, old.paragraph, left),
                    Segment(cut, old.stop, old.paragraph, right),
                ]
            cell[asked.segment : asked.segment + 1] = halves
        case JoinSegments():
            first, second = column[offset + asked.segment], column[offset + asked.segment + 1]
            space = "" if first.stop == second.start else " "
            whole = Segment(first.start, second.stop, first.paragraph, first.text + space + second.text)
            cells[asked.row][asked.segment : asked.segment + 2] = [whole]
    return [segment for cell in cells for segment in cell]
