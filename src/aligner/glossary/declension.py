"""Russian declension by ending, for words that no dictionary has: names, loans, slang."""

from __future__ import annotations

from collections.abc import Iterator

_NAMES = ("genitive", "dative", "accusative", "instrumental", "prepositional")
_HUSHING = frozenset("жшчщц")
_NO_Y = frozenset("гкхжшчщ")
_VOWELS = frozenset("аеёиоуыэюя")
SURNAME_ENDINGS = ("ов", "ев", "ин", "ын", "ский", "цкий", "ова", "ева", "ина", "ына", "ская", "цкая")
_ADJECTIVES = ("ый", "кий", "гий", "хий", "ший", "щий", "жий", "ая", "ое", "ые")
_PLURALS = ("dative", "instrumental", "prepositional")


def declined(word: str, *, name: bool) -> Iterator[tuple[str, str]]:
    """Every form of a lower-case noun with the name of its case, the nominative singular first.

    `name` says that the word is a proper name, for which surnames in -ов, -ин, -ский have their own endings. Names in
    -и, -ы and words in -о, -е, -у, -э, -ю do not change; other words in -и, -ы are taken to be plurals, those in -ый,
    -ая adjectives. Follows the declension types of the Russian Grammar (1980).
    """
    yield word, "singular nominative"
    if name and word.endswith(SURNAME_ENDINGS):
        yield from _any_surname(word)
    elif not name and word.endswith(_ADJECTIVES) and len(word) > 4:
        yield from _adjective(word[:-2])
    elif word.endswith(("а", "я")):
        yield from _first(word)
    elif word.endswith(("й", "ь")):
        yield from _soft(word[:-1], word[-1])
    elif word[-1:] not in _VOWELS and len(word) > 1:
        yield from _hard(word)
    elif not name and word.endswith(("ы", "и")) and len(word) > 3:
        yield from _of_plural(word)


def _any_surname(word: str) -> Iterator[tuple[str, str]]:
    if word.endswith("ий"):
        yield from _adjectival(word[:-2])
    elif word.endswith("ая"):
        yield from ((word[:-2] + ending, "singular oblique") for ending in ("ой", "ую"))
    elif word.endswith("а"):
        yield from _female_surname(word[:-1])
        yield from _first(word)
    else:
        yield from _surname(word)


def _of_plural(word: str) -> Iterator[tuple[str, str]]:
    """A noun cited in the plural, of either declension: титушки, фейки."""
    stem = word[:-1]
    yield from ((form, "plural genitive") for form in (_bare(stem, soft=False), stem + "ов"))
    yield from _plural(stem, "ам", "ами", "ах")


def _singular(stem: str, *endings: str) -> Iterator[tuple[str, str]]:
    yield from ((stem + ending, f"singular {case}") for case, ending in zip(_NAMES, endings, strict=True) if ending)


def _plural(stem: str, *endings: str) -> Iterator[tuple[str, str]]:
    yield from ((stem + ending, f"plural {case}") for case, ending in zip(_PLURALS, endings, strict=True))


def _hard(stem: str) -> Iterator[tuple[str, str]]:
    hushing = stem[-1] in _HUSHING
    if stem.endswith("ец") and len(stem) > 4:
        yield from _fleeting(stem)
    yield from _singular(stem, "а", "у", "", "ем" if hushing else "ом", "е")
    yield stem + ("и" if stem[-1] in _NO_Y else "ы"), "plural nominative"
    yield stem + ("ей" if hushing and stem[-1] != "ц" else "ов"), "plural genitive"
    yield from _plural(stem, "ам", "ами", "ах")


def _fleeting(word: str) -> Iterator[tuple[str, str]]:
    """A noun in -ец without its е: беркутовец, беркутовца; after a vowel й stands for it."""
    stem = word[:-2] + ("йц" if word[-3] in _VOWELS else "ц")
    yield from _singular(stem, "а", "у", "а", "ем", "е")
    yield stem + "ы", "plural nominative"
    yield stem + "ев", "plural genitive"
    yield from _plural(stem, "ам", "ами", "ах")


def _soft(stem: str, last: str) -> Iterator[tuple[str, str]]:
    yield from _singular(stem, "я", "ю", "", "ем", "и" if stem.endswith("и") else "е")
    yield stem + "и", "plural nominative"
    yield stem + ("ев" if last == "й" else "ей"), "plural genitive"
    if last == "ь":
        yield stem + "ью", "singular instrumental"
    yield from _plural(stem, "ям", "ями", "ях")


def _first(word: str) -> Iterator[tuple[str, str]]:
    stem, soft = word[:-1], word.endswith("я")
    last = stem[-1:]
    yield from _singular(
        stem,
        "и" if soft or last in _NO_Y else "ы",
        "и" if stem.endswith("и") and soft else "е",
        "ю" if soft else "у",
        "ей" if soft or last in _HUSHING else "ой",
        "",
    )
    yield _bare(stem, soft=soft), "plural genitive"
    yield from _plural(stem, *(("ям", "ями", "ях") if soft else ("ам", "ами", "ах")))


def _bare(stem: str, *, soft: bool) -> str:
    """The genitive plural without ending, its fleeting vowel restored: титушка, титушек."""
    if soft:
        return stem + ("й" if stem[-1:] in _VOWELS else "ь")
    if stem.endswith("к") and len(stem) > 2 and stem[-2] not in _VOWELS:
        before = stem[:-2] if stem[-2] in "ьй" else stem[:-1]
        return before + ("е" if stem[-2] in _HUSHING or stem[-2] in "ьй" else "о") + "к"
    return stem


def _surname(stem: str) -> Iterator[tuple[str, str]]:
    yield from _singular(stem, "а", "у", "", "ым", "е")
    yield stem + "ы", "plural nominative"
    yield stem + "ых", "plural genitive"
    yield from _plural(stem, "ым", "ыми", "ых")
    yield stem + "ом", "singular instrumental"
    yield from _female_surname(stem)


def _female_surname(stem: str) -> Iterator[tuple[str, str]]:
    yield stem + "а", "feminine nominative"
    yield stem + "ой", "feminine oblique"
    yield stem + "у", "feminine accusative"


def _adjectival(stem: str) -> Iterator[tuple[str, str]]:
    yield from _singular(stem, "ого", "ому", "", "им", "ом")
    yield stem + "ие", "plural nominative"
    yield stem + "их", "plural genitive"
    yield stem + "ими", "plural instrumental"
    yield stem + "ая", "feminine nominative"
    yield stem + "ой", "feminine oblique"
    yield stem + "ую", "feminine accusative"


def _adjective(stem: str) -> Iterator[tuple[str, str]]:
    """An adjective of any gender, of which the dictionary form does not tell more: светошумовая, светошумовых."""
    y = "и" if stem[-1] in _NO_Y else "ы"
    yield from _singular(stem, "ого", "ому", "", y + "м", "ом")
    yield stem + y + "й", "singular nominative"
    yield stem + "ая", "feminine nominative"
    yield stem + "ое", "neuter nominative"
    yield stem + "ой", "feminine oblique"
    yield stem + "ую", "feminine accusative"
    yield stem + y + "е", "plural nominative"
    yield stem + y + "х", "plural genitive"
    yield stem + y + "ми", "plural instrumental"
