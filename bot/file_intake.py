"""Files that people bring: read as what they are, mails or a list of applications."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.conversation.actor import Actor
from bot.import_intake import ImportIntake, is_list, is_mail_file
from bot.mail_intake import MailIntake
from bot.message import Answer, Message, Refused
from bot.parsing.parse_context import ParseContext

FileOpener = Callable[[str], Awaitable[bytes]]


class FileIntake:
    """Reads files; `open_file` opens a path, where the person owns the machine."""

    def __init__(
        self, mails: MailIntake, imports: ImportIntake, open_file: FileOpener | None
    ) -> None:
        self._mails = mails
        self._imports = imports
        self._open_file = open_file

    async def open(self, path: str) -> bytes:
        """Returns the content of a file at a path. Raises Refused where none is opened."""
        if self._open_file is None:
            raise Refused("I can't open paths here. Drop the file into this chat.")
        return await self._open_file(path)

    async def read(
        self, data: bytes, actor: Actor, context: ParseContext, name: str, *, imports: bool = False
    ) -> Answer:
        """Answers a file; one that nothing shows to be mails is a list if it `imports`."""
        if is_list(data, name) or (imports and not is_mail_file(name)):
            return Answer(await self._imports.preview(data, actor, context, name))
        return in_one_answer(await self._mails.cards(data, actor, context, name, sure=True))


def in_one_answer(messages: Sequence[Message]) -> Answer:
    """Returns the answer that shows messages one after the other."""
    return Answer(messages[0], more=tuple(messages[1:]))
