"""A table that people have worked on meets a new alignment: their rows stay, only the rest is redone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.batch.jobs import DocumentAligner, StepReport
from aligner.model import Language, ParallelDocument, Row, SegmentedVersion

if TYPE_CHECKING:
    from aligner.checks import Flagging
    from aligner.corpus.store import DocumentStore
    from aligner.editing.adding import Addition
    from aligner.editing.realign import Difference, ReplaceRows
    from aligner.editing.renewal import Renewal


def count_reviewed(document: ParallelDocument) -> int:
    """How many rows of the document carry the work of a person."""
    from aligner.editing.renewal import is_reviewed

    return sum(map(is_reviewed, document.rows))


def realign_between_reviewed(path: Path, engine: DocumentAligner, flagging: Flagging) -> tuple[ParallelDocument, int]:
    """Align the stretches between reviewed rows anew, as one change in the table's journal, which can be undone.

    Rows that come out otherwise than before get flags. Returns the document and how many places changed. Raises
    `HeldError` when somebody is editing the document, `OutputError` when the disk refuses.
    """
    from aligner.corpus.patch import Patch
    from aligner.corpus.store import DocumentStore
    from aligner.editing.operations import encode_operation

    with DocumentStore.open(path) as store:
        found = _difference(store.document, engine)
        if found.regions:
            before = store.document
            # The rows go in as the engine made them: nobody has looked at them yet.
            operation = _flagged(found.accept(), before, flagging)
            patch = Patch(operation.start, before.rows[operation.start : operation.stop], operation.rows)
            store.commit(patch, what="re-align between reviewed rows", operation=encode_operation(operation))
        return store.document, len(found.regions)


def _flagged(operation: ReplaceRows, document: ParallelDocument, flagging: Flagging) -> ReplaceRows:
    """The operation with the flags that its new rows get in their place in the document."""
    from aligner.editing.realign import ReplaceRows

    rows = document.rows
    whole = replace(document, rows=(*rows[: operation.start], *operation.rows, *rows[operation.stop :]))
    stop = operation.start + len(operation.rows)
    flagged = flagging.flagged(whole, before=document).rows[operation.start : stop]
    return ReplaceRows(operation.start, operation.stop, flagged)


def carry_over(
    path: Path,
    engine: DocumentAligner,
    versions: Sequence[SegmentedVersion],
    extra: Mapping[str, str],
    flagging: Flagging,
) -> tuple[ParallelDocument, Renewal]:
    """Carry a reviewed table over to new versions of its sources, as one change in its journal, which can be undone.

    `extra` becomes its further metadata. Raises `HeldError` when somebody is editing the document, `InputError` where
    the versions are in other languages, `OutputError` when the disk refuses.
    """
    from aligner.corpus.patch import Origin, Patch
    from aligner.corpus.store import DocumentStore
    from aligner.editing.renewal import renew

    with DocumentStore.open(path) as store:
        before = store.document
        renewal = renew(before, versions, engine, _originals(store))
        after = replace(renewal.document, signature=engine.signature, extra=extra)
        after = flagging.flagged(after, before=before)
        patch = Patch(0, before.rows, after.rows, Origin.of(before), Origin.of(after))
        store.commit(patch, what=_taken_over(renewal))
        return store.document, renewal


@dataclass(frozen=True, slots=True)
class Widened:
    """A reviewed table with more languages than it had."""

    document: ParallelDocument
    renewal: Renewal | None
    """What became of its rows where its old sources had changed too."""
    additions: tuple[Addition, ...]
    """One for each new language."""
    texts_embedded: int


def add_languages(
    path: Path,
    engine: DocumentAligner,
    versions: Sequence[SegmentedVersion],
    extra: Mapping[str, str],
    flagging: Flagging,
    *,
    changed: bool,
    progress: StepReport | None = None,
) -> Widened:
    """Add to a reviewed table the versions in languages that it lacks, as one change in its journal.

    `extra` becomes its further metadata; `changed` says that the sources of its old languages are others now, over
    which it is carried first. Raises `HeldError` when somebody is editing the document, `OutputError` when the disk
    refuses.
    """
    from aligner.corpus.patch import Patch
    from aligner.corpus.store import DocumentStore
    from aligner.editing.adding import add_language
    from aligner.editing.renewal import renew

    with DocumentStore.open(path) as store:
        document = store.document
        old = [version for version in versions if version.version.language in document.languages]
        renewal = renew(document, old, engine, _originals(store)) if changed else None
        if renewal is not None:
            document = renewal.document
        fresh = engine.align(document.name, versions, progress)
        additions: list[Addition] = []
        for version in versions:
            if version not in old:
                additions.append(add_language(document, version, fresh.document, engine))
                document = additions[-1].document
        what = [_taken_over(renewal)] if renewal is not None else []
        what += [f"add {addition.language}: {addition.describe()}" for addition in additions]
        after = replace(document, signature=engine.signature, extra=extra)
        after = flagging.flagged(after, before=store.document)
        store.commit(Patch.between(store.document, after), what="; ".join(what))
        return Widened(store.document, renewal, tuple(additions), fresh.texts_embedded)


def _taken_over(renewal: Renewal) -> str:
    return f"take over new sources: {renewal.describe()}"


def _originals(store: DocumentStore) -> dict[tuple[Language, int, int], str]:
    """What stood in the sources where segments stand now, by language and span, edited or not.

    Edits begin over the sources of the first state. When a change moves the document to other sources (or is undone),
    spans change and edited texts stay, so it is these that lead from what an edit replaced to its new span. A
    language that comes with the change begins there.
    """
    from aligner.corpus.store import reverted, state_at
    from aligner.editing.renewal import originals_of

    originals = originals_of(state_at(store.document, store.entries, 0))
    for entry in store.entries:
        if reverted(entry, store.entries).origin is None:
            continue
        before = originals_of(state_at(store.document, store.entries, entry.sequence - 1))
        after = originals_of(state_at(store.document, store.entries, entry.sequence))
        replaced = {(place[0], text): originals.get(place, text) for place, text in before.items()}
        originals = {place: replaced.get((place[0], text), text) for place, text in after.items()}
    return originals


def _difference(document: ParallelDocument, engine: DocumentAligner) -> Difference:
    from aligner.corpus.precision import row_as_stored
    from aligner.editing.realign import difference
    from aligner.editing.renewal import is_reviewed

    after: list[Row] = []
    start = 0
    for number in range(len(document.rows) + 1):
        is_end = number == len(document.rows)
        if not is_end and not is_reviewed(document.rows[number]):
            continue
        if start < number:
            after.extend(map(row_as_stored, engine.realign(document, start, number)))
        if not is_end:
            after.append(document.rows[number])
        start = number + 1
    return difference(0, document.rows, after)
