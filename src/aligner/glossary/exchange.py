"""What readers of foreign glossary files share: collecting terms, and saying what was not taken over."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from aligner.glossary.model import Glossary, Term, TermStatus

_NOT_IN_A_NAME = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Imported:
    """A glossary from a foreign file, and a line for everything of the file that it does not hold."""

    glossary: Glossary
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class Collector:
    """Takes terms one by one and keeps the rules of a glossary: no term twice, one preferred term a language."""

    terms: list[Term] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    """Kinds of data the glossary has no place for, and how many there were."""
    _seen: set[tuple[str, str, str]] = field(default_factory=set)
    _preferred: set[tuple[str, str]] = field(default_factory=set)

    def add(self, term: Term, where: str, *, status_given: bool) -> None:
        """Take a term; without a status of its own, the first of its language is preferred and the rest admitted."""
        same = (term.concept, term.language, term.text.casefold())
        if same in self._seen:
            self.remarks.append(f"{where}: the term {term.text!r} stands there twice; the second was left out")
            return
        self._seen.add(same)
        place = (term.concept, term.language)
        if term.status is TermStatus.PREFERRED and place in self._preferred:
            term = replace(term, status=TermStatus.ADMITTED)
            if status_given:
                self.remarks.append(f"{where}: {term.text!r} is a second preferred term; it was taken as admitted")
        if term.status is TermStatus.PREFERRED:
            self._preferred.add(place)
        self.terms.append(term)

    def result(self) -> Imported:
        """The glossary and all remarks."""
        counted = [
            f"{count} × {kind}: the glossary has no place for it" for kind, count in sorted(self.left_out.items())
        ]
        return Imported(Glossary(tuple(self.terms)), (*self.remarks, *counted))


def concept_name(text: str) -> str:
    """A name for a concept made of one of its terms: lower case, hyphens for spaces."""
    return _NOT_IN_A_NAME.sub("-", text.lower()).strip("-") or "concept"
