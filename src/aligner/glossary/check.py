"""Rows where a concept is named in one language and not rendered by its approved term in another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from aligner.glossary.finder import VARIANT, ConceptFinder, Occurrence
from aligner.glossary.folding import WordFolder, has_pronoun
from aligner.glossary.matching import derived_word
from aligner.glossary.model import Glossary, TermStatus
from aligner.glossary.tokens import WORD
from aligner.model import EXCUSED, Language, ParallelDocument, Row, Segment


class Kind(StrEnum):
    """What is wrong with a rendering."""

    DEPRECATED = "deprecated"
    WRONG = "wrong"
    VARIANT = "variant"
    MISSING = "missing"
    OMITTED = "omitted"
    INCONSISTENT = "inconsistent"


class Grade(StrEnum):
    """How surely something is wrong."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_GRADES = {
    Kind.DEPRECATED: Grade.ERROR,
    Kind.WRONG: Grade.ERROR,
    Kind.VARIANT: Grade.WARNING,
    Kind.MISSING: Grade.WARNING,
    Kind.OMITTED: Grade.NOTE,
    Kind.INCONSISTENT: Grade.NOTE,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One rendering in one row that the glossary does not approve of."""

    row: int
    """0-based."""
    concept: str
    language: Language
    kind: Kind
    reason: str
    """One sentence for people."""
    expected: str
    """The term to write."""
    found: str = ""
    """What stands there instead, where it can be told."""
    segment: int | None = None
    """Position in the row's cell of the segment with `found`; nothing when the term is not there at all."""
    start: int = 0
    """Offsets of `found` in the segment's text."""
    stop: int = 0
    excused: bool = False
    note: str | None = None
    """The row's note, which says why it is excused."""

    @property
    def grade(self) -> Grade:
        """How surely it is wrong, by its kind."""
        return _GRADES[self.kind]

    @property
    def flag(self) -> str:
        """The row flag for this finding, as in ``term:menty``."""
        return term_flag(self.concept)


def term_flag(concept: str) -> str:
    """The flag of rows with a finding about a concept."""
    return f"term:{concept}"


def is_excused(row: Row, concept: str) -> bool:
    """Whether someone said that this row's rendering of a concept is no fault."""
    return EXCUSED + term_flag(concept) in row.flags


def excuse(row: Row, concept: str, note: str) -> Row:
    """The row with its rendering of a concept excused, and `note` added to its note."""
    flags = [flag for flag in row.flags if flag not in (term_flag(concept), EXCUSED + term_flag(concept))]
    notes = [text for text in (row.note, note.strip()) if text]
    return replace(row, flags=(*flags, EXCUSED + term_flag(concept)), note="; ".join(notes) or None)


Named = dict[str, list[tuple[int, Occurrence]]]
"""For each concept, the segments and places where it is named in one cell."""


def check_document(
    document: ParallelDocument,
    glossary: Glossary,
    *,
    include_excused: bool = False,
    finder: ConceptFinder | None = None,
) -> list[Finding]:
    """Findings of a whole document, in the order of its rows.

    Rows without any segment in a language say nothing about that language. Excused findings are left out unless
    `include_excused`. A `finder` made for the glossary before saves making it again for each of many documents.
    """
    checker = Checker(document, glossary, finder or ConceptFinder(glossary))
    return checker.findings(include_excused=include_excused)


