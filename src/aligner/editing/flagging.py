"""The flags of rows that an edit has touched, made anew as part of the edit itself."""

from __future__ import annotations

from dataclasses import replace

from aligner.corpus.patch import Patch
from aligner.editing.context import Flagger
from aligner.model import ParallelDocument

MOST_ROWS = 50
"""Rows an edit may touch and be answered at once; a shifted column touches thousands, and more shifts follow."""


def flagged_anew(document: ParallelDocument, patch: Patch, flagger: Flagger) -> Patch:
    """The patch with new flags on the rows whose texts or links it changes, unless they are more than `MOST_ROWS`."""
    # Rows that are only marked keep the very cells and links they had.
    known = {(id(row.segments), id(row.links)) for row in patch.before}
    touched = [place for place, row in enumerate(patch.after) if (id(row.segments), id(row.links)) not in known]
    if not touched or len(touched) > MOST_ROWS:
        return patch
    numbers = [patch.start + place for place in touched]
    rows = list(patch.after)
    for place, flags in zip(touched, flagger.flags(patch.apply(document), numbers, patch.before), strict=True):
        if flags != rows[place].flags:
            rows[place] = replace(rows[place], flags=flags)
    return replace(patch, after=tuple(rows))
