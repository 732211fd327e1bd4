"""Searching does not slow down with the number of terms."""

import time

from aligner.glossary.finder import TermFinder
from aligner.glossary.model import Glossary, Term

SYLLABLES = [onset + vowel for onset in "бгджзклмнпрст" for vowel in "аеыіө"]


def words(count: int) -> list[str]:
    """Different made-up words of three syllables."""
    size = len(SYLLABLES)
    return [
        SYLLABLES[i % size] + SYLLABLES[i * 7 // size % size] + SYLLABLES[i * 13 // size**2 % size] + "н" * (i % 3)
        for i in range(count)
    ]


def test_twenty_thousand_kazakh_terms_are_searched_in_good_time() -> None:
    vocabulary = words(20_000)
    terms = tuple(
        Term(f"c{i}", "kk", word, part_of_speech="noun") for i, word in enumerate(dict.fromkeys(vocabulary))
    )
    texts = [" ".join(word + "лардың" for word in vocabulary[i : i + 10]) for i in range(0, 20_000, 10)]
    begin = time.process_time()
    finder = TermFinder(Glossary(terms), "kk")
    for text in texts:
        finder.find(text)
    assert time.process_time() - begin < 20
