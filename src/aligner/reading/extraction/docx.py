"""Word documents: the text of the body in reading order, tables, text boxes and tracked insertions included.

Left out are headers, footers, footnotes, comments, deleted text and field codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from aligner.reading.extraction.package import Package

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_WORD = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SIGNS = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
# Deleted text, and the second copy of a drawing that old programs are given.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback"})


def docx_blocks(data: bytes, name: str) -> list[str]:
    """The paragraphs of a Word document. Raises `InputError` when it is damaged."""
    root = Package(data, name, "Word document").xml("word/document.xml")
    return ["".join(pieces) for pieces in _paragraphs(root)]


def _paragraphs(root: etree._Element) -> Iterator[list[str]]:
    """The text pieces of each paragraph; a text box inside a paragraph comes after it, paragraph by paragraph."""
    blocks: list[list[str]] = []
    open_blocks: list[int] = []
    skipping = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = _local(element)
        if name in _SKIPPED:
            skipping += 1 if event == "start" else -1
        elif skipping:
            continue
        elif name == "p" and _is_word(element):
            if event == "start":
                open_blocks.append(len(blocks))
                blocks.append([])
            else:
                open_blocks.pop()
        elif event == "start" and open_blocks and _is_word(element):
            blocks[open_blocks[-1]].append(_sign(element, name))
    yield from blocks


def _sign(element: etree._Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "tab" and _local(element.getparent()) == "tabs":
        return ""
    return _SIGNS.get(name, "")


def _local(element: etree._Element | None) -> str:
    tag: object = None if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_word(element: etree._Element) -> bool:
    return str(element.tag).startswith((_WORD, _STRICT_WORD))
