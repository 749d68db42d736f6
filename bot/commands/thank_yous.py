"""Thank-yous after interviews: logged, drafted, and said whether in time."""

from __future__ import annotations

from datetime import date, timedelta

from bot.command import Subject, command
from bot.commands.parameters import Mine, On, Round
from bot.commands.remarks import Remark, keep_remark
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Interview
from bot.domain.calendar.local_time import local_day
from bot.message import (
    Button,
    ButtonStyle,
    Draft,
    Message,
    Refused,
    Tone,
    nothing_to_do,
)
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.date_formats import say_day, say_when
from bot.texts.letters.drafts import DraftKind, draft
from bot.texts.letters.letter_context import THANKS_LONG_PAST
from bot.texts.nudge_texts import NEAR

USUAL_LENGTH = timedelta(minutes=60)
FARTHEST = timedelta(days=366)


def after_buttons(application: Application, made: Interview) -> tuple[Button, ...]:
    """Returns the buttons of an interview that is over."""
    thanked = application_card.action_button(
        labels.THANKED, "thanked", application, ButtonStyle.PRIMARY, interview=made.id
    )
    debriefing = application_card.action_button(
        labels.DEBRIEF, "debrief", application, interview=made.id
    )
    return (debriefing,) if made.thanked else (thanked, debriefing)


def latest(ctx: Context, application: Application, id: int | None) -> Interview:
    """Returns the named round; without one, the last that has begun.

    Raises Refused if there is none.
    """
    begun = [one for one in application.active_interviews if one.start <= ctx.now]
    found = application.interview(id) if id is not None else (begun[-1] if begun else None)
    if found is None:
        book = application_card.action_button(
            "Book an interview", "interview", application, ButtonStyle.PRIMARY
        )
        raise Refused(
            Message(
                text=f"I have no past interview at {application.label}. Book it "
                f"first; a past date is fine.",
                buttons=(book,),
                tone=Tone.CAREFUL,
            )
        )
    return found


def thank_you_draft(ctx: Context, application: Application, made: Interview) -> Draft:
    """Shows the thank-you for one round."""
    return draft(application, DraftKind.THANK_YOU, ctx.person, ctx.now, interview=made)


@command(
    "thanked",
    "Log that you sent the thank-you",
    subject=Subject.AFTER_AN_INTERVIEW,
    examples=("thanked Acme", "thanked Acme yesterday"),
)
async def thanked(
    ctx: Context,
    company: Mine,
    on: On = None,
    interview: Round = None,
    note: Remark = None,
) -> Message:
    """Logs the thank-you and says whether it went out within 24 hours."""
    application = await ctx.find(company)
    day = on or ctx.today
    known = latest(ctx, application, interview or _young(ctx, application, day))
    if known.thanked:
        when = say_when(known.thanked.on, ctx.person, ctx.now)
        raise nothing_to_do(f"Already done: you thanked {application.company} {when}.")
    _not_before(ctx, known, day)
    sent = Activity(ActivityKind.THANKED, day, ctx.now, of=known.id, nudge=ctx.about)
    application = await ctx.log(
        application, sent, f"logged your thank-you to {application.company}"
    )
    return Message(
        title=f"Thanked {application.label}",
        text=_how_soon(ctx, application.interview(known.id) or known, day),
        facts=(
            application_card.day_fact("Sent", ctx, day),
            *await keep_remark(ctx, application, note),
            *await application_card.next_step_facts(ctx, application),
        ),
        buttons=application_card.correction_buttons(ctx, application),
        tone=Tone.GOOD,
    )


def _young(ctx: Context, application: Application, day: date) -> int | None:
    """Finds the latest round shortly before `day` that is not thanked for yet."""
    zone = ctx.person.tz
    young = [
        one.id
        for one in application.active_interviews
        if not one.thanked
        and one.start <= ctx.now
        and local_day(one.start, zone) <= day <= local_day(one.end + THANKS_LONG_PAST, zone)
    ]
    return young[-1] if young else None


def _not_before(ctx: Context, known: Interview, day: date) -> None:
    held = local_day(known.start, ctx.person.tz)
    if day < held:
        raise Refused(
            f"That interview was {_on(ctx, held)}, and {say_day(day, ctx.person, ctx.now)} is "
            "before that. Nothing was logged."
        )


def _on(ctx: Context, day: date) -> str:
    said = say_when(day, ctx.person, ctx.now)
    return said if said in NEAR else f"on {said}"


def _how_soon(ctx: Context, known: Interview, day: date) -> str:
    """Says whether a thank-you went out within 24 h; of another day only the day is known."""
    held = local_day(known.end, ctx.person.tz)
    if known.thanked_in_time(ctx.person.tz):
        return "Sent within 24 hours of the interview. Well done."
    if day < ctx.today and (day - held).days == 1:
        return "Sent the day after the interview. Well done."
    when = _on(ctx, held)
    return f"Sent. The interview was {when}, so it's past the 24 hours, but still worth sending."


COMMANDS = (thanked,)
