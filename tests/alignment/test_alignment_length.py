"""The engine that reads no words: what lengths, numbers, names and marks can settle, and what bounds its search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from engine_texts import DOCUMENTS, LANGUAGES, corpus_versions, gold_beads, version

from aligner.alignment import Engine, open_engine
from aligner.alignment.engine import Material
from aligner.alignment.length import anchor_bags, length_space, plain_side
from aligner.alignment.weights import bead_model
from aligner.errors import UsageError
from aligner.evaluation import evaluate_all
from aligner.model import Bead

Pairs = list[tuple[tuple[int, ...], tuple[int, ...]]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine("length") as opened:
        yield opened


def beads(engine: Engine, a: Sequence[str], b: Sequence[str]) -> Pairs:
    found = engine.align("document", [version("en", a), version("kk", b)])
    return [(bead.a, bead.b) for bead in found.pairs[0].beads]


def line(length: int, letter: str) -> str:
    """A sentence of a length, without anything else to tell it by."""
    return (letter * 5 + " ") * (length // 6) + letter * (length % 6) + "."


@pytest.mark.parametrize(("a", "b"), list(combinations(LANGUAGES, 2)))
def test_raw_text_of_the_corpora(engine: Engine, a: str, b: str) -> None:
    compared: list[tuple[Sequence[Bead], Sequence[Bead]]] = []
    for name in DOCUMENTS:
        versions = corpus_versions(name)
        found = engine.align(name, [versions[a], versions[b]])
        compared.append((gold_beads(name, a, b), found.pairs[0].beads))
    assert evaluate_all(compared).strict.f1 >= 0.85


def test_lengths_alone_tell_where_two_sentences_became_one(engine: Engine) -> None:
    lengths = [120, 35, 80, 150, 22, 95, 60, 130, 28, 75]
    english = [line(length, "a") for length in lengths]
    kazakh = [line(length, "б") for length in lengths]
    kazakh[3:5] = [f"{kazakh[3]} {kazakh[4]}"]
    expected: Pairs = [((i,), (i,)) for i in range(3)]
    expected += [((3, 4), (3,))] + [((i,), (i - 1,)) for i in range(5, 10)]
    assert beads(engine, english, kazakh) == expected


def test_a_number_tells_which_of_many_like_sentences_is_missing(engine: Engine) -> None:
    years = range(1950, 1990, 3)
    english = [f"They met by the sea in {year}." for year in years]
    kazakh = [f"Олар {year} жылы теңіз жағасында кездесті." for year in years]
    del kazakh[5]
    expected: Pairs = [((i,), (i,)) for i in range(5)] + [((5,), ())]
    assert beads(engine, english, kazakh) == expected + [((i,), (i - 1,)) for i in range(6, len(english))]


def test_a_name_in_two_scripts_is_the_same_name(engine: Engine) -> None:
    towns = [
        ("Zhanaozen", "Жаңаөзен"), ("Karaganda", "Қарағанды"), ("Taraz", "Тараз"), ("Kostanay", "Қостанай"),
        ("Pavlodar", "Павлодар"), ("Kokshetau", "Көкшетау"), ("Turkistan", "Түркістан"), ("Semey", "Семей"),
        ("Temirtau", "Теміртау"), ("Balkhash", "Балқаш"), ("Saryagash", "Сарыағаш"), ("Kentau", "Кентау"),
    ]  # fmt: skip
    english = [f"Then the town of {name} was heard of." for name, _ in towns]
    kazakh = [f"Сонда {name} қаласы туралы естілді." for _, name in towns]
    del kazakh[4]
    expected: Pairs = [((i,), (i,)) for i in range(4)] + [((4,), ())]
    assert beads(engine, english, kazakh) == expected + [((i,), (i - 1,)) for i in range(5, len(towns))]


def test_a_chapter_missing_on_one_side_leaves_its_neighbours_in_place(engine: Engine) -> None:
    random = np.random.default_rng(4)
    lengths = random.integers(20, 200, 400)
    english = [line(int(length), "a") for length in lengths]
    kazakh = [line(int(length * random.uniform(0.92, 1.08)), "б") for length in lengths]
    for number in range(0, 400, 9):
        english[number] += f" {1000 + number}."
        kazakh[number] += f" {1000 + number}."
    del kazakh[150:230]
    found = beads(engine, english, kazakh)
    away = set(range(155, 225))
    assert len(away & {i for a, b in found if not b for i in a}) > len(away) / 2
    assert len({(bead[0], bead[1]) for bead in found} & {((i,), (i,)) for i in range(145)}) >= 140
    assert len({(bead[0], bead[1]) for bead in found} & {((i,), (i - 80,)) for i in range(235, 400)}) >= 160


@pytest.mark.parametrize("size", [1_000, 4_000])
def test_the_search_grows_with_the_text_and_not_with_its_square(size: int) -> None:
    random = np.random.default_rng(5)
    lengths = random.integers(20, 200, size)
    texts = {
        "en": [line(int(length), "a") for length in lengths],
        "kk": [line(int(length * random.uniform(0.9, 1.1)), "б") for length in lengths],
    }
    for number in range(0, size, 7):
        for held in texts.values():
            held[number] += f" {number}."
    material = Material(texts, {language: [0] * size for language in texts})
    english, kazakh = (plain_side(material, language) for language in texts)
    anchors = anchor_bags(english), anchor_bags(kazakh)
    space = length_space((english, kazakh), anchors, bead_model("length"))
    assert space.pair.ratio == pytest.approx(1.0, abs=0.02)
    steps = np.arange(size + 1)
    assert (space.pieces.band.index(steps, steps) >= 0).all()
    assert space.pieces.band.size < 60 * size


def test_one_sided_and_tiny_texts(engine: Engine) -> None:
    assert beads(engine, ["One."], ["Бір."]) == [((0,), (0,))]
    assert beads(engine, ["One.", "Two."], []) == [((0,), ()), ((1,), ())]
    assert beads(engine, [], []) == []


def test_every_segment_is_in_one_bead(engine: Engine) -> None:
    versions = corpus_versions("january")
    for pair in engine.align("january", list(versions.values())).pairs:
        assert [i for bead in pair.beads for i in bead.a] == list(range(len(versions[pair.a].segments)))
        assert [j for bead in pair.beads for j in bead.b] == list(range(len(versions[pair.b].segments)))
        assert all(0 <= bead.confidence <= 1 for bead in pair.beads)


def test_the_signature_names_engine_and_weights(engine: Engine) -> None:
    assert f"|engine:length|anchors:128|beads:{bead_model('length').name}" in engine.signature


def test_it_takes_no_model() -> None:
    with pytest.raises(UsageError, match="length engine uses no model"):
        open_engine("length", Path("encoder"))
