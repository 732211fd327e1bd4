"""How often beads are exactly right: whole sets, held-out documents, document by document, the project's own gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aligner.alignment import Alignment, open_engine
from aligner.evaluation import Scores, evaluate_all
from aligner.model import Bead
from measures.material import (
    PAIRS,
    Key,
    Texts,
    beads_of,
    in_atoms,
    own_gold,
    own_names,
    own_versions,
    read_set,
)

Compared = list[tuple[Sequence[Bead], Sequence[Bead]]]
"""Gold and predicted beads of some documents."""


def named(key: Key) -> str:
    return "-".join(key)


def figures(scores: Scores) -> dict[str, float]:
    return {"strict": scores.strict.f1, "lax": scores.lax.f1, "links": scores.links.f1}


def pooled(compared: Mapping[Key, Compared]) -> dict[str, dict[str, float]]:
    return {named(key): figures(evaluate_all(held)) for key, held in compared.items()}


def whole(sets: str, name: str, *, odd: bool = False) -> dict[str, Any]:
    """A set as one document, all languages together, and each pair by itself."""
    texts = read_set(Path(sets) / name, odd=odd)
    with open_engine() as engine:
        joint = engine.align(texts.name, texts.versions())
        beads = beads_of(joint.document)
        alone = {}
        for key in PAIRS:
            found = engine.align(texts.name, texts.versions(key))
            alone[named(key)] = figures(evaluate_all([(texts.gold[key], beads_of(found.document)[key])]))
        return {
            "name": texts.name,
            "joint": pooled({key: [(texts.gold[key], beads[key])] for key in PAIRS}),
            "alone": alone,
            "embedded": joint.texts_embedded / joint.segments,
            "segments": joint.segments,
            "rows": len(joint.document.rows),
            "signature": engine.signature,
        }


def by_document(sets: str, name: str) -> dict[str, Any]:
    """Every source document of a set for itself, their counts pooled."""
    compared: dict[Key, Compared] = {key: [] for key in PAIRS}
    documents = embedded = segments = 0
    with open_engine() as engine:
        for texts in read_set(Path(sets) / name).singly():
            documents += 1
            present = [language for language, held in texts.texts.items() if held]
            found = engine.align(texts.name, texts.versions(present)) if len(present) > 1 else None
            beads = beads_of(found.document) if found else {}
            for key in PAIRS:
                compared[key].append((texts.gold[key], beads.get(key, ())))
            embedded += found.texts_embedded if found else 0
            segments += texts.size
        return {
            "name": name,
            "documents": documents,
            "joint": pooled(compared),
            "embedded": embedded / segments,
            "signature": engine.signature,
        }


def own() -> dict[str, Any]:
    """The project's own gold, from raw text by the project's own segmentation; all documents pooled, and each."""
    joint: dict[Key, Compared] = {key: [] for key in PAIRS}
    alone: dict[Key, Compared] = {key: [] for key in PAIRS}
    lines, embedded, segments, other = [], 0, 0, 0
    with open_engine() as engine:
        for name in own_names():
            gold = own_gold(name)
            found = engine.align(name, own_versions(name))
            embedded, segments = embedded + found.texts_embedded, segments + found.segments
            other += _cut_otherwise(gold, found)
            for key in PAIRS:
                joint[key].append(_comparable(gold, key, found))
                alone[key].append(_comparable(gold, key, engine.align(name, own_versions(name, key))))
            lines.append(
                {"name": name, "joint": {named(key): figures(evaluate_all(joint[key][-1:])) for key in PAIRS}}
            )
        return {
            "name": "own gold",
            "joint": pooled(joint),
            "alone": pooled(alone),
            "documents": lines,
            "embedded": embedded / segments,
            "segments": segments,
            "cut_otherwise": other,
            "signature": engine.signature,
        }


def engines(sets: str, name: str, kind: str) -> dict[str, Any]:
    """A set by one of the engines, embedding or learning included."""
    from measures.process import Spent, clock

    texts, spent = read_set(Path(sets) / name), Spent()
    with clock(spent), open_engine(kind) as engine:
        beads = beads_of(engine.align(texts.name, texts.versions()).document)
        signature = engine.signature
    return {
        "engine": kind,
        "name": name,
        "joint": pooled({key: [(texts.gold[key], beads[key])] for key in PAIRS}),
        "wall": spent.wall,
        "cpu": spent.cpu,
        "signature": signature,
    }


def known_engines() -> list[str]:
    """The kinds of engine that can be opened here."""
    from aligner.errors import UsageError

    kinds = []
    for kind in ("e5", "lexical", "length"):
        try:
            open_engine(kind).close()
        except UsageError:
            continue
        kinds.append(kind)
    return kinds


def _comparable(gold: Texts, key: Key, found: Alignment) -> tuple[list[Bead], list[Bead]]:
    return in_atoms(gold.gold[key], beads_of(found.document)[key], (gold, key), found.document)


def _cut_otherwise(gold: Texts, found: Alignment) -> int:
    """Segments of the gold that the project's own segmentation does not have."""
    missing = 0
    for column, language in enumerate(found.document.languages):
        ours = {"".join(held.text.split()) for row in found.document.rows for held in row.segments[column]}
        missing += sum("".join(text.split()) not in ours for text in gold.texts[language])
    return missing
