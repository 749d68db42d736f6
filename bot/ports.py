"""What the core asks of the world: a memory, a voice, a clock.

Everything in a `Work` belongs to the person it was opened for: no call can
reach another person's rows, whatever id it is given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, Protocol

from bot.domain.activity import Activity
from bot.domain.application import Application, Stage
from bot.domain.counts import NONE, Counts
from bot.domain.group import Channel, Group, Member, Schedule
from bot.domain.linking import Obstacle, Offer, Side
from bot.domain.nudge import Nudge, Owed
from bot.domain.person import Address, Person
from bot.domain.publication import Line, Publication
from bot.domain.week import OwedPost, Post
from bot.message import Message


class Unreachable(Exception):
    """The person cannot be told, now or later; `reason` is plain words for them."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class TellLater(Exception):
    """The platform asked to wait; nothing was told. `seconds` is how long."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"asked to wait {seconds} s")


class Entry(NamedTuple):
    """One line of the pipeline, from the projection: no history is read for it.

    `next_due` is the instant of the next pending nudge, `next_kind` its name.
    A tuple, for thousands of them are made to find one company.
    """

    id: int
    company: str
    role: str | None
    stage: Stage
    next_due: datetime | None = None
    next_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one command did, so that `undo` can take it back.

    `summary` says it in words ("logged your application to Acme"); `before` is
    the person as they were, where the command changed them. `press` names the
    click or event that caused it: a second one with the same name is a repeat.
    """

    id: int
    at: datetime
    command: str
    summary: str
    press: str | None = None
    before: Person | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one person is told at once: fixed members, under one id.

    `attempts` counts the tries that may have told it. `applications` and `told`
    are what the rule needs to be asked again, both by the application's id.
    """

    id: str
    person: Person
    nudges: tuple[Nudge, ...]
    attempts: int
    applications: Mapping[int, Application]
    told: Mapping[int, Mapping[str, datetime]]

    @property
    def again(self) -> bool:
        """Whether it may have been told already, by a process that is no more or in vain."""
        return self.attempts > 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery's nudges, by their ids.

    `hold` puts a nudge back until an instant; `retry` keeps the whole delivery
    for another try at an instant; `failed` counts that try.
    """

    delivery: str
    person: int
    delivered: tuple[int, ...] = ()
    cancelled: tuple[int, ...] = ()
    undeliverable: tuple[int, ...] = ()
    reason: str | None = None
    hold: Mapping[int, datetime] = field(default_factory=dict)
    retry: datetime | None = None
    failed: bool = False


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


