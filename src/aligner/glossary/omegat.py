"""OmegaT's tab-separated glossary: source, target and comment, for one pair of languages.

OmegaT reads ``.txt`` and ``.utf8`` as UTF-8, but ``.tab`` and ``.tsv`` in the encoding of the computer, and takes
lines that begin with ``#`` for remarks (read in its own source).
"""

from __future__ import annotations

from pathlib import Path

from aligner.errors import UsageError
from aligner.files import atomic_write
from aligner.glossary.exchange import Collector, Imported, concept_name
from aligner.glossary.model import Glossary, Term, TermStatus
from aligner.glossary.table import decode_text
from aligner.model import Language

_SAFE_ENDINGS = (".txt", ".utf8")
_DEPRECATED = "deprecated"


def write_omegat(glossary: Glossary, path: Path, source: Language, target: Language) -> tuple[str, ...]:
    """Write the pairs of terms of two languages, and return a line for each concept that has none.

    A deprecated target is marked so in its comment. Raises `UsageError` for a file name that OmegaT would not read as
    UTF-8, `OutputError` when it can not be written.
    """
    if path.suffix.lower() not in _SAFE_ENDINGS:
        message = f"{path}: OmegaT reads this kind of file in the encoding of the computer"
        raise UsageError(message, "call it .txt or .utf8")
    lines, remarks = [], []
    for concept in glossary.concepts:
        sources = [t for t in glossary.terms_of(concept, source) if t.status is not TermStatus.DEPRECATED]
        targets = glossary.terms_of(concept, target)
        if not sources or not targets:
            remarks.append(f"{concept} has no {source if not sources else target} term and was left out")
        for a in sources:
            if a.text.startswith("#"):
                remarks.append(f"{a.text!r} begins with #, which OmegaT takes for a remark; it was left out")
                continue
            lines += ["\t".join(_cell(cell) for cell in (a.text, b.text, _comment(b))) for b in targets]
    with atomic_write(path) as file:
        file.write("".join(line.rstrip("\t") + "\n" for line in lines).encode())
    return tuple(remarks)


def _comment(term: Term) -> str:
    if term.status is not TermStatus.DEPRECATED:
        return term.note
    return f"{_DEPRECATED}: {term.note}" if term.note else _DEPRECATED


def _cell(text: str) -> str:
    return " ".join(text.split())


def read_omegat(path: Path, source: Language, target: Language) -> Imported:
    """Read a pair glossary: each source term is a concept, its first target the preferred one.

    Lines without a target are told in the remarks. Raises `InputError` for a file that is not UTF-8.
    """
    collector = Collector()
    known: set[str] = set()
    for number, line in enumerate(decode_text(path).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        a, b, comment, *_ = (*(cell.strip() for cell in line.split("\t")), "", "", "")
        where = f"{path}:{number}"
        if not any(char.isalnum() for char in a) or not any(char.isalnum() for char in b):
            collector.remarks.append(f"{where}: no source and target term with a tab between; the line was left out")
            continue
        concept = concept_name(a)
        if concept not in known:
            known.add(concept)
            collector.add(Term(concept, source, a), where, status_given=False)
        deprecated = comment == _DEPRECATED or comment.startswith(f"{_DEPRECATED}: ")
        note = comment.removeprefix(_DEPRECATED).removeprefix(": ") if deprecated else comment
        status = TermStatus.DEPRECATED if deprecated else TermStatus.PREFERRED
        collector.add(Term(concept, target, b, status, note=note), where, status_given=False)
    return collector.result()
