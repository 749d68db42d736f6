"""A contact's name, address and number are told apart, or kept whole where that is not sure."""

from __future__ import annotations

import pytest

from bot.parsing.contact_details import ContactDetails, divide_contact


@pytest.mark.parametrize(
    ("typed", "name", "email", "phone"),
    [
        ("Dana Weiss", "Dana Weiss", None, None),
        ("Maria Lopez maria@hm.example", "Maria Lopez", "maria@hm.example", None),
        ("Jim Beam jim@m.example 555-123-4567", "Jim Beam", "jim@m.example", "555-123-4567"),
        ("Jo <jo@x.example>", "Jo", "jo@x.example", None),
        ("Dana Weiss, (212) 555-0148", "Dana Weiss", None, "(212) 555-0148"),
        ("jo@x.example", None, "jo@x.example", None),
        ("+49 30 5550148", None, None, "+49 30 5550148"),
        ("Bob 555-123-4567 ext 5", "Bob 555-123-4567 ext 5", None, None),
        ("Ann a@x.example or b@x.example", "Ann a@x.example or b@x.example", None, None),
        ("Sam from room 12", "Sam from room 12", None, None),
    ],
)
def test_a_contact_is_divided(
    typed: str, name: str | None, email: str | None, phone: str | None
) -> None:
    assert divide_contact(typed) == ContactDetails(name, email, phone)


def test_nothing_typed_is_no_contact() -> None:
    assert divide_contact(None) == ContactDetails()
