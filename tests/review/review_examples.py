"""Documents to review, made by rule, and an application opened on one of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import combinations
from pathlib import Path
from time import monotonic

from textual.events import Paste
from textual.pilot import Pilot

from aligner.corpus import write_document
from aligner.model import Link, ParallelDocument, Row, Segment, Status
from aligner.review.app import ReviewApp
from aligner.review.engines import OpenEngine, default_engine
from aligner.review.screens.document import DocumentScreen
from aligner.review.settings import Settings
from aligner.review.targets import find_target
from aligner.review.terms import Terms

LANGUAGES = ("en", "ru", "kk")

TEXTS = {
    "en": (
        "The council met on Monday.",
        "Nobody had expected the session to last until the evening!",
        "The mayor spoke first, and he spoke for an hour about the bridge.",
        "Then came the questions.",
        "Who would pay for it?",
    ),
    "ru": (
        "Совет собрался в понедельник.",
        "Никто не ожидал, что заседание продлится до вечера!",
        "Первым выступил мэр и целый час говорил о мосте.",
        "Потом начались вопросы.",
        "Кто за это заплатит?",
    ),
    "kk": (
        "Кеңес дүйсенбі күні жиналды.",
        "Отырыстың кешке дейін созылатынын ешкім күткен жоқ!",
        "Бірінші болып әкім сөйлеп, бір сағат бойы көпір туралы айтты.",
        "Содан кейін сұрақтар басталды.",
        "Оның ақшасын кім төлейді?",
    ),
}


def make_row(cells: Sequence[Sequence[Segment]], confidence: float, *, support: Sequence[float] = ()) -> Row:
    """A row in which the nth segments of two languages are linked, and the last one takes what is left over."""
    links: list[Link] = []
    for (a, left), (b, right) in combinations(zip(LANGUAGES, cells, strict=True), 2):
        shared = min(len(left), len(right))
        if not shared:
            links += [Link(a, b, (i,), (), confidence) for i in range(len(left))]
            links += [Link(a, b, (), (j,), confidence) for j in range(len(right))]
            continue
        links += [Link(a, b, (i,), (i,), confidence) for i in range(shared - 1)]
        links.append(
            Link(a, b, tuple(range(shared - 1, len(left))), tuple(range(shared - 1, len(right))), confidence)
        )
    return Row(tuple(map(tuple, cells)), tuple(links), confidence, support=tuple(support))


def make_document(shapes: Sequence[tuple[int, int, int]], confidences: Sequence[float] = ()) -> ParallelDocument:
    """A document whose rows have the given numbers of segments; texts repeat with a number of their own."""
    at = dict.fromkeys(LANGUAGES, 0)
    count = dict.fromkeys(LANGUAGES, 0)
    rows = []
    for number, shape in enumerate(shapes):
        cells = []
        for language, size in zip(LANGUAGES, shape, strict=True):
            cell = []
            for _ in range(size):
                text = TEXTS[language][count[language] % len(TEXTS[language])]
                cell.append(Segment(at[language], at[language] + len(text), 0, text))
                at[language] += len(text) + 1
                count[language] += 1
            cells.append(cell)
        confidence = confidences[number] if number < len(confidences) else 0.96875
        rows.append(make_row(cells, confidence, support=(confidence, confidence, max(confidence - 0.25, 0.0))))
    return ParallelDocument("session", LANGUAGES, tuple(rows), signature="made for a test")


def even_document(rows: int) -> ParallelDocument:
    """A long document of 1-1-1 rows, every tenth one doubtful."""
    return make_document([(1, 1, 1)] * rows, [0.5 if number % 10 == 3 else 0.96875 for number in range(rows)])


SMALL_SHAPES = ((1, 1, 1), (1, 2, 1), (2, 2, 2), (1, 0, 1), (1, 1, 1), (2, 1, 1), (1, 1, 1))
SMALL_CONFIDENCES = (0.96875, 0.5, 0.75, 0.25, 0.96875, 0.875, 0.96875)


def small_document() -> ParallelDocument:
    """Seven rows of several shapes; the riskiest one is row 3, then 1, 2 and 5."""
    return make_document(SMALL_SHAPES, SMALL_CONFIDENCES)


def save(document: ParallelDocument, folder: Path) -> Path:
    """Write a document where the review looks for it."""
    path = folder / "parallel" / f"{document.name}.parquet"
    write_document(document, path)
    return path


def app_on(path: Path, settings: Settings | None = None) -> ReviewApp:
    """The application opened on a table or folder."""
    return ReviewApp(find_target(path), settings, reviewer="Aigul")


def screen_of(app: ReviewApp) -> DocumentScreen:
    """The document's screen, also while a dialog is over it."""
    return next(screen for screen in app.screen_stack if isinstance(screen, DocumentScreen))


def confirmed(document: ParallelDocument) -> list[int]:
    """Numbers of the confirmed rows."""
    return [number for number, row in enumerate(document.rows) if row.status is Status.CONFIRMED]


@asynccontextmanager
async def opened(
    document: ParallelDocument,
    folder: Path,
    *,
    size: tuple[int, int] = (120, 40),
    settings: Settings | None = None,
    terms: Terms | None = None,
    open_engine: OpenEngine = default_engine,
) -> AsyncIterator[tuple[Pilot[None], DocumentScreen]]:
    """A document on the screen, ready for keys."""
    app = ReviewApp(
        find_target(save(document, folder)), settings, reviewer="Aigul", terms=terms, open_engine=open_engine
    )
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen) and app.screen.grid.heights.total > 0)
        yield pilot, screen_of(app)


async def until(pilot: Pilot[None], reached: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something that a worker or a dialog brings about."""
    end = monotonic() + seconds
    while not reached():
        assert monotonic() < end, "it did not come about in time"
        await pilot.pause(0.02)
    await pilot.pause()


async def write(pilot: Pilot[None], text: str) -> None:
    """Type a text into the focused field, as pasting does."""
    pilot.app.post_message(Paste(text))
    await pilot.pause()
