"""Sends everything that is due for one person as one message."""

from __future__ import annotations

from bot.delivery.attempt import attempt
from bot.delivery.verdict import judge
from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.ports.clock import Clock
from bot.ports.messenger import Messenger
from bot.presenters.nudge_digest import digest


async def send_digest(delivery: Delivery, messenger: Messenger, clock: Clock) -> DeliveryOutcome:
    """Sends the members that are still planned; the others are dropped, held back or missed."""
    now, content = clock.now(), delivery.digest
    verdict = judge(content, now)
    settled = DeliveryOutcome(
        delivery,
        cancelled=verdict.drop,
        undeliverable=verdict.missed,
        reason=verdict.why,
        hold=verdict.hold,
    )
    if not verdict.send:
        return settled
    message = digest(verdict.send, content.applications, content.person, now)
    ids = tuple(nudge.id for nudge in verdict.send)
    return await attempt(settled, ids, content.person.address, message, messenger, clock)
