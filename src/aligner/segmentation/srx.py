"""Segmentation Rules eXchange 2.0 (LISA OSCAR, 2008): writes the project's rules for other tools and follows theirs.

SRX knows two patterns around a place and no more, so a written file is an approximation of the rules of this room:
no quotations, no brackets, no words counted back. It is meant for tools that have no rules for Kazakh at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.files import atomic_write
from aligner.languages import known_languages, language, primary_code
from aligner.model import Paragraph, Segment
from aligner.segmentation.srx_patterns import python_pattern
from aligner.segmentation.srx_tables import SrxRule, srx_rules

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://www.lisa.org/srx20"
_TAG = f"{{{NAMESPACE}}}"


@dataclass(frozen=True, slots=True)
class SrxFile:
    """An SRX document: its rules by name, and which languages they are for."""

    cascade: bool
    """Whether all maps that match a language apply, rather than the first."""
    rules: dict[str, tuple[SrxRule, ...]]
    maps: tuple[tuple[str, str], ...]
    """Pattern of a language code and name of its rules, in order."""

    def segmenter(self, code: str) -> SrxSegmenter:
        """The segmenter of a language. Raises ``InputError`` if the file has no rules for it, or unusable ones."""
        matching = [name for pattern, name in self.maps if re.fullmatch(python_pattern(pattern), code)]
        if not matching:
            matching = [
                name for pattern, name in self.maps if re.fullmatch(python_pattern(pattern), primary_code(code))
            ]
        if not matching:
            raise InputError(f"the SRX file has no rules for {code!r}", "add a language map")
        chosen = matching if self.cascade else matching[:1]
        return SrxSegmenter(tuple(rule for name in chosen for rule in self.rules.get(name, ())))


class SrxSegmenter:
    """Cuts paragraphs by SRX rules: at every place the first rule that matches decides."""

    def __init__(self, rules: Sequence[SrxRule]) -> None:
        self._rules = [(rule.breaks, _compiled(rule)) for rule in rules]

    def segment(self, text: str, paragraphs: Sequence[Paragraph]) -> tuple[Segment, ...]:
        """Spans without white space around them, in order; every other character is in one of them."""
        return tuple(
            Segment(start, stop, number, text[start:stop])
            for number, paragraph in enumerate(paragraphs)
            for start, stop in self._spans(text[paragraph.start : paragraph.stop], paragraph.start)
        )

    def _spans(self, block: str, offset: int) -> list[tuple[int, int]]:
        edges = [0, *self._places(block), len(block)]
        spans = []
        for start, stop in pairwise(edges):
            part = block[start:stop]
            if part.strip():
                first = offset + start + len(part) - len(part.lstrip())
                spans.append((first, first + len(part.strip())))
        return spans

    def _places(self, block: str) -> list[int]:
        decided: dict[int, bool] = {}
        for breaks, pattern in self._rules:
            for found in pattern.finditer(block):
                decided.setdefault(found.end(1), breaks)
        return sorted(place for place, breaks in decided.items() if breaks and 0 < place < len(block))


def _compiled(rule: SrxRule) -> re.Pattern[str]:
    # A lookahead, so that one match does not hide another that begins inside it.
    return re.compile(rf"(?=({python_pattern(rule.before)})(?:{python_pattern(rule.after)}))")


def own_rules(codes: Sequence[str] = ()) -> SrxFile:
    """The project's rules for some languages; for those with tables of their own if none are named."""
    tables = [language(code) for code in codes or known_languages()]
    return SrxFile(
        cascade=False,
        rules={table.name: srx_rules(table) for table in tables},
        maps=tuple((rf"(?i){table.code}(?:[-_].*)?", table.name) for table in tables),
    )


def write_srx(path: Path, content: SrxFile) -> None:
    """Write an SRX 2.0 file, whole or not at all."""
    with atomic_write(path) as file:
        file.write(srx_bytes(content))


def srx_bytes(content: SrxFile) -> bytes:
    """The file's bytes: UTF-8, the same for the same rules."""
    from lxml import etree

    # The type stubs do not know that the default namespace has no prefix.
    root = etree.Element(f"{_TAG}srx", {"version": "2.0"}, nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    cascade = "yes" if content.cascade else "no"
    header = etree.SubElement(root, f"{_TAG}header", {"segmentsubflows": "yes", "cascade": cascade})
    for kind, include in (("start", "no"), ("end", "yes"), ("isolated", "no")):
        etree.SubElement(header, f"{_TAG}formathandle", {"type": kind, "include": include})
    body = etree.SubElement(root, f"{_TAG}body")
    rules = etree.SubElement(body, f"{_TAG}languagerules")
    for name, listed in content.rules.items():
        group = etree.SubElement(rules, f"{_TAG}languagerule", {"languagerulename": name})
        for rule in listed:
            element = etree.SubElement(group, f"{_TAG}rule", {"break": "yes" if rule.breaks else "no"})
            etree.SubElement(element, f"{_TAG}beforebreak").text = rule.before
            etree.SubElement(element, f"{_TAG}afterbreak").text = rule.after
    maps = etree.SubElement(body, f"{_TAG}maprules")
    for pattern, name in content.maps:
        etree.SubElement(maps, f"{_TAG}languagemap", {"languagepattern": pattern, "languagerulename": name})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def read_srx(path: Path) -> SrxFile:
    """Read an SRX 2.0 file. Raises ``InputError`` if it is not one, or cannot be read."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path}: not well-formed XML: {error.msg}") from error
    header = root.find(f"{_TAG}header")
    if root.tag != f"{_TAG}srx" or header is None:
        raise InputError(f"{path}: not an SRX 2.0 file", f"its root must be srx in the namespace {NAMESPACE}")
    return SrxFile(
        cascade=header.get("cascade", "no") == "yes",
        rules={group.get("languagerulename", ""): _rules(group) for group in root.iter(f"{_TAG}languagerule")},
        maps=tuple(
            (found.get("languagepattern", ""), found.get("languagerulename", ""))
            for found in root.iter(f"{_TAG}languagemap")
        ),
    )


def _rules(group: _Element) -> tuple[SrxRule, ...]:
    return tuple(
        SrxRule(
            rule.get("break", "yes") != "no",
            rule.findtext(f"{_TAG}beforebreak") or "",
            rule.findtext(f"{_TAG}afterbreak") or "",
        )
        for rule in group.iter(f"{_TAG}rule")
    )
