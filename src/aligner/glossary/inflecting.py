"""Putting another term in the place of an inflected one, in the same form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aligner.glossary.declension import declined
from aligner.glossary.english import plurals
from aligner.glossary.lexicon import is_abbreviation
from aligner.glossary.russian import Parse, analyzer, parses
from aligner.glossary.tokens import WORD, fold_word
from aligner.languages.kazakh import POSSESSIVES, CannotInflectError, StemIndex, Suffix, inflect
from aligner.languages.kazakh.stems import is_owned, without_possessive
from aligner.model import Language


@dataclass(frozen=True, slots=True)
class Inflected:
    """A term in a form, and whether the rules are sure of it."""

    text: str
    sure: bool = True
    reason: str = ""
    """The form's name when it is sure, what is in doubt when it is not."""


def reinflect(form: str, old: str, new: str, language: Language, part_of_speech: str = "") -> Inflected:
    """`new` in the form that `form` is of `old`, with the capitals of `form`.

    Where the rules can not give it, the dictionary form stands there and is marked as not sure.
    """
    if language != "ru" and fold_word(form, cyrillic=False) == fold_word(old, cyrillic=False):
        return _with_capitals(Inflected(new, reason="the same form"), form, old)
    makers = {"kk": _kazakh, "ru": _russian, "en": _english}
    maker = makers.get(language)
    if maker is None:
        return Inflected(new, sure=False, reason=f"no rules of inflection for {language}")
    return _with_capitals(maker(form, old, new, part_of_speech), form, old)


def _with_capitals(result: Inflected, form: str, old: str) -> Inflected:
    letters = [char for char in form if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters) and not old.isupper():
        return replace(result, text=result.text.upper())
    if form[:1].isupper() and old[:1].islower():
        return replace(result, text=result.text[:1].upper() + result.text[1:])
    return result


def _kazakh(form: str, old: str, new: str, part_of_speech: str) -> Inflected:
    old_words, form_words = WORD.findall(old), form.split()
    index: StemIndex[None] = StemIndex()
    phrase = len(old_words) > 1
    index.add(old_words[-1], None, part_of_speech, in_phrase=phrase)
    readings = sorted((a for _, a in index.find(form_words[-1])), key=lambda a: len(a.suffixes))
    if not readings:
        return Inflected(new, sure=False, reason=f"the form {form} of {old} is not understood")
    suffixes = [morph.suffix for morph in readings[0].suffixes]
    *before, last = new.split(" ")
    owned_before = is_owned(fold_word(old_words[-1], cyrillic=True), in_phrase=phrase)
    owned_after = is_owned(fold_word(last, cyrillic=True), in_phrase=bool(before))
    try:
        text = _kazakh_form(last, suffixes, owned_before=owned_before, owned_after=owned_after)
    except CannotInflectError as error:
        return Inflected(new, sure=False, reason=str(error))
    letter_by_letter = is_abbreviation(last) and not re.search("[АӘЕИОӨУҰҮЫІЭЮЯ]", last)
    reason = ", ".join(suffixes)
    if letter_by_letter and suffixes:
        reason = f"how {last} is read aloud decides the ending"
    return Inflected(" ".join([*before, text]), sure=not (letter_by_letter and suffixes), reason=reason)


def _kazakh_form(stem: str, suffixes: Sequence[Suffix], *, owned_before: bool, owned_after: bool) -> str:
    """The suffix chain on another stem, whose own possessive (of an izafet) may come or go."""
    has_possessive = any(suffix in POSSESSIVES for suffix in suffixes)
    plural = [suffix for suffix in suffixes[:1] if suffix is Suffix.PLURAL]
    if not owned_after:
        kept = [s for s in suffixes if not (owned_before and s is Suffix.THEIR)]
        return inflect(stem, kept)
    if not plural and (not has_possessive or suffixes[0] is Suffix.THEIR):
        return inflect(stem, [s for s in suffixes if s is not Suffix.THEIR], owned=True)
    base = next((b for b in without_possessive(stem) if inflect(b, [Suffix.THEIR]) == stem), None)
    if base is None:
        message = f"the stem of {stem} is not clear"
        raise CannotInflectError(message)
    rest = list(suffixes[len(plural) :])
    return inflect(base, [*plural, *([] if has_possessive else [Suffix.THEIR]), *rest])


_CASE_NAMES = {
    "nominative": "nomn",
    "genitive": "gent",
    "dative": "datv",
    "accusative": "accs",
    "instrumental": "ablt",
    "prepositional": "loct",
}


def _russian(form: str, old: str, new: str, part_of_speech: str) -> Inflected:
    places = _russian_places(form, old)
    if part_of_speech == "verb" or not places:
        return Inflected(new, sure=False, reason=f"the form {form} of {old} is not understood")
    made = [(place, _russian_form(new, *place)) for place in places]
    texts = {text for _, text in made if text}
    if not texts:
        return Inflected(new, sure=False, reason=f"{new} can not be inflected")
    (case, number), text = next((place, text) for place, text in made if text)
    if len(texts) > 1:
        others = ", ".join(sorted(t for t in texts if t != text))
        return Inflected(text or new, sure=False, reason=f"the case is not clear; it may be {others}")
    names = {short: name for name, short in _CASE_NAMES.items()}
    return Inflected(text or new, reason=f"{'plural' if number == 'plur' else 'singular'} {names.get(case, case)}")


