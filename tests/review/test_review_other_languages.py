"""Undoing across the addition of a language: the screen follows the document to fewer columns and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from review_examples import even_document, save, screen_of, until

from aligner.corpus.patch import Patch, recolumned
from aligner.corpus.store import DocumentStore
from aligner.model import ParallelDocument, Status
from aligner.review.app import ReviewApp
from aligner.review.screens.document import DocumentScreen
from aligner.review.targets import find_target


def narrowed(document: ParallelDocument) -> ParallelDocument:
    """The document without its last language."""
    languages = document.languages[:-1]
    rows = tuple(
        replace(row, links=tuple(link for link in row.links if link.b in languages), support=row.support[:-1])
        for row in recolumned(document.rows, document.languages, languages)
    )
    return replace(document, languages=languages, rows=rows)


async def test_undoing_the_addition_of_a_language_shows_the_columns_there_were(tmp_path: Path) -> None:
    wide = even_document(30)
    narrow = narrowed(wide)
    path = save(narrow, tmp_path)
    with DocumentStore.open(path) as store:
        store.commit(Patch.between(narrow, wide), what="add kk")
    app = ReviewApp(find_target(path), reviewer="Aigul")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen) and app.screen.grid.heights.total > 0)
        screen = screen_of(app)
        await pilot.press("right", "right", "down", "down", "i")
        assert (screen.cursor.row, screen.cursor.column) == (2, 2)
        for keys, languages in (("z", ("en", "ru")), ("y", ("en", "ru", "kk")), ("z", ("en", "ru"))):
            await pilot.press(keys)
            await pilot.pause()
            assert screen.document.languages == screen.grid.document.languages == languages
            assert screen.grid.layout_now.columns == tuple(range(len(languages)))
            assert screen.cursor.row == 2
        await pilot.press("right", "space")
        await pilot.pause()
        assert screen.document.rows[2].status is Status.CONFIRMED
