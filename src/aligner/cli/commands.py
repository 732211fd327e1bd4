"""Every command with the module it lives in and its one line of help."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aligner.cli.base import Entry

COMMANDS: Mapping[str, Entry] = MappingProxyType(
    {
        "align": Entry("aligner.cli.align", "Align the versions of documents into tables of rows."),
        "review": Entry("aligner.cli.review", "Review alignments on the screen, worst rows first."),
        "status": Entry("aligner.cli.status", "Show how far the review of each document has come."),
        "export": Entry("aligner.cli.export", "Write tables for other tools: TMX, XLIFF, TSV, Excel, HTML and more."),
        "import": Entry("aligner.cli.import_", "Read TMX, XLIFF, TSV or JSON lines into tables."),
        "glossary": Entry("aligner.cli.glossary.group", "Find, list and exchange the terms of a project."),
        "check": Entry("aligner.cli.check", "Find rows that look wrong: numbers, names, letters, untranslated text."),
        "evaluate": Entry("aligner.cli.evaluate", "Score an alignment against gold."),
        "segment": Entry("aligner.cli.segment", "Show how a text is cut into segments."),
        "history": Entry("aligner.cli.history", "Show who changed what in a document, and when."),
        "restore": Entry("aligner.cli.restore", "Write a document as it was after any change."),
        "merge": Entry("aligner.cli.merge", "Join what two people did to copies of a document."),
        "batch": Entry("aligner.cli.batch", "Align the many documents of a manifest with several processes."),
    }
)
