"""Keys are taken one after the other, however fast they come: each is done before the next one finds its screen."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from time import monotonic

from textual.app import App
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from aligner.review.dialogs.base import Dialog

_READY_AGAIN_AFTER = 0.005
"""Seconds until a screen that is being made is looked at again."""
_LONGEST_WAIT = 0.5
"""Seconds a field may take over a key before the next one is taken all the same."""


class TypingAhead(App[None]):
    """An application that never loses a key to a dialog which was about to open or to close.

    Textual hands a key to the focused widget and takes the next one before the first has come back as a binding; a
    fast typist, or one who types ahead of a slow disk, would then type into the screen that is going away.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[Event] = deque()
        self._typing = False
        self._typed_at = monotonic()

    @property
    def seconds_without_key(self) -> float:
        """How long ago something was typed last."""
        return monotonic() - self._typed_at

    async def on_event(self, event: Event) -> None:
        """Queue what is typed; everything else goes its usual way."""
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            self._typed_at = monotonic()
            self._typed.append(event)
            await self._type()
        else:
            await super().on_event(event)

    async def _type(self) -> None:
        if self._typing:
            return
        self._typing = True
        try:
            while self._typed:
                if not _is_ready(self.screen):
                    self.set_timer(_READY_AGAIN_AFTER, self._type)
                    return
                await self._deliver(self._typed.popleft())
        finally:
            self._typing = False

    async def _deliver(self, event: Event) -> None:
        focused = self.focused
        if not await self._is_command(event, focused):
            await super().on_event(event)
            if focused is not None:
                await _done_with_its_messages(focused)
        # A dialog that was answered tells the screen below it by a message.
        if self.is_running and self.screen.is_running:
            await _done_with_its_messages(self.screen)

    async def _is_command(self, event: Event, focused: Widget | None) -> bool:
        """Run what a key is bound to, unless it is typed into a text."""
        if not isinstance(event, Key) or (isinstance(focused, (Input, TextArea)) and event.is_printable):
            return False
        return await self._check_bindings(event.key, priority=True) or await self._check_bindings(event.key)


async def _done_with_its_messages(widget: Widget) -> None:
    """Wait until a widget has handled what was sent to it before now."""
    done = asyncio.Event()
    if widget.call_later(done.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _LONGEST_WAIT)


def _is_ready(screen: Screen[object]) -> bool:
    """Whether a screen can take keys: it is made, and a dialog with a field has the field in focus."""
    return screen.is_mounted and (
        not isinstance(screen, Dialog) or not screen.wants_focus or screen.focused is not None
    )
