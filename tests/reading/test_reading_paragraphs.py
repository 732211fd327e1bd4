from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.reading import paragraphs

LONG = (
    "In the first days of January the price of gas doubled in the west of the country, and people who had never "
    "taken part in anything came out into the frost. They stood there for a night. Then the neighbouring towns "
    "followed, one after the other, until the whole map had changed its colour."
)
SECOND = (
    "Nobody in the capital had expected it. The ministers spoke of market prices, the governors promised to look "
    "into the matter, and the square kept filling. By the evening of the third day there were bonfires on it, and "
    "somebody had brought a field kitchen."
)


def texts(text: str) -> list[str]:
    return [text[p.start : p.stop] for p in paragraphs(text)]


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n", "\x85", "\u2028", "\x0b"])
def test_every_kind_of_line_break(newline: str) -> None:
    assert texts(newline.join(["One here.", "Two here.", "Three here."])) == ["One here.", "Two here.", "Three here."]
    assert texts(f"One here.{newline}{newline}Two here.") == ["One here.", "Two here."]


def test_a_form_feed_and_a_paragraph_separator_are_line_breaks() -> None:
    assert texts("One here.\x0cTwo here.") == ["One here.", "Two here."]
    assert texts("One here,\u2029two here.") == ["One here,", "two here."]


def test_offsets_point_at_the_text_without_the_white_space_around_it() -> None:
    text = "\n\n  \u00a0First one.\t\n \n\ufeff\u200bSecond one.\u00ad\n"
    assert texts(text) == ["First one.", "Second one."]


def test_blank_lines_part_paragraphs_and_sentences_on_their_own_lines_stay_together() -> None:
    assert texts("One is here.\nTwo is here.\n\nThree is here.") == ["One is here.\nTwo is here.", "Three is here."]


def test_sentences_on_their_own_lines_in_blocks() -> None:
    blocks = ["\n".join(f"Sentence {n} of block {block} is here." for n in range(4)) for block in range(5)]
    assert texts("\n\n".join(blocks)) == blocks


def test_chapters_of_one_line_paragraphs() -> None:
    chapter = ["It was cold. Nobody spoke of it.", "They came at night. They had cars.", "Then it was over. We left."]
    text = "\n\n".join(["Chapter one", "\n".join(chapter), "Chapter two", "\n".join(chapter)])
    assert texts(text) == ["Chapter one", *chapter, "Chapter two", *chapter]


def test_lines_that_only_seem_to_have_something_are_blank() -> None:
    assert texts("One is here.\n\u200b\u00a0\nTwo is here.") == ["One is here.", "Two is here."]


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    assert texts("Heading\nOne is here. So is two.\nThree.") == ["Heading", "One is here. So is two.", "Three."]


def test_one_blank_line_after_the_title_does_not_make_the_rest_one_paragraph() -> None:
    text = "Title\n\n" + "\n".join(f"Paragraph number {n} ends here." for n in range(8))
    assert len(texts(text)) == 9


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
def test_wrapped_lines_are_one_paragraph(width: int) -> None:
    wrapped = [fill(LONG, width), fill(SECOND, width)]
    assert texts("\n\n".join(wrapped)) == wrapped


@pytest.mark.parametrize("width", [50, 65, 78])
def test_wrapped_kazakh_without_blank_lines_parts_where_a_line_ends_early(width: int) -> None:
    first = (
        "Қаңтардың алғашқы күндері елдің батысында газ бағасы екі есе өсті де, бұрын ешқандай жиынға бармаған "
        "жұрт аязға қарамай алаңға шықты. Олар сол жерде түні бойы тұрды. Сосын көрші қалалар қосылды."
    )
    second = "Астанада мұны ешкім күтпеген еді. Министрлер нарық туралы айтты, ал алаңдағы адамдар көбейе берді."
    wrapped = [fill(first, width), fill(second, width)]
    assert texts("\n".join(wrapped)) == wrapped


def test_wrapped_paragraphs_known_by_their_indent() -> None:
    wrapped = [fill(LONG, 60, initial_indent="    "), fill(SECOND, 60, initial_indent="    ")]
    assert texts("\n".join(wrapped)) == [part.strip() for part in wrapped]


def test_a_heading_above_wrapped_text_stands_alone() -> None:
    body = fill(LONG, 70)
    assert texts(f"What happened\n{body}\n\nAnd then\n{fill(SECOND, 70)}") == [
        "What happened",
        body,
        "And then",
        fill(SECOND, 70),
    ]


def test_list_items_are_paragraphs_even_where_blank_lines_part_blocks() -> None:
    text = "What they asked for:\n- lower prices;\n- new elections;\n- work.\n\nNothing more.\n\nNothing less."
    assert texts(text) == [
        "What they asked for:",
        "- lower prices;",
        "- new elections;",
        "- work.",
        "Nothing more.",
        "Nothing less.",
    ]


def test_a_heading_in_a_block_without_a_full_stop_stands_alone() -> None:
    assert texts("Chapter one\nIt began in the west.\n\nChapter two\nIt spread.") == [
        "Chapter one",
        "It began in the west.",
        "Chapter two",
        "It spread.",
    ]


def test_verse_is_not_taken_for_wrapped_prose() -> None:
    verse = "Желсіз түнде жарық ай,\nСәулесі суда дірілдеп.\nАуылдың жаны терең сай,\nТасыған өзен гүрілдеп."
    assert len(texts(verse)) == 4


def test_two_lines_of_one_sentence_are_one_paragraph() -> None:
    text = "Интернета не было четыре дня. Новости узнавали\nдруг от друга, телефон молчал."
    assert texts(text) == [text]


def test_a_few_wrapped_items_among_short_ones() -> None:
    text = (
        "Статья 1. Понятия\n"
        "1) вода питьевая — вода, пригодная для питья;\n"
        "2) водоём — естественное или искусственное скопление\n"
        "воды на поверхности земли;\n"
        "3) водопользователь — тот, кто получил право брать\n"
        "воду. Права водопользователя не передаются.\n"
        "Статья 2. Сфера действия\n"
        "1.1. Закон действует на всей территории страны."
    )
    found = texts(text)
    assert len(found) == 6
    assert found[2].endswith("скопление\nводы на поверхности земли;")


def test_messages_without_capitals_are_not_taken_for_wrapped_prose() -> None:
    text = (
        "привет, ты где вообще, мы тебя уже час ждём у входа\nеду\nв пробке стою на толе би, тут всё перекрыто\nждём"
    )
    assert texts(text) == text.split("\n")


def test_numbered_paragraphs_of_a_contract_part_where_the_line_before_is_full() -> None:
    first = fill("1.1. " + LONG, 60)
    second = fill("1.2. " + SECOND, 60)
    assert texts(f"{first}\n{second}") == [first, second]


@given(st.text(alphabet="ab. \n\r\t\u00ad\u2028\u2029\x85\ufeffӘA-1"))
def test_paragraphs_are_ordered_and_hold_everything_seen(text: str) -> None:
    found = paragraphs(text)
    position = 0
    for paragraph in found:
        assert position <= paragraph.start < paragraph.stop <= len(text)
        assert not text[paragraph.start].isspace()
        assert not text[paragraph.stop - 1].isspace()
        assert not any(c.isalnum() for c in text[position : paragraph.start])
        position = paragraph.stop
    assert not any(c.isalnum() for c in text[position:])
