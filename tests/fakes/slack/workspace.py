"""A fake workspace: its people, channels and messages, and who saw what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from tests.fakes.slack.app import App, Json
from tests.fakes.slack.ids import Ids
from tests.fakes.slack.message import Posted, Revision
from tests.fakes.slack.people import Channel, User
from tests.fakes.slack.screen import ScreenEvent, Shown
from tests.fakes.slack.views import OpenViews, View
from tests.timeouts import ChangeSignal


class Workspace:
    """One workspace. Everything in it changes through these methods, which ring the bell."""

    def __init__(
        self,
        name: str,
        app: App,
        ids: Ids,
        signal: ChangeSignal,
        now: Callable[[], datetime],
        enterprise: str | None = None,
    ) -> None:
        self.name = name
        self.id = ids.next("T")
        self.enterprise = enterprise
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: list[Posted] = []
        self.open = OpenViews()
        self.shown: list[Shown] = []
        self.now = now
        self._ids = ids
        self._signal = signal
        self.bot = self._bot(app)

    def user(self, name: str, zone: str = "UTC", locale: str = "en-US") -> User:
        """Returns the user of a name, created at first use."""
        for user in self.users.values():
            if user.name == name:
                return user
        user = User(self._ids.next("U"), name, self.id, zone, locale)
        self.users[user.id] = user
        return user

    def channel(self, name: str, members: Iterable[User] = (), *, private: bool = False) -> Channel:
        """A channel by its name, made where there is none; those named are in it.

        The first person among them created it.
        """
        members = list(members)
        channel = next((one for one in self.channels.values() if one.name == name), None)
        if channel is None:
            creator = next((one.id for one in members if one is not self.bot), "")
            channel = Channel(self._ids.next("C"), name, self.id, creator=creator, private=private)
            self.channels[channel.id] = channel
        channel.members |= {member.id for member in members}
        return channel

    def dm(self, user: User) -> Channel:
        """Returns the direct messages between a user and the app."""
        for channel in self.channels.values():
            if channel.user is user:
                return channel
        channel = Channel(self._ids.next("D"), "", self.id, {user.id, self.bot.id}, user)
        self.channels[channel.id] = channel
        return channel

    def post(
        self,
        channel: Channel,
        revision: Revision,
        *,
        author: User | None = None,
        to: User | None = None,
        thread: str | None = None,
        files: Sequence[str] = (),
    ) -> Posted:
        """Puts up a message."""
        now = self.now()
        message = Posted(
            channel,
            self._ids.ts(now),
            now,
            author or self.bot,
            self._with_ids_in(revision),
            to,
            by_app=author is None,
            thread=thread,
            files=tuple(files),
        )
        self.messages.append(message)
        self._show(ScreenEvent.POSTED, message)
        return message

    def change(self, message: Posted, revision: Revision) -> None:
        """Rewrites a message."""
        message.change(self._with_ids_in(revision))
        self._show(ScreenEvent.CHANGED, message)

    def delete(self, message: Posted) -> None:
        """Takes a message away."""
        self._show(ScreenEvent.DELETED, message)
        message.deleted = True

    def find(self, channel: str, ts: str) -> Posted | None:
        """Returns a message that is in a channel."""
        for message in self.messages:
            if message.channel.id == channel and message.ts == ts and not message.deleted:
                return message
        return None

    def visible_to(self, user: User) -> list[Posted]:
        """Returns what a user can scroll through, newest first."""
        return [one for one in reversed(self.messages) if one.seen_by(user)]

    def new_view(self, user: User, made: Json, below: View | None = None) -> View:
        """Creates a view for a user; `below` is the modal that it is pushed onto."""
        id = self._ids.next("V")
        made = {**made, "blocks": list(self.with_ids(made.get("blocks", ())))}
        root, previous = (below.root, below.id) if below else (id, None)
        return View(id, user, made, self._ids.hash(self.now()), root, previous)

    def change_view(self, view: View, made: Json) -> None:
        """Shows something else in a view."""
        made = {**made, "blocks": list(self.with_ids(made.get("blocks", ())))}
        view.become(made, self._ids.hash(self.now()))

    def show_view(self, what: ScreenEvent, view: View) -> None:
        """Records that a user's view opened or changed."""
        self._note(Shown(what, self.now(), frozenset({view.user.id}), view=view, made=view.made))

    def shows_error(self, user: User, sentence: str) -> None:
        """Shows a user Slack's own error message."""
        self._note(Shown(ScreenEvent.ERROR, self.now(), frozenset({user.id}), sentence=sentence))

    def with_ids(self, blocks: Iterable[Json]) -> tuple[Json, ...]:
        """Blocks with the ids that Slack gives to what has none."""
        return tuple(self._with_ids(block) for block in blocks)

    def _with_ids_in(self, revision: Revision) -> Revision:
        return replace(revision, blocks=self.with_ids(revision.blocks))

    def _with_ids(self, block: Json) -> Json:
        block = {"block_id": self._ids.next("b"), **block}
        for key in ("element", "accessory"):
            if key in block and block[key].get("type") != "image":
                block[key] = self._with_action(block[key])
        if block["type"] == "actions":
            block["elements"] = [self._with_action(one) for one in block["elements"]]
        return block

    def _with_action(self, element: Json) -> Json:
        return {"action_id": self._ids.next("a"), **element}

    def _show(self, what: ScreenEvent, message: Posted) -> None:
        users = (self.users[id] for id in message.channel.members if id in self.users)
        to = frozenset(user.id for user in users if message.seen_by(user))
        self._note(Shown(what, self.now(), to, message, message.revision))

    def _note(self, shown: Shown) -> None:
        self.shown.append(shown)
        self._signal.notify()

    def _bot(self, app: App) -> User:
        bot = User(
            self._ids.next("U"),
            app.name.casefold(),
            self.id,
            real_name=app.name,
            bot_id=self._ids.next("B"),
            app_id=app.id,
        )
        self.users[bot.id] = bot
        return bot
