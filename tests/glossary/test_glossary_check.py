"""Checks of rows against the glossary, excuses, extraction of candidates, and renaming."""

import pytest

from aligner.editing.context import EditContext
from aligner.glossary.check import Grade, Kind, check_document, excuse
from aligner.glossary.extraction import ExtractionOptions, extract
from aligner.glossary.inflecting import reinflect
from aligner.glossary.model import Glossary, Term, TermStatus
from aligner.glossary.rename import operations, propose, renamed
from aligner.model import ParallelDocument, Row, Segment

MENTY = Glossary(
    (
        Term("menty", "en", "menty", part_of_speech="noun"),
        Term("menty", "en", "cop", TermStatus.ADMITTED),
        Term("menty", "ru", "мент"),
        Term("menty", "ru", "полицай", TermStatus.DEPRECATED),
        Term("menty", "kk", "мент"),
    )
)


def document(*rows: tuple[str, str, str]) -> ParallelDocument:
    """A document of en, ru and kk rows; an empty text is an empty cell."""
    made = []
    for row in rows:
        made.append(Row(tuple((Segment(0, len(text), 0, text),) if text else () for text in row)))
    return ParallelDocument("doc", ("en", "ru", "kk"), tuple(made))


def kinds(parallel: ParallelDocument, glossary: Glossary = MENTY) -> list[tuple[int, str, Kind]]:
    return [(finding.row, finding.language, finding.kind) for finding in check_document(parallel, glossary)]


def test_right_renderings_in_any_case_are_no_findings() -> None:
    rows = ("The menty left.", "Видели ментов.", "Менттерді көрдік."), ("Nothing.", "Ничего.", "Ештеңе.")
    assert kinds(document(*rows)) == []


def test_a_deprecated_term_is_an_error_where_it_stands() -> None:
    findings = check_document(document(("menty", "К полицаям пошли", "менттер")), MENTY)
    assert [(f.kind, f.grade, f.found, f.expected) for f in findings] == [
        (Kind.DEPRECATED, Grade.ERROR, "полицаям", "мент")
    ]
    assert (findings[0].segment, findings[0].start, findings[0].stop) == (0, 2, 10)


def test_a_missing_term_is_a_warning_with_its_reason() -> None:
    findings = check_document(document(("The menty left.", "Ушла полиция.", "Менттер кетті.")), MENTY)
    assert [(f.kind, f.grade) for f in findings] == [(Kind.MISSING, Grade.WARNING)]
    assert findings[0].reason == "en has «menty»; «мент» is not here"


@pytest.mark.parametrize("kazakh", ["Олар кетті.", "Бұлардың бәрі кетті, сол рас."])
def test_a_pronoun_may_stand_for_a_term(kazakh: str) -> None:
    findings = check_document(document(("The menty left.", "Менты ушли.", kazakh)), MENTY)
    assert [(f.language, f.grade) for f in findings] == [("kk", Grade.NOTE)]


def test_a_term_named_in_the_row_before_may_be_left_out() -> None:
    rows = ("menty", "менты", "менттер"), ("The menty left.", "Менты ушли.", "Кетіп қалды.")
    assert kinds(document(*rows)) == [(1, "kk", Kind.OMITTED)]


def test_another_rendering_that_recurs_is_an_error() -> None:
    rows = [("The menty left.", "Ушли мусора.", "Менттер."), ("A cup.", "Чашка.", "Кесе.")]
    rows += [("I saw menty.", "Видел мусоров.", "Ментті көрдім."), ("A cap.", "Шапка.", "Бөрік.")]
    findings = check_document(document(*rows), MENTY)
    assert [(f.row, f.kind, f.grade) for f in findings] == [
        (0, Kind.WRONG, Grade.ERROR),
        (2, Kind.WRONG, Grade.ERROR),
    ]
    assert "1 more rows stands «мусора»" in findings[0].reason


def test_a_change_of_approved_terms_is_noted() -> None:
    rows = [("menty", "менты", "мент")] * 2 + [("cops", "менты", "мент")]
    assert kinds(document(*rows)) == [(2, "en", Kind.INCONSISTENT)]


