"""Debriefs: how an interview went, logged with what was talked about."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Annotated

from bot.command import ApplicationRef, Arg, ArgKind, Subject, WallTime, command
from bot.commands.parameters import Mine, Round
from bot.commands.remarks import Remark, keep_remark
from bot.commands.thank_yous import FARTHEST, USUAL_LENGTH, after_buttons, thank_you_draft
from bot.conversation.context import Context
from bot.conversation.zone_guess import in_guessed_zone
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Interview
from bot.domain.calendar.local_time import load_zone, to_utc
from bot.frozen import frozen
from bot.message import Fact, Form, Invocation, Message, Tone
from bot.parsing.parse_context import ParseError
from bot.presenters import application_card
from bot.texts.date_formats import say_moment
from bot.texts.plain_text import join_lines


class InterviewImpression(StrEnum):
    """A person's impression of an interview."""

    WELL = "well"
    MIXED = "mixed"
    BADLY = "badly"


Went = Annotated[InterviewImpression | None, Arg("How did it go?")]
TalkedAbout = Annotated[
    str | None, Arg("A topic you both enjoyed (for the thank-you)", kind=ArgKind.LONG_TEXT)
]
NextSteps = Annotated[str | None, Arg("What next steps did they mention?", kind=ArgKind.LONG_TEXT)]
DecisionBy = Annotated[date | None, Arg("When will they decide?")]
WithWhom = Annotated[str | None, Arg("Who did you meet?")]


@frozen
class _Debrief:
    """The words of a debrief, as far as they were given."""

    went: InterviewImpression | None
    talked_about: str | None
    next_steps: str | None
    decision_by: date | None
    with_whom: str | None
    note: str | None


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
    note: Remark = None,
) -> Message | Form:
    """Logs how it went, moves the check-in behind their decision, and shows the thank-you.

    Of an interview that was not booked it asks when it was, and keeps every word meanwhile.
    """
    application = await ctx.find_or_log(company)
    known = _debriefed(ctx, application, interview)
    noted = _Debrief(went, talked_about, next_steps, decision_by, with_whom, note)
    if known is None:
        given = {name: value for name, value in asdict(noted).items() if value is not None}
        ref = ApplicationRef(id=application.id)
        return Form(
            f"When was the interview at {application.label}?",
            Invocation("debrief-unbooked", {"company": ref, **given}),
            ("at",),
            text="I have no past interview there yet; what you wrote is kept.",
        )
    return await _note(ctx, application, known, noted)


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
    note: Remark = None,
) -> Message:
    """Books the interview together with its debrief."""
    application = await _book(ctx, await ctx.find(company), at)
    known = application.interview(application.full_history[-1].id)
    assert known is not None
    noted = _Debrief(went, talked_about, next_steps, decision_by, with_whom, note)
    booked = Fact("Interview", say_moment(known.start, ctx.person, ctx.now))
    return await _note(ctx, application, known, noted, booked)


async def _note(
    ctx: Context, application: Application, known: Interview, noted: _Debrief, *booked: Fact
) -> Message:
    """Logs a debrief, and answers with the thank-you if it is still to be sent."""
    activity = Activity(
        ActivityKind.DEBRIEFED,
        ctx.today,
        ctx.now,
        of=known.id,
        went=str(noted.went) if noted.went else None,
        text=noted.talked_about,
        next_steps=noted.next_steps,
        by=noted.decision_by,
        people=noted.with_whom,
    )
    application = await ctx.log(application, activity, f"noted how {application.company} went")
    known = application.interview(known.id) or known
    thanks = not known.thanked and known.start <= ctx.now
    known_touch = known.debrief and join_lines(known.debrief.text)
    touch = "with what you talked about." if known_touch else "with room for what you talked about."
    return Message(
        title=f"Debrief: {application.label}",
        text="Saved." if not thanks else f"Saved. Here is the thank-you, {touch}",
        facts=(
            *booked,
            *_facts(ctx, noted),
            *await keep_remark(ctx, application, noted.note),
            *await application_card.next_step_facts(ctx, application),
        ),
        buttons=(
            *after_buttons(application, known),
            *application_card.correction_buttons(ctx, application),
        ),
        draft=thank_you_draft(ctx, application, known) if thanks else None,
        tone=Tone.GOOD,
    )


def _facts(ctx: Context, noted: _Debrief) -> tuple[Fact, ...]:
    said = (
        ("How it went", noted.went and str(noted.went)),
        ("You met", noted.with_whom),
        ("You talked about", noted.talked_about),
        ("Next steps", noted.next_steps),
    )
    return (
        *(Fact(name, value) for name, value in said if value),
        *application_card.day_facts("They decide by", ctx, noted.decision_by),
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
        raise ParseError("That's more than a year away. When was it?", "at")
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
