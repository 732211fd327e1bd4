"""Translation memories in TMX 1.4, as the standard says and as the tools that read them really want them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from itertools import chain, combinations, count
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from aligner import __version__
from aligner.errors import InputError, UsageError
from aligner.files import atomic_write
from aligner.interchange.incoming import ImportedUnit
from aligner.interchange.locales import culture
from aligner.interchange.report import ExportReport, Notes, Remark
from aligner.interchange.units import Granularity, Unit, joined, units
from aligner.interchange.xml import DECLARATION, XML_LANG, attribute_text, elements, local_name, segment_text
from aligner.languages.registry import normalise_code
from aligner.model import Language, ParallelDocument, Status

ANY_SOURCE = "*all*"
"""TMX's word for a memory in which any language can be the source."""
_DATE = "%Y%m%dT%H%M%SZ"
_DATES = (_DATE, "%Y-%m-%dT%H:%M:%SZ")


class Profile(StrEnum):
    """Which tool the memory is for."""

    MULTI = "multi"
    """One file with all languages."""
    OMEGAT = "omegat"
    """The same, cut finer: OmegaT picks the two languages it needs, and matches sentence by sentence."""
    TRADOS = "trados"
    """One file a pair, with cultures such as ``kk-KZ``: Trados Studio refuses more than two languages."""
    MEMOQ = "memoq"
    """One file a pair, with cultures in small letters."""


_LONGEST = {Profile.TRADOS: 2000}
"""Characters that a side may have in the tool's import."""


