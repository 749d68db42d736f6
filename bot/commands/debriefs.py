"""Debriefs: how an interview went, logged with what was talked about."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from bot.command import ApplicationRef, Arg, ArgKind, Subject, WallTime, command
from bot.commands.parameters import Mine, Round
from bot.commands.thank_yous import FARTHEST, USUAL_LENGTH, after_buttons, thank_you_draft
from bot.conversation.context import Context
from bot.conversation.zone_guess import in_guessed_zone
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Interview
from bot.domain.calendar.local_time import load_zone, to_utc
from bot.message import (
    Fact,
    Form,
    Invocation,
    Message,
    Tone,
)
from bot.parsing.parse_context import ParseError
from bot.presenters import application_card
from bot.texts.date_formats import say_moment
from bot.texts.plain_text import join_lines


class Impression(StrEnum):
    """A person's impression of an interview."""

    WELL = "well"
    MIXED = "mixed"
    BADLY = "badly"


Went = Annotated[Impression | None, Arg("How did it go?")]
TalkedAbout = Annotated[
    str | None, Arg("A topic you both enjoyed (for the thank-you)", kind=ArgKind.LONG_TEXT)
]
NextSteps = Annotated[str | None, Arg("Which next steps did they name?", kind=ArgKind.LONG_TEXT)]
DecisionBy = Annotated[date | None, Arg("By when do they decide?")]
WithWhom = Annotated[str | None, Arg("Who did you meet?")]


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
    went: Went = None,
    talked_about: TalkedAbout = None,
    next_steps: NextSteps = None,
    decision_by: DecisionBy = None,
    with_whom: WithWhom = None,
    interview: Round = None,
) -> Message | Form:
    """Logs how it went, moves the check-in behind their decision, and shows the thank-you.

    Of an interview that was not booked it asks when it was, and keeps every word meanwhile.
    """
    application = await ctx.find(company)
    known = _debriefed(ctx, application, interview)
    noted: dict[str, Any] = {"went": went, "talked_about": talked_about, "next_steps": next_steps}
    noted |= {"decision_by": decision_by, "with_whom": with_whom}
    if known is None:
        words = {name: value for name, value in noted.items() if value is not None}
        ref = ApplicationRef(id=application.id)
        return Form(
            f"When was the interview at {application.label}?",
            Invocation("debrief-unbooked", {"company": ref, **words}),
            ("at",),
            text="I don't know of a past interview there. What you wrote is kept.",
        )
    return await _note(ctx, application, known, **noted)


@command("debrief-unbooked", "Book an interview and note how it went", hidden=True)
async def debrief_unbooked(
    ctx: Context,
    company: Mine,
    at: Annotated[WallTime, Arg("When was it?", word="at", hint="WHEN")],
    went: Went = None,
    talked_about: TalkedAbout = None,
    next_steps: NextSteps = None,
    decision_by: DecisionBy = None,
    with_whom: WithWhom = None,
) -> Message:
    """Books the interview together with its debrief."""
    application = await _book(ctx, await ctx.find(company), at)
    known = application.interview(application.full_history[-1].id)
    assert known is not None
    return await _note(
        ctx,
        application,
        known,
        went=went,
        talked_about=talked_about,
        next_steps=next_steps,
        decision_by=decision_by,
        with_whom=with_whom,
    )


async def _note(
    ctx: Context,
    application: Application,
    known: Interview,
    *,
    went: Any,
    talked_about: Any,
    next_steps: Any,
    decision_by: Any,
    with_whom: Any,
) -> Message:
    booked_now = ctx.invocation.command == "debrief-unbooked"
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
    thanks = not known.thanked and known.start <= ctx.now
    known_touch = known.debrief and join_lines(known.debrief.text)
    touch = "with what you talked about." if known_touch else "with room for what you talked about."
    facts = [
        ("How it went", noted.went),
        ("You met", with_whom),
        ("You talked about", talked_about),
        ("Next steps", next_steps),
    ]
    shown = [Fact(name, value) for name, value in facts if value]
    if booked_now:
        shown.insert(0, Fact("Interview", say_moment(known.start, ctx.person, ctx.now)))
    if decision_by:
        shown.append(application_card.day_fact("They decide by", ctx, decision_by))
    return Message(
        title=f"Debrief: {application.label}",
        text="Saved." if not thanks else f"Saved. Here is the thank-you, {touch}",
        facts=(*shown, *await application_card.next_step_facts(ctx, application)),
        buttons=(
            *after_buttons(application, known),
            *application_card.correction_buttons(ctx, application),
        ),
        draft=thank_you_draft(ctx, application, known) if thanks else None,
        tone=Tone.GOOD,
    )


def _debriefed(ctx: Context, application: Application, id: int | None) -> Interview | None:
    """Returns the round that a debrief is about: the named one, or the last that has begun."""
    if id is not None:
        return application.interview(id)
    begun = [one for one in application.active_interviews if one.start <= ctx.now]
    return begun[-1] if begun else None


async def _book(ctx: Context, application: Application, at: WallTime) -> Application:
    """Books the round that a debrief is about."""
    zone = at.zone or ctx.person.preferences.zone
    start = to_utc(at.wall, load_zone(zone))
    if abs(start - ctx.now) > FARTHEST:
        raise ParseError("That is more than a year away. When was it?", "at")
    booked = Activity(
        ActivityKind.BOOKED,
        ctx.today,
        ctx.now,
        start=start,
        end=start + (at.length or USUAL_LENGTH),
        zone=zone,
        zone_guessed=in_guessed_zone(ctx, at.zone),
    )
    return await ctx.log(application, booked, f"booked an interview at {application.company}")


COMMANDS = (debrief, debrief_unbooked)
