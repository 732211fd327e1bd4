"""Glossaries of other programs, in and out: TBX-Basic of 2008 and 2019, OmegaT's tab-separated form."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from aligner.errors import InputError, UsageError
from aligner.glossary.model import Glossary, Term, TermStatus
from aligner.glossary.omegat import read_omegat, write_omegat
from aligner.glossary.table import read_glossary
from aligner.glossary.tbx import TbxForm, read_tbx, write_tbx

STARTER = Path(__file__).parent.parent.parent / "glossary.csv"


@pytest.mark.parametrize("form", list(TbxForm))
def test_the_starter_glossary_goes_through_tbx_unchanged(tmp_path: Path, form: TbxForm) -> None:
    glossary = read_glossary(STARTER)
    write_tbx(glossary, tmp_path / "g.tbx", form)
    back = read_tbx(tmp_path / "g.tbx")
    assert back.glossary == glossary
    assert back.remarks == ()


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), min_size=1, max_size=12
)
CLEAN = WORDS.map(lambda text: " ".join(text.split())).filter(lambda text: any(char.isalnum() for char in text))


TERMS = st.builds(Term, CLEAN, st.just("kk"), CLEAN, st.sampled_from(TermStatus), st.just("noun"), CLEAN)


@given(term=TERMS, form=st.sampled_from(TbxForm))
def test_any_term_goes_through_tbx_unchanged(
    tmp_path_factory: pytest.TempPathFactory, term: Term, form: TbxForm
) -> None:
    path = tmp_path_factory.mktemp("tbx") / "g.tbx"
    write_tbx(Glossary((term,)), path, form)
    assert read_tbx(path).glossary == Glossary((term,))


def test_the_form_of_2008_is_what_omegat_reads(tmp_path: Path) -> None:
    write_tbx(Glossary((Term("m", "ru", "мент", note="жаргон"),)), tmp_path / "g.tbx")
    root = etree.parse(str(tmp_path / "g.tbx")).getroot()
    assert (root.tag, root.get("type")) == ("martif", "TBX-Basic")
    assert root.findtext("text/body/termEntry/langSet/tig/term") == "мент"
    assert root.findtext("text/body/termEntry/langSet/tig/termNote") == "preferredTerm-admn-sts"
    assert root.findtext("text/body/termEntry/langSet/tig/note") == "жаргон"


def test_the_form_of_2019_has_its_namespace_and_style(tmp_path: Path) -> None:
    write_tbx(Glossary((Term("m", "ru", "мент"),)), tmp_path / "g.tbx", TbxForm.TBX_2019)
    root = etree.parse(str(tmp_path / "g.tbx")).getroot()
    assert root.tag == "{urn:iso:std:iso:30042:ed-2}tbx"
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    assert root.find(".//{*}conceptEntry/{*}langSec/{*}termSec/{*}term") is not None


def written(folder: Path, text: str) -> Path:
    path = folder / "in.tbx"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_the_glossary_can_not_hold_is_told(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """<martif type="TBX"><text><body>
        <termEntry id="m"><descrip type="definition">police</descrip>
        <langSet xml:lang="ru-RU"><ntig><termGrp><term>мент</term>
        <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp></ntig>
        <tig><term>мент</term></tig></langSet>
        <langSet><tig><term>cop</term></tig></langSet></termEntry></body></text></martif>""",
    )
    back = read_tbx(path)
    assert back.glossary.terms == (Term("m", "ru", "мент", TermStatus.DEPRECATED),)
    assert len(back.remarks) == 3
    assert any("definition" in remark for remark in back.remarks)
    assert any("twice" in remark for remark in back.remarks)
    assert any("no language code" in remark for remark in back.remarks)


def test_terms_in_the_dct_style_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """<tbx style="dct" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"><text><body>
        <conceptEntry id="m"><langSec xml:lang="kk"><termSec><term>мент</term>
        <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus>
        <min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec></conceptEntry></body></text></tbx>""",
    )
    assert read_tbx(path).glossary.terms == (Term("m", "kk", "мент", TermStatus.ADMITTED, "noun"),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<martif><text></martif>", "not well-formed"),
        ("<html/>", "the root element is html"),
        ('<!DOCTYPE martif [<!ENTITY a "b">]><martif/>', "declares entities"),
        ('<!DOCTYPE martif [<!ENTITY a SYSTEM "file:///etc/hostname">]><martif>&a;</martif>', "declares entities"),
    ],
)
def test_hostile_and_broken_files_are_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        read_tbx(written(tmp_path, text))


def test_a_doctype_without_entities_is_not_fetched(tmp_path: Path) -> None:
    text = '<!DOCTYPE martif SYSTEM "http://localhost:9/none.dtd"><martif><text><body/></text></martif>'
    assert read_tbx(written(tmp_path, text)).glossary.terms == ()


def test_pairs_go_to_omegat_with_their_notes(tmp_path: Path) -> None:
    glossary = Glossary(
        (
            Term("m", "en", "menty"),
            Term("m", "kk", "мент", note="жаргон"),
            Term("m", "kk", "полицей", TermStatus.DEPRECATED),
            Term("x", "en", "alone"),
        )
    )
    remarks = write_omegat(glossary, tmp_path / "g.txt", "en", "kk")
    assert (tmp_path / "g.txt").read_text(encoding="utf-8") == "menty\tмент\tжаргон\nmenty\tполицей\tdeprecated\n"
    assert remarks == ("x has no kk term and was left out",)


def test_omegat_lines_come_back_as_they_were(tmp_path: Path) -> None:
    text = "menty\tмент\tжаргон\nmenty\tполицей\tdeprecated: old\nakim\tәкім\n"
    (tmp_path / "a.txt").write_text("# remark\n" + text, encoding="utf-8")
    back = read_omegat(tmp_path / "a.txt", "en", "kk")
    assert back.remarks == ()
    write_omegat(back.glossary, tmp_path / "b.txt", "en", "kk")
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == text


def test_a_line_without_a_target_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("menty\n", encoding="utf-8")
    assert ":1:" in read_omegat(tmp_path / "a.txt", "en", "kk").remarks[0]


def test_a_name_omegat_would_misread_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="encoding"):
        write_omegat(Glossary(), tmp_path / "g.tsv", "en", "kk")
