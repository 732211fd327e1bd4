"""Names in Latin letters, and the key that brings their spellings together."""

import pytest

from aligner.languages.transliteration import Scheme, romanisations, romanise, skeleton, without_marks


@pytest.mark.parametrize(
    ("word", "scheme", "expected"),
    [
        ("Жаңаөзен", Scheme.BGN_PCGN, "Zhangaözen"),
        ("Жаңаөзен", Scheme.KAZAKH_2018, "Jańaózen"),
        ("Жаңаөзен", Scheme.KAZAKH_2021, "Jañaözen"),
        ("Тоқаев", Scheme.BGN_PCGN, "Toqayev"),
        ("Токаев", Scheme.BGN_PCGN, "Tokayev"),
        ("Токаев", Scheme.ISO_9, "Tokaev"),
        ("Щёлково", Scheme.ISO_9, "Ŝëlkovo"),
        ("Щёлково", Scheme.GOST_B, "Shhyolkovo"),
        ("Юрий", Scheme.PASSPORT, "Iurii"),
        ("Ерлан", Scheme.BGN_PCGN, "Yerlan"),
        ("Қожа", Scheme.KAZAKH_2021, "Qoja"),
        ("Шымкент", Scheme.KAZAKH_2021, "Şymkent"),
        ("Уәлиханов", Scheme.KAZAKH_2018, "Ýálıhanov"),
        ("ОДКБ", Scheme.BGN_PCGN, "ODKB"),
        ("ЖШС", Scheme.BGN_PCGN, "ZHSHS"),
        ("Нью-Йорк 2022", Scheme.BGN_PCGN, "Nyu-York 2022"),
    ],
)
def test_a_scheme_spells_a_word(word: str, scheme: Scheme, expected: str) -> None:
    assert romanise(word, scheme) == expected


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("менты", {"menty"}),
        ("силовики", {"siloviki"}),
        ("Жаңаөзен", {"Zhanaozen", "Janaozen", "Zhangaozen", "Jañaözen", "Jańaózen"}),
        ("Тоқаев", {"Tokaev", "Toqaev", "Toqayev", "Tokayev"}),
        ("Қасым", {"Kasym", "Qasym", "Kasim"}),
        ("Алексей", {"Aleksey", "Alexey", "Alexei", "Aleksei"}),
        ("Лавровский", {"Lavrovskiy", "Lavrovsky", "Lavrovskii"}),
    ],
)
def test_all_spellings_in_use_are_offered(word: str, spellings: set[str]) -> None:
    assert spellings - {spelling for spelling, _ in romanisations(word)} == set()


def test_latin_words_have_no_romanisation() -> None:
    assert romanisations("Facebook") == ()


def test_marks_are_taken_off() -> None:
    assert without_marks("Jańaózen’ ı") == "Janaozen i"


@pytest.mark.parametrize(
    "names",
    [
        "Zhanaozen Жанаозен Жаңаөзен Janaozen Jañaözen Jańaózen Zhangaozen",
        "Almaty Алматы Алма-Ата",
        "Tokayev Токаев Тоқаев Toqayev Tokaev",
        "Nazarbayev Назарбаев Nazarbaev",
        "London Лондон",
        "Washington Вашингтон",
        "Qostanay Kostanay Костанай Қостанай Kostanai",
        "Nur-Sultan Нур-Султан Нұр-Сұлтан Nursultan",
        "Yerlan Ерлан Erlan",
        "Shymkent Шымкент Şymkent",
        "Жамбыл Джамбул Jambyl Zhambyl Dzhambul",
        "Alexey Алексей Aleksei",
        "Kyrgyzstan Кыргызстан Қырғызстан",
        "Cicero Сисеро",
        "Jonson Жонсон Джонсон",
        "Issyk Иссык Есік",
        "Chelyabinsk Челябинск",
        "Khabarovsk Хабаровск",
    ],
)
def test_spellings_of_one_name_share_a_skeleton(names: str) -> None:
    assert len({skeleton(name) for name in names.split()}) == 1


def test_different_names_keep_different_skeletons() -> None:
    names = {
        "Almaty",
        "Astana",
        "Aktau",
        "Atyrau",
        "Aktobe",
        "Oral",
        "Pavlodar",
        "Semey",
        "Taraz",
        "Tokayev",
        "London",
    }
    assert len({skeleton(name) for name in names}) == len(names)


def test_other_scripts_have_no_skeleton() -> None:
    assert skeleton("北京") == skeleton("2022") == ""
