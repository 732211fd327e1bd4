"""Cuts paragraphs into sentence-sized spans by ordered rules over candidate breaks; text is never rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.languages import LanguageTable
from aligner.languages import language as table_of
from aligner.model import Paragraph, Segment
from aligner.segmentation import layout_rules, mark_rules, record_rules, stop_rules
from aligner.segmentation.candidates import Block, Candidate
from aligner.segmentation.finder import finder
from aligner.segmentation.verdict import Rule, Verdict

RULES: tuple[Rule, ...] = (
    layout_rules.blank_line,
    layout_rules.list_line,
    layout_rules.wrapped_line,
    layout_rules.spaceless_mark,
    layout_rules.no_space,
    layout_rules.nothing_yet,
    mark_rules.picture,
    mark_rules.bare_mark,
    layout_rules.continues,
    layout_rules.list_marker,
    layout_rules.label,
    mark_rules.inside_brackets,
    mark_rules.short_quotation,
    mark_rules.lower_brand,
    mark_rules.caseless_text,
    mark_rules.next_quotation,
    layout_rules.lettered_item,
    mark_rules.lower_right,
    mark_rules.quotation_then_dash,
    mark_rules.speaker_follows,
    mark_rules.dateline,
    record_rules.next_record,
    record_rules.bibliography,
    record_rules.source,
    mark_rules.glued_name,
    mark_rules.stutter,
    mark_rules.strong_mark,
    stop_rules.measured_dash,
    stop_rules.bracket_after,
    stop_rules.next_field,
    stop_rules.initial,
    stop_rules.title,
    stop_rules.lead,
    stop_rules.reference,
    stop_rules.clock,
    stop_rules.year,
    stop_rules.magnitude,
    stop_rules.unit,
    stop_rules.closer,
    stop_rules.named_for,
    stop_rules.place_after,
    stop_rules.name_part,
    stop_rules.dotted_acronym,
    stop_rules.single_small_letter,
    stop_rules.spaced_date,
    stop_rules.ordinal,
    layout_rules.missing_space,
    stop_rules.full_stop,
)
"""In order: the first rule that says something decides."""

_CONTEXT = 24


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one candidate break, and by which rule."""

    offset: int
    """Where the segment on the left would stop, in characters of the text."""
    left: str
    """The last characters before it."""
    right: str
    """The first characters after it, white space included."""
    verdict: Verdict
    rule: str


def segment(text: str, paragraphs: Sequence[Paragraph], language: str) -> tuple[Segment, ...]:
    """The segments of a version, in reading order.

    Spans are trimmed of white space, lie inside their paragraph, do not overlap, and together cover every character
    that is not white space. Raises ``UsageError`` if the code cannot be a language code.
    """
    table = table_of(language)
    return tuple(
        Segment(start, stop, number, text[start:stop])
        for number, paragraph in enumerate(paragraphs)
        for start, stop in _spans(text, paragraph, table)
    )


def sentences(text: str, language: str) -> tuple[str, ...]:
    """The sentences of a text taken as a whole, where only empty lines part paragraphs."""
    return tuple(found.text for found in segment(text, (Paragraph(0, len(text)),), language))


def explain(text: str, paragraphs: Sequence[Paragraph], language: str) -> tuple[Decision, ...]:
    """Every candidate break of a version, with its verdict and the name of the rule that decided."""
    table = table_of(language)
    return tuple(
        Decision(
            offset=here.stop,
            left=text[max(paragraph.start, here.stop - _CONTEXT) : here.stop],
            right=text[here.stop : min(paragraph.stop, here.stop + _CONTEXT)],
            verdict=verdict,
            rule=rule,
        )
        for paragraph in paragraphs
        for here, verdict, rule in _decisions(text, *_trimmed(text, paragraph), table)
    )


def _spans(text: str, paragraph: Paragraph, table: LanguageTable) -> Iterator[tuple[int, int]]:
    start, stop = _trimmed(text, paragraph)
    for here, verdict, _rule in _decisions(text, start, stop, table):
        if verdict is Verdict.SPLIT:
            yield _without_trailing_space(text, start, here.stop)
            start = here.resume
    if start < stop:
        yield start, stop


def _decisions(text: str, start: int, stop: int, table: LanguageTable) -> Iterator[tuple[Candidate, Verdict, str]]:
    block = Block(text, start, stop, table)
    begin = start
    for found in finder(table.terminators).finditer(text, start, stop):
        if found.end() >= stop:
            return
        here = Candidate(block, begin, found)
        verdict, rule = _decide(here)
        yield here, verdict, rule
        if verdict is Verdict.SPLIT:
            begin = here.resume


def _decide(here: Candidate) -> tuple[Verdict, str]:
    for rule in RULES:
        verdict = rule(here)
        if verdict is not None:
            return verdict, rule.__name__
    raise AssertionError("the last rule always decides")


def _trimmed(text: str, paragraph: Paragraph) -> tuple[int, int]:
    block = text[paragraph.start : paragraph.stop]
    inner = block.strip()
    start = paragraph.start + len(block) - len(block.lstrip())
    return start, start + len(inner)


def _without_trailing_space(text: str, start: int, stop: int) -> tuple[int, int]:
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop
