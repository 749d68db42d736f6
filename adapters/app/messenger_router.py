"""One voice for every platform: whoever is told, where they are."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping

import structlog

from adapters.app.metrics import Metrics
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message
from bot.ports.messenger import Messenger, RetryLater, Unreachable

# Somebody on a platform that this process cannot reach waits for one that can.
ANOTHER_HOUR = 60 * 60.0

log = structlog.get_logger("voice")


class MessengerRouter:
    """Tells people on their platform (`bot.ports.Messenger`), and counts what came of it."""

    def __init__(self, voices: Mapping[str, Messenger], metrics: Metrics) -> None:
        self._voices = voices
        self._metrics = metrics

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, again: bool = False
    ) -> None:
        """Tells a person privately; a repeat under the same delivery shows once.

        Raises Unreachable or RetryLater; any other error may or may not have
        reached the person, and is tried again.
        """
        voice = self._voice(address.platform)
        telling = voice.send_direct(address, message, delivery, again=again)
        await self._counted(address.platform, delivery, telling)

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, again: bool = False
    ) -> None:
        """Posts in a channel; otherwise as `tell`."""
        voice = self._voice(channel.platform)
        posting = voice.send_channel(channel, message, delivery, again=again)
        await self._counted(channel.platform, delivery, posting)

    def _voice(self, platform: str) -> Messenger:
        voice = self._voices.get(platform)
        if voice is None:
            raise RetryLater(ANOTHER_HOUR)
        return voice

    async def _counted(self, platform: str, delivery: str, telling: Awaitable[None]) -> None:
        outcome = "failed"
        try:
            await telling
            outcome = "told"
        except RetryLater:
            outcome = "later"
            raise
        except Unreachable:
            outcome = "unreachable"
            raise
        except Exception as error:
            log.warning("delivery_failed", platform=platform, delivery=delivery, exc_info=error)
            raise
        finally:
            self._metrics.told(platform, outcome)
