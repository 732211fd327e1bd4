"""SRX 2.0: the project's rules for other tools, and other people's rules followed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from segmentation_cases import LANGUAGES, read_cases

from aligner.errors import InputError
from aligner.model import Paragraph
from aligner.segmentation.srx import NAMESPACE, SrxSegmenter, own_rules, read_srx, srx_bytes, write_srx
from aligner.segmentation.srx_patterns import python_pattern
from aligner.segmentation.srx_tables import SrxRule

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="yes" cascade="{cascade}"/>
  <body>
    <languagerules>
      <languagerule languagerulename="Short">
        <rule break="no"><beforebreak>\\b[\\p{{Lu}}]\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
      </languagerule>
      <languagerule languagerulename="Default">
        <rule break="yes"><beforebreak>[.?!]+</beforebreak><afterbreak>\\s+\\p{{Lu}}</afterbreak></rule>
      </languagerule>
    </languagerules>
    <maprules>
      <languagemap languagepattern="(?i)kk.*" languagerulename="Short"/>
      <languagemap languagepattern=".*" languagerulename="Default"/>
    </maprules>
  </body>
</srx>
"""


def cut(segmenter: SrxSegmenter, text: str) -> list[str]:
    return [found.text for found in segmenter.segment(text, (Paragraph(0, len(text)),))]


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "foreign.srx"
    path.write_text(FOREIGN.format(cascade="yes"), encoding="utf-8")
    return path


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "own.srx"
    write_srx(path, own_rules())
    assert read_srx(path) == own_rules()
    assert path.read_bytes() == srx_bytes(own_rules())


def test_the_file_has_the_form_that_the_standard_asks_for() -> None:
    root = etree.fromstring(srx_bytes(own_rules()))
    tag = f"{{{NAMESPACE}}}"
    assert (root.tag, root.get("version")) == (f"{tag}srx", "2.0")
    assert [child.tag for child in root] == [f"{tag}header", f"{tag}body"]
    assert set(root[0].keys()) == {"segmentsubflows", "cascade"}
    assert [child.tag for child in root[1]] == [f"{tag}languagerules", f"{tag}maprules"]
    names = {rule.get("languagerulename") for rule in root.iter(f"{tag}languagerule")}
    assert {mapped.get("languagerulename") for mapped in root.iter(f"{tag}languagemap")} == names == {
        "English", "Kazakh", "Russian",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_exceptions_stand_before_breaks(language: str) -> None:
    (rules,) = own_rules([language]).rules.values()
    breaks = [rule.breaks for rule in rules]
    assert breaks == sorted(breaks)
    assert {True, False} == set(breaks)


@pytest.mark.parametrize(("language", "share"), [("en", 0.85), ("ru", 0.80), ("kk", 0.90)])
def test_the_written_rules_get_most_cases_right(language: str, share: float) -> None:
    segmenter = own_rules().segmenter(language)
    cases = read_cases(language)
    good = sum(tuple(cut(segmenter, case.text)) == case.sentences for case in cases)
    assert good >= share * len(cases)


def test_the_kazakh_rules_know_a_year() -> None:
    segmenter = own_rules().segmenter("kk-KZ")
    assert cut(segmenter, "1991 ж. Қазақстан тәуелсіз болды. Бұл маңызды.") == [
        "1991 ж. Қазақстан тәуелсіз болды.",
        "Бұл маңызды.",
    ]


def test_all_matching_rules_apply_in_a_cascade(foreign: Path) -> None:
    rules = read_srx(foreign)
    assert cut(rules.segmenter("kk"), "Ә. Бөкейхан келді. Бәрі тұрды.") == ["Ә. Бөкейхан келді.", "Бәрі тұрды."]
    assert cut(rules.segmenter("ru"), "А. Иванов. Да.") == ["А.", "Иванов.", "Да."]


def test_only_the_first_map_applies_without_a_cascade(tmp_path: Path) -> None:
    path = tmp_path / "first.srx"
    path.write_text(FOREIGN.format(cascade="no"), encoding="utf-8")
    assert cut(read_srx(path).segmenter("kk"), "Келді. Тұрды.") == ["Келді. Тұрды."]


def test_a_language_without_rules_is_refused() -> None:
    with pytest.raises(InputError, match="no rules for 'fr'"):
        own_rules().segmenter("fr")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<srx", "not well-formed"),
        ("<tmx/>", "not an SRX 2.0 file"),
        ('<srx xmlns="http://x"/>', "not an SRX 2.0 file"),
    ],
)
def test_what_is_no_srx_file_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "bad.srx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_srx(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.srx"):
        read_srx(tmp_path / "nowhere.srx")


@pytest.mark.parametrize("pattern", [r"(", r"\p{Klingon}", r"(?<=a+)b"])
def test_a_pattern_that_cannot_be_used_is_refused(pattern: str) -> None:
    with pytest.raises(InputError):
        SrxSegmenter([SrxRule(True, pattern, "")])


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"\p{Lu}", "Ә", "ә"), (r"[\p{Lu}\d]", "7", "x"), (r"\P{L}", "1", "ж"), (r"\x{416}", "Ж", "ж"),
        (r"\h", "\u00a0", "a"),
        (r"(?i)абв", "АБВ", "АБГ"), (r"\Qa.b\E", "a.b", "axb"), (r"\R", "\r\n", "x"),
    ],
)  # fmt: skip
def test_patterns_of_other_dialects(pattern: str, yes: str, no: str) -> None:
    import re

    assert re.fullmatch(python_pattern(pattern), yes)
    assert not re.fullmatch(python_pattern(pattern), no)


@given(text=st.text(alphabet="Аб1. !?\n«»ж", max_size=60))
@settings(max_examples=100, deadline=None)
def test_nothing_is_lost(text: str) -> None:
    segmenter = SrxSegmenter(next(iter(own_rules(["kk"]).rules.values())))
    assert "".join("".join(cut(segmenter, text)).split()) == "".join(text.split())
