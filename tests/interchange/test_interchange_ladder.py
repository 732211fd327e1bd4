from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.interchange.ladder import format_ladder, pair_beads, parse_ladder, read_ladder, write_ladder
from aligner.model import Bead, Link, ParallelDocument, Row, Segment

sides = st.lists(st.integers(0, 10_000), max_size=4).map(tuple)


def cell(*starts: int) -> tuple[Segment, ...]:
    return tuple(Segment(start, start + 1, 0, "x") for start in starts)


@given(st.lists(st.builds(Bead, sides, sides)))
def test_what_is_written_is_read_back(beads: list[Bead]) -> None:
    assert parse_ladder(format_ladder(beads), "x") == tuple(beads)
    assert parse_ladder(format_ladder(beads, confidences=True), "x") == tuple(beads)


def test_the_form(tmp_path: Path) -> None:
    beads = [Bead((0, 1), (0,), 0.5), Bead((2,), ()), Bead((), (1,))]
    write_ladder(beads, tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == b"[0, 1]:[0]\n[2]:[]\n[]:[1]\n"
    assert format_ladder(beads[:1], confidences=True) == "[0, 1]:[0]:0.5000\n"


@pytest.mark.parametrize("line", ["[0,1]:[0]", " [0, 1] : [0] ", "[0, 1,]:[0]:0.37", "[0, 1]:[0]:a:b", "[0,1]:[0]\r"])
def test_other_tools_spacing_and_costs(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf\n" + line.encode() + b"\n\n")
    assert read_ladder(tmp_path / "a.txt") == (Bead((0, 1), (0,)),)


@pytest.mark.parametrize(
    "line", ["hello", "[0]", "[0]:0", "[a]:[0]", "[0 1]:[0]", "[-1]:[0]", "[,]:[0]", "0:[1]", "[1]:[2] x"]
)
def test_lines_that_are_no_beads_are_located(line: str) -> None:
    with pytest.raises(InputError, match="gold:3: not a bead"):
        parse_ladder(f"[0]:[0]\n\n{line}\n", "gold")


def test_numbers_are_places_in_the_version_even_where_rows_cross() -> None:
    rows = (
        Row((cell(0), cell(50)), (Link("en", "ru", (0,), (0,), 0.5),)),
        Row((cell(10, 20), cell(0)), (Link("en", "ru", (0,), (0,)), Link("en", "ru", (1,), (), 0.25))),
    )
    document = ParallelDocument("a", ("en", "ru"), rows)
    assert pair_beads(document, "en", "ru") == (Bead((0,), (1,), 0.5), Bead((1,), (0,)), Bead((2,), (), 0.25))
    assert pair_beads(document, "ru", "en") == (Bead((1,), (0,), 0.5), Bead((0,), (1,)), Bead((), (2,), 0.25))


def test_a_row_without_links_is_one_bead() -> None:
    rows = (Row((cell(0, 1), cell(), cell(0)), confidence=0.5), Row((cell(), cell(5), cell())))
    document = ParallelDocument("a", ("en", "ru", "kk"), rows)
    assert pair_beads(document, "en", "kk") == (Bead((0, 1), (0,), 0.5),)
    assert pair_beads(document, "en", "ru") == (Bead((0, 1), (), 0.5), Bead((), (0,)))


def test_parts_of_an_edited_segment_share_a_span_and_keep_their_order() -> None:
    rows = (Row((cell(0, 7, 7), cell(3)), ()), Row((cell(7), cell(3)), ()))
    document = ParallelDocument("a", ("en", "ru"), rows)
    assert [bead.a for bead in pair_beads(document, "en", "ru")] == [(0, 1, 2), (3,)]
