"""Vectors kept on disk from run to run: an SQLite file that several processes may share.

A cache may be lost at any time and must never stand in the way: a damaged file is said and made anew, a folder that
cannot be written or a file that stays locked means working without.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from aligner.embedding.protocol import Closing, OpenEmbedder, Progress, Vectors, shifted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULT_MAX_BYTES = 1 << 30
"""About 600,000 vectors of 384 numbers."""

_TEXTS_A_STEP = 1_024
"""Computed vectors are kept after so many, so that an interrupt loses little."""
_KEYS_A_QUERY = 500
_PAGE = 8_192
_ROW_OVERHEAD = 120
_LOCK_SECONDS = 10
_RESULT_FROM_CODE = 0xFF
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    vector BLOB NOT NULL,
    checksum INTEGER NOT NULL
)
"""
_log = logging.getLogger(__name__)

_T = TypeVar("_T")


class VectorCache:
    """Vectors by key; what was written first leaves first when the file would outgrow its bound."""

    def __init__(self, path: Path, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._connection: sqlite3.Connection | None = None
        self._usable = True
        self._lock = threading.Lock()

    def find(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """The vectors that are kept for `keys`."""
        return self._guarded(lambda connection: _select(connection, keys), {})

    def keep(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors, one a key."""
        self._guarded(lambda connection: self._insert(connection, keys, vectors), None)

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        with self._lock:
            self._disconnect()

    def _guarded(self, action: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        with self._lock:
            for _attempt in range(2):
                if not self._usable:
                    break
                try:
                    return action(self._connect())
                except sqlite3.Error as error:
                    self._recover(error)
                except OSError as error:
                    self._give_up(error.strerror or str(error))
        return otherwise

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # The lock above makes the connection safe to use from whichever thread comes.
            connection = sqlite3.connect(self._path, timeout=_LOCK_SECONDS, check_same_thread=False)
            self._connection = connection
            connection.execute(f"PRAGMA page_size={_PAGE}")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            with connection:
                connection.execute(_SCHEMA)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _recover(self, error: sqlite3.Error) -> None:
        self._disconnect()
        code = getattr(error, "sqlite_errorcode", 0) & _RESULT_FROM_CODE
        if code not in _DAMAGED:
            self._give_up(str(error))
            return
        _log.warning("%s: damaged (%s); the vector cache is begun anew", self._path, error)
        try:
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        except OSError as refusal:
            self._give_up(refusal.strerror or str(refusal))

    def _give_up(self, reason: str) -> None:
        self._usable = False
        _log.warning("%s: %s; working without the vector cache", self._path, reason)

    def _insert(self, connection: sqlite3.Connection, keys: Sequence[bytes], vectors: Vectors) -> None:
        rows = []
        for key, vector in zip(keys, vectors, strict=True):
            content = vector.astype("<f4", copy=False).tobytes()
            rows.append((key, content, zlib.crc32(content, zlib.crc32(key))))
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            self._make_room(connection, sum(len(row[1]) + _ROW_OVERHEAD for row in rows))
            connection.executemany("INSERT OR REPLACE INTO vectors (key, vector, checksum) VALUES (?, ?, ?)", rows)

    def _make_room(self, connection: sqlite3.Connection, wanted: int) -> None:
        """Delete the oldest rows until `wanted` bytes fit; SQLite uses their pages again, the file does not grow."""
        counters = ("page_count", "freelist_count", "page_size")
        pages, free, page_size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in counters)
        used = (pages - free) * page_size
        excess = used + wanted - self._max_bytes
        if excess <= 0:
            return
        (rows,) = connection.execute("SELECT count(*) FROM vectors").fetchone()
        # A tenth more than needed, so that not every insertion of a full cache deletes.
        doomed = min(rows, int(rows * (excess / used + 0.1)) + 1)
        connection.execute("DELETE FROM vectors WHERE id IN (SELECT id FROM vectors ORDER BY id LIMIT ?)", (doomed,))


class CachedEmbedder(Closing):
    """An embedder whose vectors are kept on disk; what is kept equals what would be computed, to the last bit."""

    def __init__(self, embedder: OpenEmbedder, path: Path, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._embedder = embedder
        self._cache = VectorCache(path, max_bytes)
        self.computed = 0
        """Distinct texts embedded so far."""
        self.reused = 0
        """Distinct texts whose vector was found in the cache."""

    @property
    def name(self) -> str:
        """The embedder's name."""
        return self._embedder.name

    @property
    def dim(self) -> int:
        """The embedder's dimension."""
        return self._embedder.dim

    @property
    def fingerprint(self) -> str:
        """The embedder's fingerprint: caching changes no vector."""
        return self._embedder.fingerprint

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit vector a text, each distinct text computed at most once; progress counts distinct texts."""
        import numpy as np

        keys = {text: self._key(text) for text in texts}
        known = self._cache.find(list(keys.values()))
        vectors = {text: known[key] for text, key in keys.items() if key in known}
        # Neighbours in length share batches.
        missing = sorted((text for text in keys if text not in vectors), key=len)
        self.reused += len(vectors)
        for step in _steps(missing, _TEXTS_A_STEP):
            computed = self._embedder.embed(step, shifted(progress, len(vectors), len(keys)))
            self._cache.keep([keys[text] for text in step], computed)
            vectors.update(zip(step, computed, strict=True))
            self.computed += len(step)
        if progress is not None:
            progress(len(keys), len(keys))
        if not texts:
            return np.empty((0, self.dim), np.float32)
        return np.stack([vectors[text] for text in texts])

    def close(self) -> None:
        """Close the cache file and the embedder."""
        self._cache.close()
        self._embedder.close()

    def _key(self, text: str) -> bytes:
        content = hashlib.sha256(self.fingerprint.encode())
        content.update(b"\0" + text.encode("utf-8", "surrogatepass"))
        return content.digest()


def _select(connection: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
    import numpy as np

    found = {}
    for part in _steps(keys, _KEYS_A_QUERY):
        marks = ",".join("?" * len(part))
        query = f"SELECT key, vector, checksum FROM vectors WHERE key IN ({marks})"
        for key, content, checksum in connection.execute(query, part):
            if zlib.crc32(content, zlib.crc32(key)) == checksum:
                found[key] = np.frombuffer(content, "<f4")
    return found


def _steps(items: Sequence[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(items)
    while step := list(islice(rest, size)):
        yield step
