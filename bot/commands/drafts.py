"""The words for the person: the e-mail to send now, the call to make."""

from __future__ import annotations

from typing import Annotated

from bot.command import ApplicationRef, Arg, Subject, command
from bot.commands.parameters import Mine
from bot.conversation.read_context import ReadContext
from bot.domain.applications.activity import OutreachMethod
from bot.domain.applications.application import Application
from bot.domain.people.person import MailApp
from bot.message import Button, ButtonStyle, CommandRef, Draft, Invocation, Link, Message, Text
from bot.presenters import application_card, letter_buttons
from bot.presenters.nudge_digest import draft_for
from bot.texts import labels
from bot.texts.call_sheet import LEAD, call_sheet
from bot.texts.compose_links import compose_url
from bot.texts.letters.drafts import REPLY, DraftKind, draft, kind_to_send_now


@command(
    "draft",
    "Get the email to send now",
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
    written = draft(application, wanted, ctx.person, ctx.now)
    bound = Invocation("draft", {"company": ApplicationRef(id=application.id), "kind": wanted})
    return Message(
        title=f"{str(wanted).capitalize()}: {application.label}",
        text="Make it yours, then send it from your own mailbox. I never send anything for you."
        + (_NEW_THREAD if written.subject.startswith(REPLY) else ""),
        buttons=(
            *_sent(application, wanted),
            *letter_buttons.letter_buttons(written, ctx.person, bound),
        ),
        draft=written,
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
    by: dict[str, object] = {}
    if logs == "followed-up":
        by["by"] = OutreachMethod.PHONE if kind is DraftKind.CALL else OutreachMethod.EMAIL
    return (application_card.action_button(label, logs, application, ButtonStyle.PRIMARY, **by),)


Kind = Annotated[DraftKind | None, Arg(hidden=True)]


@command(
    letter_buttons.COPY_LETTER,
    "Get a letter alone, to copy it",
    hidden=True,
    readonly=True,
    separate_answer=True,
)
async def copy_letter(ctx: ReadContext, company: Mine, kind: Kind = None) -> Message:
    """Shows the letter and nothing else, so that the platform's own copying takes just it."""
    return Message((await _letter(ctx, company, kind)).body, verbatim=True)


@command(
    letter_buttons.OPEN_LETTER,
    "Open a letter in my mailbox",
    hidden=True,
    readonly=True,
    separate_answer=True,
)
async def open_in_mail(ctx: ReadContext, company: Mine, kind: Kind = None) -> Message:
    """Shows the address that opens the letter, for where no button can open it."""
    written = await _letter(ctx, company, kind)
    copy = Button(
        labels.COPY,
        Invocation(letter_buttons.COPY_LETTER, ctx.invocation.args, ctx.invocation.nudge),
    )
    url = compose_url(written, ctx.person.mail_app)
    if url is None:
        return Message("This letter is too long for a link. Copy it instead.", buttons=(copy,))
    where = _WHERE[ctx.person.mail_app]
    return Message(
        Text(
            Link(url, f"Write it in {where}"),
            "\nNothing is sent until you send it. If nothing opens, copy it; for another mailbox: ",
            CommandRef("settings"),
        ),
        title="Open in mail",
        buttons=(copy,),
    )


_WHERE = {
    MailApp.GMAIL: "Gmail",
    MailApp.OUTLOOK: "Outlook",
    MailApp.MAIL_PROGRAM: "your mail program",
}


async def _letter(ctx: ReadContext, company: ApplicationRef, kind: DraftKind | None) -> Draft:
    """Returns the letter of the nudge whose button it was, or of a kind."""
    application = await ctx.find(company)
    if ctx.nudge is not None and kind is None:
        brought = draft_for(ctx.nudge, application, ctx.person, ctx.now)
        if brought is not None:
            return brought
    wanted = kind or kind_to_send_now(application, ctx.now)
    return draft(application, wanted, ctx.person, ctx.now)


_NEW_THREAD = (
    " It has the subject of their email but starts a new thread; to stay in theirs, reply to "
    "their email and paste this letter."
)


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
            application_card.action_button(
                labels.CALLED,
                "followed-up",
                application,
                ButtonStyle.PRIMARY,
                by=OutreachMethod.PHONE,
            ),
            application_card.action_button(
                labels.NOBODY_PICKED_UP, "nobody-picked-up", application
            ),
            application_card.action_button(labels.VOICEMAIL, "voicemail", application),
            application_card.action_button(
                "On the shortlist", "heard-back", application, called=OutreachMethod.PHONE
            ),
            application_card.action_button(
                labels.REJECTED, "rejected", application, called=OutreachMethod.PHONE
            ),
            application_card.action_button("Add a number", "edit", application),
        ),
    )


COMMANDS = (write, copy_letter, open_in_mail, phone)