class Work(Protocol):
    """One person's data within one transaction."""

    @property
    def person(self) -> Person:
        """The person as stored, locked against their own other commands."""

    async def save_person(self, person: Person) -> None:
        """Keeps changed settings, pause or language."""

    async def count(self) -> int:
        """How many applications the person has, taken-back ones not counted."""

    async def directory(self) -> Sequence[Entry]:
        """Every application that stands, latest change first, without next nudges."""

    async def page(self, stage: Stage | None, offset: int, limit: int) -> Sequence[Entry]:
        """Part of the pipeline, open ones with a next nudge, latest change first."""

    async def stages(self) -> Mapping[Stage, int]:
        """How many applications stand in each stage."""

    async def new_application(self, company: str) -> int:
        """Makes room for an application; its history says everything else."""

    async def application(self, id: int) -> Application | None:
        """One application with its whole history; None if it is not the person's."""

    async def applications(
        self, *, only_open: bool = False, since: date | None = None
    ) -> Sequence[Application]:
        """Every application that stands, with its history.

        With `since` those alone to which something happened from that day on,
        or may have, such as an interview that was booked long before.
        """

    async def append(self, application: int, activity: Activity, change: int) -> Activity:
        """Adds to an application's history; gives the activity with its id."""

    async def project(self, application: Application) -> None:
        """Writes what queries read: company, role, stage, time of change."""

    async def erase_application(self, id: int) -> int:
        """Deletes an application with its history and nudges; how many activities went."""

    async def told(self, application: int) -> Mapping[str, datetime]:
        """By key, when each of an application's nudges was delivered or given up."""

    async def agree(self, application: int, owed: Sequence[Owed], *, new: bool = False) -> None:
        """Makes the stored nudges agree (`bot.domain.agreement`); `new` has none yet."""

    async def plan_anew(self) -> None:
        """Makes all the person's nudges agree with the rhythm that they have now."""

    async def pending(self, limit: int) -> Sequence[Nudge]:
        """The person's pending nudges, the next due first."""

    async def told_lately(self, limit: int) -> Sequence[Nudge]:
        """The person's nudges that were delivered or given up, the latest first."""

    async def nudge(self, id: int) -> Nudge | None:
        """One of the person's nudges."""

    async def delivered_together(self, delivery: str) -> Sequence[Nudge]:
        """The members of one of the person's deliveries, in the order of their ids."""

    async def hold(self, until: datetime | None, *, release: datetime | None = None) -> None:
        """Holds all pending nudges until an instant, or without one until released.

        With `release` given instead: those pending are ready at their due time,
        but not before `release`.
        """

    async def unseen_failures(self) -> Sequence[Nudge]:
        """Undeliverable nudges that no answer has mentioned yet; they are mentioned now."""

    async def record(self, command: str, summary: str, press: str | None) -> int:
        """Notes that a command changes something; gives the change's id."""

    async def remember_person(self, change: int, before: Person) -> None:
        """Keeps with a change what the person was like before it."""

    async def last_change(self, since: datetime) -> Change | None:
        """The person's last change that was not taken back, if it is that young."""

    async def change(self, id: int) -> Change | None:
        """One of the person's changes that was not taken back."""

    async def later_changes(self, change: int) -> Sequence[Change]:
        """Changes after that one, not taken back, to an application it touched."""

    async def touched(self, change: int) -> Mapping[int, Sequence[int]]:
        """The activities of a change, by application."""

    async def take_back(self, change: int) -> None:
        """Marks a change as taken back, so that its button works again."""

    async def already(self, press: str) -> Change | None:
        """The standing change that the same click or event caused before."""

    async def keep_click(self, invocation: str, expires: datetime) -> str:
        """Stores an invocation too long for a click id; gives a random token."""

    async def kept_click(self, token: str) -> str | None:
        """The stored invocation of one of the person's own tokens, not expired."""

    async def group_here(self, channel: Channel) -> Group | None:
        """The group of a channel."""

    async def my_groups(self) -> Sequence[Group]:
        """Those that the person is a member of or started, the oldest first."""

    async def start_group(self, channel: Channel, schedule: Schedule) -> Group:
        """Makes a channel a group of the person's."""

    async def save_group(self, group: Group) -> None:
        """Keeps a changed group, and plans its posts anew."""

    async def stop_group(self, group: int) -> None:
        """Erases a group with everything that was kept for it."""

    async def member(self, group: int) -> Member | None:
        """The person as a member, also as one who left a moment ago."""

    async def count_members(self, group: int) -> int:
        """How many members a group has."""

    async def members_named(self, group: int, name: str) -> Sequence[Member]:
        """The members whom the channel knows under that name."""

    async def save_member(self, group: int, member: Member) -> None:
        """Keeps a member, new or changed, and plans what they are told."""

    async def withdraw(self, group: int) -> None:
        """Withdraws the totals that stand, until the next post."""

    async def hand_over(self, group: Group) -> Group | None:
        """Gives a group to its oldest member, who is told; without one it ends."""

    async def add_post(self, group: int, owed: OwedPost, text: str | None = None) -> int | None:
        """Has something told to the group's channel or one of its people; None for a repeat."""

    async def author(self, group: int, win: int) -> int | None:
        """Whose win a post was; None if there is no such win in the group."""

    async def erase_post(self, post: int) -> None:
        """Erases what was told or is to be told."""

    async def board(self, group: Group) -> Board:
        """The group as it was last published, by a fixed number of queries."""

    async def my_week(self, group: Group, member: Member, week: date) -> Counts:
        """What the person did in that week so far, in the group's zone."""

    async def sides(self) -> tuple[Side, ...]:
        """Every side of a person who is linked, in a fixed order; none for one who is not."""

    async def offer_link(self, side: Side, expires: datetime) -> str:
        """A new code, in place of one offered before."""

    async def offered(self) -> Offer | None:
        """What the person offers, while it lasts."""

    async def entered(self, offer: int) -> Offer | None:
        """An offer whose code the person entered, while it lasts."""

    async def enter_code(self, code: str, side: Side, until: datetime) -> Offer | None:
        """Uses a code up, and gives its offer until then; None for a code that opens nothing."""

    async def agree_to_link(self, offer: int) -> None:
        """The one who entered the code agrees."""

    async def drop_offer(self, offer: int) -> None:
        """Ends an offer that the person made or entered."""

    async def tries(self, since: datetime) -> int:
        """How many codes the person entered, right or wrong; older ones are cleared out."""

    async def count_try(self) -> None:
        """Notes that the person entered a code."""

    async def absorb(self, offer: Offer) -> Obstacle | None:
        """Takes everything of the one who entered the code, unless something is in the way."""

    async def tell_at(self, address: Address) -> None:
        """Makes one of the person's sides the one where they are told."""

    async def part(self, keep: Address) -> None:
        """Leaves everything with one side; the others are nobody's any more."""

    async def forget_person(self) -> Mapping[str, int]:
        """Erases everything about the person; how much went, by what it was."""


