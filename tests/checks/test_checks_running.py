"""All checks together: order, excuses, and the flags they leave on rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from check_rows import GOLD_NAMES, document_of, gold_document

from aligner.checks import CHECKS, check_document, flagged, flags_of
from aligner.model import ParallelDocument

DOCUMENT = document_of(
    ("In 2022", "В 2021 году", "2022 жылы"),
    ("All is well.", "Всё хорошо.", "Бәрі  жaқсы."),
    ("Good.", "", "Жақсы."),
)


def with_flags(document: ParallelDocument, *flags: tuple[str, ...]) -> ParallelDocument:
    rows = tuple(replace(row, flags=held) for row, held in zip(document.rows, flags, strict=True))
    return replace(document, rows=rows)


def test_findings_come_in_the_order_of_the_rows() -> None:
    found = check_document(DOCUMENT)
    assert [(one.row, one.check) for one in found] == [
        (0, "numbers"), (0, "numbers"), (1, "letters"), (1, "spacing"), (2, "empty"),
    ]  # fmt: skip


def test_a_check_that_there_is_not_is_said() -> None:
    with pytest.raises(KeyError):
        check_document(DOCUMENT, ["spelling"])


def test_flags_are_the_names_of_the_checks_sorted_and_notes_make_none() -> None:
    unseen = "Бәрі\u200b жaқсы."
    assert flags_of(DOCUMENT) == (("numbers",), ("letters",), ("empty",))
    assert flags_of(document_of(("All is well.", "Всё хорошо.", unseen))) == (("letters", "spacing"),)


def test_what_was_excused_stays_excused() -> None:
    marked = with_flags(DOCUMENT, ("excused:numbers",), ("excused:letters",), ())
    assert flags_of(marked) == (("excused:numbers",), ("excused:letters",), ("empty",))
    assert [one.check for one in check_document(marked)] == ["spacing", "empty"]
    assert sum(one.excused for one in check_document(marked, include_excused=True)) == 3


def test_flags_of_others_stay_and_those_of_checks_that_find_nothing_go() -> None:
    marked = with_flags(DOCUMENT, ("term:menty", "length"), (), ())
    assert flags_of(marked)[0] == ("term:menty", "numbers")


@pytest.mark.parametrize("name", GOLD_NAMES)
def test_flagging_twice_changes_nothing(name: str) -> None:
    once = flagged(gold_document(name))
    assert flagged(once) == once
    assert {flag for row in once.rows for flag in row.flags} <= set(CHECKS)


def test_checks_fit_documents_in_any_languages() -> None:
    rows = (("Er kam 2022.", "Il est venu en 2022.", "彼は2022年に来た。"), ("", "Oui ?", "はい？"))
    found = check_document(document_of(*rows, languages=("de", "fr", "ja")))
    assert [(one.row, one.check, one.languages) for one in found] == [(1, "empty", ("de",))]


def test_an_empty_document_has_no_findings() -> None:
    assert check_document(ParallelDocument("none", ("en", "kk"), ())) == []