class Checker:
    """One document held against one glossary."""

    def __init__(self, document: ParallelDocument, glossary: Glossary, finder: ConceptFinder) -> None:
        self._document = document
        self._glossary = glossary
        self._finder = finder
        self._named = [self._names_of(row) for row in document.rows]
        self._usual = self._prevailing()

    def _names_of(self, row: Row) -> dict[Language, Named]:
        found: dict[Language, Named] = {}
        for language, cell in zip(self._document.languages, row.segments, strict=True):
            names: Named = defaultdict(list)
            for position, segment in enumerate(cell):
                for occurrence in self._finder.finder(language).find(segment.text):
                    names[occurrence.concept].append((position, occurrence))
            found[language] = names
        return found

    def findings(self, *, include_excused: bool = False) -> list[Finding]:
        """Everything that is found, in the order of the rows."""
        absent = list(self._absences())
        rivals = self._rivals(absent)
        found = [*self._present(), *(self._absence(*place, rivals) for place in absent)]
        rows = self._document.rows
        marked = [replace(f, excused=is_excused(rows[f.row], f.concept), note=rows[f.row].note) for f in found]
        marked.sort(key=lambda f: (f.row, f.concept, f.language, f.segment or 0, f.start))
        return [f for f in marked if include_excused or not f.excused]

    def _present(self) -> Iterator[Finding]:
        """Findings about terms that stand there."""
        for number, languages in enumerate(self._named):
            for language, names in languages.items():
                for concept, places in names.items():
                    for segment, occurrence in places:
                        yield from self._judge(number, language, concept, segment, occurrence)

    def _judge(
        self, row: int, language: Language, concept: str, segment: int, occurrence: Occurrence
    ) -> Iterator[Finding]:
        expected = self._expected(concept, language)
        text = self._cell(row, language)[segment].text
        found = text[occurrence.start : occurrence.stop]
        usual = self._usual.get((concept, language))
        if occurrence.status == TermStatus.DEPRECATED:
            kind, reason = Kind.DEPRECATED, f"«{found}» is deprecated; write «{expected}»"
        elif occurrence.status == VARIANT and expected:
            kind = Kind.VARIANT
            reason = f"«{found}» is another spelling of «{occurrence.term}»; the term is «{expected}»"
        elif occurrence.status == TermStatus.ADMITTED and usual and usual != occurrence.term:
            kind, reason = Kind.INCONSISTENT, f"«{found}» stands here, and mostly «{usual}» elsewhere"
        else:
            return
        place = (segment, occurrence.start, occurrence.stop)
        yield Finding(row, concept, language, kind, reason, expected, found, *place)

    def _expected(self, concept: str, language: Language) -> str:
        term = self._glossary.preferred(concept, language)
        return term.text if term else ""

    def _cell(self, row: int, language: Language) -> Sequence[Segment]:
        return self._document.rows[row].segments[self._document.languages.index(language)]

    def _prevailing(self) -> dict[tuple[str, Language], str]:
        """The approved term that a document uses most for a concept in a language."""
        counts: dict[tuple[str, Language], Counter[str]] = defaultdict(Counter)
        for languages in self._named:
            for language, names in languages.items():
                for concept, places in names.items():
                    approved = (TermStatus.PREFERRED, TermStatus.ADMITTED)
                    counts[concept, language].update(o.term for _, o in places if o.status in approved)
        return {key: max(count, key=lambda term: (count[term], term)) for key, count in counts.items() if count}

    def _absences(self) -> Iterator[tuple[int, str, Language, Language]]:
        """Row, concept, the language that names it, and one that has a term for it but does not name it."""
        for number, languages in enumerate(self._named):
            concepts = sorted({concept for names in languages.values() for concept in names})
            for concept in concepts:
                naming = next(language for language, names in languages.items() if concept in names)
                for language, names in languages.items():
                    if concept not in names and self._is_wanted(number, concept, language):
                        yield number, concept, naming, language

    def _is_wanted(self, row: int, concept: str, language: Language) -> bool:
        """Whether a language has a term for a concept, text in a row, and no quotation of another's term in it."""
        cell = self._cell(row, language)
        return bool(cell and self._expected(concept, language) and not self._is_quoted(row, concept, language))

    def _is_quoted(self, row: int, concept: str, language: Language) -> bool:
        """Whether another language's form of a word that both have as a term stands here as it does there.

        A Kazakh text quotes «менты», the Russian plural of a word that is «мент» in both.
        """
        own = {term.text for term in self._glossary.terms if (term.concept, term.language) == (concept, language)}
        shared = {
            self._cell(row, other)[segment].text[found.start : found.stop].casefold()
            for other, names in self._named[row].items()
            for segment, found in names.get(concept, ())
            if other != language and found.term in own
        }
        if not shared:
            return False
        words = {word.casefold() for one in self._cell(row, language) for word in WORD.findall(one.text)}
        return not shared.isdisjoint(words)

    def _absence(
        self,
        row: int,
        concept: str,
        naming: Language,
        language: Language,
        rivals: Mapping[tuple[str, Language], _Rival],
    ) -> Finding:
        expected = self._expected(concept, language)
        source = self._named[row][naming][concept][0]
        named = self._cell(row, naming)[source[0]].text[source[1].start : source[1].stop]
        text = " ".join(segment.text for segment in self._cell(row, language))
        rival = rivals.get((concept, language))
        if rival and row in rival.rows:
            reason = f"{naming} has «{named}»; here and in {len(rival.rows) - 1} more rows stands «{rival.word}»"
            return Finding(row, concept, language, Kind.WRONG, f"{reason}, not «{expected}»", expected, rival.word)
        if has_pronoun(text, language):
            reason = f"{naming} has «{named}»; a pronoun may stand for «{expected}» here"
            return Finding(row, concept, language, Kind.OMITTED, reason, expected)
        derived = derived_word(text, expected, language)
        if derived:
            reason = f"{naming} has «{named}»; «{derived}» stands here, a word made of «{expected}»"
            return Finding(row, concept, language, Kind.OMITTED, reason, expected)
        if row and concept in self._named[row - 1][language]:
            reason = f"{naming} has «{named}»; «{expected}» is in the row before and may be left out here"
            return Finding(row, concept, language, Kind.OMITTED, reason, expected)
        if self._is_alone(row, concept, naming):
            reason = f"only {naming} has «{named}», which may mean another thing here; «{expected}» is not here"
            return Finding(row, concept, language, Kind.OMITTED, reason, expected)
        reason = f"{naming} has «{named}»; «{expected}» is not here"
        return Finding(row, concept, language, Kind.MISSING, reason, expected)

    def _rivals(self, absent: Sequence[tuple[int, str, Language, Language]]) -> dict[tuple[str, Language], _Rival]:
        """Words that stand again and again where a term should: another rendering of the concept."""
        lacking: dict[tuple[str, Language], list[int]] = defaultdict(list)
        for row, concept, _, language in absent:
            lacking[concept, language].append(row)
        rows_of = {place: rows for place, rows in lacking.items() if len(rows) >= _FEWEST_ROWS}
        spread = {language: self._spread(language) for language in {language for _, language in rows_of}}
        found = {}
        for (concept, language), rows in rows_of.items():
            sure = sum(self._is_backed(row, concept, language) for row in rows)
            rival = _rival(rows, *spread[language], fewest=_FEWEST_ROWS if sure >= _FEWEST_ROWS else _FEWEST_ROWS + 1)
            if rival:
                found[concept, language] = rival
        return found

    def _is_backed(self, row: int, concept: str, language: Language) -> bool:
        """Whether all other languages of a row name the concept; else the word may mean another thing there."""
        names = self._named[row].items()
        return all(concept in named for other, named in names if other != language and self._cell(row, other))

    def _is_alone(self, row: int, concept: str, naming: Language) -> bool:
        """Whether one language names a concept of a row against two or more, so that its word may be a homograph."""
        names = self._named[row]
        silent = [other for other in names if concept not in names[other] and self._is_wanted(row, concept, other)]
        return len(silent) > 1 and all(concept not in names[other] for other in names if other != naming)

    def _spread(self, language: Language) -> tuple[list[dict[str, str]], Counter[str]]:
        """For each row its words by key, glossary terms left out, and in how many rows each key stands."""
        texts = [[segment.text for segment in self._cell(row, language)] for row in range(len(self._document.rows))]
        folder = WordFolder(language, (text for cell in texts for text in cell))
        rows = []
        for number, cell in enumerate(texts):
            words: dict[str, str] = {}
            for position, text in enumerate(cell):
                taken = [o for places in self._named[number][language].values() for p, o in places if p == position]
                for match in WORD.finditer(text):
                    if not any(o.start <= match.start() < o.stop for o in taken):
                        words.setdefault(folder.key(match.group()), match.group())
            rows.append(words)
        return rows, Counter(key for words in rows for key in words)


_FEWEST_ROWS = 2
_SHARE_OF_ITS_ROWS = 0.75
"""Part of a word's rows that must lack the term, for the word to be its rival."""
_SHORTEST_RIVAL = 4


@dataclass(frozen=True, slots=True)
class _Rival:
    word: str
    rows: frozenset[int]


def _rival(
    rows: Sequence[int], words: Sequence[Mapping[str, str]], spread: Counter[str], *, fewest: int
) -> _Rival | None:
    """The word that the rows without the term share and other rows have not, if there is one."""
    counts = Counter(key for row in rows for key in words[row] if len(key) >= _SHORTEST_RIVAL)
    fitting = [
        key
        for key, count in counts.items()
        if count >= max(fewest, len(rows) / 2) and count >= _SHARE_OF_ITS_ROWS * spread[key]
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda key: (counts[key], key))
    holding = frozenset(row for row in rows if best in words[row])
    return _Rival(words[min(holding)][best], holding)
