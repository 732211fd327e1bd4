"""Terms in running text: what is found, why, and what only looks alike."""

import re
from collections import Counter
from pathlib import Path

import pytest

from aligner.glossary.finder import ConceptFinder, Occurrence, TermFinder, as_record
from aligner.glossary.matching import match
from aligner.glossary.model import Glossary, Term, TermStatus
from aligner.glossary.table import read_glossary

FOLDER = Path(__file__).parent
ANNOTATED = FOLDER / "annotated"
MARK = re.compile(r"\[\[(.*?)\|([a-z-]+)\]\]")
Marked = set[tuple[int, int, str]]


def annotated(path: Path) -> list[tuple[str, Marked]]:
    """Each line without its marks, and the (start, stop, concept) of the marks."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts, gold, last, length = [], set(), 0, 0
        for mark in MARK.finditer(line):
            parts += [line[last : mark.start()], mark[1]]
            length += mark.start() - last
            gold.add((length, length + len(mark[1]), mark[2]))
            length += len(mark[1])
            last = mark.end()
        lines.append(("".join(parts) + line[last:], gold))
    return lines


def score(glossary: Glossary, path: Path, language: str) -> tuple[int, float, float]:
    """How many occurrences are marked, and the precision and recall of those found, boundaries included."""
    finder = TermFinder(glossary, language)
    right = found = marked = 0
    for text, gold in annotated(path):
        got = {(o.start, o.stop, o.concept) for o in finder.find(text)}
        right, found, marked = right + len(got & gold), found + len(got), marked + len(gold)
    return marked, right / found, right / marked


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_occurrences_are_found_in_annotated_texts(language: str) -> None:
    starter = read_glossary(FOLDER.parent.parent / "glossary.csv")
    glossary = Glossary(starter.terms + read_glossary(ANNOTATED / "extra.csv").terms)
    marked, precision, recall = score(glossary, ANNOTATED / f"{language}.txt", language)
    assert marked >= 150
    assert precision >= 0.97
    assert recall >= 0.95


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_occurrences_are_found_in_texts_kept_aside(language: str) -> None:
    marked, precision, recall = score(
        read_glossary(ANNOTATED / "held.csv"), ANNOTATED / f"held.{language}.txt", language
    )
    assert marked >= 80
    assert precision >= 0.97
    assert recall >= 0.95


def finder(language: str, *texts: str, part_of_speech: str = "") -> TermFinder:
    terms = [Term(text, language, text, part_of_speech=part_of_speech) for text in texts]
    return TermFinder(Glossary(tuple(terms)), language)


def found(language: str, term: str, text: str) -> list[str]:
    return [text[o.start : o.stop] for o in finder(language, term).find(text)]


@pytest.mark.parametrize(
    ("language", "term", "text", "expected"),
    [
        (
            "ru",
            "силовая структура",
            "у силовых\u00a0структур и СИЛОВОЙ  СТРУКТУРЕ",
            ["силовых\u00a0структур", "СИЛОВОЙ  СТРУКТУРЕ"],
        ),
        ("ru", "силовая структура", "силовая, структура", []),
        ("ru", "силовая структура", "силовые структурам", []),
        ("ru", "мёд", "мед и мёда", ["мед", "мёда"]),
        ("ru", "Нур-Султан", "в Нур‑Султане, Нур Султан", ["Нур‑Султане", "Нур Султан"]),
        ("ru", "замок", "за\u0301мок и зам\u00adки", ["за\u0301мок", "зам\u00adки"]),
        ("ru", "совет", "в COBETE решили, CAT", ["COBETE"]),
        ("ru", "совет", "Coвет и COBET", ["Coвет", "COBET"]),
        ("ru", "сталь", "Из стали. Они стали ждать.", ["стали"]),
        ("ru", "час", "час пробил, часов нет, частый", ["час", "часов"]),
        ("ru", "ЧАЭС", "на ЧАЭС и чаэс", ["ЧАЭС", "чаэс"]),
        ("ru", "НИИ", "в НИИ о нии", ["НИИ", "нии"]),
        ("ru", "ОН", "он и ОН", ["ОН"]),
        ("en", "US", "the US let us go", ["US"]),
        ("en", "cease-fire", "ceasefire, cease fire, cease‑fires", ["ceasefire", "cease fire", "cease‑fires"]),
        ("en", "ceasefire", "a cease-fire and cease-fires", ["cease-fire", "cease-fires"]),
        ("en", "mouse", "mice, mouse's and mousse", ["mice", "mouse's"]),
        ("en", "security force", "security forces’ camp", ["security forces’"]),
        ("kk", "ҰҚШҰ", "ҰҚШҰ-ның, ҰҚШҰның, ҰҚШҰ-да", ["ҰҚШҰ-ның", "ҰҚШҰның", "ҰҚШҰ-да"]),
        ("kk", "Алматы", "Алматы-Астана жолы, «Алматы»ның", ["Алматы", "Алматы»ның"]),
        ("kk", "мұнай бағасы", "мұнайдың бағасына, мұнай бағасындағы", ["мұнайдың бағасына", "мұнай бағасындағы"]),
        ("kk", "ішкі істер министрлігі", "Ішкі істер министрліктері мен министрлігі", ["Ішкі істер министрліктері"]),
        ("kk", "Ақтау", "Ақтауда, АҚТАУДАН, оны ақтау керек", ["Ақтауда", "АҚТАУДАН"]),
        ("kk", "Орал", "Оралды көрді, үйге оралды, оралда", ["Оралды", "оралда"]),
        ("kk", "2022", "2022-де, 2022-дегі, 12022", ["2022-де", "2022-дегі"]),
        ("kk", "сайлау", "сайлауға, сайлаушы, сайлаулар", ["сайлауға", "сайлаулар"]),
        ("de", "Haus", "haus, Häuser, Haus-Tür", ["haus", "Haus"]),
    ],
)
def test_forms_in_text(language: str, term: str, text: str, expected: list[str]) -> None:
    assert found(language, term, text) == expected


def test_the_longest_term_wins_and_the_leftmost() -> None:
    finds = finder("en", "security", "security forces", "forces of nature").find("security forces of nature")
    assert [o.term for o in finds] == ["security forces"]


def test_concepts_that_share_a_term_are_all_given() -> None:
    glossary = Glossary((Term("a", "en", "bank"), Term("b", "en", "bank")))
    assert [o.concept for o in TermFinder(glossary, "en").find("banks")] == ["a", "b"]


def test_one_concept_is_given_once_with_its_nearest_term() -> None:
    terms = (Term("a", "en", "rallies", TermStatus.DEPRECATED), Term("a", "en", "rally"))
    assert [o.status for o in TermFinder(Glossary(terms), "en").find("rallies")] == ["deprecated"]


@pytest.mark.parametrize(
    ("language", "term", "form", "analysis"),
    [
        ("kk", "силовик", "силовиктердің", "силовик + тер (plural) + дің (genitive)"),
        ("kk", "Жаңаөзен", "Жаңаөзенде", "жаңаөзен + де (locative)"),
        ("ru", "силовик", "силовикам", "силовик, plural dative"),
        ("ru", "титушка", "титушек", "титушка, plural genitive"),
        ("ru", "силовая структура", "силовых структур", "силовой, plural genitive; структура, plural genitive"),
        ("en", "silovik", "siloviks", "silovik, plural"),
        ("en", "silovik", "silovik's", "silovik, possessive"),
    ],
)
def test_a_match_says_why(language: str, term: str, form: str, analysis: str) -> None:
    assert match(term, form, language) == analysis


@pytest.mark.parametrize(
    ("language", "term", "form"),
    [
        ("kk", "кітап", "кітапхана"),
        ("kk", "қала", "қалам"),
        ("kk", "бас", "басқа"),
        ("kk", "кітап", "жаңа кітап"),
        ("kk", "оқу", "оқушы"),
        ("ru", "мент", "ментол"),
        ("ru", "мент", "менталитет"),
        ("ru", "сталь", "сталкер"),
        ("en", "meeting", "meet"),
        ("en", "law", "lawyer"),
    ],
)
def test_other_words_do_not_match(language: str, term: str, form: str) -> None:
    assert match(term, form, language) is None


MATCHES = [line.split("\t") for line in (Path(__file__).parent / "matches.tsv").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize("answer", ["yes", "no"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pairs_written_by_hand_are_answered_right(language: str, answer: str) -> None:
    pairs = [(term, form) for code, term, form, right in MATCHES if (code, right) == (language, answer)]
    assert len(pairs) >= 80
    wrong = [(term, form) for term, form in pairs if (match(term, form, language) is not None) != (answer == "yes")]
    assert wrong == []


def test_derived_words_match_but_are_not_found() -> None:
    assert match("Қазақстан", "қазақстандықтар", "kk") == "қазақстан + дық (abstract -лық) + тар (plural)"
    assert TermFinder(Glossary((Term("c", "kk", "Қазақстан"),)), "kk").find("Қазақстандықтар күтті") == []


def test_a_particle_after_a_word_is_part_of_the_answer() -> None:
    assert match("мент", "менттер ме?", "kk") == "мент + тер (plural) + ме (particle)"
    assert match("мент", "менттер келді ме", "kk") is None


def test_a_doubtful_form_matches_out_of_context() -> None:
    assert match("сталь", "стали", "ru") == "сталь, singular genitive"
    assert TermFinder(Glossary((Term("c", "ru", "сталь"),)), "ru").find("Они стали ждать") == []
    assert match("тас", "тасты", "kk") == "тас + ты (accusative)"
    assert TermFinder(Glossary((Term("c", "kk", "тас"),)), "kk").find("Су көпірді тасты") == []


def test_a_surname_is_no_form_of_the_given_name_in_it() -> None:
    finder = TermFinder(Glossary((Term("c", "ru", "Серик"),)), "ru")
    assert [o.analysis for o in finder.find("Сериков позвал Серика")] == ["серик, singular genitive"]


@pytest.mark.parametrize("text", ["Google-дың сайты", "Google‑ға хат"])
def test_a_kazakh_ending_belongs_to_a_latin_word(text: str) -> None:
    found = TermFinder(Glossary((Term("c", "kk", "Google"),)), "kk").find(text)
    assert [text[o.start : o.stop] for o in found] == [text.split(maxsplit=1)[0]]


def variants(source: str, language: str, text: str) -> list[str]:
    glossary = Glossary((Term("c", language, source),))
    return [text[o.start : o.stop] for o in TermFinder(glossary, "en").find(text) if o.status == "variant"]


@pytest.mark.parametrize(
    ("language", "term", "text", "expected"),
    [
        (
            "ru",
            "мент",
            "The menty, ments, a ment and the ment's cap; mentoring, cement.",
            ["menty", "ments", "ment", "ment's"],
        ),
        ("ru", "силовик", "siloviki, SILOVIKS, silovik's", ["siloviki", "SILOVIKS", "silovik's"]),
        (
            "kk",
            "Жаңаөзен",
            "Zhanaozen, Janaozen, Jańaózen, Jañaözen, Zhangaozen's",
            ["Zhanaozen", "Janaozen", "Jańaózen", "Jañaözen", "Zhangaozen's"],
        ),
        ("kk", "Шал, кет!", "They cried “Shal, ket!” and SHAL KET.", ["Shal, ket!", "SHAL KET"]),
        ("kk", "банк", "a bank", []),
        ("ru", "ТОО", "too late, TOO LATE", []),
        ("ru", "МВД", "the MVD, mvd", ["MVD"]),
        ("kk", "Нұр-Сұлтан", "Nur-Sultan's, Nursultan, a sultan", ["Nur-Sultan's", "Nursultan"]),
        ("kk", "Абай", "Abay and abay", ["Abay"]),
        ("kk", "Маңғыстау", "Mangystau, Mangghystau", ["Mangystau", "Mangghystau"]),
    ],
)
def test_transliterations_are_found_as_variants(language: str, term: str, text: str, expected: list[str]) -> None:
    assert variants(term, language, text) == expected


def test_a_term_goes_before_a_variant() -> None:
    glossary = Glossary((Term("c", "ru", "мент"), Term("c", "en", "menty")))
    assert [o.status for o in TermFinder(glossary, "en").find("menty and ments")] == ["preferred", "variant"]


def test_a_record_has_the_fields_of_the_contract() -> None:
    occurrence = Occurrence(1, 5, "m", "мент", "preferred", "why")
    assert as_record(occurrence, 7) == {
        "line": 7, "start": 1, "stop": 5, "concept": "m", "term": "мент", "status": "preferred", "analysis": "why"
    }  # fmt: skip


def test_concepts_are_counted() -> None:
    glossary = Glossary((Term("m", "kk", "мент"), Term("a", "kk", "Алматы")))
    concepts = ConceptFinder(glossary)
    assert concepts.concept_ids("Алматыда менттер ментті көрді", "kk") == Counter(m=2, a=1)
    assert concepts.count_all(["мент", "жоқ"], "kk") == [Counter(m=1), Counter()]
