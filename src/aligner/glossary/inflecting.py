"""Putting another term in the place of an inflected one, in the same form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from aligner.glossary.english import lemma, plurals
from aligner.glossary.inflected import Inflected
from aligner.glossary.lexicon import is_abbreviation
from aligner.glossary.russian_forms import reinflect_russian
from aligner.glossary.tokens import WORD, fold_word
from aligner.languages.kazakh import POSSESSIVES, CannotInflectError, StemIndex, Suffix, inflect
from aligner.languages.kazakh.stems import is_owned, without_possessive
from aligner.model import Language


def reinflect(
    form: str, old: str, new: str, language: Language, part_of_speech: str = "", *, before: str = ""
) -> Inflected:
    """`new` in the form that `form` is of `old`, with the capitals of `form`; `before` is the text in front of it.

    Where the rules can not give it, the dictionary form stands there and is marked as not sure.
    """
    if language != "ru" and fold_word(form, cyrillic=False) == fold_word(old, cyrillic=False):
        return _with_capitals(Inflected(new, reason="the same form"), form, old)
    if language == "ru":
        return _with_capitals(reinflect_russian(form, old, new, part_of_speech, before), form, old)
    makers = {"kk": _kazakh, "en": _english}
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


def _english(form: str, old: str, new: str, part_of_speech: str) -> Inflected:
    if part_of_speech == "verb":
        return Inflected(new, sure=False, reason="verbs are left to the editor")
    owner = re.search(r"['’]s?\Z", form)
    body = form[: owner.start()] if owner else form
    singular = body.lower() == old.lower()
    text = new if singular or _is_plural(new) else next(iter(plurals(new)))
    if owner:
        text += "'" if text.endswith("s") and not singular else "'s"
    return Inflected(text, reason=("singular" if singular else "plural") + (", possessive" if owner else ""))


def _is_plural(phrase: str) -> bool:
    """Whether a term is cited in the plural: security officials."""
    last = phrase.rsplit(" ", maxsplit=1)[-1].lower()
    singular = lemma(last)
    return singular is not None and singular != last and last in plurals(singular)
