"""Finding the terms of a glossary in running text, whatever form they take there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import NamedTuple

from aligner.glossary.lexicon import Place, Reading, TermWord, make_lexicon
from aligner.glossary.model import Glossary, Term, TermStatus
from aligner.glossary.tokens import BETWEEN, HYPHENS, WORD
from aligner.languages.kazakh import is_suffix_chain
from aligner.model import Language

VARIANT = "variant"
"""The status of an occurrence that is a transliteration of another language's term."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place in a text where a concept is named."""

    start: int
    """Offset of the first character in the text that was searched."""
    stop: int
    """Offset after the last one, endings included."""
    concept: str
    term: str
    """The glossary's term that stands there in some form."""
    status: str
    """The term's status, or ``variant``."""
    analysis: str
    """Why it is this term: stem and suffixes, or lemma and case, word by word."""


def as_record(occurrence: Occurrence, line: int) -> dict[str, str | int]:
    """The JSON object of the ``glossary find`` contract; `line` is 0-based."""
    return {"line": line, **asdict(occurrence)}


@dataclass(slots=True)
class _Node:
    """A place in the trie of term words."""

    children: dict[int, _Node] = field(default_factory=dict)
    terms: list[_Entry] = field(default_factory=list)


class _Entry(NamedTuple):
    """A term at the end of its path through the trie."""

    term: Term
    gaps: tuple[str, ...]
    """What the term has between its words."""
    tail: str
    """Punctuation after its last word: the exclamation mark of a slogan."""
    variant: bool
    rank: tuple[bool, int, int]
    """Terms before variants, preferred before admitted, in the glossary's order."""


class _Word(NamedTuple):
    """A word of text and what it can be, kept for the next time it is met."""

    readings: tuple[Reading, ...]
    starts: tuple[tuple[Reading, _Node], ...]
    """The readings with which a term begins."""


class _Token(NamedTuple):
    start: int
    stop: int
    word: _Word


class _Path(NamedTuple):
    """Where a term is being followed."""

    text: str
    tokens: Sequence[_Token]
    first: int


class _Hit(NamedTuple):
    entry: _Entry
    start: int
    stop: int
    words: tuple[Reading, ...]


_STATUS_ORDER = {TermStatus.PREFERRED: 0, TermStatus.ADMITTED: 1, TermStatus.DEPRECATED: 2}
_QUOTED_ENDING = re.compile(rf"[!?.…]*[»”\"][{re.escape(HYPHENS)}]?([^\W\d_]+)")
_CLOSING_APOSTROPHES = "'’"
_CAPITALISED_LANGUAGES = frozenset({"en"})


