"""Flags of whole documents and of the few rows that an edit touches."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from check_rows import GOLD_NAMES, document_of, gold_document

from aligner.checks import Flagging, glossary_check
from aligner.glossary.model import Glossary, Term
from aligner.glossary.table import read_glossary
from aligner.model import ParallelDocument

TERMS = glossary_check(Glossary((Term("square", "en", "square"), Term("square", "ru", "площадь"))))
WRONG_TERM = ("They left the square.", "Народ ушёл с пустыря.", "Жұрт тарады.")


def flags(document: ParallelDocument) -> list[tuple[str, ...]]:
    return [row.flags for row in document.rows]


def with_flags(document: ParallelDocument, *held: tuple[str, ...]) -> ParallelDocument:
    rows = (replace(row, flags=flags) for row, flags in zip(document.rows, held, strict=True))
    return replace(document, rows=tuple(rows))


def test_terms_are_flagged_with_a_glossary_and_left_alone_without() -> None:
    document = document_of(WRONG_TERM, ("In 2022", "В 2021 году", "2022 жылы"))
    once = Flagging(TERMS).flagged(document)
    assert flags(once) == [("term:square",), ("numbers",)]
    assert flags(Flagging().flagged(once)) == [("term:square",), ("numbers",)]
    assert flags(Flagging(TERMS).flagged(with_flags(document, (), ("term:square",)))) == flags(once)


def test_an_excused_term_is_not_flagged_again() -> None:
    document = with_flags(document_of(WRONG_TERM), ("excused:term:square",))
    assert Flagging(TERMS).flagged(document) == document


def test_flags_of_checks_that_were_not_asked_for_stay() -> None:
    document = with_flags(document_of(("In 2022", "В 2021 году", "2022 жылы")), ("length", "conflict"))
    assert flags(Flagging(checks=["numbers"]).flagged(document)) == [("length", "conflict", "numbers")]


def test_rows_that_were_there_before_keep_the_flags_they_have() -> None:
    wrong = ("In 2022", "В 2021 году", "2022 жылы")
    before = document_of(wrong, wrong)
    after = replace(before, rows=(before.rows[0], replace(before.rows[1], confidence=0.5)))
    assert flags(Flagging().flagged(after, before=before)) == [(), ("numbers",)]


@pytest.mark.parametrize("name", GOLD_NAMES)
def test_a_row_looked_at_by_itself_keeps_the_flags_of_the_whole_document_and_gets_no_others(name: str) -> None:
    glossary = read_glossary(Path(__file__).parent.parent.parent / "glossary.csv")
    flagging = Flagging(glossary_check(glossary))
    document = gold_document(name)
    whole = flagging.flagged(document)
    kept = [flagging.flags(whole, [number], [row])[0] for number, row in enumerate(whole.rows)]
    assert kept == flags(whole)
    alone = [flagging.flags(document, [number], [row])[0] for number, row in enumerate(document.rows)]
    assert all(set(few) <= set(many) for few, many in zip(alone, flags(whole), strict=True))


def test_a_quotation_that_began_before_the_row_is_none_that_lacks_its_half() -> None:
    document = document_of(("“We came.", "«Мы пришли.", "«Біз келдік."), ("We saw.”", "Мы увидели».", "Біз көрдік»."))
    rows = tuple(
        replace(row, segments=tuple(tuple(replace(one, paragraph=0) for one in cell) for cell in row.segments))
        for row in document.rows
    )
    document = replace(document, rows=rows)
    assert Flagging().flags(document, [1], [rows[1]]) == [()]
    assert Flagging().flags(replace(document, rows=rows[1:]), [0], [rows[1]]) == [("punctuation",)]


def test_what_only_the_whole_document_tells_stands_until_the_text_is_another() -> None:
    document = with_flags(document_of(("All is well.", "Всё хорошо.", "Бәрі жаксы.")), ("letters", "numbers"))
    (row,) = document.rows
    assert Flagging().flags(document, [0], [row]) == [("letters",)]
    mended = document_of(("All is well.", "Всё хорошо.", "Бәрі жақсы."))
    mended = with_flags(mended, ("letters", "numbers"))
    assert Flagging().flags(mended, [0], [row]) == [()]


def test_a_term_that_a_moved_segment_brings_is_missed_no_longer() -> None:
    apart = with_flags(document_of(WRONG_TERM), ("term:square",))
    joined = with_flags(document_of((WRONG_TERM[0], "Народ ушёл.|Площадь пуста.", WRONG_TERM[2])), ("term:square",))
    assert Flagging(TERMS).flags(apart, [0], apart.rows) == [("term:square",)]
    assert Flagging(TERMS).flags(joined, [0], joined.rows) == [()]
