"""Subtitles (SRT and WebVTT): what is said, cue by cue, without numbers, times and styling."""

from __future__ import annotations

import re

from aligner.errors import InputError

_TIME = re.compile(r"\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}.*")
_STYLE = re.compile(r"</?[a-zA-Z][^<>\n]*>|\{\\[^{}\n]*\}|<\d[\d:.]*>")
_LINE_BREAK = re.compile("\r\n|[\n\r]")


def subtitle_blocks(text: str, name: str) -> list[str]:
    """The text of each cue. Raises `InputError` when there is no cue in the file."""
    lines = _LINE_BREAK.split(text)
    starts = [number for number, line in enumerate(lines) if _TIME.fullmatch(line)]
    if not starts:
        message = f"{name}: has no subtitles in it"
        raise InputError(message, "cues look like 00:00:01,000 --> 00:00:02,000; name plain text .txt")
    blocks: list[str] = []
    for start, following in zip(starts, [*starts[1:], len(lines)], strict=True):
        said = _cue(lines[start + 1 : following])
        if said:
            blocks.append(said)
    return blocks


def _cue(lines: list[str]) -> str:
    """The lines up to the first blank one: after it comes the next cue's number, or a note."""
    said: list[str] = []
    for line in lines:
        if not line.strip():
            break
        said.append(_STYLE.sub("", line).strip())
    return "\n".join(line for line in said if line)
