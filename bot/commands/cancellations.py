"""Interviews called off: the round that is meant, and its nudges."""

from __future__ import annotations

from bot.command import command
from bot.commands.parameters import Mine, Round
from bot.commands.remarks import Remark, keep_remark
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Interview
from bot.message import (
    Message,
    Refused,
    Text,
    Tone,
    nothing_to_do,
)
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.date_formats import say_moment


@command("cancel-interview", "Cancel an interview", hidden=True)
async def cancel_interview(
    ctx: Context, company: Mine, interview: Round = None, note: Remark = None
) -> Message:
    """Cancels one round and its nudges."""
    application = await ctx.find(company)
    if interview is None:
        known = _only_ahead(ctx, application)
    else:
        found = application.interview(interview)
        if found is None or found.cancelled:
            raise nothing_to_do("Already done: that interview isn't booked anymore.")
        known = found
    cancelled = Activity(ActivityKind.CANCELLED, ctx.today, ctx.now, of=known.id)
    application = await ctx.log(
        application, cancelled, f"cancelled the interview at {application.company}"
    )
    return Message(
        title=f"Cancelled: interview at {application.label}",
        text="Its reminders are off. If they name another day, book it again.",
        facts=(
            *await keep_remark(ctx, application, note),
            *await application_card.next_step_facts(ctx, application),
        ),
        buttons=application_card.correction_buttons(ctx, application),
    )


def _only_ahead(ctx: Context, application: Application) -> Interview:
    """Returns the round that a cancellation means which names none; asks if several are ahead."""
    ahead = [one for one in application.active_interviews if one.end > ctx.now]
    if len(ahead) == 1:
        return ahead[0]
    if not ahead:
        raise Refused(
            Message(
                Text(
                    f"No interview at {application.label} is coming up, so nothing was cancelled."
                ),
                buttons=(
                    application_card.action_button(labels.INTERVIEW, "interview", application),
                    application_card.action_button(labels.REJECTED, "rejected", application),
                ),
                tone=Tone.CAREFUL,
            )
        )
    raise Refused(
        Message(
            "Nothing is cancelled yet: press the one that's off.",
            title=f"Which interview at {application.label}?",
            buttons=tuple(
                application_card.action_button(
                    say_moment(one.start, ctx.person, ctx.now),
                    "cancel-interview",
                    application,
                    interview=one.id,
                )
                for one in ahead
            ),
            tone=Tone.CAREFUL,
        )
    )


COMMANDS = (cancel_interview,)
