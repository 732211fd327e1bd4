"""What the rest of the program knows about a language: a frozen value, read from package data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class AbbreviationClass(StrEnum):
    """How an abbreviation behaves before a capital letter or a digit; an abbreviation may have several classes."""

    TITLE = "title"
    """Stands before a name and never ends a sentence: ``Dr.``, ``акад.``"""
    LEAD = "lead"
    """Leads on to what follows and never ends a sentence: ``e.g.``, ``т.е.``, ``см.``"""
    REFERENCE = "reference"
    """Stands before a number: ``Fig. 3``, ``рис. 2``, ``№.``"""
    NAME = "name"
    """Part of a name, on either side of it: ``ул. Абая``, ``Алматы қ.``, ``Inc.``; may end a sentence."""
    PLACE = "place"
    """Closes the name of a region: ``Алматинской обл.``; may end a sentence."""
    YEAR = "year"
    """Stands after the number of a year or a century: ``2005 г.``, ``1991 ж.``, ``XX ғ.``; may end a sentence."""
    MAGNITUDE = "magnitude"
    """Stands between a number and what is counted: ``5 млн. тенге``; may end a sentence."""
    UNIT = "unit"
    """Stands after a number: ``3 кг.``, ``20 руб.``; may end a sentence."""
    CLOCK = "clock"
    """Stands after an hour: ``5 p.m.``; may end a sentence."""
    CLOSER = "closer"
    """Closes a list or a remark, mostly at the end of a sentence: ``etc.``, ``и т.д.``, ``т.б.``"""


@dataclass(frozen=True, slots=True)
class LanguageTable:
    """The letters, marks and words of one language that the rules of the program need."""

    code: str
    """Primary language subtag, lower case: ``kk``."""
    name: str
    """In English."""
    own_name: str
    """In the language itself; the code where it is not known."""
    scripts: tuple[str, ...]
    """ISO 15924 codes, the usual one first."""
    alphabet: str
    """Small letters of all its scripts, in their order; empty where it is not known."""
    terminators: str
    """Marks that can end a sentence."""
    spaceless: str
    """Those of them after which the next sentence needs no space, as in Chinese."""
    quotes: tuple[tuple[str, str], ...]
    """Opening and closing marks, outermost first."""
    abbreviations: Mapping[AbbreviationClass, frozenset[str]]
    """Without the last full stop and without spaces; an entry with a capital letter is meant in that case only."""
    openers: frozenset[str]
    """Function words, small letters: with a capital in running text they can only open a sentence."""
    initials: str
    """Capital letters that can stand for a given name."""
    long_initials: frozenset[str]
    """Initials of more than one letter: ``Дж``, ``Ch``."""
    labels: frozenset[str]
    """Words that stand before the number of a part, with which they form a label: ``Article 5.``"""
    label_suffixes: frozenset[str]
    """Words that stand after such a number: Kazakh ``5-бап.``"""
    speech_verbs: frozenset[str]
    """Verbs that follow the speaker after a quotation: ``"Stop!" John said``."""
    months: frozenset[str]
    """Names of months as they stand in dates, small letters."""
    clock_followers: frozenset[str]
    """Capitalised words that continue a time of day, small letters: ``5 p.m. Monday``."""
    year_lead_ins: frozenset[str]
    """Words that open an adverbial of time, which alone is no sentence: ``В 1991 г.``"""
    glued_names: frozenset[str]
    """Names that hold a sentence mark: ``Yahoo!``"""
    verb_final: bool = False
    """Whether a clause ends with its verb, so that an abbreviation after a number rarely ends a sentence."""
    ordinal_dot: bool = False
    """Whether a full stop after a number makes it an ordinal: German ``3. Oktober``."""
    known: bool = False
    """Whether the table was made by hand for this language, rather than put together from general data."""
    extra: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further word lists of the language's file, under the file's own keys."""
    _classes: Mapping[str, frozenset[AbbreviationClass]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        classes: dict[str, frozenset[AbbreviationClass]] = {}
        for kind, words in self.abbreviations.items():
            for word in words:
                classes[word] = classes.get(word, frozenset()) | {kind}
        object.__setattr__(self, "_classes", classes)

    def classes(self, word: str) -> frozenset[AbbreviationClass]:
        """How ``word`` (no final stop, no spaces) behaves as an abbreviation; empty if it is none.

        It is looked up as it stands and in small letters, but a single capital is an initial, not an abbreviation
        that happens to open a sentence.
        """
        found = self._classes.get(word, _NONE)
        return found | self._classes.get(word.lower(), _NONE) if len(word) > 1 else found


_NONE: frozenset[AbbreviationClass] = frozenset()
