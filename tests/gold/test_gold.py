"""The gold says what the corpora say: its segments cover the texts and its ladders cover the segments."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

GOLD = Path(__file__).parent
CORPORA = GOLD.parent.parent / "corpora"
LANGUAGES = ("en", "ru", "kk")
PAIRS = (("en", "ru"), ("en", "kk"), ("ru", "kk"))
NAMES = tuple(sorted(path.stem for path in (CORPORA / "en").glob("*.txt")))

Rung = tuple[list[int], list[int]]


def segments_of(name: str, language: str) -> list[str]:
    return (GOLD / f"{name}.{language}.txt").read_text(encoding="utf-8").splitlines()


def corpus_text(name: str, language: str) -> str:
    return (CORPORA / language / f"{name}.txt").read_text(encoding="utf-8")


def ladder_of(name: str, a: str, b: str) -> list[Rung]:
    rungs: list[Rung] = []
    for line in (GOLD / f"{name}.{a}-{b}.ladder").read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(r"\[([\d, ]*)\]:\[([\d, ]*)\]", line)
        assert match, line
        left, right = ([int(number) for number in group.split(",") if number] for group in match.groups())
        rungs.append((left, right))
    return rungs


def solid(text: str) -> str:
    return "".join(text.split())


def test_every_document_has_gold_in_every_language_and_pair() -> None:
    assert len(NAMES) >= 3
    for name in NAMES:
        for language in LANGUAGES:
            assert (CORPORA / language / f"{name}.txt").is_file()
            assert (GOLD / f"{name}.{language}.txt").is_file()
        for a, b in PAIRS:
            assert (GOLD / f"{name}.{a}-{b}.ladder").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_segments_are_exact_substrings_that_cover_the_text_in_order(name: str, language: str) -> None:
    text = corpus_text(name, language)
    position = 0
    for segment in segments_of(name, language):
        start = text.index(segment, position)
        assert not text[position:start].strip()
        position = start + len(segment)
    assert not text[position:].strip()
    assert solid("".join(segments_of(name, language))) == solid(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_segment_is_empty_or_crosses_a_line(name: str, language: str) -> None:
    for segment in segments_of(name, language):
        assert segment
        assert segment == segment.strip()


@pytest.mark.parametrize(("a", "b"), PAIRS)
@pytest.mark.parametrize("name", NAMES)
def test_ladder_holds_every_segment_exactly_once_and_in_order(name: str, a: str, b: str) -> None:
    ladder = ladder_of(name, a, b)
    assert all(left or right for left, right in ladder)
    assert [number for left, _ in ladder for number in left] == list(range(len(segments_of(name, a))))
    assert [number for _, right in ladder for number in right] == list(range(len(segments_of(name, b))))


@pytest.mark.parametrize("name", NAMES)
def test_pairs_agree_on_the_rows_they_close_to(name: str) -> None:
    """English to Kazakh by way of Russian never leads out of the bead that English and Kazakh share."""
    row_of: dict[tuple[str, int], int] = {}
    groups: list[set[tuple[str, int]]] = []
    for a, b in PAIRS:
        for left, right in ladder_of(name, a, b):
            members = {(a, number) for number in left} | {(b, number) for number in right}
            touched = sorted({row_of[member] for member in members if member in row_of})
            for old in touched:
                members |= groups[old]
                groups[old] = set()
            groups.append(members)
            row_of.update(dict.fromkeys(members, len(groups) - 1))
    assert max(len(group) for group in groups) <= 9
    for language in LANGUAGES:
        numbers = [sorted(number for code, number in group if code == language) for group in groups]
        for cell in numbers:
            assert not cell or cell == list(range(cell[0], cell[-1] + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_long_text_is_long(language: str) -> None:
    assert len(segments_of("january", language)) >= 120


@pytest.mark.parametrize("other", ["ru", "kk"])
def test_the_long_text_is_translated_as_newsrooms_translate(other: str) -> None:
    ladder = ladder_of("january", "en", other)
    sentences = len(segments_of("january", "en"))
    merged = sum(len(left) for left, right in ladder if len(left) > len(right) >= 1)
    split = sum(len(left) for left, right in ladder if 1 <= len(left) < len(right))
    omitted = sum(len(left) for left, right in ladder if not right)
    added = sum(len(right) for left, right in ladder if not left)
    assert 0.12 <= merged / sentences <= 0.22
    assert 0.09 <= split / sentences <= 0.15
    assert omitted >= 2
    assert added >= 2


def test_the_long_text_has_swapped_neighbours() -> None:
    """The grenades come before the gas in English and after it in Russian: one bead of two and two."""
    english, russian = segments_of("january", "en"), segments_of("january", "ru")
    assert any(
        [len(left), len(right)] == [2, 2] and "grenades" in english[left[0]] and "гранаты" in russian[right[1]]
        for left, right in ladder_of("january", "en", "ru")
    )


def test_paragraphs_differ_between_the_versions_of_the_long_text() -> None:
    breaks = {language: corpus_text("january", language).split("\n\n") for language in LANGUAGES}
    assert len(breaks["en"]) >= 40
    shapes = {
        language: [len(re.findall(r"[.?!…]+", paragraph)) for paragraph in breaks[language]] for language in LANGUAGES
    }
    assert shapes["en"] != shapes["ru"] != shapes["kk"] != shapes["en"]


def test_one_document_separates_paragraphs_by_single_line_breaks() -> None:
    styles = {name: "\n\n" in corpus_text(name, "en") for name in NAMES}
    assert not all(styles.values())
    assert any(styles.values())


@pytest.mark.parametrize("name", NAMES)
def test_kazakh_is_written_with_its_own_letters(name: str) -> None:
    text = corpus_text(name, "kk").lower()
    own = sum(text.count(letter) for letter in "әғқңөұүһі")
    assert own / sum(character.isalpha() for character in text) > 0.15
    assert not re.search(r"[a-z]\w*[а-яәғқңөұүһі]|[а-яәғқңөұүһі][a-z]", text)
