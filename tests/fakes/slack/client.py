"""A person's Slack client: shows what is there, and sends on what they do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tests.fakes.slack import inputs
from tests.fakes.slack.app import Json
from tests.fakes.slack.message import Posted, Revision
from tests.fakes.slack.message_reader import Page, Part, Pressable, read, read_blocks
from tests.fakes.slack.modal import Modal, NotOnScreen
from tests.fakes.slack.mrkdwn import Reader
from tests.fakes.slack.payloads import Payloads
from tests.fakes.slack.people import Channel, User
from tests.fakes.slack.transport import Reply, Transport
from tests.fakes.slack.typed_text import linked

if TYPE_CHECKING:
    from tests.fakes.slack.slack import Slack
    from tests.fakes.slack.workspace import Workspace


class Client:
    """One person's Slack in one workspace."""

    def __init__(
        self, slack: Slack, workspace: Workspace, user: User, transport: Transport
    ) -> None:
        self.slack = slack
        self.workspace = workspace
        self.user = user
        self.transport = transport
        self.payloads = Payloads(slack, workspace)
        self.moments: Callable[[datetime], str] | None = None

    @property
    def reader(self) -> Reader:
        """The eyes that read: in the person's own zone and language."""
        now = self.workspace.now()
        return Reader(
            self.user.zone,
            now,
            self._name,
            lambda _: None,
            self.user.locale,
            self.moments,
            follows_links=self.moments is not None,
        )

    @property
    def dm(self) -> Channel:
        """Their direct messages with the app."""
        return self.workspace.dm(self.user)

    @property
    def screen(self) -> list[Posted]:
        """The messages that they can scroll through, the newest first."""
        return self.workspace.visible_to(self.user)

    @property
    def modal(self) -> Modal | None:
        """The modal in front of them."""
        view = self.workspace.open.top(self.user)
        return Modal(self, view) if view else None

    @property
    def home(self) -> Page | None:
        """Their Home tab."""
        view = self.workspace.open.homes.get(self.user.id)
        return read_blocks(view.blocks, self.reader) if view else None

    def page(self, message: Posted, *, stale: bool = False) -> Page:
        """Returns what a message says now, or with `stale`, what it said when it was sent."""
        return self.page_of(message.first if stale else message.revision)

    def page_of(self, revision: Revision) -> Page:
        """Returns the page of one version of a message."""
        return read(revision, self.reader)

    async def slash(self, line: str, channel: Channel | None = None) -> Reply:
        """Types a slash command and sends it off."""
        command, _, text = line.partition(" ")
        if not self.slack.app.has_command(command):
            self.workspace.shows_error(self.user, f"{command} is not a valid command.")
            return Reply(404, {})
        where = channel or self.dm
        payload = self.payloads.slash(self.user, where, command, text.strip())
        reply = await self.transport.command(payload)
        if not reply.ok:
            self._failed(f"{command} failed with the error “dispatch_failed” ({reply.status})")
        elif reply.body:
            self.slack.response_urls.answer(payload["response_url"], reply.body)
        return reply

    async def says(self, text: str, channel: Channel | None = None, thread: str = "") -> Reply:
        """Writes a message, in a thread if one is named, which Slack tells the app of."""
        where = channel or self.dm
        if where.is_im and not self.slack.app.has_messages:
            raise NotOnScreen("the app takes no messages")
        marked = linked(text)
        message = self.workspace.post(where, Revision(marked, ()), author=self.user)
        kind = "im" if where.is_im else "group" if where.private else "channel"
        event: Json = {
            "type": "message",
            "channel": where.id,
            "channel_type": kind,
            "user": self.user.id,
            "team": self.workspace.id,
            "text": marked,
            "ts": message.ts,
            "event_ts": message.ts,
            "client_msg_id": self.slack.ids.secret("client-msg"),
            "blocks": [_rich(text)],
        }
        if thread:
            event["thread_ts"] = thread
        return await self.slack_sends(f"message.{kind if kind == 'im' else kind + 's'}", event)

    async def drops(self, *files: Json, text: str = "") -> Reply:
        """Drops files into the conversation with the app."""
        message = self.workspace.post(self.dm, Revision(text, ()), author=self.user)
        event: Json = {
            "type": "message",
            "subtype": "file_share",
            "channel": self.dm.id,
            "channel_type": "im",
            "user": self.user.id,
            "text": text,
            "files": list(files),
            "ts": message.ts,
            "event_ts": message.ts,
        }
        return await self.slack_sends("message.im", event)

    def file(self, name: str, content: bytes, mode: str = "hosted") -> Json:
        """A file of theirs, as Slack tells an app of it."""
        upload = self.slack.uploads.new(name, len(content), "")
        upload.content = content
        return {
            "id": upload.id,
            "name": name,
            "mimetype": "message/rfc822",
            "mode": mode,
            "size": len(content),
            "is_external": False,
            "url_private_download": f"{self.slack.url}/files-pri/{upload.id}/download/{name}",
        }

    async def opens_home(self, tab: str = "home") -> Reply:
        """Looks at the app's Home tab (or its `messages`)."""
        event: Json = {
            "type": "app_home_opened",
            "user": self.user.id,
            "channel": self.dm.id,
            "tab": tab,
        }
        view = self.workspace.open.homes.get(self.user.id)
        if tab == "home" and view:
            event["view"] = view.as_json(self.slack.app, self.workspace.bot.bot_id)
        return await self.slack_sends("app_home_opened", event)

    async def slack_sends(self, subscription: str, event: Json) -> Reply:
        """Tells the app of an event, once more where it failed the first time."""
        if not self.slack.app.subscribes_to(subscription):
            return Reply(200, {})
        payload = self.payloads.event(event)
        reply = await self.transport.event(payload)
        if not reply.ok:
            reply = await self.transport.event(payload, 1)
        if not reply.ok:
            self._failed(f"the app did not take a {subscription} event ({reply.status})")
        return reply

    def find(
        self, label: str, *, on: str | None = None, nth: int = 1, stale: bool = False
    ) -> tuple[Posted, Pressable]:
        """Returns a button by its label, newest first, and the message that holds it."""
        found = [
            (message, pressable, titles)
            for message in self.screen
            for titles, pressable in _pressables(self.page(message, stale=stale))
            if pressable.label.casefold() == label.casefold()
        ]
        if on is not None:
            exact = [one for one in found if on.casefold() in (t.casefold() for t in one[2])]
            found = exact or [one for one in found if on.casefold() in "\n".join(one[2]).casefold()]
        if len(found) < nth:
            raise NotOnScreen(f"there is no button “{label}”{f' on “{on}”' if on else ''} #{nth}")
        return found[nth - 1][:2]

    async def presses(
        self, label: str, *, on: str | None = None, nth: int = 1, stale: bool = False
    ) -> Reply:
        """Presses a button of a message."""
        message, pressable = self.find(label, on=on, nth=nth, stale=stale)
        return await self.interact(self.payloads.press(self.user, pressable, message))

    async def picks(self, label: str, choice: str, *, on: str | None = None) -> Reply:
        """Picks something in a select of a message, known by its placeholder."""
        message, pressable = self.find(label, on=on)
        selected = inputs.entered(pressable.element, choice)
        payload = self.payloads.press(self.user, pressable, message, selected=selected)
        return await self.interact(payload)

    async def presses_at_home(self, label: str) -> Reply:
        """Presses a button of the Home tab."""
        view = self.workspace.open.homes.get(self.user.id)
        for part in self.home.parts if self.home else ():
            for pressable in part.pressables:
                if view and pressable.label == label:
                    payload = self.payloads.press_in_view(self.user, pressable, view)
                    return await self.interact(payload)
        raise NotOnScreen(f"the Home tab has no button “{label}”")

    async def shortcut(self, name: str) -> Reply:
        """Uses a global shortcut by the name that the manifest gives it."""
        callback = self.slack.app.shortcut(name, "global")
        return await self.interact(self.payloads.shortcut(self.user, callback))

    async def message_shortcut(self, name: str, message: Posted) -> Reply:
        """Uses a shortcut on a message."""
        callback = self.slack.app.shortcut(name, "message")
        return await self.interact(self.payloads.message_shortcut(self.user, callback, message))

    async def interact(self, payload: Json) -> Reply:
        """Sends an interaction; where the app does not take it, Slack says so."""
        reply = await self.transport.interaction(payload)
        if not reply.ok:
            self._failed(f"the app did not take a {payload['type']} ({reply.status})")
        return reply

    def _failed(self, sentence: str) -> None:
        self.slack.violations.add(sentence)
        self.workspace.shows_error(self.user, sentence)

    def _name(self, id: str) -> str:
        user, channel = self.workspace.users.get(id), self.workspace.channels.get(id)
        return user.name if user else channel.name if channel else id


def _rich(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": "typed", "elements": [section]}


def _pressables(page: Page) -> list[tuple[tuple[str, ...], Pressable]]:
    """Returns everything to press, entries first, each with the titles above it."""
    parts: list[Part] = [*page.entries, page.whole]
    return [
        (tuple(dict.fromkeys((part.title, page.whole.title))), pressable)
        for part in parts
        for pressable in part.pressables
    ]
