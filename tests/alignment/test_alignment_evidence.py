"""Features of single beads, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.beads import Beads
from aligner.alignment.evidence import FEATURES, Kind, views
from aligner.alignment.lexis import name_keys
from aligner.alignment.pair import Pair
from aligner.alignment.shapes import FULL, Shape
from aligner.alignment.side import Side, centred, make_side, meaning_of
from aligner.alignment.wording import Wording


def side(*texts: str, paragraphs: list[int] | None = None) -> Side:
    nothing = np.zeros((len(texts), 0), dtype=np.float32)
    return make_side(texts, nothing, str.split, paragraphs)


def named(*texts: str) -> Side:
    """Segments whose names are known."""
    return make_side(texts, np.zeros((len(texts), 0), dtype=np.float32), name_keys)


def features(pair: Pair, shape: Shape, end: tuple[int, int], *kinds: Kind) -> dict[str, float]:
    """The values of all features of some kinds for the bead of a shape that ends at a grid point."""
    band = Band.everything(pair.a.side.size, pair.b.side.size)
    beads = Beads.of(band, FULL, np.array([FULL.shapes.index(shape)]), band.index(*np.array([end]).T))
    [(_, view)] = views(pair, beads)
    held: dict[str, float] = {}
    for index, values in (column for kind in kinds for column in view.features(kind)):
        held[FEATURES[index]] = held.get(FEATURES[index], 0.0) + float(np.broadcast_to(values, 1)[0])
    return held


def feature(name: str, a: Side, b: Side, shape: Shape, end: tuple[int, int]) -> float:
    """The value of one feature."""
    assert name in FEATURES
    return features(Pair(a, b, FULL.reach, 1.0), shape, end, *Kind).get(name, 0.0)


def test_a_rare_number_on_both_sides_speaks_for_a_bead() -> None:
    a, b = side("In 1998 it rained.", "It snowed."), side("Шёл снег.", "В 1998 году шёл дождь.")
    assert feature("number_common", a, b, (1, 1), (1, 2)) == 1
    assert feature("number_common", a, b, (1, 1), (1, 1)) == 0
    assert feature("number_alone", a, b, (1, 1), (1, 1)) == 1


def test_thousands_are_the_same_number_however_they_are_grouped() -> None:
    a = side("It cost 1,500 dollars.")
    for russian in ("Это стоило 1 500 долларов.", "Это стоило 1\u00a0500 долларов.", "Это стоило 1500 долларов."):
        assert feature("number_common", a, side(russian), (1, 1), (1, 1)) == 1


@pytest.mark.parametrize(("english", "kazakh"), [("at 09:30", "сағат 9.30-да"), ("at 18:00", "сағат 18-де")])
def test_a_time_is_the_same_number_however_it_is_written(english: str, kazakh: str) -> None:
    assert feature("number_common", side(f"It began {english}."), side(f"Ол {kazakh} басталды."), (1, 1), (1, 1)) == 1


def test_both_ends_of_a_range_are_numbers_whatever_stands_between() -> None:
    a = side("Pages 10-15 are lost.")
    for russian in ("Страницы 10-15 утеряны.", "Страницы 10–15 утеряны.", "Страницы с 10 по 15 утеряны."):
        assert feature("number_common", a, side(russian), (1, 1), (1, 1)) == 2


def test_the_number_of_a_list_item_is_evidence_of_its_own() -> None:
    a, b = side("3. Bread", "4. Salt"), side("3. Хлеб", "5. Соль")
    assert feature("number_common", a, b, (1, 1), (1, 1)) == 0
    assert feature("item_same", a, b, (1, 1), (1, 1)) == 1
    assert feature("item_other", a, b, (1, 1), (2, 2)) == 1
    assert feature("item_same", a, b, (2, 1), (2, 1)) == 1


def test_list_items_that_open_inside_a_bead_are_counted() -> None:
    a, b = side("3. Bread", "4. Salt", "5. Tea"), side("3. Хлеб, соль, чай")
    assert feature("items_inside", a, b, (3, 1), (3, 1)) == 2
    assert feature("items_inside", a, b, (1, 1), (1, 1)) == 0
    assert feature("items_inside", b, a, (1, 2), (1, 2)) == 1


def test_segments_without_text_speak_against_a_bead() -> None:
    a, b = side("It rained.", " ", ""), side("Шёл дождь.")
    assert feature("blank", a, b, (3, 1), (3, 1)) == feature("blank", a, b, (2, 1), (2, 1)) > 0
    assert feature("blank", a, b, (1, 1), (1, 1)) == 0


def test_names_agree_by_their_first_sounds_and_the_shorter_the_less() -> None:
    def common(english: str, kazakh: str) -> float:
        return feature("name_common", named(english), named(kazakh), (1, 1), (1, 1))

    assert common("Nazarbayev", "Назарбаевқа") == pytest.approx(1 + 2 / 3)
    assert common("Tokayev", "Тоқаевтың") == pytest.approx(2 / 3)
    assert common("Ali", "Әли") == pytest.approx(1 / 3)
    assert common("Nazarbayev", "Тоқаевтың") == common("Bob", "Боб") == 0


def test_a_question_answered_by_a_statement_speaks_against_it() -> None:
    a, b = side("Who is there?"), side("Никого нет.")
    assert feature("question", a, b, (1, 1), (1, 1)) == 1
    assert feature("question", a, side("Кто там?"), (1, 1), (1, 1)) == 0


def test_sentences_are_counted_on_both_sides_where_a_segment_holds_several() -> None:
    a, b = side("He left.", "She stayed."), side("Он ушёл. Она осталась.")
    assert feature("sentences_same", a, b, (2, 1), (2, 1)) == 1
    assert feature("sentences_other", a, b, (2, 1), (2, 1)) == 0
    assert feature("sentences_other", a, b, (1, 1), (1, 1)) == 1
    plain = side("Он ушёл, она осталась.")
    assert feature("sentences_same", a, plain, (2, 1), (2, 1)) == 0
    assert feature("sentences_other", a, plain, (2, 1), (2, 1)) == 0


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("She said: “I came. I saw.”", 1),
        ("«Где ты?» — спросил он.", 0),
        ("Wait... He is here! And she?", 2),
        ("А. Жунусов, г. Алматы.", 0),
        ("2022 ж. Қазақстан Республикасы.", 0),
        ("Ол кетті. «Қайда?» – деді ол.", 1),
        ("1. Bread. Salt", 1),
        ("他走了。她留下了。", 1),
    ],
)
def test_where_a_sentence_ends_inside_a_segment(text: str, ends: int) -> None:
    assert side(text).inner_ends.tolist() == [ends]


def test_paragraphs_that_open_together_and_breaks_inside_a_bead() -> None:
    a = side("One.", "Two.", "Three.", paragraphs=[0, 1, 1])
    b = side("Раз.", "Два.", "Три.", paragraphs=[0, 1, 2])
    assert feature("opens_both", a, b, (1, 1), (2, 2)) == 1
    assert feature("opens_one", a, b, (1, 1), (3, 3)) == 1
    assert feature("opens_inside", a, b, (2, 2), (3, 3)) == 1


def test_lengths_count_characters_without_spaces() -> None:
    assert feature("length", side("a b c d"), side("abcd"), (1, 1), (1, 1)) == 0
    assert feature("length", side("a" * 95), side("a" * 45), (1, 1), (1, 1)) == pytest.approx(np.log(2))


def test_cosines_of_runs_are_those_of_their_weighted_means() -> None:
    random = np.random.default_rng(5)
    texts = ["x" * int(length) for length in random.integers(5, 60, 6)]
    raw = random.normal(size=(2, 6, 16)).astype(np.float32)
    raw /= np.linalg.norm(raw, axis=2, keepdims=True)
    a, b = (make_side(texts, vectors, str.split) for vectors in raw)

    def mean(held: Side, first: int, last: int) -> NDArray[np.float64]:
        total = (held.vectors[first:last] * held.weights[first:last, None]).sum(axis=0, dtype=np.float64)
        direction: NDArray[np.float64] = total / np.linalg.norm(total)
        return direction

    for n, m in ((1, 1), (1, 3), (2, 2), (4, 1)):
        expected = float(mean(a, 5 - n, 5) @ mean(b, 4 - m, 4)) * (n + m) / 2
        assert feature("cosine", a, b, (n, m), (5, 4)) == pytest.approx(expected, abs=1e-4)


def test_the_true_vector_of_a_run_takes_the_place_of_the_mean() -> None:
    random = np.random.default_rng(6)
    raw = random.normal(size=(2, 4, 16)).astype(np.float32)
    raw /= np.linalg.norm(raw, axis=2, keepdims=True)
    a, b = (make_side(["text"] * 4, vectors, str.split) for vectors in raw)
    pair = Pair(a, b, FULL.reach)
    true = centred(random.normal(size=(1, 16)).astype(np.float32), b.centre)
    pair.b.add_runs(np.array([3]), np.array([2]), true)
    seen, unseen = features(pair, (1, 2), (2, 3), Kind.MEANING), features(pair, (1, 2), (2, 4), Kind.MEANING)
    assert seen["true"] == pytest.approx(float(a.vectors[1] @ true[0]) * 1.5, abs=1e-5)
    assert seen["cosine"] == 0
    assert unseen["cosine"] != 0
    assert "true" not in unseen
    assert "true_seen" not in unseen


def turned(*angles: float) -> Side:
    """Segments of equal length whose vectors point in some directions, in degrees."""
    angle = np.deg2rad(np.array(angles))
    vectors = np.stack([np.cos(angle), np.sin(angle)], axis=1).astype(np.float32)
    nothing = np.zeros(2, dtype=np.float32)
    return replace(make_side(["text"] * len(angles), vectors, str.split), vectors=vectors, centre=nothing)


def test_neighbours_that_changed_places_are_nearer_crosswise() -> None:
    a = turned(0, 90)
    assert feature("crossed", a, turned(90, 0), (2, 2), (2, 2)) == pytest.approx(1, abs=1e-5)
    assert feature("crossed", a, turned(0, 90), (2, 2), (2, 2)) == 0
    assert feature("crossed", a, turned(90, 0), (1, 2), (2, 2)) == 0


def test_a_run_is_held_against_the_best_of_its_parts_however_short() -> None:
    a, b = turned(0), turned(0, 120, 120)
    assert feature("gain", a, b, (1, 3), (1, 3)) == pytest.approx(-0.5, abs=1e-5)
    assert feature("part", a, b, (1, 3), (1, 3)) == pytest.approx(-1, abs=1e-5)
    assert feature("part", b, a, (3, 1), (3, 1)) == pytest.approx(-1, abs=1e-5)
    assert feature("part", a, b, (1, 1), (1, 1)) == 0


def test_a_segment_that_has_nothing_to_do_with_its_bead_is_a_stray() -> None:
    a, b = turned(0), turned(0, 120)
    assert feature("stray", a, b, (1, 2), (1, 2)) == pytest.approx(-0.5, abs=1e-5)
    assert feature("stray", b, a, (2, 1), (2, 1)) == pytest.approx(-0.5, abs=1e-5)
    assert feature("stray", a, turned(0, 80), (1, 2), (1, 2)) == 0
    assert feature("stray", a, turned(120), (1, 1), (1, 1)) == 0


def test_what_a_segment_brings_counts_by_its_length() -> None:
    a, b = turned(0), turned(30, -30)
    b = replace(b, chars=np.array([90, 10], dtype=np.float32), weights=np.array([1.8, 0.2], dtype=np.float32))
    whole = np.deg2rad(30 - np.rad2deg(np.arctan2(0.2 * np.sin(np.pi / 3), 1.8 + 0.2 * np.cos(np.pi / 3))))
    brought = np.cos(whole) - np.cos(np.deg2rad(30))
    assert feature("gain", a, b, (1, 2), (1, 2)) == pytest.approx(brought, abs=1e-5)
    # Either end brings as much, so the longer one brings less for its length.
    assert feature("gain_share", a, b, (1, 2), (1, 2)) == pytest.approx(brought / 0.9, abs=1e-4)
    assert feature("gain_share", a, turned(0, 120), (1, 2), (1, 2)) == pytest.approx(-1, abs=1e-5)
    assert feature("gain_share", a, b, (1, 1), (1, 1)) == 0


def test_a_segment_alone_that_is_like_its_neighbours_in_the_other_version() -> None:
    a, b = turned(0, 60), turned(0)
    assert feature("null_near", a, b, (1, 0), (2, 1)) == pytest.approx(0.5, abs=1e-5)
    assert feature("null_near", a, b, (1, 0), (1, 0)) == pytest.approx(1, abs=1e-5)
    assert feature("null_near", b, a, (0, 1), (0, 1)) == pytest.approx(1, abs=1e-5)
    assert feature("null_near", b, turned(150), (1, 0), (1, 1)) == 0


def test_words_count_as_far_as_they_are_trusted() -> None:
    a, b = side("One.", "Two."), side("Раз.", "Два.")
    sums = np.array([[2, 0, 0], [0, 3, 4]], dtype=np.float32)
    pair = Pair(a, b, FULL.reach)
    assert not features(pair, (1, 1), (2, 2), Kind.WORDING)
    for trust in (0.5, 1.0):
        pair.set_wording(Wording(sums, sums[:, [0, 2, 1]].copy(), trust))
        one, two = (features(pair, shape, (2, 2), Kind.WORDING)["words"] for shape in ((1, 1), (2, 2)))
        assert one == pytest.approx(trust * 24 / 25, abs=1e-5)
        assert two == pytest.approx(trust * 2 * 28 / 29, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("3. Bread", "Bread"),
        ("1.2.3. Общие положения", "Общие положения"),
        ("18:35. The roof", "The roof"),
        ("а) нан", "нан"),
        ("— Приду, — сказал он.", "Приду, — сказал он."),
        ("• — 12) Соль", "Соль"),
        ("12.", "12."),
        ("2022 жылғы қаңтар", "2022 жылғы қаңтар"),
        ("3.5 per cent", "3.5 per cent"),
        ("—", "—"),
    ],
)
def test_what_the_encoder_sees(text: str, meaning: str) -> None:
    assert meaning_of(text) == meaning
