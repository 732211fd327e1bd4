"""Languages with the country that translation tools expect after them."""

from __future__ import annotations

from aligner.model import Language

_COUNTRIES = {
    "ar": "SA", "az": "AZ", "be": "BY", "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "US",
    "es": "ES", "et": "EE", "fa": "IR", "fi": "FI", "fr": "FR", "he": "IL", "hi": "IN", "hu": "HU", "hy": "AM",
    "it": "IT", "ja": "JP", "ka": "GE", "kk": "KZ", "ko": "KR", "ky": "KG", "lt": "LT", "lv": "LV", "mn": "MN",
    "nl": "NL", "no": "NO", "pl": "PL", "pt": "PT", "ro": "RO", "ru": "RU", "sk": "SK", "sl": "SI", "sr": "RS",
    "sv": "SE", "tg": "TJ", "th": "TH", "tk": "TM", "tr": "TR", "tt": "RU", "uk": "UA", "uz": "UZ", "vi": "VN",
    "zh": "CN",
}  # fmt: skip


def culture(language: Language) -> str:
    """Name `language` with its usual country, as in ``kk-KZ``; unchanged where that is not known."""
    country = _COUNTRIES.get(language)
    return f"{language}-{country}" if country else language
