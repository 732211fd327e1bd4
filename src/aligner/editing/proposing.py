"""Rows for what nobody has reviewed: by the alignment engine where there is one, else by lengths alone."""

from __future__ import annotations

from aligner.corpus.precision import row_as_stored
from aligner.editing.context import LinkSolver, Realigner, RowSegments
from aligner.editing.edit import support
from aligner.editing.realign import check_same_segments
from aligner.model import Language, ParallelDocument, Row, Segment


def proposed(draft: ParallelDocument, place: int, realigner: Realigner | None, solver: LinkSolver) -> tuple[Row, ...]:
    """Rows to stand in place of one that only holds together what is to be aligned.

    Segments of a single language get a row each. Without a `realigner` it stays one row, with links by `solver`.
    Raises `RefusedError` where the realigner does not give back the same segments.
    """
    segments = draft.rows[place].segments
    if sum(map(bool, segments)) == 1:
        alone = [_alone(segments, column, one) for column, cell in enumerate(segments) for one in cell]
        return tuple(_solved(cells, draft.languages, solver) for cells in alone)
    if realigner is None:
        return (_solved(segments, draft.languages, solver),)
    rows = tuple(map(row_as_stored, realigner.realign(draft, place, place + 1)))
    check_same_segments(draft.rows[place : place + 1], rows)
    return rows


def _alone(segments: RowSegments, column: int, segment: Segment) -> RowSegments:
    return tuple((segment,) if place == column else () for place in range(len(segments)))


def _solved(segments: RowSegments, languages: tuple[Language, ...], solver: LinkSolver) -> Row:
    links = solver.solve(segments, languages)
    confidence = min((link.confidence for link in links), default=0.0)
    return row_as_stored(Row(segments, links, confidence, support=support(links, languages)))
