"""A person at Discord, as the conformance suite wants them: they write, press, fill in and read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from adapters.discord.rendering.cards import ACCENTS
from bot.message import Tone
from tests.conformance.person import Seen
from tests.fakes.discord.client import Client
from tests.fakes.discord.forms import Form
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.messages import Message
from tests.fakes.discord.observations import (
    ANSWER,
    ERROR,
    FORM,
    GROUP,
    NUDGE,
    UPDATE,
    form_seen,
    message_seen,
    questions,
)
from tests.fakes.discord.options import options_of
from tests.fakes.discord.screen import ButtonPosition, Screen
from tests.fakes.discord.slash import CannotBeTyped
from tests.fakes.discord.uploads import Upload

if TYPE_CHECKING:
    from tests.fakes.discord.platform import DiscordPlatform

# What opens a form, or goes on with it, where Discord lets none open by itself.
OPENS = ("Open the form", "Correct it")
AGAIN = (*OPENS, "Continue", "Change my answers")
GOES_ON, SAVES = "Continue", "Save now"
# The menus by which a line of a queue is opened.
MENUS = ("Open …", "More for …")


class PersonAtDiscord:
    """A person with the bot: in direct messages they write lines, in a channel slash commands."""

    def __init__(self, client: Client, platform: DiscordPlatform) -> None:
        self.client = client
        self.seen: list[Seen] = []
        self._platform = platform
        self._screen = Screen(client)
        self._form: Interaction | None = None
        # Discord tells the bot nobody's zone: before anything else they say theirs.
        self._settled = False

    async def goes_to(self, channel: str | None) -> None:
        """Looks at a channel."""
        await self._settles()
        directory = self._platform.fake.directory
        dm = directory.dm(self.client.user)
        self.client.opens_channel(self._platform.channel_of(channel) if channel else dm)

    async def looks(self) -> None:
        """Scrolls down to what is new."""
        await self.notices()

    async def types(self, text: str) -> Seen:
        """Writes a message and waits for the answer to it; in a channel it is a command."""
        await self._settles()
        if self.client.channel.guild is not None:
            return await self._commands(text.removeprefix("/"))
        await self._says(text.removeprefix("/"))
        self._form = None
        return await self._outcome()

    async def drops(self, name: str, content: bytes) -> Seen:
        """Drops a file into the conversation with the bot, and waits for the answer."""
        await self._settles()
        said = await self.client.drops(Upload(name, content))

        def answer() -> Message | None:
            newest = self.client.sees()[-1]
            return newest if newest.id > said.id else None

        await self._platform.fake.directory.signal.until(answer, f"an answer to {name}")
        self._form = None
        return await self._outcome()

    def latest_file(self) -> bytes:
        """Downloads the newest file of the conversation with the bot."""
        attached = [file for one in self.client.sees() for file in one.attached]
        return attached[-1].file.content

    async def _settles(self) -> None:
        if not self._settled:
            self._settled = True
            self._screen.overlook(await self._says(f"settings zone {self._platform.zone.key}"))

    async def _commands(self, line: str) -> Seen:
        """Picks a command and fills in its options, as far as the client takes them."""
        name, options = options_of(line)
        self._form = None
        try:
            after = await self.client.types(name, **options)
        except CannotBeTyped as problem:
            return self._sees_error(str(problem))
        if after.modal:
            return self._sees_form(after)
        return await self._outcome()

    async def presses(
        self, label: str, *, on: str | None = None, nth: int = 1, stale: bool = False
    ) -> Seen:
        """Presses a button, turning to the page that holds it."""
        found = self._screen.find(label, on, stale=stale)
        if len(found) < nth and await self._opens_a_line(on, nth):
            found, nth = self._screen.find(label, None), 1
        if len(found) < nth:
            return self._sees_none(label)
        if not stale:
            await self._screen.turn_to(found[nth - 1])
        return await self._press(found[nth - 1])

    async def _opens_a_line(self, on: str | None, nth: int) -> bool:
        """Opens the line of a queue in which a button may stand; false where no line fits."""
        lines = [one for one in self._screen.choices() if one.button.menu in MENUS]
        wanted = (on or "").casefold()
        fit = [
            one
            for one in lines
            if wanted in f"{one.button.label} {one.button.about}".casefold()
            or one.button.label.casefold() in wanted
        ]
        if len(fit) < nth:
            return False
        await self._press(fit[nth - 1])
        return True

    async def fills(self, **answers: str) -> Seen:
        """Fills in the open form and sends it; one that takes several steps counts as one."""
        opened = self._form or await self._reopened()
        self._form, begin = None, len(self.seen)
        steps: list[tuple[Form, Mapping[str, str]]] = []
        while True:
            form = self.client.form(opened)
            asked = {field.id for field in form.fields}
            steps.append((form, {k: v for k, v in answers.items() if k in asked}))
            answers = {k: v for k, v in answers.items() if k not in asked}
            await self.client.submits(opened, steps[-1][1])
            await self.notices(answering=True)
            on = self._newest(GOES_ON if answers else SAVES)
            if on is None:
                break
            self._leads_on(on, begin)
            opened = await self.client.press(on.button, on.message)
            if not opened.modal:
                await self.notices(answering=True)
                break
        assert not answers, f"no form asked for {', '.join(answers)}"
        self._wrote(steps, begin)
        return await self._came_of_it()

    async def closes(self) -> Seen:
        """Closes the form; Discord tells the bot nothing of it."""
        assert self._form, "no form is open"
        self._form = None
        return Seen(self._platform.at(), ANSWER, "", "")

    async def clicks(self, id: str) -> Seen:
        """Sends a click of their own making, on whatever message of the bot there is."""
        mine = [one for one in self.client.sees_anywhere() if one.author.bot]
        message = mine[-1] if mine else self._platform.says_hello(self.client)
        if not mine:
            self._screen.overlook(message)
        await self.client.forges(id, message)
        return await self._outcome()

    async def waits(self, span: str) -> Sequence[Seen]:
        """Lets time pass."""
        begin = len(self.seen)
        await self._platform.advance_clock(span)
        return self.seen[begin:]

    async def waits_until(self, wall: str) -> Sequence[Seen]:
        """Lets time pass until their clock shows that."""
        return await self.waits(f"until {wall}")

    async def notices(self, *, answering: bool = False) -> None:
        """Reads what has come or changed since they last looked."""
        for message, new in await self._screen.notice():
            kind = (ANSWER if answering or message.cause else NUDGE) if new else UPDATE
            if new and message.audience is None and message.channel.guild is not None:
                kind = GROUP
            at = message.at if new else message.edited or message.at
            self.seen.append(await self._seen(message, kind, at))

    async def _says(self, text: str) -> Message:
        """Writes a message; gives the answer to it."""
        said = await self.client.says(text)

        def answer() -> Message | None:
            newest = self.client.sees()[-1]
            return newest if newest.id > said.id else None

        return await self._platform.fake.directory.signal.until(answer, f"an answer to “{text}”")

    async def _press(self, spot: ButtonPosition) -> Seen:
        after = await self.client.press(spot.button, spot.message)
        if after.modal:
            return self._sees_form(after)
        return await self._outcome()

    async def _outcome(self) -> Seen:
        """Returns what an action led to."""
        begin = len(self.seen)
        await self.notices(answering=True)
        assert len(self.seen) > begin, "nothing came of it"
        return await self._came_of_it()

    async def _came_of_it(self) -> Seen:
        """The last thing seen; a card that only opens a form is pressed at once."""
        opens = next(filter(None, (self._newest(label) for label in OPENS)), None)
        if opens is None:
            return self.seen[-1]
        card = self.seen[-1]
        self._leads_on(opens, len(self.seen) - 1)
        after = await self.client.press(opens.button, opens.message)
        return self._sees_form(after, f"{card.text} {dict(card.facts)}")

    def _leads_on(self, card: ButtonPosition, begin: int) -> None:
        """Forgets what was seen from there on: a card that only leads to the next form."""
        del self.seen[begin:]
        self._screen.forget(card.message)

    def _wrote(self, steps: Sequence[tuple[Form, Mapping[str, str]]], begin: int) -> None:
        """The form that was open, all its steps as one, and how it looked when it was filled in."""
        if not begin or self.seen[begin - 1].kind != FORM:
            return
        opened = self.seen[begin - 1]
        fields = [one for form, _ in steps for one in questions(form)]
        filled = [one for form, answers in steps for one in questions(form, answers)]
        self.seen[begin - 1] = replace(opened, fields=tuple(fields))
        if filled != fields:
            self.seen.insert(begin, replace(opened, fields=tuple(filled), text=""))

    async def _reopened(self) -> Interaction:
        """The form that the newest message offers to open again."""
        again = next(filter(None, (self._newest(label) for label in AGAIN)), None)
        assert again, "no form is open"
        return await self.client.press(again.button, again.message)

    def _newest(self, label: str) -> ButtonPosition | None:
        """A button of that label on the newest message."""
        newest = self.client.sees_anywhere()[-1]
        return next((one for one in self._screen.find(label, None) if one.message is newest), None)

    def _sees_form(self, opened: Interaction, said: str = "") -> Seen:
        self._form = opened
        seen = form_seen(self.client.form(opened), self._platform.at(), said)
        self.seen.append(seen)
        return seen

    def _sees_none(self, label: str) -> Seen:
        return self._sees_error(f"There is no button “{label}”.")

    def _sees_error(self, sentence: str) -> Seen:
        seen = Seen(self._platform.at(), ERROR, "", sentence)
        self.seen.append(seen)
        return seen

    async def _seen(self, message: Message, kind: str, at: datetime) -> Seen:
        pages = self._screen.pages(message)
        if kind == ANSWER and pages[0].color == ACCENTS[Tone.WRONG]:
            kind = ERROR
        nudges = await self._platform.nudges(self.client.user, pages[0].card)
        if kind == NUDGE and not nudges:
            kind = GROUP  # a post of its own, not about their own hunt
        return message_seen(
            pages,
            kind,
            at.astimezone(self._platform.zone),
            private=message.audience is not None or message.channel.guild is None,
            nudges=nudges,
        )
