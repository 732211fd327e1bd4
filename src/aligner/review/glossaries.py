"""The project's glossary as the screen's `Terms`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from aligner.checks.finding import Finding
from aligner.checks.terms import glossary_check
from aligner.editing.operations import AnyOperation
from aligner.errors import RefusedError
from aligner.glossary.exchange import concept_name
from aligner.glossary.finder import ConceptFinder, Occurrence
from aligner.glossary.model import Glossary, Term, TermStatus
from aligner.glossary.rename import Replacement, operations, propose, renamed
from aligner.glossary.table import read_glossary, write_glossary
from aligner.model import Language, ParallelDocument, Row
from aligner.review.terms import ConceptUse, Rendering, Replaced, Terms, TermSpan, Verdict

_REMEMBERED = 20_000
"""Texts whose terms are kept, so that a row is searched once and not at every repaint."""

_VERDICTS = {
    TermStatus.PREFERRED.value: Verdict.PREFERRED,
    TermStatus.ADMITTED.value: Verdict.ADMITTED,
    TermStatus.DEPRECATED.value: Verdict.DEPRECATED,
}


def open_terms(path: Path) -> Terms:
    """The glossary in a file; a file that is not there yet is begun by the first term added.

    Raises `InputError` where the file has wrong rows.
    """
    return ProjectTerms(path, read_glossary(path) if path.is_file() else Glossary())


class ProjectTerms:
    """A glossary file, searched with all the forms its terms take."""

    def __init__(self, path: Path, glossary: Glossary) -> None:
        self._path = path
        self._take(glossary)

    def spans(self, row: Row, languages: tuple[Language, ...]) -> Sequence[TermSpan]:
        """See `Terms.spans`."""
        return [
            TermSpan(column, position, found.start, found.stop, found.concept)
            for column, cell in enumerate(row.segments)
            for position, segment in enumerate(cell)
            for found in self._find(segment.text, languages[column])
        ]

    def uses(self, row: Row, languages: tuple[Language, ...]) -> Sequence[ConceptUse]:
        """See `Terms.uses`."""
        named: dict[str, dict[Language, tuple[Occurrence, str]]] = {}
        for column, cell in enumerate(row.segments):
            for segment in cell:
                for found in self._find(segment.text, languages[column]):
                    words = segment.text[found.start : found.stop]
                    named.setdefault(found.concept, {}).setdefault(languages[column], (found, words))
        return [
            ConceptUse(
                concept, tuple(self._rendering(concept, language, found.get(language)) for language in languages)
            )
            for concept, found in named.items()
        ]

    def check(self, document: ParallelDocument) -> Iterator[Finding]:
        """See `Terms.check`."""
        return self._check(document)

    def base_form(self, words: str, language: Language) -> str:
        """See `Terms.base_form`; single words of languages with a dictionary, others stay as they stand."""
        if not words or " " in words or words.isupper():
            return words
        if language == "ru":
            from aligner.glossary.russian import parses

            known = parses(words.lower())
            return _capitals_of(words, known[0].lemma) if known else words
        if language == "en":
            from aligner.glossary.english import lemma

            return _capitals_of(words, lemma(words.lower()) or words)
        return words

    def add(self, terms: Mapping[Language, str]) -> str:
        """See `Terms.add`."""
        self._reload()
        for language, text in terms.items():
            known = next((t for t in self._glossary.terms if (t.language, t.text) == (language, text)), None)
            if known is not None:
                raise RefusedError(f"“{text}” is a term of {known.concept} already", "T changes how it is rendered")
        base = concept_name(next(iter(terms.values())))
        name, number = base, 2
        while name in self._glossary.concepts:
            name, number = f"{base}-{number}", number + 1
        glossary = self._glossary
        for language, text in terms.items():
            glossary = glossary.with_term(Term(name, language, text))
        self._save(glossary)
        return name

    def set_preferred(self, concept: str, language: Language, term: str) -> None:
        """See `Terms.set_preferred`."""
        self._reload()
        self._save(renamed(self._glossary, concept, language, term))

    def replacements(
        self, document: ParallelDocument, concept: str, language: Language, term: str
    ) -> Sequence[Replaced]:
        """See `Terms.replacements`."""
        return [
            Replaced(p.row, p.language, p.segment, p.start, p.stop, p.old, p.new, p.sure, p.reason)
            for p in propose(document, self._glossary, concept, language, term)
        ]

    def edits(self, document: ParallelDocument, places: Sequence[Replaced]) -> Sequence[AnyOperation]:
        """See `Terms.edits`."""
        return operations(
            document,
            [
                Replacement(p.row, p.language, p.segment, p.start, p.stop, p.before, p.after, p.sure, p.why)
                for p in places
            ],
        )

    def _find(self, text: str, language: Language) -> list[Occurrence]:
        if not self._glossary.terms:
            return []
        key = (language, text)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[key] = self._finder.finder(language).find(text)
        return found

    def _rendering(self, concept: str, language: Language, found: tuple[Occurrence, str] | None) -> Rendering:
        preferred = self._glossary.preferred(concept, language)
        wanted = preferred.text if preferred else ""
        if found is None:
            return Rendering(language, Verdict.MISSING if wanted else Verdict.NO_TERM, "", wanted)
        occurrence, words = found
        # A transliteration of another language's term is understood, and not what the glossary wants.
        verdict = _VERDICTS.get(occurrence.status, Verdict.ADMITTED)
        return Rendering(language, verdict, words, wanted, occurrence.analysis)

    def _reload(self) -> None:
        """Take over what was changed in the file by other means, so that saving does not undo it."""
        if self._path.is_file():
            self._take(read_glossary(self._path))

    def _save(self, glossary: Glossary) -> None:
        write_glossary(glossary, self._path)
        self._take(glossary)

    def _take(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._finder = ConceptFinder(glossary)
        self._check = glossary_check(glossary, self._finder)
        self._found: dict[tuple[Language, str], list[Occurrence]] = {}


def _capitals_of(words: str, lemma: str) -> str:
    """The lemma with a capital where the words have one inside a sentence; a dictionary writes names small."""
    return lemma.capitalize() if words[:1].isupper() else lemma
