"""An encoder exported to ONNX, with its tokenizer in Hugging Face's ``tokenizer.json``."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.embedding.local_models import folder_digest
from aligner.embedding.onnx_session import open_session, runtime_version
from aligner.embedding.parallel import each, usable_cores
from aligner.embedding.protocol import Closing, Progress, Vectors
from aligner.embedding.text import clean
from aligner.embedding.unit import unit_rows
from aligner.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MAX_TOKENS = 512
_TOKENS_A_BATCH = 256


class LocalOnnxEmbedder(Closing):
    """Runs ``input_ids`` (and ``attention_mask``, ``token_type_ids`` where the model wants them) through the model.

    A two-dimensional output is taken as the texts' vectors; a three-dimensional one is averaged over the tokens.
    Texts are cut after 512 tokens. Raises `InputError` when the files are not such a model.
    """

    def __init__(self, model: Path, tokenizer: Path, threads: int | None = None) -> None:
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
        except Exception as error:
            # The Rust part raises plain Exception.
            message = f"{tokenizer}: cannot be used as a tokenizer: {error}"
            raise InputError(message) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._session = open_session(str(model))
        self._inputs = {value.name for value in self._session.get_inputs()}
        unknown = self._inputs - {"input_ids", "attention_mask", "token_type_ids"}
        if unknown or "input_ids" not in self._inputs:
            message = f"{model}: not an encoder of texts: its inputs are {', '.join(sorted(self._inputs))}"
            raise InputError(message, "expected input_ids, attention_mask and token_type_ids")
        self._output = _best_output(self._session.get_outputs())
        self._threads = threads or usable_cores()
        self.name = tokenizer.parent.name
        self.dim = int(self._run([self._tokens([""])[0]]).shape[1])
        engine = f"onnxruntime-{runtime_version()}:{platform.machine()}"
        self.fingerprint = f"onnx:{folder_digest(tokenizer.parent)}:{engine}"
        self._room = _TOKENS_A_BATCH if self._rows_are_independent() else 1

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit vector a text; texts of one length share a batch, so padding cannot change them."""
        import numpy as np

        result = np.empty((len(texts), self.dim), np.float32)
        tokens = self._tokens(texts)
        groups = _same_length(tokens, self._room)
        done = 0

        def run(group: list[int]) -> Vectors:
            return self._run([tokens[number] for number in group])

        with closing(each(groups, run, self._threads)) as finished:
            for group, vectors in finished:
                result[group] = vectors
                done += len(group)
                if progress is not None:
                    progress(done, len(texts))
        return unit_rows(result)

    def _rows_are_independent(self) -> bool:
        """Whether a text's vector is the same alone and in a batch; not so in dynamically quantised exports."""
        vocabulary = self._tokenizer.get_vocab_size()
        rows = [[(13 * row + 7 * place * place) % vocabulary for place in range(12)] for row in range(6)]
        alone = [self._run([row]) for row in rows]
        return all(one[0].tobytes() == many.tobytes() for one, many in zip(alone, self._run(rows), strict=True))

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        encodings = self._tokenizer.encode_batch([clean(text) for text in texts])
        # A tokenizer without marks of beginning and end has nothing for an empty text, and a mean needs something.
        return [encoding.ids or [0] for encoding in encodings]

    def _run(self, tokens: list[list[int]]) -> Vectors:
        import numpy as np

        numbers = np.array(tokens, np.int64)
        given: dict[str, NDArray[np.int64]] = {
            "input_ids": numbers,
            "attention_mask": np.ones_like(numbers),
            "token_type_ids": np.zeros_like(numbers),
        }
        output = self._session.run([self._output], {name: given[name] for name in self._inputs})[0]
        vectors: Vectors = output.mean(axis=1) if output.ndim == 3 else output
        return vectors.astype(np.float32, copy=False)


def _best_output(outputs: Sequence[object]) -> str:
    """The output that holds whole texts, if there is one, else the first."""
    whole = [output for output in outputs if len(getattr(output, "shape", ())) == 2]
    named = [output for output in whole if getattr(output, "name", "") == "sentence_embedding"]
    chosen = [*named, *whole, *outputs][0]
    return str(getattr(chosen, "name", ""))


def _same_length(tokens: Sequence[Sequence[int]], room: int) -> list[list[int]]:
    """Numbers of texts with equally many tokens, in groups of about `room` tokens, the longest first."""
    groups: list[list[int]] = []
    length = -1
    for number in sorted(range(len(tokens)), key=lambda number: -len(tokens[number])):
        if len(tokens[number]) != length or len(groups[-1]) * length >= room:
            length = len(tokens[number])
            groups.append([])
        groups[-1].append(number)
    return groups
