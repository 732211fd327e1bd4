"""Which of English, Russian and Kazakh a text is in: the alphabet first, a statistical model where it cannot tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aligner.model import Language, Version

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"
"""BCP 47's code for an undetermined language: neither English, nor Russian, nor Kazakh."""

_NAMES = {"en": "English", "ru": "Russian", "kk": "Kazakh"}
_CYRILLIC = re.compile("[\u0400-\u052f]")
_KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_FOREIGN_CYRILLIC = re.compile("[їєґўҗҡҙҫҝҳҷӣӯѓќљњђћџјЇЄҐЎҖҠҘҪҜҲҶӢӮЃЌЉЊЂЋЏЈ]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_ACCENTED = re.compile("[\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")

_CHUNK = 400
_CHUNKS = 120
"""Characters in a chunk, and how many chunks, evenly spread, stand for a long text."""
_CLEAR_SHARE = 0.7
_CLEAR_LETTERS = 20


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """What a text's chunks voted for."""

    language: Language
    """``en``, ``ru``, ``kk``, or ``und``."""
    share: float
    """Of the letters whose chunks voted for it, 0..1."""
    letters: int
    """How many letters were looked at."""


def identify(text: str) -> LanguageGuess:
    """Name the language that most of `text` is in, letting chunks of it vote with the number of their letters.

    A chunk with Kazakh letters in a Kazakh share is Kazakh, a long Cyrillic one without any is Russian; what
    remains is settled by py3langid restricted to the three. Letters of other Cyrillic alphabets, other scripts and
    Latin text full of accents vote for ``und``. The time does not grow with the text beyond about 50,000 characters.
    """
    votes: Counter[Language] = Counter()
    for chunk in _chunks(text):
        votes[_language_of(chunk)] += len(_LETTER.findall(chunk))
    letters = votes.total()
    if not letters:
        return LanguageGuess(UNKNOWN, 0.0, 0)
    language = max(sorted(votes), key=lambda code: votes[code])
    return LanguageGuess(language, votes[language] / letters, letters)


def check_language(version: Version) -> str | None:
    """Say in one sentence that `version` is clearly in another of the three languages than it is filed under.

    None when it is not, when the text is too short or mixed to tell, and for versions in any other language.
    """
    if version.language.split("-")[0] not in _NAMES:
        return None
    guess = identify(version.text)
    clear = guess.share >= _CLEAR_SHARE and guess.letters >= _CLEAR_LETTERS
    if not clear or guess.language == version.language.split("-")[0]:
        return None
    looks = f"looks {_NAMES[guess.language]}" if guess.language in _NAMES else "is in some other language"
    return f"{version.file_name}: filed under {version.language}, but the text {looks} ({guess.share:.0%} of it)"


def _chunks(text: str) -> list[str]:
    starts = range(0, len(text), _CHUNK)
    step = max(1, len(starts) // _CHUNKS)
    return [text[start : start + _CHUNK] for start in starts[::step]]


def _language_of(chunk: str) -> Language:
    cyrillic, latin = len(_CYRILLIC.findall(chunk)), len(_LATIN.findall(chunk))
    letters = len(_LETTER.findall(chunk))
    if cyrillic + latin < 0.5 * letters:
        return UNKNOWN
    if latin > cyrillic:
        return UNKNOWN if len(_ACCENTED.findall(chunk)) > 0.02 * latin else "en"
    if len(_FOREIGN_CYRILLIC.findall(chunk)) > 0.01 * cyrillic:
        return UNKNOWN
    kazakh = len(_KAZAKH.findall(chunk))
    if kazakh >= 0.06 * cyrillic:
        return "kk"
    if not kazakh and cyrillic >= 80:
        return "ru"
    return _settle(chunk)


def _settle(chunk: str) -> Language:
    best: Language = str(_model().classify(chunk)[0])
    return best if best in ("ru", "kk") else "ru"


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(["en", "ru", "kk"])
    return model
