"""Rules for a single full stop before a capital or a digit: initials, abbreviations, numbers."""

from __future__ import annotations

import re

from aligner.languages import AbbreviationClass
from aligner.segmentation.candidates import Candidate
from aligner.segmentation.record_rules import authors
from aligner.segmentation.verdict import Verdict

JOIN, SPLIT = Verdict.JOIN, Verdict.SPLIT

_SPACED_DATE = re.compile(r"\b\d{1,2}\.\s\d{1,2}\.\s?\d{2,4}\b")
_DASHES = ("—", "–", "-")
_REGNAL = "IVX"
_NOMINAL = re.compile(r"(?:\s[—–-]|:)\s(?:[\dIVXІХ.,\s–-]|\b[жғjğ]{1,2}\.)+\Z")
_ACRONYM_LENGTHS = range(2, 7)
_BRACKET = re.compile(r"\s+\([^()]*(?P<last>.)\)(?P<goes_on>[,;:])?")
_FIELD_NUMBER = re.compile(r"\.\s?\d")
_IMPRINT = re.compile(r"\.(?:, (?:1[5-9]|20)\d\d\b|\s?[:;] [^,:]{1,60}, (?:1[5-9]|20)\d\d\b)")
_HEADING = re.compile(r"\s+§\s*\d{1,3}\.\s")
_MONTHS = {AbbreviationClass.YEAR, AbbreviationClass.REFERENCE}
"""How an abbreviated month behaves: a day stands before it, a year after it."""
_STEM = 3
_LATIN = re.compile(r"[A-Za-z]")


def initial(here: Candidate) -> Verdict | None:
    """Initials belong to the name beside them, unless a function word shows that a sentence begins."""
    letters = here.word.replace(".-", ".").split(".")
    if here.capital_year or not all(_is_initial(here, letter) for letter in letters):
        return None
    if here.letter_word and not here.next_initial:
        return SPLIT
    if here.opener_follows and here.gap:
        return None if here.word in here.table.abbreviations[AbbreviationClass.LEAD] else SPLIT
    if _surname_before(here) or (len(letters) == 1 and _letter_ends(here)):
        return SPLIT
    return JOIN


def _letter_ends(here: Candidate) -> bool:
    """Whether a single letter is no initial but the last word of its sentence."""
    if _names_a_thing(here) or _regnal_number(here) or _english_pronoun(here):
        return True
    if not here.next_digit or "(" in here.lead:
        return False
    kinds = here.table.classes(here.word) | here.table.classes(here.word.lower())
    return AbbreviationClass.REFERENCE not in kinds


def _surname_before(here: Candidate) -> bool:
    """Whether the initials belong to the surname before them, so that a new sentence may begin: ``и Петров П. П.``

    Known by the endings of surnames; a name that opens its segment may be an author before his title.
    """
    endings = here.table.extra.get("surname_endings", ())
    tokens = here.tokens
    first = len(tokens) - 1
    while first > 0 and tokens[first - 1].endswith(".") and len(tokens[first - 1]) == 2:
        first -= 1
    letters = "".join(tokens[first:]).count(".") + 1
    if not endings or letters < 2 or first < 2 or here.next_initial or not here.next_char.isupper():
        return False
    surname = tokens[first - 1]
    if not surname[0].isupper() or not surname.endswith(endings) or here.next_word.lower().endswith(endings):
        return False
    return here.next_word[1:].islower() and not authors(here, tokens[:first])


def _is_initial(here: Candidate, letter: str) -> bool:
    parts = letter.replace("‑", "-").split("-")
    table = here.table
    return all((len(p) == 1 and p in table.initials) or p in table.long_initials for p in parts)


def _names_a_thing(here: Candidate) -> bool:
    """Whether the letter is a name of its own: ``vitamin C``, ``группа А``."""
    stems = here.table.extra.get("letter_nouns", ())
    return bool(stems) and not here.next_initial and here.previous.lower().startswith(stems)


