"""Silence in a group: when a member's midweek line and a group's own posts stay away.

Nobody is nagged in a group either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from bot.domain.groups.group import WEEK, Group, Member, Schedule, Visibility
from bot.domain.groups.group_week import PlannedPost, PostKind, kick_off, midweek
from bot.domain.people.person import Preferences

PAUSE_OFFERED_AFTER = 3 * WEEK
RESTS_AFTER = 4 * WEEK


class SilenceEffect(StrEnum):
    """The effect of silence on a post: none, a first mention of it, or no post."""

    NONE = "none"
    BEGINS = "begins"
    LASTS = "lasts"


def member_silence(week: date, preferences: Preferences, last: datetime) -> SilenceEffect:
    """Returns how a week's midweek line is for a member who last did anything at an instant."""
    if midweek(week, preferences) - last < PAUSE_OFFERED_AFTER:
        return SilenceEffect.NONE
    before = midweek(week - WEEK, preferences)
    return SilenceEffect.BEGINS if before - last < PAUSE_OFFERED_AFTER else SilenceEffect.LASTS


def group_silence(planned: PlannedPost, group: Group, last: datetime) -> SilenceEffect:
    """Returns how a kick-off or a check-in is when those who share last did anything then.

    A kick-off says that the group rests; from then on neither comes.
    """
    opened = _last_kick_off(planned.week, group.schedule)
    if opened - last < RESTS_AFTER:
        return SilenceEffect.NONE
    before = _last_kick_off(planned.week - WEEK, group.schedule)
    begins = planned.kind is PostKind.KICK_OFF and before - last < RESTS_AFTER
    return SilenceEffect.BEGINS if begins else SilenceEffect.LASTS


def _last_kick_off(week: date, schedule: Schedule) -> datetime:
    """Returns the kick-off of a week or, where holidays skip it, the latest one before."""
    while (moment := kick_off(week, schedule)) is None:
        week -= WEEK
    return moment


def last_shared(
    group: Group, members: Iterable[Member], last_done: Mapping[int, datetime]
) -> datetime:
    """Returns when a member who shares their numbers last did anything, or the group began.

    What the others do shows nowhere, in a silence that ends either.
    """
    sharing = (one for one in members if one.visibility is Visibility.NUMBERS)
    return max([group.since, *(last_of(one, last_done) for one in sharing)])


def last_of(member: Member, last_done: Mapping[int, datetime]) -> datetime:
    """Returns when a member last did anything, joining included."""
    return max(member.joined, last_done.get(member.person, member.joined))
