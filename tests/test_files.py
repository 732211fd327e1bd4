"""Files appear whole or not at all, and nothing else is put in the place of what is no plain file."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from aligner.errors import OutputError
from aligner.files import atomic_write, unfinished_files, unfinished_prefix


def write(path: Path, data: bytes = b"new") -> None:
    with atomic_write(path) as file:
        file.write(data)


def write_and_fail(path: Path) -> None:
    with atomic_write(path) as file:
        file.write(b"begun")
        raise TypeError


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "memory.tmx"
    write(target, b"old")
    link = tmp_path / "link.tmx"
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert [file.name for file in target.parent.iterdir()] == ["memory.tmx"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    write(pipe)
    reader.join(10)
    assert received == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_pipe_gets_nothing_of_what_fails(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    kept_open = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    try:
        with pytest.raises(TypeError):
            write_and_fail(pipe)
        with pytest.raises(BlockingIOError):
            os.read(kept_open, 10)
    finally:
        os.close(kept_open)


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder, not a file"):
        write(tmp_path)
    assert list(tmp_path.parent.glob(".*.part")) == []


@pytest.mark.parametrize("name", ["x" * 255, "ә" * 127, "名" * 85])
def test_the_longest_names_are_written(name: str, tmp_path: Path) -> None:
    write(tmp_path / name)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_what_a_killed_process_leaves_is_found_again(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / ("ә" * 127)]
    left = [path.with_name(f"{unfinished_prefix(path)}abcdefgh.part") for path in paths]
    for file in [*paths, *left, tmp_path / ".b.txt.abcdefgh.part"]:
        file.touch()
    assert list(unfinished_files(paths)) == left
