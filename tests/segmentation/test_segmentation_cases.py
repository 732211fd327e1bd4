"""The hand-written cases are all right, and the best free splitters get fewer of them right."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence

import pytest
from segmentation_cases import LANGUAGES, Case, read_cases

from aligner.segmentation import sentences


@pytest.mark.parametrize(
    ("language", "case"), [(language, case) for language in LANGUAGES for case in read_cases(language)]
)
def test_case(language: str, case: Case) -> None:
    assert sentences(case.text, language) == case.sentences


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_cases_of_many_genres(language: str) -> None:
    cases = read_cases(language)
    assert len({case.text for case in cases}) == len(cases) >= 120
    assert len({case.genre for case in cases}) >= 12


def right(language: str, split: Callable[[str], Sequence[str]]) -> int:
    cases = read_cases(language)
    return sum(tuple(part.strip() for part in split(case.text) if part.strip()) == case.sentences for case in cases)


def razdel_splitter() -> Callable[[str], Sequence[str]]:
    import razdel

    return lambda text: [found.text for found in razdel.sentenize(text)]


def pysbd_splitter(language: str) -> Callable[[str], Sequence[str]]:
    with warnings.catch_warnings():
        # Its regular expressions have escapes that newer Pythons warn about.
        warnings.simplefilter("ignore")
        import pysbd

        splitter = pysbd.Segmenter(language=language, clean=False)

    def split(text: str) -> Sequence[str]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found: list[str] = splitter.segment(text)
            return found

    return split


@pytest.mark.parametrize("language", LANGUAGES)
def test_razdel_gets_fewer_cases_right(language: str) -> None:
    assert right(language, razdel_splitter()) < right(language, lambda text: sentences(text, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pysbd_gets_fewer_cases_right(language: str) -> None:
    assert right(language, pysbd_splitter(language)) < right(language, lambda text: sentences(text, language))
