"""`aligner segment`: one segment a line, for looking at what the rules do."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.base import Command
from aligner.cli.console import put, warn
from aligner.cli.options import LANGUAGE, PATH, encoding_option, json_option
from aligner.errors import UsageError
from aligner.model import Version


@click.command("segment", cls=Command)
@click.argument("file", type=PATH)
@click.option("--lang", "language", type=LANGUAGE, required=True, help="Language of the text, for example kk.")
@click.option("--explain", is_flag=True, help="Show every place that could end a segment, and the rule that decided.")
@encoding_option
@json_option
def command(*, file: Path, language: str, explain: bool, encoding: str | None, as_json: bool) -> None:
    """Show how FILE is cut into segments, one a line.

    A segment that runs over several lines is shown on one. With --explain: a line for each place where a segment
    could end: its offset in the text, split or join, the rule, and what stands on both sides. With --json: JSON
    lines with offsets into the decoded text.
    """
    from aligner.reading import check_language, read_version

    if explain and as_json:
        raise UsageError("--explain and --json cannot go together")
    version = read_version(file, language, encoding)
    doubt = check_language(version)
    if doubt is not None:
        warn(doubt)
    if explain:
        _explain(version)
    else:
        _segments(version, as_json)


def _segments(version: Version, as_json: bool) -> None:
    from aligner.reading import clean
    from aligner.segmentation import segment

    found = segment(version.text, version.paragraphs, version.language)
    if not as_json:
        for one in found:
            put(clean(one.text))
        return
    import msgspec

    for one in found:
        put(msgspec.json.encode(one).decode())


def _explain(version: Version) -> None:
    from aligner.reading import clean
    from aligner.segmentation import explain

    for decision in explain(version.text, version.paragraphs, version.language):
        sides = f"{clean(decision.left)} | {clean(decision.right)}"
        put(f"{decision.offset}\t{decision.verdict}\t{decision.rule}\t{sides}")
