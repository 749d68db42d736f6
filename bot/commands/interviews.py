"""Interviews: booked and moved."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from bot.command import ApplicationRef, Arg, Subject, WallTime, command
from bot.commands.parameters import Mine, Round
from bot.commands.remarks import Remark, keep_remark
from bot.commands.thank_yous import FARTHEST, USUAL_LENGTH, after_buttons, thank_you_draft
from bot.conversation.context import Context
from bot.conversation.zone_guess import in_guessed_zone
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Interview
from bot.domain.calendar.local_time import load_zone, to_utc
from bot.domain.reminders.interviews import before_interview
from bot.message import (
    Button,
    CommandRef,
    Fact,
    Message,
    Refused,
    Text,
    Tone,
)
from bot.presenters import application_card
from bot.queries.calendar import booking_file
from bot.texts import labels
from bot.texts.date_formats import say_moment, say_moment_within


class InterviewFormat(StrEnum):
    """The form in which an interview is held."""

    PHONE = "phone"
    VIDEO = "video"
    ON_SITE = "on site"
    PANEL = "panel"
    TECHNICAL = "technical"
    ASSESSMENT = "assessment"


_ALSO = (  # none that a company's name is likely to end with
    (
        InterviewFormat.PHONE,
        ("phone call", "phone screen", "telephone", "on the phone", "over the phone"),
    ),
    (
        InterviewFormat.VIDEO,
        (
            *("zoom", "teams", "google meet", "skype", "online", "video call", "zoom call"),
            *("on zoom", "over zoom", "on teams", "over teams", "on google meet", "on skype"),
        ),
    ),
    (InterviewFormat.ON_SITE, ("in person", "face to face")),
    (InterviewFormat.TECHNICAL, ("coding interview", "tech screen", "technical screen")),
    (InterviewFormat.ASSESSMENT, ("assessment center", "assessment centre")),
)


@command(
    "interview",
    "Book an interview",
    subject=Subject.INTERVIEWS,
    examples=(
        "interview Acme at fri 3pm for 45m video with Dana Weiss",
        "interview Acme at 12 June 14:00",
    ),
)
async def interview(
    ctx: Context,
    company: Mine,
    at: Annotated[
        WallTime, Arg("When does it start?", word="at", words=("on",), bare=True, hint="WHEN")
    ],
    length: Annotated[timedelta | None, Arg("How long?", word="for", bare=True, hint="60m")] = None,
    format: Annotated[
        InterviewFormat | None,
        Arg("What kind?", words=("by", "via"), bare=True, hint="KIND", synonyms=_ALSO),
    ] = None,
    people: Annotated[str | None, Arg("Who will you meet?", word="with", hint="PEOPLE")] = None,
    moves: Round = None,
    another: Annotated[bool, Arg(hidden=True)] = False,
    decision_by: Annotated[date | None, Arg("When will they decide?", hidden=True)] = None,
    note: Remark = None,
) -> Message:
    """Books a round or moves one: reminder before, thank-you after."""
    application = await ctx.find_or_log(company)
    zone = at.zone or ctx.person.preferences.zone
    start = to_utc(at.wall, load_zone(zone))
    _sane(ctx, start)
    kind = str(format) if format else None
    if moves is not None:
        return await _move(ctx, application, moves, at, length, kind, people)
    ahead = next((one for one in application.active_interviews if one.start > ctx.now), None)
    if ahead and not another:
        raise Refused(_moved_or_another(ctx, application, ahead))
    booked = Activity(
        ActivityKind.BOOKED,
        ctx.today,
        ctx.now,
        start=start,
        end=start + (length or USUAL_LENGTH),
        zone=zone,
        round=kind,
        people=people,
        zone_guessed=in_guessed_zone(ctx, at.zone),
    )
    application = await ctx.log(
        application, booked, f"booked an interview at {application.company}"
    )
    round_id = application.full_history[-1].id
    if decision_by is not None:
        waits = Activity(ActivityKind.KEPT_WAITING, ctx.today, ctx.now, by=decision_by)
        application = await ctx.log(application, waits, f"noted when {company.company} decides")
    made = application.interview(round_id)
    assert made is not None
    return await _booking(ctx, application, made, "Interview at", decision_by, note)


def _sane(ctx: Context, start: datetime) -> None:
    if abs(start - ctx.now) > FARTHEST:
        raise Refused(
            f"{say_moment_within(start, ctx.person, ctx.now)} is more than a year away. "
            "Nothing was booked: check the date and send it again."
        )


async def _move(
    ctx: Context,
    application: Application,
    id: int,
    at: WallTime,
    length: timedelta | None,
    kind: str | None,
    people: str | None,
) -> Message:
    """Moves a round; details that are not given stay as they were booked."""
    known = application.interview(id)
    if known is None:
        raise Refused(
            "I can't find that interview anymore. ", CommandRef("job"), " shows what is booked."
        )
    zone = at.zone or ctx.person.preferences.zone
    start = to_utc(at.wall, load_zone(zone))
    end = start + (length or known.end - known.start)
    moved = Activity(
        ActivityKind.MOVED,
        ctx.today,
        ctx.now,
        of=id,
        start=start,
        end=end,
        zone=zone,
        round=kind,
        people=people,
        zone_guessed=in_guessed_zone(ctx, at.zone),
    )
    application = await ctx.log(application, moved, f"moved the interview at {application.company}")
    made = application.interview(id)
    assert made is not None
    what = "Edited" if start == known.start else "Moved"
    return await _booking(ctx, application, made, f"{what}: interview at")


async def _booking(
    ctx: Context,
    application: Application,
    made: Interview,
    what: str,
    decision_by: date | None = None,
    note: str | None = None,
) -> Message:
    facts = _facts(ctx, made, decision_by)
    facts += await keep_remark(ctx, application, note)
    over = made.end <= ctx.now
    reminder = before_interview(made, ctx.person.preferences)
    held = _held(ctx, made, reminder) if not over else ""
    if reminder and not over and not held:
        facts.append(Fact("Reminder", say_moment(reminder, ctx.person, ctx.now)))
    facts += await application_card.next_step_facts(ctx, application) if over else ()
    text: str | Text = (
        "Booked. I'll remind you beforehand and send you a thank-you draft afterward."
    )
    corrections = (
        application_card.edit_button(application, made.id),
        *application_card.undo_button(ctx),
    )
    buttons: tuple[Button, ...] = (*round_buttons(application, made), *corrections)
    if over:
        text = "Logged. Here is the thank-you to send now."
        buttons = (*after_buttons(application, made), *corrections)
    elif held:
        text = held
    elif not reminder:
        soon = "It has begun" if made.start <= ctx.now else "It starts soon"
        text = f"Booked. {soon}, so there is no reminder before it. The thank-you draft follows."
    return Message(
        title=f"{what} {application.label}",
        text=text,
        facts=tuple(facts),
        buttons=buttons,
        draft=thank_you_draft(ctx, application, made) if over and not made.thanked else None,
        tone=Tone.GOOD,
        file=None if over else booking_file(application, made, ctx.now),
    )


def _facts(ctx: Context, made: Interview, decision_by: date | None) -> list[Fact]:
    """Returns when and where it is, and what else is known of it."""
    facts = [Fact("Starts", say_moment(made.start, ctx.person, ctx.now))]
    facts += application_card.there_facts(ctx, made.start, made.zone)
    minutes = int((made.end - made.start).total_seconds() // 60)
    facts.append(Fact("Length", f"{minutes} min"))
    if made.round:
        facts.append(Fact("Kind", made.round))
    if made.people:
        facts.append(Fact("With", made.people))
    return [*facts, *application_card.day_facts("They decide by", ctx, decision_by)]


def _held(ctx: Context, made: Interview, reminder: datetime | None) -> str | Text:
    """Says that a pause holds the reminders; nothing if it ends before the first of them."""
    until = ctx.person.held_until
    first = reminder or made.end
    if not ctx.person.is_paused(ctx.now) or (until and until <= first):
        return ""
    for_long = f" until {say_moment_within(until, ctx.person, ctx.now)}" if until else ""
    return Text(
        f"Booked. Everything is paused{for_long}, and so are its reminders: ", CommandRef("resume")
    )


def round_buttons(application: Application, made: Interview) -> tuple[Button, ...]:
    """Returns the buttons of an interview that is still ahead."""
    return (
        application_card.action_button(labels.MOVED, "interview", application, moves=made.id),
        application_card.action_button(
            labels.CANCELLED, "cancel-interview", application, interview=made.id
        ),
    )


def _moved_or_another(ctx: Context, application: Application, ahead: Interview) -> Message:
    known = say_moment_within(ahead.start, ctx.person, ctx.now)
    return Message(
        title=f"Another interview at {application.label}?",
        text=f"One is booked for {known}. Was it moved, or is this another round?",
        buttons=(
            Button(
                labels.MOVED,
                ctx.invocation.with_args(company=ApplicationRef(id=application.id), moves=ahead.id),
            ),
            Button(
                labels.ANOTHER_ROUND,
                ctx.invocation.with_args(company=ApplicationRef(id=application.id), another=True),
            ),
        ),
        tone=Tone.CAREFUL,
    )


COMMANDS = (interview,)
