"""Pictures of the review for the README, taken from the application itself at work on the project's interview.

python tools/screenshots.py [-o docs/images]
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from aligner.alignment import open_engine
from aligner.corpus import write_document
from aligner.files import atomic_write
from aligner.review.app import ReviewApp
from aligner.review.engines import Source, segmented
from aligner.review.glossaries import open_terms
from aligner.review.screens.document import DocumentScreen
from aligner.review.screens.folder import FolderScreen
from aligner.review.settings import Settings
from aligner.review.targets import find_target

ROOT = Path(__file__).parent.parent
LANGUAGES = ("en", "ru", "kk")

_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Rich points to a font on the network; readers' own monospaced one does as well."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be seen."""

    name: str
    size: tuple[int, int]
    theme: Literal["dark", "light"]
    keys: Sequence[str]
    folder: bool = False


PICTURES = (
    Picture("review-queue", (132, 32), "dark", ("n", "space", "space", "n")),
    Picture("review-terms", (132, 32), "light", ("g", "9", "enter", "G", "right")),
    Picture("review-small", (80, 24), "dark", ("n", "n")),
    Picture("review-folder", (100, 16), "dark", (), folder=True),
)


async def take(picture: Picture) -> str:
    """The picture as SVG, of the project in the present folder."""
    target = find_target(None if picture.folder else Path("january"))
    terms = open_terms(target.glossary)
    app = ReviewApp(target, Settings(theme=picture.theme), reviewer="editor", terms=terms)
    async with app.run_test(size=picture.size) as pilot:
        wanted = FolderScreen if picture.folder else DocumentScreen
        while not isinstance(app.screen, wanted):
            await pilot.pause(0.05)
        await pilot.pause(1)
        await pilot.press(*picture.keys)
        await pilot.pause(1)
        drawn = app.export_screenshot(title="aligner review")
    return _FONT.sub("", drawn)


def make_project(folder: Path) -> Path:
    """The project's corpora, with the interview and the story aligned, in a folder of their own."""
    shutil.copytree(ROOT / "corpora", folder / "corpora")
    if (ROOT / "glossary.csv").is_file():
        shutil.copy(ROOT / "glossary.csv", folder / "glossary.csv")
    with open_engine() as engine:
        for name in ("january", "story"):
            versions = [segmented(Source(code, folder / "corpora" / code / f"{name}.txt")) for code in LANGUAGES]
            document = engine.align(name, versions).document
            write_document(document, folder / "parallel" / f"{name}.parquet")
    return folder


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "images")
    output = parser.parse_args().output
    with tempfile.TemporaryDirectory() as folder:
        for picture in PICTURES:
            # Each picture begins from an untouched alignment.
            project = make_project(Path(folder) / picture.name)
            with chdir(project):
                drawn = asyncio.run(take(picture))
            path = output / f"{picture.name}.svg"
            with atomic_write(path) as file:
                file.write(drawn.encode())
            print(path)


if __name__ == "__main__":
    main()
