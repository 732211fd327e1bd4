"""Languages without a table of their own: the marks of their script, and general abbreviations."""

from __future__ import annotations

import pytest

from aligner.segmentation import sentences


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("de", "Am 3. Oktober kam Dr. Müller. | „Ist das so?“, fragte er. | Er ist 25. | Danach ging er."),
        ("de", "Es kostet 3,50 €. | »Nein!« | Er lief."),
        ("de", "Vgl. Abb. 3 und S. 45 ff. | Die Kosten, d. h. 5 Mio. Euro, sind hoch. | Z. B. in Berlin."),
        ("de", "Herr Dr. med. Müller, geb. 1950, lebt in St. Gallen. | Er ist 70."),
        ("fr", "Voir p. 12 et suiv. | L'art. 5 s'applique, cf. J.-P. Sartre. | C'est 3 € env. | Le prix monte."),
        ("tr", "Atatürk Cad. No. 5, Ankara'da oturuyor. | M.Ö. 5. yüzyılda kitap vb. eserler vardı. | Sonra gitti."),
        ("uk", "Вул. Шевченка, буд. 5, м. Київ. | Тел. 123-45-67. | Це я. | Оксана мовчала."),
        ("uz", "— Kim u? — dedi u. | — Bilmayman. | Sh. M. Mirziyoyev farmon imzoladi."),
        ("es", "Vive en la Av. Central, n.º 5. | ¿Verdad? | EE. UU. no firmó."),
        ("zh", '他说："我走了。"|她没有回答。|"为什么？"|没有人知道。'),
        ("fr", "« Bonjour ! » | Il sourit."),
        ("fr", "M. Dupont est là. | Qui est-ce ? | C'est Mme Martin."),
        ("es", "¿Qué pasa? | ¡Nada! | El Sr. García vive en Lima. | Luego vino."),
        ("tr", "Dr. Ahmet geldi. | 29. Ekim günü gitti. | Kim o?"),
        ("uk", "Він народився в 1991 р. у Києві. | Т. Г. Шевченко писав вірші. | Це м. Львів."),
        ("ky", "Ч. Айтматов жазды. | 1991-ж. Кыргызстан эгемендик алды."),
        ("uz", "A. Navoiy yozdi. | U keldi."),
        ("zh", "他来了。|我走了！|“你好。”|他说。|真的吗？|价格是3.5元。"),
        ("ja", "今日は雨です。|「行こう。」と彼は言った。|はい！"),
        ("hi", "यह किताब है। | वह आया। | क्या हुआ? | कुछ नहीं।"),
        ("ar", "ذهب الولد. | هل جاء؟ | نعم! | انتهى."),
        ("hy", "Նա եկավ։ | Ես գնացի։"),
        ("el", "Πού είναι; | Ήρθε. | Έφυγε."),
        ("ka", "ის მოვიდა. | მე წავედი. | რა მოხდა?"),
        ("x-klingon", "One. | Two."),
    ],
)
def test_general_rules(language: str, marked: str) -> None:
    text = marked.replace(" | ", " ").replace("|", "")
    assert list(sentences(text, language)) == [part.strip() for part in marked.split("|")]
