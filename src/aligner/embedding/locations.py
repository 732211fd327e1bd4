"""Where models and vectors are kept between runs."""

from __future__ import annotations

import os
from pathlib import Path

CACHE_VARIABLE = "ALIGNER_CACHE"


def cache_folder() -> Path:
    """The user's cache folder for this program, or what the environment variable ALIGNER_CACHE names.

    Everything in it can be deleted at any time: it is made again when needed.
    """
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("aligner", appauthor=False)
