"""Candidate concepts of an aligned corpus: words and phrases whose translations recur beside them.

Two expressions belong together when they stand in the same rows more often than chance would have it. The strength
is Dunning's log-likelihood ratio ("Accurate Methods for the Statistics of Surprise and Coincidence", 1993) over rows;
the score is Dice's coefficient, weighed by how sure the likelihood ratio is. Each expression keeps one partner, the
strongest that keeps it too (competitive linking, Melamed 2000).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from aligner.glossary.folding import WordFolder, is_function_word
from aligner.glossary.lexicon import is_abbreviation
from aligner.glossary.tokens import BETWEEN, CYRILLIC_LANGUAGES, WORD, fold_word
from aligner.languages.transliteration import skeleton
from aligner.model import Language, ParallelDocument


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept the corpus seems to have, with its commonest name in each language."""

    names: tuple[tuple[Language, str], ...]
    score: float
    """0..1: how steadily the names stand in the same rows."""
    rows: int
    """In how many rows all the names stand together."""
    is_name: bool
    """A proper name or an abbreviation, by its capitals."""
    examples: tuple[tuple[str, int], ...]
    """Document name and 0-based row of the first few rows that have it."""


@dataclass(frozen=True, slots=True)
class ExtractionOptions:
    """What counts as a candidate."""

    fewest_rows: int = 3
    """Rows in which an expression and its translation must stand together."""
    longest_phrase: int = 3
    """In words."""
    least_score: float = 0.3
    examples: int = 3


_MOST_ROWS = 0.2
"""Share of a corpus's rows above which an expression is a function word (only in corpora of some size)."""
_SMALL_CORPUS = 50
_SURE = 10.83
"""Log-likelihood ratio at which chance is below one in a thousand (chi-square, one degree of freedom)."""
_SHORTEST = 3

Expression = tuple[str, ...]


class _Side:
    """The expressions of one language: in which rows each stands, and how it is mostly written."""

    def __init__(self, language: Language, texts: Sequence[str], options: ExtractionOptions) -> None:
        self.language = language
        self.rows: dict[Expression, set[int]] = defaultdict(set)
        self._written: dict[Expression, Counter[str]] = defaultdict(Counter)
        self._capitals: Counter[Expression] = Counter()
        self._inside: set[Expression] = set()
        self._folder = WordFolder(language, texts)
        limit = max(_SMALL_CORPUS, len(texts)) * _MOST_ROWS
        for row, text in enumerate(texts):
            for expression, written, at_start in self._expressions(text, options.longest_phrase):
                self.rows[expression].add(row)
                self._written[expression][written] += 1
                if all(word[:1].isupper() for word in WORD.findall(written)):
                    self._capitals[expression] += 1
                    if not at_start or is_abbreviation(written):
                        self._inside.add(expression)
        counts = {key: len(rows) for key, rows in self.rows.items()}
        common = {key[0] for key, count in counts.items() if len(key) == 1 and count > limit}
        self.rows = {
            key: rows
            for key, rows in self.rows.items()
            if counts[key] >= options.fewest_rows and key[0] not in common and key[-1] not in common
        }

    def _expressions(self, text: str, longest: int) -> Iterator[tuple[Expression, str, bool]]:
        words = list(WORD.finditer(text))
        keys = [self._folder.key(word.group()) for word in words]
        for first in range(len(words)):
            for last in range(first, min(first + longest, len(words))):
                if last > first and not BETWEEN.match(text[words[last - 1].end() : words[last].start()]):
                    break
                edges = (keys[first], keys[last])
                if all(self._may_be_edge(key) for key in edges):
                    yield tuple(keys[first : last + 1]), text[words[first].start() : words[last].end()], first == 0

    def _may_be_edge(self, key: str) -> bool:
        return len(key) >= _SHORTEST and not key.isdigit() and not is_function_word(key, self.language)

    def name_of(self, expression: Expression) -> str:
        """The expression in its dictionary form where that is known, else as it is mostly written."""
        written = self._written[expression]
        cyrillic = self.language in CYRILLIC_LANGUAGES
        citation = {
            form: count
            for form, count in written.items()
            if tuple(fold_word(word, cyrillic=cyrillic) for word in WORD.findall(form)) == expression
        }
        if citation:
            return max(citation, key=lambda form: (citation[form], form))
        if len(expression) == 1 and self.language in ("en", "ru", "kk"):
            word = expression[0]
            if self._capitals[expression] and len({form.lower() for form in written}) == 1:
                # A name met in one form only: its lemma is a guess (Шал, of шалый).
                return max(written, key=lambda form: (written[form], form))
            mostly_capital = 2 * self._capitals[expression] > sum(written.values())
            return word[:1].upper() + word[1:] if mostly_capital else word
        return max(written, key=lambda form: (written[form], -len(form), form))

    def is_name(self, expression: Expression) -> bool:
        """Whether nearly all its words have capitals, and not only because a sentence begins there."""
        total = sum(self._written[expression].values())
        return expression in self._inside and self._capitals[expression] >= 0.9 * total and total > 1


