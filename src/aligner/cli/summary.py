"""What a run came to, as a table for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from aligner.batch.jobs import Outcome, State
from aligner.cli.console import complain, counted, one_line, say, settings, table, warn
from aligner.errors import ExitCode
from aligner.model import Language

_SHAPES_SHOWN = 8
_DOCUMENTS_SHOWN = 40


def tell_about(outcome: Outcome) -> None:
    """Say what people must know about a document that is through."""
    import click

    for warning in outcome.warnings:
        warn(warning)
    for note in outcome.notes:
        say(one_line(f"aligner: {note}"))
    if outcome.state is State.FAILED:
        if outcome.trace and settings().debug:
            click.echo(outcome.trace, err=True)
        complain(outcome.error)


def summarise(outcomes: Sequence[Outcome], seconds: float, texts_embedded: bool = True) -> None:
    """Say what the run came to: a line a document, one for all of them, and the rows by shape.

    Of very many documents only those are shown that most need to be looked at, the least confident ones.
    """
    through = [outcome for outcome in outcomes if outcome.state is not State.FAILED]
    if not through:
        return
    languages = _languages(through)
    header = ("document", *languages, "rows", "confidence", "seconds")
    shown = through
    if len(through) > _DOCUMENTS_SHOWN:
        least = sorted(through, key=lambda outcome: outcome.confidence)[:_DOCUMENTS_SHOWN]
        shown = [outcome for outcome in through if outcome in least]
    lines = [_line(outcome, languages) for outcome in shown]
    if len(through) > 1:
        lines.append(_total(through, languages, seconds))
    say()
    for line in table(header, lines):
        say(line)
    if len(shown) < len(through):
        say(f"shown are the {len(shown)} least confident of {len(through):,}; `aligner status` has them all")
    say()
    say(f"rows by shape ({'-'.join(languages)}): {_shapes(through, languages)}")
    if texts_embedded:
        embedded, segments = (
            sum(outcome.texts_embedded for outcome in through),
            sum(sum(outcome.segments.values()) for outcome in through if outcome.texts_embedded),
        )
        say(f"texts embedded: {embedded:,} for {segments:,} segments")


def exit_code(outcomes: Sequence[Outcome]) -> ExitCode:
    """What the shell is told: done, or why the first document that failed did."""
    failed = [outcome for outcome in outcomes if outcome.state is State.FAILED]
    if failed and len(outcomes) > 1:
        names = ", ".join(outcome.name for outcome in failed)
        complain(f"{len(failed)} of {len(outcomes)} documents could not be aligned: {names}")
    return failed[0].code if failed else ExitCode.DONE


def _languages(outcomes: Sequence[Outcome]) -> list[Language]:
    return list(dict.fromkeys(language for outcome in outcomes for language in outcome.segments))


def _line(outcome: Outcome, languages: Sequence[Language]) -> tuple[str, ...]:
    counts = (f"{outcome.segments[language]:,}" if language in outcome.segments else "-" for language in languages)
    spent = f"{outcome.seconds:.1f}" if outcome.state is State.ALIGNED else str(outcome.state)
    return one_line(outcome.name), *counts, f"{outcome.rows:,}", f"{outcome.confidence:.3f}", spent


def _total(outcomes: Sequence[Outcome], languages: Sequence[Language], seconds: float) -> tuple[str, ...]:
    counts = (f"{sum(outcome.segments.get(language, 0) for outcome in outcomes):,}" for language in languages)
    rows = sum(outcome.rows for outcome in outcomes)
    mean = sum(outcome.confidence * outcome.rows for outcome in outcomes) / max(rows, 1)
    return f"{counted(len(outcomes), 'document')}", *counts, f"{rows:,}", f"{mean:.3f}", f"{seconds:.1f}"


def _shapes(outcomes: Sequence[Outcome], languages: Sequence[Language]) -> str:
    shapes = Counter[str]()
    for outcome in outcomes:
        own = tuple(outcome.segments)
        shapes.update({_over(shape, own, languages): count for shape, count in outcome.shapes.items()})
    ranked = sorted(shapes.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{shape} × {count:,}" for shape, count in ranked[:_SHAPES_SHOWN]]
    others = sum(count for _, count in ranked[_SHAPES_SHOWN:])
    return ", ".join([*shown, f"others × {others:,}"] if others else shown)


def _over(shape: str, own: Sequence[Language], languages: Sequence[Language]) -> str:
    """A document's shape with a place for every language of the run: a dot where the document has no version."""
    counts = dict(zip(own, shape.split("-"), strict=True))
    return "-".join(counts.get(language, "·") for language in languages)
