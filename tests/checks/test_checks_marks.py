"""Punctuation that languages do not share, languages that say nothing, lengths that do not fit."""

from __future__ import annotations

import pytest
from check_rows import GOLD_NAMES, document_of, gold_document

from aligner.checks import gaps, punctuation
from aligner.checks.finding import Grade


def said(*cells: str) -> list[tuple[tuple[str, ...], str]]:
    return [(finding.languages, finding.message) for finding in punctuation.check(document_of(cells))]


def test_a_question_that_is_none_elsewhere() -> None:
    assert said("Who came?", "Кто пришёл.", "Кім келді?") == [(("ru",), "en and kk has a question mark, ru has none")]
    assert said("Who came?", "Кто пришёл?!", "Кім келді?") == [
        (("en", "kk"), "ru has a exclamation mark, en and kk has none")
    ]


@pytest.mark.parametrize(
    ("cells", "languages"),
    [
        (("He came (late.", "Он пришёл (поздно).", "Ол келді (кеш)."), ("en",)),
        (("He came late).", "Он пришёл (поздно).", "Ол келді (кеш)."), ("en",)),
        (('"Yes, he said.', "«Да», — сказал он.", "«Иә», — деді ол."), ("en",)),
        (("“Yes,” he said.", "«Да, — сказал он.", "«Иә», — деді ол."), ("ru",)),
        (("“Yes,” he said.", "«Да», — сказал он.", "Иә», — деді ол."), ("kk",)),
    ],
)
def test_halves_of_brackets_and_quotes(cells: tuple[str, ...], languages: tuple[str, ...]) -> None:
    assert [finding[0] for finding in said(*cells)] == [languages]


@pytest.mark.parametrize(
    "cells",
    [
        ("a) the first;", "а) первый;", "а) біріншісі;"),
        ("1) Take it (now).", "1) Возьмите (сейчас).", "1) Алыңыз (қазір)."),
        ("The firm “Zarya”.", "ТОО «Компания «Заря».", "«Заря» ЖШС."),
        ("He said, “the word ‘menty’”.", "Он сказал: «слово „менты“».", "Ол айтты: «„менты“ сөзі»."),
        ("“Yes” and „no“.", "“Да“ и ”нет”.", "«Иә» және “жоқ”."),
        ('A 5" screen.', "Экран 5 дюймов.", "5 дюймдік экран."),
    ],
)
def test_marks_that_need_no_other_half(cells: tuple[str, ...]) -> None:
    assert said(*cells) == []


def test_a_quotation_may_go_on_over_rows() -> None:
    rows = (("«Раз.", "«Бір."), ("Два.", "Екі."), ("Три».", "Үш»."))
    assert list(punctuation.check(document_of(*rows, languages=("ru", "kk")))) == []


def test_a_full_stop_that_one_language_lacks() -> None:
    ((languages, message),) = said("They came.", "Они пришли", "Олар келді.")
    assert languages == ("ru",)
    assert "en and kk ends with a full stop" in message
    assert said("The results of 2023", "Итоги 2023 г.", "2023 ж. қорытындысы") == []
    assert said("the list:", "список:", "тізім:") == []


def test_a_language_that_says_nothing() -> None:
    (finding,) = gaps.check_empty(document_of(("They came.", "", "\u200b")))
    assert finding.languages == ("ru", "kk")
    assert list(gaps.check_empty(document_of(("They came.", "Они пришли.", "Олар келді.")))) == []


def test_a_length_that_the_document_does_not_bear_out() -> None:
    sentence = (
        "The council met in the old town hall.",
        "Совет собрался в старой ратуше.",
        "Кеңес ескі залда жиналды.",
    )
    rows = [tuple(f"{text} " * (1 + number % 3) for text in sentence) for number in range(15)]
    assert list(gaps.check_length(document_of(*rows))) == []
    cut = (" ".join([sentence[0]] * 3), "Совет.", " ".join([sentence[2]] * 3))
    found = list(gaps.check_length(document_of(*rows, cut)))
    assert {finding.row for finding in found} == {15}
    assert {finding.languages for finding in found} == {("en", "ru"), ("ru", "kk")}
    assert {finding.grade for finding in found} == {Grade.NOTE}


def test_a_short_document_has_no_usual_length() -> None:
    assert list(gaps.check_length(document_of(("Yes.", "Да, именно так, и никак иначе, никогда.", "Иә.")))) == []


def test_right_rows_are_hardly_ever_flagged() -> None:
    documents = [gold_document(name) for name in GOLD_NAMES]
    rows = sum(len(document.rows) for document in documents)
    for check in (punctuation.check, gaps.check_length):
        flagged = sum(len({finding.row for finding in check(document)}) for document in documents)
        assert flagged <= 0.01 * rows


@pytest.mark.parametrize("name", GOLD_NAMES)
def test_empty_are_just_the_rows_with_an_empty_cell(name: str) -> None:
    document = gold_document(name)
    flagged = {finding.row for finding in gaps.check_empty(document)}
    assert flagged == {number for number, row in enumerate(document.rows) if not all(row.segments)}
