"""Writing files so that a crash, a full disk or Ctrl-C leaves either the old file or the new one, whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from aligner.errors import InputError, OutputError


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """Yield a binary file that takes the place of `path` only when the block ends without an error.

    The bytes go to a neighbour in the same folder, are fsynced, and renamed over `path`; then the folder is
    fsynced. On any exception the neighbour is removed and `path` stays as it was.

    Raises `OutputError` when the folder or the disk refuses.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_for(path))
        temporary.replace(path)
        temporary = None
        sync_folder(path.parent)
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror or error}"
        raise OutputError(message, "what stood there is unchanged") from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def unreadable(path: Path, error: OSError) -> InputError:
    """The error to raise when opening or reading `path` failed, with what to do about it."""
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path}: there is no such file", "check the path")
    if isinstance(error, IsADirectoryError):
        return InputError(f"{path}: is a folder, not a file", "name a file inside it")
    return InputError(f"{path}: cannot be read: {error.strerror or error}", "check its permissions")


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system allows it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mode_for(path: Path) -> int:
    """The permissions of the file to be replaced, or those a new file would get."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
