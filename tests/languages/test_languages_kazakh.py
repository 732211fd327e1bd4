"""Kazakh word forms: which belong to a stem, which only begin like one, and what the rules build themselves.

The tables hold forms written by hand; `-` stands where the rules give a form that usually is another word.
"""

import csv
from pathlib import Path

import pytest

from aligner.languages.kazakh import CannotInflectError, Suffix, analyse, explain, inflect, is_form_of

FOLDER = Path(__file__).parent


def paradigm(name: str) -> list[tuple[str, tuple[Suffix, ...], str]]:
    """The stem, its suffixes and the form, for each cell of a table."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file, delimiter="\t")
    chains = [tuple(Suffix(part) for part in cell.split("+")) for cell in head[1:]]
    return [
        (line[0], chain, form) for line in lines for chain, form in zip(chains, line[1:], strict=True) if form != "-"
    ]


CELLS = paradigm("kazakh_paradigms.tsv") + paradigm("kazakh_verbs.tsv")


def test_the_tables_are_as_large_as_they_should_be() -> None:
    assert len(CELLS) >= 450


@pytest.mark.parametrize(("stem", "chain", "form"), CELLS)
def test_a_form_is_recognised_with_its_suffixes(stem: str, chain: tuple[Suffix, ...], form: str) -> None:
    readings = [tuple(morph.suffix for morph in analysis.suffixes) for analysis in explain(form, stem)]
    assert chain in readings


@pytest.mark.parametrize(("stem", "chain", "form"), CELLS)
def test_a_form_is_built_from_its_suffixes(stem: str, chain: tuple[Suffix, ...], form: str) -> None:
    assert inflect(stem, chain) == form


OTHER_FORMS = {
    "кітап": "КІТАПТАРДЫҢ кітабындағылардың кітаптай кітап\u00adтар кітабымыздағы кітаптарымызбен кітаптікі",
    "ата": "атасы атасында атасынан аталарымыз",
    "ауыз": "аузы аузынан ауызда",
    "Жұмабеков": "Жұмабековтің Жұмабековке",
    "Смайылов": "Смайыловтың Смайыловқа",
    "дауыс": "дауысы даусы",
    "әріп": "әрпі әріптер әрпінің",
    "қауіп": "қаупі қауіптің қаупінен",
    "ерін": "ерні еріннің",
    "мойын": "мойны мойынға",
    "көңіл": "көңлі көңлінен",
    "ауыл": "аулы ауылы ауылдағы",
    "адам": "адаммын адамсың адамдармыз",
    "оқушы": "оқушымын оқушысыз оқушысың оқушымыз",
    "қазақ": "қазақпын қазақпыз қазағым қазақтар",
    "жыл": "жылғы жылы жылдары жылдардағы",
    "қаңтар": "қаңтарда қаңтардағы қаңтардан қаңтары",
    "жақсы": "жақсырақ жақсысы жақсылар",
    "үлкен": "үлкенірек үлкендеу үлкендері",
    "биік": "биіктеу",
    "банк": "банкі банкінің банктер банкке банкіге",
    "митинг": "митингіге митингілер митингісі митингтен митингі",
    "акт": "актілер актісі акті актінің актіге",
    "принцип": "принципі принциптер принципінен",
    "журналист": "журналистер журналистің журналисі журналистерге",
    "съезд": "съезі съезге съездің",
    "процесс": "процесі процестер процестің",
    "автомобиль": "автомобилі автомобильдер автомобильге автомобилінің",
    "округ": "округі округтер округте",
    "клуб": "клубы клубтар клубтың клубқа",
    "такси": "таксиі таксисі таксидің таксилер",
    "ми": "миы мидың миға",
    "тарих": "тарихы тарихта тарихтың",
    "Тоқаев": "Тоқаевтың Тоқаевқа Тоқаевты Тоқаевпен Тоқаевтан ТОҚАЕВТЫҢ",
    "Назарбаева": "Назарбаеваның Назарбаеваға Назарбаевадан",
    "Путин": "Путиннің Путинге Путинмен",
    "Алматы": "Алматыда Алматыдағы Алматының Алматыға Алматыдан АЛМАТЫДА",
    "Жаңаөзен": "Жаңаөзенде Жаңаөзендегі Жаңаөзеннің Жаңаөзеннен Жаңаөзенге",
    "Елбасы": "Елбасының Елбасына Елбасын Елбасынан",
    "ҰҚШҰ": "ҰҚШҰ-ның ҰҚШҰ-да ҰҚШҰ-ға ҰҚШҰ-дағы ҰҚШҰның ҰҚШҰ\u2011мен",
    "БҰҰ": "БҰҰ-ға БҰҰ-ның БҰҰ-дан",
    "ЖШС": "ЖШС-тің ЖШС-ның ЖШС-ға ЖШС-лар",
    "АҚШ": "АҚШ-тың АҚШ-та АҚШ-қа",
    "2022": "2022-де 2022-дегі 2022-нің",
    "Facebook": "Facebook-тің Facebook-те Facebook-ке",
    "ол": "оның оған одан онда онымен",
    "бұл": "мұның бұған мұнда бұдан",
    "мен": "маған менің менен",
    "сол": "соның соған содан",
    "мент": "менттерге менттің менттер ментпен менті",
    "табу": "тауып табады тапты таппады табуға табылды",
    "Ерлан": "Ерландікі Ерланнікі",
    "куә": "куәлар куәсі куәға куәнің",
    "бала": "баламысың баламысыздар балаң",
    "күн": "күнде",
    "жазу": "жазамын жазшы",
    "келу": "келе келетін келші",
    "жоспарлау": "жоспарланды жоспарлайды жоспарлап жоспарлаған жоспарлаудың",
    "алу": "алды алынды алып алады",
    "қабылдау": "қабылданды қабылданған",
    "қолдау": "қолдады қолдайды қолдаған қолдауы қолдамаймын",
    "жиналу": "жиналған жиналды жиналғандар жиналғандарға жиналмайық жиналсын жиналыңыздар",
    "бару": "бара барғалы барғанша бармайынша барғым барсын барайық барыпты барармын барғандықтан",
}


@pytest.mark.parametrize(
    ("stem", "form"), [(stem, form) for stem, forms in OTHER_FORMS.items() for form in forms.split()]
)
def test_seams_loans_names_abbreviations_and_numbers(stem: str, form: str) -> None:
    assert is_form_of(form, stem)


STRANGERS = {
    "кітап": "кітапхана кітапханада кітапша кітапханашы кітап-хана китап кітабхана",
    "қала": "қалам қалай қалады қалған қалың қаламгер қалақ қалаған қалыпты қалашық қаламның қалайша",
    "ата": "атақ атан атау атты атом атақты атауы атыс",
    "бас": "бастаймыз бастағысы басқа бастау баспа басқару басқан баспасөз бастық бастама басқаның басқаға басқалар",
    "бала": "балық балақай балабақша балама балғын баланс балдыр",
    "ақ": "ақы ақыл ақша ақпан ақпарат ақын",
    "тау": "тауық таусылды тауар тауар",
    "ай": "айту айна айтты айла айырма айғақ",
    "жер": "жерік жерлес",
    "көз": "көзқарас көзілдірік көздеу көзел",
    "қар": "қарға қарт қара қаржы қарсы қару қарар қарғаның",
    "тең": "теңге теңгенің теңіз теңеу теңгеге",
    "ар": "арқа арман арна ару аралық",
    "от": "отын отан отар отыз отбасы отырыс отынның",
    "ас": "аса астана асқар аспан асыл",
    "салу": "салмақ салмағы сала саласы",
    "қалу": "қала қаласы",
    "ату": "ата атасы",
    "шешу": "шеше шешесі",
    "болат": "болатын болатынын",
    "ұстау": "ұстамасы",
    "ой": "ойын ойынның",
    "хан": "ханым ханымның",
    "баға": "бағам бағамы",
    "сап": "сабын сабында",
    "жеті": "жетім жетімдер",
    "қыр": "Қырым Қырымның",
    "үш": "үшін үшінші",
    "он": "онда оны оның одан оған",
    "тақ": "тағы тақыр тақта тақырып",
    "топ": "топырақ топырақты топтама топшы",
    "шаң": "шаңырақ шаңғы",
    "жап": "жапырақ жапон",
    "қыс": "қысқа қысым қысқаша қысу",
    "қас": "қасқа қасық қасиет қасқыр",
    "бір": "бірге бірден біреу бірақ бірнеше",
    "мал": "малта",
    "май": "майдан майдандағы майысу",
    "аяқтау": "аяқтары аяқтарынан",
    "тастау": "тастары тастармен",
    "жеу": "жер жерде жердегі",
    "ес": "есім есімі есімдер",
    "жара": "жарамды жарамсыз",
    "көру": "көрермен көрші көрермендер",
    "жүз": "жүзім жүзімнің жүзу",
    "ел": "елу елік еліктеу елші елтаңба",
    "іс": "істейміз істегісі ісік істеу ісмер",
    "сот": "сотқар сотталды",
    "мент": "ментол менталитет ментальді ментор",
    "акт": "актер актив актау актуалды",
    "банк": "банкет банкнот банкир банкрот",
    "партия": "партиялық партизан партиялас",
    "ұл": "ұлы ұлт ұлы ұлттық ұлық",
    "би": "бидай билік бидайдың биыл билет",
    "маң": "маңдай маңдайы маңыз",
    "қан": "қандай қанат қанша қанағат",
    "оқу": "оқушы оқулық оқта оқшау оқиға",
    "үй": "үйсіз үйлену үйір үйрену үйеңкі",
    "әскер": "әскери әскерилер",
    "келу": "келін келісім келбет келісу",
    "тіл": "тілек тілші тілім тілсіз",
    "бел": "белгі белгілі белсенді",
    "ҰҚШҰ": "ҰҚШ ҰҚШҰМ",
    "2022": "20221 2022-2023 202",
    "әкім": "әкімдік әкімшілік әкімшілігі әкімият",
    "заң": "заңғар заңгер заңсыз заңды-заңсыз",
    "күн": "күнтізбе күндіз",
    "сай": "сайлау сайт сайыс сайман",
    "қолдау": "қолданды қолданған",
    "жоспар": "жоспарлау жоспарлы жоспарсыз",
    "тұтқын": "тұтқындау тұтқындады",
}


@pytest.mark.parametrize(
    ("stem", "form"), [(stem, form) for stem, forms in STRANGERS.items() for form in forms.split()]
)
def test_words_that_merely_begin_the_same_do_not_match(stem: str, form: str) -> None:
    assert not is_form_of(form, stem)


def test_the_tables_of_seams_and_strangers_are_large() -> None:
    assert sum(len(forms.split()) for forms in OTHER_FORMS.values()) >= 180
    assert sum(len(forms.split()) for forms in STRANGERS.values()) >= 180


@pytest.mark.parametrize(
    ("stem", "form", "suffix"),
    [
        ("бала", "балалық", Suffix.ABSTRACT),
        ("оқу", "оқушы", Suffix.AGENT),
        ("үй", "үйсіз", Suffix.LACKING),
        ("бес", "бесінші", Suffix.ORDINAL),
        ("тұз", "тұзды", Suffix.HAVING),
        ("қазақ", "қазақша", Suffix.MANNER),
    ],
)
def test_derivation_counts_only_when_asked_for(stem: str, form: str, suffix: Suffix) -> None:
    derived = [analysis for analysis in explain(form, stem, derive=True) if analysis.is_derived]
    assert [morph.suffix for morph in derived[0].suffixes] == [suffix]
    assert all(not analysis.is_derived for analysis in explain(form, stem))


def test_a_noun_in_u_is_not_conjugated() -> None:
    assert is_form_of("тыныштандырды", "тыныштандыру")
    assert not is_form_of("тыныштандырды", "тыныштандыру", part_of_speech="noun")


def test_an_analysis_reads_as_stem_and_suffixes() -> None:
    analysis = explain("кітаптарымыздан", "кітап")[0]
    assert str(analysis) == "кітап + тар (plural) + ымыз (possessive 1pl) + дан (ablative)"
    assert str(explain("кітабы", "кітап")[0]) == "кітаб (кітап) + ы (possessive 3)"


def test_a_form_is_analysed_without_a_dictionary() -> None:
    stems = [analysis.stem for analysis in analyse("жүрегіміздің")]
    assert "жүрек" in stems
    assert stems[0] == "жүрегіміздің"


@pytest.mark.parametrize(
    ("stem", "chain", "form"),
    [
        ("2022", (Suffix.LOCATIVE,), "2022-де"),
        ("40", (Suffix.GENITIVE,), "40-тың"),
        ("1000", (Suffix.DATIVE,), "1000-ға"),
        ("2000000", (Suffix.DATIVE,), "2000000-ға"),
        ("10", (Suffix.ABLATIVE,), "10-нан"),
        ("ҰҚШҰ", (Suffix.GENITIVE,), "ҰҚШҰ-ның"),
        ("АҚШ", (Suffix.LOCATIVE, Suffix.RELATIVE), "АҚШ-тағы"),
        ("ЖШС", (Suffix.DATIVE,), "ЖШС-ке"),
        ("ӘКІМ ҚАЛА", (Suffix.GENITIVE,), "ӘКІМ ҚАЛАның"),
    ],
)
def test_numbers_and_abbreviations_are_inflected_as_they_are_read(
    stem: str, chain: tuple[Suffix, ...], form: str
) -> None:
    assert inflect(stem, chain) == form


def test_an_izafet_head_is_declined_after_its_possessive() -> None:
    assert inflect("министрлігі", (Suffix.GENITIVE,), owned=True) == "министрлігінің"
    assert inflect("бағасы", (Suffix.LOCATIVE, Suffix.RELATIVE), owned=True) == "бағасындағы"


def test_impossible_orders_are_refused() -> None:
    with pytest.raises(CannotInflectError):
        inflect("кітап", (Suffix.GENITIVE, Suffix.PLURAL))
    with pytest.raises(CannotInflectError):
        inflect("кітап", (Suffix.PASSIVE,))
