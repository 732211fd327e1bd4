"""The commands of the review screens: names for the settings, default keys, words for help and footer.

Keys are InterText's and OmegaT's where those tools have the command and a terminal can tell the key; where the two
disagree on a letter (M, S), OmegaT's meaning is the default, and the ``intertext`` preset has the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does."""

    name: str
    """What the settings call it; the screen's method is ``action_`` and this."""
    keys: tuple[str, ...]
    """As one would type them: a character, or a name such as ``pageup`` or ``ctrl+r``."""
    title: str
    group: str
    footer: str = ""
    """A word for the footer; empty keeps it out."""
    later: bool = False
    """Whether the footer has it after the others, where there is room."""
    always: bool = False
    """Whether its keys work in dialogs too, as far as they type nothing."""


DOCUMENT: tuple[Command, ...] = (
    Command("confirm_next", ("space",), "Confirm, and go to the next doubtful row", "Queue", "Confirm"),
    Command("next_doubtful", ("n",), "Go to the next doubtful row without confirming", "Queue", "Next"),
    Command("previous_doubtful", ("N",), "Go back to the doubtful row before", "Queue"),
    Command("confirm", ("a",), "Confirm the row or the selection", "Queue"),
    Command("unconfirm", ("r",), "Take the confirmation back: needs review", "Queue"),
    Command("confirm_above", ("A",), "Confirm every row from the first to this one", "Queue"),
    Command("excuse", ("!",), "Excuse the findings on the row, or stop excusing them", "Queue"),
    Command("move_up", ("u", "ctrl+up"), "Move the segment (and those before it) up", "Rows", "Up"),
    Command("move_down", ("d", "ctrl+down"), "Move the segment (and those after it) down", "Rows", "Down"),
    Command("push", ("enter",), "Push the column down by one row from here on", "Rows"),
    Command("pull", ("backspace",), "Pull the column up by one row from here on", "Rows"),
    Command("merge", ("m", "ctrl+w"), "Merge with the row below, or the selected rows", "Rows", "Merge"),
    Command("split", ("s", "ctrl+n"), "Split the row above (of the first: below) it", "Rows", "Split"),
    Command("take_out", ("o",), "Take the segment out into a row of its own", "Rows"),
    Command("swap", ("w",), "Swap the cell with the one below: the order of the translation crosses", "Rows"),
    Command("put_into", ("p",), "Put the segment into the row with a number", "Rows"),
    Command("pick_up", ("x",), "Pick the segment up; in another row, put it down there", "Rows"),
    Command(
        "realign", ("R", "ctrl+r"), "Re-align: selection, or between confirmed rows", "Rows", "Re-align", later=True
    ),
    Command("mark", ("v",), "Mark the segment, to link it with others of the row", "Links"),
    Command("link", ("l",), "Link the marked; else next linking, 1st language", "Links", "Links"),
    Command("link_other", ("L",), "The same with the second other language", "Links"),
    Command("edit", ("e", "f2"), "Edit the segment's text", "Text", "Edit"),
    Command("split_segment", ("S",), "Split the segment between two words", "Text"),
    Command("join_segments", ("M", "alt+backspace"), "Join the segment with the next one of its cell", "Text"),
    Command("note", ("c",), "Write a note on the row", "Text"),
    Command("bookmark", ("b",), "Set or remove a bookmark", "Text"),
    Command("search", ("/", "ctrl+f"), "Search the texts", "Finding", "Search", later=True),
    Command("next_match", ("f3", "]"), "Go to the next match, of the search or else of the filter", "Finding"),
    Command("previous_match", ("shift+f3", "["), "Go to the match before", "Finding"),
    Command("replace", ("H", "ctrl+k"), "Replace in one column or in all, after a look", "Finding"),
    Command("filter", ("f",), "Show only some rows, or walk through them", "Finding", "Filter", later=True),
    Command("jump", ("g",), "Go to the row with a number", "Finding"),
    Command("concordance", ("k",), "Every place of a word in all documents of the folder", "Finding"),
    Command("glossary", ("G",), "Show or hide the terms of the row", "Terms", "Terms", later=True),
    Command("add_term", ("t",), "Add a term: choose its words in each language", "Terms"),
    Command("change_rendering", ("T",), "Change how a concept is rendered in the language of the cursor", "Terms"),
    Command("undo", ("z", "ctrl+z"), "Undo", "Document", "Undo"),
    Command("redo", ("y", "ctrl+y"), "Make again what was undone", "Document"),
    Command("ids", ("i",), "Show or hide the segments' numbers in their versions", "Document"),
    Command("export", ("ctrl+e",), "Export the document", "Document"),
    Command("leave", ("q",), "Close the document", "Document"),
)  # fmt: skip

MOVING: tuple[Command, ...] = (
    Command("cursor_up", ("up",), "One segment up", "Moving"),
    Command("cursor_down", ("down",), "One segment down", "Moving"),
    Command("cursor_left", ("left", "shift+tab"), "One language to the left", "Moving"),
    Command("cursor_right", ("right", "tab"), "One language to the right", "Moving"),
    Command("row_up", ("K",), "One row up", "Moving"),
    Command("row_down", ("J",), "One row down", "Moving"),
    Command("page_up", ("pageup",), "One screen up", "Moving"),
    Command("page_down", ("pagedown",), "One screen down", "Moving"),
    Command("first_row", ("home", "ctrl+home"), "First row", "Moving"),
    Command("last_row", ("end", "ctrl+end"), "Last row", "Moving"),
    Command("select_up", ("shift+up",), "Select one row more upwards", "Moving"),
    Command("select_down", ("shift+down",), "Select one row more downwards", "Moving"),
    Command("clear", ("escape",), "Give up selection, marks, highlights and filter", "Moving"),
)  # fmt: skip

FOLDER: tuple[Command, ...] = (
    Command("open", ("enter",), "Open the document, or align one that is not aligned yet", "Folder", "Open"),
    Command("align", ("a",), "Align a document from files of your choice", "Folder", "Align files"),
    Command("export_document", ("ctrl+e", "x"), "Export the document", "Folder", "Export"),
    Command("concordance", ("k",), "Every place of a word in all documents", "Folder", "Concordance"),
    Command("reload", ("f5", "r"), "Read the folder again", "Folder", "Reload"),
    Command("leave", ("q",), "Quit", "Folder", "Quit"),
)  # fmt: skip

QUIT = Command("quit", ("ctrl+q",), "Quit; everything is on the disk", "Anywhere", always=True)

ANYWHERE: tuple[Command, ...] = (
    Command("help", ("?", "f1"), "This list of keys", "Anywhere", "Keys"),
    Command("theme", ("f9",), "Light or dark colours", "Anywhere", always=True),
    Command("command_palette", ("ctrl+p",), "Find a command by its name", "Anywhere"),
    QUIT,
)  # fmt: skip

PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "default": {},
    "intertext": {
        "bookmark": ("m",),
        "confirm": ("s", "a"),
        "merge": ("+", "ctrl+w"),
        "split": ("b", "ctrl+n"),
    },
}
"""Sets of keys to begin from, by name: what differs from the defaults."""