def _regnal_number(here: Candidate) -> bool:
    """Whether it is a ruler's number in Cyrillic text: ``Пётр I``."""
    if here.word not in _REGNAL or not here.table.alphabet.startswith("а"):
        return False
    return here.previous[:1].isupper() and not here.previous.endswith(".") and not _LATIN.match(here.previous)


def _english_pronoun(here: Candidate) -> bool:
    """Whether it is the pronoun ``I`` at the end of a sentence."""
    if here.table.code != "en" or here.word != "I" or not here.previous.islower():
        return False
    return here.previous not in {"by", "of", "from", "with", "to", "for"}


def title(here: Candidate) -> Verdict | None:
    """A title stands before a name; one that a quotation mark closes off is only spoken of."""
    found = here.abbreviation(AbbreviationClass.TITLE)
    return JOIN if found and not _quoted(here) and not _measures(here) else None


def _measures(here: Candidate) -> bool:
    """Whether a number makes it a unit instead: ``5 см.``, ``10 сек.``"""
    unit = here.abbreviation(AbbreviationClass.UNIT)
    return bool(unit) and here.number_before(unit)


def _quoted(here: Candidate) -> bool:
    return any(mark in here.closers for mark in '"»”“')


def lead(here: Candidate) -> Verdict | None:
    """``e.g.``, ``т.е.`` lead on to what follows, unless a number makes them a unit: ``5 см.``"""
    found = here.abbreviation(AbbreviationClass.LEAD)
    return JOIN if found and not _quoted(here) and not _measures(here) else None


def reference(here: Candidate) -> Verdict | None:
    """``Fig.``, ``рис.`` stand before a number, a letter or a sign."""
    found = here.abbreviation(AbbreviationClass.REFERENCE)
    if not found or _only_a_word(here, found):
        return None
    if here.next_word.lower() in here.table.months and here.after_next.startswith("."):
        return JOIN
    return JOIN if here.next_digit or here.next_roman or here.next_initial or _letter_follows(here) else None


def _only_a_word(here: Candidate, abbreviation: str) -> bool:
    """Whether what looks like an abbreviation is a word: ``the app.``, ``далада қар.``"""
    if here.word not in here.table.extra.get("word_references", ()) or here.number_before(abbreviation):
        return False
    if "determiners" in here.table.extra:
        return here.previous.lower() in here.table.extra["determiners"]
    return here.previous[-1:].isalpha() and "(" not in here.tokens[-1]


def _letter_follows(here: Candidate) -> bool:
    return len(here.next_word) == 1 and not here.opener_follows


def clock(here: Candidate) -> Verdict | None:
    """A time of day goes on with a weekday or a time zone."""
    found = here.abbreviation(AbbreviationClass.CLOCK)
    if not found or not here.number_before(found):
        return None
    if here.next_word.lower() in here.table.clock_followers:
        return JOIN
    return JOIN if not here.opener_follows and _only_a_time(here, 4) else SPLIT


def year(here: Candidate) -> Verdict | None:
    """After ``2005 г.`` a capital opens a sentence, unless the segment so far is only the adverbial of time.

    Where the verb ends the clause, as in Kazakh, a year ends a sentence only before a word that must open one.
    """
    found = here.abbreviation(AbbreviationClass.YEAR)
    if not found or not here.number_before(found):
        return None
    if here.next_char in ("№", "§"):
        return SPLIT if _HEADING.match(here.text, here.stop) else JOIN
    if here.opener_follows:
        return SPLIT
    dated = here.head[:1].isdigit() and len(here.head.split()) <= 6
    if _verb_still_to_come(here, found) or _only_a_time(here) or dated or (here.capital_year and not here.next_digit):
        return JOIN
    if here.next_digit:
        return JOIN if _month_follows(here) or _smaller_unit_follows(here) else SPLIT
    return JOIN if _century_follows(here) else SPLIT


