"""An encoder from a sentence-transformers folder (LaBSE and the like)."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Sequence
from pathlib import Path

from aligner.embedding.local_models import folder_digest
from aligner.embedding.offline import stay_offline
from aligner.embedding.protocol import Closing, Progress, Vectors
from aligner.embedding.text import clean
from aligner.embedding.unit import unit_rows
from aligner.errors import InputError

_TEXTS_A_STEP = 32


class SentenceTransformersEmbedder(Closing):
    """Runs the folder's own modules: transformer, pooling and whatever follows; never touches the network.

    Raises `InputError` when the folder cannot be loaded.
    """

    def __init__(self, folder: Path) -> None:
        # The second bar against any download, after local_files_only.
        stay_offline()
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except Exception as error:
            # Whatever a broken folder makes torch, transformers or json raise.
            message = f"{folder}: sentence-transformers cannot load it: {str(error).splitlines()[0]}"
            raise InputError(message, "copy the whole model folder, all files included") from error
        self.name = folder.name
        self.dim = int(self._model.get_sentence_embedding_dimension())
        version = importlib.metadata.version("sentence-transformers")
        self.fingerprint = f"sentence-transformers-{version}:{folder_digest(folder)}"

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit vector a text."""
        import numpy as np

        cleaned = [clean(text) for text in texts]
        result = np.empty((len(texts), self.dim), np.float32)
        # One text a call: padding to a batch's longest text changes the last bits of the others' vectors.
        for number, text in enumerate(cleaned):
            result[number] = self._model.encode([text], show_progress_bar=False, convert_to_numpy=True)[0]
            if progress is not None and (number + 1) % _TEXTS_A_STEP == 0:
                progress(number + 1, len(texts))
        if progress is not None:
            progress(len(texts), len(texts))
        return unit_rows(result)
