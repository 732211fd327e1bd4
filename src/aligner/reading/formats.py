"""Which file name suffix is read by which extractor; everything else is plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from aligner.model import Paragraph
from aligner.reading.blocks import paragraphs
from aligner.reading.characters import trimmed
from aligner.reading.decoding import decode
from aligner.reading.signatures import refuse_binary


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text that offsets refer to, and its paragraphs."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    encoding: str
    """A codec for plain text, pages and subtitles; the format's name where the text is made from a package."""


Extractor: TypeAlias = Callable[[bytes, str, str | None], Extracted]
"""Bytes, the file's name for messages, the encoding if told; raises `InputError`."""


def extract(path: Path, data: bytes, encoding: str | None) -> Extracted:
    """Get the text out of the bytes of `path`, in the way that its suffix asks for.

    Raises `InputError` when they are not what the suffix says, `MissingPartError` when an extra is not installed.
    """
    return _EXTRACTORS.get(path.suffix.lower(), _plain)(data, str(path), encoding)


def _plain(data: bytes, name: str, encoding: str | None) -> Extracted:
    refuse_binary(data, name, encoding)
    decoded = decode(data, name, encoding)
    return Extracted(decoded.text, paragraphs(decoded.text), decoded.encoding)


def _docx(data: bytes, name: str, _: str | None) -> Extracted:
    from aligner.reading.extraction.docx import docx_blocks

    return _laid_out(docx_blocks(data, name), "docx")


def _epub(data: bytes, name: str, _: str | None) -> Extracted:
    from aligner.reading.extraction.epub import epub_blocks

    return _laid_out(epub_blocks(data, name), "epub")


def _html(data: bytes, name: str, encoding: str | None) -> Extracted:
    from aligner.reading.extraction.html import decode_html, html_blocks

    refuse_binary(data, name, encoding)
    decoded = decode_html(data, name, encoding)
    return _laid_out(html_blocks(decoded.text), decoded.encoding)


def _subtitles(data: bytes, name: str, encoding: str | None) -> Extracted:
    from aligner.reading.extraction.subtitles import subtitle_blocks

    refuse_binary(data, name, encoding)
    decoded = decode(data, name, encoding)
    return _laid_out(subtitle_blocks(decoded.text, name), decoded.encoding)


def _pdf(data: bytes, name: str, _: str | None) -> Extracted:
    from aligner.reading.extraction.pdf import pdf_text

    text = pdf_text(data, name)
    return Extracted(text, paragraphs(text), "pdf")


def _laid_out(blocks: Sequence[str], encoding: str) -> Extracted:
    """Put blocks into one text with a blank line between them; blocks in which nothing can be seen are dropped."""
    pieces: list[str] = []
    found: list[Paragraph] = []
    position = 0
    for block in blocks:
        start, stop = trimmed(block, 0, len(block))
        if start < stop:
            pieces.append(block[start:stop])
            found.append(Paragraph(position, position + stop - start))
            position += stop - start + 2
    return Extracted("\n\n".join(pieces), tuple(found), encoding)


_EXTRACTORS: dict[str, Extractor] = {
    ".docx": _docx,
    ".epub": _epub,
    ".htm": _html,
    ".html": _html,
    ".pdf": _pdf,
    ".srt": _subtitles,
    ".vtt": _subtitles,
    ".xhtml": _html,
}
