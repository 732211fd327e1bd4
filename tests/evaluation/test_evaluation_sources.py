from pathlib import Path

import pytest

from aligner.corpus import write_document
from aligner.errors import InputError, UsageError
from aligner.evaluation import evaluate, read_beads
from aligner.model import Bead, Link, ParallelDocument, Row, Segment


def document(*languages: str) -> ParallelDocument:
    cell = (Segment(0, 1, 0, "x"),)
    links = tuple(Link(a, b, (0,), (0,), 0.5) for i, a in enumerate(languages) for b in languages[i + 1 :])
    return ParallelDocument("a", languages, (Row(tuple(cell for _ in languages), links),))


def test_ladder_and_parquet_stand_on_either_side(tmp_path: Path) -> None:
    write_document(document("en", "ru"), tmp_path / "a.parquet")
    (tmp_path / "gold.txt").write_text("[0]:[0]\n")
    predicted, gold = read_beads(tmp_path / "a.parquet"), read_beads(tmp_path / "gold.txt")
    assert predicted == (Bead((0,), (0,), 0.5),)
    assert evaluate(gold, predicted).strict.f1 == 1
    assert evaluate(predicted, gold).strict.f1 == 1


def test_of_three_languages_the_pair_must_be_named(tmp_path: Path) -> None:
    write_document(document("en", "ru", "kk"), tmp_path / "a.parquet")
    with pytest.raises(UsageError, match="3 languages"):
        read_beads(tmp_path / "a.parquet")
    assert len(read_beads(tmp_path / "a.parquet", ("kk", "en"))) == 1
    with pytest.raises(UsageError, match="has no de version"):
        read_beads(tmp_path / "a.parquet", ("en", "de"))


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("[0]:[0]\nhello\n")
    with pytest.raises(InputError, match=r"a\.txt:2: not a bead: 'hello'"):
        read_beads(tmp_path / "a.txt")
    with pytest.raises(InputError, match="there is no such file"):
        read_beads(tmp_path / "absent.txt")
