"""Frequent Kazakh words that the rules would also read as a shorter stem with suffixes.

Rules alone can not tell қалам "pen" from қала + м "my city": both are well formed. In running prose the words below
are nearly always themselves, so a form of one of them is not taken for a form of the shorter stem. Chosen by reading
through what the rules give for frequent words; meanings are from school dictionaries.
"""

from aligner.languages.kazakh.sounds import words

OTHER_WORDS = words(
    # -м, -ым, -ң read as "my", "your"
    "қалам қадам адам салам әлем алаң өлең жаңа балама қысым тарам жүзім басым білім "
    "өлім киім бұйым құрым отын тиын тілім бөлім қоғам арам есім қарым қайың қайын "
    "сенім наным қырым ханым жетім бағам "
    # -ын, -ін, -сын read as "his" in the accusative
    "ойын еркін буын қойын жауын қарын ағын сабын ерін орын қосын тосын құйын құлын "
    # -қа, -ға, -ге read as the dative
    "басқа қарға теңге жеңге өзге қысқа қасқа арқа бірге бөлке желке өлке "
    # -да, -дан, -нан, -ден read as the locative or ablative
    "сауда тақта аудан майдан зындан "
    # -ы, -ты, -ті, -ді, -лы read as a possessive or accusative
    "ұлы асты үсті басты қатты желі кеме ерікті тәтті түсті сәтті тері "
    # -дай, -дей read as the similative
    "жағдай қандай мұндай сондай осындай ондай маңдай таңдай бидай "
    # -лар, -дар, -тар and others
    "долбар хабар қатар "
    # nominals with a lexical -ғы, -мен, -сың
    "ермен кермен "
    # nouns read as converbs, as negated verbs, as an entreaty
    "шеше сала жаза жазба ұстама баспа көрме бөлме түсіндірме басқарма көрші көрермен "
    # a place read as "will eat", and what is fit or unfit
    "жер жарамды жарамсыз "
    # nouns in -мақ, -мек read as participles
    "салмақ қармақ ілмек баспақ оймақ тұрмақ "
    # derived words that mean something else by now: a boss, an ambassador, a dictionary, security
    "басшы бастық елші тілші хатшы сөздік жастық айлық орындық оқулық тұздық жаулық ауыздық белгілі "
    "қауіпсіз қауіпсіздік әкімшілік бірлік теңдік министрлік әкімдік барлық істік сақшы аралық "
    # verbs read as comparatives
    "ақтау"
)
"""These take suffixes of their own: қаламның, теңгенің."""

VERB_FORMS = words("болатын келетін")
"""Forms of verbs that are no forms of a noun: болатын "which is" is not "his steel". They too take suffixes."""

CONVERB_NOUNS = words(
    "қала ата жаза сала қаза жара аса өте кеше көше шеше кесе бөле қоса қайта таға баға жаға аға ала соя сара тара "
    "шара пара апа баса бата шаша қыса дара мола дала көме тұса тере таба есте"
)
"""Nouns and adverbs spelt like the converb of a short verb; other short converbs (келе, бара) are themselves."""

UNINFLECTED = words(
    "үшін үшінші енді тағы қайта онда оның оны оған одан онымен бірден бірде бірдей біреу барша тіпті неге кейде "
    "сонда мұнда бұдан содан осыдан әлі соң қалай қазір кейін дейін бойынша жайлы туралы арқылы қарай сайын жайында "
    "бірі бәрі ертең былтыр мені сені бізді ондағы сондағы мұндағы осындағы істей қараңыз қараңыздар"
)
"""Adverbs, postpositions and verb forms: barred only as they stand."""

RATHER_VERBS = words("қойды атты тойды көшті тасты жазды салды қазды қосты етті тапты шалды сынды ерді бітті")
"""Accusatives of short nouns that in a text are nearly always verbs: қойды "put", not "the sheep"."""
