import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from aligner.errors import InputError, UsageError
from aligner.interchange.incoming import documents_from
from aligner.interchange.tmx import Profile, TmxOptions, read_tmx, write_tmx
from aligner.model import Link, ParallelDocument, Row, Segment

DTD = Path(__file__).parent / "tmx14.dtd"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def assert_valid(path: Path) -> None:
    dtd = etree.DTD(str(DTD))
    tree = etree.parse(str(path))
    assert dtd.validate(tree), dtd.error_log
    assert tree.getroot().get("version") == "1.4"


def written(document: ParallelDocument, folder: Path, **options: object) -> etree._Element:
    write_tmx([document], folder / "a.tmx", replace(TmxOptions(), **options))  # type: ignore[arg-type]
    assert_valid(folder / "a.tmx")
    return etree.parse(str(folder / "a.tmx")).getroot()


def texts(unit: etree._Element) -> dict[str, str]:
    return {tuv.get(XML_LANG, ""): tuv.findtext("seg") or "" for tuv in unit.iter("tuv")}


@pytest.mark.parametrize("profile", list(Profile))
def test_every_profile_is_valid_and_the_same_bytes_each_time(
    profile: Profile, news: ParallelDocument, tmp_path: Path, check_golden: Callable[[Path, str], None]
) -> None:
    created = datetime(2026, 2, 1, tzinfo=UTC)
    report = write_tmx([news], tmp_path / f"{profile}.tmx", TmxOptions(profile=profile, created=created))
    for path in report.files:
        assert_valid(path)
        check_golden(path, path.name)


def test_a_pair_profile_writes_a_file_for_each_pair(news: ParallelDocument, tmp_path: Path) -> None:
    report = write_tmx([news], tmp_path / "a.tmx", TmxOptions(profile=Profile.TRADOS))
    assert [path.name for path in report.files] == ["a.en-ru.tmx", "a.en-kk.tmx", "a.ru-kk.tmx"]
    for path, (source, target) in zip(
        report.files, [("en-US", "ru-RU"), ("en-US", "kk-KZ"), ("ru-RU", "kk-KZ")], strict=True
    ):
        root = etree.parse(str(path)).getroot()
        assert root.find("header").get("srclang") == source  # type: ignore[union-attr]
        assert all(list(texts(unit)) == [source, target] for unit in root.iter("tu"))
    one = write_tmx([news], tmp_path / "b.tmx", TmxOptions(profile=Profile.MEMOQ, languages=("ru", "kk")))
    assert [path.name for path in one.files] == ["b.tmx"]


def test_pairs_are_cut_along_the_links(news: ParallelDocument, tmp_path: Path) -> None:
    root = written(news, tmp_path, profile=Profile.TRADOS, languages=("en", "kk"))
    second = [unit for unit in root.iter("tu") if unit.get("tuid", "").startswith("news_item-1")]
    assert [(unit.get("tuid"), unit.get("segtype")) for unit in second] == [
        ("news_item-1.0", None),
        ("news_item-1.1", None),
    ]
    assert texts(second[1]) == {"en-US": "They left at dawn.", "kk-KZ": "Таңға жуық кетті."}
    assert second[1].findtext("prop[@type='x-score']") == "0.8000"


def test_rows_are_kept_whole_as_blocks_in_a_file_with_all_languages(news: ParallelDocument, tmp_path: Path) -> None:
    unit = written(news, tmp_path).findall(".//tu")[1]
    assert unit.get("segtype") == "block"
    assert texts(unit) == {
        "en": "They came at night. They left at dawn.",
        "ru": "Ночью они пришли, а на рассвете ушли.",
        "kk": "Олар түнде келді. Таңға жуық кетті.",
    }
    assert unit.findtext("prop[@type='x-bead']") == "2-1-2"


def test_units_tools_would_drop_are_left_out_and_said(news: ParallelDocument, tmp_path: Path) -> None:
    report = write_tmx([news], tmp_path / "a.tmx")
    assert report.written == 4
    assert report.sentences() == (
        "left out: 1 × text in fewer than two languages (news item 4)",
        "look at: 1 × en text with characters XML cannot hold (news item 3)",
    )
    assert not etree.parse(str(tmp_path / "a.tmx")).xpath("//seg[not(text())]")
    assert len(written(news, tmp_path, keep_partial=True).findall(".//tu")) == 5


def test_with_one_source_language_every_unit_has_it(tmp_path: Path, news: ParallelDocument) -> None:
    first, *rest = news.rows
    without_english = replace(first, segments=((), *first.segments[1:]), links=(Link("ru", "kk", (0,), (0,)),))
    document = replace(news, rows=(without_english, *rest))
    root = written(document, tmp_path, source="en")
    assert root.find("header").get("srclang") == "en"  # type: ignore[union-attr]
    assert all("en" in texts(unit) for unit in root.iter("tu"))
    report = write_tmx([document], tmp_path / "a.tmx", TmxOptions(source="en"))
    assert report.left_out[0].what == "no text in the source language en"
    with pytest.raises(UsageError, match="source language de is not among"):
        write_tmx([news], tmp_path / "a.tmx", TmxOptions(source="de"))