def _verb_still_to_come(here: Candidate, abbreviation: str) -> bool:
    """Whether the clause must go on because its verb comes last; a dash before the number stands for the verb."""
    if not here.table.verb_final:
        return False
    before = here.window[: len(here.window) - len(abbreviation)].rstrip(" \u00a0")
    return _NOMINAL.search(before) is None


def _century_follows(here: Candidate) -> bool:
    """Whether a numeral and another abbreviation of time follow: ``90-х гг. XX в.``"""
    words = here.after_next.split(maxsplit=1)
    return here.next_roman and bool(words) and AbbreviationClass.YEAR in here.table.classes(words[0].rstrip(".,;"))


def _only_a_time(here: Candidate, most_tokens: int = 6) -> bool:
    """Whether the segment so far is only an adverbial: ``В 1991 г.``, ``Через 5 мин.``"""
    tokens = here.head.split()
    if not tokens or len(tokens) > most_tokens or here.closers:
        return False
    return tokens[0].strip('«"(—–-').lower() in here.table.year_lead_ins


def _month_follows(here: Candidate) -> bool:
    words = here.after_next.split(maxsplit=1)
    word = words[0].strip(".,;").lower() if words else ""
    return word in here.table.months or here.table.classes(word) >= _MONTHS


def _smaller_unit_follows(here: Candidate) -> bool:
    """Whether the number that follows counts a smaller unit: ``20 руб. 50 коп.``, ``3 г. 6 мес.``"""
    words = here.after_next.split(maxsplit=1)
    word = words[0].rstrip(".,;:)").lower() if words else ""
    stems = here.table.extra.get("small_units", ())
    return any(word == stem or (len(stem) >= _STEM and word.startswith(stem)) for stem in stems)


def magnitude(here: Candidate) -> Verdict | None:
    """After ``5 млн.`` a capital opens a sentence, unless it is an acronym such as a currency's.

    Where the verb ends the clause what is counted follows, so only a word that must open a sentence does.
    """
    found = here.abbreviation(AbbreviationClass.MAGNITUDE)
    if not found or not here.number_before(found):
        return None
    if here.opener_follows:
        return SPLIT
    return JOIN if _acronym_follows(here) or _verb_still_to_come(here, found) or _only_a_time(here, 4) else SPLIT


def _acronym_follows(here: Candidate) -> bool:
    word = here.next_word.partition("-")[0]
    if len(word) not in _ACRONYM_LENGTHS or word[1:].islower() or here.window.isupper():
        return False
    return not here.after_next.lstrip().startswith(_DASHES)


def unit(here: Candidate) -> Verdict | None:
    """After ``5 кг.`` a capital opens a sentence; a number or an acronym goes on: ``5 руб. 50 коп.``."""
    found = here.abbreviation(AbbreviationClass.UNIT)
    if not found or not (here.number_before(found) or _unit_of_units(here, found)):
        return None
    if here.opener_follows:
        return SPLIT
    if here.next_digit:
        return JOIN if _smaller_unit_follows(here) or _only_a_time(here, 4) else SPLIT
    return JOIN if _acronym_follows(here) or _only_a_time(here, 4) else SPLIT


def _unit_of_units(here: Candidate, abbreviation: str) -> bool:
    """Whether it is a measure even without a number before: ``за кв. м.``"""
    first, dot, _ = abbreviation.partition(".")
    return bool(dot) and AbbreviationClass.UNIT in here.table.classes(first)


def closer(here: Candidate) -> Verdict | None:
    """``etc.``, ``и т.д.``, ``т.б.`` before a capital end the sentence."""
    return SPLIT if here.abbreviation(AbbreviationClass.CLOSER) else None


def measured_dash(here: Candidate) -> Verdict | None:
    """After an abbreviation a dash goes on with the sentence, except in dialogue: ``в 1999 г. — 14 млн.``"""
    if not here.dash or here.closers or here.head[:1] in _DASHES or not here.head:
        return None
    return JOIN if any(here.table.classes(word) for word in here.abbreviations) else None


