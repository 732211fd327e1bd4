"""`aligner evaluate`: how good an alignment is, and how far its confidences can be relied on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.base import Command
from aligner.cli.console import put, table
from aligner.cli.options import PAIR, PATH, json_option
from aligner.errors import InputError
from aligner.model import Bead, Language, ParallelDocument

if TYPE_CHECKING:
    from aligner.evaluation import Calibration, Score, Scores

Pair = tuple[Language, Language]

_TABLE = ".parquet"


@click.command("evaluate", cls=Command)
@click.argument("predicted", type=PATH)
@click.argument("gold", type=PATH)
@click.option("--pair", type=PAIR, metavar="A-B", help="The pair to score, as in en-ru; all pairs of two tables.")
@json_option
def command(*, predicted: Path, gold: Path, pair: Pair | None, as_json: bool) -> None:
    """Score the alignment PREDICTED against GOLD; each is a table (.parquet) or a ladder.

    Strict F1 wants the very same beads, lax F1 an overlap on both sides, links compares pairs of single segments.
    For a table, whose links have confidences, it also says how well these are calibrated.
    """
    scores, calibrations = _judge(predicted, gold, pair)
    if as_json:
        _write_json(scores, calibrations)
        return
    put("\n".join(_score_table(scores)))
    for line in _null_lines(scores):
        put(line)
    for subject, calibration in calibrations.items():
        put()
        put("\n".join(_calibration_table(subject, calibration)))
    put()
    signatures = [found.signature for found in scores.values()] + [found.signature for found in calibrations.values()]
    put("\n".join(dict.fromkeys(signatures)))


def _judge(predicted: Path, gold: Path, pair: Pair | None) -> tuple[dict[str, Scores], dict[str, Calibration]]:
    from aligner.evaluation import bead_outcomes, calibrate, evaluate, evaluate_all, row_outcomes

    pairs = _pairs(predicted, gold, pair)
    beads = {named: (_beads(gold, named), _beads(predicted, named)) for named in pairs}
    scores = {_name(named): evaluate(*both) for named, both in beads.items()}
    if len(scores) > 1:
        scores["all pairs"] = evaluate_all(beads.values())
    if not _is_table(predicted):
        return scores, {}
    outcomes = [outcome for both in beads.values() for outcome in bead_outcomes(*both)]
    calibrations = {"links": calibrate(outcomes, subject="links")}
    document = _document(predicted)
    covered = {language for named in pairs if named for language in named}
    if covered == set(document.languages) or len(document.languages) == 2:
        golden = {named or _only(document): both[0] for named, both in beads.items()}
        calibrations["rows"] = calibrate(row_outcomes(document, golden), subject="rows")
    return scores, calibrations


def _pairs(predicted: Path, gold: Path, pair: Pair | None) -> list[Pair | None]:
    """The pairs to score; None stands for the only pair of a ladder."""
    if pair is not None:
        return [pair]
    if not (_is_table(predicted) and _is_table(gold)):
        return [None]
    languages, others = _document(predicted).languages, _document(gold).languages
    shared = [language for language in languages if language in others]
    if len(shared) < 2:
        raise InputError(f"{predicted} and {gold}: have no pair of languages in common")
    return list(combinations(shared, 2))


def _beads(path: Path, pair: Pair | None) -> tuple[Bead, ...]:
    from aligner.evaluation import read_beads

    return read_beads(path, pair)


def _document(path: Path) -> ParallelDocument:
    from aligner.corpus.history import latest

    return latest(path)


def _only(document: ParallelDocument) -> Pair:
    a, b = document.languages
    return a, b


def _is_table(path: Path) -> bool:
    return path.suffix.lower() == _TABLE


def _name(pair: Pair | None) -> str:
    return "-".join(pair) if pair else "beads"


def _score_table(scores: dict[str, Scores]) -> list[str]:
    header = ("", "", "precision", "recall", "F1")
    lines = []
    for name, found in scores.items():
        kinds: Sequence[tuple[str, Score]] = (("strict", found.strict), ("lax", found.lax), ("links", found.links))
        for kind, score in kinds:
            figures = (f"{figure:.4f}" for figure in (score.precision, score.recall, score.f1))
            lines.append((name if kind == "strict" else "", kind, *figures))
    return list(table(header, lines, left=2))


def _null_lines(scores: dict[str, Scores]) -> list[str]:
    return [
        f"{name}: {found.counts.predicted} beads against {found.counts.gold} in the gold; "
        f"precision of null beads {found.null_precision:.4f}"
        for name, found in scores.items()
    ]


def _calibration_table(subject: str, calibration: Calibration) -> list[str]:
    header = ("confidence", subject, "mean confidence", "right")
    lines = [
        (f"{one.low:.1f} to {one.high:.1f}", str(one.count), f"{one.confidence:.3f}", f"{one.accuracy:.3f}")
        for one in calibration.bins
        if one.count
    ]
    return [
        f"{subject}: {calibration.wrong} of {calibration.outcomes} wrong; expected calibration error "
        f"{calibration.error:.4f}; the least confident 10 % hold {calibration.caught:.0%} of the wrong ones",
        *table(header, lines),
    ]


def _write_json(scores: dict[str, Scores], calibrations: dict[str, Calibration]) -> None:
    import msgspec

    result = {
        "scores": {name: found.as_dict() for name, found in scores.items()},
        "calibration": {name: found.as_dict() for name, found in calibrations.items()},
    }
    put(msgspec.json.format(msgspec.json.encode(result), indent=2).decode())
