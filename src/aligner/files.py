"""Writing files so that a crash, a full disk or Ctrl-C leaves either the old file or the new one, whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from aligner.errors import InputError, OutputError

_LONGEST_NAME = 255
"""Bytes that common file systems allow a name."""
_SUFFIX = ".part"
_RANDOM = 8
"""Characters that `tempfile` adds."""


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """Yield a binary file that takes the place of `path` only when the block ends without an error.

    The bytes go to a neighbour in the same folder, are fsynced, and renamed over `path`; then the folder is
    fsynced. On any exception the neighbour is removed and `path` stays as it was. A link stays a link, and the file
    that it leads to is replaced. A device or a pipe cannot be replaced: it is sent all of it at the end.

    Raises `OutputError` when the folder or the disk refuses.
    """
    try:
        if path.is_dir():
            raise OutputError(f"{path}: is a folder, not a file", "name a file inside it")
        if path.exists() and not path.is_file():
            with _sent_at_the_end(path) as file:
                yield file
        else:
            with _replaced_at_the_end(Path(os.path.realpath(path)) if path.is_symlink() else path) as file:
                yield file
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror or error}"
        raise OutputError(message, "what stood there is unchanged") from error


@contextmanager
def _replaced_at_the_end(path: Path) -> Iterator[BinaryIO]:
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=unfinished_prefix(path), suffix=_SUFFIX, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_for(path))
        temporary.replace(path)
        temporary = None
        sync_folder(path.parent)
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


@contextmanager
def _sent_at_the_end(path: Path) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile() as file:
        yield file
        file.seek(0)
        with path.open("wb") as sink:
            shutil.copyfileobj(file, sink)


def unfinished_prefix(path: Path) -> str:
    """How the names begin under which `atomic_write` prepares the file `path`, and which a killed process leaves."""
    room = _LONGEST_NAME - len(_SUFFIX) - _RANDOM - 2
    return f".{path.name.encode(errors='ignore')[:room].decode(errors='ignore')}."


def unfinished_files(paths: Iterable[Path]) -> Iterator[Path]:
    """What killed processes left of files they were writing by `atomic_write`."""
    for path in paths:
        for file in path.parent.iterdir():
            if file.name.startswith(unfinished_prefix(path)) and file.suffix == _SUFFIX:
                yield file


def is_unicode(name: str) -> bool:
    """Whether a file's name can be written down as text; on some systems a name may be any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


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
