"""Reads the hand-written cases: one a line, breaks marked by a bar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
LANGUAGES = ("en", "ru", "kk")
_ESCAPE = re.compile(r"\\n|\\u([0-9a-f]{4})")


@dataclass(frozen=True, slots=True)
class Case:
    text: str
    sentences: tuple[str, ...]
    genre: str


def read_cases(language: str) -> list[Case]:
    cases, genre = [], ""
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            genre = line[3:]
        elif line and not line.startswith("#"):
            marked = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else "\n", line)
            text = marked.replace(" | ", " ").replace("|", "")
            cases.append(Case(text, tuple(part.strip() for part in marked.split("|")), genre))
    return cases
