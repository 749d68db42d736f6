"""One application with everything about it: facts, timeline, and every action as a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from bot.command import ApplicationRef, Arg, ArgKind, Subject, command
from bot.commands.interviews import round_buttons
from bot.commands.parameters import Mine
from bot.commands.thank_yous import after_buttons
from bot.conversation.read_context import ReadContext
from bot.domain.applications.activity import OutreachMethod
from bot.domain.applications.application import Application, Stage
from bot.message import Button, ButtonStyle, Fact, Invocation, Link, Message
from bot.presenters import application_card, next_step
from bot.presenters.timeline import read_timeline
from bot.texts import labels
from bot.texts.date_formats import say_moment

_UNREAD = (
    "I only recognized the company's name in that, so nothing was saved. Press what happened, or "
    "say it in a few words: “they replied”, “sent it yesterday”."
)
# As buttons; the other actions are in a menu.
SEEN_AT_ONCE = 3
# Beside the answers to what waits no other button is the primary one.
_PLAIN_BESIDE = {ButtonStyle.PRIMARY: ButtonStyle.PLAIN}


@command(
    "job",
    "See one application",
    subject=Subject.OVERVIEW,
    examples=("job Acme",),
    readonly=True,
    separate_answer=True,
)
async def job(
    ctx: ReadContext,
    company: Mine,
    unread: Annotated[str | None, Arg(kind=ArgKind.LONG_TEXT, hidden=True)] = None,
) -> Message:
    """Shows facts, contact, timeline, what comes next, and every action as a button.

    `unread` is what the person said beside the company's name, which was not read.
    """
    application = await ctx.find(company)
    said = [
        ("Stage", str(application.stage)),
        ("Found via", application.source),
        ("Contact", application.contact),
        ("Phone", application.phone),
        ("Email", application.email),
    ]
    facts = [Fact(name, value) for name, value in said if value]
    if application.link:
        facts.append(Fact("Posting", Link(application.link, "Open the posting")))
    step = await ctx.next_step(application)
    answers = next_step.answer_buttons(application, step) if step else ()
    ahead = [one for one in application.active_interviews if one.start > ctx.now]
    events = await read_timeline(ctx, application)
    facts += [Fact("Interview", say_moment(one.start, ctx.person, ctx.now)) for one in ahead]
    buttons = _first(answers, _actions(ctx, application))
    if unread:
        ref = ApplicationRef(id=application.id)
        keep = Button(labels.KEEP_AS_NOTE, Invocation("note", {"company": ref, "text": unread}))
        buttons = (keep, *buttons)
    return Message(
        title=application.label,
        text=f"{_UNREAD}\n\n{events}" if unread else events,
        facts=(*facts, *await application_card.next_step_facts(ctx, application)),
        buttons=buttons,
        folded=max(0, len(buttons) - max(len(answers), SEEN_AT_ONCE) - bool(unread)),
    )


def _first(answers: Sequence[Button], actions: Sequence[Button]) -> tuple[Button, ...]:
    """Returns the answers to what waits, then the actions that are not among them."""
    if not answers:
        return tuple(actions)
    asked = {one.label for one in answers}
    others = (replace(one, style=_PLAIN_BESIDE.get(one.style, one.style)) for one in actions)
    return (*answers, *(one for one in others if one.label not in asked))


def _actions(ctx: ReadContext, application: Application) -> tuple[Button, ...]:
    """Returns the buttons that make sense in its stage, the most likely first."""
    closing = (
        application_card.action_button(labels.WITHDREW, "withdrew", application),
        application_card.action_button(labels.GHOSTED, "ghosted", application),
    )
    common = (
        application_card.action_button(labels.DRAFT, "draft", application),
        application_card.edit_button(application),
        application_card.action_button(labels.DELETE, "delete", application, ButtonStyle.DANGER),
    )
    followed = application_card.action_button(
        labels.SENT, "followed-up", application, ButtonStyle.PRIMARY, by=OutreachMethod.EMAIL
    )
    call = application_card.action_button(labels.CALL_SHEET, "phone", application)
    replied = application_card.action_button(labels.REPLIED, "heard-back", application)
    match application.stage:
        case Stage.PLANNED:
            return (
                application_card.action_button(
                    labels.I_APPLIED, "apply", application, ButtonStyle.PRIMARY
                ),
                *common,
            )
        case Stage.APPLIED:
            return (followed, call, replied, *closing, *common)
        case Stage.IN_TOUCH:
            return (*application_card.reply_buttons(application), followed, call, *closing, *common)
        case Stage.INTERVIEWING:
            rounds = _round_actions(ctx, application)
            # Around an interview a reply is likelier than another letter.
            likely = (replied, replace(followed, style=ButtonStyle.PLAIN))
            return (
                *rounds,
                *(likely if rounds else (followed, replied)),
                *application_card.reply_buttons(application),
                *closing,
                *common,
            )
        case Stage.OFFER:
            taken = application_card.action_button(
                labels.ACCEPTED, "accepted", application, ButtonStyle.PRIMARY
            )
            return (taken, closing[0], *common)
        case _:
            again = application_card.action_button(labels.TRY_AGAIN, "try-again", application)
            return (again, *common)


def _round_actions(ctx: ReadContext, application: Application) -> tuple[Button, ...]:
    ahead = [one for one in application.active_interviews if one.start > ctx.now]
    begun = [one for one in application.active_interviews if one.start <= ctx.now]
    now = round_buttons(application, ahead[0]) if ahead else ()
    then = after_buttons(application, begun[-1]) if begun else ()
    return (*then, *now)


COMMANDS = (job,)
