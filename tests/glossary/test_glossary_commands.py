"""What scripts rely on: the records of find, the lines of match."""

import pytest

from aligner.errors import InputError
from aligner.glossary.commands import find_in_document, find_in_lines, match_lines
from aligner.glossary.finder import TermFinder
from aligner.glossary.model import Glossary, Term
from aligner.model import ParallelDocument, Row, Segment

FINDER = TermFinder(Glossary((Term("menty", "kk", "мент"),)), "kk")


def test_lines_are_counted_from_zero_and_offsets_within_them() -> None:
    records = list(find_in_lines(["жоқ\n", "Алматыда менттер\r\n"], FINDER))
    assert records == [
        {
            "line": 1,
            "start": 9,
            "stop": 16,
            "concept": "menty",
            "term": "мент",
            "status": "preferred",
            "analysis": "мент + тер (plural)",
        }
    ]


def test_a_row_of_a_document_is_a_line() -> None:
    cells = tuple(Segment(0, len(text), 0, text) for text in ("Бір.", "Ментті көрдік."))
    document = ParallelDocument("d", ("kk",), (Row(((),)), Row((cells,))))
    assert [(r["line"], r["start"], r["stop"]) for r in find_in_document(document, FINDER)] == [(1, 5, 11)]


def test_a_document_without_the_language_is_refused() -> None:
    with pytest.raises(InputError, match="has no kk"):
        list(find_in_document(ParallelDocument("d", ("en",), ()), FINDER))


def test_match_answers_line_by_line() -> None:
    lines = ["кітап\tкітабы\n", "\n", "кітап\tкітапхана\n"]
    assert list(match_lines(lines, "kk")) == [
        "кітап\tкітабы\tyes\tкітаб (кітап) + ы (possessive 3)",
        "кітап\tкітапхана\tno\t",
    ]


@pytest.mark.parametrize("line", ["кітап", "кітап\t", "a\tb\tc"])
def test_a_line_without_two_columns_is_named(line: str) -> None:
    with pytest.raises(InputError, match="line 1"):
        list(match_lines([line], "kk"))
