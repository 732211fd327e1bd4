"""Vectors on disk between runs."""

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from aligner.embedding import vector_cache
from aligner.embedding.protocol import Closing, Progress, Vectors
from aligner.embedding.vector_cache import CachedEmbedder, VectorCache


class Counting(Closing):
    """Makes a vector out of a text's characters, and remembers what it was asked for."""

    name = "counting"
    dim = 16

    def __init__(self, fingerprint: str = "one") -> None:
        self.fingerprint = fingerprint
        self.asked: list[str] = []
        self.closed = False

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.asked += texts
        rows = [np.random.default_rng([*map(ord, text), 1]).standard_normal(self.dim) for text in texts]
        if progress is not None:
            progress(len(texts), len(texts))
        vectors = np.array(rows, np.float32).reshape(len(texts), self.dim)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def close(self) -> None:
        self.closed = True


TEXTS = ["Бір.", "Один.", "One.", "", "half \ud800 pair", "NUL \0 inside"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "vectors.sqlite3"


def embed_anew(path: Path, texts: Sequence[str] = TEXTS, fingerprint: str = "one") -> tuple[Vectors, list[str]]:
    """What a run of its own gives, and what it had to compute."""
    inner = Counting(fingerprint)
    with CachedEmbedder(inner, path) as embedder:
        vectors = embedder.embed(texts)
    assert inner.closed
    return vectors, inner.asked


def test_a_second_run_computes_nothing_and_gives_the_same_bits(path: Path) -> None:
    first, computed = embed_anew(path)
    assert sorted(computed) == sorted(TEXTS)
    second, computed = embed_anew(path)
    assert computed == []
    assert first.tobytes() == second.tobytes() == Counting().embed(TEXTS).tobytes()


def test_only_what_is_new_is_computed(path: Path) -> None:
    embed_anew(path, TEXTS[:3])
    vectors, computed = embed_anew(path, [*TEXTS[:3], "Жаңа."])
    assert computed == ["Жаңа."]
    assert vectors.tobytes() == Counting().embed([*TEXTS[:3], "Жаңа."]).tobytes()


def test_a_text_that_comes_twice_is_computed_once_and_counted_once(path: Path) -> None:
    inner = Counting()
    with CachedEmbedder(inner, path) as embedder:
        vectors = embedder.embed(["a", "b", "a"])
        embedder.embed(["a", "c"])
        assert (embedder.computed, embedder.reused) == (3, 1)
    assert inner.asked == ["a", "b", "c"]
    assert vectors[0].tobytes() == vectors[2].tobytes()


def test_another_model_shares_nothing(path: Path) -> None:
    embed_anew(path)
    _, computed = embed_anew(path, fingerprint="two")
    assert sorted(computed) == sorted(TEXTS)


def test_no_texts_give_no_rows(path: Path) -> None:
    vectors, _ = embed_anew(path, [])
    assert vectors.shape == (0, 16)


def test_progress_counts_what_was_found_and_ends_with_all(path: Path) -> None:
    embed_anew(path, TEXTS[:2])
    heard: list[tuple[int, int]] = []
    with CachedEmbedder(Counting(), path) as embedder:
        embedder.embed(TEXTS, lambda done, texts: heard.append((done, texts)))
    assert heard[-1] == (len(TEXTS), len(TEXTS))
    assert heard == sorted(heard)


def test_the_embedder_itself_is_seen_through_the_cache(path: Path) -> None:
    embedder = CachedEmbedder(Counting("three"), path)
    assert (embedder.name, embedder.dim, embedder.fingerprint) == ("counting", 16, "three")


def keys_and_vectors(count: int, start: int = 0) -> tuple[list[bytes], Vectors]:
    keys = [number.to_bytes(32, "big") for number in range(start, start + count)]
    return keys, np.arange(count * 384, dtype=np.float32).reshape(count, 384)


def test_the_file_stays_within_its_bound_and_the_oldest_leave_first(path: Path) -> None:
    bound = 1_000_000
    cache = VectorCache(path, bound)
    for start in range(0, 3_000, 100):
        cache.keep(*keys_and_vectors(100, start))
    oldest, newest = keys_and_vectors(100)[0], keys_and_vectors(100, 2_900)[0]
    assert not cache.find(oldest)
    assert len(cache.find(newest)) == 100
    cache.close()
    assert path.stat().st_size <= bound + 200_000


def test_more_keys_than_one_query_takes(path: Path) -> None:
    cache = VectorCache(path)
    keys, vectors = keys_and_vectors(1_203)
    cache.keep(keys, vectors)
    found = cache.find([*keys, b"unknown"])
    assert len(found) == 1_203
    assert found[keys[777]].tobytes() == vectors[777].tobytes()
    cache.close()


def test_a_file_that_is_no_database_is_said_and_made_anew(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all" * 1_000)
    vectors, _ = embed_anew(path)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert str(path) in caplog.text
    again, computed = embed_anew(path)
    assert computed == []
    assert again.tobytes() == vectors.tobytes()


def test_a_torn_file_never_stops_a_run(path: Path) -> None:
    for start in range(0, 2_000, 500):
        cache = VectorCache(path)
        cache.keep(*keys_and_vectors(500, start))
        cache.close()
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    vectors, _ = embed_anew(path)
    assert vectors.tobytes() == Counting().embed(TEXTS).tobytes()
    assert embed_anew(path)[1] == []


def test_a_damaged_vector_is_computed_again(path: Path) -> None:
    first, _ = embed_anew(path)
    with sqlite3.connect(path) as connection:
        (number, content) = connection.execute("SELECT id, vector FROM vectors LIMIT 1").fetchone()
        flipped = bytes([content[0] ^ 1]) + content[1:]
        connection.execute("UPDATE vectors SET vector = ? WHERE id = ?", (flipped, number))
    connection.close()
    second, computed = embed_anew(path)
    assert len(computed) == 1
    assert second.tobytes() == first.tobytes()
    assert embed_anew(path)[1] == []


def test_where_no_file_can_be_made_it_works_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    for _ in range(2):
        vectors, computed = embed_anew(tmp_path / "file" / "vectors.sqlite3")
        assert sorted(computed) == sorted(TEXTS)
        assert vectors.tobytes() == Counting().embed(TEXTS).tobytes()
    assert "working without the vector cache" in caplog.text


def test_a_file_locked_by_another_program_is_done_without(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    embed_anew(path, ["kept"])
    monkeypatch.setattr(vector_cache, "_LOCK_SECONDS", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    vectors, _ = embed_anew(path)
    holder.execute("ROLLBACK")
    holder.close()
    assert vectors.tobytes() == Counting().embed(TEXTS).tobytes()
    assert "locked" in caplog.text


_WRITER = """
import sys
import numpy as np
from pathlib import Path
from aligner.embedding.vector_cache import VectorCache
cache = VectorCache(Path(sys.argv[1]))
first = int(sys.argv[2])
for start in range(first, first + 1000, 50):
    keys = [number.to_bytes(32, "big") for number in range(start, start + 50)]
    cache.keep(keys, np.full((50, 384), start, np.float32))
    assert len(cache.find(keys)) == 50
cache.close()
"""


def test_two_processes_share_a_file(path: Path) -> None:
    commands = [[sys.executable, "-W", "error", "-c", _WRITER, str(path), first] for first in ("0", "500")]
    writers = [subprocess.Popen(command, stderr=subprocess.PIPE) for command in commands]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors.decode()
        assert errors == b""
    cache = VectorCache(path)
    assert len(cache.find(keys_and_vectors(1_500)[0])) == 1_500
    cache.close()
