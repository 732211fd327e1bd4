"""A new version of a source keeps the review: what stayed is found again, what changed is opened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pytest
from editing_examples import CONTEXT
from renewal_examples import LANGUAGES, by_lines, gold_document, pairs_of_lines, segmented, text_of

from aligner.editing.links import LengthSolver
from aligner.editing.operations import EditText, MergeRows, SetNote, SplitSegment
from aligner.editing.renewal import CHANGED_FLAG, Renewal, originals_of, renew
from aligner.errors import InputError
from aligner.model import Language, ParallelDocument, Row, Status

EN = """The plant was closed in the spring of that year.
Nobody told the workers why it had been closed.
Yes.
They waited for eleven days and nights.
Then 340 of them went to the capital by train.
Yes.
The minister did not receive them at all.
They came home and found the gates open."""
RU = """Весной того года завод закрыли.
Никто не сказал рабочим, почему его закрыли.
Да.
Они ждали одиннадцать дней и ночей.
Потом 340 из них поехали в столицу на поезде.
Да.
Министр их так и не принял.
Они вернулись домой и увидели ворота открытыми."""


def renewed(
    en: str = EN, ru: str = RU, document: ParallelDocument | None = None, original: ParallelDocument | None = None
) -> Renewal:
    old = document or pairs_of_lines(EN, RU)
    versions = [by_lines("en", en), by_lines("ru", ru)]
    return renew(old, versions, originals=originals_of(original) if original else None)


def shown(renewal: Renewal) -> list[str]:
    """The rows as `* English | Russian`, the star standing for a confirmed one."""
    return [
        ("* " if row.status is Status.CONFIRMED else "  ")
        + " | ".join(" / ".join(segment.text for segment in cell) or "-" for cell in row.segments)
        for row in renewal.document.rows
    ]


def lines(*numbers: int, text: str = EN) -> str:
    return "\n".join(text.splitlines()[number] for number in numbers)


def check_spans(document: ParallelDocument, **sources: str) -> None:
    """Every segment's span says where its text stands in the new source, and all of the source is there once."""
    for position, language in enumerate(document.languages):
        source = sources[language]
        segments = [segment for row in document.rows for segment in row.segments[position]]
        held = Counter(offset for segment in segments for offset in range(segment.start, segment.stop))
        assert max(held.values()) == 1
        assert {offset for offset, character in enumerate(source) if not character.isspace()} <= set(held)
        for segment in segments:
            assert source[segment.start : segment.stop] == segment.text


