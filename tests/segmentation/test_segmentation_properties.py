"""What holds for every text: spans in order, nothing lost, nothing rewritten, time in proportion to length."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from segmentation_cases import LANGUAGES, read_cases

from aligner.errors import UsageError
from aligner.model import Paragraph
from aligner.segmentation import Verdict, explain, segment, sentences

codes = st.one_of(
    st.sampled_from(["en", "ru", "kk", "de", "zh", "ja", "hi", "ar", "el", "hy", "th", "xx"]),
    st.from_regex(r"\A[a-z]{2,3}(-[A-Z]{2})?\Z"),
)
pieces = st.sampled_from([
    ". ", ".", "! ", "?", "… ", "...", "\n", "\n\n", "\r\n", " ", "\u00a0",
    "\u200b", "\u00ad", "«", "»", '"', "(", ")", "[3]",
    "— ", "- ", "А", "б", "Ә.", "г.", "ж.", "т.", "1", "2005", "IV", "Dr", "слово",
    "Қала", "He", "。", "😀", ":)", "и\u0306",
])  # fmt: skip
texts = st.one_of(st.text(), st.lists(pieces, max_size=60).map("".join))


def whole(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph(0, len(text)),)


@given(text=texts, code=codes)
@settings(max_examples=300, deadline=None)
def test_spans_are_ordered_and_cover_every_character_that_is_not_space(text: str, code: str) -> None:
    segments = segment(text, whole(text), code)
    position = 0
    for found in segments:
        assert position <= found.start < found.stop <= len(text)
        assert text[position : found.start].strip() == ""
        assert found.text == text[found.start : found.stop] == found.text.strip()
        position = found.stop
    assert text[position:].strip() == ""


@given(text=texts, cuts=st.lists(st.integers(0, 200), max_size=6), code=codes)
@settings(max_examples=200, deadline=None)
def test_segments_stay_inside_their_paragraph(text: str, cuts: list[int], code: str) -> None:
    edges = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    paragraphs = tuple(Paragraph(start, stop) for start, stop in pairwise(edges))
    segments = segment(text, paragraphs, code)
    assert [found.paragraph for found in segments] == sorted(found.paragraph for found in segments)
    for found in segments:
        paragraph = paragraphs[found.paragraph]
        assert paragraph.start <= found.start < found.stop <= paragraph.stop
    for number, paragraph in enumerate(paragraphs):
        alone = segment(text[paragraph.start : paragraph.stop], whole(text[paragraph.start : paragraph.stop]), code)
        assert [found.text for found in segments if found.paragraph == number] == [found.text for found in alone]


@given(text=texts, code=codes)
@settings(max_examples=200, deadline=None)
def test_the_explanation_agrees_with_the_segments(text: str, code: str) -> None:
    decisions = explain(text, whole(text), code)
    offsets = [decision.offset for decision in decisions]
    assert offsets == sorted(set(offsets))
    splits = sum(decision.verdict is Verdict.SPLIT for decision in decisions)
    assert len(sentences(text, code)) == (splits + 1 if text.strip() else 0)
    assert all(decision.rule for decision in decisions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_found_in_a_text_is_one_sentence_alone(language: str) -> None:
    for case in read_cases(language):
        for sentence in case.sentences:
            assert sentences(sentence, language) == (sentence,)


def test_an_empty_text_has_no_segments() -> None:
    assert segment("", (), "en") == ()
    assert segment(" \n\t ", whole(" \n\t "), "kk") == ()


def test_a_string_that_is_no_language_code_is_refused() -> None:
    with pytest.raises(UsageError, match="not a language code"):
        segment("Text.", whole("Text."), "???")


HARD = (
    ".",
    "a.",
    "А. ",
    "(",
    "(А. ",
    '"',
    "«А. ",
    "« ",
    "[1]",
    ". [",
    "\n",
    " ",
    ".\u200b",
    ":) ",
    "т. ",
    "?!»",
    "— ",
    "1. ",
    "😀",
    "a) ",
    ".[a",
    '他。"、',
    "слово. б) ",
)


@pytest.mark.parametrize("piece", HARD)
def test_time_grows_in_proportion_to_the_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece)) + "x"
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            segment(text, whole(text), "ru")
            best = min(best, time.process_time() - start)
        return best

    # Eight times the text; a quadratic rule would take sixty-four times as long.
    assert seconds(80_000) < 24 * max(seconds(10_000), 0.002)
