"""Closure: which segments belong together when every bead holds its own together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from aligner.model import Language

Place: TypeAlias = tuple[Language, int]
"""A segment: its language and its number in the version."""


class Groups:
    """Disjoint sets of segments that grow together (union–find with path halving)."""

    def __init__(self) -> None:
        self._parents: dict[Place, Place] = {}

    def join(self, places: Sequence[Place]) -> None:
        """Put the places, and all that already belong to any of them, into one group."""
        for place in places:
            self._parents.setdefault(place, place)
        for place in places[1:]:
            self._parents[self._root(place)] = self._root(places[0])

    def sets(self) -> set[frozenset[Place]]:
        """All groups."""
        members: dict[Place, set[Place]] = {}
        for place in self._parents:
            members.setdefault(self._root(place), set()).add(place)
        return {frozenset(group) for group in members.values()}

    def _root(self, place: Place) -> Place:
        parents = self._parents
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place