def extract(
    documents: Iterable[ParallelDocument],
    languages: Sequence[Language] | None = None,
    options: ExtractionOptions | None = None,
) -> list[Candidate]:
    """Candidates of a corpus, names and abbreviations first, each kind by falling score.

    `languages` picks and orders the languages; all those of the first document by default. With three languages a
    candidate is put together of its pairs.
    """
    options = options or ExtractionOptions()
    places: list[tuple[str, int]] = []
    texts: dict[Language, list[str]] = {}
    for document in documents:
        chosen = languages or document.languages
        for number, row in enumerate(document.rows):
            places.append((document.name, number))
            cells = dict(zip(document.languages, row.segments, strict=True))
            for language in chosen:
                lines = texts.setdefault(language, [""] * (len(places) - 1))
                lines.append(" ".join(segment.text for segment in cells.get(language, ())))
    sides = [_Side(language, lines, options) for language, lines in texts.items()]
    links = {(a.language, b.language): _partners(a, b, len(places), options) for a, b in combinations(sides, 2)}
    found = [_candidate(group, places, options) for group in _groups(sides, links, options.fewest_rows)]
    kept = [candidate for candidate in found if candidate.score >= options.least_score]
    return sorted(kept, key=lambda c: (not c.is_name, -c.score, -c.rows, c.names))


Partners = dict[Expression, tuple[Expression, float]]


def _partners(a: _Side, b: _Side, total: int, options: ExtractionOptions) -> Partners:
    """For each expression of `a` its partner in `b` and the score, where each is the other's best."""
    by_row: dict[int, list[Expression]] = defaultdict(list)
    for expression, rows in b.rows.items():
        for row in rows:
            by_row[row].append(expression)
    best_a: dict[Expression, tuple[float, int, Expression]] = {}
    best_b: dict[Expression, tuple[float, int, Expression]] = {}
    for left, rows in a.rows.items():
        together = Counter(right for row in rows for right in by_row[row])
        for right, count in together.items():
            if count < options.fewest_rows:
                continue
            score = _score(count, len(rows), len(b.rows[right]), total)
            if _sounds_alike(left, right):
                score = min(1.0, score * 1.1)
            best_a[left] = max(best_a.get(left, (0.0, 0, ())), (score, len(right), right))
            best_b[right] = max(best_b.get(right, (0.0, 0, ())), (score, len(left), left))
    return {left: (right, score) for left, (score, _, right) in best_a.items() if right and best_b[right][2] == left}


def _sounds_alike(a: Expression, b: Expression) -> bool:
    x, y = skeleton("".join(a)), skeleton("".join(b))
    return len(x) > 2 and x == y


def _score(both: int, a: int, b: int, total: int) -> float:
    """Dice's coefficient, lowered where the log-likelihood ratio leaves room for chance."""
    dice = 2 * both / (a + b)
    return dice * min(1.0, _likelihood(both, a, b, max(total, a + b - both + 1)) / _SURE)


def _likelihood(both: int, a: int, b: int, total: int) -> float:
    """Dunning's G² for a two-by-two table of rows."""
    cells = (
        (both, a, b),
        (a - both, a, total - b),
        (b - both, total - a, b),
        (total - a - b + both, total - a, total - b),
    )
    return 2 * sum(n * math.log(n * total / (x * y)) for n, x, y in cells if n > 0 and x > 0 and y > 0)


Group = tuple[tuple[tuple[_Side, Expression], ...], float]


def _groups(
    sides: Sequence[_Side], links: dict[tuple[Language, Language], Partners], fewest_rows: int
) -> Iterator[Group]:
    """Pairs that hang together over all languages as one candidate, and pairs of two languages for themselves."""
    taken: set[tuple[Language, Expression]] = set()
    for first, second in combinations(sides, 2):
        for left, (right, score) in sorted(links[first.language, second.language].items()):
            if (first.language, left) in taken or (second.language, right) in taken:
                continue
            members, scores = [(first, left), (second, right)], [score]
            shared = first.rows[left] & second.rows[right]
            for third in sides:
                if third not in (first, second):
                    link = links.get((first.language, third.language), {}).get(left)
                    link = link or links.get((second.language, third.language), {}).get(right)
                    if not link or (third.language, link[0]) in taken:
                        continue
                    together = shared & third.rows[link[0]]
                    if len(together) >= fewest_rows:
                        shared = together
                        members.append((third, link[0]))
                        scores.append(link[1])
            taken.update((side.language, expression) for side, expression in members)
            yield tuple(members), sum(scores) / len(scores)


def _candidate(group: Group, places: Sequence[tuple[str, int]], options: ExtractionOptions) -> Candidate:
    members, score = group
    rows = sorted(set.intersection(*(side.rows[expression] for side, expression in members)))
    names = tuple((side.language, side.name_of(expression)) for side, expression in members)
    is_name = all(side.is_name(expression) for side, expression in members)
    return Candidate(
        names, round(score, 4), len(rows), is_name, tuple(places[row] for row in rows[: options.examples])
    )
