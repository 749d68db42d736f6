"""Asks once for a person's time zone, which was guessed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime

from adapters.discord.inbound.pending_forms import PendingForm
from adapters.discord.locale_zones import UNKNOWN
from adapters.discord.rendering import components
from adapters.discord.rendering.components import Component
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.message import Answer, CommandRef, Message, Text
from bot.ports.clock import Clock
from bot.ports.unit_of_work import UnitOfWorkFactory
from bot.presenters.answer_notes import with_note
from bot.texts import labels

ZONE = "zone:"
MOST_REMEMBERED = 50_000
_SETTINGS = "settings"
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


class TimezonePrompt:
    """Asks for the zone under the first thing that a person logs, which is logged by then."""

    def __init__(self, units: UnitOfWorkFactory, clock: Clock, dispatcher: Dispatcher) -> None:
        self._units = units
        self._clock = clock
        self._title = dispatcher.command(_SETTINGS).summary
        self._settled: OrderedDict[Address, None] = OrderedDict()

    async def add_to(self, answer: Answer, actor: Actor) -> tuple[Answer, tuple[Component, ...]]:
        """Adds the question to an answer, where this logged something for the first time."""
        reply = answer.reply
        if actor.address in self._settled or not isinstance(reply, Message) or not _logged(reply):
            return answer, ()
        self._settle(actor.address)
        zone = await self._guessed_zone(actor)
        if zone is None:
            return answer, ()
        guess = "from the language of your Discord" if zone != UNKNOWN else "for want of a better"
        note = Text(
            f"Your time zone: I took {zone}, {guess}. If that is wrong, press the button, or type ",
            CommandRef("settings"),
            " and pick your zone: it completes as you type.",
        )
        asked = with_note(reply, note)
        instead = asked if answer.replacement == reply else answer.replacement
        button = components.button("Change my time zone", f"{ZONE}{zone}")
        return replace(answer, reply=asked, replacement=instead), (button,)

    def form(self, custom_id: str) -> PendingForm:
        """Makes the form that the question's button opens."""
        values = {"zone": custom_id.removeprefix(ZONE)}
        return PendingForm(self._title, _SETTINGS, ("zone",), values)

    def is_answer(self, pending: PendingForm) -> bool:
        """True for the form of the question, whose answer leaves the card above it as it is."""
        return pending.asks == _SETTINGS and set(pending.values) == {"zone"}

    async def _guessed_zone(self, actor: Actor) -> str | None:
        """Returns the zone that was guessed for a person who has logged one thing so far.

        None if that was their settings.
        """
        now = self._clock.now()
        async with self._units.read_only(actor.address, actor.zone, now) as uow:
            last = await uow.changes.last(_EVER)
            if last is None or last.command == _SETTINGS or await uow.changes.count() > 1:
                return None
            return uow.person.preferences.zone

    def _settle(self, address: Address) -> None:
        self._settled[address] = None
        if len(self._settled) > MOST_REMEMBERED:
            self._settled.popitem(last=False)


def _logged(reply: Message) -> bool:
    return reply.private and any(button.label == labels.UNDO for button in reply.buttons)
