"""The group of the glossary's commands."""

from __future__ import annotations

from aligner.cli.base import Entry, LazyGroup

command = LazyGroup(
    "glossary",
    {
        "find": Entry("aligner.cli.glossary.find", "Find the terms of the glossary in a text or in tables."),
        "match": Entry("aligner.cli.glossary.match", "Say for pairs of term and form whether they belong together."),
        "check": Entry("aligner.cli.glossary.check", "Find rows that do not keep to the glossary."),
        "excuse": Entry("aligner.cli.glossary.excuse", "Say that such a row is right as it stands, and why."),
        "extract": Entry("aligner.cli.glossary.extract", "List what tables seem to have for concepts."),
        "rename": Entry("aligner.cli.glossary.rename", "Put another term for a concept everywhere."),
        "list": Entry("aligner.cli.glossary.list_", "List concepts and terms, or what is missing."),
        "add": Entry("aligner.cli.glossary.add", "Add a term."),
        "import": Entry("aligner.cli.glossary.import_", "Take over terms from TBX or from OmegaT's form."),
        "export": Entry("aligner.cli.glossary.export", "Write the glossary as TBX or in OmegaT's form."),
    },
    "Keep the terms of a project in order: find them in any inflected form, and exchange them with other tools.\n\n"
    "The glossary is glossary.csv in the working folder, unless --glossary names another one: a row for each term, "
    "with the columns concept, language, term, status (preferred, admitted, deprecated), part_of_speech and note.",
)
