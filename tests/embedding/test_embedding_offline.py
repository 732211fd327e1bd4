"""A whole alignment as users run it: no socket is opened, and nothing is left in the home folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# ONNX Runtime sends nothing under a test runner, which would hide what it does to users.
HUSHED = frozenset({"CI", "GITHUB_ACTIONS", "TF_BUILD", "ORT_RUNNING_UNIT_TESTS", "ORT_DISABLE_TELEMETRY"})
GUARD = """
import sys

def refuse(event, _arguments):
    if event.startswith("socket."):
        sys.stderr.write(f"network: {event}\\n")
        raise RuntimeError(event)

sys.addaudithook(refuse)
"""
NETWORK = re.compile(r"\b(?:socket\(AF_INET6?|connect\(|sendto\(|sendmsg\()")


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    for language, text in (
        ("en", "It rained all day. We stayed in."),
        ("ru", "Весь день шёл дождь. Мы не выходили."),
    ):
        (folder / language).mkdir(parents=True)
        (folder / language / "rain.txt").write_text(text, encoding="utf-8")
    return folder


def run(corpora: Path, *wrapper: str) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Align the corpus in a process of its own, with a home folder of its own and Python's sockets barred."""
    place = corpora.parent
    (place / "guard").mkdir()
    (place / "guard/sitecustomize.py").write_text(GUARD, encoding="utf-8")
    home = place / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in HUSHED}
    path = os.pathsep.join([str(place / "guard"), *sys.path])
    environment |= {"HOME": str(home), "ALIGNER_CACHE": str(place / "cache"), "PYTHONPATH": path}
    environment.pop("XDG_CACHE_HOME", None)
    command = [*wrapper, sys.executable, "-m", "aligner", "align", str(corpora), "-o", str(place / "parallel"), "-q"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=place)
    return done, home


def test_an_alignment_opens_no_socket_and_leaves_the_home_folder_alone(corpora: Path) -> None:
    done, home = run(corpora)
    assert (done.returncode, done.stderr) == (0, "")
    assert (corpora.parent / "parallel/rain.parquet").exists()
    assert list(home.rglob("*")) == []


def test_a_home_folder_that_cannot_be_written_is_never_asked_for(corpora: Path) -> None:
    # A file in the place of the cache folder refuses everyone, the superuser too.
    (corpora.parent / "cache").mkdir()
    done, home = run(corpora, "sh", "-c", 'rmdir "$HOME" && touch "$HOME" && exec "$0" "$@"')
    assert (done.returncode, done.stderr) == (0, "")
    assert home.read_bytes() == b""


def test_a_cache_that_cannot_be_written_is_said_as_a_warning(corpora: Path) -> None:
    cache = corpora.parent / "cache"
    cache.write_bytes(b"")
    done, _ = run(corpora)
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (0, f"{corpora.parent / 'parallel/rain.parquet'}\n")
    assert lines
    assert [line for line in lines if not line.startswith(f"aligner: warning: {cache}")] == []


def test_the_guard_catches_a_socket(corpora: Path) -> None:
    done, _ = run(corpora, sys.executable, "-c", "import socket; socket.socket()")
    assert "network: socket.__new__" in done.stderr


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_native_code_opens_no_socket_either(corpora: Path) -> None:
    trace = corpora.parent / "trace"
    tracing = ("strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace))
    if subprocess.run([*tracing, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let processes be traced")
    done, _ = run(corpora, *tracing)
    assert done.returncode == 0, done.stderr
    assert [line for line in trace.read_text(errors="replace").splitlines() if NETWORK.search(line)] == []
