"""Manifests in three formats, and what is wrong with others."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.batch import Job, read_manifest
from aligner.errors import InputError

TOML = """
presegmented = true
[[document]]
name = "budget"
en = "en/budget.txt"
ru = "ru/budget.txt"
presegmented = false
[[document]]
name = "archive/letter"
ru = "letter.txt"
KK = "хат.txt"
encoding = "kz1048"
"""
CSV = """name,en,ru,kk,encoding,presegmented
budget,en/budget.txt,ru/budget.txt,,,

archive/letter,,letter.txt,хат.txt,kz1048,yes
"""
JSON_LINES = """
{"name": "budget", "en": "en/budget.txt", "ru": "ru/budget.txt", "kk": null}
{"name": "archive/letter", "ru": "letter.txt", "kk-KZ": "хат.txt", "encoding": "kz1048", "presegmented": true}
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.toml", TOML),
        ("m.csv", CSV),
        ("m.csv", "\ufeff" + CSV.replace(",", ";").replace("\n", "\r\n")),
        ("m.tsv", CSV.replace(",", "\t")),
        ("m.jsonl", JSON_LINES),
    ],
)
def test_every_format_says_the_same(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    out = Path("out")
    assert read_manifest(path, out) == (
        Job(
            "budget",
            (("en", tmp_path / "en/budget.txt"), ("ru", tmp_path / "ru/budget.txt")),
            out / "budget.parquet",
        ),
        Job(
            "archive/letter",
            (("ru", tmp_path / "letter.txt"), ("kk", tmp_path / "хат.txt")),
            out / "archive/letter.parquet",
            presegmented=True,
            encoding="kz1048",
        ),
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("m.txt", "", "is no manifest"),
        ("m.jsonl", "", "names no documents"),
        ("m.toml", "[[document]\n", "m.toml: "),
        ("m.toml", "title = 1\n", "title is not expected here"),
        ("m.toml", "document = [1]\n", "document 1 is not a table"),
        ("m.toml", '[[document]]\nen = "a"\nru = "b"\n', "document 1: has no name"),
        ("m.jsonl", '{"name": "a", "en": "a"}\n', "m.jsonl:1: a has fewer than two languages"),
        ("m.jsonl", '\n{"name": "a"\n', "m.jsonl:2: is not a JSON object"),
        ("m.jsonl", '{"name": "a", "en": 1, "ru": "b"}', "en is not the path of a file"),
        ("m.jsonl", '{"name": "a", "en": "a", "e!": "b"}', "'e!' is neither a language nor a setting"),
        ("m.jsonl", '{"name": "a", "kk": "a", "kaz": "b"}', "two files for kk"),
        ("m.jsonl", '{"name": "../a", "en": "a", "ru": "b"}', "cannot name a table"),
        ("m.jsonl", '{"name": "/a", "en": "a", "ru": "b"}', "cannot name a table"),
        ("m.jsonl", '{"name": "a", "en": "a", "ru": "b", "encoding": 8}', "encoding is not the name of one"),
        ("m.jsonl", '{"name": "a", "en": "a", "ru": "b", "presegmented": "perhaps"}', "write true or false"),
        ("m.csv", "name,en,ru\na,1,2\nA,3,4\n", "m.csv:3: the name 'A' was used in "),
        ("m.csv", "name,en,ru\na,1,2,3\n", "m.csv:2: has 4 cells under 3 columns"),
        ("m.csv", "name,en,en\n", "a column stands twice"),
        ("m.csv", 'name,en,ru\na,"b"c,d\n', "m.csv:2: "),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_manifest(path, Path("out"))
    assert str(path) in caught.value.message
    assert message in str(caught.value)


def test_a_manifest_that_is_no_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes("name,en,ru\nбюджет,a,b\n".encode("cp1251"))
    with pytest.raises(InputError, match="is not UTF-8 text"):
        read_manifest(path, Path("out"))
    with pytest.raises(InputError, match="cannot be read"):
        read_manifest(tmp_path / "none.csv", Path("out"))
