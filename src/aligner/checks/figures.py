"""Numbers in running text, brought into a form in which English, Russian and Kazakh ways to write them meet.

Kept apart are figures, which another language has to repeat, and number words, which may stand for a figure there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import product

from aligner.checks.numerals import month_value, numerals, scale_value, word_value
from aligner.checks.rows import without_addresses
from aligner.model import Language

Reading = frozenset[str]
"""Values that together say what a figure says: ``{"18", "30"}`` for a time; ``month 5`` is May."""

_SPACES = " \u00a0\u202f\u2009"
_FIGURE = re.compile(
    rf"(?<!\d)(?:\d{{4}}-\d\d-\d\d(?!\d)|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:/'’]\d+)*)"
)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"(?<![\w.])(?=[IVXІХ])([XХ]{0,3})([IІ][XХ]|[IІ]V|V?[IІ]{0,3})(?!\w)")
_LATIN_ROMAN = str.maketrans("ІХ", "IX")
_SCALE_AFTER = re.compile(rf"[{_SPACES}\n-]*([^\W\d_]+)")
_AFTERNOON = re.compile(rf"[{_SPACES}]?(?:[ap]\.?m\b|o'clock)", re.IGNORECASE)
_DECADE = re.compile(r"['’]?s\b|-?(?:е|х|ые|ых|м|ми|ым)\b|-?\s?(?:ж|жж|жылдар\w*)\b")
_RANGE = re.compile(rf"[{_SPACES}]*(?:[-–—]|[^\W\d_]{{1,6}}[{_SPACES}])[{_SPACES}]*\Z")
_BESIDE_MONTH = re.compile(
    rf"\d(?:-?[^\W\d_]{{1,3}})?[{_SPACES}](?:(?:of|ж\.|г\.|жылғы|жылы|жылдың)[{_SPACES}])?(?:the[{_SPACES}])?\Z"
)
_MONTH_BEFORE = re.compile(rf"\.?,?[{_SPACES}]\d")
_DAY_BEFORE = re.compile(rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[{_SPACES}](?:of[{_SPACES}])?\Z")
_DAY_AFTER = re.compile(rf"[{_SPACES}]\d{{1,2}}(?!\d)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_HOURS = 24


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in figures, a date, a time, a Roman numeral or a month beside a number."""

    start: int
    stop: int
    readings: tuple[Reading, ...]
    """What it may mean; any one of them that another text holds is enough."""


@lru_cache(maxsize=16_384)
def figures(text: str, language: Language) -> tuple[Figure, ...]:
    """The numbers of a text that its translation has to repeat, in their order.

    Addresses of the web and of mail have none.
    """
    bare = without_addresses(text)
    found = [*_with_scales(bare, language), *_roman(bare), *_dated_months(bare, language)]
    return tuple(sorted(found, key=lambda figure: figure.start))


@lru_cache(maxsize=16_384)
def values(text: str, language: Language) -> frozenset[str]:
    """Every value that a text may be said to hold: of its figures in any reading, and of its number words."""
    bare = without_addresses(text)
    held = {value for figure in figures(text, language) for reading in figure.readings for value in reading}
    held.update(_words(bare, language))
    held.update(str(_roman_value(match.group())) for match in _ROMAN.finditer(bare) if match.group())
    for match in _WORD.finditer(bare):
        month = month_value(match.group(), language)
        if month is not None:
            held.add(f"month {month}")
    return frozenset(held)


def canonical(number: Decimal) -> str:
    """The one way a value is written here: no grouping, a point, no zeros at the end."""
    return format(number.normalize() if number else Decimal(0), "f")


def _with_scales(text: str, language: Language) -> Iterator[Figure]:
    """Figures of a text; those with a scale are multiplied, also when the scale follows at the end of a range."""
    matches = list(_FIGURE.finditer(text))
    scaled = [_scale_after(text, match.end(), language) for match in matches]
    readings = [_readings(text, match) for match in matches]
    stops = [match.end() for match in matches]
    for number, match in enumerate(matches):
        scale, loose, stop = scaled[number]
        own = readings[number]
        if scale is not None:
            multiplied = _times(own, scale)
            own = multiplied + own if loose else multiplied
            stops[number] = stop
        elif number + 1 < len(matches) and scaled[number + 1][0] is not None:
            following = scaled[number + 1][0]
            if following and _RANGE.match(text[match.end() : matches[number + 1].start()]):
                own = own + _times(own, following)
        readings[number] = own
    _join_compounds(text, matches, scaled, readings)
    for number, match in enumerate(matches):
        yield Figure(match.start(), stops[number], tuple(dict.fromkeys(readings[number])))


