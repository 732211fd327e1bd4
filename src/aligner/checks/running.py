"""All checks over a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from aligner.checks import gaps, letters, names, numbers, punctuation, spacing, untranslated
from aligner.checks.finding import Finding
from aligner.model import EXCUSED, ParallelDocument, Row

Check: TypeAlias = Callable[[ParallelDocument], Iterable[Finding]]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        numbers.NAME: numbers.check,
        names.NAME: names.check,
        punctuation.NAME: punctuation.check,
        untranslated.NAME: untranslated.check,
        letters.NAME: letters.check,
        spacing.NAME: spacing.check,
        gaps.EMPTY: gaps.check_empty,
        gaps.LENGTH: gaps.check_length,
    }
)
"""Every check of the room by its name, in the order people are shown them."""


def check_document(
    document: ParallelDocument,
    checks: Sequence[str] | None = None,
    *,
    terms: Check | None = None,
    include_excused: bool = False,
) -> list[Finding]:
    """Findings of a document, in the order of its rows and of the checks.

    `checks` names those to run, all of them by default; `terms` is one more, see `aligner.checks.terms`. Findings
    that somebody has excused are left out unless `include_excused`. Raises `KeyError` for a check there is not.
    """
    wanted = [CHECKS[name] for name in (CHECKS if checks is None else checks)]
    found = [finding for check in (*wanted, *([terms] if terms else [])) for finding in check(document)]
    marked = (_marked(finding, document.rows[finding.row]) for finding in found)
    kept = [finding for finding in marked if include_excused or not finding.excused]
    return sorted(kept, key=lambda finding: finding.row)


def _marked(finding: Finding, row: Row) -> Finding:
    return replace(finding, excused=True) if EXCUSED + finding.check in row.flags else finding
