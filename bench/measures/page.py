"""The figures as Markdown tables, and their place in a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from aligner.files import atomic_write
from measures.cost import ROUNDS
from measures.targets import Results, Target, inside, targets

BEGIN = "<!-- begin: python bench/alignment.py -->"
END = "<!-- end: python bench/alignment.py -->"
PAIRS = ("en-ru", "en-kk", "ru-kk")
IMAGE = "images/alignment-time.svg"


def page(results: Results) -> str:
    """All tables of what was measured, the aims first."""
    parts = [f"Measured on {results['date']}: {results['machine']}.", *_targets(targets(results))]
    parts += _models(results["models"])
    for section, write in _SECTIONS.items():
        if section in results:
            parts += write(results[section])
    return "\n".join(parts) + "\n"


def put_into(path: Path, text: str) -> None:
    """Put the tables between the markers of a page. Raises `ValueError` where it has none."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{path} has no lines {BEGIN} and {END}")
    with atomic_write(path) as file:
        file.write(f"{before}{BEGIN}\n{text}{END}{after}".encode())


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]], words: int = 1) -> list[str]:
    """`words` columns of text on the left, figures on the right."""
    rule = ["---"] * words + ["---:"] * (len(heads) - words)
    return ["", *(f"| {' | '.join(cells)} |" for cells in (heads, rule, *lines)), ""]


def _signed(signatures: Iterable[str]) -> list[str]:
    return [f"Signature: `{signature}`  " for signature in dict.fromkeys(signatures)]


def _f(value: float) -> str:
    return f"{value:.4f}"


def _targets(held: Sequence[Target]) -> Iterator[str]:
    missed = sum(not target.met for target in held)
    yield from ("", "## Aims", "", f"{len(held) - missed} of {len(held)} are met.")
    yield from _table(("what", "aim", "found", ""), [_target_line(target) for target in held])


def _target_line(target: Target) -> tuple[str, str, str, str]:
    sign = "≥" if target.least else "≤"
    if target.found is None:
        return target.what, f"{sign} {target.aim:g}", "not measured", ""
    return (
        target.what,
        f"{sign} {target.aim:g}",
        f"{target.found:.{target.digits}f}",
        "met" if target.met else "**missed**",
    )


