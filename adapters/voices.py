"""One voice for every platform: whoever is told, where they are."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from adapters.metrics import Metrics
from bot.domain.person import Address
from bot.message import Message
from bot.ports import TellLater, Unreachable, Voice

# Somebody on a platform that this process cannot reach waits for one that can.
ANOTHER_HOUR = 60 * 60.0

log = structlog.get_logger("voice")


class Voices:
    """Tells people on their platform (`bot.ports.Voice`), and counts what came of it."""

    def __init__(self, voices: Mapping[str, Voice], metrics: Metrics) -> None:
        self._voices = voices
        self._metrics = metrics

    async def tell(self, address: Address, message: Message, delivery: str) -> None:
        """Tells a person privately; a repeat under the same delivery shows once.

        Raises Unreachable or TellLater; any other error may or may not have
        reached the person, and is tried again.
        """
        voice = self._voices.get(address.platform)
        if voice is None:
            raise TellLater(ANOTHER_HOUR)
        outcome = "failed"
        try:
            await voice.tell(address, message, delivery)
            outcome = "told"
        except TellLater:
            outcome = "later"
            raise
        except Unreachable:
            outcome = "unreachable"
            raise
        except Exception as error:
            log.warning(
                "not_told", platform=address.platform, delivery=delivery, error=type(error).__name__
            )
            raise
        finally:
            self._metrics.told(address.platform, outcome)
