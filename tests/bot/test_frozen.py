"""Values: never changed, compared and hashed by what they hold."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from bot.domain.people.person import Address
from bot.message import Text


def test_a_value_cannot_be_changed_under_tests() -> None:
    here = Address("slack", "T1", "U1")
    with pytest.raises(FrozenInstanceError):
        here.user = "U2"  # type: ignore[misc]  # which is refused


def test_equal_values_are_one_key() -> None:
    assert {Address("slack", "T1", "U1"): 1}[Address("slack", "T1", "U1")] == 1


def test_a_value_with_a_constructor_of_its_own_cannot_be_changed_either() -> None:
    with pytest.raises(FrozenInstanceError):
        Text("a").parts = ()  # type: ignore[misc]  # which is refused
