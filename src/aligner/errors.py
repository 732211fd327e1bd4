"""Errors a person can act on, and the exit codes they lead to."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells the shell."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    BAD_INPUT = 3
    MISSING_PART = 4
    INTERRUPTED = 130


class AlignerError(Exception):
    """Something went wrong that the user can mend; shown as one line, never as a traceback."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What is wrong, naming the file or value."""
        self.hint = hint
        """What to do about it; may be empty."""

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(AlignerError):
    """The call itself makes no sense."""

    exit_code = ExitCode.USAGE


class InputError(AlignerError):
    """A file or text cannot be used as it is."""


class OutputError(AlignerError):
    """A result could not be written; what stood there before still stands."""


class MissingPartError(AlignerError):
    """An optional part is not installed; the hint holds the install line."""

    exit_code = ExitCode.MISSING_PART


class RefusedError(AlignerError):
    """An operation makes no sense on the document as it is, and changed nothing."""
