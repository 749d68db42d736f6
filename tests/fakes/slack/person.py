"""People at Slack for the conformance suite: the real app, a fake Slack, one moved clock."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from adapters.console.clock_commands import advance_clock, parse_destination
from adapters.console.virtual_clock import VirtualClock
from bot.delivery.worker import Worker
from bot.domain.people.person import Address, Preferences
from bot.domain.people.person import Person as DomainPerson
from bot.domain.reminders.urgency import digest_order
from bot.texts.date_formats import say_moment
from storage.storage import Storage
from tests.conformance.person import Seen
from tests.fakes.slack.client import Client
from tests.fakes.slack.inputs import CannotBeEntered
from tests.fakes.slack.message import Posted, Revision
from tests.fakes.slack.message_reader import Pressable
from tests.fakes.slack.modal import Modal, NotOnScreen, is_waiting
from tests.fakes.slack.observations import names_of, saw_form, saw_message, saw_view
from tests.fakes.slack.people import Channel, User
from tests.fakes.slack.screen import ScreenEvent, Shown

_NOTHING_TO_SEE = (ScreenEvent.HOME, ScreenEvent.DELETED)


class SharedSlack(Protocol):
    """The state that the people at one Slack share."""

    clock: VirtualClock
    storage: Storage
    worker: Worker

    def client(self, name: str) -> Client:
        """Returns a person's Slack client."""

    def address(self, user: User) -> Address:
        """Returns the address by which the app reaches a person."""

    async def settled(self) -> None:
        """Waits until the app has done all it was asked for."""


