import pytest

from aligner.model import Version
from aligner.reading import check_language, identify, paragraphs

ENGLISH = "The workers came back in the morning and found the gates closed. Nobody told them why."
RUSSIAN = "Утром рабочие вернулись и увидели, что ворота закрыты. Никто не объяснил им почему."
KAZAKH = "Таңертең жұмысшылар қайтып келсе, қақпа жабық тұр екен. Неге екенін ешкім түсіндірмеді."


def version(language: str, text: str) -> Version:
    return Version(language, text, paragraphs(text), "a.txt", "0" * 64, "utf-8")


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (RUSSIAN, "ru"), (KAZAKH, "kk")])
def test_each_language_is_known(text: str, language: str) -> None:
    assert identify(text).language == language
    assert identify(text * 300).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Бала мектепке барады", "kk"),
        ("Алматы каласында", "kk"),
        ("Сегодня хорошая погода", "ru"),
        ("Закон и порядок", "ru"),
        ("Law and order", "en"),
    ],
)
def test_short_lines_without_telling_letters_are_settled_by_the_model(text: str, language: str) -> None:
    assert identify(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1234 — 5678",
        "Завтра приїде її подруга, і ми всі підемо до їхньої хати.",
        "Für die Bürger änderte sich über Nacht nichts.",
        "今日はとても天気がいいです。",
    ],
)
def test_other_languages_are_not_claimed(text: str) -> None:
    assert identify(text).language == "und"


def test_russian_with_kazakh_names_is_russian() -> None:
    text = "Встречу провели Әлия Қасымова и её коллеги, разговор шёл о новых дорогах и о ценах на топливо. " * 3
    assert identify(text).language == "ru"


def test_a_file_in_the_wrong_folder_is_told() -> None:
    warning = check_language(version("kk", RUSSIAN))
    assert warning is not None
    assert "a.txt: filed under kk, but the text looks Russian" in warning
    assert check_language(version("ru", KAZAKH)) is not None
    assert check_language(version("en", RUSSIAN)) is not None


def test_a_file_in_the_right_folder_or_too_short_to_tell_is_not() -> None:
    assert check_language(version("kk", KAZAKH)) is None
    assert check_language(version("ru", RUSSIAN)) is None
    assert check_language(version("kk", "Алматы")) is None
    assert check_language(version("uk", RUSSIAN)) is None


def test_a_text_in_two_languages_is_not_called_wrong() -> None:
    assert check_language(version("kk", f"{KAZAKH * 5}\n{RUSSIAN * 5}")) is None
