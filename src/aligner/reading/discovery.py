"""Which documents a folder of language folders holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from aligner.errors import InputError, UsageError
from aligner.languages.registry import is_listed, normalise_code
from aligner.model import Language

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
# As in pt_BR and zh_Hant. A longer word after the underscore makes a name, as in my_texts.
_LOCALE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?")
_LAYOUT = "put the versions under one name into folders named by language: en/NAME.txt, ru/NAME.txt, kk/NAME.txt"
_TABLE = ".parquet"


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """A document and where its language versions are."""

    name: str
    """The versions' file name without its suffix."""
    files: tuple[tuple[Language, Path], ...]
    """In the order of the folder's languages."""
    missing: tuple[Language, ...]
    """Languages of the folder in which this document has no version."""
    problem: str = ""
    """Why it cannot be told which files are its versions; it has no `files` then."""


Warn: TypeAlias = Callable[[str], None]


def find_documents(folder: Path, warn: Warn | None = None) -> tuple[DocumentFiles, ...]:
    """List the documents kept as FOLDER/LANGUAGE/NAME.SUFFIX, sorted by name.

    A language folder is named by a code in any form (kk, kaz, pt_BR) or by the language's name; several for one
    language are taken together. Hidden files and folders are skipped, and so is a folder with tables in it: what
    `align` wrote beside the texts may bear a name as short as a language code. Links that lead nowhere go to `warn`.

    English comes first among the languages, then Russian, Kazakh and the others by code. A document found in one
    language only is listed too; one with two files in a language has a `problem`. Raises `InputError` if there is no
    such folder, no language folder in it, or no document.
    """
    tell = warn or _ignore
    languages = _language_folders(folder, tell)
    if not languages:
        message = f"{folder}: has no language folders"
        raise InputError(message, _LAYOUT)
    versions = {language: _named_files(places, tell) for language, places in languages.items()}
    names = sorted({name for files in versions.values() for name in files})
    if not names:
        message = f"{folder}: its language folders hold no files"
        raise InputError(message, _LAYOUT)
    return tuple(_document(name, versions) for name in names)


def _ignore(_: str) -> None:
    """For a caller who wants the documents alone."""


def _document(name: str, versions: dict[Language, dict[str, list[Path]]]) -> DocumentFiles:
    found = {language: files[name] for language, files in versions.items() if name in files}
    missing = tuple(language for language in versions if language not in found)
    for language, (first, *others) in found.items():
        if others:
            problem = (
                f"{first}: {others[0]} is its {language} version too (keep one file a document in each language)"
            )
            return DocumentFiles(name, (), missing, problem)
    return DocumentFiles(name, tuple((language, paths[0]) for language, paths in found.items()), missing)


def _language_folders(folder: Path, warn: Warn) -> dict[Language, list[Path]]:
    languages: dict[Language, list[Path]] = {}
    for entry in sorted(_entries(folder)):
        language = _language(entry.name)
        if language and not _leads_nowhere(entry, warn) and entry.is_dir() and not _holds_tables(entry):
            languages.setdefault(language, []).append(entry)
    return dict(sorted(languages.items(), key=lambda item: (_rank(item[0]), item[0])))


def _language(name: str) -> Language:
    """The language that a folder is named after; empty where its name is no code and no language's name."""
    try:
        language = normalise_code(name)
    except UsageError:
        return ""
    is_code = _TAG.fullmatch(name) or (_LOCALE.fullmatch(name) and is_listed(name))
    return language if is_code or (is_listed(name) and "_" not in name) else ""


def _holds_tables(folder: Path) -> bool:
    return any(found.suffix == _TABLE for found in _entries(folder))


def _leads_nowhere(entry: Path, warn: Warn) -> bool:
    if not entry.is_symlink() or entry.exists():
        return False
    warn(f"{entry}: is a link that leads nowhere, and is passed over")
    return True


def _rank(language: Language) -> int:
    known = ("en", "ru", "kk")
    return known.index(language) if language in known else len(known)


def _named_files(folders: Sequence[Path], warn: Warn) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted(entry for folder in folders for entry in _entries(folder)):
        if not _leads_nowhere(path, warn) and path.is_file():
            found.setdefault(path.stem, []).append(path)
    return found


def _entries(folder: Path) -> Iterable[Path]:
    try:
        return [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
    except FileNotFoundError as error:
        message = f"{folder}: there is no such folder"
        raise InputError(message, _LAYOUT) from error
    except NotADirectoryError as error:
        message = f"{folder}: is a file, not a folder"
        raise InputError(message, _LAYOUT) from error
    except OSError as error:
        message = f"{folder}: cannot be read: {error.strerror or error}"
        raise InputError(message, "check its permissions") from error