class PersonAtSlack:
    """A job seeker at their Slack."""

    def __init__(self, name: str, place: SharedSlack) -> None:
        self.seen: list[Seen] = []
        self._client = place.client(name)
        self._slack = place
        self._client.moments = self._moment
        self._watched = 0
        self._met = False
        self._channel: Channel | None = None

    @property
    def user(self) -> User:
        """Their account at Slack."""
        return self._client.user

    async def goes_to(self, channel: str | None) -> None:
        """Looks at a channel."""
        self._channel = self._client.workspace.channel(channel) if channel else None

    async def looks(self) -> None:
        """Scrolls down to what is new."""
        await self._meet()
        await self._watch()

    async def types(self, text: str) -> Seen:
        """Types a slash command, or without the slash a message to the app."""
        client = self._client
        command = text.partition(" ")[0]
        if text[:1] == "/" and client.slack.app.has_command(command):
            return await self._does(lambda: client.slash(text, self._channel))
        # Slack itself refuses a command that no app has: then it is said without the slash.
        return await self._does(lambda: client.says(text.removeprefix("/")))

    async def drops(self, name: str, content: bytes) -> Seen:
        """Drops a file into the conversation with the app."""
        client = self._client
        return await self._does(lambda: client.drops(client.file(name, content)))

    def latest_file(self) -> bytes:
        """Downloads the newest file of the conversation with the app."""
        newest = next(id for one in self._client.screen for id in one.files)
        upload = self._client.slack.uploads.get(newest)
        assert upload is not None
        assert upload.content is not None
        return upload.content

    async def presses(
        self, label: str, *, on: str | None = None, nth: int = 1, stale: bool = False
    ) -> Seen:
        """Presses a button; of the modal in front of them, where there is one."""

        async def press() -> None:
            modal = self._client.modal
            if modal and not modal.fields:
                await modal.press(label)
            else:
                await self._client.presses(label, on=on, nth=nth, stale=stale)

        return await self._does(press)

    async def fills(self, **answers: str) -> Seen:
        """Fills in the modal and sends it."""

        async def fill() -> None:
            modal = self._modal()
            labels = {name: label for label, name in names_of(modal).items()}
            modal.fill({labels[name]: what for name, what in answers.items()})
            if answers:
                self.seen.append(saw_form(self._client, self._slack.clock.now(), modal))
            await modal.submit()

        return await self._does(fill)

    async def closes(self) -> Seen:
        """Closes the modal. That it is gone is all there is to see."""
        await self._modal().close()
        return self._sees("answer", "")

    async def clicks(self, id: str) -> Seen:
        """Presses a button of their own making, on a message that is nowhere."""
        client = self._client
        text = {"type": "plain_text", "text": "Forged"}
        element = {"type": "button", "action_id": "press:0", "value": id, "text": text}
        forged = Pressable("Forged", {"block_id": "forged"}, element)
        now = self._slack.clock.now()
        message = Posted(
            client.dm, "1.000001", now, client.workspace.bot, Revision("", ()), client.user
        )
        payload = client.payloads.press(client.user, forged, message)
        return await self._does(lambda: client.interact(payload))

    async def waits(self, span: str) -> Sequence[Seen]:
        """Lets time pass; what came meanwhile."""
        target = parse_destination(span, self._as_person, self._slack.clock.now())
        await self._watch()
        begin = len(self.seen)
        await advance_clock(target, self._slack.storage, self._slack.worker, self._slack.clock)
        await self._watch()
        return self.seen[begin:]

    async def waits_until(self, wall: str) -> Sequence[Seen]:
        """Lets time pass until their clock shows that."""
        return await self.waits(f"until {wall}")

    @property
    def _as_person(self) -> DomainPerson:
        """A person in their zone, for the words of dates."""
        user = self._client.user
        return DomainPerson(0, self._slack.address(user), Preferences(zone=user.zone))

    def _moment(self, at: datetime) -> str:
        """A date in the words that all platforms' people share, for Slack's own differ."""
        return say_moment(at, self._as_person, self._slack.clock.now())

    async def _does(self, action: Callable[[], Awaitable[object]]) -> Seen:
        """Does something and waits for what it shows."""
        await self._meet()
        await self._watch()
        try:
            await action()
        except (NotOnScreen, CannotBeEntered) as error:
            return self._sees("error", str(error))
        await self._client.slack.signal.until(self._news, "something to see")
        await self._slack.settled()
        await self._watch()
        return self.seen[-1]

    async def _meet(self) -> None:
        """Looks at the bot for the first time, and takes no notice of how it greets them."""
        if not self._met:
            self._met = True
            await self._client.opens_home("messages")
            await self._client.slack.signal.until(self._news, "a greeting")
            await self._slack.settled()
            self._watched = len(self._client.workspace.shown)

    def _news(self) -> list[Shown]:
        return [one for one in self._client.workspace.shown[self._watched :] if self._is_seen(one)]

    def _is_seen(self, shown: Shown) -> bool:
        """True if it is something to read, for them, and not of their own making."""
        if not shown.is_to(self._client.user) or shown.what in _NOTHING_TO_SEE:
            return False
        if shown.message and shown.message.author is self._client.user:
            return False
        if shown.message and shown.message.files and shown.revision and not shown.revision.text:
            return False  # a file alone says nothing to read
        return shown.made is None or not is_waiting(shown.made, self._client.reader)

    async def _watch(self) -> None:
        """Takes in what came since they last looked."""
        for shown in self._news():
            self.seen.append(await self._saw(shown))
        self._watched = len(self._client.workspace.shown)

    async def _saw(self, shown: Shown) -> Seen:
        if shown.view:
            return saw_view(self._client, shown, Modal(self._client, shown.view))
        if shown.message is None:
            return self._error(shown.at, shown.sentence)
        assert shown.revision is not None
        return saw_message(self._client, shown, await self._nudges(shown.revision))

    async def _nudges(self, revision: Revision) -> Sequence[str]:
        """The nudges that a message delivers, by the mark that it carries.

        No name is to be seen at Slack, so storage is asked.
        """
        payload = (revision.metadata or {}).get("event_payload", {})
        delivery = next(iter(payload.values()), None)
        if delivery is None:
            return ()
        address, now = self._slack.address(self._client.user), self._slack.clock.now()
        async with self._slack.storage.units.begin(address, self._client.user.zone, now) as uow:
            members = await uow.nudges.of_delivery(str(delivery))
        return [one.planned.name for one in digest_order(members)]

    def _modal(self) -> Modal:
        modal = self._client.modal
        if modal is None:
            raise NotOnScreen("no form is open")
        return modal

    def _sees(self, kind: str, text: str) -> Seen:
        at = self._slack.clock.now().astimezone(ZoneInfo(self._client.user.zone))
        self.seen.append(Seen(at=at, kind=kind, title="", text=text))
        return self.seen[-1]

    def _error(self, at: datetime, text: str) -> Seen:
        zone = ZoneInfo(self._client.user.zone)
        return Seen(at=at.astimezone(zone), kind="error", title="", text=text)
