"""Wrapping: no line is wider than its column, nothing but spaces is left out, marks stay with their letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from aligner.review.wrapping import printable, wrap

ALPHABET = "абвқң  xyz.\u0301\u0306漢字👍\u200d\ufe0f"


@given(st.text(ALPHABET, max_size=80), st.integers(2, 30))
def test_lines_fit_and_leave_out_only_spaces(text: str, width: int) -> None:
    position = 0
    for start, stop in wrap(text, width):
        assert position <= start <= stop
        assert not text[position:start].strip(" ")
        assert cell_len(text[start:stop]) <= width or stop - start == 1
        position = stop
    assert not text[position:].strip(" ")


@given(st.text("абвқңxyz. ", max_size=80), st.integers(1, 30))
def test_narrow_text_is_wrapped_like_any_other(text: str, width: int) -> None:
    wide = text + "漢"
    stop = len(text.rstrip(" "))
    narrow_lines = [text[start:end] for start, end in wrap(text, width)]
    wide_lines = [wide[start : min(end, stop)] for start, end in wrap(wide, width)]
    whole = [line for line in narrow_lines[:-1] if line]
    assert whole == [line for line in wide_lines if line][: len(whole)]


def test_words_stay_whole_where_they_fit() -> None:
    text = "Жаңа үкімет құрамы бекітілді"
    assert [text[start:stop] for start, stop in wrap(text, 12)] == ["Жаңа үкімет", "құрамы", "бекітілді"]


def test_a_long_word_is_cut_at_the_edge() -> None:
    assert wrap("Донаудампфшиффарт", 6) == [(0, 6), (6, 12), (12, 17)]


def test_an_accent_is_never_parted_from_its_letter() -> None:
    text = "за\u0301мок" * 3
    for start, _ in wrap(text, 4):
        assert text[start] != "\u0301"


def test_wide_characters_take_two_cells() -> None:
    assert wrap("漢字漢字", 5) == [(0, 2), (2, 4)]


def test_an_empty_text_has_one_empty_line() -> None:
    assert wrap("", 10) == [(0, 0)]


def test_what_would_disturb_a_terminal_is_shown_in_its_place() -> None:
    text = "a\x1b[31mb\tc\nd\u202ee"
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(ord(character) < 32 for character in shown)
    assert "\u202e" not in shown
