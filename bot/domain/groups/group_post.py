"""What a group's channel or one of its people is told, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.groups.group import Group, Member
from bot.domain.groups.group_week import Post
from bot.domain.groups.publication import Line, Publication
from bot.domain.groups.weekly_counts import NONE, Counts
from bot.domain.people.person import Person


@dataclass(frozen=True, slots=True)
class Board:
    """A group as it was last published: its totals, and the lines of those who share theirs."""

    group: Group
    publication: Publication | None
    lines: Sequence[Line] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """The next thing in a person's own pipeline: a nudge's kind and its application."""

    kind: str
    application: int
    company: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A post on its way: what it takes to tell it, and how often it was tried.

    `person` is whom it is for or by whom it is, `member` them in the group;
    `done` and `step` belong to a midweek line. `again` says that some of it may
    have been told already.
    """

    post: Post
    group: Group
    board: Board
    attempts: int
    person: Person | None = None
    member: Member | None = None
    done: Counts = NONE
    step: Step | None = None
    again: bool = False

    @property
    def delivery(self) -> str:
        """The name under which a repeat shows once."""
        return f"post-{self.group.id}-{self.post.id}"


@dataclass(frozen=True, slots=True)
class PostOutcome:
    """What became of a post: told, unless `reason` or `retry` says otherwise."""

    telling: Telling
    reason: str | None = None
    retry: datetime | None = None
    failed: bool = False

    @property
    def told(self) -> bool:
        """Whether it was told."""
        return self.reason is None and self.retry is None
