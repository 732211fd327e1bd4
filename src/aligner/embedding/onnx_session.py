"""ONNX Runtime sessions that compute the same on every processor and leave threads to the caller."""

from __future__ import annotations

import importlib.metadata
import platform
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.embedding.offline import stay_offline
from aligner.errors import AlignerError

if TYPE_CHECKING:
    import onnxruntime


def open_session(model: bytes | str, *, exact_products: bool | None = None) -> onnxruntime.InferenceSession:
    """A session on one thread of the processor, for a model file's content or path.

    On x86 processors without VNNI, ONNX Runtime adds pairs of 8-bit products in 16 bits, where they saturate; there,
    or where `exact_products` says so, it is told to widen them first, which is slower and right.
    Raises `AlignerError` when the model cannot be loaded.
    """
    stay_offline()
    import onnxruntime

    # On Windows, where the system collects the events, this is the switch.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    # Batches run side by side in threads of their own, which costs no waiting inside the operators.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Plans are kept for every shape of input that comes by: a leak where there are hundreds.
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    disabled: list[str] = []
    if exact_products if exact_products is not None else _products_saturate():
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.add_session_config_entry("session.x64quantprecision", "1")
        disabled = ["SkipLayerNormFusion", "BiasGeluFusion"]
    else:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    try:
        return onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"], disabled_optimizers=disabled
        )
    except Exception as error:
        # The runtime's errors share no public base class.
        source = "the converted encoder" if isinstance(model, bytes) else model
        message = f"{source}: ONNX Runtime cannot load it: {str(error).splitlines()[0]}"
        raise AlignerError(message, "pip install --upgrade onnxruntime") from error


def runtime_version() -> str:
    """The release of ONNX Runtime that is installed, which is imported only when its metadata has another name."""
    try:
        return importlib.metadata.version("onnxruntime")
    except importlib.metadata.PackageNotFoundError:
        stay_offline()
        import onnxruntime

        return str(onnxruntime.__version__)


@cache
def _products_saturate() -> bool:
    """Whether 8-bit products are added in 16 bits: on x86 unless the processor is known to have VNNI."""
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        return False
    try:
        flags = Path("/proc/cpuinfo").read_text("ascii", errors="replace")
    except OSError:
        return True
    return "avx512_vnni" not in flags and "avx_vnni" not in flags
