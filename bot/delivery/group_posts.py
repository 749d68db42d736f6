"""Telling one post of a group: to its channel, or to one of its people alone."""

from __future__ import annotations

from bot.delivery.retry_policy import MOST_ATTEMPTS, after_asking, after_failure
from bot.domain.groups.group_post import PostOutcome, Telling
from bot.domain.groups.group_week import IN_CHANNEL
from bot.ports.clock import Clock
from bot.ports.messenger import Messenger, RetryLater, Unreachable
from bot.presenters.group_posts import message_of


async def tell_group(telling: Telling, voice: Messenger, clock: Clock) -> PostOutcome:
    """Tells it; what cannot be told says why, and what may work later says when."""
    message = message_of(telling, clock.now())
    try:
        if telling.post.planned.kind in IN_CHANNEL:
            there = telling.group.channel
            await voice.send_channel(there, message, telling.delivery, again=telling.again)
        else:
            assert telling.person is not None  # a claim without one drops the post
            to = telling.person.address
            await voice.send_direct(to, message, telling.delivery, again=telling.again)
    except Unreachable as unreachable:
        return PostOutcome(telling, reason=unreachable.reason)
    except RetryLater as later:
        return PostOutcome(telling, retry=after_asking(clock.now(), later.seconds))
    except Exception:  # whatever broke, the post must outlive it
        if telling.attempts + 1 >= MOST_ATTEMPTS:
            return PostOutcome(telling, reason="The platform failed every time I tried.")
        return PostOutcome(telling, retry=after_failure(clock.now(), telling.attempts), failed=True)
    return PostOutcome(telling)
