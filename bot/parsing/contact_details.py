"""A contact as people type it: a name, with an address or a number behind it."""

from __future__ import annotations

import re

from bot.frozen import frozen

_EMAIL = re.compile(r"[^@\s<>(),;:]+@[^@\s<>(),;:]+\.[^@\s<>(),;:.]+")
_PHONE = re.compile(r"\+?\(?\d[\d ()./-]{5,}\d")
_MARKS = " ,;:<>()-–—|/"


@frozen
class ContactDetails:
    """The parts of a contact; what was not typed is None."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


def divide_contact(typed: str | None) -> ContactDetails:
    """Divides *Dana Weiss dana@acme.example 555-0148* into its parts.

    What leaves a figure in the name is kept whole: it may be an extension, or an address.
    """
    left, found = typed or "", {}
    for part, pattern in (("email", _EMAIL), ("phone", _PHONE)):
        if one := pattern.search(left):
            found[part] = one[0]
            left = f"{left[: one.start()]} {left[one.end() :]}"
    name = " ".join(left.split()).strip(_MARKS)
    if not found or "@" in name or any(map(str.isdecimal, name)):
        return ContactDetails(typed)
    return ContactDetails(name or None, **found)