class TermFinder:
    """Finds every occurrence of a glossary's terms in texts of one language.

    Where occurrences overlap, the leftmost wins, and of those that begin together the longest; concepts that share
    the very same stretch of text are all given. In English, transliterations of Russian and Kazakh terms are found
    as variants. Build it once: the cost of a text does not depend on the number of terms.

    `isolated` is for words that stand in no text: readings that only a context could support are given too, and so
    are Kazakh words derived from a term.
    """

    def __init__(self, glossary: Glossary, language: Language, *, isolated: bool = False) -> None:
        self.language = language
        self._isolated = isolated
        self._lexicon = make_lexicon(language, isolated=isolated)
        self._root = _Node()
        self._cache: dict[str, _Word] = {}
        self._joins = False
        for order, term in enumerate(glossary.terms):
            if term.language == language:
                self._add(term, order, variant=False)
            elif language in _CAPITALISED_LANGUAGES and term.language in ("ru", "kk"):
                self._add(term, order, variant=True)

    def _add(self, term: Term, order: int, *, variant: bool) -> None:
        words = list(WORD.finditer(term.text))
        if not words or (variant and not all(_has_cyrillic(word.group()) for word in words)):
            return
        gaps = tuple(term.text[a.end() : b.start()] for a, b in pairwise(words))
        tail = term.text[words[-1].end() :].strip()
        texts = [word.group() for word in words]
        entry = _Entry(term, gaps, tail, variant, (variant, _STATUS_ORDER[term.status], order))
        self._enter(texts, entry)
        if len(gaps) == 1 and gaps[0] in HYPHENS:
            self._enter(["".join(texts)], entry)
        if not gaps and not variant:
            self._joins = True

    def _enter(self, texts: Sequence[str], entry: _Entry) -> None:
        node = self._root
        for position, text in enumerate(texts):
            last = position == len(texts) - 1
            place = Place.ALONE if len(texts) == 1 else Place.LAST if last else Place.INNER
            number = self._lexicon.add(TermWord(text, place, entry.term.part_of_speech))
            node = node.children.setdefault(number, _Node())
        node.terms.append(entry)

    def find(self, text: str) -> list[Occurrence]:
        """Every occurrence in `text`, in order; offsets are into `text` as it is."""
        cache = self._cache
        tokens = [
            _Token(match.start(), match.end(), cache.get(word) or self._learn(word))
            for match in WORD.finditer(text)
            for word in (match.group(),)
        ]
        hits: list[_Hit] = []
        for position, token in enumerate(tokens):
            for reading, node in token.word.starts:
                if not (reading.doubtful and not self._vouched(text, tokens, position)):
                    self._follow(_Path(text, tokens, position), node, (reading,), hits)
        if self._joins and any(hyphen in text for hyphen in HYPHENS):
            for position in range(len(tokens) - 1):
                hits.extend(self._joined(text, tokens, position))
        return [_occurrence(hit) for hit in _without_overlaps(hits)] if hits else []

    def _learn(self, word: str) -> _Word:
        readings = self._lexicon.read(word)
        nodes = self._root.children
        starts = tuple((reading, nodes[reading.word]) for reading in readings if reading.word in nodes)
        known = self._cache[word] = _Word(readings, starts)
        return known

    def _vouched(self, text: str, tokens: Sequence[_Token], position: int) -> bool:
        if self._isolated or position == 0:
            return self._isolated
        before = tokens[position - 1]
        if text[before.stop : tokens[position].start].strip():
            return False
        return self._lexicon.vouches(text[before.start : before.stop])

    def _follow(self, path: _Path, node: _Node, words: tuple[Reading, ...], hits: list[_Hit]) -> None:
        """Add the terms that end with the last of `words`, and go on with the word after it."""
        tokens, last = path.tokens, path.first + len(words) - 1
        for entry in node.terms:
            if not entry.gaps or len(words) == 1 or _gaps_fit(path, entry):
                stop = self._stop(path.text, tokens, last, words[-1], entry)
                hits.append(_Hit(entry, tokens[path.first].start, stop, words))
        if not node.children or last + 1 >= len(tokens):
            return
        for reading in tokens[last + 1].word.readings:
            child = node.children.get(reading.word)
            if child is not None and _agree(words[-1], reading):
                self._follow(path, child, (*words, reading), hits)

    def _joined(self, text: str, tokens: Sequence[_Token], position: int) -> Iterator[_Hit]:
        """A solid term written with a hyphen: cease-fire for ceasefire."""
        here, after = tokens[position], tokens[position + 1]
        if after.start != here.stop + 1 or text[here.stop] not in HYPHENS:
            return
        word = text[here.start : here.stop] + text[after.start : after.stop]
        for reading, node in (self._cache.get(word) or self._learn(word)).starts:
            for entry in node.terms:
                stop = self._stop(text, tokens, position + 1, reading, entry)
                yield _Hit(entry, here.start, stop, (reading._replace(cost=reading.cost + 1),))

    def _stop(self, text: str, tokens: Sequence[_Token], last: int, reading: Reading, entry: _Entry) -> int:
        """Where the occurrence ends, with endings after a hyphen or a closing quote and its own punctuation."""
        stop = tokens[last].stop
        if self.language == "kk":
            return self._kazakh_stop(text, tokens, last, reading) or _past_tail(text, stop, entry.tail)
        if self.language == "en" and text[stop - 1 : stop] in ("s", "S") and text[stop : stop + 1] in ("'", "’"):
            opened = any(mark in text[: tokens[last].start] for mark in "‘'")
            return stop if opened else stop + 1
        return _past_tail(text, stop, entry.tail)

    def _kazakh_stop(self, text: str, tokens: Sequence[_Token], last: int, reading: Reading) -> int | None:
        stop = tokens[last].stop
        if last + 1 < len(tokens) and text[stop : tokens[last + 1].start] in tuple(HYPHENS):
            whole = text[tokens[last].start : tokens[last + 1].stop]
            known = self._cache.get(whole) or self._learn(whole)
            if any(other.word == reading.word for other in known.readings):
                return tokens[last + 1].stop
        quoted = _QUOTED_ENDING.match(text, stop)
        if quoted and is_suffix_chain(quoted.group(1)):
            return quoted.end()
        return None


