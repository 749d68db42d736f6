"""A message as a screen shows it: its parts, their words, and the buttons on them."""

from __future__ import annotations

from dataclasses import dataclass, field

SUBJECT, BULLET = "Subject", "• "
BETWEEN = " :\u00b7\u2013\u2014"


@dataclass(frozen=True)
class Pressable:
    """A button, or one choice of a menu (`value`), under its label.

    `about` is what is written under a choice, `menu` over all of them.
    """

    label: str
    custom_id: str | None
    kind: int
    value: str | None = None
    link: str | None = None
    disabled: bool = False
    about: str = ""
    menu: str = ""


@dataclass
class Part:
    """The whole, or one entry of it."""

    title: str = ""
    lines: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    pressables: list[Pressable] = field(default_factory=list)
    copyables: list[str] = field(default_factory=list)
    subject: str | None = None
    number: str = ""
    beside: bool = False

    def names(self, what: str) -> bool:
        """True if it is about what is written under a choice: its company is named in both."""
        company = what.partition(" with ")[2] or what.partition(" to ")[2] or what
        return bool(company) and company in self.title

    @property
    def text(self) -> str:
        """Its words."""
        return "\n".join(self.lines).strip("\n")

    @property
    def says_something(self) -> bool:
        """True if it is more than a row of buttons."""
        return bool(self.title or self.lines or self.facts or self.copyables)

    @property
    def letter(self) -> tuple[str, str] | None:
        """The text to be copied: a subject, empty for a call, and a body."""
        return (self.subject or "", "\n".join(self.copyables)) if self.copyables else None

    def copy(self, text: str) -> None:
        """One more block to be copied."""
        if self.lines and self.lines[-1].strip(BETWEEN) == SUBJECT:
            self.lines.pop()
            self.subject = text
        else:
            self.copyables.append(text)


@dataclass
class Page:
    """The content of a screen, with everything in it that is more than words.

    `color` and `card` are the accent and the number of the card that it is drawn on.
    """

    whole: Part = field(default_factory=Part)
    entries: list[Part] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    color: int | None = None
    card: int | None = None

    @property
    def parts(self) -> list[Part]:
        """The whole and its entries, in the order of the eye."""
        return [self.whole, *self.entries]

    def find(self, label: str, title: str | None = None) -> list[Pressable]:
        """Returns the buttons of a label, the entries' first; with a title, only those under it."""
        wanted = title.casefold() if title else None
        found = []
        for part in [*self.entries, self.whole]:
            titles = (part.title.casefold(), self.whole.title.casefold())
            if wanted is None or any(wanted in one for one in titles):
                found += [
                    one for one in part.pressables if one.label.casefold() == label.casefold()
                ]
        return found
