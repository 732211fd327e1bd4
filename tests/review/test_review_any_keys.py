"""Keys at random, faster than the screen can follow: nothing breaks, and the disk has what the screen shows."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from review_examples import make_document, opened
from textual.events import Key

from aligner.corpus.store import DocumentStore
from aligner.review.glossaries import open_terms
from aligner.review.keys.commands import ANYWHERE, DOCUMENT, MOVING
from aligner.review.keys.layouts import key_name

LEFT_OUT = {"leave", "quit", "export", "realign", "command_palette"}
KEYS = [key for command in (*DOCUMENT, *MOVING, *ANYWHERE) if command.name not in LEFT_OUT for key in command.keys]
TYPED = [*KEYS, *["escape"] * 6, "enter", "enter", "space", "1", "2", "я", "қ"]
SIZES = ((60, 12), (80, 24), (130, 40), (160, 24))


@pytest.mark.parametrize("seed", range(3))
async def test_no_keys_break_the_review(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    shapes = [(chance.choice((1, 1, 2)), chance.choice((0, 1, 1, 2)), chance.choice((0, 1, 1))) for _ in range(15)]
    document = make_document(shapes, [chance.random() for _ in shapes])
    terms = open_terms(tmp_path / "glossary.csv")
    async with opened(document, tmp_path, size=(80, 24), terms=terms) as (pilot, screen):
        for _ in range(200):
            key = chance.choice(TYPED)
            pilot.app.post_message(Key(key_name(key), key if len(key) == 1 else None))
            if chance.random() < 0.1:
                await pilot.pause(0.01)
            if chance.random() < 0.02:
                await pilot.resize_terminal(*chance.choice(SIZES))
        await pilot.press(*["escape"] * 4)
        with DocumentStore.open(screen.session.store.path, read_only=True) as reader:
            assert reader.document == screen.document
        assert screen.session.store.entries
