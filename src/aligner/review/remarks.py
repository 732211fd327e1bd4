"""What there is to know about a row besides its texts: what was found on it, and what somebody wrote on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aligner.corpus.merge import CONFLICT_FLAG
from aligner.editing.renewal import CHANGED_FLAG
from aligner.model import ParallelDocument, Row
from aligner.review.suspicion import open_flags
from aligner.review.terms import Terms

_WORDS = {
    CHANGED_FLAG: "its source text has changed",
    CONFLICT_FLAG: "two editors have changed it differently",
}


def remarks(document: ParallelDocument, row: Row, terms: Terms | None = None) -> str:
    """Findings that nobody has excused, in words, and the note, in one line; empty where there is neither."""
    found = "; ".join(dict.fromkeys(_findings(document, row, terms)))
    note = " / ".join((row.note or "").split("\n"))
    return "   ".join([*([f"⚑ {found}"] if found else []), *([f"✎ {note}"] if note else [])])


def _findings(document: ParallelDocument, row: Row, terms: Terms | None) -> Iterator[str]:
    """Every open flag as the sentence that explains it, or by its name where the texts no longer bear it out."""
    from aligner.checks import CHECKS, check_document
    from aligner.checks.terms import TERM

    flags = open_flags(row)
    checks = [flag for flag in flags if flag in CHECKS]
    named = terms.check if terms is not None and any(flag.startswith(TERM) for flag in flags) else None
    said: dict[str, list[str]] = {}
    for finding in check_document(replace(document, rows=(row,)), checks, terms=named) if checks or named else ():
        said.setdefault(finding.check, []).append(finding.message)
    for flag in flags:
        yield from said.get(flag, [_WORDS.get(flag, flag)])
