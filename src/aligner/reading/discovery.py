"""Which documents a folder of language folders holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import InputError
from aligner.model import Language

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
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


def find_documents(folder: Path) -> tuple[DocumentFiles, ...]:
    """List the documents kept as FOLDER/LANGUAGE/NAME.SUFFIX, sorted by name.

    Hidden files and folders are skipped, and so is a folder with tables in it: what `align` wrote beside the texts
    may bear a name as short as a language code.

    English comes first among the languages, then Russian, Kazakh and the others by code. A document found in one
    language only is listed too. Raises `InputError` if there is no such folder, no language folder in it, no
    document, or a name twice in one language.
    """
    languages = _language_folders(folder)
    if not languages:
        message = f"{folder}: has no language folders"
        raise InputError(message, _LAYOUT)
    versions = {language: _named_files(place) for language, place in languages}
    names = sorted({name for files in versions.values() for name in files})
    if not names:
        message = f"{folder}: its language folders hold no files"
        raise InputError(message, _LAYOUT)
    return tuple(_document(name, versions) for name in names)


def _document(name: str, versions: dict[Language, dict[str, Path]]) -> DocumentFiles:
    files = tuple((language, found[name]) for language, found in versions.items() if name in found)
    missing = tuple(language for language, found in versions.items() if name not in found)
    return DocumentFiles(name, files, missing)


def _language_folders(folder: Path) -> list[tuple[Language, Path]]:
    entries = [entry for entry in _entries(folder) if entry.is_dir() and _LANGUAGE.fullmatch(entry.name)]
    entries = [entry for entry in entries if not any(found.suffix == _TABLE for found in _entries(entry))]
    languages = [(entry.name.lower(), entry) for entry in entries]
    return sorted(languages, key=lambda item: (_rank(item[0]), item[0], item[1].name))


def _rank(language: Language) -> int:
    known = ("en", "ru", "kk")
    return known.index(language) if language in known else len(known)


def _named_files(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(entry for entry in _entries(folder) if entry.is_file()):
        if path.stem in found:
            message = f"{path}: {found[path.stem].name} in the same folder has the same name"
            raise InputError(message, "keep one file a document in each language folder")
        found[path.stem] = path
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
