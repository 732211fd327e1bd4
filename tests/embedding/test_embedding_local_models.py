"""Encoders from a folder; the models here are made by the tests themselves."""

import os
import socket
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from aligner.embedding import open_embedder
from aligner.embedding.onnx_graph import ElementType, GraphBuilder
from aligner.errors import AlignerError, ExitCode, InputError, MissingPartError

WORDS = ["[UNK]", "bread", "river", "нан", "өзен"]
MEANINGS = np.array([[1, 1, 1], [3, 0, 0], [0, 4, 0], [2, 0, 0.2], [0.1, 5, 0]], np.float32)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        message = "a model from a folder needs no network"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def write_tokenizer(folder: Path) -> None:
    words = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))


def write_model(folder: Path, *, pooled: bool = False, extra_input: str | None = None) -> None:
    """An encoder that looks each word up; `pooled` adds an output for whole texts, with its axes turned round."""
    graph = GraphBuilder("tiny")
    tokens = graph.input("input_ids", ElementType.INT64, ("texts", "length"))
    graph.input("attention_mask", ElementType.INT64, ("texts", "length"))
    if extra_input:
        graph.input(extra_input, ElementType.INT64, ("texts", "length"))
    graph.output("last_hidden_state", ElementType.FLOAT, ("texts", "length", 3))
    states = graph.node("Gather", graph.constant(MEANINGS), tokens, output="last_hidden_state", axis=0)
    if pooled:
        graph.output("sentence_embedding", ElementType.FLOAT, ("texts", 3))
        mean = graph.node("ReduceMean", states, graph.constant(np.array([1], np.int64)), keepdims=0)
        turned = graph.constant(np.eye(3, dtype=np.float32)[::-1].copy())
        graph.node("MatMul", mean, turned, output="sentence_embedding")
    with (folder / "model.onnx").open("wb") as file:
        graph.model().write(file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tiny-encoder"
    made.mkdir()
    write_tokenizer(made)
    write_model(made)
    return made


def test_an_onnx_folder_is_run_and_averaged_over_the_tokens(folder: Path) -> None:
    with open_embedder(folder) as embedder:
        assert (embedder.name, embedder.dim) == ("tiny-encoder", 3)
        vectors = embedder.embed(["bread river", "нан", "өзен өзен", "bread"])
    np.testing.assert_allclose(vectors[0], [0.6, 0.8, 0], atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert vectors[1] @ vectors[3] > 0.99 > vectors[2] @ vectors[3]


def test_texts_beside_it_do_not_change_a_vector(folder: Path) -> None:
    texts = ["bread", "river нан", "өзен", "bread river нан өзен"]
    with open_embedder(folder, threads=2) as embedder:
        together = embedder.embed(texts)
        alone = np.concatenate([embedder.embed([text]) for text in texts])
    assert together.tobytes() == alone.tobytes()


def write_quantised_model(folder: Path) -> None:
    """An encoder whose 8-bit activations share one scale over the batch, as quantising tools export them."""
    graph = GraphBuilder("tiny, quantised")
    tokens = graph.input("input_ids", ElementType.INT64, ("texts", "length"))
    graph.output("last_hidden_state", ElementType.FLOAT, ("texts", "length", 3))
    states = graph.node("Gather", graph.constant(MEANINGS), tokens, axis=0)
    spread = graph.node("Mul", states, states)
    largest = graph.node("ReduceMax", spread, graph.constant(np.array([0, 1, 2], np.int64)), keepdims=0)
    scale = graph.node("Div", largest, graph.constant(np.array(255, np.float32)))
    levels = graph.node("QuantizeLinear", spread, scale)
    graph.node("DequantizeLinear", levels, scale, output="last_hidden_state")
    with (folder / "model.onnx").open("wb") as file:
        graph.model().write(file)


def test_nor_in_models_that_quantise_a_whole_batch_at_once(folder: Path) -> None:
    write_quantised_model(folder)
    texts = ["bread", "river", "нан", "өзен"]
    with open_embedder(folder) as embedder:
        together = embedder.embed(texts)
        alone = np.concatenate([embedder.embed([text]) for text in texts])
    assert together.tobytes() == alone.tobytes()


def test_an_output_for_whole_texts_is_preferred(folder: Path) -> None:
    write_model(folder, pooled=True)
    with open_embedder(folder) as embedder:
        np.testing.assert_allclose(embedder.embed(["bread"]), [[0, 0, 1]], atol=1e-6)


def test_the_fingerprint_follows_the_files(folder: Path) -> None:
    with open_embedder(folder) as embedder:
        before = embedder.fingerprint
    with open_embedder(folder) as embedder:
        assert embedder.fingerprint == before
    write_model(folder, pooled=True)
    with open_embedder(folder) as embedder:
        assert embedder.fingerprint != before


def test_progress_ends_with_all(folder: Path) -> None:
    heard: list[tuple[int, int]] = []
    with open_embedder(folder) as embedder:
        embedder.embed(["bread", "river нан"], lambda done, texts: heard.append((done, texts)))
    assert heard[-1] == (2, 2)


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (remove("model.onnx"), "holds no model"),
        (remove("tokenizer.json"), "holds no model"),
        (lambda folder: (folder / "model.onnx").write_bytes(b"not a model"), "cannot load it"),
        (lambda folder: (folder / "tokenizer.json").write_text("{"), "cannot be used as a tokenizer"),
        (lambda folder: write_model(folder, extra_input="pixel_values"), "not an encoder of texts"),
    ],
)
def test_a_wrong_folder_is_one_clear_line(folder: Path, spoil: Callable[[Path], object], said: str) -> None:
    spoil(folder)
    with pytest.raises(AlignerError, match=said) as caught:
        open_embedder(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        open_embedder(tmp_path / "LaBSE")


@pytest.mark.parametrize(("marker", "extra"), [("modules.json", "st"), (None, "onnx")])
def test_a_missing_extra_is_one_line_with_the_install_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, marker: str | None, extra: str
) -> None:
    if marker:
        (folder / marker).write_text("[]")
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(MissingPartError) as caught:
        open_embedder(folder)
    assert caught.value.exit_code == ExitCode.MISSING_PART
    assert f"aligner[{extra}]" in caught.value.hint


