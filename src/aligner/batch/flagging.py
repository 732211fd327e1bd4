"""Which checks look over the rows of a job: all of them, and the glossary's where the project has one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError

if TYPE_CHECKING:
    from aligner.checks import Flagging


def flagging_with(glossary: Path | None) -> Flagging:
    """The checks with a glossary's, kept for the next document. Raises `InputError` where it cannot be used."""
    from aligner.checks import Flagging

    if glossary is None:
        return Flagging()
    try:
        facts = glossary.stat()
    except OSError as error:
        raise InputError(f"{glossary}: cannot be read: {error.strerror or error}") from error
    return _with_glossary(glossary.absolute(), facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=2)
def _with_glossary(path: Path, _changed: int, _size: int) -> Flagging:
    from aligner.checks import Flagging, glossary_check
    from aligner.glossary.table import read_glossary

    return Flagging(glossary_check(read_glossary(path)))
