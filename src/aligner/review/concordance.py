"""A word in all documents of a folder, each with its changes that are only in the journal so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import AlignerError
from aligner.model import Language, ParallelDocument

MOST_HITS = 1000
"""Places that are listed; a word that stands in more is better looked for with a longer one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the word stands."""

    path: Path
    row: int
    column: int
    language: Language
    text: str
    start: int
    stop: int


def hits_in(document: ParallelDocument, path: Path, pattern: re.Pattern[str]) -> Iterator[Hit]:
    """Every place in a document, in reading order."""
    for number, row in enumerate(document.rows):
        for column, cell in enumerate(row.segments):
            for segment in cell:
                for found in pattern.finditer(segment.text):
                    yield Hit(
                        path, number, column, document.languages[column], segment.text, found.start(), found.end()
                    )


def word_pattern(word: str) -> re.Pattern[str]:
    """Words that begin so, in any case: endings come after the stem in all three languages."""
    return re.compile(rf"(?<!\w){re.escape(word)}\w*", re.IGNORECASE)


def search_folder(
    paths: list[Path], word: str, report: Callable[[str, int, int], None]
) -> tuple[list[Hit], list[str]]:
    """The places of a word in documents, at most `MOST_HITS`, and what went wrong with which file."""
    from aligner.corpus.store import DocumentStore

    pattern = word_pattern(word)
    hits: list[Hit] = []
    problems: list[str] = []
    for done, path in enumerate(paths):
        report(path.name, done, len(paths))
        try:
            with DocumentStore.open(path, read_only=True) as store:
                for hit in hits_in(store.document, path, pattern):
                    hits.append(hit)
                    if len(hits) >= MOST_HITS:
                        return hits, problems
        except AlignerError as error:
            problems.append(str(error))
    return hits, problems


def tables_of(folder: Path) -> list[Path]:
    """The tables of a folder and its subfolders, by path."""
    return (
        sorted(path for path in folder.rglob("*.parquet") if not path.name.startswith(".")) if folder.is_dir() else []
    )
