import time
from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.reading import decode

RUSSIAN = "Утром жители посёлка собрались у здания акимата, но к ним никто не вышел."
RUSSIAN_LONG = " ".join(
    [
        RUSSIAN,
        "Цена газа выросла вдвое — с 60 до 120 тенге; объяснений не было.",
        "«Мы просто хотим, чтобы нас услышали», — говорил рабочий с промысла.",
        "К вечеру на площади стояло уже несколько тысяч человек, подъезжали машины из соседних городов.",
    ]
)
KAZAKH = "Таңертең ауыл тұрғындары әкімдіктің алдына жиналды, бірақ ешкім шыққан жоқ."
KAZAKH_LONG = " ".join(
    [
        KAZAKH,
        "Газ бағасы екі есе өсті: 60 теңгеден 120 теңгеге дейін көтерілді.",
        "«Үнімізді естісін дедік», – деді кен орнында жұмыс істейтін жігіт.",
        "Кешке қарай алаңда мыңдаған адам тұрды, көрші қалалардан көліктер ағылып келіп жатты.",
    ]
)
ENGLISH = "The café on the corner – “Aru’s place” – stayed open."

CYRILLIC = ["cp1251", "koi8-r", "cp866", "iso8859-5"]
KAZAKH_CODECS = ["kz1048", "ptcp154"]


def as_bytes(text: str, codec: str) -> bytes:
    """Encode `text`, replacing the typographic signs that older codecs lack by their plain forms."""
    for sign, plain in (("«", '"'), ("»", '"'), ("—", "-"), ("–", "-")):
        try:
            sign.encode(codec)
        except UnicodeEncodeError:
            text = text.replace(sign, plain)
    return text.encode(codec)


@pytest.mark.parametrize("codec", CYRILLIC)
@pytest.mark.parametrize("text", ["Добрый вечер", RUSSIAN, RUSSIAN_LONG, RUSSIAN_LONG.upper()], ids=len)
def test_russian_in_each_codec_is_read_back(codec: str, text: str) -> None:
    data = as_bytes(text, codec)
    decoded = decode(data, "a.txt")
    assert decoded.encoding == codec
    assert decoded.text == data.decode(codec)


@pytest.mark.parametrize("text", ["Глава 1", "Он ушёл.", "МОСКВА", "Щука и ёрш", "Цена: 500 тг.", "Да"])
@pytest.mark.parametrize("codec", ["cp1251", "koi8-r"])
def test_a_word_or_two_of_russian_are_read_back(codec: str, text: str) -> None:
    assert decode(text.encode(codec), "a.txt").text == text


@pytest.mark.parametrize("codec", KAZAKH_CODECS)
@pytest.mark.parametrize("text", ["Тәуелсіздік", "Үй жылы.", "ӘЛІППЕ", "Ғалым келді.", "Иә, уәде бердім."])
def test_a_word_or_two_of_kazakh_are_read_back(codec: str, text: str) -> None:
    assert decode(text.encode(codec), "a.txt").text == text


def test_russian_of_an_old_mac_is_read_back() -> None:
    text = "Он ушёл.\rПотом вернулся, и все молчали."
    assert decode(text.encode("mac-cyrillic"), "a.txt").text == text


@pytest.mark.parametrize("text", ["Water boils at 100 °C.", "© 2024 Example Ltd.", "See § 5."])
def test_a_lone_sign_in_english_is_a_sign(text: str) -> None:
    assert decode(text.encode("cp1252"), "a.txt").text == text


@pytest.mark.parametrize("codec", KAZAKH_CODECS)
@pytest.mark.parametrize("text", ["Қайырлы кеш, көрші!", KAZAKH, KAZAKH_LONG, KAZAKH_LONG.upper()], ids=len)
def test_kazakh_letters_decide_between_the_kazakh_codecs(codec: str, text: str) -> None:
    data = as_bytes(text, codec)
    decoded = decode(data, "a.txt")
    assert (decoded.encoding, decoded.text) == (codec, data.decode(codec))


def test_text_that_reads_alike_in_several_codecs_is_called_cp1251() -> None:
    data = RUSSIAN.encode("cp1251")
    assert data == RUSSIAN.encode("kz1048")
    assert decode(data, "a.txt").encoding == "cp1251"


def test_english_with_typographic_signs_in_the_western_codec() -> None:
    decoded = decode(ENGLISH.encode("cp1252"), "a.txt")
    assert decoded.text == ENGLISH


