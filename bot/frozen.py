"""Immutable values: dataclasses that cost no more to make than any other object."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")

# A frozen dataclass sets every field by `object.__setattr__`, which was a sixth of the
# work of a delivery. So the type checker refuses to change one, and at run time only
# the tests do, which set this before anything else of ours is imported.
enforced = False


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Makes a slotted dataclass that is compared and hashed by its fields and never changed."""
    return dataclass(frozen=enforced, slots=True, unsafe_hash=True)(cls)
