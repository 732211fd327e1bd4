import hashlib
import io
import time
import zipfile
from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.reading import read_presegmented, read_version


def write(folder: Path, data: bytes | str, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def archive_with(member: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        # A fixed date: test names hold these bytes, and every worker must see the same names.
        archive.writestr(zipfile.ZipInfo(member), "x")
    return file.getvalue()


def test_a_version_remembers_where_it_came_from(tmp_path: Path) -> None:
    data = "Біринші.\r\n\r\nЕкінші.".encode("utf-8-sig")
    version = read_version(write(tmp_path, data), "kk")
    assert version.text == "Біринші.\r\n\r\nЕкінші."
    assert [version.text[p.start : p.stop] for p in version.paragraphs] == ["Біринші.", "Екінші."]
    assert (version.language, version.file_name, version.encoding) == ("kk", "a.txt", "utf-8-sig")
    assert version.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("reader", [read_version, read_presegmented])
class TestBadFiles:
    @pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n", "\u200b\u00a0".encode()])
    def test_nothing_in_it(self, reader: object, data: bytes, tmp_path: Path) -> None:
        assert callable(reader)
        with pytest.raises(InputError, match=r"a\.txt: (is empty|has no text in it)"):
            reader(write(tmp_path, data), "en")

    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (b"%PDF-1.7\n...", "a PDF"),
            (b"{\\rtf1\\ansi Hello}", "an RTF document"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), r"an old Microsoft Office document"),
            (b"\x1f\x8b\x08\x00", "a gzip archive"),
            (archive_with("word/document.xml"), "a Word document"),
            (archive_with("xl/workbook.xml"), "an Excel workbook"),
            (archive_with("META-INF/container.xml"), "an EPUB book"),
            (archive_with("readme"), "a ZIP archive"),
            (b"PK\x03\x04 and no more", "a damaged ZIP archive"),
            (b"some\x00thing\x01", "a binary file"),
            (bytes(range(256)) * 4, "a binary file"),
        ],
    )
    def test_binary_files_are_called_by_name(self, reader: object, data: bytes, kind: str, tmp_path: Path) -> None:
        assert callable(reader)
        with pytest.raises(InputError, match=rf"a\.txt: is {kind}") as caught:
            reader(write(tmp_path, data), "en")
        assert caught.value.hint
        assert "\n" not in str(caught.value)

    def test_a_folder(self, reader: object, tmp_path: Path) -> None:
        assert callable(reader)
        with pytest.raises(InputError, match="is a folder"):
            reader(tmp_path, "en")

    def test_no_such_file(self, reader: object, tmp_path: Path) -> None:
        assert callable(reader)
        with pytest.raises(InputError, match="there is no such file"):
            reader(tmp_path / "absent.txt", "en")

    def test_undecodable_bytes(self, reader: object, tmp_path: Path) -> None:
        assert callable(reader)
        with pytest.raises(InputError, match="line 1, byte 12: 0xFE is not utf-8 text"):
            reader(write(tmp_path, "Привет".encode() + b"\xfe"), "ru")


def test_a_stray_control_character_in_a_long_text_is_kept(tmp_path: Path) -> None:
    text = "Бір жол ғана.\n" * 200 + "Мұнда\x00 артық таңба бар.\x1a\n"
    assert read_version(write(tmp_path, text), "kk").text == text


def test_five_megabytes_in_one_line(tmp_path: Path) -> None:
    path = write(tmp_path, "Один и тот же ряд слов без конца " * 90_000)
    assert path.stat().st_size > 5_000_000
    start = time.process_time()
    version = read_version(path, "ru")
    assert time.process_time() - start < 5
    assert len(version.paragraphs) == 1


def test_presegmented_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, "First.\r\n\r\n  Third. \n\u200b\nFifth\u2028still\x0cfifth\n")
    segmented = read_presegmented(path, "en")
    assert [s.text for s in segmented.segments] == ["First.", "", "Third.", "", "Fifth\u2028still\x0cfifth"]
    assert [s.paragraph for s in segmented.segments] == [0, 0, 1, 1, 2]
    text = segmented.version.text
    assert all(text[s.start : s.stop] == s.text for s in segmented.segments)
    assert len(segmented.version.paragraphs) == 3


def test_presegmented_lines_number_as_the_shell_counts_them(tmp_path: Path) -> None:
    lines = [f"Line {n}." for n in range(50)]
    for ending in ("\n", "\r\n", "\r"):
        path = write(tmp_path, ending.join(lines))
        assert [s.text for s in read_presegmented(path, "en").segments] == lines
