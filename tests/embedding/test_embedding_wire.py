"""Protocol Buffers and ONNX files written by hand."""

import io

import numpy as np
import onnxruntime
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.embedding.onnx_graph import ElementType, GraphBuilder
from aligner.embedding.onnx_session import open_session
from aligner.embedding.wire import Message


def written(message: Message) -> bytes:
    file = io.BytesIO()
    message.write(file)
    return file.getvalue()


def test_the_examples_of_the_encoding_guide() -> None:
    assert written(Message().integer(1, 150)).hex(" ") == "08 96 01"
    assert written(Message().data(2, "testing")).hex(" ") == "12 07 74 65 73 74 69 6e 67"
    assert written(Message().message(3, Message().integer(1, 150))).hex(" ") == "1a 03 08 96 01"


def test_a_negative_integer_takes_ten_bytes() -> None:
    assert written(Message().integer(1, -2)).hex(" ") == "08 fe ff ff ff ff ff ff ff ff 01"


def test_a_float_is_little_endian() -> None:
    assert written(Message().single(2, 1.0)).hex(" ") == "15 00 00 80 3f"


@settings(deadline=None)
@given(st.integers(0, 2**63 - 1), st.text(max_size=300))
def test_size_is_what_is_written(number: int, text: str) -> None:
    message = Message().integer(7, number).message(2, Message().data(1, text)).extend(Message().single(3, 0.5))
    assert message.size == len(written(message))


@settings(deadline=None)
@given(st.integers(0, 2**63 - 1))
def test_integers_decode_to_themselves(number: int) -> None:
    groups = written(Message().integer(1, number))[1:]
    assert sum((byte & 0x7F) << 7 * place for place, byte in enumerate(groups)) == number
    assert all(byte & 0x80 for byte in groups[:-1])
    assert not groups[-1] & 0x80


def session_of(graph: GraphBuilder) -> onnxruntime.InferenceSession:
    return open_session(written(graph.model()))


def test_a_graph_computes_what_its_nodes_say() -> None:
    graph = GraphBuilder("sum of rows")
    table = graph.input("table", ElementType.FLOAT, ("rows", 2))
    graph.output("sums", ElementType.FLOAT, ("rows",))
    doubled = graph.node("Mul", table, graph.constant(np.array(2, np.float32)))
    graph.node("ReduceSum", doubled, graph.constant(np.array([1], np.int64)), output="sums", keepdims=0)
    sums = session_of(graph).run(["sums"], {"table": np.array([[1, 2], [3, 4], [5, 6]], np.float32)})[0]
    assert sums.tolist() == [6, 14, 22]


def test_attributes_of_every_kind_reach_the_runtime() -> None:
    graph = GraphBuilder("attributes")
    value = graph.input("value", ElementType.FLOAT, (2,))
    graph.output("result", ElementType.FLOAT, (2,))
    gelu = graph.node("Gelu", value, approximate="none")
    leaky = graph.node("LeakyRelu", gelu, alpha=0.5)
    length = graph.node("ConstantOfShape", graph.node("Shape", leaky), value=np.array([10], np.float32))
    graph.node("Add", leaky, length, output="result")
    result = session_of(graph).run(["result"], {"value": np.array([-1, 1], np.float32)})[0]
    np.testing.assert_allclose(result, [10 - 0.158655 / 2, 10.841345], atol=1e-5)
