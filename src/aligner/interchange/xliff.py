"""XLIFF 1.2 and 2.1: bilingual files for translation tools, a file element a document, a unit a sentence pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from pathlib import Path

from lxml import etree

from aligner.errors import InputError, UsageError
from aligner.files import atomic_write
from aligner.interchange.incoming import ImportedUnit
from aligner.interchange.report import ExportReport, Notes, Remark
from aligner.interchange.units import Granularity, Unit, joined, units
from aligner.interchange.xml import DECLARATION, attribute_text, elements, local_name, segment_text
from aligner.languages.registry import normalise_code
from aligner.model import Language, ParallelDocument, Status


class Version(StrEnum):
    """Which XLIFF."""

    V1_2 = "1.2"
    V2_1 = "2.1"


_NAMESPACES = {
    Version.V1_2: "urn:oasis:names:tc:xliff:document:1.2",
    # 2.1 keeps the namespace of 2.0.
    Version.V2_1: "urn:oasis:names:tc:xliff:document:2.0",
}
# 1.2 says more with `approved`; in 2.x the state stands on the segment.
_STATES = {
    (Version.V1_2, Status.CONFIRMED): "translated",
    (Version.V1_2, Status.PROPOSED): "needs-review-translation",
    (Version.V2_1, Status.CONFIRMED): "reviewed",
    (Version.V2_1, Status.PROPOSED): "translated",
}
_CONFIRMED_STATES = frozenset({"reviewed", "final", "signed-off"})
# Native codes of 1.2, and 2.x placeholders: what stands in them is no text.
_NATIVE_CODES = frozenset({"bpt", "ept", "it", "ph", "x", "bx", "ex", "sc", "ec", "sm", "em"})


@dataclass(frozen=True, slots=True)
class XliffOptions:
    """How bilingual files are to be written."""

    version: Version = Version.V2_1
    languages: tuple[Language, ...] = ()
    """Source first; every pair of them is a file. All of the documents' if empty."""
    granularity: Granularity = Granularity.SENTENCES


def write_xliff(
    documents: Iterable[ParallelDocument], path: Path, options: XliffOptions | None = None
) -> ExportReport:
    """Write each pair of languages to a file beside `path` (``a.en-ru.xlf``); of two languages only, to `path`.

    Units without source text are left out and reported; those without a target are there to be translated. Raises
    `UsageError` for fewer than two languages, `OutputError` when the folder or the disk refuses.
    """
    chosen = options or XliffOptions()
    sources = tuple(documents)
    languages = chosen.languages or tuple(dict.fromkeys(code for source in sources for code in source.languages))
    if len(languages) < 2:
        message = f"{path}: an XLIFF file needs two languages"
        raise UsageError(message, "export at least two languages")
    notes = Notes()
    pairs = list(combinations(languages, 2))
    for pair in pairs:
        place = path if len(pairs) == 1 else path.with_name(f"{path.stem}.{'-'.join(pair)}{path.suffix or '.xlf'}")
        tree = _tree(sources, pair, chosen, notes)
        with atomic_write(place) as file:
            file.write(DECLARATION + etree.tostring(tree, pretty_print=True, encoding="utf-8"))
        notes.files.append(place)
    return notes.report()


def _tree(
    documents: Sequence[ParallelDocument], pair: tuple[Language, Language], options: XliffOptions, notes: Notes
) -> etree._Element:
    source, target = pair
    namespace = _NAMESPACES[options.version]
    root = etree.Element(f"{{{namespace}}}xliff", nsmap={None: namespace})  # type: ignore[dict-item]  # the stubs know prefixes only
    root.set("version", options.version.value)
    if options.version is Version.V2_1:
        root.set("srcLang", source)
        root.set("trgLang", target)
    for number, document in enumerate(documents, start=1):
        if not set(pair) <= set(document.languages):
            notes.left_out.append(Remark(document.name, 0, f"document without {' and '.join(pair)}"))
            continue
        place = _file_element(root, document, number, pair)
        add = _add_unit if options.version is Version.V2_1 else _add_trans_unit
        for content in _contents(document, pair, options.granularity, notes):
            add(place, content)
    return root


def _file_element(
    root: etree._Element, document: ParallelDocument, number: int, pair: tuple[Language, Language]
) -> etree._Element:
    """The element that the units of a document go into."""
    element = _added(root, "file")
    element.set("original", attribute_text(document.name))
    if root.get("version") == Version.V2_1:
        element.set("id", f"f{number}")
        return element
    element.set("source-language", pair[0])
    element.set("target-language", pair[1])
    element.set("datatype", "plaintext")
    return _added(element, "body")


@dataclass(frozen=True, slots=True)
class _Content:
    """What a unit says in either version."""

    name: str
    source: str
    target: str
    note: str
    status: Status


def _contents(
    document: ParallelDocument, pair: tuple[Language, Language], granularity: Granularity, notes: Notes
) -> Iterator[_Content]:
    for unit in units(document, pair, granularity):
        source, target = _texts_of(unit, notes)
        if not source:
            notes.left_out.append(Remark(unit.document, unit.row, f"no text in the source language {pair[0]}"))
            continue
        notes.written += 1
        name = f"{unit.row}.{unit.part}" if unit.part else str(unit.row)
        yield _Content(name, source, target, attribute_text(unit.origin.note or ""), unit.origin.status)


