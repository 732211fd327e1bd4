"""Letters of the wrong alphabet, and characters that nobody sees."""

from __future__ import annotations

import pytest
from check_rows import GOLD_NAMES, document_of, gold_document

from aligner.checks import letters, spacing
from aligner.checks.finding import Grade


def wrong(*kazakh: str, language: str = "kk") -> list[tuple[int, str]]:
    document = document_of(*((text,) for text in kazakh), languages=(language,))
    return [(finding.row, finding.places[0].text) for finding in letters.check(document)]


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Бiз келдік", "Бiз", "Біз"),
        ("ол қаhарман еді", "қаhарман", "қаһарман"),
        ("бұл əлем", "əлем", "әлем"),
        ("үлкен aуыл", "aуыл", "ауыл"),
    ],
)
def test_latin_letters_in_a_cyrillic_word(text: str, word: str, meant: str) -> None:
    (finding,) = letters.check(document_of((text,), languages=("kk",)))
    assert finding.places[0].text == word
    assert f"«{meant}»" in finding.message
    assert finding.grade is Grade.ERROR


def test_cyrillic_letters_in_a_latin_word() -> None:
    (finding,) = letters.check(document_of(("The rеport is out",), languages=("en",)))
    assert "Cyrillic е" in finding.message
    assert "«report»" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "IT-компания",
        "SMSке жауап берді",
        "iPhoneды алды",
        "Commodoresте ойнады",
        "WhatsApp арқылы",
        "Vitamin C мен D",
    ],
)
def test_words_that_mix_scripts_rightly(text: str) -> None:
    assert wrong(text) == []


def test_a_word_in_look_alikes_alone_is_wrong_where_the_text_has_it_in_cyrillic() -> None:
    assert wrong("Ертең совет жиналады.", "Бүгін coвет емес, COBET келді.") == [(1, "coвет"), (1, "COBET")]
    assert wrong("Бұл COBET деген компания.") == []


def test_a_lone_latin_preposition_in_russian() -> None:
    assert wrong("Он пришёл c братом.", language="ru") == [(0, "c")]
    assert wrong("Витамин C полезен.", language="ru") == []


def test_a_digit_in_place_of_a_letter() -> None:
    assert wrong("Ол қа3ақ тілінде сөйледі.") == [(0, "қа3ақ")]
    assert wrong("Заң қабылданды.", "3аң күшіне енді.") == [(1, "3аң")]
    assert wrong("30-жылдары 3 адам, 10км жер, 5G желісі, COVID-30.") == []


def test_kazakh_in_letters_of_the_russian_keyboard_where_the_text_knows_better() -> None:
    right = ("Қазақстан халқы.", "Қазақстанда көктем.", "Қазақстанның астанасы.")
    assert wrong(*right, "Казакстан бірінші орында.") == [(3, "Казакстан")]
    assert wrong(*right, "Қазакстан бірінші орында.") == [(3, "Қазакстан")]
    assert wrong("Казакстан бірінші орында.") == []
    assert wrong(*right, "Казактелеком да бар.") == []
    assert wrong("Бұған сен.", "Бұған да.", "Бұғанда.", "Бұған тағы.", "Белін бекем буған.") == []


def test_a_russian_word_in_the_kazakh_text_stays_when_the_russian_text_has_it() -> None:
    kazakh = ("Қарағанды қаласы.", "Қарағандыда.", "Қарағандыдан келді.", "«Караганда» газеті.")
    russian = ("Караганда.", "В Караганде.", "Из Караганды.", "Газета «Караганда».")
    document = document_of(*zip(russian, kazakh, strict=True), languages=("ru", "kk"))
    assert list(letters.check(document)) == []


@pytest.mark.parametrize(
    ("text", "name", "grade"),
    [
        ("two  spaces", "a doubled space", Grade.NOTE),
        ("soft\u00adly", "a soft hyphen", Grade.NOTE),
        ("zero\u200bwidth", "an invisible character", Grade.WARNING),
        ("bell\x07", "a character that is none of any language", Grade.ERROR),
    ],
)
def test_characters_that_nobody_sees(text: str, name: str, grade: Grade) -> None:
    (finding,) = spacing.check(document_of((text,), languages=("en",)))
    assert finding.message.startswith(f"{name} in en (U+")
    assert finding.grade is grade


@pytest.mark.parametrize("text", ["5\u00a0000 people", "a line\n   wrapped", "a  "[:2] + "b"])
def test_spaces_that_are_right(text: str) -> None:
    assert list(spacing.check(document_of((text,), languages=("en",)))) == []


@pytest.mark.parametrize("name", GOLD_NAMES)
def test_right_documents_are_not_flagged(name: str) -> None:
    document = gold_document(name)
    assert list(letters.check(document)) == []
    assert list(spacing.check(document)) == []