class Memory(Protocol):
    """All that is kept."""

    def work(
        self, address: Address, zone: str, now: datetime, language: str = "en"
    ) -> AbstractAsyncContextManager[Work]:
        """One person's unit of work, committed at the end.

        Somebody new is met with that zone and that language of dates.

        An exception rolls everything back.
        """

    async def find(self, address: Address) -> Person | None:
        """The person at that address, if they are known."""

    async def claim(self, now: datetime, people: int, lease: float) -> Sequence[Delivery]:
        """Binds what is due to deliveries, one a person, for at most that many people.

        A delivery whose lease (in seconds) ran out unsettled comes first, with
        its members unchanged. A person with an unsettled delivery gets no other.
        """

    async def settle(self, outcomes: Collection[Outcome], now: datetime) -> None:
        """Writes what became of deliveries, all in one transaction.

        The nudges of their applications are then made to agree with the history
        as it stands in that transaction, with the people locked: a button may
        have been pressed since the claim.
        """

    async def channel_zone(self, channel: Channel) -> str | None:
        """The zone of a channel's group, if it is one."""

    async def claim_posts(self, now: datetime, posts: int, lease: float) -> Sequence[Telling]:
        """Leases what groups are to be told now; figures are published before they are told."""

    async def settle_posts(self, outcomes: Collection[PostOutcome], now: datetime) -> None:
        """Writes what became of posts; a channel that cannot be reached pauses its group."""

    async def next_ready(self) -> datetime | None:
        """The earliest instant at which a claim would find something."""

    async def latest(self) -> datetime | None:
        """The latest instant that a clock moved by hand has reached; None if none was."""

    async def reached(self, moment: datetime) -> None:
        """Remembers that a clock moved by hand has come to an instant; never moves it back."""


class Voice(Protocol):
    """How people are told things."""

    async def tell(
        self, address: Address, message: Message, delivery: str, *, again: bool = False
    ) -> None:
        """Tells a person privately; a repeat under the same delivery shows once.

        `again` says that it may have been told before: only then need a voice look
        for it. Raises Unreachable or TellLater; any other error may or may not have
        reached the person, and is tried again.
        """

    async def post(
        self, channel: Channel, message: Message, delivery: str, *, again: bool = False
    ) -> None:
        """Posts in a channel; a repeat under the same delivery shows once.

        Raises Unreachable, in words that say how to mend it, or TellLater.
        """


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The instant, aware and in UTC."""
