"""Commands and settings become Textual bindings, every key together with its twins in the other layouts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from operator import attrgetter

from textual.binding import Binding
from textual.keys import format_key

from aligner.errors import UsageError
from aligner.review.keys.commands import ANYWHERE, DOCUMENT, FOLDER, MOVING, Command
from aligner.review.keys.layouts import key_name, same_place

_FUNCTION_KEY = re.compile(r"(?:shift\+)?f\d+")

Keys = Mapping[str, Sequence[str]]
"""By a command's name, the keys that take the place of its own."""


def keys_of(command: Command, keys: Keys) -> tuple[str, ...]:
    """The keys of a command under the settings."""
    return tuple(keys.get(command.name, command.keys))


def bindings_of(commands: Iterable[Command], keys: Keys) -> list[Binding]:
    """The bindings of some commands: one for each key in each layout.

    A key that one command types in its own right is not taken by the twin of another's.
    """
    commands = list(commands)
    own = {key_name(key) for command in commands for key in keys_of(command, keys)}
    found: list[Binding] = []
    for command in sorted(commands, key=attrgetter("later")):
        wanted = keys_of(command, keys)
        if not wanted:
            continue
        twins = [twin for key in wanted for twin in same_place(key)[1:] if twin not in own]
        shown = displayed(wanted[0])
        for key in dict.fromkeys([*map(key_name, wanted), *twins]):
            found.append(
                Binding(
                    key,
                    command.name,
                    command.footer or command.title,
                    show=bool(command.footer),
                    key_display=shown,
                    priority=command.always and not _types(key),
                )
            )
    return found


def _types(key: str) -> bool:
    """Whether a key, as Textual names it, types something into a field."""
    return "ctrl+" not in key and "alt+" not in key and _FUNCTION_KEY.fullmatch(key) is None


def displayed(key: str) -> str:
    """A key as people read it."""
    *modifiers, last = [key] if len(key) == 1 else key.split("+")
    names = {"ctrl": "^", "shift": "⇧", "alt": "Alt+"}
    shown = last.upper() if _FUNCTION_KEY.fullmatch(last) else format_key(key_name(last))
    return "".join([*(names.get(modifier, modifier) for modifier in modifiers), shown])


def check_keys(keys: Keys) -> None:
    """Refuse keys for commands that there are not, and one key for two commands. Raises `UsageError`."""
    screens = ((*DOCUMENT, *MOVING, *ANYWHERE), (*FOLDER, *ANYWHERE))
    known = {command.name for commands in screens for command in commands}
    for name in keys:
        if name not in known:
            raise UsageError(
                f"there is no command {name!r}", "`?` in the review lists them, docs/review.md names them"
            )
    for commands in screens:
        for one, other in combinations(commands, 2):
            shared = {key_name(key) for key in keys_of(one, keys)} & {key_name(key) for key in keys_of(other, keys)}
            if shared:
                raise UsageError(
                    f"the key {sorted(shared)[0]} is bound to both {one.name} and {other.name}",
                    "bind one of them to another key",
                )
