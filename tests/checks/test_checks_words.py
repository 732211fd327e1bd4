"""Text left in another language, and names that get lost."""

from __future__ import annotations

import pytest
from check_rows import GOLD_NAMES, LANGUAGES, document_of, gold_document

from aligner.checks import names, untranslated
from aligner.checks.finding import Grade


def left_over(*cells: str) -> list[tuple[str, ...]]:
    return [finding.languages for finding in untranslated.check(document_of(cells))]


def test_a_sentence_that_was_copied() -> None:
    text = "The council met on Monday."
    assert ("en", "ru") in left_over(text, text, "Кеңес дүйсенбіде жиналды.")


@pytest.mark.parametrize(
    "text", ["12.01.2022, 18:30", "https://example.kz/news", "Microsoft Word 365", "COVID-19", "Ахмет Байтұрсынұлы"]
)
def test_what_is_the_same_everywhere_may_be_the_same(text: str) -> None:
    assert ("ru", "kk") not in left_over("Something else", text, text)


def test_russian_left_in_the_kazakh_column() -> None:
    english, russian = "He did not come to work today.", "Он не вышел сегодня на работу."
    assert left_over(english, "Он сегодня не работал.", russian) == [("kk",)]
    assert left_over(english, russian, "Ол бүгін жұмысқа шықпады.") == []


@pytest.mark.parametrize(
    "kazakh",
    [
        "Президент Н. Назарбаев.",
        "Астана, Алматы, Атырау",
        "Бала бар ма?",
        "Олар да келмеді.",
        "Бала мектепке барады.",
        "Ол «Не надо, мы и сами справимся» деді.",
    ],
)
def test_short_kazakh_without_a_kazakh_letter_is_still_kazakh(kazakh: str) -> None:
    assert left_over("Here it is.", "Вот оно.", kazakh) == []


def test_kazakh_left_in_the_russian_column() -> None:
    assert left_over("They came.", "Олар бүгін таңертең келді.", "Олар келді.") == [("ru",)]
    assert left_over("Here is Ұлттық банк.", "Газета «Егемен Қазақстан» и партия «Ақ жол» спорят.", "Келді.") != [
        ("ru",)
    ]


def test_cyrillic_left_in_the_english_column() -> None:
    assert left_over("The Жиналысқа came late", "На собрание опоздали", "Жиналысқа кешікті") == []
    assert left_over("Облыстық кеңес жиналды", "Совет собрался", "Кеңес жиналды") == [("en",)]
    assert left_over('They shouted "Шал, кет!" (old man, go)', "Кричали «Шал, кет!»", "«Шал, кет!» деді") == []


def test_english_left_in_the_russian_column() -> None:
    english = "The council has met once again."
    assert left_over("The council met again.", english, "Кеңес қайта жиналды.") == [("ru",)]
    assert left_over("The council met again.", "Совет собрался вновь.", english) == [("kk",)]
    assert (
        left_over("The council met again.", "Совет собрался вновь.", "Keñes qaita jinaldy, sodan keiin tarady.") == []
    )
    assert left_over("He reads it.", "Он читает The New York Times каждый день.", "Ол оқиды.") == []


NAMED = (
    ("We saw Asanov at home.", "Мы видели Асанова дома.", "Біз үйде Асановты көрдік."),
    ("Then Asanov left.", "Затем Асанов ушёл.", "Содан Асанов кетті."),
    ("Later Asanov and Bekova met.", "Позже Асанов и Бекова встретились.", "Кейін Асанов пен Бекова кездесті."),
    ("Then Bekova spoke.", "Потом говорила Бекова.", "Сосын Бекова сөйледі."),
    ("We heard Bekova again.", "Мы вновь услышали Бекову.", "Біз Бекованы тағы естідік."),
    ("The rain began.", "Пошёл дождь.", "Жаңбыр жауды."),
)


def test_names_that_are_carried_over_everywhere() -> None:
    assert list(names.check(document_of(*NAMED))) == []


def test_a_name_that_is_lost_is_a_note() -> None:
    document = document_of(*NAMED, ("Today Asanov sang.", "Сегодня песни звучали.", "Бүгін Асанов ән айтты."))
    found = [finding for finding in names.check(document) if finding.row == 6]
    assert {(finding.languages, finding.grade) for finding in found} == {(("ru",), Grade.NOTE)}


def test_another_name_in_its_place_is_a_warning() -> None:
    document = document_of(*NAMED, ("Today Asanov sang.", "Сегодня пела Бекова.", "Бүгін Асанов ән айтты."))
    found = [finding for finding in names.check(document) if finding.row == 6]
    assert Grade.WARNING in {finding.grade for finding in found}
    assert any(finding.message == "en has «Asanov», ru has «Бекова» instead" for finding in found)


def test_words_that_stand_in_small_letters_too_are_no_names() -> None:
    rows = (("Rain and the Rain came.", "Дождь и Дождь шёл.", "Жаңбыр."),) * 4
    document = document_of(*rows, ("It was the Rain.", "Это была вода.", "Бұл су."), ("rain", "дождь", "жаңбыр"))
    assert list(names.check(document)) == []


def test_a_pronoun_may_stand_for_a_name() -> None:
    document = document_of(*NAMED, ("Today Asanov sang.", "Сегодня он пел.", "Бүгін Асанов ән айтты."))
    assert not any(finding.row == 6 for finding in names.check(document))


def test_right_rows_are_hardly_ever_flagged() -> None:
    documents = [gold_document(name) for name in GOLD_NAMES]
    rows = sum(len(document.rows) for document in documents)
    for check in (names.check, untranslated.check):
        flagged = sum(len({finding.row for finding in check(document)}) for document in documents)
        assert flagged <= 0.01 * rows


@pytest.mark.parametrize("name", GOLD_NAMES)
def test_columns_that_change_places_are_flagged_all_over(name: str) -> None:
    document = gold_document(name)
    turned = document_of(
        *(tuple(" ".join(s.text for s in row.segments[column]) for column in (0, 2, 1)) for row in document.rows)
    )
    flagged = {finding.row for finding in untranslated.check(turned)}
    assert len(flagged) > 0.75 * len(document.rows)
    assert turned.languages == LANGUAGES
