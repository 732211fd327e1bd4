"""The application: which documents there are, which one is open, colours, and a clean end."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingsMap
from textual.screen import Screen

from aligner.checks.flagging import Flagging
from aligner.errors import AlignerError, ExitCode, InputError, UsageError
from aligner.review.desk import Desk
from aligner.review.dialogs.working import Worked, Working
from aligner.review.engines import OpenEngine, default_engine
from aligner.review.grid import Cursor
from aligner.review.keys.bindings import bindings_of, displayed, keys_of
from aligner.review.keys.commands import ANYWHERE, DOCUMENT, FOLDER, QUIT, Command
from aligner.review.messages import OpenDocument
from aligner.review.pauses import PAUSE, PauseCollector
from aligner.review.screens.aligning import AlignScreen
from aligner.review.screens.document import DocumentScreen
from aligner.review.screens.folder import FolderScreen
from aligner.review.session import Session
from aligner.review.settings import Settings, load_settings, reviewer_name
from aligner.review.targets import Target, find_target
from aligner.review.terms import Terms
from aligner.review.theme import DARK, LIGHT, STYLES
from aligner.review.typing_ahead import TypingAhead

_ENDING_SIGNALS = ("SIGTERM", "SIGHUP")


class ReviewApp(TypingAhead):
    """Reviews the documents of a folder, or one document."""

    TITLE = "aligner review"
    CSS = STYLES
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        target: Target,
        settings: Settings | None = None,
        *,
        reviewer: str | None = None,
        terms: Terms | None = None,
        open_engine: OpenEngine = default_engine,
    ) -> None:
        super().__init__()
        self.target = target
        self.settings = settings or Settings()
        self.reviewer = reviewer
        self.terms = terms
        self.open_engine = open_engine
        self.session: Session | None = None
        """Of the document that is open."""
        self.crash = ""
        """What broke, in one line; empty as long as nothing did."""
        self._collector = PauseCollector()
        self._bindings = BindingsMap(
            [*bindings_of(ANYWHERE, self.settings.keys), Binding("ctrl+c", "help_quit", show=False, system=True)]
        )
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = LIGHT.name if self.settings.theme == "light" else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The grid's own colours, for themes that do not have them."""
        return dict(DARK.variables)

    def on_mount(self) -> None:
        """Open what the application was pointed at."""
        self._end_cleanly_on_signals()
        self.set_interval(PAUSE / 2, lambda: self._collector.collect(self.seconds_without_key))
        if self.target.document is None:
            self.push_screen(FolderScreen(self.target, self.settings, self.open_engine))
        else:
            self.open_document(self.target.document)

    def on_unmount(self) -> None:
        """Leave the process as it was, however the application ended."""
        self._collector.end()

    # -- documents -------------------------------------------------------------------------------------------------

    @on(OpenDocument)
    def _asked_to_open(self, message: OpenDocument) -> None:
        place = None if message.row is None else Cursor(message.row, message.column)
        if isinstance(self.screen, DocumentScreen):
            self.pop_screen()
            self.close_document()
        self.open_document(message.path, place, message.notice)

    def open_document(self, path: Path, place: Cursor | None = None, notice: str = "") -> None:
        """Open a document in the background and show it, with the cursor at a place and a first message."""
        flagger = Flagging(None if self.terms is None else self.terms.check)
        dialog: Working[Session] = Working(
            f"Opening {path.name}", lambda _: Session.open(path, self.reviewer, flagger)
        )

        def show(outcome: Worked[Session] | None) -> None:
            if outcome is None or outcome.value is None:
                self._could_not_open(outcome.error if outcome else None)
                return
            self.session = outcome.value
            self._collector.begin()
            desk = Desk(self.target.tables, self.settings, self.terms, self.open_engine)
            self.push_screen(DocumentScreen(outcome.value, desk, place, notice), self._document_left)

        self.push_screen(dialog, show)

    def close_document(self) -> None:
        """Write the open document's file and let it go; every change is in its journal already."""
        session, self.session = self.session, None
        self._collector.end()
        if session is None:
            return
        try:
            session.close()
        except AlignerError as error:
            self._tell(f"{error}; every change is in the journal beside the file")

    def _document_left(self, _: None) -> None:
        self.close_document()
        if not isinstance(self.screen, FolderScreen):
            self.exit()

    def _could_not_open(self, error: AlignerError | None) -> None:
        if isinstance(self.screen, FolderScreen):
            self.screen.say(str(error), wrong=True)
        else:
            self.crash = str(error)
            self.exit(return_code=error.exit_code if error else ExitCode.BAD_INPUT)

    def _tell(self, message: str) -> None:
        if isinstance(self.screen, (FolderScreen, DocumentScreen)):
            self.screen.say(message, wrong=True)
        else:
            self.crash = message

    # -- commands --------------------------------------------------------------------------------------------------

    def action_theme(self) -> None:
        """Change between dark and light."""
        self.theme = DARK.name if self.theme == LIGHT.name else LIGHT.name

    def action_help(self) -> None:
        """List the keys of the screen at hand."""
        if isinstance(self.screen, (DocumentScreen, FolderScreen, AlignScreen)):
            self.screen.action_help()

    def action_help_quit(self) -> None:
        """Say what to press instead of the key that ends other programs."""
        if isinstance(self.screen, (DocumentScreen, FolderScreen, AlignScreen)):
            keys = " or ".join(displayed(key) for key in keys_of(QUIT, self.settings.keys)) or "q"
            self.screen.say(f"{keys} quits; every change is on the disk already")

    async def action_quit(self) -> None:
        """Close the document and leave; where a text is being typed that is not saved, only when asked once more."""
        for screen in self.screen_stack:
            if isinstance(screen, DocumentScreen) and not screen.may_be_left():
                return
        self.close_document()
        self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every command of the screen at hand, for the palette."""
        commands = (
            DOCUMENT if isinstance(screen, DocumentScreen) else FOLDER if isinstance(screen, FolderScreen) else ()
        )
        for command in (*commands, *(command for command in ANYWHERE if command.name != "command_palette")):
            namespace = screen if hasattr(screen, f"action_{command.name}") else self
            keys = ", ".join(self.settings.keys.get(command.name, command.keys))
            yield SystemCommand(
                _palette_title(command), f"{command.group}: {keys}", _runner(self, command.name, namespace)
            )

    # -- the end ---------------------------------------------------------------------------------------------------

    def _fatal_error(self) -> None:
        """End after an error nobody foresaw; `run` says it in one line when the screen is the user's again."""
        error = sys.exc_info()[1] or self._exception
        self.crash = f"unexpected {type(error).__name__}: {error}; every change made so far is on the disk"
        self._close_messages_no_wait()

    def _end_cleanly_on_signals(self) -> None:
        """Give the terminal back when the process is told to end."""
        import asyncio

        loop = asyncio.get_running_loop()
        for name in _ENDING_SIGNALS:
            if hasattr(signal, name):
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(getattr(signal, name), self._ended)

    def _ended(self) -> None:
        self.close_document()
        self.exit(return_code=ExitCode.INTERRUPTED)


