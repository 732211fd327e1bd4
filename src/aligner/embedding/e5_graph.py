"""The encoder as an ONNX graph with int8 weights.

Every matrix product is done in 8-bit integers. A weight matrix has one scale per output, and activations have one
scale per token, taken from that token alone: so a text's vector cannot depend on what shares its batch, which
per-tensor dynamic quantisation (ONNX DynamicQuantizeLinear) does not give. Texts of a batch have the same number of
tokens, which makes padding and masks unnecessary.

Two identities spare passes over the activations. A key's bias adds the same number to all scores of a query and drops
out of the softmax; a value's bias passes through attention unchanged, for the weights sum to one, and is added once,
with the bias of the attention's output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.embedding.e5_weights import BLOCK, E5Weights
from aligner.embedding.onnx_graph import CONTRIB, ElementType, GraphBuilder
from aligner.embedding.wire import Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOKENS_INPUT = "tokens"
"""Piece numbers with the marks of beginning and end, int64 [texts, length]."""
STATES_OUTPUT = "states"
"""The last layer's state for every token, float32 [texts, length, hidden]; their mean is the text's vector."""

_MIDDLE = 128
"""The byte that stands for zero where values lie on both sides of it."""
_GELU_ZERO = 16
"""The same after GELU, whose values reach down to -0.17 only: more of the byte's range is left for what is above."""
_GELU_DEPTH = 0.171


def encoder_graph(weights: E5Weights) -> Message:
    """The ONNX model for these weights."""
    return _Encoder(weights).build()


