"""One attempt to send a delivery: each way in which it can end, and its outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.delivery.retry_policy import next_try_after_failure, next_try_after_request
from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message
from bot.ports.clock import Clock
from bot.ports.messenger import ContentRefused, Messenger, NotSent, RetryLater, Unreachable
from bot.texts.undelivered import CONTENT_REFUSED


async def attempt(
    settled: DeliveryOutcome,
    ids: tuple[int, ...],
    target: Address | Channel,
    message: Message,
    messenger: Messenger,
    clock: Clock,
) -> DeliveryOutcome:
    """Sends the members `ids` of a delivery as one message; `settled` has what was dropped.

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
        return _give_up(settled, ids, unreachable.reason, refused=True)
    except ContentRefused:
        return _give_up(settled, ids, CONTENT_REFUSED)
    except RetryLater as later:
        retry = next_try_after_request(clock.now(), later.seconds)
        return DeliveryOutcome(
            delivery, retry=retry, maybe_sent=later.maybe_sent, for_all=later.for_all
        )
    except NotSent as unsent:
        outcome = _retry(delivery, clock.now(), maybe_sent=False)
        return replace(outcome, answered=unsent.answered)
    except Exception:  # whatever broke, the delivery must outlive it
        return _retry(delivery, clock.now(), maybe_sent=True)
    return DeliveryOutcome(
        delivery, ids, settled.cancelled, settled.undeliverable, settled.reason, settled.hold
    )


def _retry(delivery: Delivery, now: datetime, *, maybe_sent: bool) -> DeliveryOutcome:
    retry = next_try_after_failure(now, delivery.id, delivery.tries)
    return DeliveryOutcome(delivery, retry=retry, failed=True, maybe_sent=maybe_sent)


def _give_up(
    settled: DeliveryOutcome, ids: tuple[int, ...], reason: str, *, refused: bool = False
) -> DeliveryOutcome:
    """Returns the outcome with these members undeliverable, in addition to what was missed."""
    undeliverable = (*settled.undeliverable, *ids)
    return replace(settled, undeliverable=undeliverable, reason=reason, refused=refused)