@dataclass(frozen=True, slots=True)
class TmxOptions:
    """How a memory is to be written."""

    profile: Profile = Profile.MULTI
    languages: tuple[Language, ...] = ()
    """Which, and in what order; all of each document's if empty. A pair profile writes every pair of them."""
    source: str = ANY_SOURCE
    """`srclang` of a file with all languages; a pair's source is its first language."""
    granularity: Granularity | None = None
    """Rows for a file with all languages, the links' sentences for pairs (and OmegaT), unless said."""
    keep_partial: bool = False
    """Also write units in which fewer than two languages have text; most tools drop or refuse them."""
    created: datetime | None = None
    """For the header and units without a time of change; nothing is written if it is not given."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """One file to be written."""

    path: Path
    languages: tuple[Language, ...]
    source: str
    granularity: Granularity


def write_tmx(documents: Iterable[ParallelDocument], path: Path, options: TmxOptions | None = None) -> ExportReport:
    """Write a memory of the documents to `path`, or for a pair profile to a file a pair beside it (``a.en-ru.tmx``).

    A pair profile of only two languages writes `path` itself. The same rows give the same bytes. Control
    characters and what else XML cannot hold are dropped and reported. Raises `UsageError` for languages that a
    document lacks, `OutputError` when the folder or the disk refuses.
    """
    chosen = options or TmxOptions()
    sources = tuple(documents)
    notes = Notes()
    for plan in _plans(sources, path, chosen):
        with atomic_write(plan.path) as file:
            _write_file(file, sources, plan, chosen, notes)
        notes.files.append(plan.path)
    return notes.report()


def _plans(documents: Sequence[ParallelDocument], path: Path, options: TmxOptions) -> Iterator[_Plan]:
    every = dict.fromkeys(language for document in documents for language in document.languages)
    languages = options.languages or tuple(every)
    if len(languages) < 2:
        message = f"{path}: a memory needs two languages"
        raise UsageError(message, "export at least two languages")
    if options.profile in (Profile.MULTI, Profile.OMEGAT):
        if options.source != ANY_SOURCE and options.source not in languages:
            message = f"{path}: the source language {options.source} is not among {', '.join(languages)}"
            raise UsageError(message, f"take one of them, or {ANY_SOURCE}")
        usual = Granularity.PAIRS if options.profile is Profile.OMEGAT else Granularity.ROWS
        yield _Plan(path, languages, options.source, options.granularity or usual)
        return
    pairs = list(combinations(languages, 2))
    for a, b in pairs:
        place = path if len(pairs) == 1 else path.with_name(f"{path.stem}.{a}-{b}{path.suffix or '.tmx'}")
        yield _Plan(place, (a, b), a, options.granularity or Granularity.SENTENCES)


def _write_file(
    file: BinaryIO, documents: Sequence[ParallelDocument], plan: _Plan, options: TmxOptions, notes: Notes
) -> None:
    file.write(DECLARATION)
    with etree.xmlfile(file, encoding="utf-8") as xml, xml.element("tmx", version="1.4"):
        xml.write("\n")
        xml.write(_header(plan, options), pretty_print=True)
        with xml.element("body"):
            xml.write("\n")
            identifiers: set[str] = set()
            for document in documents:
                for unit in _wanted_units(document, plan, options, notes):
                    unit.set("tuid", _unique(unit.get("tuid", ""), identifiers))
                    xml.write(unit, pretty_print=True)
                    notes.written += 1
        xml.write("\n")
    file.write(b"\n")


def _unique(identifier: str, taken: set[str]) -> str:
    """The identifier, with a number after it where another unit has it, as in two documents of one name."""
    numbered = (f"{identifier}-{number}" for number in count(2))
    found = next(name for name in chain([identifier], numbered) if name not in taken)
    taken.add(found)
    return found


def _header(plan: _Plan, options: TmxOptions) -> etree._Element:
    header = etree.Element("header")
    header.set("creationtool", "aligner")
    header.set("creationtoolversion", __version__)
    header.set("segtype", "sentence")
    header.set("o-tmf", "aligner")
    header.set("adminlang", "en")
    header.set("srclang", plan.source if plan.source == ANY_SOURCE else _code(plan.source, options.profile))
    header.set("datatype", "plaintext")
    if options.created:
        header.set("creationdate", _stamp(options.created))
    return header


def _code(language: Language, profile: Profile) -> str:
    if profile is Profile.TRADOS:
        return culture(language)
    return culture(language).lower() if profile is Profile.MEMOQ else language


def _stamp(moment: datetime) -> str:
    return (moment if moment.tzinfo is None else moment.astimezone(UTC)).strftime(_DATE)


def _wanted_units(
    document: ParallelDocument, plan: _Plan, options: TmxOptions, notes: Notes
) -> Iterator[etree._Element]:
    languages = [language for language in plan.languages if language in document.languages]
    if len(languages) < 2:
        notes.left_out.append(Remark(document.name, 0, f"document without {' and '.join(plan.languages)}"))
        return
    parts = list(units(document, languages, plan.granularity))
    texts = [_cleaned(unit, notes) for unit in parts]
    sources = [_source_text(text, plan) for text in texts]
    for index, (unit, text) in enumerate(zip(parts, texts, strict=True)):
        problem = _problem(text, plan)
        if problem and not options.keep_partial:
            notes.left_out.append(Remark(unit.document, unit.row, problem))
            continue
        longest = _LONGEST.get(options.profile)
        if longest and any(len(words) > longest for words in text.values()):
            notes.mended.append(Remark(unit.document, unit.row, f"text of more than {longest} characters"))
        before = sources[index - 1] if index else ""
        after = sources[index + 1] if index + 1 < len(sources) else ""
        yield _unit_element(unit, text, (before, after), options)


def _cleaned(unit: Unit, notes: Notes) -> dict[Language, str]:
    texts: dict[Language, str] = {}
    for language, segments in unit.texts:
        text, dropped = segment_text(joined(segments, language))
        texts[language] = text
        if dropped:
            notes.mended.append(Remark(unit.document, unit.row, f"{language} text with characters XML cannot hold"))
    return texts


def _source_text(texts: dict[Language, str], plan: _Plan) -> str:
    """What stands for a unit as its neighbours' context: its source, or the first language that has text."""
    if plan.source in texts:
        return texts[plan.source]
    return next((text for text in texts.values() if text), "")


def _problem(texts: dict[Language, str], plan: _Plan) -> str:
    if sum(1 for text in texts.values() if text) < 2:
        return "text in fewer than two languages"
    if plan.source != ANY_SOURCE and not texts.get(plan.source):
        return f"no text in the source language {plan.source}"
    return ""


