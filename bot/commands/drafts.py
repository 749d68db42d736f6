"""The words for the person: the e-mail to send now, the call to make."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, Subject, command
from bot.commands.parameters import Mine
from bot.conversation.read_context import ReadContext
from bot.domain.applications.activity import Method
from bot.domain.applications.application import Application
from bot.message import Button, Message, Style
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.call_sheet import LEAD, call_sheet
from bot.texts.letters.drafts import DraftKind, draft, kind_to_send_now


@command(
    "draft",
    "Get the e-mail to send now",
    subject=Subject.DRAFTS,
    examples=("draft Acme", "draft Acme thank-you"),
    readonly=True,
    separate_answer=True,
)
async def write(
    ctx: ReadContext,
    company: Mine,
    kind: Annotated[
        DraftKind | None, Arg("Which one?", words=("for",), bare=True, hint="KIND")
    ] = None,
) -> Message:
    """Writes from what is known; nothing is sent."""
    application = await ctx.find(company)
    wanted = kind or kind_to_send_now(application, ctx.now)
    return Message(
        title=f"{str(wanted).capitalize()}: {application.label}",
        text="Make it yours, then send it from your own mailbox. I send nothing.",
        buttons=_sent(application, wanted),
        draft=draft(application, wanted, ctx.person, ctx.now),
    )


_LOGS = {
    DraftKind.APPLICATION: (labels.I_APPLIED, "apply"),
    DraftKind.CALL: (labels.CALLED, "followed-up"),
    DraftKind.THANK_YOU: (labels.THANKED, "thanked"),
    DraftKind.ACCEPT: (labels.ACCEPTED, "accepted"),
    DraftKind.WITHDRAW: (labels.WITHDREW, "withdrew"),
}


def _sent(application: Application, kind: DraftKind) -> tuple[Button, ...]:
    """Returns the button that logs what was sent; a request for more time has none."""
    if kind is DraftKind.OFFER:
        return ()
    label, logs = _LOGS.get(kind, (labels.SENT, "followed-up"))
    bound = {"by": Method.PHONE} if kind is DraftKind.CALL else {}
    return (application_card.action(label, logs, application, Style.PRIMARY, **bound),)


@command(
    "phone",
    "Get the call sheet",
    subject=Subject.DRAFTS,
    examples=("phone Acme",),
    readonly=True,
    separate_answer=True,
)
async def phone(ctx: ReadContext, company: Mine) -> Message:
    """Shows what to say in each of the three ways that a call can go."""
    application = await ctx.find(company)
    return Message(
        title=f"Call sheet: {application.label}",
        text=LEAD,
        items=call_sheet(application, ctx.person),
        buttons=(
            application_card.action(
                labels.CALLED, "followed-up", application, Style.PRIMARY, by=Method.PHONE
            ),
            application_card.action(labels.NOBODY_PICKED_UP, "nobody-picked-up", application),
            application_card.action(labels.VOICEMAIL, "voicemail", application),
            application_card.action(
                "On the shortlist", "heard-back", application, called=Method.PHONE
            ),
            application_card.action("They said no", "rejected", application, called=Method.PHONE),
            application_card.action("Add a number", "edit", application),
        ),
    )


COMMANDS = (write, phone)