class TestWhatStays:
    def test_the_same_texts_keep_everything(self) -> None:
        renewal = renewed()
        assert renewal.document.rows == pairs_of_lines(EN, RU).rows
        assert renewal.describe() == "8 rows kept, 0 moved, 0 reopened, 0 new, 0 gone"

    def test_other_paragraphs_and_line_ends_change_only_spans(self) -> None:
        renewal = renewed("\n\n".join(EN.splitlines()), "\n\n\n" + RU)
        assert [row.status for row in renewal.document.rows] == [Status.CONFIRMED] * 8
        assert [row.segments[0][0].paragraph for row in renewal.document.rows] == list(range(8))
        check_spans(renewal.document, en="\n\n".join(EN.splitlines()), ru="\n\n\n" + RU)

    def test_a_paragraph_that_moved_takes_its_rows_along(self) -> None:
        order = (3, 4, 5, 6, 0, 1, 2, 7)
        renewal = renewed(lines(*order), lines(*order, text=RU))
        assert [row[:2] for row in shown(renewal)] == ["* "] * 8
        assert [row.split(" | ")[0][2:] for row in shown(renewal)] == lines(*order).splitlines()
        assert (len(renewal.kept), len(renewal.moved)) == (5, 3)

    def test_a_paragraph_that_moved_in_one_language_only_stays_with_its_translation(self) -> None:
        renewal = renewed(en=lines(3, 4, 5, 6, 0, 1, 2, 7))
        assert sorted(shown(renewal)) == sorted(shown(renewed()))

    def test_a_repeated_sentence_is_found_by_its_neighbours(self) -> None:
        renewal = renewed(lines(0, 1, 3, 4, 5, 6, 7), lines(0, 1, 3, 4, 5, 6, 7, text=RU))
        assert shown(renewal) == [line for number, line in enumerate(shown(renewed())) if number != 2]
        assert renewal.gone == (2,)

    def test_typography_and_slips_of_the_pen_do_not_open_a_row(self) -> None:
        renewal = renewed(
            EN.replace("minister", "Minister").replace("The plant", "A plant"), RU.replace("вернулись", "верннулись")
        )
        assert [row.status for row in renewal.document.rows] == [Status.CONFIRMED] * 8
        assert renewal.document.rows[6].segments[0][0].text.startswith("The Minister")

    def test_notes_links_and_moments_stay(self) -> None:
        document = SetNote(4, "count again").apply(pairs_of_lines(EN, RU), CONTEXT)
        row = renewed(lines(4, 0, 1, 2, 3, 5, 6, 7), document=document).document
        noted = next(one for one in row.rows if one.note)
        assert (noted.note, noted.links, noted.changed_at) == (
            "count again",
            document.rows[4].links,
            document.rows[4].changed_at,
        )

    def test_rows_made_by_hand_stay_as_they_were_made(self) -> None:
        document = MergeRows(3, 4).apply(pairs_of_lines(EN, RU), CONTEXT)
        renewal = renewed("First a line.\n" + EN, "Сначала строка.\n" + RU, document)
        assert [row.shape for row in renewal.document.rows] == ["1-1"] * 4 + ["2-2"] + ["1-1"] * 3

    def test_a_segment_split_by_hand_stays_split(self) -> None:
        document = SplitSegment(3, "en", 0, 15).apply(pairs_of_lines(EN, RU), CONTEXT)
        renewal = renewed(document=document)
        assert [segment.text for segment in renewal.document.rows[3].segments[0]] == [
            "They waited for",
            "eleven days and nights.",
        ]
        check_spans(renewal.document, en=EN, ru=RU)

    def test_segments_cut_otherwise_in_the_new_version_stay_as_they_were(self) -> None:
        joined = EN.replace("closed.\nYes.", "closed. Yes.")
        renewal = renewed(en=joined)
        assert [row.status for row in renewal.document.rows] == [Status.CONFIRMED] * 8
        check_spans(renewal.document, en=joined, ru=RU)


class TestEdits:
    def test_an_edited_text_is_found_by_what_it_replaced_and_kept(self) -> None:
        original = pairs_of_lines(EN, RU)
        document = EditText(4, "ru", 0, "Затем триста сорок человек уехали.").apply(original, CONTEXT)
        renewal = renewed(ru="Новая строка.\n" + RU, document=document, original=original)
        row = next(row for row in renewal.document.rows if "340" in "".join(one.text for one in row.segments[0]))
        assert row.segments[1][0].text == "Затем триста сорок человек уехали."
        assert row.status is Status.CONFIRMED
        assert ("Новая строка.\n" + RU)[row.segments[1][0].start :].startswith("Потом 340")

    def test_an_edit_of_a_sentence_that_was_rewritten_goes_into_the_note(self) -> None:
        original = pairs_of_lines(EN, RU)
        document = EditText(4, "ru", 0, "Затем триста сорок человек уехали.").apply(original, CONTEXT)
        renewal = renewed(ru=RU.replace("340", "430"), document=document, original=original)
        row = renewal.document.rows[4]
        assert row.status is Status.PROPOSED
        assert row.segments[1][0].text == "Потом 430 из них поехали в столицу на поезде."
        assert row.note == "was edited: Затем триста сорок человек уехали."


