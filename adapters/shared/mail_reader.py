"""Reads mails in the child process (`bot.ports.mail_reader.MailReader`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import count

from adapters.shared.child_process import Busy, ChildProcess, TooLarge, TooSlow
from bot.domain.mail.reading import MailContext, Reading
from bot.domain.mail.reading_json import read_readings, write_readings
from bot.mail.read_mail import read_mails, read_some_mails, without_repeats
from bot.ports.mail_reader import ReaderBusy, UnreadableMail

# Each part of a mailbox has the child's whole limit of time.
MAILS_AT_ONCE = 100
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
            if isinstance(data, str):
                return read_readings(await self._child.run(read_text_in_child, data, *_of(context)))
            readings = list[Reading]()
            for first in count(step=MAILS_AT_ONCE):
                written, more = await self._child.run(
                    read_file_in_child, data, name, first, *_of(context)
                )
                readings += read_readings(written)
                if not more:
                    break
            return without_repeats(readings)
        except TooSlow:
            raise UnreadableMail(f"Reading that took too long, so I stopped. {_KEEP}") from None
        except TooLarge:
            raise UnreadableMail(f"That's too large or too deeply nested for me. {_KEEP}") from None
        except Busy:
            raise ReaderBusy(
                "Many emails are waiting to be read. Nothing was saved: try again in a minute."
            ) from None


def _of(context: MailContext) -> tuple[datetime, bool | None, tuple[str, ...]]:
    return context.now, context.day_first, context.companies


def read_text_in_child(
    text: str, now: datetime, day_first: bool | None, companies: tuple[str, ...]
) -> str:
    """Reads a pasted mail where it is called; what comes back are words, whatever was read."""
    return write_readings(read_mails(text, MailContext(now, day_first, companies)))


def read_file_in_child(
    data: bytes,
    name: str,
    first: int,
    now: datetime,
    day_first: bool | None,
    companies: tuple[str, ...],
) -> tuple[str, bool]:
    """Reads some emails from a file likewise; returns also whether there are more."""
    context = MailContext(now, day_first, companies)
    readings, more = read_some_mails(data, context, name, first, MAILS_AT_ONCE)
    return write_readings(readings), more