def _models(models: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from ("", "## What the weights were learned from")
    yield from _table(("bead model", "trained on"), [(name, ", ".join(held)) for name, held in models.items()], 2)


def _whole(lines: Sequence[Any]) -> Iterator[str]:
    yield from ("## Quality: a whole set as one document, presegmented", "")
    yield "F1 with all three languages together; `alone` is strict F1 of the two languages aligned by themselves."
    yield from _quality_table(lines)
    yield from _signed(line["signature"] for line in lines)


def _quality_table(lines: Sequence[Any]) -> Iterator[str]:
    heads = ("set", "pair", "strict", "lax", "links", "alone", "gain", "texts embedded for each segment")
    yield from _table(
        heads,
        [
            (
                line["name"],
                pair,
                *(_f(line["joint"][pair][measure]) for measure in ("strict", "lax", "links")),
                _f(line["alone"][pair]["strict"]),
                f"{line['joint'][pair]['strict'] - line['alone'][pair]['strict']:+.4f}",
                f"{line['embedded']:.2f}",
            )
            for line in lines
            for pair in PAIRS
        ],
        2,
    )


def _odd(lines: Sequence[Any]) -> Iterator[str]:
    yield from ("", "## Quality: only the documents that no weight was learned from", "")
    yield "The documents of odd number, together as one document."
    yield from _quality_table(lines)
    yield from _signed(line["signature"] for line in lines)


def _documents(lines: Sequence[Any]) -> Iterator[str]:
    yield from ("", "## Quality: document by document", "", "Every source document for itself, counts pooled.")
    heads = ("set", "documents", "pair", "strict", "lax", "links", "texts embedded for each segment")
    yield from _table(
        heads,
        [
            (
                line["name"],
                str(line["documents"]),
                pair,
                *(_f(line["joint"][pair][measure]) for measure in ("strict", "lax", "links")),
                f"{line['embedded']:.2f}",
            )
            for line in lines
            for pair in PAIRS
        ],
        3,
    )
    yield from _signed(line["signature"] for line in lines)


def _own(line: Any) -> Iterator[str]:  # noqa: ANN401
    yield from ("", "## Quality: the project's own gold, raw text in", "")
    yield (
        f"{line['segments']} segments by the project's own segmentation; it cuts {line['cut_otherwise']} of the "
        "gold's otherwise."
    )
    yield from _quality_table([line])
    yield from _table(
        ("document", *PAIRS),
        [
            (document["name"], *(_f(document["joint"][pair]["strict"]) for pair in PAIRS))
            for document in line["documents"]
        ],
    )
    yield from _signed([line["signature"]])


def _genres(found: Any) -> Iterator[str]:  # noqa: ANN401
    yield from ("", "## Quality: texts of many genres and languages, raw text in", "")
    yield "Strict F1 of the texts of `bench/genres`, which were written for this; no weight was learned from them."
    lines = found["texts"]
    every = [value for line in lines for value in line["strict"].values()]
    cells = [(line["name"], ", ".join(line["strict"]), *map(_f, line["strict"].values())) for line in lines]
    heads = ("text", "pairs", "first pair", "second", "third")
    yield from _table(heads, [*cells, ("mean of all", "", _f(sum(every) / len(every)), "", "")], words=2)
    yield from _signed([found["signature"]])


def _peers(lines: Sequence[Any]) -> Iterator[str]:
    yield from ("", "## Peers: the same texts and vectors, in the same run", "")
    yield (
        "Strict F1, and the search of all three pairs with vectors ready, on one core in a process of its own; "
        "megabytes are the whole process's, its vectors included."
    )
    heads = ("set", "tool", *PAIRS, "texts embedded for each segment", "processor s", "wall s", "MB")
    yield from _table(
        heads,
        [
            (
                line["name"],
                line["tool"],
                *(_f(line["joint"][pair]["strict"]) for pair in PAIRS),
                f"{line['embedded']:.2f}",
                f"{line['cpu']:.2f}",
                f"{line['wall']:.2f}",
                str(line["peak"]),
            )
            for line in lines
        ],
        2,
    )
    yield from _signed(line["signature"] for line in lines)


def _trust(found: Any) -> Iterator[str]:  # noqa: ANN401
    yield from ("", "## Confidence, on documents that no weight was learned from")
    heads = ("documents", "over", "number", "wrong", "calibration error", "wrong ones in the least confident 10 %")
    yield from _table(
        heads,
        [
            (
                line["name"],
                over,
                str(line[over]["outcomes"]),
                str(line[over]["wrong"]),
                f"{line[over]['error']:.4f}",
                f"{line[over]['caught']:.0%}",
            )
            for line in found["calibration"]
            for over in ("rows", "links")
        ],
        2,
    )
    yield "Reliability over all held-out documents:"
    pooled = next(line for line in found["calibration"] if line["pooled"])
    yield from _table(
        ("over", "confidence", "number", "mean confidence", "right"),
        [
            (
                over,
                f"{line['low']:.1f}–{line['high']:.1f}",
                str(line["count"]),
                f"{line['confidence']:.3f}",
                f"{line['accuracy']:.3f}",
            )
            for over in ("rows", "links")
            for line in pooled[over]["bins"]
            if line["count"]
        ],
        2,
    )
    yield (
        f"Wrong rows expected from the confidences, with a {found['level']:.0%} interval, and their true number. "
        f"Each document is made of neighbouring source documents; {inside(found['estimates']):.0%} lie inside."
    )
    yield from _table(
        ("document", "rows", "expected", "interval", "wrong", ""),
        [
            (
                line["name"],
                str(line["rows"]),
                f"{line['mean']:.1f}",
                f"{line['low']}–{line['high']}",
                str(line["wrong"]),
                "inside" if line["low"] <= line["wrong"] <= line["high"] else "**outside**",
            )
            for line in found["estimates"]
        ],
    )
    yield from _signed([found["signature"]])


def _run(found: Any) -> Iterator[str]:  # noqa: ANN401
    yield from ("", f"## Cost of a whole run: {found['name']}, three languages", "")
    yield "From reading the files to rows, each in a process of its own."
    yield from _table(
        ("vector cache", "segments", "texts embedded", "wall s", "processor s", "MB"),
        [
            (
                words,
                str(line["segments"]),
                str(line["embedded"]),
                f"{line['wall']:.1f}",
                f"{line['cpu']:.1f}",
                str(line["peak"]),
            )
            for words, line in (("empty", found["cold"]), ("full", found["warm"]))
        ],
    )
    yield from _signed([found["cold"]["signature"]])


def _encoder(found: Any) -> Iterator[str]:  # noqa: ANN401
    yield from ("", f"## Cost of the encoder: `bench/embedding.py` on {found['name']}", "", "```text")
    yield from found["output"].splitlines()
    yield "```"


_TOOLS = {
    "two": "two languages",
    "two refined": "two, refined twice",
    "three": "three languages",
    "three refined": "three, refined twice",
    "sentweave": "sentweave, two languages",
}


def _growth(lines: Sequence[Any]) -> Iterator[str]:
    yield from ("", "## Cost of the search, with vectors ready", "")
    yield (
        "By segments a side: processor seconds on one core, of them those that read numbers, names and marks out of "
        "the texts; megabytes of the whole process, its texts and vectors included; all of the fastest of "
        f"{ROUNDS} runs, in which the tools take turns. The long documents are the sets of many documents one after "
        "the other, again and again, with a little noise on every vector. Runs of segments are answered with mean "
        "vectors here, for every tool, so F1 is lower than with true ones."
    )
    first, last = lines[0]["length"], lines[-1]["length"]
    heads = ("search", "segments", "processor s", "reading", "wall s", "MB", "strict F1 (en-ru)")
    yield from _table(
        heads,
        [
            (
                words,
                f"{line['length']:,}",
                f"{line['tools'][tool]['cpu']:.2f}",
                f"{line['tools'][tool]['reading']:.2f}" if tool != "sentweave" else "",
                f"{line['tools'][tool]['wall']:.2f}",
                str(line["tools"][tool]["peak"]),
                _f(line["tools"][tool]["strict"]["en-ru"]),
            )
            for tool, words in _TOOLS.items()
            for line in lines
        ],
    )
    yield f"![Processor seconds of the search from {first:,} to {last:,} segments a side]({IMAGE})"
    yield from ("", *_signed([lines[0]["signature"]]))


def _engines(lines: Sequence[Any]) -> Iterator[str]:
    yield from ("", "## Engines", "", "Strict F1 of whole sets, all work included; vectors come from the cache.")
    yield from _table(
        ("engine", "set", *PAIRS, "wall s", "processor s", "MB"),
        [
            (
                line["engine"],
                line["name"],
                *(_f(line["joint"][pair]["strict"]) for pair in PAIRS),
                f"{line['wall']:.1f}",
                f"{line['cpu']:.1f}",
                str(line["peak"]),
            )
            for line in lines
        ],
        2,
    )
    yield from _signed(line["signature"] for line in lines)


def _large(lines: Sequence[Any]) -> Iterator[str]:
    if lines:
        yield from ("", "Two languages, all sets one after the other, again and again:")
        yield from _table(
            ("engine", "segments a side", "wall s", "processor s", "MB"),
            [
                (
                    line["engine"],
                    f"{line['length']:,}",
                    f"{line['wall']:.0f}",
                    f"{line['cpu']:.0f}",
                    str(line["peak"]),
                )
                for line in lines
            ],
        )


_SECTIONS = {
    "whole": _whole,
    "odd": _odd,
    "documents": _documents,
    "own": _own,
    "genres": _genres,
    "peers": _peers,
    "trust": _trust,
    "run": _run,
    "encoder": _encoder,
    "growth": _growth,
    "engines": _engines,
    "large": _large,
}
