"""The calendar: an address that a calendar subscribes to, or a file."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from bot.command import Arg, Subject, command
from bot.conversation.context import Context
from bot.message import (
    Button,
    ButtonStyle,
    CommandRef,
    File,
    Invocation,
    Message,
    Text,
    Tone,
    nothing_to_do,
)
from bot.queries.calendar import write_calendar_of


class CalendarAction(StrEnum):
    """An action on the calendar's address."""

    RENEW = "renew"
    OFF = "off"
    BUSY = "busy"
    FULL = "full"


_ALSO = (
    (CalendarAction.RENEW, ("new", "again", "new address")),
    (CalendarAction.OFF, ("stop", "end", "none")),
    (CalendarAction.BUSY, ("busy only", "only busy", "private")),
    (CalendarAction.FULL, ("all", "everything", "details")),
)
_SHOWN = {
    True: "It shows when you are in an interview, as “Busy”, and nothing else.",
    False: "It shows interviews at their time and what is due next as whole days.",
}
_PRIVATE = (
    "Anyone with this address can read it, so keep it to yourself. I can't show it to you again."
)
_OPERATOR = (
    "Here it is as a file with what is planned now. A calendar that updates itself needs an "
    "address on the web, for which the operator sets FOLLOWTHROUGH_PUBLIC_URL."
)
_RENEW = Button("New address", Invocation("calendar", {"choice": CalendarAction.RENEW}))
_BUSY = Button("Busy only", Invocation("calendar", {"choice": CalendarAction.BUSY}))
_FULL = Button("Show everything", Invocation("calendar", {"choice": CalendarAction.FULL}))
_OFF = Button(
    "Turn it off", Invocation("calendar", {"choice": CalendarAction.OFF}), ButtonStyle.DANGER
)


@command(
    "calendar",
    "See your interviews in your calendar",
    subject=Subject.DATA,
    examples=("calendar", "calendar busy"),
    separate_answer=True,
)
async def calendar(
    ctx: Context,
    choice: Annotated[
        CalendarAction | None,
        Arg("What to do?", bare=True, hint="renew/off/busy/full", synonyms=_ALSO),
    ] = None,
) -> Message:
    """Gives the address once, renews or ends it; without an address on the web, gives a file."""
    busy = await ctx.uow.calendars.busy()
    if choice is CalendarAction.OFF:
        return await _turn_off(ctx)
    if ctx.public_url is None:
        return await _file(ctx, busy=choice is CalendarAction.BUSY)
    if busy is None or choice is CalendarAction.RENEW:
        return await _renew(ctx, choice, is_new=busy is None)
    if choice is None:
        return Message(
            f"Your calendar has an address already, which I can't show again. {_SHOWN[busy]} "
            "A new address ends the old one.",
            "Your calendar",
            buttons=(_RENEW, _FULL if busy else _BUSY, _OFF),
        )
    wanted = choice is CalendarAction.BUSY
    if wanted == busy:
        raise nothing_to_do(f"It's set that way already. {_SHOWN[busy]}")
    await ctx.begin("changed what your calendar shows")
    await ctx.uow.calendars.set_busy(wanted)
    return Message(
        f"{_SHOWN[wanted]} Its address stays; calendars read it again within hours.",
        "Your calendar",
        buttons=(_FULL if wanted else _BUSY, _OFF),
        tone=Tone.GOOD,
    )


async def _renew(ctx: Context, choice: CalendarAction | None, *, is_new: bool) -> Message:
    await ctx.begin("made a new address for your calendar")
    secret = await ctx.uow.calendars.renew()
    if choice in (CalendarAction.BUSY, CalendarAction.FULL):
        await ctx.uow.calendars.set_busy(choice is CalendarAction.BUSY)
    busy = bool(await ctx.uow.calendars.busy())
    before = "" if is_new else " The old address no longer works."
    return Message(
        Text(
            f"Add this address in your calendar, under “from URL” or “subscribe”:{before}\n"
            f"{ctx.public_url}/calendar/{secret}.ics\n"
            f"{_SHOWN[busy]} {_PRIVATE} Calendars read it every few hours, so each "
            f"booking also comes with its own file."
        ),
        "Your calendar",
        buttons=(_FULL if busy else _BUSY, _OFF),
        tone=Tone.GOOD,
    )


async def _turn_off(ctx: Context) -> Message:
    if not await ctx.uow.calendars.erase():
        raise nothing_to_do("Your calendar has no address, so there is nothing to turn off.")
    await ctx.begin("turned your calendar's address off")
    return Message(
        Text("Its address no longer works. To make a new one: ", CommandRef("calendar")),
        "Calendar turned off",
        tone=Tone.GOOD,
    )


async def _file(ctx: Context, *, busy: bool) -> Message:
    applications = await ctx.uow.applications.find_all()
    content = await write_calendar_of(ctx.uow, applications, ctx.now, busy=busy)
    name = f"followthrough-{ctx.today.isoformat()}.ics"
    return Message(_OPERATOR, "Your calendar", file=File(name, "text/calendar", content))


COMMANDS = (calendar,)
