"""Sentence segmentation beside razdel and pysbd: characters a second on one core, and how many cases come out right.

    python bench/segmentation.py

Reads the texts of ``corpora/`` for speed and the cases of ``tests/segmentation/cases`` for quality. Every one gets
the same paragraphs; times are the best of three runs in process time. pysbd is slow and gets a shorter text.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from aligner.model import Paragraph
from aligner.segmentation import segment, sentences

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "segmentation"))

from segmentation_cases import LANGUAGES, read_cases  # noqa: E402

Splitter = Callable[[str], Sequence[str]]
LENGTH = 1_000_000
SHORT = 20_000


def text_of(language: str, length: int) -> str:
    blocks = "\n\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpora" / language).glob("*.txt"))
    )
    return (blocks + "\n\n") * (length // len(blocks) + 1)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def speed(work: Callable[[], object], characters: int) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return characters / best


def right(language: str, split: Splitter) -> tuple[int, int]:
    cases = read_cases(language)
    found = (tuple(part.strip() for part in split(case.text) if part.strip()) for case in cases)
    return sum(parts == case.sentences for parts, case in zip(found, cases, strict=True)), len(cases)


def ours(language: str) -> tuple[float, tuple[int, int]]:
    text = text_of(language, LENGTH)
    paragraphs, offset = [], 0
    for line in text.splitlines(keepends=True):
        paragraphs.append(Paragraph(offset, offset + len(line)))
        offset += len(line)
    rate = speed(lambda: segment(text, paragraphs, language), len(text))
    return rate, right(language, lambda case: sentences(case, language))


def peer(language: str, split: Splitter, length: int) -> tuple[float, tuple[int, int]]:
    blocks = lines(text_of(language, length)[:length])
    rate = speed(lambda: [list(split(block)) for block in blocks], sum(map(len, blocks)))
    return rate, right(language, split)


def razdel_splitter() -> Splitter:
    import razdel

    return lambda text: [found.text for found in razdel.sentenize(text)]


def pysbd_splitter(language: str) -> Splitter:
    import pysbd

    splitter = pysbd.Segmenter(language=language, clean=False)
    return lambda text: list(splitter.segment(text))


def main() -> None:
    warnings.simplefilter("ignore")
    print(f"{'':4}{'engine':10}{'Mchar/s':>9}{'ours is':>12}{'cases right':>14}")
    for language in LANGUAGES:
        our_rate, our_score = ours(language)
        rows = [
            ("aligner", our_rate, our_score),
            ("razdel", *peer(language, razdel_splitter(), LENGTH // 2)),
            ("pysbd", *peer(language, pysbd_splitter(language), SHORT)),
        ]
        for name, rate, (good, total) in rows:
            ratio = "" if name == "aligner" else f"{our_rate / rate:.1f} times"
            print(f"{language:4}{name:10}{rate / 1e6:9.2f}{ratio:>12}{f'{good} of {total}':>14}")


if __name__ == "__main__":
    main()
