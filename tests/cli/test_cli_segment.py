"""`aligner segment`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aligner.cli.main import main

KAZAKH = "Ол 1991 ж. Алматыда туған. Әкесі сол кезде\nмұғалім болды.\n\nЖазда қайтты."


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(KAZAKH, encoding="utf-8")
    return path


def test_one_segment_a_line(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["segment", str(text), "--lang", "kk"]) == 0
    said = capsys.readouterr()
    assert said.out == "Ол 1991 ж. Алматыда туған.\nӘкесі сол кезде мұғалім болды.\nЖазда қайтты.\n"
    assert said.err == ""


def test_json_has_offsets_into_the_text(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["segment", str(text), "--lang", "kk", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["text"] for line in lines] == [KAZAKH[line["start"] : line["stop"]] for line in lines]
    assert len(lines) == 3


def test_explain_names_the_rule_for_every_candidate(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["segment", str(text), "--lang", "kk", "--explain"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    year, end = lines[:2]
    assert (int(year[0]), year[1], year[2]) == (10, "join", "year")
    assert end[1] == "split"
    assert end[3].startswith("1991 ж. Алматыда туған. | Әкесі")


def test_the_encoding_can_be_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Қазақстан тәуелсіз ел.".encode("kz1048"))
    assert main(["segment", str(path), "--lang", "kk", "--encoding", "kz1048"]) == 0
    assert capsys.readouterr().out == "Қазақстан тәуелсіз ел.\n"
    assert main(["segment", str(path), "--lang", "kk", "--encoding", "utf-8"]) == 3


def test_a_text_in_another_language_is_pointed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Это совершенно обычный русский текст о погоде в горах. " * 5, encoding="utf-8")
    assert main(["segment", str(path), "--lang", "kk"]) == 0
    assert "looks Russian" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "is empty"), (b"\x7fELF\x02\x01\x01\x00" + bytes(200), ""), (b" \n", "has no text")]
)
def test_what_is_no_text_gets_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, reason: str
) -> None:
    path = tmp_path / "odd.bin"
    path.write_bytes(data)
    assert main(["segment", str(path), "--lang", "en"]) == 3
    said = capsys.readouterr().err
    assert said.startswith(f"aligner: error: {path}: ")
    assert reason in said
    assert said.count("\n") == 1
