from collections.abc import Callable
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import settings

from aligner.model import Link, ParallelDocument, Row, Segment, Status, VersionInfo

GOLDEN = Path(__file__).parent / "interchange" / "golden"


def link(a: str, b: str, a_segments: tuple[int, ...], b_segments: tuple[int, ...], confidence: float = 0.9) -> Link:
    return Link(a, b, a_segments, b_segments, confidence)


# How long an example takes says more about the machine's load than about the code.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture
def news() -> ParallelDocument:
    """Rows: plain and confirmed; merged differently in each pair; without Kazakh; odd signs; English only."""
    texts: list[tuple[tuple[str, ...], ...]] = [
        (("The square was empty.",), ("Площадь была пуста.",), ("Алаң бос еді.",)),
        (
            ("They came at night.", "They left at dawn."),
            ("Ночью они пришли,\nа на рассвете ушли.",),
            ("Олар түнде келді.", "Таңға жуық кетті."),
        ),
        (("Prices rose by 5\u00a0%.",), ("Цены выросли на 5\u00a0%.",), ()),
        (("=SUM(A1) & <b>\x0b \u00adhidden",), ("\t«Цитата»\\ и 'кавычки'",), ("-дефис|",)),
        (("Only in English.",), (), ()),
    ]
    links = [
        (link("en", "ru", (0,), (0,)), link("en", "kk", (0,), (0,)), link("ru", "kk", (0,), (0,))),
        (
            link("en", "ru", (0, 1), (0,), 0.75),
            link("en", "kk", (0,), (0,)),
            link("en", "kk", (1,), (1,), 0.8),
            link("ru", "kk", (0,), (0, 1)),
        ),
        (link("en", "ru", (0,), (0,)), link("en", "kk", (0,), ()), link("ru", "kk", (0,), ())),
        (link("en", "ru", (0,), (0,)), link("en", "kk", (0,), (0,)), link("ru", "kk", (0,), (0,))),
        (link("en", "ru", (0,), ()), link("en", "kk", (0,), ())),
    ]
    ends = [0, 0, 0]
    rows: list[Row] = []
    for index, (cells, row_links) in enumerate(zip(texts, links, strict=True)):
        segments: list[tuple[Segment, ...]] = []
        for column, cell in enumerate(cells):
            placed: list[Segment] = []
            for text in cell:
                placed.append(Segment(ends[column], ends[column] + len(text), index, text))
                ends[column] += len(text) + 1
            segments.append(tuple(placed))
        rows.append(Row(tuple(segments), row_links, confidence=round(0.97 - index / 10, 2)))
    rows[0] = Row(
        rows[0].segments,
        rows[0].links,
        confidence=0.97,
        status=Status.CONFIRMED,
        flags=("numbers", "quotes"),
        note='Heading? See "style guide" <2>.',
        reviewer="Айгерім & Co",
        bookmark=True,
        changed_at=datetime(2026, 1, 22, 9, 30, 5, tzinfo=UTC),
    )
    versions = tuple(VersionInfo(language, f"{language}/news item.txt", "0" * 64) for language in ("en", "ru", "kk"))
    return ParallelDocument("news item", ("en", "ru", "kk"), tuple(rows), versions, "engine:test|version:1")


@pytest.fixture
def check_golden() -> Callable[[Path, str], None]:
    """Compare a written file with the one kept under tests/interchange/golden, byte for byte."""

    def compare(written: Path, name: str) -> None:
        assert written.read_bytes() == (GOLDEN / name).read_bytes(), f"{name} is not what was written any more"

    return compare


def document_of(rows: list[tuple[tuple[str, ...], ...]], languages: tuple[str, ...]) -> ParallelDocument:
    """A document with the given texts, one link a pair and row."""
    ends = dict.fromkeys(languages, 0)
    made: list[Row] = []
    for cells in rows:
        placed: dict[str, tuple[Segment, ...]] = {}
        for language, cell in zip(languages, cells, strict=True):
            segments: list[Segment] = []
            for text in cell:
                segments.append(Segment(ends[language], ends[language] + len(text), 0, text))
                ends[language] += len(text) + 1
            placed[language] = tuple(segments)
        links = tuple(
            Link(a, b, tuple(range(len(placed[a]))), tuple(range(len(placed[b]))))
            for a, b in combinations(languages, 2)
            if placed[a] or placed[b]
        )
        made.append(Row(tuple(placed.values()), links))
    return ParallelDocument("made up", languages, tuple(made))


@pytest.fixture
def make_document() -> Callable[[list[tuple[tuple[str, ...], ...]], tuple[str, ...]], ParallelDocument]:
    return document_of
