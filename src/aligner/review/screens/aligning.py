"""Choosing the files of a document, seeing them cut into segments, and aligning them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Static

from aligner.errors import AlignerError
from aligner.model import SegmentedVersion
from aligner.review.dialogs.working import Worked, Working
from aligner.review.engines import OpenEngine, Report, Source, align_files, segmented
from aligner.review.keyline import KeyLine
from aligner.review.saying import MessageLine
from aligner.review.targets import Draft, Target, guess_language, text_files
from aligner.review.wrapping import printable

_FIELDS = 4
"""Versions that can be named; three languages and one to spare."""
_SHOWN_SEGMENTS = 300
_KEYS = "F5 aligns, F6 shows the segments of the line's file, Tab goes to the next line"


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table that was made."""

    path: Path
    said: str
    """What came of it, with all warnings."""


class AlignScreen(Screen[Aligned | None]):
    """Gives the table that was made, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5,ctrl+s", "align", "Align", key_display="F5", priority=True),
        Binding("f6", "preview", "Segments of this file", key_display="F6"),
        Binding("escape", "give_up", "Back", key_display="Esc"),
        Binding("f1", "help", "Keys", key_display="F1"),
    ]
    DEFAULT_CSS = """
    AlignScreen #status { height: 1; background: $primary-background; padding: 0 1; }
    AlignScreen #fields { height: auto; padding: 0 1; }
    AlignScreen Input { border: none; height: 1; margin: 0 0 1 0; background: $panel; }
    AlignScreen Input:focus { border: none; background: $primary-background; }
    AlignScreen #segments { height: 1fr; border-top: solid $primary; padding: 0 1; }
    """

    def __init__(self, draft: Draft, target: Target, open_engine: OpenEngine) -> None:
        super().__init__()
        self._draft = draft
        self._target = target
        self._open_engine = open_engine
        self._confirmed: Path | None = None
        """The table that the user was told is there already."""

    def compose(self) -> ComposeResult:
        """A name, files as ``kk=path``, and the segments of one of them."""
        files = [str(path) for path in text_files(self._target.root)]
        suggester = SuggestFromList([*files, *(f"{code}={file}" for code in ("en", "ru", "kk") for file in files)])
        yield Static("Align a document", id="status")
        with Vertical(id="fields"):
            yield Label("name")
            yield Input(self._draft.name, id="name")
            yield Label("files: kk=FILE, or FILE alone where its text tells the language (→ completes)")
            for number in range(max(_FIELDS, len(self._draft.sources))):
                known = self._draft.sources[number] if number < len(self._draft.sources) else None
                value = f"{known.language}={known.path}" if known else ""
                yield Input(value, id=f"file-{number}", classes="file", suggester=suggester)
        with VerticalScroll(id="segments"):
            yield Static(id="preview")
        yield MessageLine(_KEYS)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin where something is missing."""
        self.query_one("#name" if not self._draft.name else "#file-0", Input).focus()
        if self._draft.sources:
            self.action_preview()

    def say(self, message: str, *, wrong: bool = False) -> None:
        """Put one line below."""
        self.query_one(MessageLine).say(message, wrong=wrong)

    @on(Input.Submitted)
    def _next_field(self) -> None:
        self.focus_next(Input)

    def action_help(self) -> None:
        """Say what the keys do; the question mark is typed here."""
        self.say(_KEYS)

    def action_give_up(self) -> None:
        """Go back without aligning."""
        self.dismiss(None)

    # -- segments --------------------------------------------------------------------------------------------------

    def action_preview(self) -> None:
        """Show the segments of the file in the line of the cursor."""
        focused = self.focused
        field = (
            focused if isinstance(focused, Input) and focused.has_class("file") else self.query_one("#file-0", Input)
        )
        if field.value.strip():
            self._segment(field.value)

    @work(thread=True, exclusive=True, group="segments")
    def _segment(self, value: str) -> None:
        try:
            source = self._source(value)
            version = segmented(source)
        except AlignerError as error:
            self.app.call_from_thread(self.say, str(error), wrong=True)
        else:
            self.app.call_from_thread(self._show_segments, source, version)

    def _show_segments(self, source: Source, version: SegmentedVersion) -> None:
        text = Text()
        paragraph = -1
        for number, segment in enumerate(version.segments[:_SHOWN_SEGMENTS]):
            text.append(f"{'¶' if segment.paragraph != paragraph else ' '}{number:>5} ", "dim")
            text.append(printable(segment.text) + "\n")
            paragraph = segment.paragraph
        left = len(version.segments) - _SHOWN_SEGMENTS
        if left > 0:
            text.append(f"… and {left} more", "dim")
        self.query_one("#preview", Static).update(text)
        paragraphs = len(version.version.paragraphs)
        self.say(
            f"{source.path.name}: {source.language}, {version.version.encoding}, "
            f"{len(version.segments)} segments in {paragraphs} paragraphs"
        )

    def _source(self, value: str) -> Source:
        """What a line names. Raises `AlignerError` where the language can neither be read nor told."""
        from aligner.errors import UsageError
        from aligner.languages import normalise_code

        language, equals, file = value.strip().partition("=")
        if equals and not Path(value.strip()).exists():
            return Source(normalise_code(language.strip()), Path(file.strip()).expanduser())
        path = Path(value.strip()).expanduser()
        found = guess_language(path)
        if found is None:
            raise UsageError(f"{path}: its language cannot be told", "write it before the file, as in kk=text.txt")
        return Source(found, path)

    # -- aligning --------------------------------------------------------------------------------------------------

    def action_align(self) -> None:
        """Align what is named."""
        from aligner.errors import UsageError

        try:
            name = self.query_one("#name", Input).value.strip()
            sources = [
                self._source(field.value) for field in self.query(".file").results(Input) if field.value.strip()
            ]
            if len(sources) < 2:
                raise UsageError("two files at least are needed")
            if len({source.language for source in sources}) < len(sources):
                raise UsageError("two files are of one language", "write the language before each, as in kk=text.txt")
            if not name or "/" in name or name.startswith("."):
                raise UsageError("the document needs a name, which becomes the name of its file")
        except AlignerError as error:
            self.say(str(error), wrong=True)
            return
        output = self._target.tables / f"{name}.parquet"
        if output.exists() and self._confirmed != output:
            self._confirmed = output
            self.say(
                f"{output} is there already: F5 once more aligns it anew and keeps what was reviewed", wrong=True
            )
            return

        glossary = self._target.glossary if self._target.glossary.is_file() else None

        def work_on(report: Report) -> str:
            return align_files(name, sources, output, self._open_engine, report, glossary=glossary)

        def done(outcome: Worked[str] | None) -> None:
            if outcome is None or outcome.value is None:
                self.say(str(outcome.error) if outcome else "stopped", wrong=True)
            else:
                self.dismiss(Aligned(output, outcome.value))

        dialog: Working[str] = Working(f"Aligning {name}", work_on)
        self.app.push_screen(dialog, done)
