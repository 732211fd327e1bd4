"""Everything an editor does to an alignment, as values: operations, changes with their inverses, undo and redo."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.editing.adding import Addition, add_language
    from aligner.editing.context import EditContext, LinkSolver, Realigner
    from aligner.editing.links import LengthSolver
    from aligner.editing.marks import Confirm, ExcuseFlag, SetBookmark, SetLinks, SetNote, Unconfirm
    from aligner.editing.moving import MoveDown, MoveTo, MoveUp, PullColumn, PushColumn, Swap
    from aligner.editing.operation import Change, Operation
    from aligner.editing.operations import AnyOperation, Several, decode_operation, encode_operation
    from aligner.editing.realign import Difference, ReplaceRows, realign_between_confirmed, realign_rows
    from aligner.editing.renewal import Renewal, renew
    from aligner.editing.session import EditingSession
    from aligner.editing.shaping import MergeRows, SplitRow, TakeOut, split_point
    from aligner.editing.texts import EditText, JoinSegments, SplitSegment

_HOMES = {
    "Addition": "adding",
    "AnyOperation": "operations",
    "Change": "operation",
    "Confirm": "marks",
    "Difference": "realign",
    "EditContext": "context",
    "EditText": "texts",
    "EditingSession": "session",
    "ExcuseFlag": "marks",
    "JoinSegments": "texts",
    "LengthSolver": "links",
    "LinkSolver": "context",
    "MergeRows": "shaping",
    "MoveDown": "moving",
    "MoveTo": "moving",
    "MoveUp": "moving",
    "Operation": "operation",
    "PullColumn": "moving",
    "PushColumn": "moving",
    "Realigner": "context",
    "Renewal": "renewal",
    "ReplaceRows": "realign",
    "SetBookmark": "marks",
    "SetLinks": "marks",
    "SetNote": "marks",
    "Several": "operations",
    "SplitRow": "shaping",
    "SplitSegment": "texts",
    "Swap": "moving",
    "TakeOut": "shaping",
    "Unconfirm": "marks",
    "add_language": "adding",
    "decode_operation": "operations",
    "encode_operation": "operations",
    "realign_between_confirmed": "realign",
    "realign_rows": "realign",
    "renew": "renewal",
    "split_point": "shaping",
}

__all__ = [
    "Addition",
    "AnyOperation",
    "Change",
    "Confirm",
    "Difference",
    "EditContext",
    "EditText",
    "EditingSession",
    "ExcuseFlag",
    "JoinSegments",
    "LengthSolver",
    "LinkSolver",
    "MergeRows",
    "MoveDown",
    "MoveTo",
    "MoveUp",
    "Operation",
    "PullColumn",
    "PushColumn",
    "Realigner",
    "Renewal",
    "ReplaceRows",
    "SetBookmark",
    "SetLinks",
    "SetNote",
    "Several",
    "SplitRow",
    "SplitSegment",
    "Swap",
    "TakeOut",
    "Unconfirm",
    "add_language",
    "decode_operation",
    "encode_operation",
    "realign_between_confirmed",
    "realign_rows",
    "renew",
    "split_point",
]


def __getattr__(name: str) -> object:
    """Load what is asked for on first use, so that importing the room stays cheap."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
