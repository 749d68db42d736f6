"""The mails of tests/corpus/mail, and how they must be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.mail.reading import MailContext

FOLDER = Path(__file__).parents[2] / "corpus" / "mail"
READER_ZONE = "Europe/Berlin"
CONTEXT = MailContext(datetime(2026, 6, 1, 12, tzinfo=UTC))
_TURNS = (
    "eml", "html", "paste", "qp", "base64", "gmail", "text", "apple", "cp1252", "outlook", "html",
    "thunderbird", "paste", "outlook-de", "yahoo",
)  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """An expected moment, as an instant (a day alone: its date) and whether it is a last one."""

    text: str
    deadline: bool

    @property
    def value(self) -> str:
        """The expected moment of a reading, in UTC."""
        when, _, zone = self.text.partition(" ")
        if not zone:
            return when
        clock, _, name = zone.partition(" ")
        wall = datetime.fromisoformat(f"{when} {clock}").replace(tzinfo=ZoneInfo(name))
        return wall.astimezone(UTC).isoformat()


@dataclass(frozen=True)
class Expected:
    """One mail: its headers and text, and what must be read of it."""

    where: str
    kind: str
    company: str
    role: str
    writer: str
    moments: tuple[Moment, ...]
    form: str
    headers: dict[str, str]
    text: str


def load(*names: str) -> list[Expected]:
    """The mails of those files, of all but the unseen ones without a name."""
    chosen = [FOLDER / name for name in names] or sorted(FOLDER.glob("*.mails"))
    return [one for path in chosen for one in _read(path)]


def _read(path: Path) -> Iterator[Expected]:
    blocks = re.split(r"^### ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    for number, block in enumerate(blocks):
        first, _, rest = block.partition("\n")
        fields = [one.strip() for one in first.split("|")]
        kind, company, role, writer, moments, form, *_ = [*fields, "", ""]
        headers, text = dict[str, str](), rest
        if re.match(r"[A-Z][\w-]*: ", rest):
            head, _, text = rest.partition("\n\n")
            headers = dict(line.split(": ", 1) for line in head.splitlines())
        yield Expected(
            where=f"{path.stem}:{number + 1} {company} {kind}",
            kind=kind,
            company=company,
            role=role,
            writer=writer,
            moments=tuple(_moments(moments)),
            form=form or ("text" if not headers else _TURNS[number % len(_TURNS)]),
            headers=headers,
            text=text.strip() + "\n",
        )


def _moments(text: str) -> Iterator[Moment]:
    for one in text.split(",") if text not in ("", "-") else ():
        bare = one.strip()
        yield Moment(bare.removeprefix("by "), bare.startswith("by "))
