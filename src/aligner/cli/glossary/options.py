"""Options that several of the glossary's commands share."""

from __future__ import annotations

import click

from aligner.cli.options import LANGUAGE, PATH, Decorated
from aligner.cli.project import GLOSSARY

STATUSES = ("preferred", "admitted", "deprecated")


def glossary_option(command: Decorated) -> Decorated:
    """Add `--glossary`."""
    return click.option(
        "--glossary",
        "path",
        type=PATH,
        default=GLOSSARY,
        show_default=True,
        metavar="CSV",
        help="The glossary's file.",
    )(command)


def language_option(command: Decorated) -> Decorated:
    """Add a `--lang` that must be given."""
    return click.option("--lang", "language", type=LANGUAGE, required=True, help="The language, for example kk.")(
        command
    )