def _scale_after(text: str, stop: int, language: Language) -> tuple[Decimal | None, bool, int]:
    """The scale word that follows a figure, whether it may be a unit instead, and where it ends."""
    match = _SCALE_AFTER.match(text, stop)
    scale = scale_value(match.group(1), language) if match else None
    if match is None or scale is None:
        return None, False, stop
    word = match.group(1)
    # A capital stands for nothing but itself: the model 5 K, the road M 4.
    if len(word) == 1 and word.isupper() and match.start(1) != stop:
        return None, False, stop
    return scale, word.lower() in numerals(language).loose_scales, match.end(1)


def _join_compounds(
    text: str,
    matches: list[re.Match[str]],
    scaled: list[tuple[Decimal | None, bool, int]],
    readings: list[tuple[Reading, ...]],
) -> None:
    """Let parts that follow each other, as in 1 млн 200 мың, also be read as the sum they make."""
    for first in range(len(matches) - 1):
        scale, _, stop = scaled[first]
        between = text[stop : matches[first + 1].start()]
        if scale is None or between.strip(_SPACES + "."):
            continue
        left, right = _single(readings[first]), _single(readings[first + 1])
        if left is not None and right is not None and right < scale:
            total = (frozenset({canonical(left + right)}),)
            readings[first] += total
            readings[first + 1] += total


def _single(readings: tuple[Reading, ...]) -> Decimal | None:
    return Decimal(next(iter(readings[0]))) if len(readings[0]) == 1 else None


def _times(readings: tuple[Reading, ...], scale: Decimal) -> tuple[Reading, ...]:
    return tuple(
        frozenset({canonical(Decimal(value) * scale)})
        for reading in readings
        if len(reading) == 1
        for value in reading
        if not value.startswith("month")
    )


def _readings(text: str, match: re.Match[str]) -> tuple[Reading, ...]:
    """What a figure may mean by its own form and what follows it."""
    token = match.group()
    after = text[match.end() : match.end() + 12]
    pieces = re.split(rf"[{_SPACES}.,:/'’-]", token)
    marks = re.findall(rf"[{_SPACES}.,:/'’-]", token)
    if not marks:
        return _plain(token, text[: match.start()], after)
    if marks[0] in _SPACES:
        joined = Decimal(re.sub(rf"[{_SPACES}]", "", token).replace(",", "."))
        return (frozenset({canonical(joined)}), _all(pieces))
    kinds = set(marks)
    if kinds <= {".", "/", "-"} and len(pieces) == 3 and len(kinds) == 1:
        date = _date(pieces)
        if date:
            return date
    if kinds == {":"}:
        return _clock(pieces, after)
    if kinds == {"/"}:
        return (_all(pieces), *_fraction(pieces))
    return _separated(pieces, marks, after)


def _plain(token: str, before: str, after: str) -> tuple[Reading, ...]:
    number = int(token)
    found = [_all([token])]
    if len(token) == 2 and (_DECADE.match(after) or re.search(r"\d{4}[-–—/]\Z", before)):
        found += [_all([str(1900 + number)]), _all([str(2000 + number)])]
    elif len(token) == 4 and number % 10 == 0 and _DECADE.match(after):
        found.append(_all([str(number % 100)]))
    elif number <= _HOURS and _AFTERNOON.match(after):
        found.append(_all([str(number + 12 if number < 12 else number - 12)]))
    return tuple(found)


def _date(pieces: list[str]) -> tuple[Reading, ...]:
    """A day, a month and a year in figures, in any order that they may have."""
    if len(pieces[0]) == 4:
        year, orders = pieces[0], [(pieces[2], pieces[1])]
    else:
        year, orders = pieces[2], [(pieces[0], pieces[1]), (pieces[1], pieces[0])]
    if len(year) not in (2, 4):
        return ()
    years = [year] if len(year) == 4 else [f"20{year}", f"19{year}"]
    named = [
        frozenset({canonical(Decimal(day)), f"month {int(month)}", canonical(Decimal(full))})
        for full, (day, month) in product(years, orders)
        if 1 <= int(day) <= 31 and 1 <= int(month) <= 12
    ]
    return (*named, _all(pieces), *(_all([*pieces[:2], full]) for full in years)) if named else ()


def _clock(pieces: list[str], after: str) -> tuple[Reading, ...]:
    """Hours and minutes, in twelve or twenty-four hours, full hours also without their zeros; or a score."""
    hour, minute = int(pieces[0]), pieces[1]
    if len(pieces) > 3 or hour > _HOURS or len(minute) != 2 or int(minute) >= 60:
        return (_all(pieces),)
    hours = [hour]
    if hour > 12 or hour == 0 or _AFTERNOON.match(after):
        hours.append((hour + 12) % 24)
    rest = [piece for piece in pieces[1:] if int(piece)]
    return (_all(pieces), *(_all([str(number), *rest]) for number in hours))


