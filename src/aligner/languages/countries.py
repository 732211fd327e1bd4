"""The country that a language is written for unless another one is named."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

USUAL_COUNTRIES: Mapping[str, str] = MappingProxyType({
    "ar": "SA", "az": "AZ", "be": "BY", "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "US",
    "es": "ES", "et": "EE", "fa": "IR", "fi": "FI", "fr": "FR", "he": "IL", "hi": "IN", "hu": "HU", "hy": "AM",
    "it": "IT", "ja": "JP", "ka": "GE", "kk": "KZ", "ko": "KR", "ky": "KG", "lt": "LT", "lv": "LV", "mn": "MN",
    "nl": "NL", "no": "NO", "pl": "PL", "pt": "PT", "ro": "RO", "ru": "RU", "sk": "SK", "sl": "SI", "sr": "RS",
    "sv": "SE", "tg": "TJ", "th": "TH", "tk": "TM", "tr": "TR", "tt": "RU", "uk": "UA", "uz": "UZ", "vi": "VN",
    "zh": "CN",
})  # fmt: skip
"""Region subtags by language, both as in BCP 47."""
