"""Parallel plain text, as machine translation tools read it: a file a language, the lines of each in step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from aligner.errors import InputError, UsageError
from aligner.files import atomic_write, unreadable
from aligner.interchange.incoming import ImportedUnit
from aligner.interchange.report import ExportReport, Notes, Remark
from aligner.interchange.units import Granularity, joined, units
from aligner.model import Language, ParallelDocument
from aligner.reading import decode
from aligner.reading.characters import clean


def write_moses(
    documents: Iterable[ParallelDocument], path: Path, languages: Sequence[Language] = ()
) -> ExportReport:
    """Write ``PATH.LANGUAGE`` for each language; two languages are cut along their links, more of them into rows.

    Texts are cleaned onto one line with plain spaces. Only units with text in every language are written; the others
    are reported. All files are written, or none that was not whole. Raises `UsageError` for fewer than two languages
    and for one that a document lacks, `OutputError` when the folder or the disk refuses.
    """
    sources = tuple(documents)
    wanted = tuple(languages) or tuple(dict.fromkeys(code for source in sources for code in source.languages))
    if len(wanted) < 2:
        message = f"{path}: parallel text needs two languages"
        raise UsageError(message, "export at least two languages")
    granularity = Granularity.SENTENCES if len(wanted) == 2 else Granularity.ROWS
    notes = Notes(files=[path.with_name(f"{path.name}.{language}") for language in wanted])
    with ExitStack() as stack:
        files = [stack.enter_context(atomic_write(place)) for place in notes.files]
        for document in sources:
            for unit in units(document, wanted, granularity):
                texts = [clean(joined(segments, language)) for language, segments in unit.texts]
                if not all(texts):
                    notes.left_out.append(Remark(document.name, unit.row, "not in every language"))
                    continue
                for file, text in zip(files, texts, strict=True):
                    file.write(f"{text}\n".encode())
                notes.written += 1
    return notes.report()


def read_moses(path: Path, languages: Sequence[Language]) -> tuple[ImportedUnit, ...]:
    """Read ``PATH.LANGUAGE`` for each language; line n of all files is one unit.

    Raises `InputError` when a file is missing or the files differ in their number of lines.
    """
    columns = [_lines(path.with_name(f"{path.name}.{language}")) for language in languages]
    counts = {language: len(lines) for language, lines in zip(languages, columns, strict=True)}
    if len(set(counts.values())) > 1:
        message = (
            f"{path}: the files differ in length: {', '.join(f'{n} lines in {lang}' for lang, n in counts.items())}"
        )
        raise InputError(message, "each line needs its translation on the same line of the other files")
    return tuple(
        ImportedUnit(
            tuple((language, (text,) if text else ()) for language, text in zip(languages, line, strict=True))
        )
        for line in zip(*columns, strict=True)
    )


def _lines(path: Path) -> list[str]:
    try:
        text = decode(path.read_bytes(), str(path)).text
    except OSError as error:
        raise unreadable(path, error) from error
    lines = text.replace("\r\n", "\n").split("\n")
    return [line.strip() for line in (lines[:-1] if lines[-1] == "" else lines)]
