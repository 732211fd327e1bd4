"""Frequent Kazakh words that the rules would also read as a shorter stem with suffixes.

Rules alone can not tell қалам "pen" from қала + м "my city": both are well formed. In running prose the words below
are nearly always themselves, so a form of one of them is not taken for a form of the shorter stem. Chosen by reading
through what the rules give for frequent words; meanings are from school dictionaries.
"""

from aligner.languages.kazakh.sounds import words

OTHER_WORDS = words(
    # -м, -ым, -ң read as "my", "your"
    "қалам қадам адам салам әлем алаң өлең жаңа балаң балама қысым тарам жүзім басым білім "
    "өлім киім бұйым құрым отын тиын тілім бөлім қоғам "
    "сенім наным қырым ханым жетім бағам "
    # -ын, -ін, -сын read as "his" in the accusative
    "ойын еркін буын қойын жауын қарын ағын сабын ерін орын қосын тосын құйын "
    # -қа, -ға, -ге read as the dative
    "басқа қарға теңге жеңге өзге қысқа қасқа арқа бірге бөлке желке өлке "
    # -да, -дан, -нан, -ден read as the locative or ablative
    "сауда тақта аудан майдан зындан "
    # -ы, -ты, -ті, -ді, -лы read as a possessive or accusative
    "ұлы асты үсті басты қатты желі кеме ерікті тәтті түсті сәтті "
    # -дай, -дей read as the similative
    "жағдай қандай мұндай сондай осындай ондай маңдай таңдай бидай "
    # -лар, -дар, -тар and others
    "долбар хабар қатар "
    # nominals with a lexical -ғы, -мен, -сың
    "ермен кермен "
    # nouns read as converbs, as habitual participles, as negated verbs
    "шеше сала жаза болатын келетін жазба ұстама баспа көрме бөлме түсіндірме басқарма "
    # nouns in -мақ, -мек read as participles
    "салмақ қармақ ілмек баспақ оймақ тұрмақ"
)
"""These take suffixes of their own: қаламның, теңгенің."""

UNINFLECTED = words(
    "үшін үшінші енді тағы қайта онда оның оны оған одан онымен бірден бірде бірдей біреу барша тіпті неге кейде "
    "сонда мұнда бұдан содан осыдан әлі соң қалай қазір кейін дейін бойынша жайлы туралы арқылы қарай сайын "
    "бірі бәрі қойды атты тойды көшті тасты жазды салды қазды қосты күнде ертең былтыр мені сені бізді"
)
"""Adverbs, postpositions and verb forms: barred only as they stand."""
