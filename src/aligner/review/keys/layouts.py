"""The same physical keys under other layouts: what a key types in the Russian and in the Kazakh one.

The arrangements are those of Russian ЙЦУКЕН and of Kazakhstan's state standard keyboard, whose digit row holds the
nine letters that Russian does not have.
"""

from __future__ import annotations

import unicodedata

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_LATIN_SHIFTED = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~'
_KAZAKH_DIGITS = {"2": "ә", "3": "і", "4": "ң", "5": "ғ", "8": "ү", "9": "ұ", "0": "қ", "-": "ө", "=": "һ"}
_RUSSIAN_SIGNS = {"/": ".", "?": ",", "#": "№"}
_KAZAKH_SIGNS = {"/": "№"}
_DIGITS = str.maketrans({letter: digit for digit, letter in _KAZAKH_DIGITS.items() if digit.isdigit()} | {'"': "1"})
_DIGITS |= {ord(","): "6", ord("."): "7"}

_TYPED: dict[str, tuple[str, ...]] = {
    **{latin: (cyrillic,) for latin, cyrillic in zip(_LATIN, _CYRILLIC, strict=True)},
    **{latin: (cyrillic.upper(),) for latin, cyrillic in zip(_LATIN_SHIFTED, _CYRILLIC, strict=True)},
    **{digit: (letter,) for digit, letter in _KAZAKH_DIGITS.items()},
    **{
        sign: tuple(signs[sign] for signs in (_RUSSIAN_SIGNS, _KAZAKH_SIGNS) if sign in signs)
        for sign in _RUSSIAN_SIGNS.keys() | _KAZAKH_SIGNS.keys()
    },
    "_": ("Ө",),
    "+": ("Һ",),
}

_NAMES = {"hyphen_minus": "minus", "plus_sign": "plus", "low_line": "underscore", "solidus": "slash"}
_NAMES |= {"reverse_solidus": "backslash"}


def as_digits(text: str) -> str:
    """A text with what the keys of the digits type in the Kazakh layout put back to digits."""
    return text.translate(_DIGITS)


def key_name(key: str) -> str:
    """A key as Textual names it: ``/`` is ``slash``, letters and named keys stay as they are."""
    *modifiers, last = [key] if key in {"+"} else key.split("+")
    if len(last) == 1 and not last.isalnum():
        name = unicodedata.name(last).lower().replace("-", "_").replace(" ", "_")
        last = _NAMES.get(name, name)
    return "+".join([*modifiers, last])


def same_place(key: str) -> tuple[str, ...]:
    """The key and what the same physical key is called under the other layouts, as Textual names them."""
    *modifiers, last = [key] if key in {"+"} else key.split("+")
    return tuple(key_name("+".join([*modifiers, typed])) for typed in (last, *_TYPED.get(last, ())))
