"""Finding the segments of an older version of a text again in a newer one.

What reads the same is found by the text where it is unique and by its neighbours where it is not; what was cut into
sentences otherwise, by the text that stays when white space goes; what was rewritten, by likeness. Order helps and is
not required: a paragraph may have moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import process
from rapidfuzz.distance import Indel

from aligner.editing.comparing import Difference, compact, difference_between, normalized
from aligner.model import Language, Segment

LARGEST_GROUP = 6
"""Most segments of one version that are compared with a single one of the other."""

_LIKE = 0.6
"""Likeness (share of characters in common, in order) from which one of two rewritten texts is taken for the other."""
_LIKE_ELSEWHERE = 0.8
"""The same for a text that also stands in another place."""
_MARGIN = 0.1
"""How much liker than any other candidate a text in another place must be."""
_TELLING_LENGTH = 25
"""Characters from which a text that stands once is not there by chance."""
_SMALL_GAP = 6
"""Segments in a stretch between found neighbours in which a short text is hardly another one."""
_MOST_COMPARED = 4_000_000
"""Pairs of texts compared at once; a version rewritten beyond that is another text."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Where an old segment is in the new version."""

    unit: int
    """Number of the new unit."""
    difference: Difference


@dataclass(frozen=True, slots=True)
class Traced:
    """A new version cut into units along the old segments where they were found, and which unit each of them is."""

    units: tuple[Segment, ...]
    """In reading order: the new segments, joined or divided where the old ones were cut otherwise."""
    traces: tuple[Trace | None, ...]
    """For each old segment its trace; None where it is gone."""


def trace(old: Sequence[str], new: Sequence[Segment], source: str, language: Language) -> Traced:
    """Find old texts, given in their reading order, among the segments of the new version `source`."""
    tracer = _Tracer(old, new, source, language)
    tracer.match_unique()
    tracer.match_by_neighbours()
    tracer.match_recut()
    tracer.match_by_neighbours()
    tracer.match_lone_repeats()
    tracer.match_alike_in_place()
    tracer.match_alike_elsewhere()
    return tracer.result()


