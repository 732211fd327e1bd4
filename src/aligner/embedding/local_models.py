"""Encoders from a folder on this machine, as sentence-transformers or ONNX exports lay them out."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError, MissingPartError

if TYPE_CHECKING:
    from aligner.embedding.protocol import OpenEmbedder

_ONNX_PLACES = ("model.onnx", "onnx/model.onnx")
_TOKENIZER = "tokenizer.json"
_SENTENCE_TRANSFORMERS = "modules.json"


def open_folder(folder: Path, threads: int | None = None) -> OpenEmbedder:
    """The encoder in `folder`.

    A folder with ``modules.json`` is run by sentence-transformers, which knows the model's own pooling; one with
    ``model.onnx`` and ``tokenizer.json`` by ONNX Runtime. Raises `InputError` when there is neither, and
    `MissingPartError` when what runs it is not installed.
    """
    if not folder.is_dir():
        message = f"{folder}: no such folder"
        raise InputError(message, "--model takes a folder that holds a model; nothing is downloaded")
    if (folder / _SENTENCE_TRANSFORMERS).is_file():
        _require("st", "sentence_transformers")
        from aligner.embedding.local_sentence_transformers import SentenceTransformersEmbedder

        return SentenceTransformersEmbedder(folder)
    models = [folder / place for place in _ONNX_PLACES if (folder / place).is_file()]
    if models and (folder / _TOKENIZER).is_file():
        _require("onnx", "onnxruntime", "tokenizers")
        from aligner.embedding.local_onnx import LocalOnnxEmbedder

        return LocalOnnxEmbedder(models[0], folder / _TOKENIZER, threads)
    message = f"{folder}: holds no model"
    raise InputError(message, "expected modules.json (sentence-transformers), or model.onnx and tokenizer.json")


def folder_digest(folder: Path) -> str:
    """A digest over the names and contents of the folder's files, for fingerprints; hidden files do not count."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            digest.update(f"{relative.as_posix()}\0{content}\n".encode())
    return digest.hexdigest()


def _require(extra: str, *modules: str) -> None:
    absent = [module for module in modules if importlib.util.find_spec(module) is None]
    if absent:
        message = f"{absent[0].replace('_', '-')} is not installed, which runs models of this kind"
        raise MissingPartError(message, f"pip install 'aligner[{extra}]'")