calls: list[dict[str, object]] = []


class FakeSentenceTransformer:
    """Stands in for the real class, a gigabyte of dependencies away, and keeps how it was called."""

    def __init__(self, path: str, **options: object) -> None:
        if (Path(path) / "broken").exists():
            message = "first line\nsecond line"
            raise ValueError(message)
        calls.append({"path": path, **options})

    def get_sentence_embedding_dimension(self) -> int:
        return 3

    def encode(self, texts: list[str], **_options: object) -> np.ndarray:
        return np.array([[len(text), 1, 0] for text in texts], np.float32)


@pytest.fixture
def sentence_transformers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    module = types.ModuleType("sentence_transformers")
    module.__dict__["SentenceTransformer"] = FakeSentenceTransformer
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: object())
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "5.0")
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.delenv("TRANSFORMERS_OFFLINE", raising=False)
    calls.clear()
    yield
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.delenv("TRANSFORMERS_OFFLINE", raising=False)


@pytest.mark.usefixtures("sentence_transformers")
def test_sentence_transformers_is_told_to_stay_offline(folder: Path) -> None:
    (folder / "modules.json").write_text("[]")
    with open_embedder(folder) as embedder:
        assert os.environ["HF_HUB_OFFLINE"] == "1"
        vectors = embedder.embed(["a\0bc", ""])
    np.testing.assert_allclose(vectors, np.array([[3 / 10**0.5, 1 / 10**0.5, 0], [0, 1, 0]]), atol=1e-6)
    assert calls == [{"path": str(folder), "device": "cpu", "local_files_only": True}]


@pytest.mark.usefixtures("sentence_transformers")
def test_a_folder_sentence_transformers_cannot_load(folder: Path) -> None:
    (folder / "modules.json").write_text("[]")
    (folder / "broken").touch()
    with pytest.raises(InputError, match="cannot load it: first line") as caught:
        open_embedder(folder)
    assert "second line" not in str(caught.value)
