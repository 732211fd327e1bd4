"""Kinds of values that several commands take."""

from __future__ import annotations

import click
import pytest

from aligner.cli.options import PAIR


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("en-ru", ("en", "ru")),
        ("EN-KK", ("en", "kk")),
        ("en-zh-hant", ("en", "zh-Hant")),
        ("zh-Hant-en", ("zh-Hant", "en")),
        ("sr-latn-sr-cyrl", ("sr-Latn", "sr-Cyrl")),
        ("en:pt-BR", ("en", "pt-BR")),
        ("pt_BR:en", ("pt-BR", "en")),
    ],
)
def test_a_pair_is_split_where_there_is_one_way(text: str, pair: tuple[str, str]) -> None:
    assert PAIR.convert(text, None, None) == pair


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("en-pt-br", "several ways; write en:pt-br or en-pt:br"),
        ("enru", "is not a pair"),
        ("en-", "is not a pair"),
        ("en:ru:kk", "is not a pair"),
        ("en:", "is not a pair"),
        ("en-1", "is not a pair"),
    ],
)
def test_what_is_no_pair_or_several_is_said(text: str, message: str) -> None:
    with pytest.raises(click.BadParameter, match=message):
        PAIR.convert(text, None, None)
