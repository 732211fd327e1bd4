"""The entry point: exit codes, and the one place where an error becomes a line for people."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import NoReturn

import click

from aligner import __version__
from aligner.cli.base import LazyGroup
from aligner.cli.commands import COMMANDS
from aligner.cli.console import Settings, complain, pass_on_warnings, prepare_streams
from aligner.errors import AlignerError, ExitCode

_PROGRAM = "aligner"
_TERMINATED = 143
"""What a shell reports for a process that SIGTERM ended."""

_DESCRIPTION = """Align texts in several languages sentence by sentence, review the result, keep its terms in order.

Data goes to stdout, messages and progress go to stderr. Exit codes: 0 done, 1 findings, 2 wrong usage, 3 bad input,
4 a needed part is missing, 130 interrupted.
"""

application = click.version_option(__version__, prog_name=_PROGRAM, message="%(prog)s %(version)s")(
    LazyGroup(_PROGRAM, COMMANDS, _DESCRIPTION)
)


def run() -> NoReturn:
    """Run the command line and leave with its exit code."""
    prepare_streams()
    signal.signal(signal.SIGTERM, _terminate)
    code = main(sys.argv[1:])
    if code == ExitCode.INTERRUPTED:
        # An encoder may still be busy in its threads, and a normal exit would wait for them.
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def main(arguments: Sequence[str]) -> int:
    """Run the command line on `arguments`; returns the exit code and lets no exception out."""
    chosen = Settings()
    pass_on_warnings()
    try:
        return _run(arguments, chosen)
    except (KeyboardInterrupt, click.Abort):
        complain("interrupted; what was not finished is as it was before")
        return ExitCode.INTERRUPTED
    except click.UsageError as error:
        return _misused(error)
    except BrokenPipeError:
        # Whoever read our output has had enough of it, as `head` does.
        _abandon_output()
        return ExitCode.DONE
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else ExitCode.BAD_INPUT
    except BaseException as error:
        # Not only Exception: a panic inside a native library is none.
        return _failed(error, chosen)


def _run(arguments: Sequence[str], chosen: Settings) -> int:
    try:
        with application.make_context(_PROGRAM, list(arguments), obj=chosen) as context:
            code = application.invoke(context)
    except click.exceptions.Exit as leaving:
        code = leaving.exit_code
    if sys.stdout is not None:
        sys.stdout.flush()
    return int(code or ExitCode.DONE)


def _misused(error: click.UsageError) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return ExitCode.USAGE
    command = error.ctx.command_path if error.ctx else _PROGRAM
    complain(f"{error.format_message().rstrip('.')} (see {command} --help)")
    return ExitCode.USAGE


def _failed(error: BaseException, chosen: Settings) -> int:
    if chosen.debug:
        click.echo("".join(traceback.format_exception(error)), err=True)
    if isinstance(error, AlignerError):
        complain(error)
        return error.exit_code
    if isinstance(error, OSError):
        _abandon_output()
        complain(f"{error.filename or 'output'}: {error.strerror or error}")
    elif isinstance(error, MemoryError):
        complain("there is not enough memory for this")
    else:
        complain(f"unexpected {type(error).__name__}: {error} (--debug shows where; please report it)")
    return ExitCode.BAD_INPUT


def _abandon_output() -> None:
    """Throw away what stdout still holds, so that leaving does not fail over it once more."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    """Leave by way of every `finally`, so that half-written files are removed."""
    raise SystemExit(_TERMINATED)
