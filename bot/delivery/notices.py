"""Sends one notice to its person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.conversation.read_context import ReadContext
from bot.delivery.attempt import attempt
from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.message import Invocation
from bot.ports.clock import Clock
from bot.ports.messenger import Messenger
from bot.ports.outbox import Outbox
from bot.presenters.notices import show_notice

# Who cannot be reached may be tomorrow; what a notice shows is kept as long.
NEXT_TRY = timedelta(days=1)
TRIED_FOR = timedelta(days=30)


async def send_notice(
    delivery: Delivery, messenger: Messenger, clock: Clock, outbox: Outbox
) -> DeliveryOutcome:
    """Sends a notice as things are now; one whose reader is unreachable is tried again daily."""
    now, notice = clock.now(), delivery.notice
    async with outbox.view(notice.person, now) as view:
        message = await show_notice(ReadContext(view, now, Invocation(notice.kind)), notice)
    if message is None:
        return DeliveryOutcome(delivery, cancelled=delivery.members)
    address = notice.person.address
    sent = await attempt(
        DeliveryOutcome(delivery), delivery.members, address, message, messenger, clock
    )
    if sent.refused and now - notice.made < TRIED_FOR:
        return replace(sent, undeliverable=(), retry=now + NEXT_TRY, answered=True)
    return sent