class TestWhatIsOpened:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("340", "341"),
            ("did not receive", "did receive"),
            ("Nobody told", "Somebody told"),
            ("open", "shut"),
            ("eleven days", "eleven long days"),
            ("at all.", "at all?"),
        ],
    )
    def test_a_sentence_that_may_say_something_else_is_to_be_read_again(self, old: str, new: str) -> None:
        changed = EN.replace(old, new)
        number = next(n for n, (a, b) in enumerate(zip(EN.splitlines(), changed.splitlines(), strict=True)) if a != b)
        renewal = renewed(en=changed)
        assert [n for n, row in enumerate(renewal.document.rows) if row.status is Status.PROPOSED] == [number]
        assert renewal.reopened == (number,)
        assert CHANGED_FLAG in renewal.document.rows[number].flags
        assert new in renewal.document.rows[number].segments[0][0].text

    def test_a_sentence_left_out_opens_its_row(self) -> None:
        renewal = renewed(ru=lines(0, 1, 2, 4, 5, 6, 7, text=RU))
        assert shown(renewal)[3] == "  They waited for eleven days and nights. | -"
        assert renewal.reopened == (3,)

    def test_a_row_left_out_is_gone(self) -> None:
        renewal = renewed(lines(0, 1, 2, 4, 5, 6, 7), lines(0, 1, 2, 4, 5, 6, 7, text=RU))
        assert renewal.gone == (3,)
        assert len(renewal.kept) == 7

    def test_a_new_sentence_is_proposed_between_its_neighbours(self) -> None:
        new_en = EN.replace("They waited", "It snowed all week.\nThey waited")
        new_ru = RU.replace("Они ждали", "Всю неделю шёл снег.\nОни ждали")
        renewal = renewed(new_en, new_ru)
        assert shown(renewal)[3] == "  It snowed all week. | Всю неделю шёл снег."
        assert renewal.new == (3,)
        assert len(renewal.kept) == 8

    def test_a_sentence_put_between_the_segments_of_a_row_opens_it(self) -> None:
        document = MergeRows(3, 4).apply(pairs_of_lines(EN, RU), CONTEXT)
        document = replace(document, rows=tuple(replace(row, status=Status.CONFIRMED) for row in document.rows))
        renewal = renewed(en=EN.replace("Then 340", "It snowed all week.\nThen 340"), document=document)
        assert renewal.reopened == (3,)

    def test_a_note_of_a_row_that_was_dissolved_goes_where_its_first_segment_is(self) -> None:
        document = SetNote(3, "check the days").apply(pairs_of_lines(EN, RU), CONTEXT)
        renewal = renewed(ru=lines(0, 1, 2, 4, 5, 6, 7, text=RU), document=document)
        assert renewal.document.rows[3].note == "check the days"

    def test_rows_nobody_reviewed_are_aligned_anew_where_they_changed(self) -> None:
        old = pairs_of_lines(EN, RU)
        old = replace(old, rows=tuple(replace(row, status=Status.PROPOSED, reviewer=None) for row in old.rows))
        renewal = renewed(en=EN.replace("340", "350"), document=old)
        assert (renewal.reopened, renewal.new) == ((), (4,))

    def test_another_text_keeps_nothing(self) -> None:
        renewal = renewed("\n".join(f"A wholly different line, number {n}." for n in range(4)), RU)
        assert renewal.kept == ()
        assert all(row.status is Status.PROPOSED for row in renewal.document.rows)


def test_versions_in_other_languages_are_refused() -> None:
    with pytest.raises(InputError, match="not in the document's languages: en, ru"):
        renew(pairs_of_lines(EN, RU), [by_lines("en", EN)])


@dataclass
class Watching:
    """A realigner that remembers what it was asked for."""

    asked: list[tuple[str, ...]]

    def realign(self, document: ParallelDocument, start: int, stop: int) -> tuple[Row, ...]:
        (row,) = document.rows[start:stop]
        self.asked.append(tuple(" / ".join(segment.text for segment in cell) for cell in row.segments))
        return (replace(row, links=LengthSolver().solve(row.segments, document.languages)),)


def test_only_what_changed_is_given_to_the_engine() -> None:
    watching = Watching([])
    new_en = EN.replace("They waited", "It snowed all week.\nThey waited") + "\nThe end of it."
    new_ru = RU.replace("Они ждали", "Всю неделю шёл снег.\nОни ждали") + "\nВот и всё."
    renew(pairs_of_lines(EN, RU), [by_lines("en", new_en), by_lines("ru", new_ru)], watching)
    assert watching.asked == [("It snowed all week.", "Всю неделю шёл снег."), ("The end of it.", "Вот и всё.")]


