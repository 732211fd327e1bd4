"""Texts as small units that recur: words, and the pieces of words that sentencepiece finds in the texts at hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from io import BytesIO

import numpy as np

from aligner.alignment.bags import Bags
from aligner.model import Language

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = "␞"
"""Stands between chunks that are tokenised together; a symbol of its own to the Moses tokeniser."""
_CHUNKS = 2_000
_LONGEST = 40
_TRAINED_ON = 40_000
_LEAST_PIECES, _MOST_PIECES = 250, 8_000
_WORDS_A_PIECE = 3


def words_of(texts: Sequence[str], language: Language) -> Bags:
    """The words of each text in lower case; punctuation and digits are left out.

    What stands between spaces is cut by the Moses tokeniser (sacremoses) where that knows the language, and at
    everything that is not a letter otherwise.
    """
    rows = [unicodedata.normalize("NFKC", text).split() for text in texts]
    chunks = list(dict.fromkeys(chunk for row in rows for chunk in row))
    cut = dict(zip(chunks, _cut(chunks, language), strict=True))
    return Bags.of([[word for chunk in row for word in cut[chunk]] for row in rows])


def _cut(chunks: Sequence[str], language: Language) -> list[list[str]]:
    tokens = _moses(chunks, language) or [[chunk] for chunk in chunks]
    return [[word.lower()[:_LONGEST] for token in row for word in _WORD.findall(token)] for row in tokens]


def _moses(chunks: Sequence[str], language: Language) -> list[list[str]] | None:
    """Asked for a language it has no list of, sacremoses answers in English, so its list is looked at first."""
    from sacremoses import MosesTokenizer
    from sacremoses.corpus import NonbreakingPrefixes

    if language not in NonbreakingPrefixes().available_langs:
        return None
    tokenizer = MosesTokenizer(language)
    result: list[list[str]] = []
    for start in range(0, len(chunks), _CHUNKS):
        part = [chunk.replace(_BETWEEN, " ") for chunk in chunks[start : start + _CHUNKS]]
        rows: list[list[str]] = [[]]
        for token in tokenizer.tokenize(f" {_BETWEEN} ".join(part), escape=False):
            if token == _BETWEEN:
                rows.append([])
            else:
                rows[-1].append(token)
        if len(rows) != len(part):
            return None
        result += rows
    return result


def pieces_of(words: Bags) -> Bags:
    """The same texts in pieces of words, which a unigram model (Kudo 2018) learned from these very words.

    Stems and endings become units of their own, which helps where a word has hundreds of forms, as in Kazakh.
    """
    counts = np.bincount(words.keys, minlength=len(words.names))
    order = np.lexsort((np.arange(len(counts)), -counts))[:_TRAINED_ON]
    if len(order) < _LEAST_PIECES:
        return words
    letters = len({letter for name in words.names for letter in name})
    size = letters + min(_MOST_PIECES, max(_LEAST_PIECES, len(words.names) // _WORDS_A_PIECE))
    processor = _processor([f"{words.names[k]}\t{counts[k]}" for k in order], size)
    return words.replaced(processor(words.names))


def _processor(lines: Sequence[str], size: int) -> Callable[[Sequence[str]], list[list[str]]]:
    """Learn up to `size` pieces from lines of a word, a tab and its count; one thread, so that sums never differ."""
    from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

    model = BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        input_format="tsv",
        model_writer=model,
        model_type="unigram",
        vocab_size=size,
        hard_vocab_limit=False,
        character_coverage=1.0,
        normalization_rule_name="identity",
        num_threads=1,
        minloglevel=2,
    )
    processor = SentencePieceProcessor(model_proto=model.getvalue())
    return lambda words: [
        [piece for piece in row if piece != "▁"] for row in processor.encode(list(words), out_type=str)
    ]
