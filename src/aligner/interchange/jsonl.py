"""Whole documents as JSON Lines: one for the document, then one a row; reading gives the very same document back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, BinaryIO, TypeAlias

import msgspec

from aligner.errors import InputError
from aligner.files import atomic_write, unreadable
from aligner.interchange.report import ExportReport
from aligner.model import Language, Link, ParallelDocument, Row, Segment, Status, VersionInfo

_Name: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, pattern=r"^[^\x00]*$")]
_Offset: TypeAlias = Annotated[int, msgspec.Meta(ge=0, lt=2**32)]
_Position: TypeAlias = Annotated[int, msgspec.Meta(ge=0, lt=2**16)]
_Share: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=1)]


class _Version(msgspec.Struct, forbid_unknown_fields=False):
    language: str
    file_name: str
    sha256: str
    encoding: str = "utf-8"


class _Head(msgspec.Struct, tag="document"):
    document: _Name
    languages: list[str]
    versions: list[_Version] = []
    signature: str = ""
    extra: dict[str, str] = {}


class _Segment(msgspec.Struct):
    text: str
    start: _Offset
    stop: _Offset
    paragraph: _Offset


class _Link(msgspec.Struct):
    a: str
    b: str
    a_segments: list[_Position]
    b_segments: list[_Position]
    confidence: _Share = 1.0


class _Row(msgspec.Struct, tag="row"):
    row: int
    segments: dict[str, list[_Segment]]
    links: list[_Link] = []
    confidence: _Share = 1.0
    status: str = Status.PROPOSED.value
    flags: list[str] = []
    note: str | None = None
    reviewer: str | None = None
    bookmark: bool = False
    changed_at: datetime | None = None
    support: list[_Share] = []


def write_jsonl(documents: Iterable[ParallelDocument], path: Path) -> ExportReport:
    """Write documents as JSON Lines in UTF-8, whole or not at all.

    Each document begins with a line of type ``document``; its rows follow as lines of type ``row``. Raises
    `OutputError` when the folder or the disk refuses.
    """
    written = 0
    with atomic_write(path) as file:
        for document in documents:
            _write_document(file, document)
            written += len(document.rows)
    return ExportReport((path,), written)


def read_jsonl(path: Path) -> tuple[ParallelDocument, ...]:
    """Read the documents of a JSON Lines file. Raises `InputError` naming the first line that does not fit."""
    decoder = msgspec.json.Decoder(_Head | _Row)
    heads: list[_Head] = []
    rows: list[list[Row]] = []
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    continue
                try:
                    record = decoder.decode(line)
                    if isinstance(record, _Head):
                        heads.append(record)
                        rows.append([])
                    elif heads:
                        rows[-1].append(_row(record, heads[-1].languages))
                    else:
                        message = "a row stands before any document"
                        raise ValueError(message)
                except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
                    message = f"{path}: line {number}: {error}"
                    raise InputError(message, "give a file that aligner export --format jsonl made") from error
    except OSError as error:
        raise unreadable(path, error) from error
    if not heads:
        message = f"{path}: holds no documents"
        raise InputError(message, "give a file that aligner export --format jsonl made")
    return tuple(_document(head, found) for head, found in zip(heads, rows, strict=True))


def _write_document(file: BinaryIO, document: ParallelDocument) -> None:
    head: dict[str, object] = {
        "type": "document",
        "document": document.name,
        "languages": list(document.languages),
        "versions": [
            {
                "language": version.language,
                "file_name": version.file_name,
                "sha256": version.sha256,
                "encoding": version.encoding,
            }
            for version in document.versions
        ],
        "signature": document.signature,
        "extra": dict(sorted(document.extra.items())),
    }
    file.write(_line(head))
    for index, row in enumerate(document.rows):
        file.write(_line(_record(index, row, document.languages)))


def _record(index: int, row: Row, languages: tuple[Language, ...]) -> dict[str, object]:
    return {
        "type": "row",
        "row": index,
        "segments": {
            language: [
                {"text": segment.text, "start": segment.start, "stop": segment.stop, "paragraph": segment.paragraph}
                for segment in cell
            ]
            for language, cell in zip(languages, row.segments, strict=True)
        },
        "links": [
            {
                "a": link.a,
                "b": link.b,
                "a_segments": list(link.a_segments),
                "b_segments": list(link.b_segments),
                "confidence": link.confidence,
            }
            for link in row.links
        ],
        "confidence": row.confidence,
        "status": row.status.value,
        "flags": list(row.flags),
        "note": row.note,
        "reviewer": row.reviewer,
        "bookmark": row.bookmark,
        "changed_at": row.changed_at.isoformat() if row.changed_at else None,
        "support": list(row.support),
    }


def _line(record: dict[str, object]) -> bytes:
    try:
        return (json.dumps(record, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        # Lone surrogates have no UTF-8 form, only an escaped one.
        return (json.dumps(record, ensure_ascii=True) + "\n").encode()


def _row(record: _Row, languages: list[str]) -> Row:
    for language in record.segments:
        if language not in languages:
            message = f"the document has no {language}"
            raise ValueError(message)
    if len(record.support) not in (0, len(languages)):
        message = "support needs a number for each language"
        raise ValueError(message)
    cells = tuple(
        tuple(Segment(part.start, part.stop, part.paragraph, part.text) for part in record.segments.get(language, []))
        for language in languages
    )
    links = tuple(
        Link(link.a, link.b, tuple(link.a_segments), tuple(link.b_segments), link.confidence) for link in record.links
    )
    sizes = dict(zip(languages, map(len, cells), strict=True))
    for link in links:
        inside = max(link.a_segments, default=-1) < sizes.get(link.a, 0)
        if not inside or max(link.b_segments, default=-1) >= sizes.get(link.b, 0):
            message = f"a link between {link.a} and {link.b} points outside its row"
            raise ValueError(message)
    return Row(
        cells,
        links,
        confidence=record.confidence,
        status=Status(record.status),
        flags=tuple(record.flags),
        note=record.note,
        reviewer=record.reviewer,
        bookmark=record.bookmark,
        changed_at=record.changed_at,
        support=tuple(record.support),
    )


def _document(head: _Head, rows: list[Row]) -> ParallelDocument:
    versions = tuple(VersionInfo(one.language, one.file_name, one.sha256, one.encoding) for one in head.versions)
    return ParallelDocument(
        head.document, tuple(head.languages), tuple(rows), versions, head.signature, dict(head.extra)
    )
