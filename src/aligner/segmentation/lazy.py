"""A view that is made on first use; unlike ``functools.cached_property`` on Python 3.11 it takes no lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class lazy(Generic[Value]):  # noqa: N801 - reads as a decorator
    """Replaces itself in the instance by the value of the method it decorates."""

    def __init__(self, make: Callable[..., Value]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, instance: object, owner: type) -> Value:
        """The value, which lands in the instance's dictionary and is found there from then on."""
        value = self._make(instance)
        instance.__dict__[self._name] = value
        return value