def test_a_transliteration_beside_the_term_is_a_variant() -> None:
    assert kinds(document(("Two ments.", "Два мента.", "Екі мент."))) == [(0, "en", Kind.VARIANT)]


def test_an_empty_cell_says_nothing() -> None:
    assert kinds(document(("menty", "", "менттер"))) == []


def test_a_word_made_of_the_term_is_a_lesser_finding() -> None:
    terms = (Term("d", "en", "district"), Term("d", "ru", "район"), Term("d", "kk", "аудан"))
    rows = [("The district office.", "Районная управа.", "Аудандық кеңсе.")]
    findings = check_document(document(*rows), Glossary(terms))
    assert [(f.language, f.kind) for f in findings] == [("kk", Kind.OMITTED), ("ru", Kind.OMITTED)]
    assert findings[1].reason == "en has «district»; «Районная» stands here, a word made of «район»"


def test_a_word_of_one_language_only_needs_more_rows_for_a_rival() -> None:
    terms = (Term("d", "en", "detain"), Term("d", "ru", "задержать"), Term("d", "kk", "ұстау", part_of_speech="verb"))
    rows = [("He had a stick.", "Он был с палкой.", "Ол таяқ ұстаған."), ("Rain.", "Дождь.", "Жаңбыр.")]
    rows += [("Two men, two sticks.", "Двое с палками.", "Екеуі таяқ ұстады."), ("Snow.", "Снег.", "Қар.")]
    kinds_of = [kind for _, _, kind in kinds(document(*rows), Glossary(terms))]
    assert kinds_of
    assert Kind.WRONG not in kinds_of


def test_a_word_that_one_language_has_against_two_is_no_more_than_a_note() -> None:
    terms = (Term("d", "en", "detain"), Term("d", "ru", "задержать"), Term("d", "kk", "ұстау", part_of_speech="verb"))
    rows = [("Keep the yard clean.", "Содержите двор в чистоте.", "Ауланы таза ұстаңыз.")]
    rows += [("Two were detained.", "Двоих увезли.", "Екеуін ұстады.")]
    found = check_document(document(*rows), Glossary(terms))
    assert [(f.row, f.language, f.grade) for f in found] == [
        (0, "en", Grade.NOTE),
        (0, "ru", Grade.NOTE),
        (1, "ru", Grade.WARNING),
    ]
    assert found[0].reason == "only kk has «ұстаңыз», which may mean another thing here; «detain» is not here"


def test_the_word_of_another_language_as_it_stands_there_is_a_quotation() -> None:
    rows = [("They call them menty.", "Их зовут «менты».", "Оларды «менты» дейді.")]
    assert kinds(document(*rows)) == []


def test_an_english_word_made_of_the_same_stem_is_a_lesser_finding() -> None:
    terms = (Term("e", "en", "election"), Term("e", "ru", "выборы"), Term("e", "kk", "сайлау"))
    rows = [("The head was elected.", "Прошли выборы главы.", "Басшының сайлауы өтті.")]
    assert kinds(document(*rows), Glossary(terms)) == [(0, "en", Kind.OMITTED)]


def test_an_excused_row_stays_excused_with_its_note() -> None:
    parallel = document(("The menty left.", "Ушла полиция.", "Менттер кетті."))
    row = excuse(parallel.rows[0], "menty", "the author's choice")
    assert row.flags == ("excused:term:menty",)
    calm = ParallelDocument("doc", parallel.languages, (row,))
    assert check_document(calm, MENTY) == []
    found = check_document(calm, MENTY, include_excused=True)
    assert [(f.excused, f.note) for f in found] == [(True, "the author's choice")]


