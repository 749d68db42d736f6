"""After an interview: how it went, and the thank-you."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.commands.parameters import Mine, On, Round
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Interview
from bot.domain.calendar.local_time import local_day
from bot.message import Button, Draft, Fact, Message, Refused, Style, Tone, nothing_to_do
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.date_formats import say_day, say_when
from bot.texts.letters.drafts import DraftKind, draft
from bot.texts.letters.letter_context import THANKS_LONG_PAST
from bot.texts.nudge_texts import NEAR
from bot.texts.plain_text import join_lines


class Impression(StrEnum):
    """How an interview went."""

    WELL = "well"
    MIXED = "mixed"
    BADLY = "badly"


def after_buttons(application: Application, made: Interview) -> tuple[Button, ...]:
    """Returns the buttons of an interview that is over."""
    thanked = application_card.action(
        labels.THANKED, "thanked", application, Style.PRIMARY, interview=made.id
    )
    debriefing = application_card.action(labels.DEBRIEF, "debrief", application, interview=made.id)
    return (debriefing,) if made.thanked else (thanked, debriefing)


def latest(ctx: Context, application: Application, id: int | None) -> Interview:
    """Returns the named round; without one, the last that has begun.

    Raises Refused if there is none.
    """
    begun = [one for one in application.active_interviews if one.start <= ctx.now]
    found = application.interview(id) if id is not None else (begun[-1] if begun else None)
    if found is None:
        book = application_card.action("Book an interview", "interview", application, Style.PRIMARY)
        raise Refused(
            Message(
                text=f"I know of no interview at {application.label} that has taken place. "
                "Book it first, a past one too.",
                buttons=(book,),
                tone=Tone.CAREFUL,
            )
        )
    return found


@command(
    "debrief",
    "Note how an interview went",
    subject=Subject.AFTER_AN_INTERVIEW,
    examples=("debrief Acme",),
    opens_form=True,
)
async def debrief(
    ctx: Context,
    company: Mine,
    went: Annotated[Impression | None, Arg("How did it go?")] = None,
    talked_about: Annotated[
        str | None, Arg("What did you talk about?", kind=ArgKind.LONG_TEXT)
    ] = None,
    next_steps: Annotated[
        str | None, Arg("Which next steps did they name?", kind=ArgKind.LONG_TEXT)
    ] = None,
    decision_by: Annotated[date | None, Arg("By when do they decide?")] = None,
    with_whom: Annotated[str | None, Arg("Who did you meet?")] = None,
    interview: Round = None,
) -> Message:
    """Logs how it went, moves the check-in behind their decision, and shows the thank-you."""
    application = await ctx.find(company)
    known = latest(ctx, application, interview)
    noted = Activity(
        ActivityKind.DEBRIEFED,
        ctx.today,
        ctx.now,
        of=known.id,
        went=str(went) if went else None,
        text=talked_about,
        next_steps=next_steps,
        by=decision_by,
        people=with_whom,
    )
    application = await ctx.log(application, noted, f"noted how {application.company} went")
    known = application.interview(known.id) or known
    known_touch = known.debrief and join_lines(known.debrief.text)
    touch = "with what you talked about." if known_touch else "with room for what you talked about."
    facts = [
        ("How it went", noted.went),
        ("You met", with_whom),
        ("You talked about", talked_about),
        ("Next steps", next_steps),
    ]
    shown = [Fact(name, value) for name, value in facts if value]
    if decision_by:
        shown.append(application_card.day_fact("They decide by", ctx, decision_by))
    return Message(
        title=f"Debrief: {application.label}",
        text="Saved." if known.thanked else f"Saved. Here is the thank-you, {touch}",
        facts=(*shown, *await application_card.whats_next(ctx, application)),
        buttons=(
            *after_buttons(application, known),
            *application_card.corrections(ctx, application),
        ),
        draft=None if known.thanked else thank_you_draft(ctx, application, known),
        tone=Tone.GOOD,
    )


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
            *await application_card.whats_next(ctx, application),
        ),
        buttons=application_card.corrections(ctx, application),
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
    return f"Sent. The interview was {when}, so it is past the 24 hours, and still worth sending."


COMMANDS = (debrief, thanked)
