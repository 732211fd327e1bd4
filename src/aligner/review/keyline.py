"""The footer: the keys of the moment, and always the one that lists all of them."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class KeyLine(Footer):
    """A footer whose right end is the key for help, however narrow the screen is."""

    DEFAULT_CSS = """
    KeyLine FooterKey.-help { dock: right; }
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)
        self._composed_for = 0

    def compose(self) -> ComposeResult:
        """The keys that fit whole, and at the right end the one for help."""
        keys = [widget for widget in super().compose() if isinstance(widget, FooterKey)]
        self._composed_for = self.app.size.width
        room = self._composed_for - sum(map(_width, filter(_is_help, keys)))
        for key in keys:
            if _is_help(key):
                key.add_class("-help")
                yield key
                continue
            room -= _width(key)
            if room >= 0:
                yield key

    async def on_resize(self) -> None:
        """Take in other keys where there is another width for them."""
        if self.app.size.width != self._composed_for:
            await self.recompose()


def _is_help(key: FooterKey) -> bool:
    return key.action == "help"


def _width(key: FooterKey) -> int:
    """Cells that a key takes, with a space after each of its two parts."""
    return cell_len(key.key_display) + cell_len(key.description) + 2