def _gaps_fit(path: _Path, entry: _Entry) -> bool:
    """Whether only spaces, quotes, hyphens and the term's own punctuation stand between the words."""
    for offset, gap in enumerate(entry.gaps, path.first):
        between = path.text[path.tokens[offset].stop : path.tokens[offset + 1].start]
        if not BETWEEN.match(between) and between.strip() != gap.strip():
            return False
    return True


def _past_tail(text: str, stop: int, tail: str) -> int:
    return stop + len(tail) if tail and text.startswith(tail, stop) else stop


def _has_cyrillic(word: str) -> bool:
    return any("\u0400" <= char <= "\u04ff" for char in word)


def _agree(a: Reading, b: Reading) -> bool:
    """Whether neighbours may belong to one phrase: an adjective and its noun must share a case."""
    return not (a.modifier and a.agreement and b.agreement) or not a.agreement.isdisjoint(b.agreement)


def _without_overlaps(hits: Iterable[_Hit]) -> list[_Hit]:
    """The leftmost and longest hits; for one stretch of text the best of each concept."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=_rank):
        last = kept[-1] if kept else None
        if last is None or hit.start >= last.stop:
            kept.append(hit)
        elif (hit.start, hit.stop) == (last.start, last.stop) and not hit.entry.variant:
            rivals = [k for k in kept if (k.start, k.stop) == (hit.start, hit.stop)]
            if all(rival.entry.term.concept != hit.entry.term.concept for rival in rivals):
                kept.append(hit)
    return kept


def _rank(hit: _Hit) -> tuple[int, int, int, tuple[bool, int, int]]:
    cost = hit.words[0].cost if len(hit.words) == 1 else sum(reading.cost for reading in hit.words)
    return (hit.start, -hit.stop, cost, hit.entry.rank)


def _occurrence(hit: _Hit) -> Occurrence:
    term = hit.entry.term
    status = VARIANT if hit.entry.variant else term.status.value
    analysis = hit.words[0].analysis if len(hit.words) == 1 else "; ".join(word.analysis for word in hit.words)
    return Occurrence(hit.start, hit.stop, term.concept, term.text, status, analysis)


class ConceptFinder:
    """Concepts of whole texts, counted: what alignment takes as evidence that two segments belong together."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._finders: dict[Language, TermFinder] = {}

    def finder(self, language: Language) -> TermFinder:
        """The finder for a language, built on first use."""
        if language not in self._finders:
            self._finders[language] = TermFinder(self._glossary, language)
        return self._finders[language]

    def concept_ids(self, text: str, language: Language) -> Counter[str]:
        """How often each concept is named in a text."""
        return Counter(occurrence.concept for occurrence in self.finder(language).find(text))

    def count_all(self, texts: Iterable[str], language: Language) -> list[Counter[str]]:
        """`concept_ids` of each text, in order."""
        return [self.concept_ids(text, language) for text in texts]
