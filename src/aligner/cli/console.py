"""What is said to people: one line at a time on stderr, so that stdout stays for data."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper

import click

from aligner.errors import AlignerError

# A file name may hold line breaks and terminal control sequences; a message shows them instead of obeying them.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(slots=True)
class Settings:
    """What the user asked of every command alike."""

    quiet: bool = False
    """No progress, no summary; warnings and errors are still said."""
    debug: bool = False
    """Show the traceback of an error."""


def settings() -> Settings:
    """The settings of the command that is running; the plain ones outside of any."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Settings) if context else None
    return found or Settings()


def one_line(text: str) -> str:
    """The text with line breaks and control characters made visible."""
    return _CONTROL.sub(lambda match: match.group().encode("unicode_escape").decode(), text)


def counted(number: int, what: str) -> str:
    """A number with its noun, as in `1 row` and `1,200 rows`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def put(text: str = "") -> None:
    """Write a line of data to stdout."""
    click.echo(text)


def say(text: str = "") -> None:
    """Tell people something, unless they asked for quiet."""
    if not settings().quiet:
        click.echo(text, err=True)


def warn(text: str) -> None:
    """Tell people what is doubtful, also when they asked for quiet."""
    click.echo(f"aligner: warning: {one_line(text)}", err=True)


def pass_on_warnings() -> None:
    """Say what the rooms below log, such as a cache that cannot be written, as any other warning is said."""
    import logging

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            warn(record.getMessage())

    logger = logging.getLogger("aligner")
    if not logger.handlers:
        logger.addHandler(Handler(logging.WARNING))


def complain(error: AlignerError | str) -> None:
    """Tell people what went wrong."""
    click.echo(f"aligner: error: {one_line(str(error))}", err=True)


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> Iterator[str]:
    """Lines of a table with aligned columns, the first `left` of them flush left, the others flush right."""
    everything = [header, *rows]
    widths = [max(cell_width(line[column]) for line in everything) for column in range(len(header))]
    for line in everything:
        cells = zip(line, widths, strict=True)
        yield "  ".join(_padded(cell, width, n < left) for n, (cell, width) in enumerate(cells)).rstrip()


def cell_width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def prepare_streams() -> None:
    """Make stdout carry UTF-8 whatever the locale says, since it is data; stderr never fails for want of a letter."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")


def _padded(cell: str, width: int, left: bool) -> str:
    space = " " * (width - cell_width(cell))
    return cell + space if left else space + cell
