"""TBX-Basic in its 2008 form (martif, the only one OmegaT reads) and its 2019 form (DCA style).

Sources: ISO 30042:2008 and TBX-Basic 3.1 of LISA/LTAC; ISO 30042:2019 and the TBX-Basic dialect of the LTAC TBX
steering group. The reader takes either, and the DCT style as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from aligner.errors import InputError
from aligner.files import atomic_write
from aligner.glossary.exchange import Collector, Imported
from aligner.glossary.model import Glossary, Term, TermStatus
from aligner.glossary.table import PARTS_OF_SPEECH

if TYPE_CHECKING:
    from lxml import etree


class TbxForm(StrEnum):
    """Which edition of the standard to write."""

    TBX_2008 = "2008"
    TBX_2019 = "2019"


_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUSES = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.DEPRECATED: "deprecatedTerm-admn-sts",
}
_READ_STATUSES = {
    **{name: status for status, name in _STATUSES.items()},
    "supersededTerm-admn-sts": TermStatus.DEPRECATED,
    **{status.value: status for status in TermStatus},
    **{"preferredTerm": TermStatus.PREFERRED, "admittedTerm": TermStatus.ADMITTED},
    **{
        "deprecatedTerm": TermStatus.DEPRECATED,
        "obsolete": TermStatus.DEPRECATED,
        "forbidden": TermStatus.DEPRECATED,
    },
}
_ENTRY = {TbxForm.TBX_2008: ("termEntry", "langSet", "tig"), TbxForm.TBX_2019: ("conceptEntry", "langSec", "termSec")}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_tbx(glossary: Glossary, path: Path, form: TbxForm = TbxForm.TBX_2008) -> None:
    """Write a glossary as TBX-Basic; everything but the order of concepts' mentions is kept.

    Raises `OutputError` when the file can not be written.
    """
    from lxml import etree

    root = _frame(form)
    body = root.find(".//body")
    assert body is not None
    entry_name, language_name, term_name = _ENTRY[form]
    for concept in glossary.concepts:
        entry = etree.SubElement(body, entry_name, id=_id_of(concept))
        for language in dict.fromkeys(term.language for term in glossary.terms_of(concept)):
            section = etree.SubElement(entry, language_name)
            section.set(_XML_LANG, language)
            for term in glossary.terms_of(concept, language):
                _write_term(etree.SubElement(section, term_name), term)
    if form is TbxForm.TBX_2019:
        root.set("xmlns", _NAMESPACE)
    etree.indent(root)
    with atomic_write(path) as file:
        file.write(etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n")


def _frame(form: TbxForm) -> etree._Element:
    from lxml import etree

    if form is TbxForm.TBX_2008:
        root = etree.Element("martif", type="TBX-Basic")
        header = etree.SubElement(root, "martifHeader")
    else:
        root = etree.Element("tbx", type="TBX-Basic", style="dca")
        header = etree.SubElement(root, "tbxHeader")
    root.set(_XML_LANG, "en")
    description = etree.SubElement(header, "fileDesc")
    etree.SubElement(etree.SubElement(description, "sourceDesc"), "p").text = "Exported from glossary.csv"
    if form is TbxForm.TBX_2008:
        encoding = etree.SubElement(header, "encodingDesc")
        etree.SubElement(encoding, "p", type="XCSURI").text = "TBXBasicXCSV02.xcs"
    etree.SubElement(etree.SubElement(root, "text"), "body")
    return root


def _write_term(parent: etree._Element, term: Term) -> None:
    from lxml import etree

    etree.SubElement(parent, "term").text = _FORBIDDEN.sub("", term.text)
    if term.part_of_speech:
        etree.SubElement(parent, "termNote", type="partOfSpeech").text = term.part_of_speech
    etree.SubElement(parent, "termNote", type="administrativeStatus").text = _STATUSES[term.status]
    if term.note:
        etree.SubElement(parent, "note").text = _FORBIDDEN.sub("", term.note)


def _id_of(concept: str) -> str:
    """A concept's name as an XML id; what an id can not hold is written as _xHHHH_, and back by `_concept_of`."""
    escaped = concept.replace("_x", "_x005F_x")
    out = "".join(char if char.isalnum() or char in "-_." else f"_x{ord(char):04X}_" for char in escaped)
    return out if out[:1].isalpha() or out[:1] == "_" else f"_x{ord(out[0]):04X}_{out[1:]}"


