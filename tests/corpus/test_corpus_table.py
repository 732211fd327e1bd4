"""The parallel table: what is written comes back, with the types and the order of the contract."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.corpus import from_frame, open_corpus, read_document, to_frame, write_document
from aligner.corpus.schema import table_schema
from aligner.corpus.storage import read_stored
from aligner.errors import InputError, OutputError
from aligner.model import Link, ParallelDocument, Row, Segment, Status, VersionInfo

CONTRACT: dict[str, Any] = {
    "document": pl.String,
    "row": pl.UInt32,
    "en": pl.List(pl.String),
    "kk": pl.List(pl.String),
    "en_spans": pl.List(pl.Struct({"start": pl.UInt32, "stop": pl.UInt32, "paragraph": pl.UInt32})),
    "kk_spans": pl.List(pl.Struct({"start": pl.UInt32, "stop": pl.UInt32, "paragraph": pl.UInt32})),
    "links": pl.List(
        pl.Struct(
            {
                "a": pl.String,
                "b": pl.String,
                "a_segments": pl.List(pl.UInt16),
                "b_segments": pl.List(pl.UInt16),
                "confidence": pl.Float32,
            }
        )
    ),
    "confidence": pl.Float32,
    "status": pl.Enum(["proposed", "confirmed"]),
    "flags": pl.List(pl.String),
    "note": pl.String,
    "reviewer": pl.String,
    "bookmark": pl.Boolean,
    "changed_at": pl.Datetime("us", "UTC"),
    "support": pl.List(pl.Float32),
}


def sample(name: str = "news", languages: tuple[str, ...] = ("en", "kk")) -> ParallelDocument:
    first = Row(
        segments=(
            (Segment(0, 8, 0, "It rains"), Segment(9, 13, 0, "Hard")),
            (Segment(0, 21, 0, "Жаңбыр қатты жауып тұр"),),
        ),
        links=(Link("en", "kk", (0, 1), (0,), 0.75),),
        confidence=0.5,
        status=Status.CONFIRMED,
        flags=("numbers", "names"),
        note="дұрыс па?",
        reviewer="Әсел",
        bookmark=True,
        changed_at=datetime(2026, 1, 5, 12, 30, 1, 123456, tzinfo=UTC),
        support=(0.5, 0.25),
    )
    second = Row(segments=((Segment(14, 20, 1, "𝄞 e\u0301 \u200d!"),), ()), links=(Link("en", "kk", (0,), ()),))
    return ParallelDocument(
        name=name,
        languages=languages,
        rows=(first, second),
        versions=(VersionInfo("en", "news.txt", "ab" * 32), VersionInfo("kk", "жаңалық.txt", "cd" * 32, "kz1048")),
        signature="engine:e5|version:1",
        extra={"made-by": "a test"},
    )


def test_the_columns_are_those_of_the_contract() -> None:
    frame = to_frame(sample())
    assert dict(frame.schema) == CONTRACT
    assert list(frame.schema) == list(CONTRACT)


def test_a_row_reads_in_polars_as_a_person_expects() -> None:
    row = to_frame(sample()).row(0, named=True)
    assert row["en"] == ["It rains", "Hard"]
    assert row["kk_spans"] == [{"start": 0, "stop": 21, "paragraph": 0}]
    assert row["links"] == [{"a": "en", "b": "kk", "a_segments": [0, 1], "b_segments": [0], "confidence": 0.75}]
    assert row["status"] == "confirmed"
    assert to_frame(sample()).row(1, named=True)["kk"] == []


def test_a_document_comes_back_from_its_table_and_its_file(tmp_path: Path) -> None:
    document = sample()
    write_document(document, tmp_path / "news.parquet")
    assert read_document(tmp_path / "news.parquet") == document
    assert from_frame(to_frame(document)).rows == document.rows


def test_a_document_without_rows_comes_back(tmp_path: Path) -> None:
    document = ParallelDocument("empty", ("en", "ru", "kk"), ())
    write_document(document, tmp_path / "empty.parquet")
    assert read_document(tmp_path / "empty.parquet") == document
    assert to_frame(document).schema == table_schema(("en", "ru", "kk"))


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    write_document(sample(), tmp_path / "one.parquet")
    write_document(sample(), tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_a_moment_in_another_zone_is_stored_in_utc() -> None:
    almaty = timezone(timedelta(hours=5))
    row = Row(segments=((), ()), changed_at=datetime(2026, 1, 5, 17, 0, tzinfo=almaty))
    frame = to_frame(ParallelDocument("zone", ("en", "kk"), (row,)))
    back = from_frame(frame).rows[0].changed_at
    assert back == row.changed_at
    assert back is not None
    assert back.utcoffset() == timedelta(0)


def test_the_file_remembers_its_place_in_the_journal(tmp_path: Path) -> None:
    write_document(sample(), tmp_path / "news.parquet", sequence=17, lineage="abc")
    stored = read_stored(tmp_path / "news.parquet")
    assert (stored.sequence, stored.lineage) == (17, "abc")


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
segment = st.builds(Segment, st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(0, 9), text)
unit = st.floats(0, 1, width=32)


@st.composite
def documents(draw: st.DrawFn) -> ParallelDocument:
    languages = draw(st.sampled_from([("en",), ("en", "ru"), ("kk", "ru", "en"), ("en", "ru", "kk", "de")]))

    def row() -> Row:
        cells = tuple(tuple(draw(st.lists(segment, max_size=3))) for _ in languages)
        links = tuple(
            Link(a, b, tuple(range(len(cells[i]))), tuple(range(len(cells[j]))), draw(unit))
            for i, a in enumerate(languages)
            for j, b in enumerate(languages)
            if i < j and draw(st.booleans())
        )
        return Row(
            cells,
            links,
            draw(unit),
            draw(st.sampled_from(Status)),
            tuple(draw(st.lists(text, max_size=2))),
            draw(st.none() | text),
            draw(st.none() | text),
            draw(st.booleans()),
            draw(st.none() | st.datetimes(timezones=st.just(UTC))),
            tuple(draw(st.lists(unit, max_size=2))),
        )

    return ParallelDocument(draw(text), languages, tuple(row() for _ in range(draw(st.integers(0, 4)))))


@given(documents())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_comes_back_unchanged(document: ParallelDocument) -> None:
    back = from_frame(to_frame(document), languages=document.languages)
    assert back.rows == document.rows


class TestFilesThatAreNotOurs:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"gone\.parquet: there is no such file"):
            read_document(tmp_path / "gone.parquet")

    def test_a_text_file(self, tmp_path: Path) -> None:
        (tmp_path / "x.parquet").write_text("бұл кесте емес")
        with pytest.raises(InputError, match=r"x\.parquet: is not a whole Parquet file"):
            read_document(tmp_path / "x.parquet")

    @pytest.mark.parametrize("part", [0, 3, 100, 0.5, 0.99])
    def test_a_file_cut_short(self, tmp_path: Path, part: float) -> None:
        path = tmp_path / "cut.parquet"
        write_document(sample(), path)
        whole = path.read_bytes()
        path.write_bytes(whole[: int(part if part > 1 else part * len(whole))])
        with pytest.raises(InputError, match=r"cut\.parquet"):
            read_document(path)

    def test_a_table_of_something_else(self, tmp_path: Path) -> None:
        pl.DataFrame({"price": [1, 2]}).write_parquet(tmp_path / "prices.parquet")
        with pytest.raises(InputError, match=r"prices\.parquet: .*not a table of aligner"):
            read_document(tmp_path / "prices.parquet")

    def test_a_column_of_another_type(self, tmp_path: Path) -> None:
        frame = to_frame(sample()).with_columns(pl.col("confidence").cast(pl.String))
        frame.write_parquet(tmp_path / "odd.parquet")
        with pytest.raises(InputError, match="'confidence' is String"):
            read_document(tmp_path / "odd.parquet")

    def test_a_newer_schema_is_refused_with_the_reason(self, tmp_path: Path) -> None:
        path = tmp_path / "future.parquet"
        to_frame(sample()).write_parquet(path, metadata={"aligner.schema_version": "99"})
        with pytest.raises(InputError, match=r"newer aligner \(schema 99"):
            read_document(path)

    def test_an_older_schema_that_nobody_migrates_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "old.parquet"
        to_frame(sample()).write_parquet(path, metadata={"aligner.schema_version": "0"})
        with pytest.raises(InputError, match="schema 0 is too old"):
            read_document(path)

    def test_damaged_metadata(self, tmp_path: Path) -> None:
        path = tmp_path / "damaged.parquet"
        to_frame(sample()).write_parquet(path, metadata={"aligner.languages": "{not json"})
        with pytest.raises(InputError, match=r"damaged\.parquet: its metadata are damaged"):
            read_document(path)

    def test_texts_and_spans_that_do_not_pair_up(self) -> None:
        frame = to_frame(sample()).with_columns(pl.Series("kk", [["бір", "екі"], []]))
        with pytest.raises(InputError, match="'kk' and its spans"):
            from_frame(frame)

    @pytest.mark.parametrize("column", ["confidence", "status", "bookmark", "document"])
    def test_empty_cells_where_there_must_be_a_value(self, column: str) -> None:
        frame = to_frame(sample()).with_columns(pl.lit(None, dtype=CONTRACT[column]).alias(column))
        with pytest.raises(InputError, match=f"'{column}' has empty cells"):
            from_frame(frame)

    def test_a_text_that_is_no_text(self) -> None:
        frame = to_frame(sample()).with_columns(pl.Series("kk", [[None], []], dtype=pl.List(pl.String)))
        with pytest.raises(InputError, match="'kk' and its spans"):
            from_frame(frame)

    def test_a_link_between_languages_that_are_not_there(self) -> None:
        document = sample()
        row = Row(segments=document.rows[1].segments, links=(Link("en", "ru", (0,), ()),))
        with pytest.raises(InputError, match="row 0: a link names en-ru"):
            from_frame(to_frame(ParallelDocument("x", ("en", "kk"), (row,))))

    def test_a_link_outside_its_row(self) -> None:
        document = sample()
        row = Row(segments=document.rows[1].segments, links=(Link("en", "kk", (5,), ()),))
        with pytest.raises(InputError, match="row 0: a link points"):
            from_frame(to_frame(ParallelDocument("x", ("en", "kk"), (row,))))


class TestTolerance:
    def test_a_table_rewritten_by_another_tool_loses_only_its_metadata(self, tmp_path: Path) -> None:
        document = sample()
        to_frame(document).write_parquet(tmp_path / "bare.parquet")
        back = read_document(tmp_path / "bare.parquet")
        assert (back.name, back.languages, back.rows) == (document.name, document.languages, document.rows)
        assert back.versions == ()

    def test_the_support_column_may_be_missing(self) -> None:
        back = from_frame(to_frame(sample()).drop("support"))
        assert [row.support for row in back.rows] == [(), ()]


def test_languages_that_cannot_name_columns_are_refused() -> None:
    for languages in (("en", "en"), ("row", "en"), ("en", "a b"), ("", "en")):
        with pytest.raises(InputError):
            to_frame(ParallelDocument("x", languages, ()))


def test_half_of_a_surrogate_pair_is_refused() -> None:
    row = Row(segments=((Segment(0, 1, 0, "\ud800"),),))
    with pytest.raises(InputError, match="surrogate"):
        to_frame(ParallelDocument("x", ("en",), (row,)))


def test_an_unwritable_place_is_said_and_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        write_document(sample(), tmp_path / "file" / "news.parquet")
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems take Unicode names only")
def test_a_table_whose_path_is_no_text_is_read_but_not_scanned(tmp_path: Path) -> None:
    path = tmp_path / "na\udcefve" / "news.parquet"
    write_document(sample(), path)
    assert read_document(path) == sample()
    with pytest.raises(InputError, match="not valid Unicode"):
        open_corpus(path.parent)


class TestOpenCorpus:
    def test_all_documents_of_a_folder_are_one_lazy_table(self, tmp_path: Path) -> None:
        write_document(sample("a"), tmp_path / "a.parquet")
        write_document(sample("b"), tmp_path / "sub" / "b.parquet")
        corpus = open_corpus(tmp_path)
        assert isinstance(corpus, pl.LazyFrame)
        counted = corpus.group_by("document").len().sort("document").collect()
        assert counted.rows() == [("a", 2), ("b", 2)]

    def test_documents_may_differ_in_their_languages(self, tmp_path: Path) -> None:
        write_document(sample("a"), tmp_path / "a.parquet")
        other = ParallelDocument("b", ("ru", "kk"), (Row(segments=((), (Segment(0, 3, 0, "Иә!"),))),))
        write_document(other, tmp_path / "b.parquet")
        write_document(sample("c"), tmp_path / "c.parquet")
        frame = open_corpus(tmp_path).collect()
        assert frame.columns[:8] == ["document", "row", "en", "kk", "ru", "en_spans", "kk_spans", "ru_spans"]
        assert frame["document"].to_list() == ["a", "a", "b", "c", "c"]
        assert frame.filter(document="b")["en"].to_list() == [None]
        assert frame.filter(document="b")["ru"].to_list() == [[]]

    def test_a_name_with_brackets_is_a_name(self, tmp_path: Path) -> None:
        write_document(sample("x"), tmp_path / "x[1]*.parquet")
        assert open_corpus(tmp_path).collect().height == 2

    def test_an_empty_or_missing_folder_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no such folder"):
            open_corpus(tmp_path / "nowhere")
        with pytest.raises(InputError, match=r"holds no \.parquet file"):
            open_corpus(tmp_path)

    def test_a_foreign_file_among_them_is_named(self, tmp_path: Path) -> None:
        write_document(sample("a"), tmp_path / "a.parquet")
        pl.DataFrame({"price": [1]}).write_parquet(tmp_path / "b.parquet")
        with pytest.raises(InputError, match=r"b\.parquet"):
            open_corpus(tmp_path)


def test_confidence_is_stored_as_a_32_bit_number() -> None:
    row = Row(segments=((), ()), confidence=0.1)
    back = from_frame(to_frame(ParallelDocument("x", ("en", "kk"), (row,)))).rows[0]
    assert back.confidence == float(np.float32(0.1))
