import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.reading import clean


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("пере\u00adстройка", "перестройка"),
        ("пере\u00ad\n  стройка", "перестройка"),
        ("Нур-\nСултан", "Нур-Султан"),
        ("сказал -\nи ушёл", "сказал - и ушёл"),
        ("60\u00a0теңге\u202f!", "60 теңге !"),
        ("\ufeffa\u200bb\u2060c\u200dd", "abcd"),
        ("\u202aabc\u202c", "abc"),
        ("a\x00b\x07c\x9fd", "abcd"),
        ("one\ttwo\r\nthree\x85four\u2028five\x0csix", "one two three four five six"),
        ("  \u3000 edges \n", "edges"),
        ("И\u0306", "Й"),
        ("x\ud800y", "x\ufffdy"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔧", "👩\u200d🔧"),
    ],
)
def test_what_a_reader_sees(raw: str, seen: str) -> None:
    assert clean(raw) == seen


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\x00" not in once
    assert once == once.strip()
