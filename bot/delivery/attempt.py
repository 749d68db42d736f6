"""One try to send a delivery: every way in which it can end, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.delivery.retry_policy import after_asking, after_failure
from bot.domain.delivery import Delivery, Outcome
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message
from bot.ports.clock import Clock
from bot.ports.messenger import ContentRefused, Messenger, NotSent, RetryLater, Unreachable
from bot.texts.undelivered import CONTENT_REFUSED


async def attempt(
    settled: Outcome,
    ids: tuple[int, ...],
    target: Address | Channel,
    message: Message,
    messenger: Messenger,
    clock: Clock,
) -> Outcome:
    """Sends the members `ids` of a delivery as one message; `settled` says what of it was dropped.

    Sent: delivered. A definite refusal of the target, or of the content even as plain
    text: undeliverable, with the reason. Asked to wait: again then. What never left the
    machine and whatever else fails: again later, the latter as maybe sent.
    """
    delivery = settled.delivery
    maybe_sent = delivery.maybe_sent
    try:
        if isinstance(target, Channel):
            await messenger.send_channel(target, message, delivery.id, maybe_sent=maybe_sent)
        else:
            await messenger.send_direct(target, message, delivery.id, maybe_sent=maybe_sent)
    except Unreachable as unreachable:
        return _lost(settled, ids, unreachable.reason, refused=True)
    except ContentRefused:
        return _lost(settled, ids, CONTENT_REFUSED)
    except RetryLater as later:
        retry = after_asking(clock.now(), later.seconds)
        return Outcome(delivery, retry=retry, maybe_sent=later.maybe_sent, for_all=later.for_all)
    except NotSent as unsent:
        outcome = _again(delivery, clock.now(), maybe_sent=False)
        return replace(outcome, answered=unsent.answered)
    except Exception:  # whatever broke, the delivery must outlive it
        return _again(delivery, clock.now(), maybe_sent=True)
    return Outcome(
        delivery, ids, settled.cancelled, settled.undeliverable, settled.reason, settled.hold
    )


def _again(delivery: Delivery, now: datetime, *, maybe_sent: bool) -> Outcome:
    retry = after_failure(now, delivery.id, delivery.tries)
    return Outcome(delivery, retry=retry, failed=True, maybe_sent=maybe_sent)


def _lost(settled: Outcome, ids: tuple[int, ...], reason: str, *, refused: bool = False) -> Outcome:
    """What could not be sent, beside what was dropped anyway."""
    undeliverable = (*settled.undeliverable, *ids)
    return replace(settled, undeliverable=undeliverable, reason=reason, refused=refused)
