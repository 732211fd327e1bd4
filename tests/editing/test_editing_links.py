"""Pair beads inside a row, found without a model."""

from __future__ import annotations

from aligner.editing.context import RowSegments
from aligner.editing.links import LengthSolver
from aligner.model import Segment


def cell(*texts: str) -> tuple[Segment, ...]:
    return tuple(Segment(number * 1000, number * 1000 + len(text), 0, text) for number, text in enumerate(texts))


def beads(row: RowSegments) -> list[str]:
    languages = ("en", "ru", "kk")[: len(row)]
    return [
        f"{link.a}-{link.b} {list(link.a_segments)}:{list(link.b_segments)}"
        for link in LengthSolver().solve(row, languages)
    ]


def test_one_segment_on_each_side_is_one_link() -> None:
    row = (cell("Yes."), cell("Да, конечно, так оно и есть."), cell("Иә."))
    assert beads(row) == ["en-ru [0]:[0]", "en-kk [0]:[0]", "ru-kk [0]:[0]"]


def test_an_empty_side_gives_null_beads() -> None:
    assert beads((cell("One.", "Two."), ())) == ["en-ru [0]:[]", "en-ru [1]:[]"]


def test_a_sentence_cut_in_two_is_found_by_length() -> None:
    row = (
        cell("The workers stopped the plant and asked for higher pay.", "Nobody answered them for a week."),
        cell("Рабочие остановили завод.", "Они потребовали прибавки.", "Неделю им никто не отвечал, ни слова."),
    )
    assert beads(row) == ["en-ru [0]:[0, 1]", "en-ru [1]:[2]"]


def test_numbers_decide_where_lengths_do_not() -> None:
    row = (
        cell("In 1986 he came.", "In 2011 he left us."),
        cell("Келгені 1986 жылы.", "Сол кезде.", "Кеткені 2011 жылы."),
    )
    found = beads(row)
    assert found[0].startswith("en-ru [0]:[0")
    assert found[-1].endswith("2]")


def test_a_row_of_a_hundred_segments_is_solved_and_covered() -> None:
    row = (cell(*["Бір сөйлем осында."] * 120), cell(*["A sentence stands here."] * 100))
    links = LengthSolver().solve(row, ("kk", "en"))
    assert [position for link in links for position in link.a_segments] == list(range(120))
    assert [position for link in links for position in link.b_segments] == list(range(100))


def test_a_hundred_against_one_is_covered() -> None:
    links = LengthSolver().solve((cell(*["Сөйлем."] * 100), cell("A sentence.")), ("kk", "en"))
    assert sorted(position for link in links for position in link.a_segments) == list(range(100))
    assert [position for link in links for position in link.b_segments] == [0]
