"""PDF files with a text layer; needs the extra ``pdf``."""

from __future__ import annotations

import io
import logging

from aligner.errors import InputError, MissingPartError


def pdf_text(data: bytes, name: str) -> str:
    """The text of all pages, a form feed between them, with the line breaks of the page.

    Raises `MissingPartError` without pypdf, `InputError` when the file is damaged, locked or holds pictures only.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        message = f"{name}: reading PDF needs pypdf"
        raise MissingPartError(message, "pip install 'aligner[pdf]'") from error
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            message = f"{name}: is a PDF locked with a password"
            raise InputError(message, "save an unlocked copy")
        text = "\f".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        message = f"{name}: is not a readable PDF: {error}"
        raise InputError(message, "open it in a PDF program and save it again") from error
    if not text.strip():
        message = f"{name}: is a PDF without text, perhaps a scan"
        raise InputError(message, "run text recognition over it first")
    return text
