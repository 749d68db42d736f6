"""Notices as people read them."""

from __future__ import annotations

from bot.conversation.read_context import ReadContext
from bot.domain.mail.reading import MailKind, Reading
from bot.domain.mail.reading_json import read_readings
from bot.domain.people.notice import Notice
from bot.message import Message
from bot.presenters.mail_card import show_history, show_mail


async def show_notice(ctx: ReadContext, notice: Notice) -> Message | None:
    """Shows a notice as things are now; None for one that makes no sense any more."""
    stored = await ctx.uow.stored_actions.get(notice.about)
    readings = read_readings(stored) if stored else ()
    if not readings:  # answered meanwhile, or expired
        return None
    if notice.noise or len(readings) > 1:
        others = [Reading(MailKind.NOISE)] * notice.noise
        return show_history([*readings, *others], notice.about)
    return await show_mail(ctx, readings[0], notice.about)
