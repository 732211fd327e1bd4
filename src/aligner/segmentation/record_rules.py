"""Rules about bibliographic records: authors, a title, where and when it appeared, pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.segmentation.candidates import Candidate
from aligner.segmentation.verdict import Verdict

JOIN, SPLIT = Verdict.JOIN, Verdict.SPLIT

_DASHES = "—–-"
_YEAR = r"(?:1[5-9]|20)\d\d\b(?!\s+[^\W\d_])"
_FIELD = rf"(?:{_YEAR}|№\s?\d|(?:Т|Вып|Кн|Ч|С|Б|Бет|Шығ|Vol|No|Iss|Pp?)\.?\s?\d)"
_DASHED_FIELD = re.compile(rf"\s+[{_DASHES}]\s+{_FIELD}")
_IMPRINT = re.compile(rf"\s+[{_DASHES}]\s+[^\W\d_][\w.\- ]{{1,25}}(?:\s?: [^,:]{{1,60}})?, {_YEAR}")
_SOURCE = " // "
_FIELD_AHEAD = re.compile(rf"\s+(?:[^\n]{{0,120}}?[.,]\s+)?(?:[{_DASHES}]\s+)?{_FIELD}")
_RECORD_AHEAD = re.compile(rf"[^\n]{{0,300}}?(?: // |\.\s+[{_DASHES}]\s)")
_PAGES = re.compile(
    rf"(?:[{_DASHES}]\s*\d{{1,4}}\s?(?:с|б|бет|pp?)|\d-(?:б|бет)|\b(?:[СсБб]|[Pp]p?)\.\s?\d+(?:[–-]\d+)?)\Z"
)
_NEXT_RECORD = re.compile(r"\s+\d{1,3}\.\s+[^\W\d_]{2}")
_AUTHORS = re.compile(r"(?:\[?\d{1,3}[.\])]\s)?(?:[^\W\d_][\w’'-]+ (?:[^\W\d_]{1,2}\. ?){1,2}, ?)*[^\W\d_][\w’'-]+")


def next_record(here: Candidate) -> Verdict | None:
    """``С. 45–51. 2. Оспанов``: the number of the next record after the pages of this one."""
    if here.mark != "." or not _NEXT_RECORD.match(here.text, here.stop):
        return None
    return SPLIT if _PAGES.search(here.window) else None


def bibliography(here: Candidate) -> Verdict | None:
    """``— М.: Наука, 1990. — 256 с.``: fields of a bibliographic record."""
    if not here.dash or here.mark != "." or here.closers:
        return None
    if _IMPRINT.match(here.text, here.stop, min(here.limit, here.stop + 120)):
        return JOIN
    if _DASHED_FIELD.match(here.text, here.stop, here.limit) and not here.window.lstrip().startswith(tuple(_DASHES)):
        return JOIN
    return JOIN if here.next_initial or (here.next_digit and here.word[-1:].isdecimal()) else None


def source(here: Candidate) -> Verdict | None:
    """``// Вестник КазНУ. Серия биологическая. 2015. № 3.``: what a part appeared in, up to its year and pages."""
    if here.mark != "." or _SOURCE not in here.window:
        return None
    return JOIN if _FIELD_AHEAD.match(here.text, here.stop, min(here.limit, here.stop + 160)) else None


def authors(here: Candidate, names: Sequence[str]) -> bool:
    """Whether nothing but `names` and their initials stand before a mark that a title follows."""
    after = max((place + 1 for place, token in enumerate(names) if token.endswith(":")), default=0)
    if not _AUTHORS.fullmatch(" ".join(names[after:])):
        return False
    return _RECORD_AHEAD.match(here.text, here.stop, here.limit) is not None
