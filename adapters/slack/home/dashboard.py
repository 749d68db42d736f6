"""Lays out a person's dashboard as the sections of their Home tab."""

from __future__ import annotations

from adapters.slack.rendering.fit import without_draft
from bot.domain.applications.statistics import Rate
from bot.message import Button, ButtonStyle, Fact, Invocation, Item, Message
from bot.parsing.countries import say_country
from bot.presenters import application_card, next_step
from bot.presenters.nudge_digest import SHOWN_AT_ONCE, waiting_item
from bot.presenters.nudge_queue import QUEUE_FROM, count_due
from bot.presenters.work_search_reminder import reminder_item
from bot.queries.dashboard import Dashboard
from bot.texts import group_texts, labels
from bot.texts.date_formats import say_clock, say_day, say_quiet_hours, say_time

LOG = Button("Log an application", Invocation("applied"), ButtonStyle.PRIMARY)
NEWCOMER = Message(
    title="Never miss a follow-up",
    text="Log the jobs you apply to. When it's time to write, call or say thank you, I'll "
    "send you the words.\nThis page then shows what is due today.",
    buttons=(LOG, Button("Help", Invocation("followthrough"))),
)


def dashboard_sections(dashboard: Dashboard) -> tuple[Message, ...]:
    """Lays out the sections of a dashboard."""
    goals = (_goals(dashboard),) if dashboard.groups else ()
    return (_today(dashboard), _pipeline(dashboard), _week(dashboard), *goals, _settings(dashboard))


def _today(dashboard: Dashboard) -> Message:
    person, now, nudges = dashboard.person, dashboard.now, dashboard.nudges
    later = _later_today(dashboard)
    search = (reminder_item(nudges.work_search, now),) if nudges.work_search else ()
    more = len(nudges.waiting) - SHOWN_AT_ONCE
    queue = len(nudges.waiting) >= QUEUE_FROM
    due = [waiting_item(*one, person, now) for one in nudges.waiting[:SHOWN_AT_ONCE]]
    text = _next_up(dashboard)
    if nudges.waiting:
        text = f"{count_due(one.nudge for one in nudges.waiting)}."
    elif later:
        text = "Nothing is due yet; this is still to come."
    buttons = [LOG, Button("All reminders", Invocation("nudges"))]
    if more > 0:
        least = "" if nudges.all_delivered else "At least "
        text += f" {least}{more} more {'comes' if more == 1 else 'come'} up here as you go."
    if person.is_paused(now):
        text = "Everything is paused."
        buttons.insert(0, Button("Resume", Invocation("resume")))
    return Message(
        title=f"Due today, {say_day(person.today(now), person, now, long=True)}",
        text=text,
        items=(
            *(due if queue else map(without_draft, due)),  # a line shows no letter anyway
            *(next_step.ask(*one) for one in nudges.questions),
            *search,
            *later,
        ),
        buttons=tuple(buttons),
        queue=queue,
    )


def _next_up(dashboard: Dashboard) -> str:
    """Says that nothing is due, and what comes next; never as if the work were over."""
    if not dashboard.nudges.coming:
        return "Nothing is due."
    person, now = dashboard.person, dashboard.now
    days = [person.today(one.nudge.planned.due) for one in dashboard.nudges.coming]
    count = days.count(days[0])
    least = "" if dashboard.nudges.all_coming or count < len(days) else "at least "
    return f"Nothing is due. Next up: {least}{count} on {say_day(days[0], person, now)}."


def _later_today(dashboard: Dashboard) -> tuple[Item, ...]:
    person = dashboard.person
    today = person.today(dashboard.now)
    return tuple(
        Item(
            f"{say_time(nudge.planned.due, person)}  {application.label}",
            application_card.PURPOSES[nudge.planned.kind],
            line=f"{say_time(nudge.planned.due, person)} · {application.label} · "
            f"{application_card.PURPOSES[nudge.planned.kind]}",
        )
        for nudge, application in dashboard.nudges.coming
        if person.today(nudge.planned.due) == today
    )


def _pipeline(dashboard: Dashboard) -> Message:
    if not dashboard.stages:
        return Message(title="Pipeline", text="Nothing here yet.")
    return Message(
        title="Pipeline",
        text="",
        facts=tuple(
            Fact(str(stage).capitalize(), str(count)) for stage, count in dashboard.stages.items()
        ),
        buttons=(Button("Whole pipeline", Invocation("pipeline")),),
    )


def _week(dashboard: Dashboard) -> Message:
    week = dashboard.week
    return Message(
        title="This week",
        text="",
        facts=(
            Fact("Shots taken", str(week.applications)),
            Fact("Follow-ups sent", str(week.follow_ups)),
            Fact("Interviews held", str(week.interviews)),
            Fact("Thanked within 24 h", _of(week.thanked)),
        ),
        buttons=(Button("All numbers", Invocation("stats")),),
    )


def _goals(dashboard: Dashboard) -> Message:
    return Message(
        title="My goals this week",
        text="Only you see this page.",
        facts=tuple(
            Fact(
                group_texts.channel_name(one.group), group_texts.progress(one.done, one.member.goal)
            )
            for one in dashboard.groups
        ),
        buttons=(Button(labels.SET_MY_GOAL, Invocation("group goal")),),
    )


def _of(rate: Rate) -> str:
    return f"{rate.hits} of {rate.of}" if rate.of else "none held"


def _settings(dashboard: Dashboard) -> Message:
    person, preferences = dashboard.person, dashboard.person.preferences
    paused = dashboard.person.is_paused(dashboard.now)
    return Message(
        title="Settings",
        text="",
        facts=(
            Fact("Time zone", preferences.zone),
            Fact("Nudge hour", say_clock(preferences.nudge_hour, person)),
            Fact("Quiet hours", say_quiet_hours(preferences.quiet, person)),
            Fact("Holidays", say_country(preferences.country)),
        ),
        buttons=(
            Button("Change settings", Invocation("settings")),
            *(() if paused else (Button("Pause", Invocation("pause")),)),
        ),
    )
