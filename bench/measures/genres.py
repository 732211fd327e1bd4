"""Texts of many genres and languages with gold, made for this: raw text in, strict F1 out.

Each file of `bench/genres` begins with its languages and how many line ends stand between paragraphs. Blocks follow,
each a row over all languages: a line per language, its segments between ``||``, ``¶`` before those that open a
paragraph. Segments are each other's counterparts one by one where their numbers agree, all together otherwise, and
as a line ``= en-ru 0,1:0 2:-`` says where there is one.
"""

from __future__ import annotations

import tempfile
from itertools import combinations
from pathlib import Path
from typing import Any

from aligner.alignment import Engine, open_engine
from aligner.evaluation import evaluate_all
from aligner.model import Bead
from measures.material import Texts, beads_of, in_atoms, segmented
from measures.quality import named

FOLDER = Path(__file__).parent.parent / "genres"
_SKIPPED = "-"


def genres() -> dict[str, Any]:
    """Strict F1 of every pair of every text, from raw text by the project's own segmentation."""
    lines = []
    with open_engine() as engine, tempfile.TemporaryDirectory() as folder:
        for path in sorted(FOLDER.glob("*.txt")):
            gold, raw = read_genre(path.read_text("utf-8"), path.stem)
            lines.append({"name": path.stem, "strict": _strict(engine, gold, raw, Path(folder))})
        return {"texts": lines, "signature": engine.signature}


def read_genre(text: str, name: str) -> tuple[Texts, dict[str, str]]:
    """The gold of a text, and the raw text of each language."""
    head, *blocks = text.strip().split("\n\n")
    languages, ends = head.split()
    texts: dict[str, list[str]] = {language: [] for language in languages.split("-")}
    raw = dict.fromkeys(texts, "")
    gold: dict[tuple[str, str], list[Bead]] = {(a, b): [] for a, b in combinations(texts, 2)}
    for block in blocks:
        first = {language: len(held) for language, held in texts.items()}
        lines = [line.partition(" ")[::2] for line in block.split("\n")]
        links = dict(rest.split(maxsplit=1) for mark, rest in lines if mark == "=")
        for language, rest in lines:
            if language != "=":
                raw[language] += _raw(rest, "\n" * int(ends)) if raw[language] else _raw(rest, "").lstrip()
                texts[language] += [part.strip().lstrip("¶") for part in rest.split("||")]
        for a, b in gold:
            sizes = len(texts[a]) - first[a], len(texts[b]) - first[b]
            gold[a, b] += _beads((first[a], first[b]), sizes, links.get(f"{a}-{b}"))
    return Texts(name, texts, gold, {language: [0] * len(held) for language, held in texts.items()}), raw


def _raw(cell: str, between: str) -> str:
    """The text of a cell as it goes on after others, with `between` before each new paragraph."""
    parts = [part.strip() for part in cell.split("||")]
    return "".join(between + part[1:] if part.startswith("¶") else " " + part for part in parts)


def _beads(first: tuple[int, int], sizes: tuple[int, int], links: str | None) -> list[Bead]:
    """The beads of a row whose first segments have these numbers."""
    n, m = sizes
    if links is not None:
        sides = [[_numbers(side) for side in link.split(":")] for link in links.split()]
    elif n == m:
        sides = [[[k], [k]] for k in range(n)]
    elif n and m:
        sides = [[list(range(n)), list(range(m))]]
    else:
        sides = [[[k], []] for k in range(n)] + [[[], [k]] for k in range(m)]
    return [Bead(tuple(first[0] + i for i in a), tuple(first[1] + j for j in b)) for a, b in sides]


def _numbers(side: str) -> list[int]:
    return [] if side == _SKIPPED else [int(number) for number in side.split(",")]


def _strict(engine: Engine, gold: Texts, raw: dict[str, str], folder: Path) -> dict[str, float]:
    versions = []
    for language, text in raw.items():
        path = folder / f"{gold.name}.{language}.txt"
        path.write_text(text + "\n", "utf-8")
        versions.append(segmented(path, language))
    document = engine.align(gold.name, versions).document
    found = beads_of(document)
    return {
        named(key): evaluate_all([in_atoms(beads, found[key], (gold, key), document)]).strict.f1
        for key, beads in gold.gold.items()
    }
