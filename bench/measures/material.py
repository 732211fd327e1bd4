"""Texts with known correspondence: bench sets, parts of them, and the project's own gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from aligner.interchange.ladder import pair_beads, read_ladder
from aligner.model import Bead, Language, Paragraph, ParallelDocument, Segment, SegmentedVersion, Version
from aligner.reading import read_version
from aligner.segmentation import segment

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = ("en", "ru", "kk")
Key = tuple[Language, Language]
PAIRS: tuple[Key, ...] = tuple(combinations(LANGUAGES, 2))
NOISY = ("ntrex_noisy", "moz_web_noisy")
"""The sets of many documents with removed and joined segments."""


@dataclass(frozen=True)
class Texts:
    """Versions as segments, the gold beads of every pair, and which source document each segment is from."""

    name: str
    texts: Mapping[Language, Sequence[str]]
    gold: Mapping[Key, Sequence[Bead]]
    documents: Mapping[Language, Sequence[int]]

    @property
    def size(self) -> int:
        return sum(len(texts) for texts in self.texts.values())

    def versions(self, languages: Iterable[Language] = LANGUAGES) -> list[SegmentedVersion]:
        return [presegmented(self.texts[language], language) for language in languages]

    def numbers(self) -> list[int]:
        """The source documents."""
        return sorted({number for numbers in self.documents.values() for number in numbers})

    def part(self, name: str, wanted: Iterable[int]) -> Texts:
        """Only the segments of some source documents, numbered anew, and the gold beads that lie within."""
        chosen = set(wanted)
        held = {
            language: [i for i, number in enumerate(numbers) if number in chosen]
            for language, numbers in self.documents.items()
        }
        new = {language: {old: place for place, old in enumerate(places)} for language, places in held.items()}
        gold = {}
        for (a, b), beads in self.gold.items():
            inside = (bead for bead in beads if all(i in new[a] for i in bead.a) and all(j in new[b] for j in bead.b))
            gold[a, b] = [Bead(tuple(new[a][i] for i in bead.a), tuple(new[b][j] for j in bead.b)) for bead in inside]
        return Texts(
            name,
            {language: [self.texts[language][i] for i in places] for language, places in held.items()},
            gold,
            {language: [self.documents[language][i] for i in places] for language, places in held.items()},
        )

    def odd(self) -> Texts:
        """The source documents with odd numbers: those that no weight was learned from."""
        return self.part(f"{self.name}, odd documents", (number for number in self.numbers() if number % 2))

    def singly(self) -> Iterator[Texts]:
        """Each source document for itself."""
        for number in self.numbers():
            yield self.part(f"{self.name} {number}", [number])

    def grouped(self, count: int) -> Iterator[Texts]:
        """The source documents in `count` groups of neighbours, as equal in number as can be."""
        numbers = self.numbers()
        bounds = [len(numbers) * k // count for k in range(count + 1)]
        for k in range(count):
            yield self.part(f"{self.name} {k + 1}/{count}", numbers[bounds[k] : bounds[k + 1]])


def set_names(sets: Path) -> list[str]:
    """The sets in a folder, those without added difficulty first."""
    names = [path.name for path in sets.iterdir() if (path / "gold.en-ru.txt").is_file()]
    return sorted(names, key=lambda name: (name.endswith("_noisy"), name))


def read_set(folder: Path, *, odd: bool = False) -> Texts:
    """A set, or only its documents of odd number."""
    texts = Texts(
        folder.name,
        {language: (folder / f"{language}.txt").read_text("utf-8").split("\n")[:-1] for language in LANGUAGES},
        {(a, b): read_ladder(folder / f"gold.{a}-{b}.txt") for a, b in PAIRS},
        {
            language: [int(line) for line in (folder / f"docs.{language}.txt").read_text("utf-8").split()]
            for language in LANGUAGES
        },
    )
    return texts.odd() if odd else texts


def presegmented(texts: Sequence[str], language: Language) -> SegmentedVersion:
    """A version of one segment a line in one paragraph."""
    segments, offset = [], 0
    for text in texts:
        segments.append(Segment(offset, offset + len(text), 0, text))
        offset += len(text) + 1
    version = Version(language, "\n".join(texts), (Paragraph(0, offset),), "", "0" * 64, "utf-8")
    return SegmentedVersion(version, tuple(segments))


def own_names() -> list[str]:
    """The documents of the project's own corpora."""
    return sorted(path.stem for path in (ROOT / "corpora" / LANGUAGES[0]).glob("*.txt"))


def own_versions(name: str, languages: Iterable[Language] = LANGUAGES) -> list[SegmentedVersion]:
    """A document of the project's own corpora, from its raw text, by the project's own segmentation."""
    return [segmented(ROOT / "corpora" / language / f"{name}.txt", language) for language in languages]


def segmented(path: Path, language: Language) -> SegmentedVersion:
    """A raw text by the project's own segmentation."""
    version = read_version(path, language)
    return SegmentedVersion(version, tuple(segment(version.text, version.paragraphs, language)))


def own_gold(name: str) -> Texts:
    """The same document as a person segmented and aligned it."""
    folder = ROOT / "tests" / "gold"
    texts = {language: (folder / f"{name}.{language}.txt").read_text("utf-8").splitlines() for language in LANGUAGES}
    gold = {(a, b): read_ladder(folder / f"{name}.{a}-{b}.ladder") for a, b in PAIRS}
    return Texts(name, texts, gold, {language: [0] * len(held) for language, held in texts.items()})


def in_atoms(
    gold: Sequence[Bead], predicted: Sequence[Bead], theirs: tuple[Texts, Key], ours: ParallelDocument
) -> tuple[list[Bead], list[Bead]]:
    """Both in numbers of the smallest stretches that either segmentation knows, so that beads can be compared.

    Where the segmentations agree these are the segments themselves.
    """
    texts, key = theirs
    cells = [
        ([len("".join(text.split())) for text in texts.texts[language]], _lengths(ours, language)) for language in key
    ]
    maps = [(_atoms(mine, other), _atoms(other, mine)) for mine, other in cells]
    return (
        [_mapped(bead, maps[0][0], maps[1][0]) for bead in gold],
        [_mapped(bead, maps[0][1], maps[1][1]) for bead in predicted],
    )


def beads_of(document: ParallelDocument) -> dict[Key, tuple[Bead, ...]]:
    """The beads of every pair, as exports and `aligner evaluate` see them."""
    return {(a, b): pair_beads(document, a, b) for a, b in combinations(document.languages, 2)}


def _lengths(document: ParallelDocument, language: Language) -> list[int]:
    column = document.languages.index(language)
    return [len("".join(held.text.split())) for row in document.rows for held in row.segments[column]]


def _ends(lengths: Sequence[int]) -> list[int]:
    total, ends = 0, []
    for length in lengths:
        total += length
        ends.append(total)
    return ends


def _atoms(mine: Sequence[int], other: Sequence[int]) -> list[tuple[int, ...]]:
    """For each segment the numbers of its atoms; segments are given by their lengths without white space."""
    ends = sorted({*_ends(mine), *_ends(other)})
    number = {end: place for place, end in enumerate(ends)}
    result, first = [], 0
    for end in _ends(mine):
        result.append(tuple(range(first, number[end] + 1)))
        first = number[end] + 1
    return result


def _mapped(bead: Bead, a: Sequence[tuple[int, ...]], b: Sequence[tuple[int, ...]]) -> Bead:
    return Bead(
        tuple(atom for i in bead.a for atom in a[i]), tuple(atom for j in bead.b for atom in b[j]), bead.confidence
    )
