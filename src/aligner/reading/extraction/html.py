"""Web pages: the visible text, block by block, in the order of the source.

Navigation and footers are text like any other: a page saved whole brings them along.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from aligner.reading.decoding import Decoded, decode

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre",
    "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({
    "head", "iframe", "math", "noscript", "object", "script", "style", "svg", "template", "textarea",
})  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACES = re.compile("[ \t\n\r\f]+")
_HEAD = 4096


def decode_html(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode a page by `encoding` if given, else by its byte-order mark, what it declares, or its look.

    Raises `InputError` when bytes do not fit.
    """
    if encoding is None and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = _XML_ENCODING.search(data[:_HEAD]) or _CHARSET.search(data[:_HEAD])
        encoding = _known(declared[1].decode("ascii")) if declared else None
    return decode(data, name, encoding)


def _known(encoding: str) -> str | None:
    try:
        codec = codecs.lookup(encoding).name
    except LookupError:
        return None
    # A page that could be searched for its declaration byte by byte is not in UTF-16, whatever it says.
    return None if codec.startswith("utf-16") else codec


def html_blocks(text: str) -> list[str]:
    """The blocks of visible text of a page; line breaks that it asks for stay, other white space is one space."""
    source = _XML_DECLARATION.sub("", text).encode("utf-8", "replace")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root: etree._Element | None = etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        root = None
    # A page of comments only has no root.
    return [] if root is None else _Collector().collect(root)


class _Collector:
    """Gathers text while the tree is walked."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._pieces: list[str] = []
        self._unseen = 0
        self._kept = 0

    def collect(self, root: etree._Element) -> list[str]:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag: object = element.tag
            name = tag if isinstance(tag, str) else ""
            if event == "start":
                self._enter(element, name)
            else:
                self._leave(element, name)
        self._close()
        return self._blocks

    def _enter(self, element: etree._Element, name: str) -> None:
        if name in _BLOCKS:
            self._close()
        if _is_hidden(element, name):
            self._unseen += 1
        if name == "pre":
            self._kept += 1
        if name == "br":
            self._add("\n", kept=True)
        self._add(element.text or "")

    def _leave(self, element: etree._Element, name: str) -> None:
        if _is_hidden(element, name):
            self._unseen -= 1
        if name == "pre":
            self._kept -= 1
        if name in _BLOCKS:
            self._close()
        self._add(element.tail or "")

    def _add(self, text: str, *, kept: bool = False) -> None:
        if not self._unseen and text:
            self._pieces.append(text if kept or self._kept else _SPACES.sub(" ", text))

    def _close(self) -> None:
        block = "".join(self._pieces).strip(" \t\n\r\f")
        if block:
            self._blocks.append(re.sub(" *\n *", "\n", re.sub(" {2,}", " ", block)))
        self._pieces.clear()


def _is_hidden(element: etree._Element, name: str) -> bool:
    return name in _UNSEEN or element.get("hidden") is not None
