"""Putting another Russian term in the case and number in which one stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.glossary.declension import declined
from aligner.glossary.inflected import Inflected
from aligner.glossary.lexicon import is_abbreviation
from aligner.glossary.russian import Parse, analyzer, parses
from aligner.glossary.tokens import WORD, fold_word

Place = tuple[str, str]
"""Case and number, as pymorphy names them."""

_CASE_NAMES = {
    "nominative": "nomn",
    "genitive": "gent",
    "dative": "datv",
    "accusative": "accs",
    "instrumental": "ablt",
    "prepositional": "loct",
}


def reinflect_russian(form: str, old: str, new: str, part_of_speech: str, before: str = "") -> Inflected:
    """`new` in the case and number that `form` is of `old`; what stands before it may tell which.

    Where it can not be told, a likely form stands there and is marked as not sure.
    """
    places = _governed(_russian_places(form, old), before)
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


_GOVERNMENT_LINES = """
gent: без для до из изо от ото у ради кроме вокруг после против около среди вместо
gent: много мало немало несколько сколько большинство меньшинство часть
datv: к ко благодаря согласно вопреки навстречу
accs: через про сквозь
ablt: над перед между
loct: при
accs loct: в во на о об обо
gent ablt: с со
accs ablt: за под
datv accs loct: по
"""
_GOVERNMENT = {
    word: tuple(cases.split())
    for cases, _, governing in (line.partition(":") for line in _GOVERNMENT_LINES.strip().splitlines())
    for word in governing.split()
}
"""Cases that a word in front asks for."""
_NUMBER_BEFORE = re.compile(r"(?<![\w.,])(\d{1,3}(?:[ \u00a0\u202f]?\d{3})*)(,\d+)?[\s\u00a0]+\Z")
_WORD_BEFORE = re.compile(r"(\w+)\s+\Z")


def _governed(places: list[Place], before: str) -> list[Place]:
    """The places that what stands in front allows: в акимат is no nominative, 120 тенге a genitive plural."""
    number = _NUMBER_BEFORE.search(before)
    if number:
        return _those(places, _counted(number.group(1), number.group(2)))
    word = _WORD_BEFORE.search(before)
    cases = _GOVERNMENT.get(word.group(1).lower()) if word else None
    return _those(places, {(case, n) for case in cases for n in ("sing", "plur")}) if cases else places


def _counted(whole: str, fraction: str | None) -> set[Place]:
    count = int("".join(char for char in whole if char.isdigit()))
    if fraction:
        return {("gent", "sing")}
    if count % 10 == 1 and count % 100 != 11:
        return {("nomn", "sing"), ("accs", "sing")}
    few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return {("gent", "sing" if few else "plur")}


def _those(places: list[Place], wanted: set[Place]) -> list[Place]:
    return [place for place in places if place in wanted] or places


def _russian_places(form: str, old: str) -> list[Place]:
    """The cases and numbers a phrase may stand in, likeliest first, as pymorphy names them."""
    forms, olds = WORD.findall(form), WORD.findall(old)
    head = _head(olds)
    if len(forms) != len(olds) or head is None:
        return []
    places: list[Place] | None = None
    for word, citation in zip(forms[: head + 1], olds[: head + 1], strict=True):
        here = _places_of(fold_word(word, cyrillic=True), citation)
        places = here if places is None else [place for place in here if place in places]
    return list(dict.fromkeys(places or []))


def _places_of(word: str, term_word: str) -> list[Place]:
    if is_abbreviation(term_word):
        return [(case, "sing") for case in _CASE_NAMES.values()]
    citation, name = fold_word(term_word, cyrillic=True), term_word[:1].isupper()
    lemmas = {p.lemma for p in parses(citation) if p.case == "nomn"}
    known = [p for p in parses(word) if p.lemma in lemmas and p.case and p.number]
    if known:
        return [(p.case, p.number) for p in known]
    forms = list(declined(citation, name=name))
    if len(forms) == 1:
        # An indeclinable word may stand in any place.
        return [(case, number) for number in ("sing", "plur") for case in _CASE_NAMES.values()]
    found = []
    for candidate, case_name in forms:
        number, _, case = case_name.partition(" ")
        if candidate == word and case in _CASE_NAMES and number != "feminine":
            found.append((_CASE_NAMES[case], "plur" if number == "plural" else "sing"))
    first_declension = citation[-1:] in ("а", "я")
    for case, number in list(found):
        # The accusative is spelt like one of these two, by whether the word names a living being.
        if case in ("nomn", "gent") and not (first_declension and number == "sing"):
            found.append(("accs", number))
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
    if _is_given_name(words[head]):
        out[head + 1 :] = [
            (_declined_to(word, case, number) or word) if _SURNAME.search(word) else word
            for word in words[head + 1 :]
        ]
    return " ".join(out)


_SURNAME = re.compile(r"\A[А-ЯЁ].*(?:[оеё]в|[иы]н|[сц]кий|[оеё]ва|[иы]на|[сц]кая|[оеё]вич|[оеё]вна)\Z")
_FEMININE = re.compile(r"(?:[оеё]в|[иы]н)а\Z")


def _is_given_name(word: str) -> bool:
    """Whether a surname may follow, which is declined as well: Касым-Жомарта Токаева."""
    if not word[:1].isupper():
        return False
    return not analyzer().word_is_known(word.lower()) or any("Name" in p.tag for p in analyzer().parse(word))


def _modifies(word: str, gender: str | None, number: str | None) -> bool:
    """Whether a word is an adjective in the form it has before such a noun."""
    tags = [p.tag for p in analyzer().parse(word) if p.tag.POS in ("ADJF", "PRTF") and p.tag.case == "nomn"]
    return any(tag.number == number and (number == "plur" or tag.gender == gender) for tag in tags)


def _declined_to(word: str, case: str, number: str) -> str | None:
    if is_abbreviation(word):
        return word
    if number == "sing" and _SURNAME.search(word) and (feminine := _FEMININE.search(word)):
        return word if case == "nomn" else word[: feminine.end() - 1] + ("у" if case == "accs" else "ой")
    if case == "accs" and _SURNAME.search(word) and not word.endswith(("а", "я")):
        case = "gent"
    for form, name in declined(word.lower(), name=word[:1].isupper()):
        which, _, case_name = name.partition(" ")
        if _CASE_NAMES.get(case_name) == case and (which == "plural") == (number == "plur"):
            return _cased_like(word, form)
    return None


def _cased_like(model: str, word: str) -> str:
    if is_abbreviation(model):
        return word.upper()
    models, parts = model.split("-"), word.split("-")
    if len(models) == len(parts):
        return "-".join(p[:1].upper() + p[1:] if m[:1].isupper() else p for m, p in zip(models, parts, strict=True))
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
