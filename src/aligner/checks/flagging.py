"""What the checks find, as flags of rows: for whole documents, and for the few rows that an edit has touched."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from aligner.checks import letters, names, punctuation
from aligner.checks.finding import Grade
from aligner.checks.running import CHECKS, Check, check_document
from aligner.checks.terms import TERM
from aligner.model import ParallelDocument, Row

_REACH: Mapping[str, int] = {punctuation.NAME: 30, TERM: 1}
"""Rows up and down that a check must see to judge a row: where a quotation began, what was named just before."""
_OF_THE_WHOLE = frozenset({letters.NAME, names.NAME})
"""Checks that compare a row with all others: seeing few of them, they may miss something and are never wrong."""


class Flagging:
    """Says which flags rows should have.

    A flag is the name of a check that found something likely to be wrong; notes are for those who ask for them. Flags
    that are none of the checks' stay as they are, in front, and so does what was excused, which is not flagged again.
    Flags of checks that find nothing any more go.
    """

    def __init__(self, terms: Check | None = None, checks: Sequence[str] | None = None) -> None:
        self._terms = terms
        self._checks = tuple(CHECKS if checks is None else checks)

    def flagged(self, document: ParallelDocument, before: ParallelDocument | None = None) -> ParallelDocument:
        """The document with its flags; doing it twice changes nothing. Rows of `before` stay as they are."""
        known = frozenset(before.rows) if before is not None else frozenset()
        fresh = [number for number, row in enumerate(document.rows) if row not in known]
        if not fresh:
            return document
        found: dict[int, set[str]] = {}
        for finding in check_document(document, self._checks, terms=self._terms):
            if finding.grade is not Grade.NOTE:
                found.setdefault(finding.row, set()).add(finding.check)
        rows = list(document.rows)
        for number in fresh:
            flags = self._merged(rows[number], found.get(number, ()))
            if flags != rows[number].flags:
                rows[number] = replace(rows[number], flags=flags)
        return replace(document, rows=tuple(rows))

    def flags(
        self, document: ParallelDocument, numbers: Sequence[int], made_from: Sequence[Row]
    ) -> list[tuple[str, ...]]:
        """The flags of a few rows, made of the texts of the rows `made_from`, by looking at their surroundings alone.

        What only the whole document could tell stands as it did, on rows whose texts are still the same.
        """
        found: dict[int, set[str]] = {number: set() for number in numbers}
        noted: dict[int, set[str]] = {number: set() for number in numbers}
        for reach, checks, terms in self._by_reach():
            for stretch in _stretches(numbers, reach, len(document.rows)):
                part = replace(document, rows=document.rows[stretch.start : stretch.stop])
                for finding in check_document(part, checks, terms=terms):
                    number = finding.row + stretch.start
                    if number in found:
                        (noted if finding.grade is Grade.NOTE else found)[number].add(finding.check)
        texts = {segment for row in made_from for cell in row.segments for segment in cell}
        for number in numbers:
            row = document.rows[number]
            if all(segment in texts for cell in row.segments for segment in cell):
                # Alone in its row, another word for a term is no more than a note.
                found[number] |= (_OF_THE_WHOLE | noted[number]).intersection(row.flags)
        return [self._merged(document.rows[number], found[number]) for number in numbers]

    def _by_reach(self) -> Iterator[tuple[int, list[str], Check | None]]:
        for reach in sorted({0, *_REACH.values()}):
            checks = [name for name in self._checks if _REACH.get(name, 0) == reach]
            terms = self._terms if _REACH[TERM] == reach else None
            if checks or terms is not None:
                yield reach, checks, terms

    def _merged(self, row: Row, found: Collection[str]) -> tuple[str, ...]:
        return (*(flag for flag in row.flags if not self._is_own(flag)), *sorted(found))

    def _is_own(self, flag: str) -> bool:
        return flag in self._checks or (self._terms is not None and flag.startswith(TERM))


def flags_of(document: ParallelDocument) -> tuple[tuple[str, ...], ...]:
    """For each row the flags that it should have, without a glossary's; see `Flagging`."""
    return tuple(row.flags for row in flagged(document).rows)


def flagged(document: ParallelDocument) -> ParallelDocument:
    """The document with the flags of `flags_of`; doing it twice changes nothing."""
    return Flagging().flagged(document)


def _stretches(numbers: Sequence[int], reach: int, count: int) -> Iterator[range]:
    """The rows around those with numbers, as runs that do not overlap."""
    run = range(0)
    for number in sorted(numbers):
        start, stop = max(number - reach, 0), min(number + reach + 1, count)
        if run and start <= run.stop:
            run = range(run.start, stop)
            continue
        if run:
            yield run
        run = range(start, stop)
    if run:
        yield run
