"""Marks that one language has and another lacks: question marks, full stops, halves of brackets and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.checks.finding import Finding, Grade
from aligner.checks.halves import lonely_halves
from aligner.checks.rows import Linked, cells, linked_sides, listed
from aligner.languages import language as table_of
from aligner.model import Language, ParallelDocument, Row

NAME = "punctuation"

_ASKING = {"question mark": ("?？؟", Grade.WARNING), "exclamation mark": ("!！", Grade.NOTE)}
_GREEK_QUESTION = "\u037e;"
_CLOSERS = "\"'”’»“)]}›*\u00a0\u200b "
_ENDS = ".!?…:;,。！？؟।：；—–"
_SENTENCE_ENDS = ".!?…。！？؟।"
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.\s?[^\W\d_]+)*\Z")


def check(document: ParallelDocument) -> Iterator[Finding]:
    """Find marks that linked segments do not share, and brackets and quotation marks without their other half."""
    for number, row in enumerate(document.rows):
        yield from check_row(number, row, document.languages)
    for language in document.languages:
        for place_row, where, kind in lonely_halves(document, language):
            message = f"the {kind} {where.text} in {language} lacks its other half"
            yield Finding(place_row, NAME, (language,), message, Grade.WARNING, (where,))


def check_row(number: int, row: Row, languages: tuple[Language, ...]) -> Iterator[Finding]:
    """Find question and exclamation marks that a language of the row lacks, and ends without a full stop."""
    cell_texts = {
        language: " ".join(segment.text for segment in cell) for language, cell in cells(row, languages).items()
    }
    sides = list(linked_sides(row, languages))
    for name, (marks, grade) in _ASKING.items():
        asking = tuple(language for language in languages if _has(cell_texts[language], marks, language))
        lacking = {side.other for side in sides if side.language in asking and side.other not in asking}
        standing = {side.language for side in sides if side.other in lacking and _has_in(row, side, languages, marks)}
        if lacking and standing:
            there, absent = (tuple(code for code in languages if code in group) for group in (standing, lacking))
            message = f"{listed(there)} has a {name}, {listed(absent)} has none"
            yield Finding(number, NAME, absent, message, grade)
    yield from _ends(number, row, languages, sides)


def _has(text: str, marks: str, language: Language) -> bool:
    if language == "el" and "?" in marks:
        marks += _GREEK_QUESTION
    return any(mark in text for mark in marks)


def _has_in(row: Row, side: Linked, languages: tuple[Language, ...], marks: str) -> bool:
    cell = cells(row, languages)[side.language]
    return any(_has(cell[position].text, marks, side.language) for position in side.segments)


def _ends(number: int, row: Row, languages: tuple[Language, ...], sides: list[Linked]) -> Iterator[Finding]:
    """Segments that do not end where all that they are linked to do."""
    ended: dict[Language, list[bool]] = {}
    for side in sides:
        last = cells(row, languages)[side.language][side.segments[-1]].text
        ended.setdefault(side.language, []).append(_is_ended(last))
    closed = tuple(
        code for code in languages if code in ended and all(map(_is_sentence, _last(row, code, languages)))
    )
    open_ones = tuple(code for code in languages if code in ended and not any(ended[code]))
    if closed and open_ones:
        message = f"{listed(closed)} ends with a full stop or the like, {listed(open_ones)} without one"
        yield Finding(number, NAME, open_ones, message, Grade.NOTE)


def _last(row: Row, language: Language, languages: tuple[Language, ...]) -> list[tuple[str, Language]]:
    return [(cells(row, languages)[language][-1].text, language)]


def _body(text: str) -> str:
    return text.rstrip().rstrip(_CLOSERS)


def _is_ended(text: str) -> bool:
    return text.rstrip()[-1:] in _ENDS or _body(text)[-1:] in _ENDS


def _is_sentence(last: tuple[str, Language]) -> bool:
    """Whether a text ends with the mark of a sentence, and not merely with that of an abbreviation."""
    text, language = last
    body = _body(text)
    if body[-1:] not in _SENTENCE_ENDS:
        return False
    if body[-1:] != ".":
        return True
    word = _LAST_WORD.search(body[:-1])
    return word is not None and len(word.group()) > 1 and not table_of(language).classes(word.group())
