"""The figures of a job hunt, counted from its events.

Rejections stay in every denominator: nine rejections and one interview are a
rate of one in ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta

from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.application import (
    REPLIES,
    THANK_YOU_LIMIT,
    Application,
    Interview,
    Stage,
)
from bot.domain.calendar.local_time import local_day
from bot.domain.people.person import Preferences
from bot.frozen import frozen

ENOUGH_TO_JUDGE = 20
# After which no follow-up of an application is due any more.
_ENDS_WAITING = REPLIES | {
    ActivityKind.ACCEPTED,
    ActivityKind.WITHDREW,
    ActivityKind.GHOSTED,
}


@frozen
class Rate:
    """A number of hits out of a number of cases."""

    hits: int = 0
    of: int = 0

    @property
    def percent(self) -> int | None:
        """The rate in whole percent; None if there is nothing to count."""
        return round(100 * self.hits / self.of) if self.of else None

    @property
    def is_meaningful(self) -> bool:
        """True if there are enough to judge by."""
        return self.of >= ENOUGH_TO_JUDGE


@frozen
class Statistics:
    """The figures of a period.

    `covered`: of the applications that were due a follow-up, those that got one.
    `thanked`: of the interviews held, those thanked for within 24 h; one whose
    24 h still run counts once it is thanked for.
    `replied`, `invited`, `offered`, `rejected`: of the applications sent.
    `by_method`: of the outreaches by each way, those that a reply followed.
    What was withdrawn because another offer was accepted is in none of the rates of
    follow-ups and answers: nobody knows what would have come of it.
    """

    applications: int = 0
    follow_ups: int = 0
    interviews: int = 0
    covered: Rate = field(default_factory=Rate)
    thanked: Rate = field(default_factory=Rate)
    replied: Rate = field(default_factory=Rate)
    invited: Rate = field(default_factory=Rate)
    offered: Rate = field(default_factory=Rate)
    rejected: Rate = field(default_factory=Rate)
    by_method: tuple[tuple[OutreachMethod, Rate], ...] = ()


def compute_statistics(
    applications: Iterable[Application], preferences: Preferences, now: datetime, since: date
) -> Statistics:
    """Counts the applications made, outreaches sent and interviews held since a day."""
    everything = list(applications)
    sent = [one for one in everything if one.applied and one.applied.on >= since]
    outreaches = [
        (one, a)
        for one in everything
        for a in _of_kind(one, ActivityKind.FOLLOWED_UP)
        if a.on >= since
    ]
    held = _held_interviews(everything, preferences, now, since)
    judged = [one for one in held if one.thanked or one.end + THANK_YOU_LIMIT <= now]
    today = local_day(now, preferences.tz)
    given_up = _withdrawn_after_acceptance(everything)
    rated = [one for one in sent if one.id not in given_up]
    due = [one for one in rated if _was_due(one, preferences, today)]

    def rate(*kinds: ActivityKind) -> Rate:
        return Rate(sum(1 for one in rated if one.last(*kinds)), len(rated))

    return Statistics(
        applications=len(sent),
        follow_ups=len(outreaches),
        interviews=len(held),
        covered=Rate(sum(1 for one in due if _of_kind(one, ActivityKind.FOLLOWED_UP)), len(due)),
        thanked=Rate(sum(1 for one in judged if one.thanked_in_time(preferences.tz)), len(judged)),
        replied=rate(*REPLIES),
        invited=rate(ActivityKind.INVITED, ActivityKind.BOOKED),
        offered=rate(ActivityKind.OFFERED),
        rejected=rate(ActivityKind.REJECTED),
        by_method=_rates_by_method([pair for pair in outreaches if pair[0].id not in given_up]),
    )


def _held_interviews(
    applications: Iterable[Application], preferences: Preferences, now: datetime, since: date
) -> list[Interview]:
    """Returns the interviews that ended on one of the days, and are over."""
    return [
        round_
        for one in applications
        for round_ in one.active_interviews
        if round_.end <= now and local_day(round_.end, preferences.tz) >= since
    ]


def _rates_by_method(
    outreaches: Sequence[tuple[Application, Activity]],
) -> tuple[tuple[OutreachMethod, Rate], ...]:
    """Returns how often each way of outreach that was used was answered."""
    used = {
        method: [_answered(one, a) for one, a in outreaches if a.method is method]
        for method in OutreachMethod
    }
    return tuple((method, Rate(sum(each), len(each))) for method, each in used.items() if each)


def _withdrawn_after_acceptance(applications: Iterable[Application]) -> frozenset[int]:
    """Returns the ids of those that were under way when another was accepted, then withdrawn."""
    everything = tuple(applications)
    taken = [
        (one.id, accepted)
        for one in everything
        if one.stage is Stage.ACCEPTED and (accepted := one.last(ActivityKind.ACCEPTED))
    ]
    return frozenset(
        one.id
        for one in everything
        if one.stage is Stage.WITHDRAWN
        and one.applied
        and (withdrew := one.last(ActivityKind.WITHDREW))
        for other, accepted in taken
        if other != one.id
        and one.applied.on <= accepted.on
        and (withdrew.on, withdrew.logged) >= (accepted.on, accepted.logged)
    )


def _of_kind(application: Application, kind: ActivityKind) -> Sequence[Activity]:
    return [a for a in application.history if a.kind is kind]


def _was_due(application: Application, preferences: Preferences, today: date) -> bool:
    """True if a follow-up was sent, or its window passed in silence."""
    if application.applied is None:
        return False
    if _of_kind(application, ActivityKind.FOLLOWED_UP):
        return True
    last = application.applied.on + timedelta(days=preferences.first_follow_up[1])
    early = any(a.kind in _ENDS_WAITING and a.on <= last for a in application.history)
    return last < today and not early


def _answered(application: Application, outreach: Activity) -> bool:
    """True if a reply came after that outreach and before the next one."""
    for activity in application.history[application.history.index(outreach) + 1 :]:
        if activity.kind in REPLIES:
            return True
        if activity.kind is ActivityKind.FOLLOWED_UP:
            return False
    return False