def test_no_two_units_have_one_identifier(news: ParallelDocument, tmp_path: Path) -> None:
    documents = [news, news, replace(news, name="news_item"), replace(news, name="news_item-0")]
    write_tmx(documents, tmp_path / "a.tmx")
    identifiers = [unit.identifier for unit in read_tmx(tmp_path / "a.tmx")]
    assert len(set(identifiers)) == len(identifiers) == 4 * 4
    assert identifiers[:2] == ["news_item-0", "news_item-1"]


def test_what_a_unit_tells_about_its_row(news: ParallelDocument, tmp_path: Path) -> None:
    unit = written(news, tmp_path).find(".//tu")
    assert unit is not None
    assert {str(name): str(value) for name, value in unit.attrib.items()} == {
        "tuid": "news_item-0",
        "creationdate": "20260122T093005Z",
        "changedate": "20260122T093005Z",
        "changeid": "Айгерім & Co",
    }
    assert unit.findtext("note") == 'Heading? See "style guide" <2>.'
    props = {prop.get("type", ""): prop.text for prop in unit.iter("prop")}
    assert props == {
        "x-doc": "news item",
        "x-row": "0",
        "x-score": "0.9700",
        "x-bead": "1-1-1",
        "x-status": "confirmed",
        "x-reviewer": "Айгерім & Co",
        "x-context-post": "They came at night. They left at dawn.",
    }


def test_text_longer_than_trados_takes_is_said(
    tmp_path: Path, make_document: Callable[..., ParallelDocument]
) -> None:
    document = make_document([(("a" * 2001,), ("б",))], ("en", "ru"))
    report = write_tmx([document], tmp_path / "a.tmx", TmxOptions(profile=Profile.TRADOS))
    assert report.sentences() == ("look at: 1 × text of more than 2000 characters (made up 0)",)


any_text = st.text(alphabet=st.characters(exclude_categories=[]), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(any_text, any_text), min_size=1, max_size=5), name=st.text(max_size=6), note=any_text)
def test_any_text_gives_a_valid_file_that_reads_back(
    rows: list[tuple[str, str]], name: str, note: str, tmp_path: Path
) -> None:
    made = tuple(
        Row(((Segment(0, len(a), 0, a),), (Segment(0, len(b), 0, b),)), note=note, reviewer=note) for a, b in rows
    )
    document = ParallelDocument(name, ("en", "kk"), made)
    write_tmx([document], tmp_path / "a.tmx", TmxOptions(keep_partial=True))
    assert_valid(tmp_path / "a.tmx")
    units = read_tmx(tmp_path / "a.tmx")
    assert len(units) == len(rows)
    for unit, (a, _) in zip(units, rows, strict=True):
        text = "".join(dict(unit.texts)["en"])
        assert unicodedata.is_normalized("NFC", text)
        assert text == text.strip()
        letters = [c for c in unicodedata.normalize("NFC", a) if c.isalnum()]
        assert [c for c in text if c.isalnum()] == letters


def test_clean_rows_come_back_as_they_were(news: ParallelDocument, tmp_path: Path) -> None:
    write_tmx([news], tmp_path / "a.tmx")
    (back,) = documents_from(read_tmx(tmp_path / "a.tmx"), "other")
    first = back.rows[0]
    assert (back.name, back.languages) == ("news item", ("en", "ru", "kk"))
    assert [cell[0].text for cell in first.segments] == [cell[0].text for cell in news.rows[0].segments]
    for field in ("confidence", "status", "note", "reviewer", "changed_at"):
        assert getattr(first, field) == getattr(news.rows[0], field)
    assert first.links[0] == Link("en", "ru", (0,), (0,), 0.97)


OLD = """<?xml version="1.0"{encoding}?>
<!DOCTYPE tmx SYSTEM "http://example.invalid/tmx11.dtd">
<!-- made elsewhere -->
<tmx version="1.1"><header creationtool="x" srclang="EN-US"/>
<body>
<tu><note>one</note><note>two</note>
 <tuv lang="EN-US"><seg> Press <bpt i="1">&lt;b&gt;</bpt><hi>Save &amp; go</hi><ept i="1">&lt;/b&gt;</ept>,<ph
 type="lb"/>then
 <it pos="begin">x</it>wait<ut>{{y}}</ut>. </seg></tuv>
 <tuv xml:lang="kk_KZ"><prop type="p">q</prop><seg>Сақтау түймесін басыңыз.</seg></tuv>
 <tuv xml:lang="kk-Cyrl-KZ"><seg>Түймені басыңыз.</seg></tuv>
</tu>
</body></tmx>"""


