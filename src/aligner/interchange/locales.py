"""Languages with the country that translation tools expect after them."""

from __future__ import annotations

from aligner.languages.countries import USUAL_COUNTRIES
from aligner.model import Language


def culture(language: Language) -> str:
    """Name `language` with its usual country, as in ``kk-KZ``; unchanged where that is not known."""
    country = USUAL_COUNTRIES.get(language)
    return f"{language}-{country}" if country else language
