"""Files that other tools write and read: one module a format, reader beside writer, and a registry of them all."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.interchange.incoming import ImportedUnit, documents_from
    from aligner.interchange.ladder import format_ladder, pair_beads, parse_ladder, read_ladder, write_ladder
    from aligner.interchange.registry import FORMATS, ExportOptions, Format, export, import_documents, import_units
    from aligner.interchange.report import ExportReport, Remark
    from aligner.interchange.units import Granularity

_HOMES = {
    "FORMATS": "registry",
    "ExportOptions": "registry",
    "ExportReport": "report",
    "Format": "registry",
    "Granularity": "units",
    "ImportedUnit": "incoming",
    "Remark": "report",
    "documents_from": "incoming",
    "export": "registry",
    "format_ladder": "ladder",
    "import_documents": "registry",
    "import_units": "registry",
    "pair_beads": "ladder",
    "parse_ladder": "ladder",
    "read_ladder": "ladder",
    "write_ladder": "ladder",
}

__all__ = [
    "FORMATS",
    "ExportOptions",
    "ExportReport",
    "Format",
    "Granularity",
    "ImportedUnit",
    "Remark",
    "documents_from",
    "export",
    "format_ladder",
    "import_documents",
    "import_units",
    "pair_beads",
    "parse_ladder",
    "read_ladder",
    "write_ladder",
]


def __getattr__(name: str) -> object:
    """Import a public name from its home when it is first asked for, so that importing the room costs nothing."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value
