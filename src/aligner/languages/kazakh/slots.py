"""Reading the tail of a word as a chain of suffixes, slot by slot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from aligner.languages.kazakh.sounds import NEUTRAL_VOWELS, VOWELS, Harmony, Sound, last_sound, voiced
from aligner.languages.kazakh.suffixes import CITATION, DERIVATION, FOLLOWING, STANDS_ALONE, State, Suffix, spell


class Morph(NamedTuple):
    """One suffix as it stands in a form."""

    suffix: Suffix
    text: str


Chain = tuple[Morph, ...]


class _Option(NamedTuple):
    """A suffix as it may be written in one slot."""

    suffix: Suffix
    written: str
    before_vowel: bool | None
    """Whether a vowel must follow (the last қ, к is voiced) or must not; nothing when it does not matter."""
    after: Slot


class Slot:
    """A place between two suffixes: what may follow, after which sound and in which harmony. One object for each."""

    def __init__(self, state: State, sound: Sound, harmony: Harmony, *, derive: bool) -> None:
        self.ends = state in STANDS_ALONE
        self._key = (state, sound, harmony, derive)
        self._options: dict[str, list[_Option]] | None = None

    def options(self, letter: str) -> Sequence[_Option]:
        """The suffixes that begin with `letter`."""
        if self._options is None:
            self._options = self._spell_out()
        return self._options.get(letter, ())

    def _spell_out(self) -> dict[str, list[_Option]]:
        state, sound, harmony, derive = self._key
        options: dict[str, list[_Option]] = {}
        for step in (*FOLLOWING[state], *(DERIVATION if derive and state in CITATION else ())):
            text = spell(step.pattern, sound, harmony)
            if not text:
                continue
            after = slot(step.state, last_sound(text), harmony_after(text, harmony), derive=derive)
            changes = text[-1] in "қк"
            options.setdefault(text[0], []).append(_Option(step.suffix, text, False if changes else None, after))
            if changes:
                options[text[0]].append(_Option(step.suffix, voiced(text), True, after))
        return options


@lru_cache(maxsize=4_096)
def slot(state: State, sound: Sound, harmony: Harmony, *, derive: bool = False) -> Slot:
    """The one slot for these values."""
    return Slot(state, sound, harmony, derive=derive)


@lru_cache(maxsize=262_144)
def chains(rest: str, here: Slot) -> tuple[Chain, ...]:
    """Every way to read `rest` as suffixes from a slot on; no suffix is one empty chain, no way is none."""
    if not rest:
        return ((),) if here.ends else ()
    found: list[Chain] = []
    for option in here.options(rest[0]):
        if not rest.startswith(option.written):
            continue
        left = rest[len(option.written) :]
        if option.before_vowel is None or option.before_vowel == begins_with_vowel(left):
            found.extend((Morph(option.suffix, option.written), *chain) for chain in chains(left, option.after))
    return tuple(found)


def begins_with_vowel(text: str) -> bool:
    """Whether a suffix begins with a vowel, before which п, к, қ are voiced."""
    return text[:1] in VOWELS or text[:1] in NEUTRAL_VOWELS


def harmony_after(text: str, before: Harmony) -> Harmony:
    """The harmony a suffix hands on: its own last vowel's, or what it got when it has none."""
    for letter in reversed(text):
        if letter in "аыя":
            return Harmony.BACK
        if letter in "еі":
            return Harmony.FRONT
    return before