def test_candidates_are_found_with_their_inflection_folded() -> None:
    rows = [
        ("The akimat met.", "В акимате собрались.", "Әкімдікте жиналды."),
        ("We left the akimat.", "Мы вышли из акимата.", "Біз әкімдіктен шықтық."),
        ("An akimat in fog.", "Акимат в тумане.", "Тұмандағы әкімдік."),
        ("Snow fell again.", "Снова шёл снег.", "Қайта қар жауды."),
        ("They sang songs.", "Они пели песни.", "Олар ән айтты."),
        ("Bread was dear.", "Хлеб был дорог.", "Нан қымбат еді."),
    ] * 2
    candidates = extract([document(*rows)], options=ExtractionOptions(fewest_rows=4))
    names = [dict(candidate.names) for candidate in candidates]
    assert any(
        n.get("en") == "akimat" and str(n.get("ru")).lower() == "акимат" and str(n.get("kk")).lower() == "әкімдік"
        for n in names
    )
    best = next(c for c in candidates if dict(c.names).get("en") == "akimat")
    assert best.rows == 6
    assert best.score > 0.8
    assert best.examples == (("doc", 0), ("doc", 1), ("doc", 2))


def test_names_are_given_in_the_nominative() -> None:
    rows = [
        ("We came to Nur-Sultan.", "Мы прибыли в Нур-Султан.", "Біз Нұр-Сұлтанға келдік."),
        ("They met in Nur-Sultan.", "Встретились в Нур-Султане.", "Олар Нұр-Сұлтанда кездесті."),
        ("Quiet Nur-Sultan waits.", "Тишина в Нур-Султане.", "Тыныш Нұр-Сұлтан күтеді."),
        ("Snow fell again.", "Снова шёл снег.", "Қайта қар жауды."),
        ("They sang songs.", "Они пели песни.", "Олар ән айтты."),
        ("Bread was dear.", "Хлеб был дорог.", "Нан қымбат еді."),
    ]
    names = [dict(candidate.names) for candidate in extract([document(*rows)])]
    assert {"en": "Nur-Sultan", "ru": "Нур-Султан", "kk": "Нұр-Сұлтан"} in names


def test_names_and_abbreviations_come_first() -> None:
    rows = [
        ("We ask why CSTO came.", "Мы спросили, зачем ОДКБ пришла.", "ҰҚШҰ неге келді деп сұрадық."),
        ("Then CSTO left us.", "Потом ОДКБ ушла от нас.", "Сосын ҰҚШҰ кетіп қалды."),
        ("Is CSTO an army?", "Разве ОДКБ армия?", "Әлде ҰҚШҰ әскер ме?"),
        ("Some bread please.", "Хлеба, пожалуйста.", "Нан беріңізші."),
        ("No bread today.", "Сегодня хлеба нет.", "Бүгін нан жоқ."),
        ("His bread is old.", "Его хлеб чёрств.", "Оның наны қатқан."),
        ("Rain came late.", "Дождь пришёл поздно.", "Жаңбыр кеш жауды."),
    ] * 2
    candidates = extract([document(*rows)], options=ExtractionOptions(fewest_rows=4))
    assert dict(candidates[0].names) == {"en": "CSTO", "ru": "ОДКБ", "kk": "ҰҚШҰ"}
    assert candidates[0].is_name
    assert any(dict(c.names).get("en") == "bread" and not c.is_name for c in candidates[1:])


@pytest.mark.parametrize(
    ("language", "form", "old", "new", "expected"),
    [
        ("kk", "менттерге", "мент", "полицей", "полицейлерге"),
        ("kk", "Менттер", "мент", "тәртіп сақшысы", "Тәртіп сақшылары"),
        ("kk", "силовиктердің", "силовик", "күштік құрылым өкілі", "күштік құрылым өкілдерінің"),
        ("kk", "Ішкі істер министрлігіне", "Ішкі істер министрлігі", "полиция", "полицияға"),
        (
            "kk",
            "Ішкі істер министрлігіне",
            "Ішкі істер министрлігі",
            "полиция департаменті",
            "полиция департаментіне",
        ),
        ("kk", "кітабымызда", "кітап", "мектеп", "мектебімізде"),
        ("kk", "ҰҚШҰ-ның", "ҰҚШҰ", "АҚШ", "АҚШ-тың"),
        ("ru", "ментами", "мент", "полицейский", "полицейскими"),
        ("ru", "СИЛОВИКОВ", "силовик", "сотрудник полиции", "СОТРУДНИКОВ ПОЛИЦИИ"),
        ("ru", "силовых структур", "силовая структура", "правоохранительный орган", "правоохранительных органов"),
        ("ru", "титушек", "титушка", "боевик", "боевиков"),
        ("ru", "Назарбаевым", "Назарбаев", "Токаев", "Токаевым"),
        ("en", "mayors'", "mayor", "akim", "akims'"),
        ("en", "Mayor", "mayor", "akim", "Akim"),
    ],
)
def test_a_term_takes_the_form_of_another(language: str, form: str, old: str, new: str, expected: str) -> None:
    assert reinflect(form, old, new, language).text == expected