def _palette_title(command: Command) -> str:
    """A command's title, with the word that the footer or the settings have for it, by which people look for it."""
    word = command.footer or command.name.replace("_", " ")
    return command.title if word.casefold() in command.title.casefold() else f"{word}: {command.title}"


def _runner(app: App[None], name: str, namespace: Screen[object] | App[None]) -> Callable[[], None]:
    """Runs an action once the palette has gone."""

    def run_action() -> None:
        app.call_later(app.run_action, name, namespace)

    return run_action


def run(
    target: Path | None = None,
    *,
    reviewer: str | None = None,
    glossary: Path | None = None,
    open_engine: OpenEngine = default_engine,
) -> int:
    """Run the review on a folder, a table, or the name of a document, until the user leaves; gives the exit code.

    Raises `AlignerError` for what cannot be opened, for bad settings, and where there is no terminal.
    """
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise UsageError("the review needs a terminal", "`aligner status` shows how far it is")
    settings = load_settings()
    found = replace(find_target(target), chosen_glossary=glossary)
    if glossary is not None and not glossary.is_file():
        raise InputError(f"{glossary}: there is no such glossary", "without --glossary the first term begins one")
    from aligner.review.glossaries import open_terms

    app = ReviewApp(
        found,
        settings,
        reviewer=reviewer_name(settings, reviewer),
        terms=open_terms(found.glossary),
        open_engine=open_engine,
    )
    try:
        app.run()
    finally:
        app.close_document()
    if app.crash:
        raise AlignerError(app.crash) from app._exception
    return app.return_code or 0