@pytest.mark.parametrize(
    ("codec", "name"), [("utf-8", ""), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1251", "windows-1251")]
)
def test_files_of_other_tools(codec: str, name: str, tmp_path: Path) -> None:
    text = OLD.format(encoding=f' encoding="{name}"' if name else "")
    kazakh = "Сақтау түймесін басыңыз."
    if codec == "cp1251":
        text, kazakh = (
            text.replace("қ", "к").replace("ү", "у").replace("ң", "н").replace("і", "i"),
            "Сактау туймесiн басыныз.",
        )
    (tmp_path / "a.tmx").write_bytes(text.encode(codec))
    first, second = read_tmx(tmp_path / "a.tmx")
    english = dict(first.texts)["en"][0]
    assert re.sub(r"\s+", " ", english) == "Press Save & go, then wait."
    assert dict(first.texts)["kk"] == (kazakh,)
    assert dict(second.texts)["en"] == (english,)
    assert first.note == "one\ntwo"


def test_a_memory_in_a_namespace_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(
        '<tmx xmlns="http://www.lisa.org/tmx14" version="1.4"><header/><body><tu>'
        '<tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="ru"><seg>б</seg></tuv></tu></body></tmx>'
    )
    (unit,) = read_tmx(tmp_path / "a.tmx")
    assert unit.texts == (("en", ("a",)), ("ru", ("б",)))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", r"a\.tmx: line 1: is not a valid TMX file"),
        ("plain text", r"line 1: is not a valid TMX file"),
        ("<html><body/></html>", r"is not a TMX file: it begins with <html>"),
        ("<tmx>\n<body>\n<tu></body></tmx>", r"line 3: is not a valid TMX file: Opening and ending tag mismatch"),
        ("<tmx><body/></tmx>", "holds no translation units"),
        ("<tmx><body>\n<tu><tuv><seg>a</seg></tuv></tu></body></tmx>", r"line 2: a variant has no language"),
        (
            '<tmx><body><tu><tuv lang="?!"><seg>a</seg></tuv></tu></body></tmx>',
            r"line 1: '\?!' is not a language code",
        ),
        ('<?xml version="1.0" encoding="UTF-16"?><tmx/>', "is not a"),
        ("<tmx>\x01</tmx>", "is not a valid TMX file"),
    ],
)
def test_files_that_are_no_memory(content: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(content)
    with pytest.raises(InputError, match=problem) as caught:
        read_tmx(tmp_path / "a.tmx")
    assert caught.value.hint
    assert "\n" not in str(caught.value)


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE tmx [<!ENTITY e0 "x">{BOMB}]>',
        '<!DOCTYPE tmx [<!ENTITY e9 SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_entities_are_neither_expanded_nor_fetched(doctype: str, tmp_path: Path) -> None:
    body = '<body><tu><tuv xml:lang="en"><seg>&e9;</seg></tuv></tu></body>'
    (tmp_path / "a.tmx").write_text(f'{doctype}<tmx version="1.4"><header/>{body}</tmx>')
    with pytest.raises(InputError, match="declares entities"):
        read_tmx(tmp_path / "a.tmx")


PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>{source}</source_lang><target_lang>{target}</target_lang><sentence_seg>true</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""


@pytest.mark.skipif(shutil.which("omegat") is None, reason="OmegaT is not installed (Debian: apt-get install omegat)")
@pytest.mark.parametrize(
    ("profile", "source", "target"),
    [(Profile.OMEGAT, "EN", "KK"), (Profile.MULTI, "RU", "EN"), (Profile.TRADOS, "EN-US", "KK-KZ")],
)
def test_omegat_translates_a_text_with_our_memory(
    profile: Profile, source: str, target: str, news: ParallelDocument, tmp_path: Path
) -> None:
    languages = (source[:2].lower(), target[:2].lower())
    options = TmxOptions(profile=profile, languages=languages if profile is Profile.TRADOS else ())
    project = tmp_path / "project"
    for folder in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (project / folder).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT.format(source=source, target=target))
    write_tmx([news], project / "tm/auto/memory.tmx", options)
    first = news.rows[0]
    columns = [news.languages.index(language) for language in languages]
    asked, wanted = (first.segments[column][0].text for column in columns)
    (project / "source/a.txt").write_text(f"{asked}\n", encoding="utf-8")
    command = ["omegat", str(project), "--mode=console-translate", f"--config-dir={tmp_path / 'config'}"]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    log = done.stdout + done.stderr
    assert "TMXR_INFO_READING_COMPLETE" in log, log
    assert not re.search(r"TMXR_(ERROR|FATAL)|INVALID", log), log
    assert (project / "target/a.txt").read_text(encoding="utf-8").strip() == wanted