def _texts_of(unit: Unit, notes: Notes) -> list[str]:
    texts: list[str] = []
    for language, segments in unit.texts:
        text, dropped = segment_text(joined(segments, language))
        texts.append(text)
        if dropped:
            notes.mended.append(Remark(unit.document, unit.row, f"{language} text with characters XML cannot hold"))
    return texts


def _add_trans_unit(place: etree._Element, content: _Content) -> None:
    """A unit of version 1.2."""
    element = _added(place, "trans-unit")
    element.set("id", content.name)
    element.set("approved", "yes" if content.status is Status.CONFIRMED and content.target else "no")
    _added(element, "source", content.source)
    if content.target:
        _added(element, "target", content.target).set("state", _STATES[Version.V1_2, content.status])
    if content.note:
        _added(element, "note", content.note)


def _add_unit(place: etree._Element, content: _Content) -> None:
    """A unit of version 2.1."""
    element = _added(place, "unit")
    element.set("id", content.name)
    if content.note:
        _added(_added(element, "notes"), "note", content.note)
    segment = _added(element, "segment")
    # A state other than initial promises a target.
    segment.set("state", _STATES[Version.V2_1, content.status] if content.target else "initial")
    _added(segment, "source", content.source)
    if content.target:
        _added(segment, "target", content.target)


def _added(parent: etree._Element, tag: str, text: str = "") -> etree._Element:
    """A new child in the namespace of its parent."""
    element = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}")
    element.text = text or None
    return element


def read_xliff(path: Path) -> tuple[ImportedUnit, ...]:
    """Read the units of an XLIFF 1.2 or 2.x file; inline codes give way to the text around them.

    Nothing is fetched and no entities are expanded. Raises `InputError`, naming the line, when the file is no XLIFF
    or not well-formed, or a language is missing.
    """
    found: list[ImportedUnit] = []
    languages: tuple[str, str] | None = None
    for element in elements(path, "xliff", frozenset({"trans-unit", "unit"}), "XLIFF"):
        name = local_name(element)
        if name == "xliff":
            if element.get("srcLang"):
                languages = element.get("srcLang", ""), element.get("trgLang", "")
        elif name == "trans-unit":
            found.append(_read_trans_unit(element, path))
        elif languages:
            found.extend(_read_unit(element, languages, path))
    if not found:
        message = f"{path}: holds no translation units"
        raise InputError(message, "export it again from the tool that made it")
    return tuple(found)


def _read_trans_unit(element: etree._Element, path: Path) -> ImportedUnit:
    file = _file_of(element)
    pair = _pair((file.get("source-language", ""), file.get("target-language", "")), element, path)
    target = _child(element, "target")
    confirmed = element.get("approved") == "yes" or (target is not None and target.get("state") in _CONFIRMED_STATES)
    return _imported(element, pair, _texts(element), _note(element), confirmed)


def _read_unit(element: etree._Element, languages: tuple[str, str], path: Path) -> Iterator[ImportedUnit]:
    pair = _pair(languages, element, path)
    notes = _child(element, "notes")
    note = None if notes is None else _note(notes)
    for segment in element:
        if local_name(segment) == "segment":
            confirmed = segment.get("state") in _CONFIRMED_STATES
            yield _imported(element, pair, _texts(segment), note, confirmed)


def _imported(
    element: etree._Element, pair: tuple[str, str], texts: tuple[str, str], note: str | None, confirmed: bool
) -> ImportedUnit:
    row = element.get("id", "").partition(".")[0]
    return ImportedUnit(
        texts=tuple((language, (text,) if text else ()) for language, text in zip(pair, texts, strict=True)),
        identifier=element.get("id", ""),
        document=_file_of(element).get("original", ""),
        row=int(row) if row.isascii() and row.isdigit() and len(row) < 10 else None,
        status=Status.CONFIRMED if confirmed else Status.PROPOSED,
        note=note,
    )


def _file_of(element: etree._Element) -> etree._Element:
    return next((parent for parent in element.iterancestors() if local_name(parent) == "file"), element)


def _pair(codes: tuple[str, str], element: etree._Element, path: Path) -> tuple[Language, Language]:
    place = f"{path}: line {element.sourceline}"
    if not all(codes):
        message = f"{place}: the source or target language is missing"
        raise InputError(message, "export it again as a bilingual file")
    try:
        return normalise_code(codes[0]), normalise_code(codes[1])
    except UsageError as error:
        message = f"{place}: {error.message}"
        raise InputError(message, error.hint) from error


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _texts(element: etree._Element) -> tuple[str, str]:
    source, target = _child(element, "source"), _child(element, "target")
    return ("" if source is None else _text(source).strip()), ("" if target is None else _text(target).strip())


def _note(element: etree._Element) -> str | None:
    return "\n".join(child.text or "" for child in element if local_name(child) == "note") or None


def _text(element: etree._Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        if local_name(child) not in _NATIVE_CODES:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
