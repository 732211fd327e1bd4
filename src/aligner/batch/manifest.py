"""The manifest: which documents a batch aligns, as TOML, CSV or JSON lines.

Each document has a `name`, a path for each language under the language's code, and may have `encoding` and
`presegmented`. Paths are relative to the manifest. The format is told by the file's suffix.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from aligner.batch.jobs import Job
from aligner.errors import InputError, UsageError
from aligner.languages import normalise_code

NAME, ENCODING, PRESEGMENTED = "name", "encoding", "presegmented"
_TABLE = ".parquet"
_TRUE, _FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0", ""})


def read_manifest(path: Path, output: Path) -> tuple[Job, ...]:
    """The jobs of a manifest, whose tables go to OUTPUT/NAME.parquet.

    Raises `InputError`, which names the line or the document, for a manifest that cannot be read, an entry without a
    name or with fewer than two languages, and a name that is used twice or leads out of the output folder.
    """
    jobs: list[Job] = []
    taken: dict[str, str] = {}
    for place, entry in _entries(path):
        job = _job(place, entry, path.parent, output)
        # Some file systems do not tell capital letters from small ones.
        earlier = taken.setdefault(job.name.casefold(), place)
        if earlier != place:
            raise InputError(f"{place}: the name {job.name!r} was used in {earlier}", "give each document its own")
        jobs.append(job)
    if not jobs:
        raise InputError(f"{path}: names no documents")
    return tuple(jobs)


def _entries(path: Path) -> Iterable[tuple[str, Mapping[str, object]]]:
    suffix = path.suffix.lower()
    readers = {".toml": _from_toml, ".csv": _from_csv, ".tsv": _from_csv, ".jsonl": _from_json_lines}
    if suffix not in readers:
        raise InputError(f"{path}: is no manifest", f"its name must end in {', '.join(readers)}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 text", "save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    return readers[suffix](path, text)


def _from_toml(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: {error}") from error
    documents = data.pop("document", [])
    defaults = {key: data.pop(key) for key in (ENCODING, PRESEGMENTED) if key in data}
    if data or not isinstance(documents, list):
        unknown = ", ".join(data) or "document"
        raise InputError(f"{path}: {unknown} is not expected here", "write each document under [[document]]")
    for number, entry in enumerate(documents, 1):
        if not isinstance(entry, dict):
            raise InputError(f"{path}: document {number} is not a table", "write [[document]] above it")
        yield f"{path}: document {number}", {**defaults, **entry}


def _from_csv(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        if len(set(header)) < len(header):
            raise InputError(f"{path}:1: a column stands twice")
        for row in rows:
            place = f"{path}:{rows.line_num}"
            if len(row) > len(header):
                raise InputError(f"{place}: has {len(row)} cells under {len(header)} columns")
            cells = {key: cell.strip() for key, cell in zip(header, row, strict=False)}
            if any(cells.values()):
                yield place, {key: cell for key, cell in cells.items() if cell}
    except csv.Error as error:
        raise InputError(f"{path}:{rows.line_num}: {error}") from error


def _from_json_lines(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    import msgspec

    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            entry = msgspec.json.decode(line, type=dict[str, object])
        except msgspec.MsgspecError as error:
            raise InputError(f"{place}: is not a JSON object: {error}") from error
        yield place, {key: value for key, value in entry.items() if value is not None}


def _job(place: str, entry: Mapping[str, object], folder: Path, output: Path) -> Job:
    name = _name(place, entry)
    files: dict[str, Path] = {}
    for key, value in entry.items():
        if key in (NAME, ENCODING, PRESEGMENTED):
            continue
        language = _language(place, key)
        if not isinstance(value, str) or not value:
            raise InputError(f"{place}: {key} is not the path of a file")
        if language in files:
            raise InputError(f"{place}: has two files for {language}")
        files[language] = folder / value
    if len(files) < 2:
        raise InputError(f"{place}: {name} has fewer than two languages", "an alignment needs two")
    encoding = entry.get(ENCODING)
    if encoding is not None and not isinstance(encoding, str):
        raise InputError(f"{place}: encoding is not the name of one")
    presegmented = _truth(place, entry.get(PRESEGMENTED, False))
    return Job(name, tuple(files.items()), output / f"{name}{_TABLE}", (), presegmented, encoding or None)


def _name(place: str, entry: Mapping[str, object]) -> str:
    name = entry.get(NAME)
    if not isinstance(name, str) or not name:
        raise InputError(f"{place}: has no name")
    path = PurePosixPath(name)
    if path.is_absolute() or "\\" in name or "\0" in name or any(part in (".", "..") for part in name.split("/")):
        raise InputError(f"{place}: {name!r} cannot name a table", "use a plain name such as report-7")
    return path.as_posix()


def _language(place: str, key: str) -> str:
    try:
        return normalise_code(key)
    except UsageError as error:
        raise InputError(f"{place}: {key!r} is neither a language nor a setting", error.hint) from error


def _truth(place: str, value: object) -> bool:
    text = str(value).strip().lower()
    if text not in _TRUE | _FALSE:
        raise InputError(f"{place}: presegmented is {value!r}", "write true or false")
    return text in _TRUE