def test_one_foreign_sign_in_english_does_not_make_it_russian() -> None:
    for sign in ("“", "”", "’", "–", "café", "€", "£5", "9½"):
        text = f"The rest of the sentence is plain {sign} and nothing else."
        assert decode(text.encode("cp1252"), "a.txt").text == text


@pytest.mark.parametrize("codec", KAZAKH_CODECS)
@pytest.mark.parametrize("text", ["Ол және мен", "қағаздар мен дәптерлер", "Әрине, қазір"])
def test_few_kazakh_letters_are_told_apart_by_their_neighbours(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt").text == text


def test_german_in_the_western_codec() -> None:
    german = "Für die Bürger änderte sich über Nacht nichts; größere Städte blieben ruhig."
    assert decode(german.encode("cp1252"), "a.txt").text == german


@pytest.mark.parametrize("text", ["A", ENGLISH, RUSSIAN, KAZAKH])
def test_utf8_with_and_without_a_mark(text: str) -> None:
    assert decode(text.encode(), "a.txt").encoding == "utf-8"
    marked = decode(text.encode("utf-8-sig"), "a.txt")
    assert (marked.text, marked.encoding) == (text, "utf-8-sig")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Good evening.\n", "Добрый вечер.\n", KAZAKH_LONG, ENGLISH], ids=len)
def test_utf16_with_and_without_a_mark(codec: str, text: str) -> None:
    unmarked = decode(text.encode(codec), "a.txt")
    assert (unmarked.text, unmarked.encoding) == (text, codec)
    marked = decode(("\ufeff" + text).encode(codec), "a.txt")
    assert (marked.text, marked.encoding) == (text, "utf-16")


def test_utf32_with_a_mark() -> None:
    assert decode(KAZAKH.encode("utf-32"), "a.txt").text == KAZAKH


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN_LONG, KAZAKH_LONG])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1251", "kz1048", "cp1252"])
def test_the_named_codec_gives_the_text_again(text: str, codec: str) -> None:
    data = text.encode(codec, errors="ignore")
    decoded = decode(data, "a.txt")
    assert data.decode(decoded.encoding) == decoded.text


def test_being_told_the_encoding_overrides_what_it_looks_like() -> None:
    data = RUSSIAN.encode("koi8-r")
    decoded = decode(data, "a.txt", "cp1251")
    assert decoded.encoding == "cp1251"
    assert decoded.text == data.decode("cp1251")


def test_being_told_utf8_still_leaves_the_mark_out() -> None:
    assert decode(RUSSIAN.encode("utf-8-sig"), "a.txt", "UTF-8").text == RUSSIAN


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_being_told_utf16_finds_the_byte_order(codec: str) -> None:
    assert decode(RUSSIAN.encode(codec), "a.txt", "utf-16").text == RUSSIAN


@pytest.mark.parametrize("encoding", ["no-such-code", "hex", "rot13", ""])
def test_an_encoding_nobody_knows_is_named_in_the_error(encoding: str) -> None:
    with pytest.raises(InputError, match="text encoding called") as caught:
        decode(b"abc", "a.txt", encoding)
    assert caught.value.hint


def test_broken_utf8_is_located_and_not_taken_for_another_codec() -> None:
    data = ("Первая строка.\n" + RUSSIAN).encode()
    broken = data[:40] + b"\xff" + data[40:]
    with pytest.raises(InputError, match=r"a\.txt: line 2, byte 40: 0xFF is not utf-8 text"):
        decode(broken, "a.txt")


def test_a_cut_off_last_character_is_located() -> None:
    data = RUSSIAN.encode() + "я".encode()[:1]
    with pytest.raises(InputError, match=f"byte {len(data) - 1}: 0xD1 is not utf-8"):
        decode(data, "a.txt")


def test_a_byte_the_told_codec_lacks_is_located() -> None:
    with pytest.raises(InputError, match=r"line 1, byte 2: 0x98 is not cp1251 text"):
        decode(b"ab\x98", "a.txt", "cp1251")


def test_half_a_utf16_unit_is_an_error() -> None:
    with pytest.raises(InputError, match="utf-16"):
        decode(b"\xff\xfea\x00b", "a.txt")


def test_five_megabytes_in_one_line_take_linear_time(tmp_path: Path) -> None:
    line = (RUSSIAN_LONG.encode("cp1251") + b" ") * (5_000_000 // len(RUSSIAN_LONG))
    start = time.process_time()
    assert decode(line, "a.txt").encoding == "cp1251"
    late = b"plain words " * 400_000 + as_bytes(RUSSIAN_LONG, "koi8-r")
    assert decode(late, "a.txt").encoding == "koi8-r"
    assert time.process_time() - start < 5
