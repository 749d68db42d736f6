"""Mails that people bring: read, and shown as cards. Nothing is logged by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.command import Command
from bot.conversation.actor import Actor
from bot.conversation.read_context import ReadContext
from bot.conversation.router import LONGEST_LINE
from bot.domain.mail.reading import MailContext, Reading
from bot.domain.mail.reading_json import write_readings
from bot.domain.people.notice import NoticeKind
from bot.domain.people.person import Person
from bot.file_limits import LARGEST_FILE
from bot.mail.recognize import MailLikeness, looks_like_mail
from bot.message import Invocation, Message, Refused
from bot.parsing.chats import looks_like_chat
from bot.parsing.command_names import find_command
from bot.parsing.parse_context import ParseContext
from bot.ports.mail_reader import MailReader, UnreadableMail
from bot.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from bot.presenters.mail_card import READS_A_MAIL, show_history, show_mail, show_noise

MOST_CARDS = 10
LONGEST_PASTED = 100_000
FEWEST_WORDS = 10  # different ones, of a mail that has nothing else by which it could be known
FEWEST_LINES = 2  # beside the first, of a mail behind a command's name
READINGS_LAST = timedelta(days=30)


class MailIntake:
    """Reads mails and shows what they say; the readings wait in storage for a button."""

    def __init__(
        self, units: UnitOfWorkFactory, reader: MailReader, commands: Sequence[Command]
    ) -> None:
        self._units = units
        self._reader = reader
        self._commands = commands

    async def cards(
        self,
        data: bytes | str,
        actor: Actor,
        context: ParseContext,
        name: str = "",
        *,
        sure: bool,
    ) -> Sequence[Message]:
        """Returns a card for each mail, in their order; of many mails one for all.

        Without any mail about an application there is none, unless it is `sure` that
        these are mails. Raises Refused, in words, for what is too large or cannot be read.
        """
        readings = await self._read(data, context, name)
        if not any(one.is_about_an_application for one in readings):
            return [show_noise(one) for one in readings[:1]] if sure else []
        return await self._show(readings, actor, context)

    async def pasted(self, text: str, actor: Actor, context: ParseContext) -> Sequence[Message]:
        """Returns the cards of a mail that is known by its form; none for what a person says.

        Behind the name of a command about a company, too.
        """
        if looks_like_chat(text):
            return []
        if text.lstrip().startswith("/"):
            text = self._behind_command(text)
        looks = looks_like_mail(text)
        if looks is MailLikeness.NO and not LONGEST_LINE < len(text) <= LONGEST_PASTED:
            return []
        return await self.cards(text, actor, context, sure=looks is MailLikeness.YES)

    async def found_in(self, text: str, actor: Actor, context: ParseContext) -> Sequence[Message]:
        """Returns the cards of a text in which nothing else was read; none if it is no mail."""
        if text.lstrip().startswith("/") or len({*text.split()}) < FEWEST_WORDS:
            return []
        try:
            return (
                [] if looks_like_chat(text) else await self.cards(text, actor, context, sure=False)
            )
        except Refused:
            return []

    def _behind_command(self, text: str) -> str:
        found = find_command(text, self._commands)
        rest = found[1] if found and found[0].param("company") else ""
        return rest if rest.count("\n") >= FEWEST_LINES else ""

    async def _read(self, data: bytes | str, context: ParseContext, name: str) -> Sequence[Reading]:
        if len(data) > (LONGEST_PASTED if isinstance(data, str) else LARGEST_FILE):
            raise Refused(_too_large(data))
        try:
            return await self._reader.read(
                data, MailContext(context.now, not context.month_first, context.names), name
            )
        except UnreadableMail as unreadable:
            raise Refused(unreadable.reason) from None

    async def _show(
        self, readings: Sequence[Reading], actor: Actor, context: ParseContext
    ) -> Sequence[Message]:
        where = actor.unit(context.now)
        telling = [one for one in readings if one.is_about_an_application]
        if len(readings) > MOST_CARDS:
            async with self._units.begin(*where) as uow:
                (token,) = await _keep(uow, [telling], context.now)
            return [show_history(readings, token)]
        async with self._units.begin(*where) as uow:
            tokens = await _keep(uow, [[one] for one in telling], context.now)
        waiting = dict(zip((one.key for one in telling), tokens, strict=True))
        async with self._units.read_only(*where) as view:
            ctx = ReadContext(view, context.now, Invocation(READS_A_MAIL), self._commands)
            return [
                await show_mail(ctx, one, waiting[one.key])
                if one.key in waiting
                else show_noise(one)
                for one in readings
            ]


async def queue_cards(uow: UnitOfWork, readings: Sequence[Reading], now: datetime) -> int:
    """Queues for the person what `MailIntake.cards` would show, but for noise; returns how many.

    A mail that they logged, or said of that it is none, is not shown again.
    """
    telling = [one for one in readings if await _is_news(uow, one)]
    if not telling:
        return 0
    many = len(readings) > MOST_CARDS
    tokens = await _keep(uow, [telling] if many else [[one] for one in telling], now)
    noise = len(readings) - len(telling) if many else 0
    for token in tokens:
        await uow.notices.add(NoticeKind.MAIL, token, noise)
    return len(tokens)


async def _is_news(uow: UnitOfWork, reading: Reading) -> bool:
    if not reading.is_about_an_application or await uow.mails.dismissed(reading.key):
        return False
    return await uow.mails.logged(reading.key) is None


async def _keep(
    uow: UnitOfWork, cards: Sequence[Sequence[Reading]], now: datetime
) -> Sequence[str]:
    """Stores the readings of each card until they are answered; returns a token for each."""
    written = [write_readings(one) for one in cards]
    return await uow.stored_actions.store(written, now + READINGS_LAST)


def mail_context(person: Person, companies: Sequence[str], now: datetime) -> MailContext:
    """Returns by whom and when a mail is read that comes by itself."""
    preferences = person.preferences
    said = ParseContext(now, preferences.zone, person.language, country=preferences.country)
    return MailContext(now, not said.month_first, tuple(companies))


def _too_large(data: bytes | str) -> str:
    if isinstance(data, str):
        return (
            f"That is {len(data):,} characters; of an email I read up to {LONGEST_PASTED:,}. "
            "Nothing was saved: drop it as a file, or paste the part that matters."
        )
    return (
        f"That file has {len(data) / 1024**2:,.0f} MiB; I read up to "
        f"{LARGEST_FILE // 1024**2}. Nothing was saved: drop the email without its attachments."
    )
