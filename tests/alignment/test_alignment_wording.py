"""Words learned from the beads of a first look, and weights that move with what is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from test_alignment_lexical import Cipher

from aligner.alignment.bags import Bags
from aligner.alignment.evidence import FEATURES
from aligner.alignment.pair import Pair
from aligner.alignment.shapes import FULL
from aligner.alignment.side import make_side
from aligner.alignment.weights import bead_model
from aligner.alignment.wording import Wording, learn_wording, stems_of


def names(bags: Bags, text: int) -> list[str]:
    return [bags.names[key] for key in bags.keys[bags.starts[text] : bags.starts[text + 1]]]


def path_of(size: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    steps = np.arange(size)
    return np.stack([steps, steps + 1, steps, steps + 1], axis=1)


def learned(size: int, chance: float = 1.0) -> Wording:
    cipher = Cipher(7)
    pairs = [cipher.sentence() for _ in range(size)]
    a, b = (stems_of([pair[side] for pair in pairs]) for side in (0, 1))
    return learn_wording(a, b, path_of(size), np.full(size, chance, dtype=np.float32))


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("The Ministries decided.", ["the", "mini", "deci"]),
        ("Министрлігіміздің 2022 жылғы №5 бұйрығы", ["мини", "жылғ", "бұйр"]),
        ("我们决定 OK", ["我", "们", "决", "定", "ok"]),
        ("— !", []),
    ],
)
def test_endings_and_digits_are_left_out(text: str, stems: list[str]) -> None:
    assert names(stems_of([text]), 0) == stems


def test_a_sentence_is_nearest_to_its_own_translation() -> None:
    wording = learned(300)
    unit = [held / np.maximum(np.linalg.norm(held, axis=1), 1e-6)[:, None] for held in (wording.a, wording.b)]
    nearest = (unit[0] @ unit[1].T).argmax(axis=1)
    assert np.mean(nearest == np.arange(300)) > 0.97


def test_trust_grows_with_what_there_was_to_learn_from() -> None:
    trusts = [learned(size).trust for size in (1, 30, 150, 600)]
    assert trusts == sorted(trusts)
    assert trusts[0] < 0.01
    assert trusts[2] == pytest.approx(0.5)
    assert trusts[3] < 1


def test_doubtful_beads_teach_nothing() -> None:
    wording = learned(100, 0.1)
    assert wording.trust == 0
    assert np.abs(wording.a @ wording.b.T).max() < 0.2 * np.abs(learned(100).a @ learned(100).b.T).max()


def test_weights_move_with_trust_and_with_paragraphs() -> None:
    nothing = np.zeros((2, 0), dtype=np.float32)
    plain = make_side(["One.", "Two."], nothing, str.split)
    laid_out = replace(plain, opens=np.array([True, True]))
    model = bead_model()
    assert model.alone.shape == model.joint.shape == (3, len(FEATURES))
    pair = Pair(plain, plain, FULL.reach)
    assert np.allclose(model.alone_for(pair), model.alone[0])
    assert np.allclose(model.joint_for(Pair(laid_out, laid_out, FULL.reach)), model.joint[0] + model.joint[2])
    pair.set_wording(Wording(np.zeros((2, 4), np.float32), np.zeros((2, 4), np.float32), 0.25))
    assert np.allclose(model.alone_for(pair), model.alone[0] + 0.25 * model.alone[1])
