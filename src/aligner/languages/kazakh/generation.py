"""Building Kazakh word forms: a stem and the names of its suffixes give the form as it is written."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.languages.kazakh.analysis import fold, is_foreign
from aligner.languages.kazakh.slots import begins_with_vowel, harmony_after
from aligner.languages.kazakh.sounds import Harmony, Sound, harmonies, last_sound, voiced, voices, words
from aligner.languages.kazakh.stems import (
    ELISION_IS_OPTIONAL,
    Before,
    Shape,
    noun_shapes,
    noun_states,
    verb_shapes,
    verb_stems,
)
from aligner.languages.kazakh.suffixes import DERIVATION, FOLLOWING, STANDS_ALONE, VERBAL, State, Step, Suffix, spell


class CannotInflectError(ValueError):
    """The rules do not give such a form: the suffixes do not follow one another, or the stem is no verb."""


def inflect(stem: str, suffixes: Sequence[Suffix], *, owned: bool = False) -> str:
    """The form of `stem` (a noun's nominative, a verb's infinitive) with `suffixes`, outward from the stem.

    Capitals of the stem stay; numbers and abbreviations get a hyphen. `owned` is for a stem that already ends in the
    possessive of the third person (министрлігі), after which the cases begin with н.

    Raises `CannotInflectError` when the suffixes can not follow one another or the stem.
    """
    if not suffixes:
        return stem
    if is_foreign(stem):
        sound, harmony = spoken_ending(stem)
        return f"{stem}-{_tail(State.NOMINAL, suffixes, sound, harmony)}"
    lower = fold(stem)
    if owned:
        return stem + _tail(State.OWNED_BY_THEM, suffixes, Sound.VOWEL, harmonies(lower)[0])
    if suffixes[0] in VERBAL and verb_stems(lower):
        return _inflect_verb(stem, lower, suffixes)
    return _inflect_noun(stem, lower, suffixes)


def _inflect_noun(stem: str, lower: str, suffixes: Sequence[Suffix]) -> str:
    for state in (*noun_states(lower), State.TIME):
        try:
            return _join(stem, lower, noun_shapes(lower), state, suffixes)
        except CannotInflectError:
            continue
    message = f"{stem} does not take {', '.join(suffixes)}"
    raise CannotInflectError(message)


def _inflect_verb(stem: str, lower: str, suffixes: Sequence[Suffix]) -> str:
    verb = verb_stems(lower)[0]
    form = _join(verb, verb, verb_shapes(verb), State.VERB, suffixes)
    for full, short in (("ый", "и"), ("ій", "и"), ("йа", "я"), ("йу", "ю")):
        form = form.replace(full, short)
    return stem[:1] + form[1:] if stem[:1].isupper() else form


def _join(stem: str, lower: str, shapes: Sequence[Shape], state: State, suffixes: Sequence[Suffix]) -> str:
    first = shapes[0]
    tail = _tail(state, suffixes, first.sound, first.harmonies[0])
    before_vowel = [shape.text for shape in shapes if shape.before is Before.VOWEL]
    fitting = [shape.text for shape in shapes if shape.before in (Before.CONSONANT, Before.ANYTHING)]
    if begins_with_vowel(tail):
        may_stay = lower in ELISION_IS_OPTIONAL and not voices(lower)
        fitting = fitting + before_vowel if may_stay else before_vowel + fitting
    text = next(iter(fitting), lower)
    return _with_capitals(text, stem) + tail


def _with_capitals(text: str, stem: str) -> str:
    if len(stem) > 1 and stem.isupper():
        return text.upper()
    return stem[:1] + text[1:]


def _tail(state: State, suffixes: Sequence[Suffix], sound: Sound, harmony: Harmony) -> str:
    out = ""
    for suffix in suffixes:
        step = _step(state, suffix)
        text = spell(step.pattern, sound, harmony)
        if begins_with_vowel(text) and out[-1:] in ("қ", "к"):
            out = voiced(out)
        out += text
        state, sound, harmony = step.state, last_sound(text) if text else sound, harmony_after(text, harmony)
    if state not in STANDS_ALONE:
        message = f"a word can not end in {suffixes[-1]}"
        raise CannotInflectError(message)
    return out


def _step(state: State, suffix: Suffix) -> Step:
    for step in (*FOLLOWING[state], *DERIVATION):
        if step.suffix is suffix:
            return step
    message = f"{suffix} can not follow here"
    raise CannotInflectError(message)


_NUMERALS = {
    **{
        "1": "бір",
        "2": "екі",
        "3": "үш",
        "4": "төрт",
        "5": "бес",
        "6": "алты",
        "7": "жеті",
        "8": "сегіз",
        "9": "тоғыз",
    },
    **{"10": "он", "20": "жиырма", "30": "отыз", "40": "қырық", "50": "елу"},
    **{"60": "алпыс", "70": "жетпіс", "80": "сексен", "90": "тоқсан"},
    **{"0": "нөл", "100": "жүз", "1000": "мың", "1000000": "миллион"},
}
_LETTER_NAMES = dict(
    pair.split("=")
    for pair in words(
        "б=бе в=ве г=ге ғ=ға д=де ж=же з=зе й=ый к=ка қ=қа л=эл м=эм н=эн ң=ең п=пе р=эр с=эс т=те ф=эф х=ха һ=һа "
        "ц=це ч=че ш=ша щ=ща"
    )
)


def spoken_ending(word: str) -> tuple[Sound, Harmony]:
    """How a number, an abbreviation or a Latin word ends when it is read aloud: 2022 ends as екі, ЖШС as эс.

    Abbreviations with a vowel before the end are read as words (АҚШ), others letter by letter. Latin words are taken
    to be read as spelt.
    """
    lower = fold(word)
    spoken = _number_word(lower) if lower[-1:].isdigit() else _spoken_letters(lower)
    return last_sound(spoken), harmonies(spoken)[0]


def _number_word(word: str) -> str:
    digits = word[len(word.rstrip("0123456789")) :]
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros == len(digits):
        return _NUMERALS["0"]
    for power, name in ((6, "1000000"), (3, "1000"), (2, "100")):
        if zeros >= power:
            return _NUMERALS[name]
    return _NUMERALS[digits[-1 - zeros] + "0" * zeros]


_LATIN_AS_CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абкдефгһіжклмнопкрстуууксыз"[:26])


def _spoken_letters(word: str) -> str:
    if word[-1:].isascii():
        return word.translate(_LATIN_AS_CYRILLIC)
    if any(letter in "аәеоөуұүыіиэюя" for letter in word):
        return word
    return _LETTER_NAMES.get(word[-1:], word)
