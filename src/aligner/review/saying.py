"""The line of messages below a screen: what was done, or what is wrong, in full also where the screen is narrow."""

from __future__ import annotations

from textual.widgets import Static

from aligner.review.wrapping import printable, wrap

_MOST_LINES = 3
"""Lines that a message may take from what stands above it."""
_PADDING = 2


class MessageLine(Static):
    """One line as a rule; a message that does not fit takes more."""

    DEFAULT_CSS = """
    MessageLine { height: auto; min-height: 1; max-height: 3; padding: 0 1; color: $text-muted; }
    MessageLine.-wrong { color: $text-error; text-style: bold; }
    """

    def __init__(self, message: str = "") -> None:
        super().__init__(message, id="message", markup=False)

    @property
    def is_wrong(self) -> bool:
        """Whether it says that something is wrong."""
        return self.has_class("-wrong")

    def say(self, message: str, *, wrong: bool = False) -> None:
        """Put a message in place of the one before; only one of another height has the screen laid out anew."""
        shown = printable(f"✗ {message}" if wrong else message)
        width = self.container_size.width - _PADDING
        lines = min(len(wrap(shown, width)), _MOST_LINES) if width > 0 else 1
        self.update(shown, layout=lines != self.size.height)
        self.set_class(wrong, "-wrong")
