"""Reads what a person's dashboard shows; `home` draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.conversation.read_context import ReadContext
from bot.domain.applications.application import Application, Stage
from bot.domain.applications.statistics import Statistics, statistics
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import Nudge, last_of_each
from bot.message import Fact, Item
from bot.presenters import application_card
from bot.presenters.nudge_digest import SHOWN_AT_ONCE, item, ordered, still_owed
from bot.texts import group_texts
from bot.texts.date_formats import say_day, say_time

_LOOKED_AT = 3 * SHOWN_AT_ONCE
MOST_GROUPS = 5


@dataclass(frozen=True, slots=True)
class Dashboard:
    """One person's job search at a glance.

    `due` waits for them, `later` is still to come today; `more` is how many
    that wait are not among those shown, or `at_least` so many.
    """

    person: Person
    today: str
    due: tuple[Item, ...]
    later: tuple[Item, ...]
    more: int
    at_least: bool
    stages: Mapping[Stage, int]
    week: Statistics
    goals: tuple[Fact, ...]
    paused: bool


async def read_dashboard(context: ReadContext) -> Dashboard:
    """Reads the dashboard of the person whose unit of work it is."""
    told = await context.uow.nudges.recently_delivered(_LOOKED_AT)
    due = [
        (nudge, application)
        for nudge in ordered(last_of_each(told))
        if (application := await _of(context, nudge))
        and await still_owed(context, nudge, application)
    ]
    preferences = context.person.preferences
    monday = context.today - timedelta(days=context.today.weekday())
    lately = await context.uow.applications.find_all(since=monday)
    return Dashboard(
        person=context.person,
        today=say_day(context.today, context.person, context.now, long=True),
        due=tuple(
            item(nudge, application, context.person, context.now)
            for nudge, application in due[:SHOWN_AT_ONCE]
        ),
        later=await _later_today(context),
        more=max(0, len(due) - SHOWN_AT_ONCE),
        at_least=len(told) == _LOOKED_AT,
        stages={
            stage: count
            for stage, count in (await context.uow.applications.count_by_stage()).items()
            if count
        },
        week=statistics(lately, preferences, context.now, monday),
        goals=await _goals(context),
        paused=context.person.is_paused(context.now),
    )


async def _goals(context: ReadContext) -> tuple[Fact, ...]:
    """Reads the person's own progress in each of their groups, and nobody else's."""
    found = []
    for group in (await context.uow.groups.mine())[:MOST_GROUPS]:
        member = await context.uow.members.get(group.id)
        if member is None or member.left:
            continue
        week = group.schedule.week_of(context.now)
        done = await context.uow.members.week_so_far(group, member, week)
        found.append(Fact(group_texts.place(group), group_texts.progress(done, member.goal)))
    return tuple(found)


async def _later_today(context: ReadContext) -> tuple[Item, ...]:
    pending = await context.uow.nudges.pending(SHOWN_AT_ONCE)
    later = [
        Item(
            f"{say_time(nudge.planned.due, context.person)}  {application.label}",
            application_card.PURPOSES[nudge.planned.kind],
        )
        for nudge in _on_this_day(pending, context)
        if (application := await _of(context, nudge))
    ]
    return tuple(later)


def _on_this_day(nudges: Sequence[Nudge], context: ReadContext) -> list[Nudge]:
    return [one for one in nudges if context.person.wall(one.planned.due).date() == context.today]


async def _of(context: ReadContext, nudge: Nudge) -> Application | None:
    application = await context.uow.applications.get(nudge.application)
    return application if application and application.stage else None
