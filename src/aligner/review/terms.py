"""What the screen wants to know about terms, whoever knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from aligner.checks.finding import Finding
from aligner.editing.operations import AnyOperation
from aligner.model import Language, ParallelDocument, Row


class Verdict(StrEnum):
    """How a concept is rendered in one language of a row."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    MISSING = "missing"
    """Named in another language of the row, and not here."""
    NO_TERM = "no term"
    """The glossary has no term in this language."""


@dataclass(frozen=True, slots=True)
class TermSpan:
    """A term where it stands in a row."""

    column: int
    segment: int
    start: int
    """Characters of the segment's text."""
    stop: int
    concept: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """A concept in one language of a row."""

    language: Language
    verdict: Verdict
    found: str = ""
    """The words that stand there; empty where it is missing."""
    preferred: str = ""
    """The term the glossary wants."""
    why: str = ""
    """How the words were told to be the term, as in "силовик + лер + ге"."""


@dataclass(frozen=True, slots=True)
class ConceptUse:
    """A concept that a row names in some language."""

    concept: str
    renderings: tuple[Rendering, ...]
    """For each language of the document."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A place where another rendering would go, for a person to look at."""

    row: int
    language: Language
    segment: int
    start: int
    """Characters of the segment's text."""
    stop: int
    before: str
    after: str
    sure: bool
    """Whether the rules could give the right form."""
    why: str = ""


class Terms(Protocol):
    """A glossary, as the panel and the highlights use it."""

    def spans(self, row: Row, languages: tuple[Language, ...]) -> Sequence[TermSpan]:
        """Every term in a row."""
        ...

    def uses(self, row: Row, languages: tuple[Language, ...]) -> Sequence[ConceptUse]:
        """The concepts of a row and what each language uses."""
        ...

    def check(self, document: ParallelDocument) -> Iterable[Finding]:
        """What the glossary does not approve of in a document."""
        ...

    def base_form(self, words: str, language: Language) -> str:
        """The form in which words of a text would stand in a glossary."""
        ...

    def add(self, terms: Mapping[Language, str]) -> str:
        """Add a concept with these terms, on the disk when it returns; gives its name. Raises `AlignerError`."""
        ...

    def set_preferred(self, concept: str, language: Language, term: str) -> None:
        """Make a term the concept's preferred one, on the disk when it returns. Raises `AlignerError`."""
        ...

    def replacements(
        self, document: ParallelDocument, concept: str, language: Language, term: str
    ) -> Sequence[Replaced]:
        """Every place in a document where another term of the concept stands, with what would stand there."""
        ...

    def edits(self, document: ParallelDocument, places: Sequence[Replaced]) -> Sequence[AnyOperation]:
        """The operations that put the new term into these places."""
        ...
