"""What keeps the libraries that run encoders from the network; to be called before any of them is imported."""

from __future__ import annotations

import os

_SWITCHES = {
    # The official builds of ONNX Runtime report sessions and models to their maker, and leave an identifier of the
    # machine in the home folder; turning its events off by its API comes after that. Read once, when it is loaded.
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
}


def stay_offline() -> None:
    """Tell ONNX Runtime and the Hugging Face libraries to send and fetch nothing, whatever the user's shell says."""
    os.environ.update(_SWITCHES)
