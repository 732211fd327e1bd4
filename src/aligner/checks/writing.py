"""Words and scripts, for the checks that look at letters."""

from __future__ import annotations

import re

from aligner.languages import language as table_of
from aligner.model import Language

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\u00ad\u0301][^\W\d_]+)*")
CYRILLIC = re.compile("[\u0400-\u052f]")
LATIN = re.compile("[A-Za-z\u00c0-\u024fəɵƟ]")
QUOTED = re.compile(r"[«„“\"][^«»„“”\"]*[»“”\"]|\([^()]*\)")
"""What stands in quotation marks or brackets, where words of other languages are at home."""

_SCRIPTS = {"Cyrl": CYRILLIC, "Latn": LATIN}


def scripts_of(language: Language) -> tuple[re.Pattern[str], ...]:
    """The letters that a language is written in; empty where its script is neither Latin nor Cyrillic."""
    scripts = table_of(language).scripts
    return tuple(_SCRIPTS[script] for script in scripts) if set(scripts) <= set(_SCRIPTS) else ()


def foreign_script(language: Language) -> tuple[re.Pattern[str], str] | None:
    """Which of Latin and Cyrillic a language is not written in, and its name; none if it has both or neither."""
    own = scripts_of(language)
    if len(own) != 1:
        return None
    return (LATIN, "Latin") if own[0] is CYRILLIC else (CYRILLIC, "Cyrillic")
