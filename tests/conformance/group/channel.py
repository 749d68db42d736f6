"""A group in #hunters: how its people join it, and what they see there."""

from __future__ import annotations

from tests.conformance.person import Person, Seen


async def joined(person: Person, share: str = "share my numbers") -> Seen:
    await person.presses("Join", on="An accountability group starts here")
    return await person.fills(share=share)


async def alone(person: Person, *lines: str) -> Seen:
    """Says something where nobody else is; gives the last answer."""
    await person.goes_to(None)
    for line in lines:
        await person.types(line)
    await person.goes_to("hunters")
    return person.seen[-1]


def posts(person: Person) -> list[Seen]:
    """Returns what a person saw in the channel."""
    return [one for one in person.seen if not one.private]


def words(seen: Seen) -> str:
    return f"{seen.title} {seen.text} {dict(seen.facts)}"
