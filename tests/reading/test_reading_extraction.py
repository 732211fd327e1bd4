import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from aligner.errors import InputError, MissingPartError
from aligner.reading import find_documents, read_version

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(members: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # A fixed date: test names hold these bytes, and every worker must see the same names.
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def word(body: str) -> bytes:
    opening = f'<w:document xmlns:w="{W}" xmlns:mc="urn:mc"><w:body>'
    return package({"word/document.xml": f"{opening}{body}</w:body></w:document>"})


def paragraphs_of(path: Path, encoding: str | None = None) -> list[str]:
    version = read_version(path, "kk", encoding)
    return [version.text[p.start : p.stop] for p in version.paragraphs]


def blocks(data: bytes, name: str, folder: Path) -> list[str]:
    (folder / name).write_bytes(data)
    return paragraphs_of(folder / name)


class TestWord:
    def test_paragraphs_tables_and_runs_in_reading_order(self, tmp_path: Path) -> None:
        body = (
            "<w:p><w:r><w:t>Алаң </w:t></w:r><w:r><w:t>бос еді.</w:t></w:r></w:p>"
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>бірінші</w:t></w:r></w:p></w:tc>"
            "<w:tc><w:p><w:r><w:t>екінші</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            "<w:p/><w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t>"
            "<w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>"
        )
        assert blocks(word(body), "a.docx", tmp_path) == ["Алаң бос еді.", "бірінші", "екінші", "a\tb\nc\u2011"]

    def test_insertions_links_and_content_controls_count_and_deletions_do_not(self, tmp_path: Path) -> None:
        body = (
            "<w:p><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
            "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>"
            "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
        assert blocks(word(body), "a.docx", tmp_path) == ["new link", "control"]

    def test_a_text_box_comes_once_and_after_its_paragraph(self, tmp_path: Path) -> None:
        box = "<w:txbxContent><w:p><w:r><w:t>in the box</w:t></w:r></w:p></w:txbxContent>"
        body = (
            f"<w:p><w:r><w:t>before, </w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>after</w:t></w:r></w:p>"
        )
        assert blocks(word(body), "a.docx", tmp_path) == ["before, after", "in the box"]

    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            (b"plain text", "is not a readable Word document: it is no ZIP archive"),
            (package({"other.xml": "<a/>"}), r"word/document\.xml is missing"),
            (package({"word/document.xml": "<a>"}), "is not a readable Word document"),
            (word(""), "has no text in it"),
        ],
    )
    def test_damaged_documents(self, data: bytes, problem: str, tmp_path: Path) -> None:
        (tmp_path / "a.docx").write_bytes(data)
        with pytest.raises(InputError, match=problem) as caught:
            read_version(tmp_path / "a.docx", "kk")
        assert caught.value.hint

    def test_entities_are_not_expanded(self, tmp_path: Path) -> None:
        root = f'<w:document xmlns:w="{W}"><w:p><w:t>a&e;b</w:t></w:p></w:document>'
        document = f'<!DOCTYPE d [<!ENTITY e "boom">]>{root}'
        assert blocks(package({"word/document.xml": document}), "a.docx", tmp_path) == ["a"]


PAGE = """<!DOCTYPE html><html><head><title>Not this</title><meta charset="{charset}"><style>p {{}}</style></head>
<body><nav><a href="/">Home</a></nav><h1>Газ
 бағасы</h1><!-- no --><p>Алаң <b>бос</b> еді,<br>  таң&nbsp;атты &amp; болды.<script>x()</script></p>
<ul><li>бір<li>екі</ul><table><tr><td>a</td><td>b</td></tr></table><p hidden>unseen</p><pre>x
 y</pre>loose text<div></div></body></html>"""
SEEN = ["Home", "Газ бағасы", "Алаң бос еді,\nтаң\u00a0атты & болды.", "бір", "екі", "a", "b", "x\ny", "loose text"]


