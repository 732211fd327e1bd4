"""The glossary file: what is read, what is refused with which words, and that writing it changes nothing."""

import time
from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.glossary.model import Glossary, Term, TermStatus
from aligner.glossary.table import GlossaryFileError, read_glossary, write_glossary

HEAD = "concept,language,term,status,part_of_speech,note\n"
STARTER = Path(__file__).parent.parent.parent / "glossary.csv"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "glossary.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(folder: Path, text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(GlossaryFileError) as caught:
        read_glossary(written(folder, text))
    return tuple(problem.removeprefix(str(folder)) for problem in caught.value.problems)


def refusal(folder: Path, text: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_glossary(written(folder, text))
    return str(caught.value).removeprefix(str(folder))


def test_rows_become_terms_in_their_order(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + 'b,ru,мент,preferred,noun,"слово, жаргон"\na,en,cop,deprecated,,\n')
    assert read_glossary(path).terms == (
        Term("b", "ru", "мент", TermStatus.PREFERRED, "noun", "слово, жаргон"),
        Term("a", "en", "cop", TermStatus.DEPRECATED),
    )


def test_the_last_two_columns_are_optional_and_columns_may_be_in_any_order(tmp_path: Path) -> None:
    path = written(tmp_path, "term,concept,status,language\nмент,m,preferred,ru\n")
    assert read_glossary(path).terms == (Term("m", "ru", "мент"),)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, ("\ufeff" + HEAD + "m,ru,мент,preferred,,\n").replace("\n", "\r\n"))
    assert read_glossary(path).terms == (Term("m", "ru", "мент"),)


def test_the_starter_glossary_holds_forty_concepts_in_three_languages_without_gaps() -> None:
    glossary = read_glossary(STARTER)
    assert len(glossary.concepts) >= 40
    assert set(glossary.languages) == {"en", "ru", "kk"}
    assert list(glossary.gaps()) == []


def test_the_starter_glossary_is_written_back_byte_for_byte(tmp_path: Path) -> None:
    write_glossary(read_glossary(STARTER), tmp_path / "copy.csv")
    assert (tmp_path / "copy.csv").read_bytes() == STARTER.read_bytes()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("m,ru,мент,approved,,", "unknown status 'approved'; it is preferred, admitted or deprecated"),
        ("m,ru,мент,,,", "the status is missing"),
        ("m,,мент,preferred,,", "the language is missing"),
        ("m,kz,мент,preferred,,", "'kz' is a country; the language is 'kk'"),
        ("m,Russian,мент,preferred,,", "'Russian' is no language code; write en, ru, kk"),
        ("m,ru,,preferred,,", "the term is missing"),
        (",ru,мент,preferred,,", "the concept is missing"),
        ("m,ru,...,preferred,,", "the term '...' has neither letter nor digit, so it can not be found in a text"),
        ("m,ru,мент,preferred,thing,", "unknown part of speech 'thing'"),
        ("m,ru,Шал, кет!,preferred,,", "7 cells where the head has 6; a term with a comma needs quotation marks"),
        ("m,ru,ме\x07нт,preferred,,", "control character in the column term"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    found = problems(tmp_path, HEAD + "a,ru,а1,preferred,,\n" + row + "\n")
    assert len(found) == 1
    assert found[0].startswith(f"/glossary.csv:3: {problem}")


def test_every_wrong_row_gets_its_line(tmp_path: Path) -> None:
    found = problems(tmp_path, HEAD + "a,ru,а1,good,,\nb,ru,б1,preferred,,\nc,,в1,preferred,,\n")
    assert [line.split(":")[1] for line in found] == ["2", "4"]


def test_a_second_preferred_term_is_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, HEAD + "m,ru,мент,preferred,,\nm,ru,легавый,preferred,,\n")
    assert found == ("/glossary.csv:3: m has a second preferred ru term, 'мент' is in line 2",)


def test_a_term_twice_is_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, HEAD + "m,ru,мент,preferred,,\nm,ru,Мент,admitted,,\n")
    assert found == ("/glossary.csv:3: the term 'Мент' of m is already in line 2",)


def test_lines_are_counted_through_cells_with_line_breaks(tmp_path: Path) -> None:
    found = problems(tmp_path, HEAD + 'm,ru,мент,preferred,,"one\ntwo"\nn,ru,мэр,bad,,\n')
    assert found[0].startswith("/glossary.csv:4: unknown status")


def test_windows_1251_is_refused_with_the_line(tmp_path: Path) -> None:
    data = HEAD.encode() + b"a,en,law,preferred,,\n" + "m,ru,мент,preferred,,\n".encode("cp1251")
    assert refusal(tmp_path, data).startswith("/glossary.csv:3: the bytes are not UTF-8 (they may be Windows-1251)")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ":1: the file is empty"),
        ("concept;language;term;status\n", ":1: the columns are not separated by commas"),
        ("concept,term,status\n", ":1: missing column: language"),
        ("concept,language,term,status,colour\n", ":1: unknown column: colour"),
        ("concept,language,term,status,note,note\n", ":1: doubled column: note"),
        (HEAD + 'm,ru,"мент,preferred,,\n', ":2: not a CSV table: a quotation mark is opened and never closed"),
        ((HEAD + "m,ru,мент,preferred,,\n").encode("utf-16"), ":1: the file is UTF-16"),
    ],
)
def test_a_file_that_is_no_glossary_says_what_is_wrong(tmp_path: Path, text: str | bytes, problem: str) -> None:
    assert refusal(tmp_path, text).startswith("/glossary.csv" + problem)


def test_a_missing_file_is_an_error_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_glossary(tmp_path / "none.csv")


@pytest.mark.parametrize("text", ["=HYPERLINK(A1)", "+7 701", "-мен", "@tengri", "'=1a", "''=1a", "'plain"])
def test_a_cell_a_spreadsheet_would_run_is_guarded_and_comes_back(tmp_path: Path, text: str) -> None:
    glossary = Glossary((Term("m", "ru", text, note=text),))
    write_glossary(glossary, tmp_path / "g.csv")
    assert read_glossary(tmp_path / "g.csv") == glossary
    cells = (tmp_path / "g.csv").read_text(encoding="utf-8").splitlines()[1].split(",")
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_two_hundred_thousand_rows_are_read(tmp_path: Path) -> None:
    rows = "".join(f"c{i},ru,слово{i},preferred,noun,\n" for i in range(200_000))
    begin = time.process_time()
    assert len(read_glossary(written(tmp_path, HEAD + rows)).terms) == 200_000
    assert time.process_time() - begin < 20


def test_a_new_term_stands_with_its_concept() -> None:
    glossary = Glossary((Term("a", "en", "x1"), Term("b", "en", "y1")))
    assert [t.text for t in glossary.with_term(Term("a", "ru", "z1")).terms] == ["x1", "z1", "y1"]
