"""A number stands in every language of a row, however each of them writes it."""

from __future__ import annotations

import pytest
from check_rows import GOLD_NAMES, document_of, gold_document

from aligner.checks import numbers
from aligner.checks.finding import Finding
from aligner.model import Link, Row


def found(*cells: str) -> list[Finding]:
    return list(numbers.check(document_of(cells)))


@pytest.mark.parametrize(
    ("english", "russian", "kazakh"),
    [
        # thousands, decimals, percent
        ("10,000 seats", "10 000 мест", "10\u00a0000 орын"),
        ("10,000 seats", "10.000 мест", "10'000 орын"),
        ("4.7 metres", "4,7 метра", "4,7 метр"),
        ("15.50%", "15,5 %", "15,5 пайыз"),
        ("1,234.5 tonnes", "1 234,5 тонны", "1234,5 тонна"),
        # scale words
        ("4,700,000,000 tenge", "4,7 млрд тенге", "4,7 миллиард теңге"),
        ("Some 5,400 people", "5,4 тыс. человек", "5,4 мың адам"),
        ("1.2 million tonnes", "1 млн 200 тыс. тонн", "1 миллион 200 мың тонна"),
        ("5 to 6 million tenge", "от 5 до 6 млн тенге", "5–6 миллион теңге"),
        ("a $5m deal", "сделка на 5 млн долларов", "5 млн долларлық мәміле"),
        # number words
        ("Forty-one of the 46 deputies", "41 депутат из 46", "46 депутаттың 41-і"),
        ("in 3 of 17 villages", "в трёх сёлах из семнадцати", "17 ауылдың үшеуінде"),
        ("eight hundred and forty-six", "846", "сегіз жүз қырық алты"),
        ("half a million people, 50%", "500 тысяч человек, половина", "500 мың адам, жартысы"),
        ("1.5 million", "полтора миллиона", "бір жарым миллион"),
        ("2,500 men", "две с половиной тысячи человек", "екі жарым мың адам"),
        ("a 10-year-old boy", "десятилетний мальчик", "он жасар бала"),
        ("a 40-day mourning", "сорокадневный траур", "қырық күндік аза"),
        # ordinals and Roman numerals
        ("the 5th floor", "5-й этаж", "5-ші қабат"),
        ("the 20th century", "XX век", "XX ғасыр"),
        ("Chapter IV of Nicholas II", "глава 4 Николая II", "II Николайдың 4-тарауы"),
        ("Article 31", "статья тридцать первая", "31-бап"),
        # dates and years
        ("on 12 January 2022", "12.01.2022", "2022 жылғы 12 қаңтарда"),
        ("On Jan. 5, 2022", "5 января 2022 года", "2022 жылдың 5 қаңтарында"),
        ("2022-01-12", "12 января 2022 г.", "2022 ж. 12 қаңтар"),
        ("01/12/22", "12.01.2022", "2022 жылғы 12 қаңтар"),
        ("in the 1990s", "в 90-е годы", "1990-жылдары"),
        ("in the thirties", "в 30-х годах", "отызыншы жылдары"),
        ("the 2021/22 season", "сезон 2021/2022", "2021–2022 жылғы маусым"),
        # times
        ("at 6:30 p.m.", "в 18.30", "сағат 18:30-да"),
        ("at 9 a.m.", "в 9:00", "сағат 9.00-де"),
        ("at noon on the 5th", "5-го в 12 часов", "5-і күні түсте, сағат 12-де"),
        # no number of the text
        ("See https://example.kz/2022/5 now", "Смотрите на сайте", "Сайттан қараңыз"),
    ],
)
def test_ways_to_write_a_number_are_one(english: str, russian: str, kazakh: str) -> None:
    assert found(english, russian, kazakh) == []


@pytest.mark.parametrize(
    ("english", "russian", "kazakh", "lacking"),
    [
        ("48 people came", "Пришли 46 человек", "48 адам келді", {("ru",), ("en", "kk")}),
        ("in 2022", "в 2022 году", "2021 жылы", {("kk",), ("en", "ru")}),
        ("4.7 million tenge", "4,7 млн тенге", "4,7 млрд теңге", {("kk",), ("en", "ru")}),
        ("on 12 January", "12 февраля", "12 қаңтарда", {("ru",), ("en", "kk")}),
        ("15% of them", "15 % из них", "олардың бір бөлігі", {("kk",)}),
        ("the 19th century", "XX век", "XIX ғасыр", {("ru",), ("en", "kk")}),
        ("2,500 men", "2 050 человек", "2500 адам", {("ru",), ("en", "kk")}),
        ("18:30", "19:30", "18.30", {("ru",), ("en", "kk")}),
        ("the 5th floor", "6-й этаж", "5-ші қабат", {("ru",), ("en", "kk")}),
        ("12,000 tonnes", "120 тыс. тонн", "12 мың тонна", {("ru",), ("en", "kk")}),
    ],
)
def test_a_number_that_differs_is_found_where_it_is_missing(
    english: str, russian: str, kazakh: str, lacking: set[tuple[str, ...]]
) -> None:
    assert {finding.languages for finding in found(english, russian, kazakh)} == lacking


def test_a_finding_says_what_stands_where() -> None:
    (finding,) = found("It cost 1,900 tenge", "Это стоило 1 900 тенге", "Ол қымбат болды")
    assert finding.message == "«1,900» stands in en and ru and not in kk"
    assert [(one.language, one.start, one.stop, one.text) for one in finding.places] == [
        ("en", 8, 13, "1,900"),
        ("ru", 11, 16, "1 900"),
    ]


def test_a_language_without_a_table_of_number_words_has_its_figures_compared() -> None:
    rows = (("In 2022 there were 1,500", "2022 gab es 1.500"), ("In 2022", "2023"))
    document = document_of(*rows, languages=("en", "de"))
    assert {finding.row for finding in numbers.check(document)} == {1}


def test_what_one_language_leaves_out_is_not_asked_for_its_numbers() -> None:
    cells = document_of(("In 2022.|It cost 5 tenge.", "В 2022 году.")).rows[0].segments[:2]
    links = (Link("en", "ru", (0,), (0,)), Link("en", "ru", (1,), ()))
    assert list(numbers.check_row(0, Row(cells, links), ("en", "ru"))) == []
    assert len(list(numbers.check_row(0, Row(cells), ("en", "ru")))) == 1


def test_right_rows_are_hardly_ever_flagged() -> None:
    documents = [gold_document(name) for name in GOLD_NAMES]
    rows = sum(len(document.rows) for document in documents)
    flagged = sum(len({finding.row for finding in numbers.check(document)}) for document in documents)
    assert rows > 250
    assert flagged <= 0.01 * rows
