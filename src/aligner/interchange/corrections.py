"""Texts that were corrected in another tool, back in the table that they were exported from, as edits of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeAlias

from aligner.corpus.delta import patch_of
from aligner.corpus.store import DocumentStore, reverted
from aligner.editing.texts import EditText
from aligner.interchange.incoming import ImportedUnit
from aligner.interchange.units import Place, joined, row_parts
from aligner.languages.registry import same_code
from aligner.model import Language, ParallelDocument, Segment
from aligner.reading.characters import printable

_ALIKE = 0.6
"""How much of a text must be as it was for a unit to be taken for its row when every side of it has changed."""

_Origin: TypeAlias = tuple[Language, int, int]
"""A language, and the span of a segment in its version, which edits of the text leave alone."""
Earlier: TypeAlias = Mapping[_Origin, set[str]]
"""What segments said before a change."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A unit, or a text of it, that could not go back."""

    unit: str
    """Its name, as the caller gave it."""
    reason: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a file changes in a document."""

    edits: tuple[EditText, ...]
    """In the order of the rows."""
    unplaced: tuple[Unplaced, ...]


def earlier_texts(store: DocumentStore) -> Earlier:
    """What the segments of a document said before each change in its journal."""
    found: dict[_Origin, set[str]] = {}
    document = store.document
    for entry in reversed(store.entries):
        patch = patch_of(reverted(entry, store.entries), document)
        document = patch.apply(document)
        for row in patch.after:
            for language, cell in zip(document.languages, row.segments, strict=True):
                for segment in cell:
                    found.setdefault((language, segment.start, segment.stop), set()).add(printable(segment.text))
    return found


def corrections(
    document: ParallelDocument, units: Iterable[tuple[str, ImportedUnit]], earlier: Earlier
) -> Corrections:
    """Compare units, each with a name for people, with the rows they came from; nothing is changed yet.

    A unit is looked for in its row and, where that reads otherwise by now, among all rows by its unchanged side. What
    cannot be placed for certain is listed with the reason: units without a row, a sentence more or less, texts that
    the table had before a later change, and two different corrections of one segment.
    """
    comparison = _Comparison(document, _Finder(document), earlier)
    for name, unit in units:
        comparison.add(name, unit)
    return comparison.result()


def unit_name(unit: ImportedUnit, number: int) -> str:
    """What to call a unit: its name in the file, its row, or its number there."""
    if unit.identifier:
        return f"unit {unit.identifier}"
    return f"row {unit.row}" if unit.row is not None else f"unit {number}"


@dataclass(frozen=True, slots=True)
class _Part:
    """A row, or a part of it, as a unit shows it."""

    row: int
    places: tuple[tuple[Language, tuple[int, ...]], ...]
    """For each language the positions of its segments in the row."""
    texts: Mapping[Language, str]


@dataclass(slots=True)
class _Finder:
    """Finds the part of a document that a unit stands for."""

    document: ParallelDocument
    _parts: dict[tuple[int, tuple[Language, ...]], list[_Part]] = field(default_factory=dict)
    _index: dict[tuple[Language, ...], dict[tuple[Language, str], list[_Part]]] = field(default_factory=dict)

    def find(self, texts: Mapping[Language, str], row: int | None) -> _Part | None:
        """The part with most sides the same; None where none is, or several are, and its own row is not alike."""
        languages = tuple(language for language in self.document.languages if language in texts)
        own = self._of_row(row, languages) if row is not None and row < len(self.document.rows) else []
        best = max(own, key=lambda part: (_same_sides(part, texts), _likeness(part, texts)), default=None)
        if best is not None and _same_sides(best, texts):
            return best
        elsewhere = {id(part): part for item in texts.items() for part in self._by_text(languages).get(item, ())}
        most = max((_same_sides(part, texts) for part in elsewhere.values()), default=0)
        fitting = [part for part in elsewhere.values() if _same_sides(part, texts) == most]
        if len({part.row for part in fitting}) == 1:
            return fitting[0]
        return best if best is not None and not fitting and _likeness(best, texts) >= _ALIKE else None

    def _of_row(self, row: int, languages: tuple[Language, ...]) -> list[_Part]:
        key = row, languages
        if key not in self._parts:
            found = row_parts(self.document, row, languages)
            self._parts[key] = [self._part(row, languages, places) for places in found]
        return self._parts[key]

    def _part(self, row: int, languages: Sequence[Language], places: frozenset[Place]) -> _Part:
        cells = dict(zip(self.document.languages, self.document.rows[row].segments, strict=True))
        held = {language: tuple(sorted(n for code, n in places if code == language)) for language in languages}
        texts = {
            language: joined([printable(cells[language][n].text) for n in positions], language)
            for language, positions in held.items()
        }
        return _Part(row, tuple(held.items()), texts)

    def _by_text(self, languages: tuple[Language, ...]) -> Mapping[tuple[Language, str], list[_Part]]:
        if languages not in self._index:
            index: dict[tuple[Language, str], list[_Part]] = {}
            for row in range(len(self.document.rows)):
                for part in self._of_row(row, languages):
                    for language, text in part.texts.items():
                        if text:
                            index.setdefault((language, text), []).append(part)
            self._index[languages] = index
        return self._index[languages]


def _same_sides(part: _Part, texts: Mapping[Language, str]) -> int:
    return sum(1 for language, text in texts.items() if text and part.texts[language] == text)


def _likeness(part: _Part, texts: Mapping[Language, str]) -> float:
    """Of the side that is least like itself, 0..1; a side that only one of the two has does not count."""
    sides = [(part.texts[language], text) for language, text in texts.items() if text and part.texts[language]]
    return min((SequenceMatcher(None, old, new, autojunk=False).ratio() for old, new in sides), default=0.0)


@dataclass(slots=True)
class _Comparison:
    """Collects what a file changes, unit by unit."""

    document: ParallelDocument
    finder: _Finder
    earlier: Earlier
    wanted: dict[tuple[int, int, int], dict[str, list[str]]] = field(default_factory=dict)
    """By row, column and segment: the new texts, with the units that ask for them."""
    unplaced: list[Unplaced] = field(default_factory=list)

    def add(self, name: str, unit: ImportedUnit) -> None:
        """Compare one unit with its row."""
        sides: dict[Language, tuple[str, ...]] = {}
        for code, segments in unit.texts:
            language = same_code(code, self.document.languages)
            if language in self.document.languages:
                sides[language] = tuple(map(printable, segments))
            elif any(segments):
                self._leave(name, f"the table has no column {code}")
        whole = {language: joined([text for text in texts if text], language) for language, texts in sides.items()}
        if not any(whole.values()):
            return
        part = self.finder.find(whole, unit.row)
        if part is None:
            self._leave(name, "none of the rows, or more than one, reads like it")
            return
        for language, positions in part.places:
            if whole[language] != part.texts[language]:
                self._compare(name, part.row, language, positions, sides[language])

    def result(self) -> Corrections:
        """The edits that no other unit contradicts."""
        edits: list[EditText] = []
        for (row, column, segment), texts in sorted(self.wanted.items()):
            language = self.document.languages[column]
            if len(texts) == 1:
                edits.append(EditText(row, language, segment, next(iter(texts))))
                continue
            for name in dict.fromkeys(name for names in texts.values() for name in names):
                self._leave(name, f"another unit corrects {language} {segment} of row {row} in another way")
        return Corrections(tuple(edits), tuple(self.unplaced))

    def _compare(
        self, name: str, row: int, language: Language, positions: tuple[int, ...], texts: tuple[str, ...]
    ) -> None:
        column = self.document.languages.index(language)
        cell = [self.document.rows[row].segments[column][position] for position in positions]
        if not cell or not any(texts):
            held = "has no" if not cell else "has a"
            self._leave(
                name, f"row {row} {held} {language} text, and the unit {'has one' if not cell else 'has none'}"
            )
            return
        new = _divided([printable(segment.text) for segment in cell], texts, language)
        if new is None:
            count = f"{len(cell)} sentence{'s' if len(cell) > 1 else ''}"
            self._leave(name, f"its {language} text cannot be divided into the {count} of row {row}")
            return
        for position, segment, text in zip(positions, cell, new, strict=True):
            if text == printable(segment.text):
                continue
            if text in self.earlier.get(_origin(language, segment), ()):
                self._leave(name, f"it has the {language} text of row {row} as it was before a later change")
                continue
            self.wanted.setdefault((row, column, position), {}).setdefault(text, []).append(name)

    def _leave(self, name: str, reason: str) -> None:
        self.unplaced.append(Unplaced(name, reason))


def _origin(language: Language, segment: Segment) -> _Origin:
    return language, segment.start, segment.stop


def _divided(old: Sequence[str], texts: Sequence[str], language: Language) -> tuple[str, ...] | None:
    """The new texts of segments, one for each; None where it cannot be told what belongs to which."""
    if len(texts) == len(old):
        return tuple(texts) if all(texts) else None
    if len(texts) != 1:
        return None
    found = _one_changed(old, texts[0], language) or _cut_at_old_places(old, texts[0], language)
    return found if found and all(found) else None


def _one_changed(old: Sequence[str], new: str, language: Language) -> tuple[str, ...] | None:
    """Where all segments but one stand in the new text as they were."""
    for changed in range(len(old)):
        before, after = joined(old[:changed], language), joined(old[changed + 1 :], language)
        if new.startswith(before) and new.endswith(after) and len(new) > len(before) + len(after):
            middle = new[len(before) : len(new) - len(after)].strip()
            return (*old[:changed], middle, *old[changed + 1 :])
    return None


def _cut_at_old_places(old: Sequence[str], new: str, language: Language) -> tuple[str, ...] | None:
    """Cut where the segments met, provided that the characters around each such place are still together."""
    whole = joined(old, language)
    blocks = SequenceMatcher(None, whole, new, autojunk=False).get_matching_blocks()
    pieces: list[str] = []
    begun = 0
    for count in range(1, len(old)):
        stop = len(joined(old[:count], language))
        start = len(joined(old[: count + 1], language)) - len(old[count])
        shift = next((b - a for a, b, size in blocks if a < stop and start < a + size), None)
        if shift is None:
            return None
        pieces.append(new[begun : stop + shift].strip())
        begun = start + shift
    return (*pieces, new[begun:].strip())
