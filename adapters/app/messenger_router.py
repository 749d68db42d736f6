"""One messenger for every platform: it sends on the recipient's, and counts the outcome."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping

import structlog

from adapters.app.metrics import Metrics
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message
from bot.ports.messenger import ContentRefused, Messenger, NotSent, RetryLater, Unreachable

# A delivery for a platform that this process does not serve waits for one that does.
SECONDS_FOR_ANOTHER = 60.0

log = structlog.get_logger("messenger")


class MessengerRouter:
    """Sends messages on the recipient's platform (`bot.ports.messenger.Messenger`)."""

    def __init__(self, messengers: Mapping[str, Messenger], metrics: Metrics) -> None:
        self._messengers = messengers
        self._metrics = metrics

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Sends a message to a person in private; a repeat of the same delivery is shown once.

        Raises what the platform's messenger raises, and RetryLater for a platform that
        this process does not serve.
        """
        messenger = self._messenger(address.platform)
        sending = messenger.send_direct(address, message, delivery, maybe_sent=maybe_sent)
        await self._send_and_count(address.platform, delivery, sending)

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Posts a message in a channel; raises as `send_direct` does."""
        messenger = self._messenger(channel.platform)
        sending = messenger.send_channel(channel, message, delivery, maybe_sent=maybe_sent)
        await self._send_and_count(channel.platform, delivery, sending)

    def _messenger(self, platform: str) -> Messenger:
        messenger = self._messengers.get(platform)
        if messenger is None:
            raise RetryLater(SECONDS_FOR_ANOTHER)
        return messenger

    async def _send_and_count(self, platform: str, delivery: str, sending: Awaitable[None]) -> None:
        outcome = "failed"
        try:
            await sending
            outcome = "sent"
        except RetryLater:
            outcome = "retry_later"
            raise
        except Unreachable:
            outcome = "unreachable"
            raise
        except ContentRefused as error:
            outcome = "content_refused"
            log.error("content_refused", platform=platform, delivery=delivery, why=str(error))
            raise
        except NotSent as error:
            outcome = "not_sent"
            log.warning("not_sent", platform=platform, delivery=delivery, error=str(error))
            raise
        except Exception as error:
            log.warning("delivery_failed", platform=platform, delivery=delivery, exc_info=error)
            raise
        finally:
            self._metrics.count_delivery(platform, outcome)
