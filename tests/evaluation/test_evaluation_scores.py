from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evaluation import evaluate, evaluate_all
from aligner.interchange.ladder import parse_ladder
from aligner.model import Bead

sides = st.lists(st.integers(0, 8), max_size=3).map(tuple)
beads = st.lists(st.builds(Bead, sides, sides), max_size=12)


def ladder(text: str) -> tuple[Bead, ...]:
    return parse_ladder(text.replace(" ", "\n"), "ladder")


def restated(documents: list[tuple[list[Bead], list[Bead]]]) -> dict[str, list[Fraction]]:
    """The definitions once more, by looking at every bead of one side against every bead of the other."""
    precision_of = {"strict": [0, 0], "lax": [0, 0]}
    recall_of = {"strict": [0, 0], "lax": [0, 0]}
    nulls, link_hits, link_predicted, link_gold = [0, 0], 0, 0, 0
    for gold_beads, predicted_beads in documents:
        gold = {(bead.a, bead.b) for bead in gold_beads} - {((), ())}
        predicted = {(bead.a, bead.b) for bead in predicted_beads} - {((), ())}

        def overlaps(one: tuple[tuple[int, ...], ...], other: tuple[tuple[int, ...], ...]) -> bool:
            return any(i in other[0] and j in other[1] for i in one[0] for j in one[1])

        for bead in predicted:
            strict = bead in gold
            lax = strict or any(overlaps(bead, other) for other in gold)
            precision_of["strict"] = [precision_of["strict"][0] + strict, precision_of["strict"][1] + 1]
            precision_of["lax"] = [precision_of["lax"][0] + lax, precision_of["lax"][1] + 1]
            if () in bead:
                nulls = [nulls[0] + strict, nulls[1] + 1]
        for bead in gold:
            if () in bead:
                continue
            strict = bead in predicted
            lax = strict or any(overlaps(bead, other) for other in predicted)
            recall_of["strict"] = [recall_of["strict"][0] + strict, recall_of["strict"][1] + 1]
            recall_of["lax"] = [recall_of["lax"][0] + lax, recall_of["lax"][1] + 1]
        grid = [(i, j) for i in range(9) for j in range(9)]
        in_gold = {p for p in grid if any(p[0] in b[0] and p[1] in b[1] for b in gold)}
        in_predicted = {p for p in grid if any(p[0] in b[0] and p[1] in b[1] for b in predicted)}
        link_hits += len(in_gold & in_predicted)
        link_predicted += len(in_predicted)
        link_gold += len(in_gold)

    def share(part: int, whole: int) -> Fraction:
        return Fraction(part, whole) if whole else Fraction(0)

    def triple(p: Fraction, r: Fraction) -> list[Fraction]:
        return [p, r, 2 * p * r / (p + r) if p + r else Fraction(0)]

    return {
        "strict": triple(share(*precision_of["strict"]), share(*recall_of["strict"])),
        "lax": triple(share(*precision_of["lax"]), share(*recall_of["lax"])),
        "links": triple(share(link_hits, link_predicted), share(link_hits, link_gold)),
        "null": [share(*nulls)],
    }


@given(st.lists(st.tuples(beads, beads), min_size=1, max_size=3))
def test_scores_are_what_the_definitions_say(documents: list[tuple[list[Bead], list[Bead]]]) -> None:
    expected = restated(documents)
    result = evaluate_all(documents)
    for name, score in (("strict", result.strict), ("lax", result.lax), ("links", result.links)):
        assert [score.precision, score.recall, score.f1] == pytest.approx(
            [float(x) for x in expected[name]], abs=1e-12
        )
    assert result.null_precision == pytest.approx(float(expected["null"][0]), abs=1e-12)


def test_a_worked_example() -> None:
    gold = ladder("[0]:[0] [1,2]:[1] [3]:[] [4]:[2,3]")
    predicted = ladder("[0]:[0] [1]:[1] [2]:[] [3]:[] [4]:[2,3]")
    result = evaluate(gold, predicted)
    # 5 predicted: 0-0, 3-null and 4-2,3 are gold, 1-1 overlaps gold, 2-null is wrong.
    assert (result.strict.precision, result.lax.precision) == (3 / 5, 4 / 5)
    # 3 gold beads with both sides: two found exactly, 1,2-1 overlapped.
    assert (result.strict.recall, result.lax.recall) == (2 / 3, 1.0)
    assert result.null_precision == 1 / 2
    # Gold links 0-0 1-1 2-1 4-2 4-3; all but 2-1 are predicted, none besides.
    assert (result.links.precision, result.links.recall) == (1.0, 4 / 5)


def test_gold_against_itself_is_perfect_and_null_beads_count_for_precision() -> None:
    gold = ladder("[0]:[0] [1]:[] []:[1] [2]:[2,3]")
    result = evaluate(gold, gold)
    assert (result.strict.f1, result.lax.f1, result.links.f1, result.null_precision) == (1, 1, 1, 1)
    assert (result.counts.predicted, result.counts.gold) == (4, 2)


def test_repeated_and_empty_beads_count_once_and_never() -> None:
    gold = ladder("[0]:[0] [1]:[1]")
    assert evaluate(gold, ladder("[0]:[0] [0]:[0] []:[] [1]:[1]")).strict.f1 == 1


def test_documents_are_pooled_not_averaged() -> None:
    small = ladder("[0]:[0]")
    large = ladder("[0]:[0] [1]:[1] [2]:[2]")
    wrong = ladder("[0]:[1]")
    assert evaluate_all([(large, large), (small, wrong)]).strict.precision == 3 / 4


def test_nothing_to_count_is_zero() -> None:
    result = evaluate([], [])
    assert (result.strict.f1, result.lax.f1, result.links.f1, result.null_precision) == (0, 0, 0, 0)


def test_figures_for_json_are_rounded_to_four_digits_and_signed() -> None:
    figures = evaluate(ladder("[0]:[0] [1]:[1] [2]:[2]"), ladder("[0]:[0] [1]:[2] [2]:[1]")).as_dict()
    assert figures["strict"] == {"precision": 0.3333, "recall": 0.3333, "f1": 0.3333}
    assert figures["beads"] == {"gold": 3, "predicted": 3}
    assert "documents:1|nulls:precision|pooled:micro" in str(figures["signature"])
