"""Colours: one dark and one light set, and what each part of the grid makes of them."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="aligner-dark",
    primary="#5fa8d3",
    secondary="#88b7a4",
    accent="#e0a458",
    warning="#e0a458",
    error="#ef7b72",
    success="#7cc48a",
    foreground="#e3e6e8",
    background="#15191d",
    surface="#1b2025",
    panel="#252c33",
    dark=True,
    variables={
        "row-odd": "#1b2126",
        "row-cursor": "#24384a",
        "row-selected": "#3a3355",
        "segment-cursor": "#345c7d",
        "term": "#c9b458",
    },
)
LIGHT = Theme(
    name="aligner-light",
    primary="#1f6f9f",
    secondary="#2f7a5f",
    accent="#a5620a",
    warning="#9a5b00",
    error="#b3261e",
    success="#1e7a34",
    foreground="#1c2125",
    background="#fbfbf9",
    surface="#f3f3ef",
    panel="#e6e7e2",
    dark=False,
    variables={
        "row-odd": "#f1f2ee",
        "row-cursor": "#d8e8f4",
        "row-selected": "#e2daf4",
        "segment-cursor": "#b3d3ea",
        "term": "#7a5c00",
    },
)

STYLES = """
Grid { background: $background; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
Grid > .grid--row { background: $background; color: $foreground; }
Grid > .grid--odd-row { background: $row-odd; color: $foreground; }
Grid > .grid--cursor-row { background: $row-cursor; color: $foreground; }
Grid > .grid--selected { background: $row-selected; color: $foreground; }
Grid > .grid--cursor { background: $segment-cursor; text-style: bold; }
Grid > .grid--gutter { color: $foreground-muted; }
Grid > .grid--sure { color: $success; }
Grid > .grid--unsure { color: $warning; text-style: bold; }
Grid > .grid--doubtful { color: $error; text-style: bold; }
Grid > .grid--confirmed { color: $success; text-style: bold; }
Grid > .grid--flag { color: $accent; }
Grid > .grid--divider { color: $foreground-disabled; }
Grid > .grid--suspect { color: $error; text-style: bold; }
Grid > .grid--empty { color: $foreground-muted; }
Grid > .grid--marked { text-style: reverse; }
Grid > .grid--term { color: $term; text-style: underline; }
Grid > .grid--match { text-style: reverse; }
Grid > .grid--link-0 { color: $primary; text-style: bold; }
Grid > .grid--link-1 { color: $accent; text-style: bold; }
Grid > .grid--link-2 { color: $success; text-style: bold; }
Grid > .grid--link-3 { color: $error; text-style: bold; }
Grid > .grid--link-4 { color: $secondary; text-style: bold; }
Grid > .grid--link-5 { color: $term; text-style: bold; }
"""
