"""Two editors' copies of one document joined again: what only one of them changed is taken, the rest is listed.

Groups of rows that hold the same stretches of text are decided one by one, so that an editor's splits, joins and
moves are taken whole or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from aligner.corpus.merging import States, arranged, groups_of
from aligner.errors import InputError
from aligner.model import EXCUSED, ParallelDocument, Row, Status

CONFLICT_FLAG = "conflict"
"""Stands on rows that both editors changed and nobody has decided about."""


class Side(StrEnum):
    """Whose rows to take."""

    BASE = "base"
    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rows that both editors changed, and not in the same way."""

    rows: tuple[int, ...]
    """Their numbers in the base."""
    base: tuple[Row, ...]
    a: tuple[Row, ...]
    b: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The joined document and what became of the changes."""

    document: ParallelDocument
    """Where nobody decided, it has the rows of the base, open again and flagged."""
    from_a: int
    """Groups of rows that only A changed."""
    from_b: int
    same: int
    """Groups that both changed to the same."""
    conflicts: tuple[Conflict, ...]
    """All of them, decided or not."""
    undecided: int


Choice = Callable[[Conflict], Side | None]


class _Kind(StrEnum):
    UNCHANGED = "unchanged"
    SAME = "same"
    ONLY_A = "a"
    ONLY_B = "b"
    DECIDED = "decided"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class _Verdict:
    kind: _Kind
    rows: tuple[Row, ...]
    taken: tuple[int, ...]
    """In which of the three states (base, A, B) these rows stand."""


def merge(
    base: ParallelDocument, a: ParallelDocument, b: ParallelDocument, choose: Choice | None = None
) -> MergeResult:
    """Join what two editors did to copies of `base`; `choose` decides about a conflict, None leaves it open.

    Who did it and when does not make two changes differ, nor do the flags that checks made of it: where both came to
    the same, A is named.
    Raises `InputError` where the three are not states of one document over the same sources.
    """
    _check_same_document(base, a, b)
    states: States = (base, a, b)
    groups = groups_of(states)
    verdicts = []
    conflicts = []
    for group in groups:
        sides = tuple(
            tuple(state.rows[number] for number in members)
            for state, members in zip(states, group.members, strict=True)
        )
        verdict = _undisputed(*sides)
        if verdict is None:
            conflicts.append(Conflict(tuple(group.members[0]), *sides))
            verdict = _decided(conflicts[-1], choose)
        verdicts.append(verdict)
    order = arranged(states, groups, [verdict.taken for verdict in verdicts])
    counts = Counter(verdict.kind for verdict in verdicts)
    return MergeResult(
        document=replace(base, rows=tuple(verdicts[group].rows[place] for group, place in order)),
        from_a=counts[_Kind.ONLY_A],
        from_b=counts[_Kind.ONLY_B],
        same=counts[_Kind.SAME],
        conflicts=tuple(conflicts),
        undecided=counts[_Kind.UNDECIDED],
    )


def _undisputed(base: tuple[Row, ...], a: tuple[Row, ...], b: tuple[Row, ...]) -> _Verdict | None:
    old, left, right = _content(base), _content(a), _content(b)
    if left == right:
        rows = b if a == base else a
        return _Verdict(_Kind.UNCHANGED, rows, (0, 1, 2)) if left == old else _Verdict(_Kind.SAME, a, (1, 2))
    if right == old:
        return _Verdict(_Kind.ONLY_A, a, (1,))
    if left == old:
        return _Verdict(_Kind.ONLY_B, b, (2,))
    return None


def _decided(conflict: Conflict, choose: Choice | None) -> _Verdict:
    side = choose(conflict) if choose else None
    if side is None:
        return _Verdict(_Kind.UNDECIDED, tuple(map(_flagged, conflict.base)), (0,))
    rows = {Side.BASE: conflict.base, Side.A: conflict.a, Side.B: conflict.b}[side]
    return _Verdict(_Kind.DECIDED, rows, (list(Side).index(side),))


def _flagged(row: Row) -> Row:
    return replace(row, status=Status.PROPOSED, flags=tuple(dict.fromkeys([*row.flags, CONFLICT_FLAG])))


def _content(rows: Sequence[Row]) -> tuple[Row, ...]:
    """What editors decided: who did it and when is left out, and flags are but for those that somebody excused."""
    return tuple(
        replace(
            row,
            reviewer=None,
            changed_at=None,
            flags=tuple(sorted(flag for flag in row.flags if flag.startswith(EXCUSED))),
        )
        for row in rows
    )


def _check_same_document(base: ParallelDocument, a: ParallelDocument, b: ParallelDocument) -> None:
    for name, document in (("A", a), ("B", b)):
        if document.languages != base.languages:
            raise InputError(
                f"{name} has the languages {', '.join(document.languages)}, the base {', '.join(base.languages)}",
                "merge copies of one document",
            )
        if [version.sha256 for version in document.versions] != [version.sha256 for version in base.versions]:
            raise InputError(f"{name} was made from other sources than the base", "merge copies of one document")
