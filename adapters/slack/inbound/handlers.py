"""Runs what people type and press at Slack through the core, and shows the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import structlog

from adapters.shared.callback_data import press_key, read_click
from adapters.shared.dropped_files import NO_MAIL, DroppedFile, answer_files
from adapters.slack.home.home_tab import HomeTab
from adapters.slack.home.welcome import Welcome
from adapters.slack.inbound.modals import Modals
from adapters.slack.inbound.payloads import Event
from adapters.slack.inbound.user_lookup import UserLookup
from adapters.slack.origin import Origin, SlackUser
from adapters.slack.outbound.downloads import Downloads
from adapters.slack.outbound.profiles import Profiles
from adapters.slack.outbound.responder import Responder
from adapters.slack.ports import IdempotencyKeys
from adapters.slack.rendering.modal_form import offer_form, placeholder
from bot.conversation.actor import Actor, Conversation, Locale
from bot.dispatcher import Dispatcher
from bot.invocation_runner import RepeatedEvent
from bot.message import Answer, Form, Message, Refused, Tone
from bot.ports.clock import Clock

# A trigger lives three seconds. What may still become a form by then gets an empty view.
SECONDS_BEFORE_A_PLACEHOLDER = 0.5
SECONDS_FOR_A_GREETING = 1.0

log = structlog.get_logger("slack")

Run = Callable[[Callable[[], object]], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Handlers:
    """Answers what people type and press.

    `placeholder_after` is how many seconds an answer may take that may still be a form,
    `greeting_seconds` how many a newcomer's answer waits for their welcome.
    """

    dispatcher: Dispatcher
    responder: Responder
    modals: Modals
    profiles: Profiles
    user_lookup: UserLookup
    welcome: Welcome
    home: HomeTab
    downloads: Downloads
    keys: IdempotencyKeys
    clock: Clock
    placeholder_after: float = SECONDS_BEFORE_A_PLACEHOLDER
    greeting_seconds: float = SECONDS_FOR_A_GREETING
    _begun: set[str] = field(default_factory=set)
    _newcomers: set[SlackUser] = field(default_factory=set)

    async def is_handled(self, event: Event) -> bool:
        """True if a direct message was answered before, or is being answered right now."""
        return event.id in self._begun or bool(await self.keys.claimed([event.id]))

    async def answer_message(
        self, event: Event, text: str, files: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        """Answers a direct message and its files, which Slack sends again until it is acknowledged.

        It counts as handled only once it is answered: what a killed process had begun
        is done by the next one. What it had changed by then is not changed twice,
        since the change bears the event's id.
        """
        if event.id in self._begun:
            return
        self._begun.add(event.id)
        try:
            actor = self.actor(event, press=event.id)
            dropped = [self._dropped(event, file) for file in files]
            if dropped:
                progress = self.responder.progress(event.user, event.origin)
                actor = replace(actor, show_progress=progress.show)
            await self.show(
                event,
                actor,
                await answer_files(self.dispatcher, dropped, text, actor)
                if dropped
                else await self.dispatcher.run_line(text, actor),
            )
            await self.keys.claim(event.id, self.clock.now())
        finally:
            self._begun.discard(event.id)

    async def answer_edit(self, event: Event, press: str, text: str) -> None:
        """Answers a message that its author edited; `press` is the id of the message itself."""
        if event.id in self._begun:
            return
        self._begun.add(event.id)
        try:
            actor = self.actor(event, press=press)
            await self.show(event, actor, await self.dispatcher.run_edited(text, actor))
            await self.keys.claim(event.id, self.clock.now())
        finally:
            self._begun.discard(event.id)

    async def answer_command(self, event: Event, text: str) -> None:
        """Answers a slash command, or opens the form that it needs."""
        actor = self.actor(event, event=event.id)
        await self._answer(event, actor, partial(self.dispatcher.run_line, text, actor))

    async def read_mail(self, event: Event, text: str, files: Sequence[Mapping[str, Any]]) -> None:
        """Reads the mail that a message is or brings."""
        actor = self.actor(event, event=event.id)
        if files:
            dropped = [self._dropped(event, file) for file in files]
            answer = await answer_files(self.dispatcher, dropped, "", actor)
        elif text.strip():
            answer = await self.dispatcher.run_mail(text, actor)
        else:
            answer = Answer(Message(NO_MAIL, tone=Tone.CAREFUL))
        await self.show(event, actor, answer)

    def _dropped(self, event: Event, file: Mapping[str, Any]) -> DroppedFile:
        """Returns a file as it was dropped; Slack makes a snippet of a long text."""
        return DroppedFile(
            str(file.get("name") or "the file"),
            int(file.get("size") or 0),
            partial(self.downloads.read, event.user.tenant, file),
            pasted=file.get("mode") == "snippet",
        )

    async def open_form(self, event: Event, form: Form) -> None:
        """Opens a form, or offers it where Slack will not open it any more."""
        await self.show(event, self.actor(event), Answer(form))

    async def answer_press(self, event: Event, click: str, message: str) -> None:
        """Answers a pressed button; `message` is the key of the message that it is on."""
        actor = self.actor(event, event=event.id)

        async def run(no_form: Callable[[], object]) -> Answer:
            try:
                action = await read_click(click, self.dispatcher, actor)
            except Refused as refused:
                return Answer(refused.message)
            key = press_key(message, action, self.dispatcher)
            return await self.dispatcher.run_action(action, replace(actor, press=key), no_form)

        await self._answer(event, actor, run)

    async def _answer(self, event: Event, actor: Actor, run: Run) -> None:
        """Runs something and shows what came of it, in an empty view where it took long.

        The run calls back once it is clear that no form will open.
        """
        no_form = asyncio.Event()
        work = asyncio.ensure_future(run(no_form.set))
        view = event.origin.modal
        if event.trigger and not view:
            settled = asyncio.ensure_future(no_form.wait())
            await asyncio.wait(
                {work, settled},
                timeout=self.placeholder_after,
                return_when=asyncio.FIRST_COMPLETED,
            )
            settled.cancel()
            if not (work.done() or no_form.is_set()):
                view = await self._hold_place(event, work)
                event = replace(event, trigger="")  # one opens one view
        if not view:
            await self.show(event, actor, await work)
            return
        async with self.modals.reporting(event.user, view):
            await self.show(event, actor, await work, view)

    async def _hold_place(self, event: Event, work: asyncio.Future[Answer]) -> str:
        """Opens an empty view; gives its id, or nothing if Slack would not."""
        try:
            return await self.modals.open(event.user, event.trigger, placeholder()) or ""
        except RepeatedEvent:
            await asyncio.gather(work, return_exceptions=True)
            raise

    async def show(self, event: Event, actor: Actor, answer: Answer, view: str = "") -> None:
        """Shows an answer: in an open view, on the pressed message, or as a new message."""
        user, origin, reply = event.user, event.origin, answer.reply
        view = view or origin.modal
        if isinstance(reply, Form):
            self._newcomers.discard(user)  # the form itself says hello
            if not await self._open(event, reply, view):
                await self.post(event, actor, reply)
            return
        # The welcome comes before the answer, unless it keeps it waiting.
        greeting = asyncio.ensure_future(self._greet_newcomer(user))
        await asyncio.wait({greeting}, timeout=self.greeting_seconds)
        try:
            await self._show_reply(event, actor, answer, reply, view)
            for message in answer.more:
                await self.responder.post(user, actor, origin, message)
        finally:
            await greeting

    async def _show_reply(
        self, event: Event, actor: Actor, answer: Answer, reply: Message, view: str
    ) -> None:
        """Shows the message of an answer."""
        user, origin = event.user, event.origin
        if answer.replacement is not None:
            self.home.mark_changed(user)
        if view:
            if not await self.modals.change(user, view, await self.modals.show(reply, actor)):
                await self.responder.post(user, actor, origin, reply)
        elif answer.replacement is not None and origin.queue:
            await self.responder.rewrite(user, actor, origin.of_queue, answer.replacement)
            await self.responder.rewrite(user, actor, origin, reply)
        elif answer.replacement is not None and _fits(answer.replacement, origin):
            await self.responder.rewrite(user, actor, origin, answer.replacement)
        elif not (origin.home and await self._pop_up(event, actor, reply)):
            await self.responder.post(user, actor, origin, reply)
        self.dispatcher.mark_shown(answer)

    async def _pop_up(self, event: Event, actor: Actor, message: Message) -> bool:
        """Shows an answer over the Home tab; False if Slack would not."""
        shown = await self.modals.show(message, actor)
        return await self.modals.open(event.user, event.trigger, shown) is not None

    async def _open(self, event: Event, form: Form, view: str) -> bool:
        """Shows a form in an open view or a new one; False if Slack would not."""
        drawn = self.modals.draw_form(form, event.origin)
        if view:
            return await self.modals.change(event.user, view, drawn)
        return await self.modals.open(event.user, event.trigger, drawn) is not None

    async def post(self, event: Event, actor: Actor, reply: Message | Form) -> None:
        """Posts an answer; of a form a button that opens it, since a press gives a new trigger."""
        message = offer_form(reply) if isinstance(reply, Form) else reply
        await self.responder.post(event.user, actor, event.origin, message)

    def actor(self, of: Event, *, press: str | None = None, event: str | None = None) -> Actor:
        """Returns the user as an actor, for the core."""
        origin = of.origin
        place = Conversation(speaker=origin.speaker)
        replied_to = None
        if origin.is_direct and origin.thread and not origin.message:
            replied_to = partial(self.responder.nudges_replied_to, of.user, origin)
        if origin.channel and not origin.is_direct:
            place = Conversation(
                origin.channel,
                origin.channel_name,
                of.user.tenant,
                speaker=origin.speaker,
                may_write=None,
            )
        return Actor(
            of.user.address,
            place=place,
            press=press,
            introduce=partial(self.user_lookup.describe, of.user),
            describe_place=partial(self.user_lookup.describe_place, of.user, place.channel or ""),
            read_locale=partial(self._meet, of.user),
            event=event,
            replied_to=replied_to,
            write_obstacle=partial(self.user_lookup.write_obstacle, of.user),
        )

    async def _meet(self, user: SlackUser) -> Locale:
        """Looks up a user of whom not all is known; a newcomer is greeted with the first answer."""
        self._newcomers.add(user)
        return await self.profiles.look_up(user)

    async def _greet_newcomer(self, user: SlackUser) -> None:
        """Greets a newcomer; one who could not be greeted stays a newcomer."""
        if user not in self._newcomers:
            return
        try:
            if await self.welcome.greet(user):
                self._newcomers.discard(user)
        except Exception as error:  # the answer matters more
            log.error("greeting_failed", exc_info=error)


def _fits(instead: Message, origin: Origin) -> bool:
    """True if it may replace what was pressed: nothing private where all see it."""
    alone = origin.ephemeral or origin.is_direct
    return bool(origin.message) and instead.private == alone