@dataclass(slots=True)
class _Tracer:
    old: Sequence[str]
    new: Sequence[Segment]
    source: str
    language: Language
    forward: dict[int, int] = field(default_factory=dict)
    """Old to new, one to one."""
    backward: dict[int, int] = field(default_factory=dict)
    recut: list[tuple[range, range]] = field(default_factory=list)
    """Runs of old and new segments that hold the same text, cut otherwise."""
    recut_old: dict[int, range] = field(default_factory=dict)
    """For an old segment of such a run, the run of new ones."""
    recut_new: set[int] = field(default_factory=set)
    old_keys: list[str] = field(init=False)
    new_keys: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.old_keys = list(map(normalized, self.old))
        self.new_keys = [normalized(segment.text) for segment in self.new]

    def match_unique(self) -> None:
        """Pair texts that stand once in both versions; a short one could be another that happens to read the same."""
        old_count, new_count = Counter(self.old_keys), Counter(self.new_keys)
        place = {key: number for number, key in enumerate(self.new_keys)}
        for number, key in enumerate(self.old_keys):
            if old_count[key] == new_count[key] == 1 and len(key) >= _TELLING_LENGTH:
                self._pair(number, place[key])

    def match_by_neighbours(self) -> None:
        """Let equal texts beside a pair become pairs, as far as they reach in both directions."""
        pairs = [(-1, -1), *sorted(self.forward.items()), (len(self.old), len(self.new))]
        pairs += [(run.start, new_run.start) for run, new_run in self.recut]
        pairs += [(run.stop - 1, new_run.stop - 1) for run, new_run in self.recut]
        for step in (1, -1):
            for start, place in sorted(pairs, reverse=step < 0):
                i, j = start + step, place + step
                while self._free(i, j) and self.old_keys[i] == self.new_keys[j]:
                    self._pair(i, j)
                    i, j = i + step, j + step

    def match_recut(self) -> None:
        """Find runs in a gap that hold the same text cut into other sentences."""
        for old_gap, new_gap in self._gaps():
            i, j = old_gap.start, new_gap.start
            while i < old_gap.stop and j < new_gap.stop:
                found = self._same_text(i, old_gap.stop, j, new_gap.stop)
                if found is None:
                    i, j = self._next_start(i, old_gap.stop, j, new_gap.stop)
                    continue
                old_run, new_run = found
                self.recut.append(found)
                self.recut_old.update(dict.fromkeys(old_run, new_run))
                self.recut_new.update(new_run)
                i, j = old_run.stop, new_run.stop

    def match_lone_repeats(self) -> None:
        """Pair a short or repeated text that stands once in a small gap of both versions."""
        for old_gap, new_gap in self._gaps():
            if max(len(old_gap), len(new_gap)) > _SMALL_GAP:
                continue
            old_count = Counter(self.old_keys[i] for i in old_gap)
            place = {self.new_keys[j]: j for j in new_gap}
            new_count = Counter(self.new_keys[j] for j in new_gap)
            for i in old_gap:
                if old_count[self.old_keys[i]] == new_count[self.old_keys[i]] == 1:
                    self._pair(i, place[self.old_keys[i]])

    def match_alike_in_place(self) -> None:
        """Pair rewritten texts of a gap, in their order, so that the likeness is greatest in all."""
        for old_gap, new_gap in self._gaps():
            if len(old_gap) * len(new_gap) <= _MOST_COMPARED:
                chain = _best_chain([self.old_keys[i] for i in old_gap], [self.new_keys[j] for j in new_gap])
                for i, j in chain:
                    self._pair(old_gap[i], new_gap[j])

    def match_alike_elsewhere(self) -> None:
        """Pair rewritten texts that also moved, where they are alike beyond doubt and nothing else is."""
        old_left = [i for i in range(len(self.old)) if self._free_old(i)]
        new_left = [j for j in range(len(self.new)) if self._free_new(j)]
        if not 0 < len(old_left) * len(new_left) <= _MOST_COMPARED:
            return
        likeness = process.cdist(
            [self.old_keys[i] for i in old_left],
            [self.new_keys[j] for j in new_left],
            scorer=Indel.normalized_similarity,
        )
        for row, i in enumerate(old_left):
            column = int(likeness[row].argmax())
            best = float(likeness[row, column])
            rivals = [float(value) for k, value in enumerate(likeness[row]) if k != column]
            rivals += [float(value) for k, value in enumerate(likeness[:, column]) if k != row]
            telling = len(self.old_keys[i]) >= _TELLING_LENGTH
            if telling and best >= _LIKE_ELSEWHERE and best - max(rivals, default=0.0) >= _MARGIN:
                self._pair(i, new_left[column])

    def result(self) -> Traced:
        """The units of the new version and the traces of the old segments in them."""
        units: list[Segment] = []
        traces: list[Trace | None] = [None] * len(self.old)
        starts = {new_run.start: (old_run, new_run) for old_run, new_run in self.recut}
        j = 0
        while j < len(self.new):
            if j in starts:
                old_run, new_run = starts[j]
                for i, unit in zip(old_run, self._recut_units(old_run, new_run), strict=True):
                    traces[i] = Trace(len(units), Difference.NONE)
                    units.append(unit)
                j = new_run.stop
                continue
            if j in self.backward:
                i = self.backward[j]
                traces[i] = Trace(len(units), difference_between(self.old[i], self.new[j].text, self.language))
            units.append(self.new[j])
            j += 1
        return Traced(tuple(units), tuple(traces))

    def _recut_units(self, old_run: range, new_run: range) -> Iterator[Segment]:
        """The stretch of the new version cut as the old segments were."""
        segments = self.new[new_run.start : new_run.stop]
        start, end = segments[0].start, segments[-1].stop
        for i in old_run:
            wanted = compact(self.old[i])
            stop = start + 1
            while stop < end and compact(self.source[start:stop]) != wanted:
                stop += 1
            if i == old_run.stop - 1:
                stop = end
            owner = max((one for one in segments if one.start <= start), key=lambda one: one.start)
            yield replace(owner, start=start, stop=stop, text=self.source[start:stop])
            start = stop
            while start < end and not compact(self.source[start]):
                start += 1

    def _same_text(self, i: int, i_stop: int, j: int, j_stop: int) -> tuple[range, range] | None:
        """The shortest runs from `i` and `j` on that hold the same text, if there are any and they are short."""
        old_text, new_text = compact(self.old[i]), compact(self.new[j].text)
        old_end, new_end = i + 1, j + 1
        while old_text != new_text:
            if new_text.startswith(old_text) and old_end < i_stop and old_end - i < LARGEST_GROUP:
                old_text += compact(self.old[old_end])
                old_end += 1
            elif old_text.startswith(new_text) and new_end < j_stop and new_end - j < LARGEST_GROUP:
                new_text += compact(self.new[new_end].text)
                new_end += 1
            else:
                return None
        return range(i, old_end), range(j, new_end)

    def _next_start(self, i: int, i_stop: int, j: int, j_stop: int) -> tuple[int, int]:
        """The nearest later places in a gap where runs of the same text begin; its end where there are none near."""
        for ahead in range(1, min((i_stop - i) + (j_stop - j), 2 * _SMALL_GAP)):
            for step in range(ahead + 1):
                a, b = i + step, j + ahead - step
                if a < i_stop and b < j_stop and self._same_text(a, i_stop, b, j_stop):
                    return a, b
        return i_stop, j_stop

    def _gaps(self) -> Iterator[tuple[range, range]]:
        """Every run of old segments not found yet, with the unclaimed new ones beside its found neighbours."""
        for old_run in _runs(range(len(self.old)), self._free_old):
            after = self._after(old_run.start - 1)
            before = self._before(old_run.stop)
            for new_run in (after,) if after == before else (after, before):
                rest_old = next(_runs(old_run, self._free_old), None)
                rest_new = next(_runs(new_run, self._free_new), None)
                if rest_old is not None and rest_new is not None:
                    yield rest_old, rest_new

    def _after(self, i: int) -> range:
        """The unclaimed new segments after the place of an old one that was found (or the beginning)."""
        start = -1 if i < 0 else self.recut_old[i].stop - 1 if i in self.recut_old else self.forward[i]
        stop = start + 1
        while stop < len(self.new) and self._free_new(stop):
            stop += 1
        return range(start + 1, stop)

    def _before(self, i: int) -> range:
        """The unclaimed new segments before the place of an old one that was found (or the end)."""
        if i == len(self.old):
            stop = len(self.new)
        else:
            stop = self.recut_old[i].start if i in self.recut_old else self.forward[i]
        start = stop
        while start > 0 and self._free_new(start - 1):
            start -= 1
        return range(start, stop)

    def _pair(self, i: int, j: int) -> None:
        self.forward[i] = j
        self.backward[j] = i

    def _free(self, i: int, j: int) -> bool:
        return 0 <= i < len(self.old) and 0 <= j < len(self.new) and self._free_old(i) and self._free_new(j)

    def _free_old(self, i: int) -> bool:
        return i not in self.forward and i not in self.recut_old

    def _free_new(self, j: int) -> bool:
        return j not in self.backward and j not in self.recut_new


def _runs(numbers: range, free: Callable[[int], bool]) -> Iterator[range]:
    """The longest runs of numbers that are free."""
    start: int | None = None
    for number in numbers:
        if free(number):
            start = number if start is None else start
        elif start is not None:
            yield range(start, number)
            start = None
    if start is not None:
        yield range(start, numbers.stop)


def _best_chain(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs in order, each like enough, whose likeness is greatest in all."""
    likeness = process.cdist(old, new, scorer=Indel.normalized_similarity).tolist()
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= _LIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    chain = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] >= _LIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            chain.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return chain