def _concept_of(identifier: str) -> str:
    return re.sub(r"_x([0-9A-F]{4,6})_", lambda hit: chr(int(hit[1], 16)), identifier)


def read_tbx(path: Path) -> Imported:
    """Read a TBX file of either edition.

    External parts are never fetched and entities never expanded. Raises `InputError`, with the line where there is
    one, for a file that is no XML, no TBX, or that declares entities.
    """
    root = _parse(path)
    names = {"martif": TbxForm.TBX_2008, "tbx": TbxForm.TBX_2019}
    if _name(root) not in names:
        message = f"{path}: the root element is {_name(root)}, not martif or tbx"
        raise InputError(message, "export the glossary as TBX-Basic")
    entry_name, language_name, _ = _ENTRY[names[_name(root)]]
    collector = Collector()
    entries = [element for element in root.iter("{*}" + entry_name)]
    for number, entry in enumerate(entries, start=1):
        concept = _concept_of(entry.get("id") or entry.get("{http://www.w3.org/XML/1998/namespace}id") or "")
        for section in entry.iter("{*}" + language_name):
            _read_section(section, concept or f"entry-{number}", path, collector)
        for child in entry:
            if _name(child) != language_name:
                collector.left_out[_kind(child)] += 1
    return collector.result()


def _parse(path: Path) -> etree._Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = etree.parse(str(path), parser)
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "not well-formed").split(", line ")[0]
        message = f"{path}:{error.lineno or 1}: not well-formed XML: {reason}"
        raise InputError(message) from error
    except OSError as error:
        message = f"{path}: cannot be read: {error}"
        raise InputError(message) from error
    dtd = tree.docinfo.internalDTD
    # The type stubs of lxml lack this method.
    if dtd is not None and any(True for _ in cast(Any, dtd).iterentities()):
        message = f"{path}: the file declares entities, which are not expanded here"
        raise InputError(message, "export it again without a DTD of its own")
    return tree.getroot()


def _read_section(section: etree._Element, concept: str, path: Path, collector: Collector) -> None:
    where = f"{path}:{section.sourceline}"
    code = section.get(_XML_LANG) or section.get("lang") or ""
    language = re.split("[-_]", code.lower())[0]
    if not re.fullmatch("[a-z]{2,3}", language):
        collector.remarks.append(f"{where}: language {code!r} is no language code; its terms were left out")
        return
    for element in section.iter("{*}term"):
        text = _text(element)
        if not any(char.isalnum() for char in text):
            collector.remarks.append(f"{where}: an empty term was left out")
            continue
        fields = _fields(element, section, collector)
        status = _READ_STATUSES.get(fields.get("administrativeStatus", ""))
        if status is None and "administrativeStatus" in fields:
            collector.remarks.append(f"{where}: unknown status {fields['administrativeStatus']!r} of {text!r}")
        part = fields.get("partOfSpeech", "")
        if part not in PARTS_OF_SPEECH:
            collector.left_out[f"partOfSpeech {part}"] += 1
            part = ""
        term = Term(concept, language, text, status or TermStatus.PREFERRED, part, fields.get("note", ""))
        collector.add(term, where, status_given=status is not None)


def _fields(term: etree._Element, section: etree._Element, collector: Collector) -> dict[str, str]:
    """The data beside a term, by kind, from as far out as its tig or termSec."""
    fields: dict[str, str] = {}
    for element in _beside(term, section):
        kind, value = _kind(element), _text(element)
        if kind in ("administrativeStatus", "partOfSpeech", "note") and kind not in fields:
            fields[kind] = value
        elif kind not in ("term", "termGrp"):
            collector.left_out[kind] += 1
    return fields


def _beside(term: etree._Element, section: etree._Element) -> Iterator[etree._Element]:
    parent = term.getparent()
    while parent is not None and parent is not section:
        for child in parent:
            if child is not term:
                yield child
        parent = parent.getparent()


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _kind(element: etree._Element) -> str:
    return element.get("type") or _name(element)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
