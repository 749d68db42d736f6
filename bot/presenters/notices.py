"""Notices as people read them."""

from __future__ import annotations

from bot.conversation.read_context import ReadContext
from bot.domain.mail.reading import MailKind, Reading
from bot.domain.mail.reading_json import read_readings
from bot.domain.people.mailbox import FINAL, Mailbox, MailboxFault
from bot.domain.people.notice import Notice, NoticeKind
from bot.message import Button, ButtonStyle, Invocation, Message, Tone
from bot.presenters.mail_card import show_history, show_mail

WATCH = Invocation("watch-mailbox")
OFF = Invocation("mailbox", {"choice": "off"})
_WRONG = {
    MailboxFault.REFUSED: "{host} doesn't accept the app password of {login}: it may be mistyped, "
    "changed or revoked, or the account is gone.",
    MailboxFault.NO_FOLDER: "{login} has no folder called “{folder}”.",
    MailboxFault.PRIVATE: "{host} is on a private network, which I don't connect to.",
    MailboxFault.UNREACHABLE: "{host} has not let me in for a while.",
}
_ENDED = "I have stopped checking it, and erased the password. Nothing else is lost."
_GOES_ON = (
    "I'll keep trying, and read what came meanwhile once it answers. There is nothing you need "
    "to do."
)


async def show_notice(ctx: ReadContext, notice: Notice) -> Message | None:
    """Shows a notice as things are now; None for one that makes no sense any more."""
    if notice.kind is NoticeKind.MAILBOX:
        known = await ctx.uow.mailbox.get()
        fault = MailboxFault(notice.about)
        return _show_fault(known, fault) if known and known.fault is fault else None
    stored = await ctx.uow.stored_actions.get(notice.about)
    readings = read_readings(stored) if stored else ()
    if not readings:  # answered meanwhile, or expired
        return None
    if notice.noise or len(readings) > 1:
        others = [Reading(MailKind.NOISE)] * notice.noise
        return show_history([*readings, *others], notice.about)
    return await show_mail(ctx, readings[0], notice.about)


def say_fault(known: Mailbox, fault: MailboxFault) -> str:
    """Says why a mailbox cannot be read."""
    return _WRONG[fault].format(host=known.host, login=known.login, folder=known.folder)


def _show_fault(known: Mailbox, fault: MailboxFault) -> Message:
    ended = fault in FINAL
    again = (Button("Set it up again", WATCH, ButtonStyle.PRIMARY),) if ended else ()
    return Message(
        f"{say_fault(known, fault)} {_ENDED if ended else _GOES_ON}",
        title="I can't read your mailbox",
        buttons=(*again, Button("Turn it off", OFF)),
        tone=Tone.CAREFUL,
    )