@pytest.mark.parametrize(
    ("before", "form", "old", "new", "expected"),
    [
        ("написали в ", "акимат", "акимат", "администрация", "администрацию"),
        ("вышли из ", "акимата", "акимат", "управа", "управы"),
        ("где много ", "силовиков", "силовик", "силовая структура", "силовых структур"),
        ("заплатил 120 ", "тенге", "тенге", "рубль", "рублей"),
        ("ещё 1 033 ", "тенге", "тенге", "рубль", "рубля"),
        ("всего 8,5 ", "тенге", "тенге", "рубль", "рубля"),
        ("приказ ", "Токаеву", "Токаев", "Касым-Жомарт Токаев", "Касым-Жомарту Токаеву"),
        ("вместе с ", "Назарбаевым", "Назарбаев", "Дарига Назарбаева", "Даригой Назарбаевой"),
    ],
)
def test_the_words_in_front_tell_the_case(before: str, form: str, old: str, new: str, expected: str) -> None:
    made = reinflect(form, old, new, "ru", before=before)
    assert (made.text, made.sure) == (expected, True)


def test_a_plural_term_is_not_made_plural_again() -> None:
    assert reinflect("siloviks", "silovik", "security officials", "en").text == "security officials"


@pytest.mark.parametrize(
    ("language", "form", "old", "new"),
    [
        ("ru", "ОДКБ", "ОДКБ", "Организация"),
        ("ru", "тенге", "тенге", "рубль"),
        ("ru", "акимат", "акимат", "администрация"),
        ("kk", "ҰҚШҰ-ға", "ҰҚШҰ", "ЖШС"),
        ("de", "Hauses", "Haus", "Heim"),
        ("en", "detained", "detain", "hold"),
    ],
)
def test_what_the_rules_can_not_give_is_marked(language: str, form: str, old: str, new: str) -> None:
    part_of_speech = "verb" if old == "detain" else ""
    assert not reinflect(form, old, new, language, part_of_speech).sure


def test_renaming_gives_undoable_edits_segment_by_segment() -> None:
    parallel = document(("x", "y", "Менттер ментті көрді."), ("x", "y", "Ешкім жоқ."), ("x", "y", "Бұл мент."))
    places = propose(parallel, MENTY, "menty", "kk", "полицей")
    assert [(p.row, p.old, p.new, p.sure) for p in places] == [
        (0, "Менттер", "Полицейлер", True),
        (0, "ментті", "полицейді", True),
        (2, "мент", "полицей", True),
    ]
    edits = operations(parallel, places)
    assert [(e.row, e.segment, e.text) for e in edits] == [
        (0, 0, "Полицейлер полицейді көрді."),
        (2, 0, "Бұл полицей."),
    ]
    assert [e.text for e in operations(parallel, places[1:2])] == ["Менттер полицейді көрді."]


def test_an_edit_is_taken_back_exactly() -> None:
    parallel = document(("x", "y", "Бұл мент."))
    edit = operations(parallel, propose(parallel, MENTY, "menty", "kk", "полицей"))[0]
    change = edit.change(parallel, EditContext())
    after = change.apply(parallel)
    assert after.rows[0].segments[2][0].text == "Бұл полицей."
    assert change.inverse().apply(after) == parallel


def test_the_glossary_remembers_the_old_term_as_deprecated() -> None:
    terms = renamed(MENTY, "menty", "kk", "полицей").terms_of("menty", "kk")
    assert [(t.text, t.status.value) for t in terms] == [("мент", "deprecated"), ("полицей", "preferred")]
