"""What an encoder is to the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"
"""One row a text."""

Progress: TypeAlias = Callable[[int, int], None]
"""Called with (texts done, texts in all), now and then, from the caller's own thread."""


def shifted(progress: Progress | None, before: int, texts: int) -> Progress:
    """What to call with the progress of a part, so that `progress` hears of the whole."""

    def report(done: int, _of_part: int) -> None:
        if progress is not None:
            progress(before + done, texts)

    return report


class Embedder(Protocol):
    """Turns texts into vectors whose dot product says how far they mean the same."""

    @property
    def name(self) -> str:
        """What people call the model."""
        ...

    @property
    def dim(self) -> int:
        """Numbers in a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Two embedders with the same fingerprint give the same vector for the same text, to the last bit."""
        ...

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit vector a text, [len(texts), dim]; a text's vector does not depend on the texts beside it."""
        ...


class OpenEmbedder(Embedder, Protocol):
    """An embedder that holds something (threads, processes, a file) until it is closed; use it with `with`."""

    def close(self) -> None:
        """Let go of everything held; may be called twice."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Closing:
    """The `with` half of an `OpenEmbedder`, for backends to inherit."""

    def close(self) -> None:
        """Let go of everything held; may be called twice."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
