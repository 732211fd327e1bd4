"""One table per language, and a registry that finds it: data that the rules of other rooms work with."""

from aligner.languages.registry import known_languages, language, normalise_code, primary_code
from aligner.languages.table import AbbreviationClass, LanguageTable

__all__ = ["AbbreviationClass", "LanguageTable", "known_languages", "language", "normalise_code", "primary_code"]
