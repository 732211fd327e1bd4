"""What every XML format needs: text that XML 1.0 can hold, and a parser that nothing in a file can trick."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from aligner.errors import InputError
from aligner.files import unreadable
from aligner.reading.characters import printable

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'

# Everything outside the production Char of XML 1.0.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def segment_text(text: str) -> tuple[str, bool]:
    """Return `text` as a segment of a memory, and whether characters that XML cannot hold were dropped.

    On one line, without invisible characters and outer white space, in NFC; no-break spaces stay.
    """
    allowed = _FORBIDDEN.sub("", text)
    return printable(allowed), allowed != text


def attribute_text(text: str) -> str:
    """Return `text` for an attribute, property or note: NFC, without what XML cannot hold."""
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", text))


def elements(path: Path, root: str, wanted: frozenset[str], kind: str) -> Iterator[etree._Element]:
    """Go through the elements of an XML file whose local name is among `wanted`, freeing each after use.

    The root comes first, when only its start tag has been read. Nothing outside the file is ever read and no
    entities are expanded. Raises `InputError`, with the line, when the file is not well-formed, its root is not
    called `root` (it is no `kind`), or it declares entities.
    """
    try:
        with path.open("rb") as file:
            yield from _elements(file, path, root, wanted, kind)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        reason = (error.msg or "not well-formed").split(", line ")[0]
        message = f"{path}: line {line}: is not a valid {kind} file: {reason}"
        raise InputError(message, "export it again from the tool that made it") from error
    except OSError as error:
        raise unreadable(path, error) from error


def _elements(file: BinaryIO, path: Path, root: str, wanted: frozenset[str], kind: str) -> Iterator[etree._Element]:
    events = etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    seen_root = False
    for event, element in events:
        name = local_name(element)
        if not seen_root:
            _check_root(element, name, path, root, kind)
            seen_root = True
            yield element
        elif event == "end" and name in wanted:
            yield element
            _free(element)


def _check_root(element: etree._Element, name: str, path: Path, root: str, kind: str) -> None:
    if name != root:
        message = f"{path}: is not a {kind} file: it begins with <{name}>"
        raise InputError(message, f"give a file that begins with <{root}>")
    entities = getattr(element.getroottree().docinfo.internalDTD, "entities", None)
    if entities and entities():
        message = f"{path}: declares entities, which a {kind} file has no need of"
        raise InputError(message, "it is not read, because entities can be used to exhaust or spy on a computer")


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    # Entity references that stay unexpanded are nodes whose tag is a function.
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _free(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
