"""The beads of a pair from whatever file holds them: a ladder or an aligned document."""

from __future__ import annotations

from pathlib import Path

from aligner.errors import UsageError
from aligner.interchange.ladder import pair_beads, read_ladder
from aligner.languages.registry import same_code
from aligner.model import Bead, Language, ParallelDocument

DOCUMENT_SUFFIX = ".parquet"


def read_beads(path: Path, pair: tuple[Language, Language] | None = None) -> tuple[Bead, ...]:
    """Read the beads of `pair` from a Parquet document, or the beads of a ladder file, which has one pair only.

    A document of two languages needs no `pair`. Raises `InputError` when the file is neither, `UsageError` when the
    document lacks a language or the pair is needed and not given.
    """
    if path.suffix.lower() != DOCUMENT_SUFFIX:
        return read_ladder(path)
    from aligner.corpus.history import latest

    document = latest(path)
    a, b = (same_code(code, document.languages) for code in pair or _only_pair(document, path))
    return pair_beads(document, a, b)


def _only_pair(document: ParallelDocument, path: Path) -> tuple[Language, Language]:
    if len(document.languages) == 2:
        return document.languages[0], document.languages[1]
    languages = document.languages
    message = f"{path}: holds {len(languages)} languages ({', '.join(languages)}), so the pair must be named"
    raise UsageError(message, f"for example --pair {'-'.join(languages[:2])}")
