"""The answers of every command, as one long talk at the console shows them.

`answers.chat` is what is typed, `answers.txt` what is read. Drafts, nudges and the words about a
week have galleries of their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from adapters.console.app import App
from adapters.console.view_model import FactView, ItemView, View, ViewKind
from adapters.console.virtual_clock import VirtualClock
from bot.catalog import COMMANDS
from bot.command import Command, Reply
from bot.message import Invocation, Message
from storage.storage import open_storage
from tests.bot.mails import INVITED, NO, RECEIVED, SPAM

HERE = Path(__file__).parent
SCRIPT, ANSWERS = HERE / "answers.chat", HERE / "answers.txt"
START = datetime.fromisoformat("2026-06-01T10:00:00+02:00")
ZONE = "Europe/Berlin"
MOST_ITEMS = 3
_CODE = re.compile(r"\b[A-Z0-9]{4,5}(?:-[A-Z0-9]{4,5}){1,4}\b")
SENDERS = (
    "Acme",
    "Globex",
    "Initech",
    "Umbrella",
    "Hooli",
    "Stark",
    "Wayne",
    "Wonka",
    "Tyrell",
    "Zorin",
)
LIST = (
    "Company,Role,Applied,Notes\n"
    "Tyrell,Designer,03/04/2026,by mail\n"
    "Cyberdyne,Welder,04/05/2026,\n"
    "Aperture,Tester,someday,no reply\n"
    "Soylent,Cook,soon,\n"
)


@dataclass
class Talk:
    """What was said, and the commands that said it."""

    lines: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    acts: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    code: str = ""

    @property
    def text(self) -> str:
        """All of it, as the gallery keeps it."""
        return "\n".join(self.lines) + "\n"

    def see(self, view: View) -> None:
        """Writes down a message or a form."""
        found = _CODE.search(view.text)
        if view.title == "Link another platform" and found:
            self.code = found[0]
        self.lines += _written(view)

    def commands(self) -> Sequence[Command]:
        """Returns every command, noting when it answers."""
        return [replace(one, handler=self._noting(one)) for one in COMMANDS]

    def _noting(self, command: Command) -> Any:
        async def answer(ctx: Any, **args: Any) -> Reply:
            self.answered.add(command.name)
            reply: Reply = await command.handler(ctx, **args)
            if isinstance(reply, Message):
                for one in (*reply.buttons, *(b for item in reply.items for b in item.buttons)):
                    self.acts[_act(one.action)].add(one.label)
            return reply

        return answer


async def talk() -> Talk:
    """Lives the script."""
    held = Talk()
    with TemporaryDirectory() as folder:
        files = Path(folder)
        _put_files(files)
        async with open_storage("sqlite+aiosqlite://") as storage:
            clock = VirtualClock(START)
            app = App(storage, held.commands(), clock, ZONE, held.see, files / "made")
            await app.begin()
            for line in SCRIPT.read_text(encoding="utf-8").splitlines():
                if not line or line.startswith("#"):
                    held.lines.append(line)
                    continue
                held.lines.append(f"› {line}")
                await app.take_line(line.replace("$FILES", folder).replace("$CODE", held.code))
    held.lines = [_CODE.sub("CODE", line.replace(folder, "FILES")) for line in held.lines]
    return held


def _act(action: Invocation) -> str:
    """What a press does, whatever it does it with: the command, and what is chosen for it."""
    chosen = sorted(f"{key}={one}" for key, one in action.args.items() if isinstance(one, StrEnum))
    return " ".join((action.command, *chosen))


def _put_files(folder: Path) -> None:
    mails = {"received": RECEIVED, "invited": INVITED, "no": NO, "spam": SPAM, "nothing": "?"}
    for name, mail in mails.items():
        (folder / f"{name}.eml").write_text(mail, encoding="utf-8")
    mails_of = [RECEIVED.replace("Acme", name).replace("acme", name.lower()) for name in SENDERS]
    box = "".join(f"From x Mon Jun  1 08:00:00 2026\n{one}\n" for one in (*mails_of, NO))
    (folder / "all.mbox").write_text(box, encoding="utf-8")
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    (folder / "nothing.csv").write_text("a,b\n", encoding="utf-8")


def _written(view: View) -> Iterator[str]:
    kind = "" if view.kind is ViewKind.ANSWER else f"({view.kind}) "
    yield f"  {kind}{view.title}".rstrip() if view.title or kind else "  –"
    only = view.items[0] if len(view.items) == 1 else None
    if not (only and only.text == view.text):
        yield from _paragraphs(view.text, "    ")
    yield from _facts(view.facts, "    ")
    for item in view.items[:MOST_ITEMS]:
        yield from _entry(item)
    if len(view.items) > MOST_ITEMS:
        yield f"    … {len(view.items) - MOST_ITEMS} more"
    for field_ in view.fields:
        choices = " / ".join(label for _, label in field_.choices[:8])
        yield f"    ? {field_.label}{f'  ({choices})' if choices else ''}"
    if view.draft and not only:
        yield f"    letter: {view.draft.subject or view.draft.body.splitlines()[0]}"
    yield from _buttons(view.buttons, "    ")


def _entry(item: ItemView) -> Iterator[str]:
    yield f"    • {item.title}"
    yield from _paragraphs(item.text, "      ")
    yield from _facts(item.facts, "      ")
    yield from _buttons(item.buttons, "      ")


def _paragraphs(text: str, indent: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"{indent}{line}".rstrip()


def _facts(facts: Sequence[FactView], indent: str) -> Iterator[str]:
    for fact in facts:
        yield f"{indent}{fact.label}: {fact.text}"


def _buttons(labels: Sequence[str], indent: str) -> Iterator[str]:
    if labels:
        yield indent + "  ".join(f"[{label}]" for label in labels)
