"""What people say, press and fill in at Slack, taken to the core, and what comes of it shown."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from adapters.shared.callback_data import clicked, decode, press_name
from adapters.slack.home.home import Home
from adapters.slack.home.welcome import Welcome
from adapters.slack.inbound.error_messages import BROKE, Confessed
from adapters.slack.inbound.modals import Modals
from adapters.slack.inbound.payloads import Deed
from adapters.slack.inbound.user_lookup import Inquiries
from adapters.slack.origin import Origin
from adapters.slack.outbound.profiles import Profiles, address_of
from adapters.slack.outbound.replies import Replies
from adapters.slack.ports import Seen
from adapters.slack.rendering.modal_form import (
    Slip,
    asked_again,
    errors_in,
    offer,
    typed_in,
    waiting,
)
from adapters.slack.rendering.renderer import Easel
from bot.conversation.actor import Actor, Conversation
from bot.dispatcher import Dispatcher
from bot.message import Answer, Form, Invocation, Message, Refused, Tone
from bot.ports.clock import Clock

# Slack waits three seconds for a submitted form; this leaves it one for the road.
SECONDS_FOR_A_FORM = 2.0
Acknowledge = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Talk:
    """Answers people."""

    dispatch: Dispatcher
    replies: Replies
    modals: Modals
    easel: Easel
    profiles: Profiles
    inquiries: Inquiries
    welcome: Welcome
    home: Home
    seen: Seen
    clock: Clock
    begun: set[str] = field(default_factory=set)

    async def writes(self, deed: Deed, text: str) -> None:
        """Answers a direct message, which Slack sends again until it is acknowledged.

        It counts as done only when it is: what a killed process had begun with
        is done by the next one. What it had changed by then is not changed twice,
        since the change bears the deed's name.
        """
        if deed.id in self.begun:
            return
        self.begun.add(deed.id)
        try:
            if not await self.seen.known([deed.id]):
                await self._answers(deed, text)
                await self.seen.first(deed.id, self.clock.now())
        finally:
            self.begun.discard(deed.id)

    async def says(self, deed: Deed, text: str) -> None:
        """Answers a line. A form comes before any work in the database: its trigger dies soon."""
        form = self.dispatch.form_for(text) if deed.trigger else None
        if form and form.fields:
            await self.fills(deed, form)
            return
        view = await self.modals.wait(deed.who, deed.trigger) if form else None
        async with self.modals.candid(deed.who, view):
            if not await self._is_repeat(deed):
                await self._answers(deed, text, view)

    async def _answers(self, deed: Deed, text: str, view: str | None = None) -> None:
        actor = await self._caller(deed, press=deed.id)
        await self._show(deed, actor, await self.dispatch.hear(text, actor), view)

    async def fills(self, deed: Deed, form: Form) -> None:
        """Opens a form at once."""
        opened = await self._opens(deed, form)
        # Of the same deed sent twice, the second finds the trigger used up.
        if not await self._is_repeat(deed) and not opened:
            await self._offer(deed, form)

    async def presses(self, deed: Deed, click: str, message: str) -> None:
        """Answers a press of a button; `message` is a name for what it stands on."""
        if await self._is_repeat(deed):
            return
        actor = await self._caller(deed)
        try:
            invocation = await clicked(click, self.dispatch, actor)
        except Refused as refused:
            await self._show(deed, actor, Answer(refused.message))
            return
        view = deed.origin.modal or None
        if view is None and (form := self.dispatch.form_of(invocation)):
            if form.fields:
                if not await self._opens(deed, form):
                    await self._offer(deed, form)
                return
            view = await self.modals.wait(deed.who, deed.trigger)
        actor = replace(actor, press=press_name(message, invocation, self.dispatch))
        async with self.modals.candid(deed.who, view):
            await self._show(deed, actor, await self.dispatch.press(invocation, actor), view)

    async def submits(self, deed: Deed, view: Mapping[str, Any], ack: Acknowledge) -> None:
        """Answers a submitted form, in the form itself while something is wrong with it."""
        slip = Slip.read(view["private_metadata"])
        deed = replace(deed, origin=slip.origin)
        work = asyncio.ensure_future(self._submitted(deed, slip.click, typed_in(view)))
        done, _ = await asyncio.wait({work}, timeout=SECONDS_FOR_A_FORM)
        if not done:
            await ack(response_action="update", view=waiting())
        actor, asks, answer, broken = await work
        if not done:
            await self._late(deed, actor, view, asks, answer)
        elif isinstance(answer.reply, Form) and (errors := errors_in(answer.reply, view)):
            await ack(response_action="errors", errors=errors)
        elif changed := self._once_more(deed, view, asks, answer):
            await ack(response_action="update", view=changed)
        elif isinstance(answer.reply, Message) and (deed.origin.home or deed.origin.modal):
            self.home.touch(deed.who)
            shown = await self.modals.shown(answer.reply, actor)
            await ack(response_action="update", view=shown)
        else:
            await ack()
            await self._show(deed, actor, answer)
        if broken is not None:
            raise Confessed from broken

    async def _submitted(
        self, deed: Deed, click: str, typed: Mapping[str, str]
    ) -> tuple[Actor, Invocation | None, Answer, Exception | None]:
        """What came of it. Of what breaks the form speaks: it still holds what was typed."""
        actor, asks = Actor(address_of(deed.who)), None
        try:
            asks = decode(click, self.dispatch.commands)
            actor = await self._caller(deed, press=deed.id)
            return actor, asks, await self.dispatch.submit(asks, typed, actor), None
        except Refused as refused:
            return actor, asks, Answer(refused.message), None
        except Exception as error:
            return actor, asks, Answer(BROKE), error

    async def _late(
        self,
        deed: Deed,
        actor: Actor,
        view: Mapping[str, Any],
        asks: Invocation | None,
        answer: Answer,
    ) -> None:
        """The same where it took longer than Slack waits: the form itself shows what came of it."""
        changed = self._once_more(deed, view, asks, answer)
        if changed is not None:
            if not await self.modals.change(deed.who, view["id"], changed):
                await self._beside(deed, actor, answer.reply)  # it was closed meanwhile
        elif isinstance(answer.reply, Message):
            await self._show(deed, actor, answer)
            shown = await self.modals.shown(answer.reply, actor)
            await self.modals.change(deed.who, view["id"], shown)

    async def _beside(self, deed: Deed, actor: Actor, reply: Message | Form) -> None:
        message = offer(reply) if isinstance(reply, Form) else reply
        await self.replies.post(deed.who, actor, deed.origin, message)

    def _once_more(
        self, deed: Deed, view: Mapping[str, Any], asks: Invocation | None, answer: Answer
    ) -> dict[str, Any] | None:
        """The next view of a form that is not done: another one, or what is wrong with it."""
        if isinstance(answer.reply, Form):
            return self.modals.drawn(answer.reply, deed.origin)
        if asks is None or answer.reply.tone is not Tone.WRONG:
            return None
        said = self.easel.named(answer.reply).text
        return asked_again(view, asks, self.dispatch.command(asks.command), said)

    async def _show(
        self, deed: Deed, actor: Actor, answer: Answer, view: str | None = None
    ) -> None:
        """Shows what came of it: in an open view, on the pressed message, or anew."""
        if answer.instead is not None:
            self.home.touch(deed.who)
        who, origin, reply = deed.who, deed.origin, answer.reply
        view = view or origin.modal or None
        if isinstance(reply, Form):
            if not await self._opens(deed, reply, view):
                await self._offer(deed, reply)
        elif view is not None:
            if not await self.modals.change(who, view, await self.modals.shown(reply, actor)):
                await self.replies.post(who, actor, origin, reply)
        elif answer.instead is not None and _fits(answer.instead, origin):
            await self.replies.rewrite(who, actor, origin, answer.instead)
        elif not (origin.home and await self._pops_up(deed, actor, reply)):
            await self.replies.post(who, actor, origin, reply)

    async def _pops_up(self, deed: Deed, actor: Actor, message: Message) -> bool:
        """Whether an answer could be shown over the Home tab."""
        shown = await self.modals.shown(message, actor)
        return await self.modals.open(deed.who, deed.trigger, shown) is not None

    async def _opens(self, deed: Deed, form: Form, view: str | None = None) -> bool:
        """Whether a form could be shown, in an open view or a new one."""
        drawn = self.modals.drawn(form, deed.origin)
        if view is not None:
            return await self.modals.change(deed.who, view, drawn)
        return await self.modals.open(deed.who, deed.trigger, drawn) is not None

    async def _offer(self, deed: Deed, form: Form) -> None:
        """Shows a button that opens a form: pressing it gives a new trigger."""
        await self._beside(deed, await self._caller(deed), form)

    async def _caller(self, deed: Deed, press: str | None = None) -> Actor:
        """Who it is, for the core; a newcomer is greeted first."""
        profile = await self.profiles.of(deed.who)
        if not profile.known:
            await self.welcome.greet(deed.who)
        origin = deed.origin
        place = Conversation(speaker=origin.speaker)
        if origin.channel and not origin.is_direct:
            place = Conversation(
                origin.channel, origin.channel_name, deed.who.tenant, speaker=origin.speaker
            )
        return Actor(
            address_of(deed.who),
            profile.zone,
            place,
            press,
            profile.language,
            introduce=partial(self.inquiries.name, deed.who),
            is_admin=partial(self.inquiries.is_admin, deed.who),
        )

    async def _is_repeat(self, deed: Deed) -> bool:
        """Whether Slack has sent that deed before."""
        return not await self.seen.first(deed.id, self.clock.now())


def _fits(instead: Message, origin: Origin) -> bool:
    """Whether it may take the place of what was pressed: nothing private where all see it."""
    alone = origin.ephemeral or origin.is_direct
    return bool(origin.message) and instead.private == alone
