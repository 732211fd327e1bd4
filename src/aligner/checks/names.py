"""Names that the document carries over from one language to another, and that are missing in a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from aligner.checks.finding import Finding, Grade, Place
from aligner.checks.rows import linked_sides, place, texts, without_addresses
from aligner.checks.writing import WORD
from aligner.languages.transliteration import skeleton
from aligner.model import Language, ParallelDocument

NAME = "names"

_SHORTEST = 3
"""Consonants below which two names look alike by chance."""
_STEM = 5
"""Letters of a word that its forms share."""
_FEWEST = 3
"""Rows that must carry a name over before its absence says anything."""
_USUAL_SHARE = 0.75
"""Of a name's rows, how many must have it in the other language, for it to be one that is carried over."""


@dataclass(slots=True)
class _Name:
    """A name of one language by the beginning that its inflected forms share."""

    key: str
    places: dict[int, Place] = field(default_factory=dict)
    """By row, where it stands first."""


def check(document: ParallelDocument) -> Iterator[Finding]:
    """Find rows without a name that the document otherwise has in both languages wherever it has it in one.

    Spellings are compared by their consonants over the scripts. A name that a pronoun or the row before may stand for
    is not missed; where another name of the document stands in its place, the finding is a warning.
    """
    names = {language: _names(document, language) for language in document.languages}
    if not any(names.values()):
        return
    words = {language: _skeletons(document, language) for language in document.languages}
    linked = [
        {(side.language, side.other): side for side in linked_sides(row, document.languages)} for row in document.rows
    ]
    for a, b in permutations(document.languages, 2):
        carried = [name for name in names[a] if _is_carried_over(name, words[b], [(a, b) in one for one in linked])]
        back = [name for name in names[b] if _is_carried_over(name, words[a], [(b, a) in one for one in linked])]
        for name in carried:
            for row, where in name.places.items():
                if (a, b) not in linked[row] or _held(name.key, words[b][row]):
                    continue
                rival = _rival(row, back, words[a])
                if rival is not None:
                    message = f"{a} has «{where.text}», {b} has «{rival.text}» instead"
                    yield Finding(row, NAME, (b,), message, Grade.WARNING, (where, rival))
                elif not _may_be_understood(document, row, name.key, b, words[b]):
                    yield Finding(row, NAME, (b,), f"{a} has «{where.text}», {b} has not", Grade.NOTE, (where,))


def _names(document: ParallelDocument, language: Language) -> list[_Name]:
    """Words with a capital inside sentences that never stand there without, their inflected forms together.

    Names of fewer rows than tell anything are left out.
    """
    inside: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    opening: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    small = {word[:_STEM] for *_, text in texts(document, language) for word in WORD.findall(text) if word.islower()}
    for row, number, text in texts(document, language):
        if _is_title(text):
            continue
        for match in WORD.finditer(without_addresses(text)):
            word = match.group()
            if not word[:1].isupper() or word.lower()[:_STEM] in small:
                continue
            key = skeleton(word)
            if len(key) >= _SHORTEST:
                found = opening if _opens_sentence(text, match.start()) else inside
                found[key].append((row, place(language, number, text, *match.span())))
    gathered = _gathered({key: [*places, *opening[key]] for key, places in inside.items()})
    return [name for name in gathered if len(name.places) >= _FEWEST]


def _is_title(text: str) -> bool:
    """Whether a text is a title in capitals, which tell nothing about names there."""
    if text.rstrip("\"'”’»)\u00a0 ").endswith((".", "?", "!", "…")):
        return False
    long = [word for word in WORD.findall(text) if len(word) > 3]
    return len(long) > 2 and len([word for word in long if word[0].isupper()]) > 0.6 * len(long)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip("«„“”\"'‘([—–- \u00a0")
    return not before or before[-1] in ".!?…:\n"


def _gathered(found: Mapping[str, Sequence[tuple[int, Place]]]) -> list[_Name]:
    """Names whose spellings begin alike are one name with endings."""
    gathered: list[_Name] = []
    for key in sorted(found):
        if not gathered or not key.startswith(gathered[-1].key):
            gathered.append(_Name(key))
        for row, where in found[key]:
            gathered[-1].places.setdefault(row, where)
    return gathered


def _skeletons(document: ParallelDocument, language: Language) -> list[frozenset[str]]:
    """For each row the consonants of all its words, so that a name in small letters counts as well."""
    held: list[set[str]] = [set() for _ in document.rows]
    for row, _, text in texts(document, language):
        held[row].update(skeleton(match.group()) for match in WORD.finditer(text))
    return [frozenset(one) for one in held]


def _held(key: str, words: frozenset[str]) -> bool:
    """Whether a row has a word that begins like a name, or of which the name is a longer form."""
    least = max(_SHORTEST, len(key) - 1)
    return any(word[:least] == key[:least] for word in words if len(word) >= least)


def _is_carried_over(name: _Name, words: Sequence[frozenset[str]], linked: Sequence[bool]) -> bool:
    rows = [row for row in name.places if linked[row]]
    held = sum(_held(name.key, words[row]) for row in rows)
    return held >= _FEWEST and held >= _USUAL_SHARE * len(rows)


def _rival(row: int, back: Sequence[_Name], words: Sequence[frozenset[str]]) -> Place | None:
    """A name that stands in the other language of this row and has nothing to answer it."""
    return next((one.places[row] for one in back if row in one.places and not _held(one.key, words[row])), None)


def _may_be_understood(
    document: ParallelDocument, row: int, key: str, language: Language, words: Sequence[frozenset[str]]
) -> bool:
    """Whether readers know who is meant: from the row before, or by a pronoun."""
    from aligner.glossary.folding import has_pronoun

    if row and _held(key, words[row - 1]):
        return True
    column = document.languages.index(language)
    return any(has_pronoun(segment.text, language) for segment in document.rows[row].segments[column])
