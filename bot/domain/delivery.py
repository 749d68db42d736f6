"""A delivery: one message on its way to a person or a channel, and its outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime

from bot.domain.applications.application import Application
from bot.domain.groups.group_post import GroupPost
from bot.domain.people.notice import Notice
from bot.domain.people.person import Person
from bot.domain.reminders.cadence import due_nudges
from bot.domain.reminders.nudge import DueNudge, Nudge, NudgeState, settlement_times
from bot.domain.work_search.reminder import NAME, WorkSearchReminder
from bot.frozen import frozen


@frozen
class Digest:
    """Everything that is due for one person at once.

    `applications` and all their nudges in `known`, both by the application's id,
    are what the rules need to plan again.
    """

    person: Person
    nudges: tuple[Nudge, ...]
    applications: Mapping[int, Application]
    known: Mapping[int, Sequence[Nudge]]
    _due: dict[int, Sequence[DueNudge]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def due(self, application: int) -> Sequence[DueNudge]:
        """Returns what the rules of an application's stage plan; they are asked once."""
        if application not in self._due:
            of = self.applications[application]
            self._due[application] = due_nudges(of, self.person.preferences)
        return self._due[application]

    def settled_at(self, application: int) -> Mapping[str, datetime]:
        """Returns, by key, when each of an application's nudges was delivered or given up."""
        return settlement_times(self.known.get(application, ()))


@frozen
class Delivery:
    """One message, to a person or to a channel: fixed content under one id.

    `rank` is how urgent it is, 0 the most. `tries`
    counts failures in a row, for the back-off. `maybe_sent` says that an earlier
    try may have reached its target. `probes` is the outage whose end it is sent
    to detect.
    """

    id: str
    content: Digest | GroupPost | Notice | WorkSearchReminder
    rank: int
    tries: int = 0
    maybe_sent: bool = False
    probes: str | None = None

    @property
    def digest(self) -> Digest:
        """The nudges that it brings to a person."""
        assert isinstance(self.content, Digest)
        return self.content

    @property
    def post(self) -> GroupPost:
        """The post of a group that it brings to a channel, or to one person."""
        assert isinstance(self.content, GroupPost)
        return self.content

    @property
    def notice(self) -> Notice:
        """The notice that it brings to a person."""
        assert isinstance(self.content, Notice)
        return self.content

    @property
    def reminder(self) -> WorkSearchReminder:
        """The reminder of a work-search period that it brings to a person."""
        assert isinstance(self.content, WorkSearchReminder)
        return self.content

    @property
    def members(self) -> tuple[int, ...]:
        """The ids of its nudges, or of its post or notice."""
        if isinstance(self.content, Notice):
            return (self.content.id,)
        if isinstance(self.content, GroupPost):
            return (self.content.post.id,)
        if isinstance(self.content, WorkSearchReminder):
            return (self.content.person.id,)  # of whom there is one at a time
        return tuple(nudge.id for nudge in self.content.nudges)

    @property
    def planned(self) -> Sequence[tuple[int, str, datetime]]:
        """The id, kind and due time of each member."""
        if isinstance(self.content, Notice):
            return ((self.content.id, str(self.content.kind), self.content.made),)
        if isinstance(self.content, GroupPost):
            post = self.content.post
            return ((post.id, str(post.planned.kind), post.planned.due),)
        if isinstance(self.content, WorkSearchReminder):
            return ((self.content.person.id, NAME, self.content.due),)
        return [(one.id, str(one.planned.kind), one.planned.due) for one in self.content.nudges]

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes of outages that concern it: its platform and its installation there."""
        content = self.content
        target = content.target if isinstance(content, GroupPost) else content.person.address
        return scopes_of(target.platform, target.tenant)


def scopes_of(platform: str, tenant: str) -> tuple[str, ...]:
    """Returns the scopes of outages that concern a tenant of a platform, the widest first."""
    return (platform, f"{platform}/{tenant}") if tenant else (platform,)


@frozen
class DeliveryOutcome:
    """The outcome of a delivery for its members, by their ids.

    `hold` puts a nudge back until an instant. `retry` keeps the whole delivery for
    another try at an instant: `failed` counts it for the back-off, `maybe_sent`
    says that it may have reached its target. `refused` says that the platform gave
    a definite refusal, for that `reason`; `for_all` that the wait is
    for all that goes to its installation; `answered` that the platform works, though it
    did not take this.
    """

    delivery: Delivery
    delivered: tuple[int, ...] = ()
    cancelled: tuple[int, ...] = ()
    undeliverable: tuple[int, ...] = ()
    reason: str | None = None
    hold: Mapping[int, datetime] = field(default_factory=dict)
    retry: datetime | None = None
    failed: bool = False
    maybe_sent: bool = False
    refused: bool = False
    for_all: bool = False
    answered: bool = False

    def nudges_of(self, application: int, now: datetime) -> list[Nudge]:
        """Returns an application's nudges in a digest as they are once the outcome is stored."""
        mine = set(self.delivery.members)
        known = self.delivery.digest.known.get(application, ())
        return [self._settled(one, now) if one.id in mine else one for one in known]

    def _settled(self, nudge: Nudge, now: datetime) -> Nudge:
        if nudge.id in self.delivered:
            return nudge.delivered(now)
        if nudge.id in self.undeliverable:
            return replace(
                nudge, state=NudgeState.UNDELIVERABLE, settled_at=now, reason=self.reason
            )
        freed = NudgeState.CANCELLED if nudge.id in self.cancelled else NudgeState.PENDING
        return replace(nudge, state=freed, delivery=None)
