"""A file on disk becomes a version, or a version with its segments given one a line."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from aligner.errors import InputError
from aligner.files import unreadable
from aligner.model import Language, Paragraph, Segment, SegmentedVersion, Version
from aligner.reading.characters import is_blank, trimmed
from aligner.reading.decoding import decode
from aligner.reading.formats import Extracted, extract
from aligner.reading.signatures import refuse_binary

# What line counters and ladder tools count; NEL, form feed and the Unicode separators are inside a line here.
_FILE_LINE_BREAK = re.compile("\r\n|[\n\r]")


def read_version(path: Path, language: Language, encoding: str | None = None) -> Version:
    """Read one language version from `path`; plain text is what the bytes decode to, unchanged.

    Word documents, EPUB books, web pages, subtitles and PDF files are known by their suffix; offsets refer to the
    text extracted from them. `encoding` is a Python codec name and overrides detection.
    Raises `InputError` for a path that cannot be read and for an empty, binary or undecodable file.
    """
    data = read_bytes(path)
    extracted = extract(path, data, encoding)
    if is_blank(extracted.text):
        message = f"{path}: has no text in it"
        raise InputError(message, "put text into the file, or remove it")
    return _version(path, language, data, extracted)


def read_presegmented(path: Path, language: Language, encoding: str | None = None) -> SegmentedVersion:
    """Read `path` as one segment a line, so that segment n is line n of the file, counted from 0.

    Lines end with LF, CR or CR LF, as line counters see them. A blank line keeps its number: it becomes an empty
    segment (start equal to stop, text empty). Paragraphs are the stretches between blank lines. Raises `InputError`
    as `read_version` does.
    """
    data = read_bytes(path)
    refuse_binary(data, str(path), encoding)
    decoded = decode(data, str(path), encoding)
    if is_blank(decoded.text):
        message = f"{path}: has no text in it"
        raise InputError(message, "put one segment on each line, or remove the file")
    blocks, segments = _line_segments(decoded.text)
    version = _version(path, language, data, Extracted(decoded.text, blocks, decoded.encoding))
    return SegmentedVersion(version, segments)


def read_bytes(path: Path) -> bytes:
    """Read the whole of `path`. Raises `InputError` when it is a folder, missing, unreadable or empty."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:
        message = f"{path!s:.200}: is no path: {error}"
        raise InputError(message, "check the path") from error
    if not data:
        message = f"{path}: is empty"
        raise InputError(message, "put text into the file, or remove it")
    return data


def _version(path: Path, language: Language, data: bytes, extracted: Extracted) -> Version:
    digest = hashlib.sha256(data).hexdigest()
    return Version(language, extracted.text, extracted.paragraphs, path.name, digest, extracted.encoding)


def _line_segments(text: str) -> tuple[tuple[Paragraph, ...], tuple[Segment, ...]]:
    segments: list[Segment] = []
    blocks: list[Paragraph] = []
    open_block = False
    for line_start, line_stop in _file_lines(text):
        start, stop = trimmed(text, line_start, line_stop)
        if start == stop:
            segments.append(Segment(line_start, line_start, max(len(blocks) - 1, 0), ""))
            open_block = False
            continue
        if open_block:
            blocks[-1] = Paragraph(blocks[-1].start, stop)
        else:
            blocks.append(Paragraph(start, stop))
            open_block = True
        segments.append(Segment(start, stop, len(blocks) - 1, text[start:stop]))
    return tuple(blocks), tuple(segments)


def _file_lines(text: str) -> list[tuple[int, int]]:
    """The lines of `text` without their breaks; a break at the very end starts no further line."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _FILE_LINE_BREAK.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans
