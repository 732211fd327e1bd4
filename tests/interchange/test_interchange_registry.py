import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree

from aligner.errors import InputError, MissingPartError, OutputError, UsageError
from aligner.interchange.html import write_html
from aligner.interchange.registry import FORMATS, ExportOptions, export, import_documents
from aligner.interchange.report import ExportReport, Remark
from aligner.interchange.xlsx import write_xlsx
from aligner.model import ParallelDocument


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_and_says_what_it_wrote(name: str, news: ParallelDocument, tmp_path: Path) -> None:
    report = export([news], tmp_path / f"a{FORMATS[name].suffix}", name, ExportOptions())
    assert report.written
    assert report.files
    assert all(path.stat().st_size for path in report.files)
    assert sorted(tmp_path.iterdir()) == sorted(report.files)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_document_gives_the_same_bytes(name: str, news: ParallelDocument, tmp_path: Path) -> None:
    first, second = (
        export([news], tmp_path / place / f"a{FORMATS[name].suffix}", name, ExportOptions()).files for place in "xy"
    )
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.read])
def test_what_can_be_read_comes_back_as_rows(name: str, news: ParallelDocument, tmp_path: Path) -> None:
    options = ExportOptions(languages=("en", "kk") if name == "xliff" else ())
    (path,) = export([news], tmp_path / f"a{FORMATS[name].suffix}", name, options).files
    (back,) = import_documents(path)
    assert back.name == "news item"
    assert back.rows[0].segments[0][0].text == "The square was empty."
    assert import_documents(path, name) == (back,)


def test_names_and_profiles_that_do_not_exist(news: ParallelDocument, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format called 'docx'") as caught:
        export([news], tmp_path / "a", "docx", ExportOptions())
    assert "tmx" in caught.value.hint
    with pytest.raises(UsageError, match="tmx has no profile called 'x'"):
        export([news], tmp_path / "a", "tmx", ExportOptions(profile="x"))
    with pytest.raises(UsageError, match=r"no reader for suffix '\.doc'"):
        import_documents(tmp_path / "a.doc")


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.read])
def test_a_missing_file_or_a_folder_is_one_clear_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        import_documents(tmp_path / "absent", name)
    with pytest.raises(InputError, match="is a folder"):
        import_documents(tmp_path, name)


def test_a_report_names_a_few_rows_of_each_kind() -> None:
    remarks = tuple(Remark("a", row, "too long") for row in range(7))
    report = ExportReport((), 0, remarks, (Remark("a", 1, "odd"), Remark("a", 1, "odd")))
    assert report.sentences() == (
        "left out: 7 × too long (a 0, a 1, a 2, a 3, a 4, …)",
        "look at: 2 × odd (a 1)",
    )


@pytest.mark.parametrize("name", FORMATS)
def test_an_unwritable_place_is_one_clear_error(name: str, news: ParallelDocument, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        export([news], tmp_path / "file" / "a", name, ExportOptions())


def test_ladders_of_several_pairs_and_documents_have_names_of_their_own(
    news: ParallelDocument, tmp_path: Path
) -> None:
    pair = ExportOptions(languages=("en", "kk"))
    report = export([news, replace(news, name="b")], tmp_path / "a.txt", "ladder", pair)
    assert [path.name for path in report.files] == ["a.news_item.en-kk.txt", "a.b.en-kk.txt"]
    one = export([news], tmp_path / "c.txt", "ladder", pair)
    assert one.files == (tmp_path / "c.txt",)
    assert (tmp_path / "c.txt").read_text() == "[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[]\n[4]:[3]\n[5]:[]\n"


def test_documents_of_one_name_do_not_overwrite_each_other(news: ParallelDocument, tmp_path: Path) -> None:
    pair = ExportOptions(languages=("en", "kk"))
    shorter = replace(news, name="sub/news", rows=news.rows[:1])
    same = [replace(news, name="sub/news"), shorter, replace(news, name="sub news")]
    report = export(same, tmp_path / "a.txt", "ladder", pair)
    names = ["a.sub_news.en-kk.txt", "a.sub_news-2.en-kk.txt", "a.sub_news-3.en-kk.txt"]
    assert [path.name for path in report.files] == names
    assert [len(path.read_text().splitlines()) for path in report.files] == [6, 1, 6]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


class TestHtml:
    def test_the_page(
        self, news: ParallelDocument, tmp_path: Path, check_golden: Callable[[Path, str], None]
    ) -> None:
        write_html([news], tmp_path / "news.html")
        check_golden(tmp_path / "news.html", "news.html")

    def test_it_loads_and_runs_nothing_and_shows_every_text(self, news: ParallelDocument, tmp_path: Path) -> None:
        hostile = replace(news, name="<script>alert(1)</script>")
        write_html([hostile], tmp_path / "a.html")
        page = _Page()
        page.feed((tmp_path / "a.html").read_text(encoding="utf-8"))
        assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "b"}
        assert not any(name in ("src", "href", "onclick") for _, attributes in page.tags for name in attributes)
        assert "<script>alert(1)</script>" in page.words
        assert "=SUM(A1) & <b> hidden" in page.words
        languages = [attributes["lang"] for tag, attributes in page.tags if tag == "td" and "lang" in attributes]
        assert languages == ["en", "ru", "kk"] * 5

    def test_languages_can_be_chosen_and_ordered(self, news: ParallelDocument, tmp_path: Path) -> None:
        write_html([news], tmp_path / "a.html", ("kk", "en"))
        text = (tmp_path / "a.html").read_text(encoding="utf-8")
        assert "Площадь" not in text
        assert text.index("Алаң бос") < text.index("The square")


class TestXlsx:
    def test_texts_are_text_and_never_formulas(self, news: ParallelDocument, tmp_path: Path) -> None:
        report = write_xlsx([news], tmp_path / "a.xlsx")
        with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
            sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
            strings = etree.fromstring(archive.read("xl/sharedStrings.xml"))
        assert not sheet.findall(".//{*}f")
        assert len(sheet.findall(".//{*}row")) == len(news.rows) + 1
        assert [sheet.findtext(f".//{{*}}c[@r='B{line}']/{{*}}v") for line in (2, 6)] == ["0", "4"]
        texts = ["".join(str(text) for text in item.itertext()) for item in strings.findall("{*}si")]
        assert "=SUM(A1) & <b> \u00adhidden" in texts
        assert "They came at night.\nThey left at dawn." in texts
        assert report.sentences() == ("look at: 1 × text with characters Excel cannot hold (news item 3)",)

    def test_text_too_long_for_a_cell_is_cut_and_said(
        self, tmp_path: Path, make_document: Callable[..., ParallelDocument]
    ) -> None:
        report = write_xlsx([make_document([(("a" * 40_000,), ("б",))], ("en", "ru"))], tmp_path / "a.xlsx")
        assert report.sentences() == ("look at: 1 × text cut at 32767 characters (made up 0)",)

    def test_without_its_library_the_install_line_is_given(
        self, news: ParallelDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        with pytest.raises(MissingPartError) as caught:
            write_xlsx([news], tmp_path / "a.xlsx")
        assert "aligner[xlsx]" in caught.value.hint


def test_listing_the_formats_loads_no_xml_library() -> None:
    heavy = "{'lxml', 'polars', 'xlsxwriter', 'numpy'}"
    code = f"import sys, aligner.interchange.registry; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
