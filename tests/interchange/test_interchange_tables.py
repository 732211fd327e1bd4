import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.errors import InputError, UsageError
from aligner.interchange.incoming import documents_from
from aligner.interchange.jsonl import read_jsonl, write_jsonl
from aligner.interchange.moses import read_moses, write_moses
from aligner.interchange.tsv import escape, read_tsv, unescape, write_tsv
from aligner.model import ParallelDocument

# Lone surrogates are no text: no file can be decoded to them, and neither Parquet nor JSON holds them.
any_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=10)
awkward = st.text(alphabet="=+-@'\"\t\n\r\\|0ntu\ufeff\u2028\x00aә", max_size=8)
cells = st.lists(any_text | awkward, max_size=3).map(tuple)
relaxed = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

HEAD = '{"type":"document","document":"a","languages":["en","ru"]}\n'


class TestTsv:
    def test_the_table(
        self, news: ParallelDocument, tmp_path: Path, check_golden: Callable[[Path, str], None]
    ) -> None:
        report = write_tsv([news], tmp_path / "news.tsv")
        assert (report.files, report.written) == ((tmp_path / "news.tsv",), 5)
        check_golden(tmp_path / "news.tsv", "news.tsv")

    def test_everything_but_spans_and_links_comes_back(self, news: ParallelDocument, tmp_path: Path) -> None:
        write_tsv([news], tmp_path / "a.tsv")
        (back,) = documents_from(read_tsv(tmp_path / "a.tsv"), "other")
        assert (back.name, back.languages) == (news.name, news.languages)
        for mine, theirs in zip(news.rows, back.rows, strict=True):
            assert [[s.text for s in cell] for cell in theirs.segments] == [
                [s.text for s in cell] for cell in mine.segments
            ]
            for field in ("confidence", "status", "flags", "note", "reviewer", "bookmark", "changed_at"):
                assert getattr(theirs, field) == getattr(mine, field)

    @relaxed
    @given(rows=st.lists(st.tuples(cells, cells), min_size=1, max_size=4), note=any_text | awkward)
    def test_any_text_comes_back(
        self,
        rows: list[tuple[tuple[str, ...], ...]],
        note: str,
        tmp_path: Path,
        make_document: Callable[..., ParallelDocument],
    ) -> None:
        document = make_document(rows, ("en", "kk"))
        document = replace(document, rows=tuple(replace(row, note=note) for row in document.rows))
        write_tsv([document], tmp_path / "a.tsv")
        units = read_tsv(tmp_path / "a.tsv")
        assert [tuple(texts for _, texts in unit.texts) for unit in units] == rows
        assert all((unit.note or "") == note for unit in units)
        assert len((tmp_path / "a.tsv").read_bytes().splitlines()) == len(rows) + 1

    @relaxed
    @given(rows=st.lists(st.tuples(cells, cells), min_size=1, max_size=4))
    def test_other_readers_of_tables_find_the_same_cells(
        self,
        rows: list[tuple[tuple[str, ...], ...]],
        tmp_path: Path,
        make_document: Callable[..., ParallelDocument],
    ) -> None:
        write_tsv([make_document(rows, ("en", "kk"))], tmp_path / "a.tsv")
        with (tmp_path / "a.tsv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, "excel-tab", strict=True))
        assert {len(line) for line in lines} == {11}
        written = [[r"\|".join(escape(text) or r"\0" for text in cell) for cell in row] for row in rows]
        unguarded = [[re.sub(r"^'('*[=+\-@])", r"\1", cell) for cell in line[2:4]] for line in lines[1:]]
        assert unguarded == written

    def test_a_table_that_a_spreadsheet_saved_keeps_its_texts(self, tmp_path: Path) -> None:
        with (tmp_path / "a.tsv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, "excel-tab")
            table.writerows([["en", "kk"], ['"Yes", he said.', "Ол «иә»\nдеді."], ["No.", 'Ол "жоқ'], ["A", "a\tb"]])
        texts = [[text for _, (text,) in unit.texts] for unit in read_tsv(tmp_path / "a.tsv")]
        assert texts == [['"Yes", he said.', "Ол «иә»\nдеді."], ["No.", 'Ол "жоқ'], ["A", "a\tb"]]

    def test_marks_of_a_table_without_quoting_are_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.tsv").write_text('en\tkk\n"Yes."\t"Иә."\n"Come in\tКіріңіз\n', encoding="utf-8")
        texts = [[text for _, (text,) in unit.texts] for unit in read_tsv(tmp_path / "a.tsv")]
        assert texts == [['"Yes."', '"Иә."'], ['"Come in', "Кіріңіз"]]

    def test_a_cell_that_is_never_closed_is_said_with_its_line(self, news: ParallelDocument, tmp_path: Path) -> None:
        write_tsv([news], tmp_path / "a.tsv")
        whole = (tmp_path / "a.tsv").read_text(encoding="utf-8")
        (tmp_path / "a.tsv").write_text(whole + 'news\t9\t"Open\n', encoding="utf-8")
        with pytest.raises(InputError, match="line 7: a quotation mark at the beginning of a cell is never closed"):
            read_tsv(tmp_path / "a.tsv")

    @given(any_text | awkward)
    def test_escapes_are_undone(self, text: str) -> None:
        assert unescape(escape(text)) == text
        assert not set("\t\n\r") & set(escape(text))

    @pytest.mark.parametrize("text", ["=SUM(A1)", "+7 727", "-5", "@name", "'=x"])
    def test_no_cell_begins_like_a_formula(
        self, text: str, tmp_path: Path, make_document: Callable[..., ParallelDocument]
    ) -> None:
        write_tsv([make_document([((text,), ("ok",))], ("en", "ru"))], tmp_path / "a.tsv")
        cell = (tmp_path / "a.tsv").read_text().splitlines()[1].split("\t")[2]
        assert cell == f"'{text}"

    def test_a_foreign_table_needs_two_languages_only(self, tmp_path: Path) -> None:
        (tmp_path / "a.tsv").write_bytes("kk-KZ\tComment\tEN\r\n'Tis бір\tx\tone\r\n".encode("utf-8-sig"))
        (unit,) = read_tsv(tmp_path / "a.tsv")
        assert dict(unit.texts) == {"kk": ("'Tis бір",), "en": ("one",)}
        assert unit.confidence == 1

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            ("one\ttwo\n", "line 1: the heading does not name two languages"),
            ("en\ten-GB\tru\n", "line 1: two columns are called en"),
            ("en\tru\n", "holds no rows"),
            ("en\tru\na\tб\nc\n", "line 3: has 1 columns"),
            ("en\tru\tconfidence\na\tб\tmuch\n", "line 2: could not convert"),
            ("en\tru\tconfidence\na\tб\t7\n", "line 2: confidence 7 is not between"),
            ("en\tru\tstatus\na\tб\tdone\n", "line 2: 'done' is not a valid Status"),
        ],
    )
    def test_tables_that_do_not_fit(self, content: str, problem: str, tmp_path: Path) -> None:
        (tmp_path / "a.tsv").write_text(content)
        with pytest.raises(InputError, match=problem) as caught:
            read_tsv(tmp_path / "a.tsv")
        assert caught.value.hint


