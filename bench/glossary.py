"""Precision and recall of term finding on the annotated texts, beside a check that compares exact strings; speed.

python bench/glossary.py [--held] [--misses] [--speed]
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from itertools import accumulate
from pathlib import Path

from aligner.glossary.finder import TermFinder
from aligner.glossary.model import Glossary, Term
from aligner.glossary.table import read_glossary

ROOT = Path(__file__).resolve().parent.parent
ANNOTATED = ROOT / "tests" / "glossary" / "annotated"
MARK = re.compile(r"\[\[(.*?)\|([a-z-]+)\]\]")


def annotated_lines(path: Path) -> list[tuple[str, set[tuple[int, int, str]]]]:
    """Each line without its marks, and the (start, stop, concept) of the marks."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, gold, last = "", set(), 0
        for mark in MARK.finditer(line):
            text += line[last : mark.start()]
            gold.add((len(text), len(text) + len(mark[1]), mark[2]))
            text += mark[1]
            last = mark.end()
        lines.append((text + line[last:], gold))
    return lines


def glossary_for(held: bool) -> Glossary:
    """The starter glossary and the few terms more that the annotated texts need; other terms for those kept aside."""
    if held:
        return read_glossary(ANNOTATED / "held.csv")
    return Glossary(read_glossary(ROOT / "glossary.csv").terms + read_glossary(ANNOTATED / "extra.csv").terms)


def exact(glossary: Glossary, language: str, text: str) -> set[tuple[int, int, str]]:
    """What a check finds that looks for the terms as they are spelt, in any case, at word boundaries."""
    found = set()
    for term in glossary.terms:
        if term.language == language:
            for hit in re.finditer(rf"\b{re.escape(term.text)}(?!\w)", text, re.IGNORECASE):
                found.add((hit.start(), hit.end(), term.concept))
    return {a for a in found if not any(b[0] <= a[0] and a[1] <= b[1] and b[1] - b[0] > a[1] - a[0] for b in found)}


def score(held: bool, misses: bool) -> None:
    glossary = glossary_for(held)
    print("| language | marked | precision | recall | missed by exact strings | missed by ours |")
    print("|---|---|---|---|---|---|")
    for language in ("en", "ru", "kk"):
        finder = TermFinder(glossary, language)
        tally: Counter[str] = Counter()
        for text, gold in annotated_lines(ANNOTATED / f"{'held.' if held else ''}{language}.txt"):
            found = {(o.start, o.stop, o.concept): o for o in finder.find(text)}
            tally["gold"] += len(gold)
            tally["right"] += len(gold & found.keys())
            tally["found"] += len(found)
            tally["exact"] += len(gold & exact(glossary, language, text))
            if misses and gold != found.keys():
                for a in sorted(gold - found.keys()):
                    print(f"  MISS {language} {text[a[0] : a[1]]!r} {a[2]}   in: {text[:60]}")
                for a in sorted(found.keys() - gold):
                    print(f"  FALSE {language} {text[a[0] : a[1]]!r} {a[2]}: {found[a].analysis}   in: {text[:60]}")
        precision, recall = tally["right"] / tally["found"], tally["right"] / tally["gold"]
        missed = f"{tally['gold'] - tally['exact']} | {tally['gold'] - tally['right']}"
        print(f"| {language} | {tally['gold']} | {precision:.3f} | {recall:.3f} | {missed} |")


def speed(terms: int = 20_000, rows: int = 100_000) -> None:
    """CPU time to build finders for `terms` made-up terms and to search `rows` made-up rows of a sentence each."""
    chance = random.Random(1)
    onsets = {
        "en": "b c d f g l m n p r s t v w",
        "ru": "б в г д ж з к л м н п р с т",
        "kk": "б г д ж з к л м н п р с т ш",
    }
    vowels = {"en": "a e i o u", "ru": "а е и о у", "kk": "а е ы і ө ұ"}
    endings = {"en": ["", "s", "'s"], "ru": ["", "а", "ами", "ов"], "kk": ["", "ның", "лардың", "ымызда"]}
    for language, letters in onsets.items():
        parts = [onset + vowel for onset in letters.split() for vowel in vowels[language].split()]
        words = ["".join(chance.choices(parts, k=chance.randint(2, 4))) for _ in range(60_000)]
        weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
        phrases: set[str] = set()
        while len(phrases) < terms:
            phrases.add(" ".join(chance.choices(words, k=chance.choice((1, 2, 2)))))
        glossary = Glossary(tuple(Term(f"c{i}", language, phrase) for i, phrase in enumerate(sorted(phrases))))
        texts = [
            " ".join(
                word + chance.choice(endings[language]) for word in chance.choices(words, cum_weights=weights, k=18)
            )
            for _ in range(rows)
        ]
        begin = time.process_time()
        finder = TermFinder(glossary, language)
        built = time.process_time()
        hits = sum(len(finder.find(text)) for text in texts)
        print(
            f"{language}: {terms} terms built in {built - begin:.1f} s, "
            f"{rows} rows of 18 words searched in {time.process_time() - built:.1f} s, {hits} occurrences"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--held", action="store_true", help="the texts kept aside")
    parser.add_argument("--misses", action="store_true", help="list what differs")
    parser.add_argument("--speed", action="store_true", help="measure time instead")
    options = parser.parse_args()
    if options.speed:
        speed()
    else:
        score(options.held, options.misses)
