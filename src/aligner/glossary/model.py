"""Concepts and their terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from aligner.model import Language


class TermStatus(StrEnum):
    """The administrative status of a term, as in TBX."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Term:
    """One name of a concept in one language."""

    concept: str
    language: Language
    text: str
    status: TermStatus = TermStatus.PREFERRED
    part_of_speech: str = ""
    """``noun``, ``verb``, ``adjective`` or empty; tells which endings count."""
    note: str = ""


@dataclass(frozen=True)
class Glossary:
    """Terms in the order of their file."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def _by_concept(self) -> dict[str, tuple[Term, ...]]:
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            found.setdefault(term.concept, []).append(term)
        return {concept: tuple(terms) for concept, terms in found.items()}

    @property
    def concepts(self) -> tuple[str, ...]:
        """Concept names in order of first mention."""
        return tuple(self._by_concept)

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages in order of first mention."""
        return tuple(dict.fromkeys(term.language for term in self.terms))

    def terms_of(self, concept: str, language: Language | None = None) -> tuple[Term, ...]:
        """The concept's terms, of one language when it is given; empty for an unknown concept."""
        terms = self._by_concept.get(concept, ())
        return terms if language is None else tuple(term for term in terms if term.language == language)

    def preferred(self, concept: str, language: Language) -> Term | None:
        """The term to write: the preferred one, or else the first that is not deprecated."""
        allowed = [t for t in self.terms_of(concept, language) if t.status is not TermStatus.DEPRECATED]
        return next((t for t in allowed if t.status is TermStatus.PREFERRED), next(iter(allowed), None))

    def gaps(self) -> Iterator[tuple[str, Language]]:
        """Concepts that lack a term in one of the glossary's languages."""
        for concept, terms in self._by_concept.items():
            present = {term.language for term in terms}
            yield from ((concept, language) for language in self.languages if language not in present)

    def with_term(self, term: Term) -> Glossary:
        """A glossary with `term` after the last one of its concept, or at the end."""
        last = max(
            (i for i, old in enumerate(self.terms) if old.concept == term.concept), default=len(self.terms) - 1
        )
        return Glossary((*self.terms[: last + 1], term, *self.terms[last + 1 :]))


def glossary_of(terms: Iterable[Term]) -> Glossary:
    """A glossary of terms in the order given."""
    return Glossary(tuple(terms))
