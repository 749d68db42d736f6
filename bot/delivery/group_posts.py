"""Sends one post of a group: to its channel, or to one of its people alone."""

from __future__ import annotations

from bot.delivery.attempt import attempt
from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.ports.clock import Clock
from bot.ports.messenger import Messenger
from bot.presenters.group_posts import post_message


async def send_post(delivery: Delivery, messenger: Messenger, clock: Clock) -> DeliveryOutcome:
    """Sends the post, unless its deadline has passed."""
    now, post = clock.now(), delivery.post
    settled = DeliveryOutcome(delivery)
    if post.deadline is not None and post.deadline <= now:
        return DeliveryOutcome(delivery, cancelled=delivery.members)
    message = post_message(post, now)
    return await attempt(settled, delivery.members, post.target, message, messenger, clock)
