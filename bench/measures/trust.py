"""Whether confidences mean what they say, on documents that no weight was learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aligner.alignment import Engine, expected_errors, open_engine
from aligner.evaluation import Outcome, calibrate, link_outcomes, row_outcomes
from measures.material import Texts, own_gold, own_names, read_set

LEVEL = 0.9
DOCUMENTS_A_GROUP = 10


def trust(sets: str, names: Sequence[str]) -> dict[str, Any]:
    """Calibration over rows and links, and estimates of wrong rows against their true number."""
    folder = Path(sets)
    with open_engine() as engine:
        odd = [read_set(folder / name).odd() for name in names]
        named: list[tuple[str, list[Texts]]] = [(texts.name, [texts]) for texts in odd]
        named.append(("own gold, its own segments", [own_gold(name) for name in own_names()]))
        lines = [_calibrated(engine, name, held) for name, held in named]
        lines.insert(len(odd), {**_calibrated(engine, "all of these", odd), "pooled": True})
        estimates = []
        for texts in odd:
            count = max(1, round(len(texts.numbers()) / DOCUMENTS_A_GROUP))
            estimates += [_estimated(engine, group) for group in texts.grouped(count)]
        return {"calibration": lines, "estimates": estimates, "level": LEVEL, "signature": engine.signature}


def _calibrated(engine: Engine, name: str, documents: Sequence[Texts]) -> dict[str, Any]:
    rows: list[Outcome] = []
    links: list[Outcome] = []
    for texts in documents:
        found = engine.align(texts.name, texts.versions()).document
        rows += row_outcomes(found, texts.gold)
        links += link_outcomes(found, texts.gold)
    return {
        "name": name,
        "pooled": False,
        "rows": asdict(calibrate(rows, subject="rows")),
        "links": asdict(calibrate(links, subject="links")),
    }


def _estimated(engine: Engine, texts: Texts) -> dict[str, Any]:
    found = engine.align(texts.name, texts.versions()).document
    outcomes = row_outcomes(found, texts.gold)
    mean, low, high = expected_errors([outcome.confidence for outcome in outcomes], LEVEL)
    wrong = sum(not outcome.right for outcome in outcomes)
    return {"name": texts.name, "rows": len(outcomes), "wrong": wrong, "mean": mean, "low": low, "high": high}
