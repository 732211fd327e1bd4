"""The figures of ``bench/embedding.py``, which compares the encoder with the engine its weights come with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from measures.material import LANGUAGES
from measures.process import FOLDER


def encoder(sets: Path, name: str, segments: int) -> dict[str, Any]:
    """Its whole output, and of its table the speed ratio and the least cosine of every language."""
    files = [str(sets / name / f"{language}.txt") for language in LANGUAGES]
    command = [sys.executable, str(FOLDER / "embedding.py"), *files, "--segments", str(segments)]
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    lines = [line.split() for line in output.splitlines()]
    table = [line for line in lines if line and line[0] in {f"{language}.txt" for language in LANGUAGES}]
    return {
        "name": name,
        "output": output.strip("\n"),
        "ratio": {line[0].removesuffix(".txt"): float(line[5]) for line in table},
        "least_cosine": {line[0].removesuffix(".txt"): float(line[7]) for line in table},
    }
