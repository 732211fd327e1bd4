from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.reading import find_documents


def fill(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def test_documents_are_sorted_and_their_languages_ordered(tmp_path: Path) -> None:
    fill(tmp_path, "kk/b.txt", "ru/b.txt", "en/b.txt", "de/b.md", "en/a.txt")
    first, second = find_documents(tmp_path)
    assert (first.name, first.files, first.missing) == ("a", (("en", tmp_path / "en/a.txt"),), ("ru", "kk", "de"))
    assert [language for language, _ in second.files] == ["en", "ru", "kk", "de"]
    assert second.missing == ()


def test_hidden_files_loose_files_and_other_folders_are_passed_over(tmp_path: Path) -> None:
    fill(tmp_path, "en/a.txt", "en/.DS_Store", ".git/a.txt", "README.md", "pictures of us/b.txt", "en/sub/c.txt")
    (document,) = find_documents(tmp_path)
    assert document.files == (("en", tmp_path / "en/a.txt"),)


def test_a_folder_of_tables_is_no_language(tmp_path: Path) -> None:
    fill(tmp_path, "en/a.txt", "ru/a.txt", "out/a.parquet", "out/memory.tmx")
    (document,) = find_documents(tmp_path)
    assert [language for language, _ in document.files] == ["en", "ru"]
    assert document.missing == ()


def test_folders_of_one_language_are_taken_together(tmp_path: Path) -> None:
    fill(tmp_path, "en/a.txt", "EN/b.txt", "kk/a.txt", "kaz/b.txt", "Kazakh/c.txt", "русский/a.txt")
    documents = {document.name: dict(document.files) for document in find_documents(tmp_path)}
    assert documents == {
        "a": {"en": tmp_path / "en/a.txt", "ru": tmp_path / "русский/a.txt", "kk": tmp_path / "kk/a.txt"},
        "b": {"en": tmp_path / "EN/b.txt", "kk": tmp_path / "kaz/b.txt"},
        "c": {"kk": tmp_path / "Kazakh/c.txt"},
    }


def test_a_script_and_a_country_make_languages_of_their_own(tmp_path: Path) -> None:
    fill(tmp_path, "pt_BR/a.txt", "zh-hant/a.txt", "zh_Hans/a.txt", "my_texts/a.txt", "de_old/a.txt", "kk-KZ/a.txt")
    (document,) = find_documents(tmp_path)
    assert [language for language, _ in document.files] == ["kk", "pt-BR", "zh-Hans", "zh-Hant"]


@pytest.mark.parametrize(("first", "second"), [("en/a.docx", "en/a.txt"), ("EN/a.txt", "en/a.txt")])
def test_two_files_for_one_version_concern_their_document_only(first: str, second: str, tmp_path: Path) -> None:
    fill(tmp_path, first, second, "ru/a.txt", "en/b.txt", "ru/b.txt")
    doubtful, sound = find_documents(tmp_path)
    assert (doubtful.files, sound.problem) == ((), "")
    assert doubtful.problem.startswith(f"{tmp_path / first}: {tmp_path / second} is its en version too")
    assert [language for language, _ in sound.files] == ["en", "ru"]


def test_links_that_lead_nowhere_are_said(tmp_path: Path) -> None:
    fill(tmp_path, "en/a.txt", "ru/a.txt")
    (tmp_path / "ru/b.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "kk").symlink_to(tmp_path / "gone")
    said: list[str] = []
    (document,) = find_documents(tmp_path, said.append)
    assert document.missing == ()
    assert said == [
        f"{tmp_path / place}: is a link that leads nowhere, and is passed over" for place in ("kk", "ru/b.txt")
    ]


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (["a.txt"], "has no language folders"),
        ([], "has no language folders"),
        (["en/.hidden"], "its language folders hold no files"),
    ],
)
def test_folders_that_hold_no_corpus(names: list[str], problem: str, tmp_path: Path) -> None:
    fill(tmp_path, *names)
    with pytest.raises(InputError, match=problem) as caught:
        find_documents(tmp_path)
    assert caught.value.hint


def test_a_file_or_nothing_instead_of_a_folder(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    with pytest.raises(InputError, match="is a file, not a folder"):
        find_documents(tmp_path / "a.txt")
    with pytest.raises(InputError, match="there is no such folder"):
        find_documents(tmp_path / "absent")
