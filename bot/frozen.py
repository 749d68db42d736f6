"""Immutable values: dataclasses that cost no more to make than any other object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

# A frozen dataclass sets every field by `object.__setattr__`, which was a sixth of the
# work of a delivery. So the type checker refuses to change one, and at run time only
# the tests do, which set this before anything else of ours is imported.
enforced = False


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Makes a slotted dataclass that is compared and hashed by its fields and never changed."""
    # A copy that goes to another process is read there, whether or not it is enforced there.
    cls.__getstate__ = _values  # type: ignore[method-assign]  # as dataclass does
    cls.__setstate__ = _set_values  # type: ignore[attr-defined]  # as dataclass does
    return dataclass(frozen=enforced, slots=True, unsafe_hash=True)(cls)


def _values(self: Any) -> Sequence[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _set_values(self: Any, values: Sequence[Any]) -> None:
    for one, value in zip(fields(self), values, strict=True):
        object.__setattr__(self, one.name, value)
