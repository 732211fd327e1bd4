"""The glossary's findings among those of the checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from aligner.checks.finding import Finding, Grade, Place
from aligner.model import Language, ParallelDocument

if TYPE_CHECKING:
    from aligner.glossary.finder import ConceptFinder
    from aligner.glossary.model import Glossary

TERM = "term:"
"""Begins the names of the glossary's findings."""


class TermFinding(Protocol):
    """What a glossary says about a term in a row, as `aligner.glossary.check.Finding` does."""

    @property
    def row(self) -> int:
        """0-based."""

    @property
    def language(self) -> Language:
        """Where the term is wrong or missing."""

    @property
    def reason(self) -> str:
        """One sentence for people."""

    @property
    def flag(self) -> str:
        """The row flag, such as ``term:menty``."""

    @property
    def grade(self) -> str:
        """One of the values of `Grade`."""

    @property
    def found(self) -> str:
        """What stands there, where it can be told."""

    @property
    def segment(self) -> int | None:
        """Position in the row's cell of the segment with `found`."""

    @property
    def start(self) -> int:
        """Offsets of `found` in the segment's text."""

    @property
    def stop(self) -> int:
        """After its last character."""


def term_check(
    findings: Callable[[ParallelDocument], Iterable[TermFinding]],
) -> Callable[[ParallelDocument], Iterator[Finding]]:
    """Make a check of the glossary's own; its name is that of the concept's flag, under which it can be excused."""

    def check(document: ParallelDocument) -> Iterator[Finding]:
        for one in findings(document):
            places = (
                () if one.segment is None else (Place(one.language, one.segment, one.start, one.stop, one.found),)
            )
            yield Finding(one.row, one.flag, (one.language,), one.reason, Grade(one.grade), places)

    return check


def glossary_check(
    glossary: Glossary, finder: ConceptFinder | None = None
) -> Callable[[ParallelDocument], Iterator[Finding]]:
    """The check of a glossary's terms; make it once, and any number of documents can be held against it."""
    from aligner.glossary.check import check_document
    from aligner.glossary.finder import ConceptFinder

    known = finder or ConceptFinder(glossary)
    return term_check(lambda document: check_document(document, glossary, include_excused=True, finder=known))
