"""All operations under one roof, and their written form in a journal."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

import msgspec

from aligner.corpus.patch import Patch
from aligner.editing.edit import Edit, refuse
from aligner.editing.marks import Confirm, ExcuseFlag, SetBookmark, SetLinks, SetNote, Unconfirm
from aligner.editing.moving import MoveDown, MoveTo, MoveUp, PullColumn, PushColumn, Swap
from aligner.editing.operation import Change, Operation
from aligner.editing.realign import ReplaceRows
from aligner.editing.shaping import MergeRows, SplitRow, TakeOut
from aligner.editing.texts import EditText, JoinSegments, SplitSegment
from aligner.errors import InputError


class Several(Operation, frozen=True, tag="several"):
    """Several operations in their order as one step: all of them, or none where one is refused."""

    operations: tuple[AnyOperation, ...]
    what: str
    """One line for people, as in "replace 12 times"."""

    def _line(self) -> str:
        return self.what

    def _patch(self, edit: Edit) -> Patch:
        if not self.operations:
            refuse("there is nothing to do")
        document = edit.document
        # What comes of all of them is looked over once.
        context = replace(edit.context, flagger=None)
        for operation in self.operations:
            document = operation.apply(document, context)
        return Patch.between(edit.document, document)


AnyOperation: TypeAlias = (
    Confirm
    | EditText
    | ExcuseFlag
    | JoinSegments
    | MergeRows
    | MoveDown
    | MoveTo
    | MoveUp
    | PullColumn
    | PushColumn
    | ReplaceRows
    | SetBookmark
    | SetLinks
    | SetNote
    | Several
    | SplitRow
    | SplitSegment
    | Swap
    | TakeOut
    | Unconfirm
)

__all__ = [
    "AnyOperation",
    "Change",
    "Confirm",
    "EditText",
    "ExcuseFlag",
    "JoinSegments",
    "MergeRows",
    "MoveDown",
    "MoveTo",
    "MoveUp",
    "Operation",
    "PullColumn",
    "PushColumn",
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
    "decode_operation",
    "encode_operation",
]

_DECODER: msgspec.json.Decoder[AnyOperation] = msgspec.json.Decoder(AnyOperation)


def encode_operation(operation: Operation) -> bytes:
    """The operation as one JSON object, its kind under `op`; the form does not change between releases."""
    return msgspec.json.encode(operation)


def decode_operation(data: bytes | str) -> AnyOperation:
    """The operation that `encode_operation` wrote. Raises `InputError` where it is none."""
    try:
        return _DECODER.decode(data)
    except msgspec.MsgspecError as error:
        raise InputError(f"this is no editing operation: {error}") from error
