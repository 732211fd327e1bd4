"""What encoders are given instead of the raw text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.embedding.text import MAX_CHARACTERS, clean


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Бірінші сөйлем.", "Бірінші сөйлем."),
        ("before\0after", "beforeafter"),
        ("bell\a and \x9bescape", "bell and escape"),
        ("one\ttwo\r\nthree", "one two  three"),
        ("half \ud83d of a pair", "half   of a pair"),
        ("Қазақ\u00adстан", "Қазақстан"),
        ("\ufeffстарт", "старт"),
        ("left\u200eright\u202bmarks", "leftrightmarks"),
        ("zero\u200bwidth", "zero width"),
        ("", ""),
    ],
)
def test_characters_that_break_engines_or_words(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_length_is_bounded() -> None:
    assert len(clean("ә" * (MAX_CHARACTERS + 1))) == MAX_CHARACTERS


@settings(deadline=None)
@given(st.text(st.characters(), max_size=50))
def test_the_result_is_clean_and_has_a_utf8_form(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "\0" not in cleaned.encode("utf-8").decode("utf-8")
