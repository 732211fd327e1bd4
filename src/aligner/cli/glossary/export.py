"""`aligner glossary export`: the glossary for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.base import Command
from aligner.cli.console import put, say
from aligner.cli.glossary.options import glossary_option
from aligner.cli.options import PAIR, PATH
from aligner.errors import UsageError

FORMATS = ("tbx", "tbx-2019", "omegat")


@click.command("export", cls=Command)
@click.option(
    "--format",
    "name",
    type=click.Choice(FORMATS),
    required=True,
    help="tbx: TBX-Basic of 2008, which OmegaT reads; tbx-2019: TBX-Basic of 2019 (DCA); omegat: OmegaT's own form, "
    "two languages with tabs between.",
)
@click.option("--pair", type=PAIR, metavar="A-B", help="Source and target of OmegaT's form.")
@click.option("-o", "--output", type=PATH, required=True, metavar="PATH", help="File to write.")
@glossary_option
def command(*, name: str, pair: tuple[str, str] | None, output: Path, path: Path) -> None:
    """Write the glossary as TBX, or two languages of it in OmegaT's form. The path of the file goes to stdout."""
    from aligner.glossary.omegat import write_omegat
    from aligner.glossary.table import read_glossary
    from aligner.glossary.tbx import TbxForm, write_tbx

    glossary = read_glossary(path)
    if name == "omegat":
        if pair is None:
            raise UsageError("OmegaT's form has two languages", "for example --pair en-kk")
        for remark in write_omegat(glossary, output, *pair):
            say(remark)
    else:
        write_tbx(glossary, output, TbxForm.TBX_2019 if name == "tbx-2019" else TbxForm.TBX_2008)
    put(str(output))
