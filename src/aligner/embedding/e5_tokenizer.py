"""The model's tokenizer: its vocabulary and scores as a sentencepiece unigram model."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from aligner.embedding.e5_weights import QUERY_PREFIX, Vocabulary
from aligner.embedding.text import clean
from aligner.embedding.wire import Message

# sentencepiece_model.proto: ModelProto.SentencePiece.Type and TrainerSpec.ModelType
_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3
_UNIGRAM = 1


def tokenizer_model(vocabulary: Vocabulary) -> Message:
    """A sentencepiece model file that splits text as the encoder was trained to see it."""
    special = {vocabulary.begin, vocabulary.end, vocabulary.padding, len(vocabulary.pieces) - 1}
    model = Message()
    for number, (piece, score) in enumerate(zip(vocabulary.pieces, vocabulary.scores, strict=True)):
        kind = _CONTROL if number in special else _UNKNOWN if number == vocabulary.unknown else _NORMAL
        model.message(1, Message().data(1, piece).single(2, score).integer(3, kind))
    trainer = Message().integer(3, _UNIGRAM).integer(4, len(vocabulary.pieces))
    numbers = (vocabulary.unknown, vocabulary.begin, vocabulary.end, vocabulary.padding)
    for field, number in enumerate(numbers, start=40):
        trainer.integer(field, number)
        trainer.data(field + 5, vocabulary.pieces[number])
    # A space before the first word; runs of spaces count once; a space is written as U+2581.
    normaliser = Message().data(1, "identity").integer(3, 1).integer(4, 1).integer(5, 1)
    return model.message(2, trainer).message(3, normaliser)


class E5Tokenizer:
    """Splits texts into the numbers of their pieces, without the marks of beginning and end."""

    def __init__(self, model: bytes) -> None:
        import sentencepiece

        self._processor = sentencepiece.SentencePieceProcessor(model_proto=model)
        self.begin: int = self._processor.bos_id()
        self.end: int = self._processor.eos_id()

    def __call__(self, texts: Sequence[str]) -> list[list[int]]:
        """The pieces of every text, prefix included; text is cleaned and composed (NFKC) first."""
        prepared = [unicodedata.normalize("NFKC", QUERY_PREFIX + clean(text)) for text in texts]
        # One thread: sentencepiece would otherwise start as many as there are cores for a millisecond's work.
        pieces: list[list[int]] = self._processor.encode(prepared, num_threads=1)
        return pieces
