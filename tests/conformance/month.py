"""The script of a group's month, how its people live it, and how it is written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from tests.conformance.hunt import do, written
from tests.conformance.person import Person, Platform, Seen

SCRIPT = Path(__file__).with_name("month.chat")
TRANSCRIPT = Path(__file__).with_name("month.txt")


async def live(platform: Platform) -> str:
    """Lives the script; gives all that anybody saw but what comes to them of their own hunts.

    What is said in the channel is written once, for everybody in it saw the same.
    """
    lines: list[str] = []
    names: list[str] = []
    where = ""
    person: Person | None = None
    for line in SCRIPT.read_text(encoding="utf-8").splitlines():
        lines.append(f"› {line}" if line and not line.startswith("#") else line)
        word, _, rest = line.partition(" ")
        if word == ".channel":
            where, *names = rest.split()
            await platform.channel(where, *names)
            continue
        before = {name: len(platform.person(name).seen) for name in names}
        if word == ".as":
            person = platform.person(rest)
        elif word == ".downtime":
            await platform.is_down(timedelta(days=int(rest.removesuffix("d"))))
        elif line and not line.startswith("#"):
            assert person is not None, "nobody is there"
            if word == ".in":
                await person.goes_to(None if rest == "dm" else rest)
            else:
                await do(person, line)
            await platform.catches_up()
        new = {name: platform.person(name).seen[before[name] :] for name in names}
        lines += _all_written(where, new)
    return "\n".join(lines) + "\n"


def _all_written(where: str, new: dict[str, Sequence[Seen]]) -> Iterator[str]:
    """Returns what people saw, in order; posts that all saw come after what one person saw."""
    posts = [[one for one in seen if not one.private] for seen in new.values()]
    assert all(some == posts[0] for some in posts), "not everybody saw the same in the channel"
    alone = [
        (f"@{name} ", one)
        for name, seen in new.items()
        for one in seen
        if one.private and one.kind != "nudge" and not one.nudges
    ]
    shown = [*alone, *((f"#{where} ", one) for one in posts[0])] if posts else alone
    for to, one in sorted(shown, key=lambda pair: pair[1].at.replace(second=0, microsecond=0)):
        yield from written(one, to)
