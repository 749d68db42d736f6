"""Reads mails in the child process (`bot.ports.mail_reader.MailReader`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from adapters.shared.child_process import Busy, ChildProcess, TooLarge, TooSlow
from bot.domain.mail.reading import MailContext, Reading
from bot.domain.mail.reading_json import read_readings, write_readings
from bot.mail.read_mail import read_mails
from bot.ports.mail_reader import UnreadableMail

_KEEP = "Nothing was saved. Paste the part that matters, and I read that."


class ChildMailReader:
    """Reads mails in a child process, which may be killed for it."""

    def __init__(self, child: ChildProcess) -> None:
        self._child = child

    async def read(
        self, data: bytes | str, context: MailContext, name: str = ""
    ) -> Sequence[Reading]:
        """Returns what each mail says. Raises UnreadableMail."""
        try:
            read = await self._child.run(
                read_in_child, data, name, context.now, context.day_first, context.companies
            )
        except TooSlow:
            raise UnreadableMail(f"Reading that took too long, so I stopped. {_KEEP}") from None
        except TooLarge:
            raise UnreadableMail(f"That is built too deep or too large for me. {_KEEP}") from None
        except Busy:
            raise UnreadableMail(
                "Many mails wait to be read just now. Nothing was saved: try again in a minute."
            ) from None
        return read_readings(read)


def read_in_child(
    data: bytes | str,
    name: str,
    now: datetime,
    day_first: bool | None,
    companies: tuple[str, ...],
) -> str:
    """Reads mails where it is called; what comes back are words, whatever was read."""
    return write_readings(read_mails(data, MailContext(now, day_first, companies), name))
