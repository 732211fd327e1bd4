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


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (["a.txt"], "has no language folders"),
        ([], "has no language folders"),
        (["en/.hidden"], "its language folders hold no files"),
        (["en/a.txt", "en/a.md", "ru/a.txt"], r"a\.txt: a\.md in the same folder has the same name"),
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
