"""The Textual application: screens, widgets, keys; no domain logic.

Textual reads how often it may paint when it is first imported. Twice its usual 60 frames a second halves the time a
key waits for the next one; a screen that does not change is not painted in any case.
"""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_FPS", "120")
