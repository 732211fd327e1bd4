"""Options and kinds of values that several commands share."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from aligner.errors import AlignerError
from aligner.model import Language

# A script has four letters, so `zh-hant` is one tag and `hant` none.
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*|x-[a-z0-9-]+")

Decorated = TypeVar("Decorated", bound=Callable[..., object])

ENGINES = ("e5", "lexical", "length")


class LanguageType(click.ParamType[str]):
    """A language code, brought into the form the tables use."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Language:
        """Check and normalise a code such as `kk` or `kk-KZ`."""
        from aligner.languages import normalise_code

        try:
            return normalise_code(str(value))
        except AlignerError as error:
            self.fail(str(error), param, ctx)


class PairType(click.ParamType[tuple[Language, Language]]):
    """Two languages, as in `en-ru`."""

    name = "pair"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[Language, Language]:
        """Split `en-ru` into its languages, `en-zh-hant` too where there is one way only; a colon always serves."""
        from aligner.languages import normalise_code

        if isinstance(value, tuple):
            return value
        text = str(value).lower().replace("_", "-")
        if ":" in text:
            found = [tuple(text.split(":"))]
        else:
            found = [(text[:place], text[place + 1 :]) for place, sign in enumerate(text) if sign == "-"]
        pairs = [(pair[0], pair[1]) for pair in found if len(pair) == 2 and all(map(_TAG.fullmatch, pair))]
        if not pairs:
            self.fail(f"{value!r} is not a pair of languages such as en-ru", param, ctx)
        if len(pairs) > 1:
            ways = " or ".join(map(":".join, pairs))
            self.fail(f"{value!r} can be read in several ways; write {ways}", param, ctx)
        return normalise_code(pairs[0][0]), normalise_code(pairs[0][1])


class EncodingType(click.ParamType[str]):
    """The name of a text encoding that Python knows."""

    name = "encoding"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the name now rather than once for every file."""
        try:
            codecs.lookup(str(value))
        except (LookupError, ValueError):
            self.fail(f"{value!r} is no text encoding; try utf-8, cp1251, koi8-r, kz1048 or ptcp154", param, ctx)
        return str(value)


class PlaceType(click.Path):
    """Where something is written that cannot go to stdout."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse a lone hyphen, which means stdout to whoever writes it."""
        if str(value) == "-":
            self.fail("this cannot go to stdout; name a place for it (./- for one that is called so)", param, ctx)
        return super().convert(value, param, ctx)


PATH = click.Path(path_type=Path)
PLACE = PlaceType(path_type=Path)
LANGUAGE = LanguageType()
PAIR = PairType()


def engine_options(command: Decorated) -> Decorated:
    """Add `--engine` and `--model`."""
    command = click.option(
        "--model", type=PATH, metavar="DIR", help="Folder of another encoder, in place of the one that is built in."
    )(command)
    return click.option(
        "--engine",
        type=click.Choice(ENGINES),
        default="e5",
        show_default=True,
        help="e5: multilingual sentence vectors; lexical: word translations learned from the texts, no model; "
        "length: lengths alone.",
    )(command)


def encoding_option(command: Decorated) -> Decorated:
    """Add `--encoding`."""
    return click.option(
        "--encoding",
        type=EncodingType(),
        metavar="NAME",
        help="Encoding of the files, for example cp1251 or kz1048; told from their bytes unless given.",
    )(command)


def json_option(command: Decorated) -> Decorated:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON.")(command)
