"""Kazakh word formation: which suffixes a form carries, whether it belongs to a stem, and how a stem is inflected.

Works alone, without a dictionary: `analyse(form)`, `explain(form, stem)`, `is_form_of(form, stem)`,
`inflect(stem, suffixes)`. The rules and their sources are described in docs/kazakh-morphology.md.
"""

from aligner.languages.kazakh.analysis import (
    Analysis,
    StemIndex,
    analyse,
    explain,
    fold,
    is_foreign,
    is_form_of,
    is_suffix_chain,
)
from aligner.languages.kazakh.generation import CannotInflectError, inflect
from aligner.languages.kazakh.slots import Morph
from aligner.languages.kazakh.suffixes import DERIVATIONS, POSSESSIVES, Suffix

__all__ = [
    "DERIVATIONS",
    "POSSESSIVES",
    "Analysis",
    "CannotInflectError",
    "Morph",
    "StemIndex",
    "Suffix",
    "analyse",
    "explain",
    "fold",
    "inflect",
    "is_foreign",
    "is_form_of",
    "is_suffix_chain",
]