class TestInterview:
    """The interview, fully confirmed, then changed in every tenth place in all three languages."""

    MOVED = (49, 97)
    DELETED = 115
    NEW_BEFORE = 19

    def test_the_review_survives_a_tenth_of_changes(self) -> None:
        old = gold_document("january")
        change = _Change(old)
        new = {language: change.text(language) for language in LANGUAGES}
        renewal = renew(old, [segmented(language, new[language]) for language in LANGUAGES])
        check_spans(renewal.document, **new)

        keepable = {change.texts(number) for number in range(len(old.rows)) if number not in change.spoilt}
        confirmed = [
            tuple(tuple(segment.text for segment in cell) for cell in row.segments)
            for row in renewal.document.rows
            if row.status is Status.CONFIRMED
        ]
        kept = sum(texts in keepable for texts in confirmed)
        assert kept >= 0.95 * len(keepable)
        assert [texts for texts in confirmed if texts not in keepable] == []
        assert len(renewal.moved) >= 4
        assert [renewal.document.rows[number].shape for number in renewal.new] == ["2-2-2"]
        assert len(change.spoilt) >= 10


class _Change:
    """A tenth of a document changed, and which of its rows a person would keep."""

    def __init__(self, old: ParallelDocument) -> None:
        self.old = old
        self.spoilt: set[int] = set()
        self.replaced: dict[tuple[Language, str], str] = {}
        whole = [
            n for n, row in enumerate(old.rows) if all(len(" ".join(s.text for s in c)) > 60 for c in row.segments)
        ]
        chosen = [n for n in whole if not self._near(n)][1::3]
        for place, number in enumerate(chosen[:13]):
            language = LANGUAGES[place % 3]
            segment = old.rows[number].segments[place % 3][0]
            if place < 4:
                other = segment.text.replace(", ", " — ", 1)
                self.replaced[language, segment.text] = other if other != segment.text else f"«{segment.text}»"
            else:
                self.spoilt.add(number)
                words = segment.text.split()
                words[len(words) // 2] = {"en": "not 17", "ru": "не 17", "kk": "17 емес"}[language]
                self.replaced[language, segment.text] = " ".join(words)

    def _near(self, number: int) -> bool:
        return any(abs(number - special) < 5 for special in (*TestInterview.MOVED, TestInterview.DELETED))

    def text(self, language: Language) -> str:
        """The new version: paragraphs of two rows moved to the end, one deleted, one new, sentences replaced."""
        text = text_of("january", language)
        blocks = text.split("\n\n")
        deleted = self._block(blocks, language, TestInterview.DELETED)
        moved = [self._block(blocks, language, number) for number in TestInterview.MOVED]
        for number, row in enumerate(self.old.rows):
            if any(s.text in deleted for s in row.segments[LANGUAGES.index(language)]):
                self.spoilt.add(number)
        rest = [block for block in blocks if block != deleted and block not in moved]
        new = {
            "en": "Nobody we asked remembered it otherwise. Most of them asked us to say so.",
            "ru": "Никто из опрошенных не помнит иного. Почти все просили так и написать.",
            "kk": "Сұралғандардың ешқайсысы басқаша айтпады. Көбі дәл солай жазуды өтінді.",
        }[language]
        place = rest.index(self._block(blocks, language, TestInterview.NEW_BEFORE))
        changed = "\n\n".join([*rest[:place], new, *rest[place:-1], *moved, rest[-1]])
        for (where, sentence), other in self.replaced.items():
            if where == language:
                changed = changed.replace(sentence, other, 1)
        return changed

    def _block(self, blocks: list[str], language: Language, number: int) -> str:
        sentence = self.old.rows[number].segments[LANGUAGES.index(language)][0].text
        return next(block for block in blocks if sentence in block)

    def texts(self, number: int) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(self.replaced.get((language, segment.text), segment.text) for segment in cell)
            for language, cell in zip(LANGUAGES, self.old.rows[number].segments, strict=True)
        )
