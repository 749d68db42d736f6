"""Reads mails on the spot (`bot.ports.mail_reader.MailReader`): for tests, and for the console."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.mail.reading import MailContext, Reading
from bot.mail.read_mail import read_mails


class DirectMailReader:
    """Reads mails in this very process, without any limit."""

    async def read(
        self, data: bytes | str, context: MailContext, name: str = ""
    ) -> Sequence[Reading]:
        """Returns what each mail says."""
        return read_mails(data, context, name)