def _fraction(pieces: list[str]) -> tuple[Reading, ...]:
    """A division; or the two years of a season, of which the second may lack its century."""
    if len(pieces) != 2 or not int(pieces[1]):
        return ()
    if len(pieces[0]) == 4 and len(pieces[1]) == 2:
        return (_all([pieces[0], pieces[0][:2] + pieces[1]]),)
    return (frozenset({canonical(Decimal(pieces[0]) / Decimal(pieces[1]))}),)


def _separated(pieces: list[str], marks: list[str], after: str) -> tuple[Reading, ...]:
    """Figures with points, commas and apostrophes, which group thousands in one language and divide in another."""
    kinds = set(marks)
    grouped = 1 <= len(pieces[0]) <= 3 and all(len(piece) == 3 for piece in pieces[1:]) and pieces[0] != "0"
    if len(kinds) == 2 and marks[-1] in ".," and marks.count(marks[-1]) == 1:
        whole = "".join(pieces[:-1])
        return (_all([f"{whole}.{pieces[-1]}"]),)
    if len(marks) > 1 or marks[0] in "'’":
        return (_all(["".join(pieces)]),) if grouped and len(kinds) == 1 else (_all(pieces),)
    found = [_all([".".join(pieces)])]
    if grouped:
        found.append(_all(["".join(pieces)]))
    if len(pieces[1]) == 2 and int(pieces[0]) <= 31:
        found += _clock(pieces, after)
        if 1 <= int(pieces[1]) <= 12:
            found.append(frozenset({canonical(Decimal(pieces[0])), f"month {int(pieces[1])}"}))
    return tuple(found)


def _all(pieces: list[str]) -> Reading:
    return frozenset(canonical(Decimal(piece)) for piece in pieces)


def _roman(text: str) -> Iterator[Figure]:
    """Roman numerals of two letters and more; one letter alone is too often something else."""
    for match in _ROMAN.finditer(text):
        if len(match.group()) > 1:
            yield Figure(match.start(), match.end(), (_all([str(_roman_value(match.group()))]),))


def _roman_value(letters: str) -> int:
    digits = [_ROMAN_VALUES[letter] for letter in letters.translate(_LATIN_ROMAN)]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def _dated_months(text: str, language: Language) -> Iterator[Figure]:
    """Months that belong to a date: those beside a day or a year."""
    if not _DIGIT.search(text):
        return
    for match in _WORD.finditer(text):
        month = month_value(match.group(), language)
        if month is None:
            continue
        before, after = text[: match.start()], text[match.end() : match.end() + 8]
        if match.group().lower() in numerals(language).loose_months:
            beside = _DAY_BEFORE.search(before) or _DAY_AFTER.match(after)
        else:
            beside = _BESIDE_MONTH.search(before) or _MONTH_BEFORE.match(after)
        if beside:
            yield Figure(match.start(), match.end(), (frozenset({f"month {month}"}),))


def _words(text: str, language: Language) -> Iterator[str]:
    """Values of number words, alone and joined: forty-one is 40, 1 and 41."""
    run: list[Decimal] = []
    last = 0
    for match in _WORD.finditer(text):
        word = match.group()
        value = scale_value(word, language) if len(word) > 2 else None
        value = word_value(word, language) if value is None else value
        gap = text[last : match.start()]
        if run and gap.strip(_SPACES + "\n-\u2011"):
            yield from _sums(run)
            run = []
        if value is not None:
            run.append(value)
        elif run and word.lower() not in numerals(language).connectors:
            yield from _sums(run)
            run = []
        last = match.end()
    yield from _sums(run)


def _sums(run: list[Decimal]) -> Iterator[str]:
    held = run[:8]
    for start in range(len(held)):
        for stop in range(start + 1, len(held) + 1):
            total = _sum(held[start:stop])
            if total is not None:
                yield canonical(total)
                if total == Decimal("0.5"):
                    yield "50"
                elif total == Decimal("0.25"):
                    yield "25"


def _sum(run: list[Decimal]) -> Decimal | None:
    """What number words say together; nothing where they do not go together, such as *five six*."""
    total = current = Decimal(0)
    lowest = Decimal(0)
    for value in run:
        if value >= 1000:
            current = (current or Decimal(1)) * value
            total, current, lowest = total + current, Decimal(0), Decimal(0)
        elif value == 100 and 1 <= current <= 9:
            current, lowest = current * 100, Decimal(100)
        elif lowest and value >= _room(lowest):
            return None
        else:
            current, lowest = current + value, value
    return total + current


def _room(lowest: Decimal) -> Decimal:
    """Below what the next number word must be: units after tens, tens after hundreds, a half after anything."""
    if lowest >= 100:
        return Decimal(100)
    return Decimal(10) if lowest >= 10 and lowest % 10 == 0 else Decimal(1)