def bracket_after(here: Candidate) -> Verdict | None:
    """A bracket without a mark of its own goes on with a sentence that paused at an abbreviation: ``и др. (2015)``"""
    if "(" not in here.lead or here.closers or not any(map(here.table.classes, here.abbreviations)):
        return None
    inside = _BRACKET.match(here.text, here.stop, min(here.limit, here.stop + 120))
    if inside is None:
        return None
    return JOIN if inside["goes_on"] or inside["last"] not in here.table.terminators else None


def next_field(here: Candidate) -> Verdict | None:
    """A page, a volume or a place of printing goes on with a reference: ``Там же. С. 45.``, ``Очерки. М., 1990.``"""
    if len(here.next_word) != 1 or not here.next_word.isupper() or here.closers:
        return None
    if here.next_word in here.table.extra.get("field_letters", ()) and _FIELD_NUMBER.match(here.after_next):
        return JOIN
    return JOIN if _IMPRINT.match(here.after_next) else None


def named_for(here: Candidate) -> Verdict | None:
    """``Абай ат.`` stands between a name and what bears it."""
    if here.word.lower() not in here.table.extra.get("named_for", ()) or not here.previous[:1].isupper():
        return None
    return SPLIT if here.opener_follows else JOIN


def place_after(here: Candidate) -> Verdict | None:
    """``Алматинской обл.`` names a place in full: only a smaller place goes on with it."""
    if not here.abbreviation(AbbreviationClass.PLACE):
        return None
    if here.opener_follows:
        return SPLIT
    smaller = here.next_word.lower().endswith(here.table.extra.get("place_endings", ()))
    return JOIN if smaller or here.next_digit or _acronym_follows(here) else SPLIT


def name_part(here: Candidate) -> Verdict | None:
    """``ул.``, ``Inc.`` belong to a name, unless a function word shows that a sentence begins."""
    if not here.abbreviation(AbbreviationClass.NAME):
        return None
    return SPLIT if here.opener_follows or _cannot_be_named_after(here) else JOIN


def _cannot_be_named_after(here: Candidate) -> bool:
    """Whether ``им.`` is the pronoun: the abbreviation precedes a genitive, which ends with a vowel."""
    if here.word.lower() not in here.table.extra.get("named_after", ()) or not here.next_word:
        return False
    return not here.next_initial and not here.next_word.lower().endswith(here.table.extra["named_after_endings"])


def dotted_acronym(here: Candidate) -> Verdict | None:
    """An unknown abbreviation of single letters: ``U.S.``, ``а.е.к.``"""
    parts = here.word.split(".")
    if len(parts) < 2 or not all(len(part) == 1 and part.isalpha() for part in parts):
        return None
    return SPLIT if here.opener_follows else JOIN


def single_small_letter(here: Candidate) -> Verdict | None:
    """An unknown abbreviation of one small letter."""
    if len(here.word) != 1 or not here.word.islower():
        return None
    return SPLIT if here.opener_follows or here.letter_word else JOIN


def spaced_date(here: Candidate) -> Verdict | None:
    """``12. 01. 2022`` is one date."""
    if not here.next_char.isdecimal() or not here.word[-1:].isdecimal():
        return None
    around = here.text[max(here.begin, here.mark_start - 7) : min(here.limit, here.resume + 10)]
    return JOIN if _SPACED_DATE.search(around) else None


def ordinal(here: Candidate) -> Verdict | None:
    """In some languages a full stop makes a number an ordinal."""
    if not here.table.ordinal_dot or not here.word.isdecimal() or len(here.word) > 2:
        return None
    led = here.previous.lower() in here.table.extra.get("ordinal_lead_ins", ())
    return JOIN if led or here.next_word.lower() in here.table.months else None


def full_stop(_here: Candidate) -> Verdict | None:
    """Nothing speaks against it."""
    return Verdict.SPLIT