class TestWebPages:
    @pytest.mark.parametrize("codec", ["utf-8", "kz1048", "utf-16"])
    def test_visible_blocks_in_the_declared_encoding(self, codec: str, tmp_path: Path) -> None:
        data = PAGE.format(charset=codec).encode(codec)
        assert blocks(data, "a.html", tmp_path) == SEEN

    def test_being_told_the_encoding_overrides_what_the_page_says(self, tmp_path: Path) -> None:
        (tmp_path / "a.htm").write_bytes(PAGE.format(charset="koi8-r").encode("ptcp154"))
        assert paragraphs_of(tmp_path / "a.htm", "ptcp154") == SEEN

    def test_an_undeclared_or_unknown_encoding_is_detected(self, tmp_path: Path) -> None:
        data = PAGE.format(charset="no-such-thing").encode("kz1048")
        assert blocks(data, "a.html", tmp_path) == SEEN

    @pytest.mark.parametrize("page", ["<html></html>", "<!-- only -->", "<script>x</script>"])
    def test_pages_without_text(self, page: str, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_text(page)
        with pytest.raises(InputError, match="has no text in it"):
            read_version(tmp_path / "a.html", "en")

    def test_plain_words_in_a_page_file_and_broken_markup(self, tmp_path: Path) -> None:
        assert blocks(b"just words", "a.html", tmp_path) == ["just words"]
        assert blocks(b"<p>one<p>two</b></div><i>three", "a.html", tmp_path) == ["one", "twothree"]

    def test_deep_nesting_does_not_overflow(self, tmp_path: Path) -> None:
        assert blocks(b"<div>" * 1000 + b"deep", "a.html", tmp_path) == ["deep"]


BOOK = {
    "META-INF/container.xml": '<container xmlns="urn:c"><rootfile full-path="OPS/book.opf"/></container>',
    "OPS/book.opf": """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
        <item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
        <item id="b" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>
        <item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/>
        <item id="i" href="i.png" media-type="image/png"/></manifest>
        <spine><itemref idref="n"/><itemref idref="a"/><itemref idref="i"/><itemref idref="b"/></spine></package>""",
    "OPS/nav.xhtml": "<html><body>Contents</body></html>",
    "OPS/text/one.xhtml": '<?xml version="1.0" encoding="utf-8"?><html><body><p>Бірінші тарау.</p></body></html>',
    "OPS/text/two b.xhtml": "<html><body><p>Екінші тарау.</p></body></html>",
}


class TestBooks:
    def test_chapters_follow_the_spine(self, tmp_path: Path) -> None:
        assert blocks(package(BOOK), "a.epub", tmp_path) == ["Бірінші тарау.", "Екінші тарау."]

    def test_a_missing_chapter_is_named(self, tmp_path: Path) -> None:
        members = {name: text for name, text in BOOK.items() if "one" not in name}
        (tmp_path / "a.epub").write_bytes(package(members))
        with pytest.raises(InputError, match=r"OPS/text/one\.xhtml is missing"):
            read_version(tmp_path / "a.epub", "kk")


SRT = """1
00:00:01,000 --> 00:00:02,500
<i>Алаң бос</i>
еді.

2
00:00:03,000 --> 00:00:04,000 X1:10
{\\an8}5 < 7, дейді.


3
00:00:05,000 --> 00:00:06,000

"""
VTT = """WEBVTT

NOTE hidden

intro
00:01.000 --> 00:02.000 align:start
<v Aru>Келді.</v>

00:03.000 --> 00:04.000
Кетті.
"""


class TestSubtitles:
    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    def test_cues_without_numbers_times_and_styling(self, newline: str, tmp_path: Path) -> None:
        data = SRT.replace("\n", newline).encode("utf-8-sig")
        assert blocks(data, "a.srt", tmp_path) == ["Алаң бос\nеді.", "5 < 7, дейді."]
        assert blocks(VTT.encode(), "a.vtt", tmp_path) == ["Келді.", "Кетті."]

    def test_other_text_under_that_name_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.srt").write_text("Just words.\n")
        with pytest.raises(InputError, match="has no subtitles in it"):
            read_version(tmp_path / "a.srt", "en")


def pdf(words: str) -> bytes:
    """One page that shows `words`, with a font whose character map says which letters they are."""
    codes = {letter: number for number, letter in enumerate(sorted(set(words)), start=1)}
    shown = "".join(f"{codes[letter]:02X}" for letter in words)
    letters = "\n".join(f"<{number:02X}> <{ord(letter):04X}>" for letter, number in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{letters}\nendbfchar endcmap end end"
    )
    page = f"BT /F1 12 Tf 72 720 Td <{shown}> Tj ET"
    fonts = "<< /Font << /F1 4 0 R >> >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources {fonts} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    references = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF"
    return data + (references + trailer).encode()


class TestPdf:
    def test_the_text_layer_is_read(self, tmp_path: Path) -> None:
        assert blocks(pdf("Қаңтар күні."), "a.pdf", tmp_path) == ["Қаңтар күні."]

    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            (pdf(" "), "without text, perhaps a scan"),
            (b"%PDF-1.4\nbroken", "is not a readable PDF"),
            (b"words", "is not a"),
        ],
    )
    def test_files_without_readable_text(self, data: bytes, problem: str, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").write_bytes(data)
        with pytest.raises(InputError, match=problem):
            read_version(tmp_path / "a.pdf", "kk")

    def test_without_its_library_the_install_line_is_given(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "pypdf", None)
        (tmp_path / "a.pdf").write_bytes(pdf("a"))
        with pytest.raises(MissingPartError) as caught:
            read_version(tmp_path / "a.pdf", "kk")
        assert "aligner[pdf]" in caught.value.hint


def test_a_folder_may_mix_formats(tmp_path: Path) -> None:
    for name, data in {"en/a.html": b"<p>One.", "kk/a.docx": word("<w:p><w:r><w:t>Бір.</w:t></w:r></w:p>")}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(data)
    (document,) = find_documents(tmp_path)
    assert [paragraphs_of(path) for _, path in document.files] == [["One."], ["Бір."]]