def _russian_places(form: str, old: str) -> list[tuple[str, str]]:
    """The cases and numbers a phrase may stand in, likeliest first, as pymorphy names them."""
    forms, olds = WORD.findall(form), WORD.findall(old)
    head = _head(olds)
    if len(forms) != len(olds) or head is None:
        return []
    places: list[tuple[str, str]] | None = None
    for word, citation in zip(forms[: head + 1], olds[: head + 1], strict=True):
        here = _places_of(fold_word(word, cyrillic=True), citation)
        places = here if places is None else [place for place in here if place in places]
    return list(dict.fromkeys(places or []))


def _places_of(word: str, term_word: str) -> list[tuple[str, str]]:
    if is_abbreviation(term_word):
        return [(case, "sing") for case in _CASE_NAMES.values()]
    citation, name = fold_word(term_word, cyrillic=True), term_word[:1].isupper()
    lemmas = {p.lemma for p in parses(citation) if p.case == "nomn"}
    known = [p for p in parses(word) if p.lemma in lemmas and p.case and p.number]
    if known:
        return [(p.case, p.number) for p in known]
    found = []
    for candidate, case_name in declined(citation, name=name):
        number, _, case = case_name.partition(" ")
        if candidate == word and case in _CASE_NAMES:
            found.append((_CASE_NAMES[case], "plur" if number == "plural" else "sing"))
    return found


def _head(words: Sequence[str]) -> int | None:
    """The position of the noun on which a phrase hangs: the first noun in the nominative, or a word nobody knows."""
    for position, word in enumerate(words):
        readings: tuple[Parse, ...] = parses(fold_word(word, cyrillic=True))
        if not readings or any(p.kind == "noun" and (p.case == "nomn" or p.fixed) for p in readings):
            return position
        if word[:1].isupper() and not any(p.case == "nomn" for p in readings):
            # A name that only looks like a form of another word: Токаев, of токай.
            return position
    return None


def _russian_form(phrase: str, case: str, number: str) -> str | None:
    words = phrase.split(" ")
    head = _head([word.strip('«»"!?.,') for word in words])
    if head is None:
        return None
    nouns = [p for p in analyzer().parse(words[head]) if p.tag.POS == "NOUN" and p.tag.case == "nomn"]
    noun = next((p for p in nouns if all(_modifies(word, p.tag.gender, p.tag.number) for word in words[:head])), None)
    if noun is None and nouns:
        return None
    out = list(words)
    if noun is None or not analyzer().word_is_known(words[head].lower()):
        out[head] = _declined_to(words[head], case, number) or words[head]
        gender, animate = "masc", False
    else:
        made = noun.inflect({case, number})
        if made is None:
            return None
        out[head] = _cased_like(words[head], str(made.word))
        gender, animate = str(noun.tag.gender or "masc"), "anim" in noun.tag
    for position in range(head):
        adjective = next((p for p in analyzer().parse(words[position]) if p.tag.POS in ("ADJF", "PRTF")), None)
        wanted = {case, number} | ({gender} if number == "sing" else set())
        if case == "accs" and (number == "plur" or gender == "masc"):
            wanted |= {"anim" if animate else "inan"}
        made = adjective.inflect(wanted) if adjective else None
        if made is None:
            return None
        out[position] = _cased_like(words[position], str(made.word))
    return " ".join(out)


def _modifies(word: str, gender: str | None, number: str | None) -> bool:
    """Whether a word is an adjective in the form it has before such a noun."""
    tags = [p.tag for p in analyzer().parse(word) if p.tag.POS in ("ADJF", "PRTF") and p.tag.case == "nomn"]
    return any(tag.number == number and (number == "plur" or tag.gender == gender) for tag in tags)


def _declined_to(word: str, case: str, number: str) -> str | None:
    if is_abbreviation(word):
        return word
    for form, name in declined(word.lower(), name=word[:1].isupper()):
        which, _, case_name = name.partition(" ")
        if _CASE_NAMES.get(case_name) == case and (which == "plural") == (number == "plur"):
            return _cased_like(word, form)
    return None


def _cased_like(model: str, word: str) -> str:
    if is_abbreviation(model):
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _english(form: str, old: str, new: str, part_of_speech: str) -> Inflected:
    if part_of_speech == "verb":
        return Inflected(new, sure=False, reason="verbs are left to the editor")
    owner = re.search(r"['’]s?\Z", form)
    body = form[: owner.start()] if owner else form
    singular = body.lower() == old.lower()
    text = new if singular else next(iter(plurals(new)))
    if owner:
        text += "'" if text.endswith("s") and not singular else "'s"
    return Inflected(text, reason=("singular" if singular else "plural") + (", possessive" if owner else ""))