class _Encoder:
    def __init__(self, weights: E5Weights) -> None:
        import numpy as np

        self._weights = weights
        self._shape = weights.shape
        self._graph = GraphBuilder("multilingual-e5-small")
        self._last_axis = self._graph.constant(np.array([1], np.int64))
        self._rows = self._graph.constant(np.array([-1], np.int64))
        self._flat = self._graph.constant(np.array([-1, self._shape.hidden], np.int64))
        self._unit = self._graph.constant(np.array(1, np.float32))

    def build(self) -> Message:
        import numpy as np

        graph, shape = self._graph, self._shape
        tokens = graph.input(TOKENS_INPUT, ElementType.INT64, ("texts", "length"))
        graph.output(STATES_OUTPUT, ElementType.FLOAT, ("texts", "length", shape.hidden))
        sizes = graph.node("Shape", tokens)
        self._sentences = graph.node("Concat", sizes, graph.constant(np.array([shape.hidden], np.int64)), axis=0)
        embedded = graph.node("Add", self._word_vectors(tokens), self._positions(sizes))
        state = graph.node("Reshape", self._normalise(embedded, "emb.ln"), self._flat)
        self._middle = self._zero_points(state, _MIDDLE)
        self._gelu_zero = self._zero_points(state, _GELU_ZERO)
        for layer in range(shape.layers):
            state = self._attend(state, layer)
            state = self._feed_forward(state, layer)
        graph.node("Reshape", state, self._sentences, output=STATES_OUTPUT)
        return graph.model()

    def _word_vectors(self, tokens: str) -> str:
        """The rows of the vocabulary's four-bit matrix, unpacked for the tokens at hand only."""
        import numpy as np

        graph, hidden = self._graph, self._shape.hidden
        packed, scales = (graph.constant(part) for part in self._weights.blocks("emb.word", hidden))
        by_block = graph.constant(np.array([-1, hidden // BLOCK, BLOCK // 2], np.int64))
        pairs = graph.node("Reshape", graph.node("Gather", packed, tokens, axis=0), by_block)
        low = graph.node("BitwiseAnd", pairs, graph.constant(np.array(0x0F, np.uint8)))
        high = graph.node("BitShift", pairs, graph.constant(np.array(4, np.uint8)), direction="RIGHT")
        numbers = graph.node("Cast", graph.node("Concat", low, high, axis=2), to=int(ElementType.FLOAT))
        centred = graph.node("Sub", numbers, self._number(8))
        one_a_block = graph.constant(np.array([-1, hidden // BLOCK, 1], np.int64))
        scale = graph.node("Reshape", graph.node("Gather", scales, tokens, axis=0), one_a_block)
        return graph.node("Reshape", graph.node("Mul", centred, scale), self._sentences)

    def _positions(self, sizes: str) -> str:
        """The position vectors of the batch's length, with the vector of token type 0 that every text has."""
        import numpy as np

        graph, hidden = self._graph, self._shape.hidden
        table = self._weights.tensor("emb.pos").reshape(-1, hidden) + self._weights.tensor("emb.type")[:hidden]
        zero, one, two = (graph.constant(np.array([number], np.int64)) for number in (0, 1, 2))
        return graph.node("Slice", graph.constant(table), zero, graph.node("Slice", sizes, one, two), zero)

    def _attend(self, state: str, layer: int) -> str:
        graph, shape = self._graph, self._shape
        levels, scale = self._quantise(state)
        query, key, value = (
            self._product(levels, scale, self._matrix(layer, part, shape.hidden), _MIDDLE) for part in ("q", "k", "v")
        )
        query = graph.node("Add", query, graph.constant(self._bias(layer, "q")))
        context = graph.node(
            "Attention",
            *(graph.node("Reshape", part, self._sentences) for part in (query, key, value)),
            q_num_heads=shape.heads,
            kv_num_heads=shape.heads,
        )
        levels, scale = self._quantise(graph.node("Reshape", context, self._flat))
        matrix = self._matrix(layer, "ao", shape.hidden)
        bias = self._bias(layer, "ao") + matrix @ self._bias(layer, "v")
        written = graph.node("Add", self._product(levels, scale, matrix, _MIDDLE), graph.constant(bias))
        return self._normalise(graph.node("Add", state, written), f"l{layer}.aln")

    def _feed_forward(self, state: str, layer: int) -> str:
        graph, shape = self._graph, self._shape
        levels, scale = self._quantise(state)
        inner = self._product(levels, scale, self._matrix(layer, "fi", shape.hidden), _MIDDLE)
        inner = graph.node("Add", inner, graph.constant(self._bias(layer, "fi")))
        levels, scale = self._quantise_gelu(graph.node("Gelu", inner))
        written = self._product(levels, scale, self._matrix(layer, "fo", shape.feed_forward), _GELU_ZERO)
        written = graph.node("Add", written, graph.constant(self._bias(layer, "fo")))
        return self._normalise(graph.node("Add", state, written), f"l{layer}.oln")

    def _normalise(self, state: str, name: str) -> str:
        gain, shift = (self._graph.constant(self._weights.tensor(f"{name}.{part}")) for part in ("w", "b"))
        return self._graph.node("LayerNormalization", state, gain, shift, axis=-1, epsilon=self._shape.epsilon)

    def _quantise(self, state: str) -> tuple[str, str]:
        """Bytes for every token around `_MIDDLE`, and the tokens' scales as a column."""
        graph = self._graph
        largest = graph.node("ReduceMax", graph.node("Abs", state), self._last_axis, keepdims=1)
        scale = graph.node("Mul", largest, self._number(1 / (255 - _MIDDLE)))
        return self._to_bytes(state, scale, self._middle), scale

    def _quantise_gelu(self, state: str) -> tuple[str, str]:
        graph = self._graph
        largest = graph.node("ReduceMax", state, self._last_axis, keepdims=1)
        scale = graph.node("Mul", largest, self._number(1 / (255 - _GELU_ZERO)))
        scale = graph.node("Max", scale, self._number(_GELU_DEPTH / _GELU_ZERO))
        return self._to_bytes(state, scale, self._gelu_zero), scale

    def _to_bytes(self, state: str, scale: str, zero_points: str) -> str:
        column = self._graph.node("Reshape", scale, self._rows)
        return self._graph.node("QuantizeLinear", state, column, zero_points, axis=0)

    def _product(self, levels: str, scale: str, matrix: NDArray[np.float32], zero: int) -> str:
        """The product of quantised tokens with a matrix [outputs, inputs], in single precision."""
        import numpy as np

        graph = self._graph
        scales = (np.abs(matrix).max(axis=1) / 127).astype(np.float32)
        numbers = np.rint(matrix / scales[:, None]).astype(np.int8).T
        product = graph.node(
            "MatMulIntegerToFloat",
            levels,
            graph.constant(numbers),
            self._unit,
            graph.constant(scales),
            graph.constant(np.array(zero, np.uint8)),
            domain=CONTRIB,
        )
        return graph.node("Mul", product, scale)

    def _zero_points(self, state: str, zero: int) -> str:
        import numpy as np

        graph = self._graph
        begin, end = (graph.constant(np.array([number], np.int64)) for number in (0, 1))
        tokens = graph.node("Slice", graph.node("Shape", state), begin, end)
        return graph.node("ConstantOfShape", tokens, value=np.array([zero], np.uint8))

    def _matrix(self, layer: int, part: str, inputs: int) -> NDArray[np.float32]:
        return self._weights.matrix(f"l{layer}.{part}.w", inputs)

    def _bias(self, layer: int, part: str) -> NDArray[np.float32]:
        return self._weights.tensor(f"l{layer}.{part}.b")

    def _number(self, value: float) -> str:
        import numpy as np

        return self._graph.constant(np.array(value, np.float32))
