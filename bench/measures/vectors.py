"""Vectors made ready beforehand, so that searches are measured without the encoder and all on the same ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.embedding import OpenEmbedder, Progress
from aligner.embedding.protocol import Closing

Floats = NDArray[np.float32]


class Recording(Closing):
    """An encoder that remembers every text it was asked for."""

    def __init__(self, embedder: OpenEmbedder) -> None:
        self._embedder = embedder
        self.name, self.dim, self.fingerprint = embedder.name, embedder.dim, embedder.fingerprint
        self.known: dict[str, Floats] = {}

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        vectors = self._embedder.embed(texts, progress)
        self.known.update(zip(texts, vectors, strict=True))
        return vectors

    def save(self, folder: Path) -> None:
        """Write all of it for `Stored`."""
        folder.mkdir(parents=True, exist_ok=True)
        about = {"name": self.name, "fingerprint": self.fingerprint, "texts": list(self.known)}
        (folder / "texts.json").write_text(json.dumps(about), "utf-8")
        np.save(folder / "vectors.npy", np.array(list(self.known.values()), dtype=np.float32))


class Stored(Closing):
    """Answers from what `Recording` saved."""

    def __init__(self, folder: Path) -> None:
        about = json.loads((folder / "texts.json").read_text("utf-8"))
        self.name, self.fingerprint = about["name"], about["fingerprint"]
        self._row = {text: row for row, text in enumerate(about["texts"])}
        self._vectors: Floats = np.load(folder / "vectors.npy")
        self.dim = int(self._vectors.shape[1])

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        vectors: Floats = self._vectors[[self._row[text] for text in texts]]
        if progress is not None:
            progress(len(texts), len(texts))
        return vectors


class InTurn:
    """An encoder for sentweave, which asks for the runs of 1, 2 … segments of one side and then of the other."""

    def __init__(self, answers: Iterable[Callable[[Sequence[str]], Floats]]) -> None:
        self._answers = iter(answers)

    def encode(self, texts: Sequence[str]) -> Floats:
        return next(self._answers)(texts)


def runs(texts: Sequence[str], longest: int) -> list[str]:
    """All runs of up to `longest` neighbours as sentweave spells them, and what it puts where there is none."""
    clean = [text.strip() or "BLANK_LINE" for text in texts]
    joined = [
        " ".join(clean[start : start + length])
        for length in range(1, longest + 1)
        for start in range(len(clean) - length + 1)
    ]
    return list(dict.fromkeys(["PAD", *joined]))


def means(vectors: Floats, length: int) -> Floats:
    """Unit mean vectors of the runs of `length` neighbours that end at each segment; the first ones are shorter."""
    total = vectors.copy()
    for back in range(1, length):
        total[back:] += vectors[:-back]
    total /= np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-6)
    return total
