"""The engine that learns words from the texts at hand: its parts, and texts where only co-occurrence can help."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from engine_texts import DOCUMENTS, LANGUAGES, corpus_versions, gold_beads, version

from aligner.alignment import Engine, open_engine
from aligner.alignment.bags import Bags, directions
from aligner.alignment.lexical import LexicalPairs
from aligner.alignment.lexis import cognate_vectors, lexis_of
from aligner.alignment.subwords import pieces_of, words_of
from aligner.alignment.translation import learn_translations
from aligner.errors import UsageError
from aligner.evaluation import evaluate_all
from aligner.model import Bead, Language

Pairs = list[tuple[tuple[int, ...], tuple[int, ...]]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine("lexical") as opened:
        yield opened


def words(bags: Bags, text: int) -> list[str]:
    return [bags.names[key] for key in bags.keys[bags.starts[text] : bags.starts[text + 1]]]


class Cipher:
    """An invented language pair: every word has one counterpart, in another script and another order."""

    def __init__(self, seed: int, vocabulary: int = 150) -> None:
        self._random = np.random.default_rng(seed)
        self.latin = self._invented("bdgklmnprstvz", "aeiou", vocabulary)
        self.cyrillic = self._invented("бдгклмнпрстхцш", "аеиоу", vocabulary)
        chance = 1 / np.arange(3, vocabulary + 3) ** 0.8
        self._chance = chance / chance.sum()

    def _invented(self, consonants: str, vowels: str, count: int) -> list[str]:
        words: dict[str, None] = {}
        while len(words) < count:
            letters = [self._random.choice(list(part)) for _ in range(3) for part in (consonants, vowels)]
            words["".join(letters)] = None
        return list(words)

    def sentence(self) -> tuple[str, str]:
        """A sentence of seven or eight words in both languages; lengths say next to nothing."""
        chosen = self._random.choice(len(self.latin), size=self._random.integers(7, 9), p=self._chance)
        turned = self._random.permutation(chosen)
        return " ".join(self.latin[k] for k in chosen) + ".", " ".join(self.cyrillic[k] for k in turned) + "."

    def document(self, size: int) -> tuple[list[str], list[str], Pairs]:
        """Sentences in both languages, some of them missing on a side or joined, with the true beads."""
        a: list[str] = []
        b: list[str] = []
        beads: Pairs = []
        while len(a) < size:
            kind = self._random.random()
            (left, right), i, j = self.sentence(), len(a), len(b)
            if kind < 0.05:
                a.append(left)
                beads.append(((i,), ()))
            elif kind < 0.1:
                b.append(right)
                beads.append(((), (j,)))
            elif kind < 0.16:
                other_left, other_right = self.sentence()
                a += [left, other_left]
                b.append(f"{right} {other_right}")
                beads.append(((i, i + 1), (j,)))
            else:
                a.append(left)
                b.append(right)
                beads.append(((i,), (j,)))
        return a, b, beads


def strict_f1(expected: Pairs, found: Sequence[Bead]) -> float:
    gold = [Bead(a, b) for a, b in expected]
    return evaluate_all([(gold, found)]).strict.f1


@pytest.mark.parametrize("seed", [1, 2])
def test_words_that_keep_company_beat_lengths(engine: Engine, seed: int) -> None:
    a, b, expected = Cipher(seed).document(200)
    versions = [version("en", a), version("kk", b)]
    by_words = strict_f1(expected, engine.align("cipher", versions).pairs[0].beads)
    with open_engine("length") as lengths:
        by_lengths = strict_f1(expected, lengths.align("cipher", versions).pairs[0].beads)
    assert by_words >= 0.96
    assert by_words >= by_lengths + 0.02


@pytest.mark.parametrize(("a", "b"), list(combinations(LANGUAGES, 2)))
def test_raw_text_of_the_corpora(engine: Engine, a: str, b: str) -> None:
    compared: list[tuple[Sequence[Bead], Sequence[Bead]]] = []
    for name in DOCUMENTS:
        versions = corpus_versions(name)
        compared.append((gold_beads(name, a, b), engine.align(name, [versions[a], versions[b]]).pairs[0].beads))
    assert evaluate_all(compared).strict.f1 >= 0.88


def test_three_languages_and_every_segment_in_one_bead(engine: Engine) -> None:
    versions = corpus_versions("guide")
    alignment = engine.align("guide", list(versions.values()))
    assert alignment.texts_embedded == 0
    for pair in alignment.pairs:
        assert [i for bead in pair.beads for i in bead.a] == list(range(len(versions[pair.a].segments)))
        assert [j for bead in pair.beads for j in bead.b] == list(range(len(versions[pair.b].segments)))


def test_rows_aligned_anew_come_out_as_they_were(engine: Engine) -> None:
    versions = corpus_versions("news")
    document = engine.align("news", list(versions.values())).document
    again = engine.realign(document, 3, 9)
    assert [row.segments for row in again] == [row.segments for row in document.rows[3:9]]


def test_one_sided_and_tiny_texts(engine: Engine) -> None:
    def beads(a: Sequence[str], b: Sequence[str]) -> Pairs:
        found = engine.align("document", [version("en", a), version("kk", b)])
        return [(bead.a, bead.b) for bead in found.pairs[0].beads]

    assert beads(["One."], ["Бір."]) == [((0,), (0,))]
    assert beads(["One.", "Two."], []) == [((0,), ()), ((1,), ())]
    assert beads([], []) == []
    assert beads(["…", "***"], ["…", "***"]) == [((0,), (0,)), ((1,), (1,))]


def test_languages_nobody_made_a_table_for(engine: Engine) -> None:
    greek = ["Ο δρόμος ήταν άδειος.", "Το 1974 ήρθε ο Γιάννης.", "Έφυγε το πρωί."]
    japanese = ["道は空っぽだった。", "1974年にヤニスが来た。", "彼は朝に去った。"]
    found = engine.align("document", [version("el", greek), version("ja", japanese)])
    assert [(bead.a, bead.b) for bead in found.pairs[0].beads] == [((i,), (i,)) for i in range(3)]


_ALIGN = """
import sys
from engine_texts import corpus_versions
from aligner.alignment import open_engine
with open_engine("lexical") as engine:
    for pair in engine.align("guide", list(corpus_versions("guide").values())).pairs:
        for bead in pair.beads:
            sys.stdout.write(f"{bead.a} {bead.b} {bead.confidence!r}\\n")
