"""Findings on the screen: made anew with each edit, said in words, and only some of them are doubts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from line_engine import LineEngine
from review_examples import make_document, opened, save, small_document, until, write
from test_review_folder import cells
from test_review_messages import message_of

from aligner.corpus import read_document
from aligner.model import ParallelDocument
from aligner.review.app import ReviewApp
from aligner.review.glossaries import open_terms
from aligner.review.remarks import remarks
from aligner.review.screens.aligning import AlignScreen
from aligner.review.screens.document import DocumentScreen
from aligner.review.screens.folder import FolderScreen
from aligner.review.suspicion import doubtful_rows
from aligner.review.targets import find_target

GLOSSARY = """concept,language,term,status,part_of_speech,note
evening,en,evening,preferred,noun,
evening,ru,ужин,preferred,noun,
"""


def flags(document: ParallelDocument) -> list[tuple[str, ...]]:
    return [row.flags for row in document.rows]


def with_text(document: ParallelDocument, number: int, *texts: str) -> ParallelDocument:
    row = document.rows[number]
    segments = tuple((replace(cell[0], text=text),) for cell, text in zip(row.segments, texts, strict=True))
    return replace(
        document,
        rows=(*document.rows[:number], replace(row, segments=segments), *document.rows[number + 1 :]),
    )


def test_an_empty_cell_a_length_and_a_term_put_no_row_into_the_queue() -> None:
    document = make_document([(1, 1, 1)] * 5)
    held = (("empty",), ("length",), ("term:square",), ("numbers",), ("excused:numbers",))
    rows = tuple(replace(row, flags=flags) for row, flags in zip(document.rows, held, strict=True))
    assert doubtful_rows(rows) == [3]


async def test_an_edited_row_is_flagged_anew_and_undone_as_one_step(tmp_path: Path) -> None:
    async with opened(make_document([(1, 1, 1)] * 3), tmp_path) as (pilot, screen):
        before = screen.document
        await pilot.press("e", "end", "backspace")
        await write(pilot, " in 2022.")
        await pilot.press("enter")
        await pilot.pause()
        assert flags(screen.document) == [("numbers",), (), ()]
        assert doubtful_rows(screen.document.rows) == [0]
        await pilot.press("z")
        await pilot.pause()
        assert screen.document.rows == before.rows


async def test_confirming_leaves_flags_alone(tmp_path: Path) -> None:
    document = make_document([(1, 1, 1)] * 2)
    document = replace(document, rows=(replace(document.rows[0], flags=("numbers",)), document.rows[1]))
    async with opened(document, tmp_path) as (pilot, screen):
        await pilot.press("a")
        await pilot.pause()
        assert flags(screen.document) == [("numbers",), ()]


async def test_a_term_is_flagged_and_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    terms = open_terms(tmp_path / "glossary.csv")
    document = with_text(make_document([(1, 1, 1)] * 2), 0, "A calm day.", "Тихий вечер.", "Тыныш кеш.")
    async with opened(document, tmp_path, terms=terms) as (pilot, screen):
        await pilot.press("e", "end", *["backspace"] * 4)
        await write(pilot, "evening.")
        await pilot.press("enter")
        await pilot.pause()
        assert flags(screen.document) == [("term:evening",), ()]
        await pilot.press("J", "K")
        await pilot.pause()
        assert message_of(screen) == "⚑ en has «evening»; «ужин» is not here"


def test_a_term_without_a_glossary_is_said_by_its_name() -> None:
    row = replace(small_document().rows[0], flags=("term:evening",))
    assert remarks(small_document(), row) == "⚑ term:evening"


@pytest.mark.parametrize("named", [False, True])
async def test_a_document_aligned_from_the_screen_has_its_findings(tmp_path: Path, named: bool) -> None:
    texts = {"en": "We met one evening in 2022.", "ru": "Мы встретились раз в 2021 году.", "kk": "Біз кездестік."}
    for language, text in texts.items():
        (tmp_path / f"story.{language}.txt").write_text(text, encoding="utf-8")
    target = find_target(tmp_path)
    if named:
        target = replace(target, chosen_glossary=tmp_path / "other.csv")
    target.glossary.write_text(GLOSSARY, encoding="utf-8")
    app = ReviewApp(target, terms=open_terms(target.glossary), open_engine=LineEngine)  # type: ignore[arg-type]
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FolderScreen) and bool(cells(app)))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AlignScreen))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen))
    assert flags(read_document(tmp_path / "parallel" / "story.parquet")) == [("numbers", "term:evening")]


def test_a_document_opened_by_name_is_where_it_was_saved(tmp_path: Path) -> None:
    assert find_target(save(small_document(), tmp_path)).glossary == tmp_path / "glossary.csv"
