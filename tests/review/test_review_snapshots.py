"""Pictures of the main screens, in both themes and at both sizes; look at a changed one before accepting it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from review_examples import save, small_document, until
from textual.pilot import Pilot

from aligner.review.app import ReviewApp
from aligner.review.glossaries import open_terms
from aligner.review.screens.document import DocumentScreen
from aligner.review.screens.folder import FolderScreen
from aligner.review.settings import Settings
from aligner.review.targets import find_target

GLOSSARY = """concept,language,term,status
mayor,en,mayor,preferred
mayor,ru,мэр,preferred
mayor,kk,әкім,preferred
bridge,en,bridge,preferred
bridge,ru,мост,preferred
bridge,kk,көпір,preferred
"""

Before = Callable[[Pilot[None]], Awaitable[None]]


def app_with(folder: Path, theme: str, *, whole_folder: bool = False) -> ReviewApp:
    path = save(small_document(), folder)
    (folder / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    settings = Settings(theme="light" if theme == "light" else "dark")
    target = find_target(folder if whole_folder else path)
    return ReviewApp(target, settings, reviewer="Aigul", terms=open_terms(target.glossary))


def pressing(*keys: str) -> Before:
    async def run_before(pilot: Pilot[None]) -> None:
        app = pilot.app
        await until(pilot, lambda: isinstance(app.screen, DocumentScreen) and app.screen.grid.heights.total > 0)
        await pilot.press(*keys)
        await pilot.pause(0.2)

    return run_before


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
def test_the_document(size: tuple[int, int], theme: str, tmp_path: Path, snap_compare: Any) -> None:  # noqa: ANN401 -- the plugin has no types
    keys = pressing("a", "J", "b", "J", "right", "v", "G")
    assert snap_compare(app_with(tmp_path, theme), terminal_size=size, run_before=keys)


def test_the_help(tmp_path: Path, snap_compare: Any) -> None:  # noqa: ANN401
    assert snap_compare(app_with(tmp_path, "light"), terminal_size=(80, 24), run_before=pressing("f1"))


def test_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snap_compare: Any) -> None:  # noqa: ANN401
    async def counted(pilot: Pilot[None]) -> None:
        from textual.widgets import DataTable

        app = pilot.app
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))
        table = app.screen.query_one(DataTable)
        await until(pilot, lambda: table.row_count == 1 and str(table.get_row_at(0)[2]) == "7")

    monkeypatch.chdir(tmp_path)
    app = app_with(Path(), "dark", whole_folder=True)
    assert snap_compare(app, terminal_size=(80, 24), run_before=counted)