class TestJsonLines:
    def test_the_lines(
        self, news: ParallelDocument, tmp_path: Path, check_golden: Callable[[Path, str], None]
    ) -> None:
        write_jsonl([news], tmp_path / "news.jsonl")
        check_golden(tmp_path / "news.jsonl", "news.jsonl")

    def test_documents_come_back_whole(self, news: ParallelDocument, tmp_path: Path) -> None:
        other = replace(news, name="other", rows=news.rows[:2], extra={"b": "2", "a": "1"})
        write_jsonl([news, other], tmp_path / "a.jsonl")
        assert read_jsonl(tmp_path / "a.jsonl") == (news, other)

    @relaxed
    @given(rows=st.lists(st.tuples(cells, cells), max_size=4))
    def test_any_text_comes_back(
        self,
        rows: list[tuple[tuple[str, ...], ...]],
        tmp_path: Path,
        make_document: Callable[..., ParallelDocument],
    ) -> None:
        document = make_document(rows, ("en", "kk"))
        write_jsonl([document], tmp_path / "a.jsonl")
        assert read_jsonl(tmp_path / "a.jsonl") == (document,)

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            ("", "holds no documents"),
            ("hello\n", "line 1: JSON is malformed"),
            ('{"type": "row", "row": 0, "segments": {}}\n', "line 1: a row stands before any document"),
            (
                '{"type": "document", "document": "a", "languages": ["en", "ru"]}\n{"type": "row"}\n',
                "line 2: Object miss",
            ),
            (
                '{"type":"document","document":"a","languages":["en","ru"]}\n{"type":"row","row":0,"segments":{},'
                '"links":[{"a":"en","b":"ru","a_segments":[0],"b_segments":[]}]}\n',
                "line 2: a link between en and ru points outside its row",
            ),
            ('{"type":"document","document":"","languages":["en","ru"]}\n', "line 1: Expected `str` of length >= 1"),
            ('{"type":"document","document":"a\\u0000","languages":["en"]}\n', "line 1: Expected `str` matching"),
            (f'{HEAD}{{"type":"row","row":0,"segments":{{"de":[]}}}}\n', "line 2: the document has no de"),
            (f'{HEAD}{{"type":"row","row":0,"segments":{{}},"confidence":7}}\n', "line 2: Expected `float` <= 1"),
            (f'{HEAD}{{"type":"row","row":0,"segments":{{}},"support":[1]}}\n', "line 2: support needs a number"),
            (
                f'{HEAD}{{"type":"row","row":0,"segments":{{"en":[{{"text":"","start":-5,"stop":0,"paragraph":0}}]}}}}\n',
                "line 2: Expected `int` >= 0",
            ),
        ],
    )
    def test_files_that_do_not_fit(self, content: str, problem: str, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_text(content)
        with pytest.raises(InputError, match=problem):
            read_jsonl(tmp_path / "a.jsonl")


class TestMoses:
    def test_a_pair_is_cut_along_its_links(self, news: ParallelDocument, tmp_path: Path) -> None:
        report = write_moses([news], tmp_path / "a", ("en", "kk"))
        english, kazakh = ((tmp_path / f"a.{code}").read_text(encoding="utf-8").splitlines() for code in ("en", "kk"))
        assert list(zip(english, kazakh, strict=True)) == [
            ("The square was empty.", "Алаң бос еді."),
            ("They came at night.", "Олар түнде келді."),
            ("They left at dawn.", "Таңға жуық кетті."),
            ("=SUM(A1) & <b> hidden", "-дефис|"),
        ]
        assert report.written == 4
        assert report.sentences() == ("left out: 2 × not in every language (news item 2, news item 4)",)

    def test_all_languages_take_whole_rows(self, news: ParallelDocument, tmp_path: Path) -> None:
        report = write_moses([news], tmp_path / "a")
        assert [path.name for path in report.files] == ["a.en", "a.ru", "a.kk"]
        assert report.written == 3
        assert "Ночью они пришли, а на рассвете ушли." in (tmp_path / "a.ru").read_text(encoding="utf-8").splitlines()

    def test_lines_come_back_in_step(self, news: ParallelDocument, tmp_path: Path) -> None:
        write_moses([news], tmp_path / "a", ("ru", "kk"))
        units = read_moses(tmp_path / "a", ("ru", "kk"))
        assert units[0].texts == (("ru", ("Площадь была пуста.",)), ("kk", ("Алаң бос еді.",)))
        assert len(units) == 3

    def test_files_out_of_step_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.en").write_text("one\ntwo\n")
        (tmp_path / "a.ru").write_text("один\n")
        with pytest.raises(InputError, match="2 lines in en, 1 lines in ru"):
            read_moses(tmp_path / "a", ("en", "ru"))
        with pytest.raises(InputError, match="there is no such file"):
            read_moses(tmp_path / "a", ("en", "kk"))

    def test_one_language_is_no_parallel_text(self, news: ParallelDocument, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="two languages"):
            write_moses([news], tmp_path / "a", ("en",))