def _unit_element(
    unit: Unit, texts: dict[Language, str], context: tuple[str, str], options: TmxOptions
) -> etree._Element:
    element = etree.Element("tu")
    element.set("tuid", attribute_text(unit.identifier))
    if not unit.is_single:
        element.set("segtype", "block")
    row = unit.origin
    created = options.created or row.changed_at
    if created:
        element.set("creationdate", _stamp(created))
    if row.changed_at:
        element.set("changedate", _stamp(row.changed_at))
        if row.reviewer:
            element.set("changeid", attribute_text(row.reviewer))
    if row.note:
        etree.SubElement(element, "note").text = attribute_text(row.note)
    for name, value in _properties(unit, context):
        prop = etree.SubElement(element, "prop")
        prop.set("type", name)
        prop.text = attribute_text(value)
    for language, text in texts.items():
        if text or options.keep_partial:
            variant = etree.SubElement(element, "tuv")
            variant.set(XML_LANG, _code(language, options.profile))
            etree.SubElement(variant, "seg").text = text
    return element


def _properties(unit: Unit, context: tuple[str, str]) -> list[tuple[str, str]]:
    row = unit.origin
    properties = [
        ("x-doc", unit.document),
        ("x-row", str(unit.row)),
        ("x-score", f"{unit.confidence:.4f}"),
        ("x-bead", unit.shape),
        ("x-status", row.status.value),
        ("x-reviewer", row.reviewer or ""),
        ("x-context-pre", context[0]),
        ("x-context-post", context[1]),
    ]
    return [(name, value) for name, value in properties if value]


def read_tmx(path: Path) -> tuple[ImportedUnit, ...]:
    """Read the units of a TMX file of any version from 1.1 to 1.4b, in any encoding XML knows.

    Inline tags give way to the text around them; language codes lose the country that goes without
    saying; a unit with several texts in one language becomes several units. Nothing is fetched and no entities are
    expanded. Raises `InputError`, naming the line, when the file is no TMX or not well-formed, or a variant has no
    language.
    """
    found: list[ImportedUnit] = []
    for element in elements(path, "tmx", frozenset({"tu"}), "TMX"):
        if local_name(element) == "tu":
            found.extend(_read_unit(element, path))
    if not found:
        message = f"{path}: holds no translation units"
        raise InputError(message, "export it again from the tool that made it")
    return tuple(found)


def _read_unit(element: etree._Element, path: Path) -> Iterator[ImportedUnit]:
    variants: dict[Language, list[str]] = {}
    for variant in element:
        if local_name(variant) == "tuv":
            language = _language(variant, path)
            variants.setdefault(language, []).append(_segment(variant))
    properties = {child.get("type", ""): child.text or "" for child in element if local_name(child) == "prop"}
    notes = [child.text or "" for child in element if local_name(child) == "note"]
    unit = partial(
        ImportedUnit,
        identifier=element.get("tuid", ""),
        document=properties.get("x-doc", ""),
        row=_number(properties.get("x-row", "")),
        confidence=_share(properties.get("x-score", "")),
        status=Status.CONFIRMED if properties.get("x-status") == Status.CONFIRMED else Status.PROPOSED,
        reviewer=properties.get("x-reviewer") or None,
        note="\n".join(notes) or None,
        changed_at=_moment(element.get("changedate", "")),
    )
    for index in range(max((len(texts) for texts in variants.values()), default=0)):
        chosen = {language: texts[min(index, len(texts) - 1)] for language, texts in variants.items()}
        yield unit(texts=tuple((language, (text,) if text else ()) for language, text in chosen.items()))


def _language(variant: etree._Element, path: Path) -> Language:
    code = variant.get(XML_LANG) or variant.get("lang")
    place = f"{path}: line {variant.sourceline}"
    if not code:
        message = f"{place}: a variant has no language"
        raise InputError(message, "each tuv needs xml:lang")
    try:
        return normalise_code(code)
    except UsageError as error:
        message = f"{place}: {error.message}"
        raise InputError(message, error.hint) from error


_NATIVE_CODES = frozenset({"bpt", "ept", "it", "ph", "ut", "sub"})


def _segment(variant: etree._Element) -> str:
    for child in variant:
        if local_name(child) == "seg":
            return _text(child).strip()
    return ""


def _text(element: etree._Element) -> str:
    """The text of a segment: that of highlights is part of it, the native codes in other inline tags are not."""
    pieces = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name == "ph" and child.get("type") == "lb":
            pieces.append(" ")
        elif name not in _NATIVE_CODES:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _share(text: str) -> float:
    """A confidence written as 0..1; 1 where there is none, since a memory is taken to be right."""
    try:
        value = float(text)
    except ValueError:
        return 1.0
    return value if 0 <= value <= 1 else 1.0


def _moment(text: str) -> datetime | None:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
