"""Building an ONNX model file: nodes, constants, inputs and outputs, written as the standard's messages.

Field numbers are those of onnx.proto (ONNX IR version 10, Apache-2.0 standard); the `onnx` package is not needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias

from aligner.embedding.wire import Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONTRIB = "com.microsoft"
"""The operator domain of ONNX Runtime's own operators."""

_IR_VERSION = 10
_OPSET = 23
_CONTRIB_OPSET = 1


class ElementType(IntEnum):
    """TensorProto.DataType, as far as it is used here."""

    FLOAT = 1
    UINT8 = 2
    INT8 = 3
    INT32 = 6
    INT64 = 7


_ELEMENT_TYPES = {
    "float32": ElementType.FLOAT,
    "uint8": ElementType.UINT8,
    "int8": ElementType.INT8,
    "int32": ElementType.INT32,
    "int64": ElementType.INT64,
}

Attribute: TypeAlias = "int | float | str | NDArray[np.generic]"


class GraphBuilder:
    """A graph that grows node by node; values are named by the builder and handed about as strings."""

    def __init__(self, name: str) -> None:
        self._nodes = Message()
        self._declarations = Message()
        self._name = name
        self._values = 0

    def input(self, name: str, kind: ElementType, shape: Sequence[int | str]) -> str:
        """Declare an input; a dimension that varies is given a name."""
        self._declarations.message(11, _value_info(name, kind, shape))
        return name

    def output(self, name: str, kind: ElementType, shape: Sequence[int | str]) -> None:
        """Declare an output; some node must produce a value of that name."""
        self._declarations.message(12, _value_info(name, kind, shape))

    def constant(self, value: NDArray[np.generic]) -> str:
        """Add a constant tensor."""
        name = self._fresh()
        self._declarations.message(5, _tensor(value).data(8, name))
        return name

    def node(
        self, operator: str, *inputs: str, domain: str = "", output: str | None = None, **attributes: Attribute
    ) -> str:
        """Add a node with one output and return that output's name."""
        result = output or self._fresh()
        node = Message()
        for name in inputs:
            node.data(1, name)
        node.data(2, result).data(3, f"{operator}.{result}").data(4, operator)
        for key, value in attributes.items():
            node.message(5, _attribute(key, value))
        if domain:
            node.data(7, domain)
        self._nodes.message(1, node)
        return result

    def model(self) -> Message:
        """The whole model, ready to be written."""
        graph = Message().extend(self._nodes).data(2, self._name).extend(self._declarations)
        opset = Message().data(1, "").integer(2, _OPSET)
        contrib = Message().data(1, CONTRIB).integer(2, _CONTRIB_OPSET)
        return (
            Message()
            .integer(1, _IR_VERSION)
            .data(2, "aligner")
            .message(7, graph)
            .message(8, opset)
            .message(8, contrib)
        )

    def _fresh(self) -> str:
        self._values += 1
        return f"v{self._values}"


def _tensor(value: NDArray[np.generic]) -> Message:
    import numpy as np

    little_endian = np.ascontiguousarray(value.astype(value.dtype.newbyteorder("<"), copy=False))
    tensor = Message()
    for size in value.shape:
        tensor.integer(1, size)
    return tensor.integer(2, _ELEMENT_TYPES[value.dtype.name]).data(9, little_endian.tobytes())


def _attribute(key: str, value: Attribute) -> Message:
    attribute = Message().data(1, key)
    if isinstance(value, int):
        return attribute.integer(3, value).integer(20, 2)
    if isinstance(value, float):
        return attribute.single(2, value).integer(20, 1)
    if isinstance(value, str):
        return attribute.data(4, value).integer(20, 3)
    return attribute.message(5, _tensor(value)).integer(20, 4)


def _value_info(name: str, kind: ElementType, shape: Sequence[int | str]) -> Message:
    dimensions = Message()
    for size in shape:
        dimension = Message().integer(1, size) if isinstance(size, int) else Message().data(2, size)
        dimensions.message(1, dimension)
    tensor = Message().integer(1, kind).message(2, dimensions)
    return Message().data(1, name).message(2, Message().message(1, tensor))