"""


def test_two_runs_give_the_same_bytes() -> None:
    def run(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        return subprocess.run([sys.executable, "-c", _ALIGN], env=environment, capture_output=True, check=True).stdout

    first = run("1")
    assert first
    assert first == run("2")


class Terms:
    """A glossary of one concept, whose names share nothing."""

    def named(self, text: str, language: Language) -> Sequence[str]:
        terms = {"en": "siloviks", "kk": "құрылым"}
        return ["1"] if terms[language] in text.lower() else []


def test_a_glossary_concept_is_evidence() -> None:
    english = lexis_of(["The siloviks came.", "Rain fell."], "en", Terms())
    kazakh = lexis_of(["Күш құрылымдары келді.", "Жаңбыр жауды."], "kk", Terms())
    a, b = cognate_vectors(english.cognates, kazakh.cognates, 64)
    assert a[0] @ b[0] > 0.5
    assert not a[1].any()
    assert "concepts:yes" in LexicalPairs(Terms()).signature
    assert "concepts" not in LexicalPairs().signature


def test_names_and_numbers_meet_across_scripts() -> None:
    english = lexis_of(["In Zhanaozen 64 people waited.", "The sea was calm."], "en")
    kazakh = lexis_of(["Жаңаөзенде 64 адам күтті.", "Теңіз тынық еді."], "kk")
    a, b = cognate_vectors(english.cognates, kazakh.cognates, 64)
    assert a[0] @ b[0] > 4 * abs(float(a[1] @ b[1]))


def test_words_are_cut_by_moses_where_it_knows_the_language() -> None:
    texts = ["Don't stop: it's twelve o'clock ␞ now.", "«Сол-түстік» — 12 км."]
    assert words(words_of(texts[:1], "en"), 0) == ["don", "t", "stop", "it", "s", "twelve", "o", "clock", "now"]
    assert words(words_of(texts[1:], "kk"), 0) == ["сол", "түстік", "км"]


def test_pieces_put_together_are_the_words() -> None:
    texts = Cipher(3, 400).document(300)[0]
    held = words_of(texts, "en")
    pieces = pieces_of(held)
    assert len(pieces.names) < len(held.names)
    for text in range(held.size):
        assert "".join(words(pieces, text)).replace("▁", "") == "".join(words(held, text))


def test_a_table_learns_the_cipher() -> None:
    cipher = Cipher(5)
    sentences = [cipher.sentence() for _ in range(300)]
    a, b = (words_of([pair[side] for pair in sentences], language) for side, language in ((0, "en"), (1, "kk")))
    table = learn_translations(a, b, np.ones(300, dtype=np.float32))
    best: dict[str, tuple[float, str]] = {}
    for key, other, value in zip(table.a_keys, table.b_keys, table.values.tolist(), strict=True):
        best[a.names[key]] = max(best.get(a.names[key], (0.0, "")), (value, b.names[other]))
    known = dict(zip(cipher.latin, cipher.cyrillic, strict=True))
    right = [known[word] == counterpart for word, (_, counterpart) in best.items()]
    assert len(right) >= 130
    assert np.mean(right) >= 0.95


def test_what_was_seen_together_once_counts_less_than_what_was_seen_often() -> None:
    a = Bags.of([["often", "x"], ["often", "y"], ["often", "z"], ["once", "w"]])
    b = Bags.of([["жиі", "б"], ["жиі", "в"], ["жиі", "г"], ["бір", "д"]])
    table = learn_translations(a, b, np.ones(4, dtype=np.float32))
    value = {
        (a.names[i], b.names[j]): held for i, j, held in zip(table.a_keys, table.b_keys, table.values, strict=True)
    }
    assert value["often", "жиі"] > 0.7
    assert value.get(("once", "бір"), 0.0) < 0.6


def test_unlikely_beads_teach_nothing() -> None:
    a, b = Bags.of([["one"]] * 8), Bags.of([["бір"]] * 4 + [["алма"]] * 4)
    table = learn_translations(a, b, np.array([1.0] * 4 + [0.0] * 4, dtype=np.float32))
    assert [b.names[key] for key in table.b_keys] == ["бір"]


def test_directions_are_the_same_everywhere_and_nearly_at_right_angles() -> None:
    table = directions(["stem:abcd", "алма", ""], 64)
    assert np.flatnonzero(table[0]).tolist() == [27, 33, 40, 53]
    many = directions([str(number) for number in range(200)], 256)
    cosines = many @ many.T
    lengths = np.sqrt(np.diag(cosines))
    cosines = cosines / np.outer(lengths, lengths) - np.eye(200)
    assert np.abs(cosines).mean() < 0.05


def test_bags_can_be_joined_cut_and_summed() -> None:
    bags = Bags.of([["a", "b"], [], ["b", "b", "c"]])
    assert bags.frequency().tolist() == [1, 2, 1]
    assert bags.summed(np.eye(3, dtype=np.float32)).tolist() == [[1, 1, 0], [0, 0, 0], [0, 2, 1]]
    whole = bags.runs(np.array([0, 2]), np.array([2, 3]))
    assert [words(whole, text) for text in range(2)] == [["a", "b"], ["b", "b", "c"]]
    assert words(bags.part(range(1, 3)), 1) == ["b", "b", "c"]
    assert words(bags.joined(Bags.of([["z"], ["a"], []])), 1) == ["a"]
    assert words(bags.replaced([["x", "y"], [], ["w"]]), 0) == ["x", "y"]


def test_the_signature_names_all_parameters(engine: Engine) -> None:
    for field in (
        "engine:lexical",
        "sacremoses:",
        "sentencepiece:",
        "dim:",
        "rounds:",
        "sample:",
        "lengths:",
        "beads:",
    ):
        assert f"|{field}" in engine.signature


def test_it_takes_no_model() -> None:
    with pytest.raises(UsageError, match="lexical engine uses no model"):
        open_engine("lexical", Path("encoder"))
