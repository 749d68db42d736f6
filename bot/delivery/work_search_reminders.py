"""Sends the reminder that a work-search period closes before its minimum is reached."""

from __future__ import annotations

from bot.delivery.attempt import attempt
from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.ports.clock import Clock
from bot.ports.messenger import Messenger
from bot.presenters.work_search_reminder import reminder_message


async def send_reminder(delivery: Delivery, messenger: Messenger, clock: Clock) -> DeliveryOutcome:
    """Sends the reminder, unless its period is over."""
    now, reminder = clock.now(), delivery.reminder
    settled = DeliveryOutcome(delivery)
    if reminder.deadline <= now:
        return DeliveryOutcome(delivery, cancelled=delivery.members)
    message = reminder_message(reminder, now)
    target = reminder.person.address
    return await attempt(settled, delivery.members, target, message, messenger, clock)
