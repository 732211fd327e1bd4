"""Changing a concept's term everywhere: where the old one stands, and what would stand there instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.glossary.finder import VARIANT, TermFinder
from aligner.glossary.inflecting import reinflect
from aligner.glossary.model import Glossary, Term, TermStatus
from aligner.model import Language, ParallelDocument

if TYPE_CHECKING:
    from aligner.editing.texts import EditText


@dataclass(frozen=True, slots=True)
class Replacement:
    """One place where an old term stands, and the new one in its form."""

    row: int
    """0-based."""
    language: Language
    segment: int
    """Position in the row's cell."""
    start: int
    """Offsets in the segment's text."""
    stop: int
    old: str
    """What stands there now."""
    new: str
    """What would stand there."""
    sure: bool
    """Whether the rules give the form; otherwise `new` is for a person to finish."""
    reason: str


def propose(
    document: ParallelDocument, glossary: Glossary, concept: str, language: Language, new: str
) -> list[Replacement]:
    """Every place of a document where another term than `new` names the concept, with its replacement.

    Longer terms of other concepts that hold the old term are left alone.
    """
    finder = TermFinder(glossary, language)
    column = document.languages.index(language)
    parts = {term.text: term.part_of_speech for term in glossary.terms_of(concept, language)}
    found = []
    for number, row in enumerate(document.rows):
        for position, segment in enumerate(row.segments[column]):
            for occurrence in finder.find(segment.text):
                if occurrence.concept != concept or occurrence.term == new:
                    continue
                old = segment.text[occurrence.start : occurrence.stop]
                part, before = parts.get(occurrence.term, ""), segment.text[: occurrence.start]
                made = reinflect(old, occurrence.term, new, language, part, before=before)
                place = (number, language, position, occurrence.start, occurrence.stop)
                sure = made.sure and occurrence.status != VARIANT
                found.append(Replacement(*place, old, made.text, sure, made.reason))
    return found


def operations(document: ParallelDocument, replacements: Iterable[Replacement]) -> list[EditText]:
    """The chosen replacements as undoable edits, one for each segment that changes."""
    from aligner.editing.texts import EditText

    chosen: dict[tuple[int, Language, int], list[Replacement]] = {}
    for replacement in replacements:
        place = (replacement.row, replacement.language, replacement.segment)
        chosen.setdefault(place, []).append(replacement)
    edits = []
    for (row, language, position), places in sorted(chosen.items()):
        text = document.rows[row].segments[document.languages.index(language)][position].text
        for replacement in sorted(places, key=lambda r: r.start, reverse=True):
            text = text[: replacement.start] + replacement.new + text[replacement.stop :]
        edits.append(EditText(row=row, language=language, segment=position, text=text))
    return edits


def renamed(glossary: Glossary, concept: str, language: Language, new: str) -> Glossary:
    """The glossary with `new` as the preferred term and the old preferred one deprecated."""
    terms = [
        replace(term, status=_status_after(term, new))
        if (term.concept, term.language) == (concept, language)
        else term
        for term in glossary.terms
    ]
    result = Glossary(tuple(terms))
    old = glossary.terms_of(concept, language)
    if any(term.text == new for term in old):
        return result
    return result.with_term(Term(concept, language, new, part_of_speech=old[0].part_of_speech if old else ""))


def _status_after(term: Term, new: str) -> TermStatus:
    if term.text == new:
        return TermStatus.PREFERRED
    return TermStatus.DEPRECATED if term.status is TermStatus.PREFERRED else term.status
