from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from aligner.errors import InputError, UsageError
from aligner.interchange.incoming import documents_from
from aligner.interchange.xliff import Version, XliffOptions, read_xliff, write_xliff
from aligner.model import ParallelDocument, Status

any_text = st.text(alphabet=st.characters(exclude_categories=[]), max_size=12)


@pytest.mark.parametrize("version", list(Version))
def test_each_pair_is_a_file(
    version: Version, news: ParallelDocument, tmp_path: Path, check_golden: Callable[[Path, str], None]
) -> None:
    report = write_xliff([news], tmp_path / f"xliff-{version}.xlf", XliffOptions(version))
    names = [f"xliff-{version}.{pair}.xlf" for pair in ("en-ru", "en-kk", "ru-kk")]
    assert [path.name for path in report.files] == names
    for path in report.files:
        check_golden(path, path.name)


@pytest.mark.parametrize("version", list(Version))
def test_units_come_back(version: Version, news: ParallelDocument, tmp_path: Path) -> None:
    write_xliff([news], tmp_path / "a.xlf", XliffOptions(version, ("en", "kk")))
    (back,) = documents_from(read_xliff(tmp_path / "a.xlf"), "other")
    assert (back.name, back.languages) == ("news item", ("en", "kk"))
    texts = [tuple(cell[0].text if cell else "" for cell in row.segments) for row in back.rows]
    assert texts == [
        ("The square was empty.", "Алаң бос еді."),
        ("They came at night.", "Олар түнде келді."),
        ("They left at dawn.", "Таңға жуық кетті."),
        ("Prices rose by 5\u00a0%.", ""),
        ("=SUM(A1) & <b> hidden", "-дефис|"),
        ("Only in English.", ""),
    ]
    assert [row.status for row in back.rows] == [Status.CONFIRMED] + [Status.PROPOSED] * 5
    assert back.rows[0].note == news.rows[0].note


@pytest.mark.parametrize("version", list(Version))
def test_the_state_says_what_was_reviewed_and_never_promises_a_missing_target(
    version: Version, news: ParallelDocument, tmp_path: Path
) -> None:
    write_xliff([news], tmp_path / "a.xlf", XliffOptions(version, ("en", "kk")))
    root = etree.parse(str(tmp_path / "a.xlf")).getroot()
    if version is Version.V1_2:
        units = root.findall(".//{*}trans-unit")
        targets = [(unit.get("approved"), unit.find("{*}target")) for unit in units]
        states = [(approved, target.get("state")) for approved, target in targets if target is not None]
        assert states == [("yes", "translated")] + [("no", "needs-review-translation")] * 3
    else:
        segments = root.findall(".//{*}segment")
        assert [s.get("state") for s in segments] == [
            "reviewed", "translated", "translated", "initial", "translated", "initial",
        ]  # fmt: skip
        assert all((s.get("state") == "initial") == (s.find("{*}target") is None) for s in segments)


def test_units_without_a_source_are_left_out_and_said(news: ParallelDocument, tmp_path: Path) -> None:
    report = write_xliff([news], tmp_path / "a.xlf", XliffOptions(languages=("kk", "en")))
    assert report.written == 4
    assert report.sentences()[0] == "left out: 2 × no text in the source language kk (news item 2, news item 4)"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(any_text, any_text), min_size=1, max_size=4), version=st.sampled_from(Version))
def test_any_text_gives_a_file_that_reads_back(
    rows: list[tuple[str, str]], version: Version, tmp_path: Path, make_document: Callable[..., ParallelDocument]
) -> None:
    document = make_document([(("start",), ("бас",)), *(((a,), (b,)) for a, b in rows)], ("en", "kk"))
    report = write_xliff([document], tmp_path / "a.xlf", XliffOptions(version))
    units = read_xliff(tmp_path / "a.xlf")
    assert len(units) == report.written
    assert len(units) + len(report.left_out) == len(rows) + 1


FOREIGN_12 = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="x.docx" source-language="en-US" target-language="kk-KZ" datatype="x"><header/><body><group>
<trans-unit id="a1"><source>Press <g id="1">Save</g><x id="2"/> <bpt id="3">&lt;b&gt;</bpt>now.</source>
<seg-source><mrk mtype="seg" mid="0">Press</mrk></seg-source>
<target state="final">Қазір <mrk mtype="seg" mid="0">сақтаңыз</mrk>.</target>
<alt-trans><source>old</source><target>ескі</target></alt-trans></trans-unit>
</group></body></file></xliff>"""
FOREIGN_20 = """<?xml version="1.0"?>
<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="kk">
<file id="f"><group id="g"><unit id="u">
<segment id="s1"><source>One <pc id="1">two</pc>.</source><target>Бір.</target></segment>
<ignorable><source> </source></ignorable><segment id="s2" state="final"><source>Three<ph id="2"/>.</source></segment>
</unit></group></file></xliff>"""


def test_files_of_other_tools(tmp_path: Path) -> None:
    (tmp_path / "a.xlf").write_text(FOREIGN_12, encoding="utf-8")
    (unit,) = read_xliff(tmp_path / "a.xlf")
    assert unit.texts == (("en", ("Press Save now.",)), ("kk", ("Қазір сақтаңыз.",)))
    assert (unit.document, unit.identifier, unit.status) == ("x.docx", "a1", Status.CONFIRMED)
    (tmp_path / "b.xlf").write_text(FOREIGN_20, encoding="utf-8")
    first, second = read_xliff(tmp_path / "b.xlf")
    assert first.texts == (("en", ("One two.",)), ("kk", ("Бір.",)))
    assert second.texts == (("en", ("Three.",)), ("kk", ()))
    assert second.status is Status.CONFIRMED


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("<tmx/>", "is not a XLIFF file: it begins with <tmx>"),
        ("<xliff>", "line 1: is not a valid XLIFF file"),
        ("<xliff/>", "holds no translation units"),
        ('<xliff><file source-language="en">\n<trans-unit id="1"/></file></xliff>', "line 2: the source or target"),
    ],
)
def test_files_that_do_not_fit(content: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "a.xlf").write_text(content)
    with pytest.raises(InputError, match=problem):
        read_xliff(tmp_path / "a.xlf")


def test_one_language_is_refused(news: ParallelDocument, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="two languages"):
        write_xliff([news], tmp_path / "a.xlf", XliffOptions(languages=("en",)))
