"""Text that was left in another language: copied as it is, or standing in the wrong column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from aligner.checks.finding import Finding, Grade
from aligner.checks.rows import cells, listed, place, texts, without_addresses
from aligner.checks.writing import CYRILLIC, LATIN, QUOTED, WORD, foreign_script
from aligner.languages import language as table_of
from aligner.model import Language, ParallelDocument, Row
from aligner.reading.characters import clean

NAME = "untranslated"

_KAZAKH_LETTER = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_OTHER_CYRILLIC = re.compile("[їєґўҗҡҙҫҝҳҷӣӯѓќљњђћџј]", re.IGNORECASE)
_RUSSIAN_WORDS = "и в на не что с по для это как от из за о к у же бы или во со ко об"
_KAZAKH_AS_WELL = "мен бар да де"
_FEWEST_WORDS = 3
"""Words that a stretch in another language must have; names and titles have fewer."""
_CLEAR_SHARE = 0.5


def check(document: ParallelDocument) -> Iterator[Finding]:
    """Find segments that read the same in two languages, or whose letters and words are those of another one.

    Numbers, addresses and names alone are the same everywhere and are passed over, and so is what stands in
    quotation marks or brackets, unless it is the whole segment.
    """
    for number, row in enumerate(document.rows):
        yield from check_row(number, row, document.languages)
    for language in document.languages:
        for at, segment, text in texts(document, language):
            message = foreign(text, language)
            if message:
                where = place(language, segment, text, 0, len(text))
                yield Finding(at, NAME, (language,), message, Grade.WARNING, (where,))


def check_row(number: int, row: Row, languages: tuple[Language, ...]) -> Iterator[Finding]:
    """Find segments of a row that stand there twice, in two languages."""
    held = {
        language: [(n, segment.text) for n, segment in enumerate(cell)]
        for language, cell in cells(row, languages).items()
    }
    for a, b in combinations(languages, 2):
        same = {_plain(text) for _, text in held[b]}
        for position, text in held[a]:
            if _plain(text) in same and _is_language(text):
                where = place(a, position, text, 0, len(text))
                message = f"{listed((a, b))} have the same text"
                yield Finding(number, NAME, (a, b), message, Grade.WARNING, (where,))


def foreign(text: str, language: Language) -> str | None:
    """Say which script or language a text is in where its column is of another; nothing where it cannot be told."""
    bare = without_addresses(text)
    unquoted = QUOTED.sub(" ", bare)
    spoken = unquoted if WORD.search(unquoted) else bare
    words = WORD.findall(spoken)
    other = foreign_script(language)
    if other:
        pattern, name = other
        strange = [word for word in words if pattern.search(word) and not _own(pattern).search(word)]
        if _prevails(strange, words, language):
            return f"{name} letters in the {language} column: «{' '.join(strange[:4])}»"
    if language == "kk" and _is_russian(words):
        return "Russian in the kk column"
    if language == "kk" and _is_english(words):
        return "English in the kk column"
    if language == "ru" and _is_kazakh(words):
        return "Kazakh in the ru column"
    return None


def _own(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return LATIN if pattern is CYRILLIC else CYRILLIC


def _prevails(strange: list[str], words: list[str], language: Language) -> bool:
    """Whether words in the other script are more than a name or two.

    In a language of Latin script three Cyrillic words are enough, since names are rewritten there; a language of
    Cyrillic script keeps Latin names, so that a larger share and words in small letters are needed.
    """
    small = [word for word in strange if word.islower() and len(word) > 1]
    if foreign_script(language) == (CYRILLIC, "Cyrillic"):
        return bool(strange) and (len(strange) >= _FEWEST_WORDS or bool(small) or len(strange) == len(words))
    return len(small) >= 2 and len(strange) >= _FEWEST_WORDS and len(strange) > _CLEAR_SHARE * len(words)


def _is_russian(words: list[str]) -> bool:
    """Whether words in a Kazakh column are Russian: no Kazakh letter, and Russian function words among them."""
    cyrillic = [word.lower() for word in words if CYRILLIC.search(word)]
    if len(cyrillic) < _FEWEST_WORDS or any(_KAZAKH_LETTER.search(word) for word in cyrillic):
        return False
    if any(_OTHER_CYRILLIC.search(word) for word in cyrillic):
        return False
    function = [word for word in cyrillic if word in _russian_words()]
    if len(function) >= 2 or (function and len(function) >= 0.2 * len(cyrillic)):
        return True
    return len("".join(cyrillic)) >= 25 and _identified(" ".join(cyrillic)) == "ru"


def _is_english(words: list[str]) -> bool:
    """Whether words in a Kazakh column, which may be in Latin letters, are English by their function words."""
    latin = [word for word in words if LATIN.search(word)]
    function = [word for word in latin if word.lower() in table_of("en").openers - table_of("kk").openers]
    return len(latin) > _CLEAR_SHARE * len(words) and len(function) >= 2


def _is_kazakh(words: list[str]) -> bool:
    """Whether words in a Russian column are Kazakh: most of them have Kazakh letters, not counting names."""
    small = [word for word in words if CYRILLIC.search(word) and word.islower()]
    kazakh = [word for word in small if _KAZAKH_LETTER.search(word)]
    return len(small) >= _FEWEST_WORDS - 1 and len(kazakh) > 0.4 * len(small) and len(kazakh) >= 2


@cache
def _russian_words() -> frozenset[str]:
    """Russian function words that are no Kazakh words."""
    both = table_of("kk").openers | frozenset(_KAZAKH_AS_WELL.split())
    return (table_of("ru").openers | frozenset(_RUSSIAN_WORDS.split())) - both


def _identified(text: str) -> Language:
    from aligner.reading.identification import identify

    return identify(text).language


def _plain(text: str) -> str:
    return clean(text).casefold().rstrip(".!?… ")


def _is_language(text: str) -> bool:
    """Whether a text has words of a language, so that its translation must differ: two that are no names."""
    words = WORD.findall(QUOTED.sub(" ", without_addresses(text)))
    return len([word for word in words if word.islower() and len(word) > 2]) >= 2
