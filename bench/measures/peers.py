"""Other aligners on the same texts and vectors: sentweave (Vecalign's search) and galechurch (lengths alone)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from aligner.alignment.engine import Engine
from aligner.alignment.neural import NeuralPairs
from aligner.alignment.side import centre_of, centred
from aligner.embedding import default_embedder
from aligner.evaluation import evaluate_all
from aligner.model import Bead, Language
from measures.material import PAIRS, Key, Texts, beads_of, read_set
from measures.process import Spent, apart, clock
from measures.quality import figures, named
from measures.vectors import Floats, InTurn, Recording, Stored, runs

LONGEST = 4
"""Vecalign's own default for the size of a bead (both sides together) and so for the runs to be embedded."""
TOOLS = ("aligner", "aligner, pair alone", "sentweave", "sentweave, centred vectors", "galechurch")


def compare(sets: Path, name: str, *, odd: bool = False) -> list[dict[str, Any]]:
    """All tools on a set as one document, searches timed with vectors ready, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        made = {
            kind: apart("peers.prepare", sets=str(sets), name=name, odd=odd, kind=kind, folder=f"{folder}/{kind}")
            for kind in ("aligner", "sentweave")
        }
        lines = []
        for tool in TOOLS:
            kind = tool.split(",")[0]
            found = apart(
                "peers.run", threads=1, sets=str(sets), name=name, odd=odd, tool=tool, folder=f"{folder}/{kind}"
            )
            embedded = made[kind]["texts"] / made[kind]["segments"] if kind in made else 0.0
            lines.append({**found, "tool": tool, "embedded": embedded})
        return lines


def prepare(sets: str, name: str, odd: bool, kind: str, folder: str) -> dict[str, Any]:
    """Embed every text that a tool will ask for."""
    texts = read_set(Path(sets) / name, odd=odd)
    recording = Recording(default_embedder())
    with Engine(NeuralPairs(embedder=recording)) as engine:
        if kind == "aligner":
            joint = engine.align(name, texts.versions())
            count = joint.texts_embedded
            for key in PAIRS:
                engine.align(name, texts.versions(key))
        else:
            wanted = {language: runs(held, LONGEST) for language, held in texts.texts.items()}
            recording.embed([text for held in wanted.values() for text in held])
            count = len(recording.known)
        recording.save(Path(folder))
    return {"texts": count, "segments": texts.size}


def run(sets: str, name: str, odd: bool, tool: str, folder: str) -> dict[str, Any]:
    """Align every pair of a set with one tool."""
    texts, spent = read_set(Path(sets) / name, odd=odd), Spent()
    found, signature = _RUNNERS[tool](texts, Path(folder), spent)
    return {
        "name": texts.name,
        "joint": {named(key): figures(evaluate_all([(texts.gold[key], found[key])])) for key in PAIRS},
        "wall": spent.wall,
        "cpu": spent.cpu,
        "signature": signature,
    }


Found = tuple[Mapping[Key, Sequence[Bead]], str]


def _joint(texts: Texts, folder: Path, spent: Spent) -> Found:
    with Engine(NeuralPairs(embedder=Stored(folder))) as engine:
        with clock(spent):
            found = engine.align(texts.name, texts.versions())
        return beads_of(found.document), engine.signature


def _alone(texts: Texts, folder: Path, spent: Spent) -> Found:
    beads = {}
    with Engine(NeuralPairs(embedder=Stored(folder))) as engine:
        for key in PAIRS:
            with clock(spent):
                found = engine.align(texts.name, texts.versions(key))
            beads[key] = beads_of(found.document)[key]
        return beads, engine.signature


def _sentweave(texts: Texts, folder: Path, spent: Spent, *, centre: bool) -> Found:
    import sentweave

    stored = Stored(folder)
    answers = {language: _answer(stored, texts, language, centre=centre) for language in texts.texts}
    beads = {}
    for a, b in PAIRS:
        encoder = InTurn([answers[a]] * LONGEST + [answers[b]] * LONGEST)
        with clock(spent):
            found = sentweave.align(texts.texts[a], texts.texts[b], encoder, alignment_max_size=LONGEST)
        beads[a, b] = [Bead(tuple(bead.src_indices), tuple(bead.tgt_indices)) for bead in found.alignments]
    return beads, _peer_signature("sentweave") + f"|alignment_max_size:{LONGEST}|vectors:{stored.fingerprint}" + (
        "|centred" if centre else ""
    )


def _answer(stored: Stored, texts: Texts, language: Language, *, centre: bool) -> Callable[[Sequence[str]], Floats]:
    if not centre:
        return stored.embed
    middle = centre_of(stored.embed([text.strip() or "BLANK_LINE" for text in texts.texts[language]]))
    return lambda wanted: centred(stored.embed(wanted), middle)


def _galechurch(texts: Texts, spent: Spent) -> Found:
    import galechurch

    beads = {}
    for a, b in PAIRS:
        with clock(spent):
            found = galechurch.align(texts.texts[a], texts.texts[b])
        beads[a, b] = [
            Bead(tuple(range(bead.source_start, bead.source_end)), tuple(range(bead.target_start, bead.target_end)))
            for bead in found.beads
        ]
    return beads, _peer_signature("galechurch")


def _peer_signature(package: str) -> str:
    from importlib.metadata import version

    return f"{package}:{version(package)}|numpy:{np.__version__}"


_RUNNERS: Mapping[str, Callable[[Texts, Path, Spent], Found]] = {
    "aligner": _joint,
    "aligner, pair alone": _alone,
    "sentweave": lambda *given: _sentweave(*given, centre=False),
    "sentweave, centred vectors": lambda *given: _sentweave(*given, centre=True),
    "galechurch": lambda texts, _folder, spent: _galechurch(texts, spent),
}
