"""The script of a whole hunt, how a person lives it, and how it is written down."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.conformance.person import Entry, Letter, Person, Seen

SCRIPT = Path(__file__).with_name("hunt.chat")
TRANSCRIPT = Path(__file__).with_name("hunt.txt")
# Slack draws what is due as a queue of lines whose letters open one by one. Discord shows
# words at first, and a menu that opens one of them.
IN_LINES = Path(__file__).with_name("hunt.slack.txt")
IN_WORDS = Path(__file__).with_name("hunt.discord.txt")


async def live(person: Person) -> str:
    """Lives the script; gives everything seen, written down in plain lines."""
    lines: list[str] = []
    for line in SCRIPT.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            lines.append(line)
            continue
        lines.append(f"› {line}")
        before = len(person.seen)
        await do(person, line)
        for seen in person.seen[before:]:
            lines += written(seen)
    return "\n".join(lines) + "\n"


async def do(person: Person, line: str) -> None:
    """Has a person do what a line of a script says."""
    words = shlex.split(line)
    if words[0] == ".wait":
        await (person.waits_until(words[2]) if words[1] == "until" else person.waits(words[1]))
    elif words[0] == ".press":
        await _press(person, words[1], words[2:])
    else:
        await person.types(line)


async def _press(person: Person, label: str, rest: list[str]) -> None:
    on = None
    if rest[:1] == ["on"]:
        on, rest = rest[1], rest[2:]
    seen = await person.presses(label, on=on)
    if rest:
        assert seen.kind == "form", f"{label} opened no form"
        await person.fills(**dict(answer.split("=", 1) for answer in rest))


def written(seen: Seen, to: str = "") -> Iterator[str]:
    """Returns what was seen, in plain lines; `to` names the person, where there are several."""
    named = f"  [{', '.join(seen.nudges)}]" if seen.nudges else ""
    yield f"  {seen.at:%a %d %b %H:%M} {to}{seen.kind}{named}  {seen.title}".rstrip()
    only = seen.items[0] if len(seen.items) == 1 else None
    for paragraph in seen.text.splitlines():
        yield f"    {paragraph}"
    yield from (f"    {label}: {value}" for label, value in seen.facts.items())
    yield from _draft(seen.draft)
    yield from (f"    {one.name}: {one.label} {one.value or ''}".rstrip() for one in seen.fields)
    for item in seen.items:
        if item is not only or item.text != seen.text:
            yield from _item(item)
    yield from _buttons(seen.buttons)


def _item(item: Entry) -> Iterator[str]:
    yield f"    - {item.title}"
    for paragraph in item.text.splitlines():
        yield f"      {paragraph}"
    yield from _draft(item.draft)
    yield from _buttons(item.buttons)


def _draft(draft: Letter | None) -> Iterator[str]:
    """Returns a draft's subject only: the texts' own tests hold every letter in full."""
    if draft is not None:
        yield f"      ✉ {draft.subject or 'what to say'}"


def _buttons(labels: tuple[str, ...]) -> Iterator[str]:
    if labels:
        yield "      " + " ".join(f"[{label}]" for label in labels)
