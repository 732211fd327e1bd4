"""The engines without an encoder: strict F1 on bench sets, and time and memory on long made-up texts.

python bench/lexical.py SETS [SET ...]          quality: each set as one document, both engines, against the gold
python bench/lexical.py --segments N [N ...]    cost: two versions of N segments each, one process a size
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from aligner.alignment import open_engine
from aligner.evaluation import evaluate_all, read_beads
from aligner.model import Bead, Language, Paragraph, Segment, SegmentedVersion, Version

LANGUAGES = ("en", "ru", "kk")
ENGINES = ("length", "lexical")


def version(language: Language, lines: Sequence[str]) -> SegmentedVersion:
    """Lines as the segments of a version of one paragraph."""
    segments, start = [], 0
    for line in lines:
        segments.append(Segment(start, start + len(line), 0, line))
        start += len(line) + 1
    text = "\n".join(lines)
    source = Version(language, text, (Paragraph(0, len(text)),), f"{language}.txt", "", "utf-8")
    return SegmentedVersion(source, tuple(segments))


def quality(folder: Path) -> None:
    """Every pair by itself, and all three languages together."""
    versions = {}
    for language in LANGUAGES:
        lines = (folder / f"{language}.txt").read_text(encoding="utf-8").split("\n")[:-1]
        versions[language] = version(language, lines)
    for kind in ENGINES:
        with open_engine(kind) as engine:
            start = time.process_time()
            together = {(p.a, p.b): p.beads for p in engine.align(folder.name, list(versions.values())).pairs}
            spent = time.process_time() - start
            cells = []
            for a, b in combinations(LANGUAGES, 2):
                gold = list(read_beads(folder / f"gold.{a}-{b}.txt"))
                alone = engine.align(folder.name, [versions[a], versions[b]]).pairs[0].beads
                cells.append(f"{a}-{b} {_f1(gold, alone):.4f} -> {_f1(gold, together[a, b]):.4f}")
        print(f"{folder.name:16} {kind:8} {'   '.join(cells)}   {spent:.1f} s of CPU for three", flush=True)


def _f1(gold: Sequence[Bead], found: Sequence[Bead]) -> float:
    return evaluate_all([(gold, found)]).strict.f1


def made_up(size: int, seed: int = 1) -> tuple[list[str], list[str], list[Bead]]:
    """A long text and its word-by-word translation in another order: 20,000 word types, one word in 25 a name."""
    random = np.random.default_rng(seed)
    latin, cyrillic = "bdgklmnprstvz" + "aeiou", "бдгклмнпрствз" + "аеиоу"
    rolled = random.integers(0, 13, (2, 20_000, 4)), random.integers(13, 18, (2, 20_000, 4))
    columns = []
    for side, letters in enumerate((latin, cyrillic)):
        source = [0 if number % 25 == 0 else side for number in range(20_000)]
        columns.append([
            "".join(
                letters[c] + letters[v]
                for c, v in zip(rolled[0][source[k], k], rolled[1][source[k], k], strict=True)
            )[: 4 + k % 7]
            for k in range(20_000)
        ])  # fmt: skip
    for column in columns:
        column[::25] = [name.capitalize() for name in column[::25]]
    chance = 1 / np.arange(3, 20_003) ** 0.9
    chance /= chance.sum()
    a, b, beads = [], [], []
    pool = random.choice(20_000, size=size * 30, p=chance)
    at = 0
    while len(a) < size:
        length = int(np.clip(random.lognormal(2.5, 0.5), 3, 28))
        words, at = pool[at : at + length], at + length
        left = " ".join(columns[0][k] for k in words) + "."
        right = " ".join(columns[1][k] for k in random.permutation(words)) + "."
        kind, i, j = random.random(), len(a), len(b)
        if kind < 0.04:
            a.append(left)
            beads.append(Bead((i,), ()))
        elif kind < 0.08:
            b.append(right)
            beads.append(Bead((), (j,)))
        elif kind < 0.13 and a and b:
            b[-1] = f"{b[-1]} {right}"
            a.append(left)
            last = beads.pop()
            beads.append(Bead((*last.a, i), last.b or (j - 1,)))
        else:
            a.append(left)
            b.append(right)
            beads.append(Bead((i,), (j,)))
    return a, b, beads


def cost(kind: str, size: int) -> None:
    a, b, gold = made_up(size)
    versions = [version("en", a), version("kk", b)]
    with open_engine(kind) as engine:
        before, start, busy = _peak(), time.perf_counter(), time.process_time()
        found = engine.align("long", versions).pairs[0].beads
        wall, busy = time.perf_counter() - start, time.process_time() - busy
    print(
        f"{kind:8} {size:>7} segments a side  {wall:6.1f} s ({busy:6.1f} s of CPU)"
        f"  {_peak() - before:6.0f} MB more  strict F1 {_f1(gold, found):.4f}",
        flush=True,
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    arguments = sys.argv[1:]
    if arguments[:1] == ["--one"]:
        cost(arguments[1], int(arguments[2]))
    elif arguments[:1] == ["--segments"]:
        for kind in ENGINES:
            for size in arguments[1:]:
                subprocess.run([sys.executable, __file__, "--one", kind, size], check=True)
    elif arguments:
        for name in arguments[1:] or ["ntrex_noisy", "moz_web_noisy", "udhr_noisy"]:
            quality(Path(arguments[0]) / name)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
