"""What `aligner review` was pointed at, and which documents are there: aligned ones, and ones still to be aligned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import AlignerError, InputError
from aligner.model import Language
from aligner.review.concordance import tables_of
from aligner.review.engines import Source

TABLES = "parallel"
CORPORA = "corpora"
GLOSSARY = "glossary.csv"
_TABLE = ".parquet"

_TEXTS = frozenset({".txt", ".md", ".docx", ".odt", ".html", ".htm", ".epub", ".pdf", ".srt", ".rtf", ".xhtml"})
"""Suffixes of files that are offered as versions of a document."""
_NAMED = re.compile(r"(?:^|[._ -])(en|eng|english|ru|rus|russian|kk|kaz|kazakh)(?=$|[._ -])", re.IGNORECASE)
_CODES = {"en": "en", "eng": "en", "english": "en", "ru": "ru", "rus": "ru", "russian": "ru",
          "kk": "kk", "kaz": "kk", "kazakh": "kk"}  # fmt: skip
_ORDER = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class Target:
    """Where everything is."""

    root: Path
    """The project's folder, with the texts and the glossary."""
    tables: Path
    """The folder of the tables."""
    document: Path | None = None
    """The table to open at once."""
    chosen_glossary: Path | None = None
    """The glossary that was named in place of the project's."""

    @property
    def glossary(self) -> Path:
        """The glossary, whether it is there or not."""
        return self.chosen_glossary or self.root / GLOSSARY


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that is not aligned yet."""

    name: str
    sources: tuple[Source, ...]

    @property
    def is_whole(self) -> bool:
        """Whether there is more than one version, as aligning needs."""
        return len(self.sources) > 1


def find_target(given: Path | None) -> Target:
    """Make sense of a folder, a table, the name of a document, or nothing (the present folder).

    Raises `InputError` where it is none of these.
    """
    if given is None or given.is_dir():
        return _folder(given or Path())
    if given.suffix == _TABLE and given.is_file():
        tables = given.parent
        return Target(tables.parent if tables.name == TABLES else tables, tables, given)
    if given.exists():
        raise InputError(f"{given}: is no table", f"open a folder, or the {_TABLE} file that `aligner align` made")
    for place in (Path(TABLES) / f"{given}{_TABLE}", Path(f"{given}{_TABLE}")):
        if place.is_file():
            return find_target(place)
    raise InputError(f"{given}: there is no such document", f"`aligner align` makes them in {TABLES}")


def find_drafts(target: Target) -> list[Draft]:
    """Documents whose texts are there and whose table is not, by name: of the corpora folder, else of loose files."""
    aligned = {path.stem for path in tables_of(target.tables)}
    found = _of_corpora(target.root / CORPORA) or _of_corpora(target.root) or _loose(target.root)
    return [draft for draft in found if draft.name not in aligned]


def text_files(folder: Path, most: int = 500) -> list[Path]:
    """Files that may be versions of a document, in the folder and its subfolders."""
    found = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _TEXTS and path.is_file())
    return [path for path, _ in zip(found, range(most), strict=False)]


def guess_language(path: Path) -> Language | None:
    """The language of a file, by its name or its folder's, else by its text; None where nobody can say."""
    named = _NAMED.search(path.stem) or _NAMED.fullmatch(path.parent.name)
    if named:
        return _CODES[named[1].lower()]
    from aligner.reading import identify, read_version

    try:
        guess = identify(read_version(path, "und").text)
    except AlignerError:
        return None
    return None if guess.language == "und" else guess.language


def _folder(folder: Path) -> Target:
    if any(folder.glob(f"*{_TABLE}")):
        return Target(folder.parent if folder.name == TABLES else folder, folder)
    return Target(folder, folder / TABLES)


def _of_corpora(folder: Path) -> list[Draft]:
    from aligner.reading import find_documents

    if not folder.is_dir():
        return []
    try:
        documents = find_documents(folder)
    except InputError:
        return []
    found = [
        Draft(document.name, tuple(Source(language, path) for language, path in document.files))
        for document in documents
    ]
    return found if any(draft.is_whole for draft in found) else []


def _loose(folder: Path) -> list[Draft]:
    """Files beside each other that differ only in the language of their name, or are one for each language."""
    groups: dict[str, dict[Language, Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix.lower() in _TEXTS and path.is_file() and not path.name.startswith("."):
            language = guess_language(path)
            if language is not None:
                name = _NAMED.sub("", path.stem).strip("._ -")
                groups.setdefault(name, {}).setdefault(language, path)
    whole = {name: files for name, files in groups.items() if len(files) > 1}
    if not whole and groups:
        merged: dict[Language, Path] = {}
        for files in groups.values():
            for language, path in files.items():
                if language in merged:
                    return []
                merged[language] = path
        whole = {folder.resolve().name: merged} if len(merged) > 1 else {}
    return [
        Draft(
            name or folder.resolve().name,
            tuple(Source(language, files[language]) for language in sorted(files, key=_rank)),
        )
        for name, files in sorted(whole.items())
    ]


def _rank(language: Language) -> tuple[int, str]:
    return (_ORDER.index(language) if language in _ORDER else len(_ORDER), language)
