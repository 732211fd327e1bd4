"""How far a sentence was changed: a confirmed row stays confirmed only over what cannot matter."""

from __future__ import annotations

import pytest

from aligner.editing.comparing import Difference, difference_between

SAME = [
    ("en", "The plant closed.", "The  plant\u00a0closed."),
    ("ru", "Завод за\u00adкрыт.", "Завод закрыт."),
    ("kk", "Зауыт и\u0306ә.", "Зауыт йә."),
]
SLIGHT = [
    ("en", "He said “never again”.", 'He said "never again".'),
    ("en", "the plant closed", "The plant closed."),
    ("en", "The plant in town closed.", "A plant in the town closed."),
    ("en", "The goverment resigned on Sunday.", "The government resigned on Sunday."),
    ("en", "From 2020-2021 on.", "From 2020–2021 on."),
    ("ru", "Её ещё ждут, сказал он.", "Ее еще ждут — сказал он."),
    ("ru", "Правителство ушло в отставку.", "Правительство ушло в отставку."),
    ("kk", "«Үкімет» отставкаға кетті.", '"Үкімет" отставкаға кетті.'),
    ("kk", "Наразлықтар басталды.", "Наразылықтар басталды."),
]
GREAT = [
    ("en", "It cost 120 tenge.", "It cost 130 tenge."),
    ("en", "It cost 2.5 million.", "It cost 25 million."),
    ("en", "It fell to -5 degrees.", "It fell to 5 degrees."),
    ("en", "Up by 5 % a year.", "Up by 5 a year."),
    ("en", "He paid $5 for it.", "He paid €5 for it."),
    ("en", "They came home.", "They did not come home."),
    ("en", "They can come.", "They can't come."),
    ("en", "It was legal then.", "It was illegal then."),
    ("en", "Prices rose in May.", "Prices fell in May."),
    ("en", "He is here now.", "He is here not."),
    ("en", "Is it over?", "It is over."),
    ("en", "He left for Almaty.", "He left for Almaty with his brother."),
    ("ru", "Это законная забастовка.", "Это незаконная забастовка."),
    ("ru", "Они не пришли.", "Они пришли."),
    ("ru", "Он пришёл домой.", "Она пришла домой."),
    ("kk", "Ол ертең келеді.", "Ол ертең келмеді."),
    ("kk", "Жұмысшылар барды.", "Жұмысшылар бармады."),
    ("kk", "Оның жұмысы бар.", "Оның жұмысы жоқ."),
    ("kk", "Тілектестері көп.", "Тілексіздері көп."),
    ("en", "...", "---"),
]


@pytest.mark.parametrize(("language", "old", "new"), SAME)
def test_white_space_and_composition_are_no_difference(language: str, old: str, new: str) -> None:
    assert difference_between(old, new, language) is Difference.NONE
    assert difference_between(old, old, language) is Difference.NONE


@pytest.mark.parametrize(("language", "old", "new"), SLIGHT)
def test_typography_and_slips_are_slight(language: str, old: str, new: str) -> None:
    assert difference_between(old, new, language) is Difference.SLIGHT


@pytest.mark.parametrize(("language", "old", "new"), GREAT)
def test_what_may_change_the_meaning_is_great(language: str, old: str, new: str) -> None:
    assert difference_between(old, new, language) is Difference.GREAT
    assert difference_between(new, old, language) is Difference.GREAT


def test_many_slips_are_not_slight() -> None:
    old = "Правительство республики объявило чрезвычайное положение."
    new = "Правителство респблики обявило чрезвчайное положение."
    assert difference_between(old, new, "ru") is Difference.GREAT
