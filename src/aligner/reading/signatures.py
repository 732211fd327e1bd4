"""Files that are not plain text, known by their first bytes, and what to do about each."""

from __future__ import annotations

import io
import re
import zipfile

from aligner.errors import InputError
from aligner.reading.decoding import wide_codec

_SAVE_AS_TEXT = "save it as plain text and give that file"
_MAGIC = (
    (b"%PDF-", "a PDF", "name it .pdf, or copy its text into a .txt file"),
    (b"{\\rtf", "an RTF document", _SAVE_AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document (.doc, .xls)", _SAVE_AS_TEXT),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "give the text instead of a picture of it"),
    (b"\xff\xd8\xff", "a JPEG image", "give the text instead of a picture of it"),
    (b"GIF8", "a GIF image", "give the text instead of a picture of it"),
    (b"II*\x00", "a TIFF image", "give the text instead of a picture of it"),
    (b"MM\x00*", "a TIFF image", "give the text instead of a picture of it"),
    (b"AT&TFORM", "a DjVu document", _SAVE_AS_TEXT),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"PAR1", "a Parquet file", "aligned documents go to review, export and evaluate"),
    (b"SQLite format 3\x00", "an SQLite database", "give a text file"),
    (b"\x7fELF", "a program", "give a text file"),
)
_ZIP = b"PK\x03\x04"
_ZIP_MEMBERS = (
    ("word/document.xml", "a Word document", "name it .docx, or save it as plain text"),
    ("xl/workbook.xml", "an Excel workbook", _SAVE_AS_TEXT),
    ("ppt/presentation.xml", "a PowerPoint presentation", _SAVE_AS_TEXT),
    ("META-INF/container.xml", "an EPUB book", "name it .epub, or save it as plain text"),
    ("content.xml", "an OpenDocument file", _SAVE_AS_TEXT),
)
# Bytes that no text has: controls other than the white space, escape and end-of-file marks old editors left.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_SAMPLE = 65_536


def refuse_binary(data: bytes, name: str, encoding: str | None) -> None:
    """Raise `InputError`, saying what it seems to be, if `data` is no text.

    With an `encoding` given, only known signatures count: NULs may well belong to the text.
    """
    kind, hint = _known(data)
    if kind:
        message = f"{name}: is {kind}, not plain text"
        raise InputError(message, hint)
    if encoding is None and _looks_binary(data):
        message = f"{name}: is a binary file, not text"
        raise InputError(message, "give a text file; if it is text in a rare encoding, name it with --encoding")


def _known(data: bytes) -> tuple[str, str]:
    for magic, kind, hint in _MAGIC:
        if data.startswith(magic):
            return kind, hint
    return _inside_zip(data) if data.startswith(_ZIP) else ("", "")


def _inside_zip(data: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return "a damaged ZIP archive", "get the file again"
    for member, kind, hint in _ZIP_MEMBERS:
        if member in names:
            return kind, hint
    return "a ZIP archive", "unpack it first"


def _looks_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or wide_codec(data):
        return False
    controls = len(_CONTROL.findall(sample))
    # A stray NUL in a long text is debris; a binary file is full of them.
    return sample.count(0) > 0.001 * len(sample) or controls > 0.02 * len(sample)
