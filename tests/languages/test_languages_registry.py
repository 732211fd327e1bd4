"""Codes in every form, tables of their own for three languages, sensible ones for the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import UsageError
from aligner.languages import AbbreviationClass, known_languages, language, normalise_code
from aligner.languages.registry import same_code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("kk", "kk"), ("KK", "kk"), ("kk-KZ", "kk"), ("kk_KZ", "kk"), ("kaz", "kk"), ("kk-Latn", "kk-Latn"),
        ("kk_cyrl_kz", "kk"),
        (" ru ", "ru"), ("Kazakh", "kk"), ("қазақ тілі", "kk"), ("russian", "ru"), ("Русский", "ru"),
        ("English", "en"),
        ("rus", "ru"), ("ru_RU", "ru"), ("eng", "en"), ("en-GB", "en"),
        ("zh-Hant-TW", "zh-Hant-TW"), ("zh_hant", "zh-Hant"), ("zho-HANS", "zh-Hans"), ("zh-CN", "zh"),
        ("pt_br", "pt-BR"), ("pt-PT", "pt"), ("es-419", "es-419"), ("de-Latn-de", "de"),
        ("ca-valencia", "ca-valencia"),
        ("sr-latn", "sr-Latn"), ("deu", "de"), ("ger", "de"), ("lao", "lo"), ("ewe", "ee"),
        ("sah", "sah"), ("x-Martian", "x-martian"),
    ],
)  # fmt: skip
def test_codes_are_brought_into_one_form(written: str, code: str) -> None:
    assert normalise_code(written) == code


@pytest.mark.parametrize("written", ["", " ", "k", "қаз", "en us", "en-", "../kk", "12", "en--GB"])
def test_what_cannot_be_a_code_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        normalise_code(written)


def test_a_tag_in_its_one_form_stays_as_it_is() -> None:
    for written in ("zh-Hant-TW", "zh-Hans", "pt-BR", "kk-Latn", "kk", "es-419", "x-martian"):
        assert normalise_code(normalise_code(written)) == normalise_code(written)


def test_a_script_or_country_changes_nothing_about_the_rules() -> None:
    assert language("kk-Latn") is language("kk")
    assert language("zh-Hant").terminators == language("zh").terminators


def test_a_code_is_found_among_others_that_are_spelt_otherwise() -> None:
    assert same_code("zh-Hant", ("en", "zh-hant", "zh-hans")) == "zh-hant"
    assert same_code("kk", ("en", "kaz")) == "kaz"
    assert same_code("de", ("en", "ru")) == "de"


def test_three_languages_have_tables_of_their_own() -> None:
    assert known_languages() == ("en", "kk", "ru")
    assert all(language(code).known for code in known_languages())


def test_the_kazakh_table() -> None:
    table = language("kaz")
    assert (table.code, table.name, table.own_name) == ("kk", "Kazakh", "Қазақ тілі")
    assert set("әғқңөұүһі") <= set(table.alphabet)
    assert table.verb_final
    assert AbbreviationClass.YEAR in table.classes("ж")
    assert AbbreviationClass.YEAR in table.classes("ғғ")
    assert AbbreviationClass.CLOSER in table.classes("т.б")
    assert AbbreviationClass.TITLE in table.classes("т.ғ.к")
    assert "Ә" in table.initials


def test_an_abbreviation_is_found_at_the_beginning_of_a_sentence_too() -> None:
    assert language("ru").classes("Т.е") == language("ru").classes("т.е") == {AbbreviationClass.LEAD}


def test_a_single_capital_is_no_abbreviation() -> None:
    assert AbbreviationClass.YEAR in language("ru").classes("г")
    assert language("ru").classes("Г") == frozenset()


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_words_that_open_a_sentence_are_no_abbreviations_that_join(code: str) -> None:
    table = language(code)
    joining = {AbbreviationClass.TITLE, AbbreviationClass.LEAD}
    assert [word for word in table.openers if len(word) > 1 and table.classes(word) & joining] == []
    assert all(word == word.lower() for word in table.openers | table.months)


def test_russian_openers_are_kept_without_the_letter_yo() -> None:
    assert not any("ё" in word for word in language("ru").openers)


def test_a_language_without_a_list_does_not_get_the_english_one() -> None:
    # sacremoses answers with English prefixes for a language that it does not know.
    assert AbbreviationClass.NAME not in language("uz").classes("Bldg")
    assert language("de").classes("z.B")


@given(st.from_regex(r"\A[a-z]{2,3}\Z"))
def test_every_code_has_a_table(code: str) -> None:
    table = language(code)
    assert table.code == normalise_code(code)
    assert "." in table.terminators
    assert table.name
