"""A short run of the fault-injection command: kills, torn and flipped lines, a full disk, two processes; no loss."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).parents[2] / "tools" / "fault_injection.py"


def test_nothing_acknowledged_is_lost() -> None:
    trial = ["--kills", "4", "--stride", "25", "--damages", "25", "--seconds", "1"]
    done = subprocess.run(
        [sys.executable, str(TOOL), *trial],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "losses in all: 0"
    rows = {line[:32].strip(): line[32:].split() for line in done.stdout.splitlines()[1:-1]}
    assert int(rows["killed at random moments"][1]) == 4
    assert int(rows["killed before every line"][1]) >= 5
    for trial_name in ("killed at random moments", "torn journal", "one document, two processes"):
        assert int(rows[trial_name][0]) > 0, done.stdout
