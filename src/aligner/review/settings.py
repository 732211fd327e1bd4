"""The settings of the review: a TOML file in the user's configuration folder."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec

from aligner.errors import UsageError
from aligner.review.keys.bindings import check_keys
from aligner.review.keys.commands import PRESETS
from aligner.review.suspicion import DOUBTFUL_BELOW

CONFIG_VARIABLE = "ALIGNER_REVIEW_CONFIG"
"""Environment variable with the path of a settings file that is read instead of the user's."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    theme: Literal["dark", "light"] = "dark"
    doubtful_below: float = DOUBTFUL_BELOW
    reviewer: str | None = None
    preset: str = "default"
    keys: dict[str, str | list[str]] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set."""

    theme: Literal["dark", "light"] = "dark"
    doubtful_below: float = DOUBTFUL_BELOW
    """Confidence (0..1) under which a row is in the queue."""
    reviewer: str | None = None
    """The name that goes into changed rows."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By command name, the keys that take the place of its own."""


def settings_path() -> Path:
    """Where the settings are read from: the environment's file, or ``aligner/review.toml`` of the user."""
    from platformdirs import user_config_path

    named = os.environ.get(CONFIG_VARIABLE)
    return Path(named) if named else user_config_path("aligner") / "review.toml"


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; without a file they are the defaults.

    Raises `UsageError` naming the file for what is no setting, no command, or a key bound twice.
    """
    file = path or settings_path()
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror or error}") from error
    try:
        found = msgspec.toml.decode(data, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}", "see docs/review.md for the settings") from error
    if found.preset not in PRESETS:
        raise UsageError(f"{file}: there is no preset {found.preset!r}", f"there are {', '.join(PRESETS)}")
    if not 0 <= found.doubtful_below <= 1:
        raise UsageError(f"{file}: doubtful_below is {found.doubtful_below}, which is no confidence", "use 0 to 1")
    own = {name: (keys,) if isinstance(keys, str) else tuple(keys) for name, keys in found.keys.items()}
    keys = {**PRESETS[found.preset], **own}
    try:
        check_keys(keys)
    except UsageError as error:
        raise UsageError(f"{file}: {error.message}", error.hint) from error
    return Settings(found.theme, found.doubtful_below, found.reviewer, keys)


def reviewer_name(settings: Settings, given: str | None = None) -> str | None:
    """Who reviews: as told, as set, or as the system calls the user."""
    if given or settings.reviewer:
        return given or settings.reviewer
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None
