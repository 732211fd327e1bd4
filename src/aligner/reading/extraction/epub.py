"""EPUB books: the chapters' text in the order of the spine, without the table of contents."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from lxml import etree

from aligner.reading.extraction.html import decode_html, html_blocks
from aligner.reading.extraction.package import Package

_PAGES = frozenset({"application/xhtml+xml", "text/html"})


def epub_blocks(data: bytes, name: str) -> list[str]:
    """The blocks of text of a book. Raises `InputError` when it is damaged."""
    package = Package(data, name, "EPUB book")
    blocks: list[str] = []
    for member in _chapters(package):
        blocks += html_blocks(decode_html(package.read(member), f"{name}: {member}").text)
    return blocks


def _chapters(package: Package) -> list[str]:
    rootfile = package.xml("META-INF/container.xml").find(".//{*}rootfile")
    if rootfile is None or not rootfile.get("full-path"):
        raise package.damaged("it names no content")
    place = rootfile.get("full-path", "")
    content = package.xml(place)
    manifest = {item.get("id", ""): item for item in content.iterfind(".//{*}manifest/{*}item")}
    chapters = [manifest.get(entry.get("idref", "")) for entry in content.iterfind(".//{*}spine/{*}itemref")]
    return [_path(place, item) for item in chapters if item is not None and _is_text(item)]


def _is_text(item: etree._Element) -> bool:
    return item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split()


def _path(place: str, item: etree._Element) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(item.get("href", ""))))
