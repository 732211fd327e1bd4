"""Everything the alignment is held to, measured in one run: quality, confidence, cost and growth, beside its peers.

    python bench/alignment.py SETS [--quick] [--write docs/benchmarks.md]

SETS is a folder with a folder for each set: ``LANG.txt`` (one segment a line), ``docs.LANG.txt`` (the number of the
document each line is from) and ``gold.A-B.txt`` (ladder) for en, ru and kk. The peers come with ``pip install
.[bench]``. Whatever takes time runs in a process of its own, one after the other; let nothing else run beside it.
``--keep FILE`` writes the figures of each section down as soon as they are there, and takes up from there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from measures import cost, peers
from measures.encoder import encoder
from measures.material import NOISY, set_names
from measures.page import IMAGE, page, put_into
from measures.plot import plot
from measures.process import apart
from measures.quality import known_engines

from aligner.files import atomic_write

LENGTHS = (1_250, 2_500, 5_000, 10_000, 20_000)
QUICK_LENGTHS = (1_250, 2_500)
VECTORS = {
    "avx2": "AVX2",
    "avx512f": "AVX-512",
    "avx_vnni": "AVX-VNNI",
    "avx512_vnni": "AVX-512 VNNI",
    "amx_int8": "AMX",
}
"""What decides how fast products of 8-bit numbers are."""
SMALL = "udhr_noisy"
"""What a quick run takes for every set."""


def sections(sets: Path, *, quick: bool) -> dict[str, Callable[[], Any]]:
    """What there is to measure, in the order in which it is shown."""
    names = [name for name in set_names(sets) if not quick or name.startswith("udhr")]
    noisy = [SMALL] if quick else [name for name in names if name in NOISY]
    folder = str(sets)

    def engines() -> list[Any]:
        return [apart("quality.engines", sets=folder, name=n, kind=k) for k in known_engines() for n in noisy]

    def large() -> list[Any]:
        kinds = [kind for kind in known_engines() if kind != "e5"]
        length = 2_000 if quick else 100_000
        return [apart("cost.large", sets=folder, kind=kind, length=length) for kind in kinds]

    return {
        "whole": lambda: [apart("quality.whole", sets=folder, name=name) for name in names],
        "odd": lambda: [apart("quality.whole", sets=folder, name=name, odd=True) for name in noisy],
        "documents": lambda: [apart("quality.by_document", sets=folder, name=name) for name in names],
        "own": lambda: apart("quality.own"),
        "genres": lambda: apart("genres.genres"),
        "peers": lambda: [line for odd in (True, False) for n in noisy for line in peers.compare(sets, n, odd=odd)],
        "trust": lambda: apart("trust.trust", sets=folder, names=noisy),
        "run": lambda: cost.cold_and_warm(sets, SMALL if quick else "ntrex_noisy"),
        "encoder": lambda: encoder(sets, "udhr" if quick else "ntrex_split", 60 if quick else 1_000),
        "growth": lambda: cost.growth(sets, QUICK_LENGTHS if quick else LENGTHS),
        "engines": engines,
        "large": large,
    }


def machine() -> str:
    """What the figures of cost depend on."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text("utf-8").splitlines() if information.exists() else []
    known = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    processor = known.get("model name", platform.machine())
    able = known.get("flags", "").split()
    vectors = [name for flag, name in VECTORS.items() if flag in able]
    with_vectors = f" with {', '.join(vectors)}" if vectors else ""
    return f"{os.cpu_count()} cores of {processor}{with_vectors}, Python {platform.python_version()}"


def models() -> dict[str, list[str]]:
    """The bead models shipped, each with its name and the beginning of its checksum, and what it was trained on."""
    found = {}
    for file in sorted(files("aligner.alignment").joinpath("models").iterdir(), key=lambda file: file.name):
        model, digest = json.loads(file.read_bytes()), sha256(file.read_bytes()).hexdigest()[:8]
        found[f"{file.name.removesuffix('.json')} {model['name']} ({digest})"] = model["trained_on"]
    return found


def measured(wanted: dict[str, Callable[[], Any]], keep: Path | None, day: str) -> dict[str, Any]:
    """The figures of every section, from `keep` where it has them."""
    results: dict[str, Any] = {"date": day, "machine": machine(), "models": models()}
    if keep is not None and keep.exists():
        kept = json.loads(keep.read_text("utf-8"))
        # Figures of other weights must not stand beside these.
        results = kept if kept["models"] == results["models"] else results
    for name, measure in wanted.items():
        if name not in results:
            began = time.perf_counter()
            results[name] = measure()
            if models() != results["models"]:
                sys.exit(f"bench: the weights were changed while {name} was measured")
            print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
            if keep is not None:
                keep.write_text(json.dumps(results), "utf-8")
    return results


def write(results: dict[str, Any], path: Path) -> None:
    """Put the tables into a page, and the plot beside it."""
    put_into(path, page(results))
    names = {
        "two": "two languages",
        "two refined": "two, refined",
        "three": "three languages",
        "three refined": "three, refined",
        "sentweave": "sentweave, two",
    }
    series = {
        words: [(line["length"], line["tools"][tool]["cpu"]) for line in results["growth"]]
        for tool, words in names.items()
    }
    with atomic_write(path.parent / IMAGE) as file:
        file.write(plot(series, "segments a side", "processor seconds").encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, metavar="SETS", help="folder of sets with gold")
    parser.add_argument("--quick", action="store_true", help="only the smallest sets and lengths")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep figures as JSON and take up from there")
    parser.add_argument("--date", default=date.today().isoformat(), help="the day to state (today)")
    asked = parser.parse_args()
    results = measured(sections(asked.sets, quick=asked.quick), asked.keep, asked.date)
    print(page(results))
    if asked.write:
        write(results, asked.write)


if __name__ == "__main__":
    main()
