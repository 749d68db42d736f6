"""Linking two platforms into one pipeline, choosing where to be told, and parting them again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.conversation.context import Context
from bot.domain.people.account_link import (
    CODE_LASTS,
    MOST_TRIES,
    TRIES_COUNT_FOR,
    Obstacle,
    Offer,
    Side,
    typed,
    written,
)
from bot.message import (
    LONGEST_LABEL,
    Button,
    CommandRef,
    Fact,
    Invocation,
    Message,
    Moment,
    Refused,
    Style,
    Text,
    Tone,
    needless,
)

_ENDED = Text("That code has ended. Get a new one: ", CommandRef("link"))
_OBSTACLES: Mapping[Obstacle, str | Text] = {
    Obstacle.ON_ITS_WAY: "A reminder is on its way just now. Try again in a few minutes.",
    Obstacle.SAME_GROUP: Text(
        "Both sides are members of the same group. Leave it on one of them first: ",
        CommandRef("group leave"),
    ),
    Obstacle.TAKEN_BACK: _ENDED,
}

OfferId = Annotated[int, Arg(kind=ArgKind.ID, hidden=True)]
Place = Annotated[int, Arg(kind=ArgKind.ID, hidden=True)]

NOTHING = Text(
    "That code opens nothing: it is mistyped, used, or older than ten minutes. Get a new one with ",
    CommandRef("link"),
    " on the other side.",
)


@command(
    "link",
    "Use one pipeline on Slack and Discord",
    subject=Subject.ACCOUNT_LINKS,
    examples=("link",),
    introduces=True,
)
async def link(
    ctx: Context,
    code: Annotated[str | None, Arg("The code from the other side", bare=True)] = None,
) -> Message:
    """Shows a code, or enters the one that the other side shows."""
    assert ctx.side is not None
    if code is not None:
        return await _enter(ctx, ctx.side, code)
    shown = await ctx.uow.account_links.create_code(ctx.side, ctx.now + CODE_LASTS)
    linked = await ctx.uow.account_links.accounts()
    return Message(
        title="Link another platform",
        text=Text(
            "On the other side, alone with me, say: ",
            CommandRef("link"),
            f" {written(shown)}\nThen come back here and confirm. The code works once, "
            "for ten minutes; it is for you alone.",
        ),
        facts=(
            Fact("Ends", Moment(ctx.now + CODE_LASTS)),
            *(Fact("Linked", side.label) for side in linked),
        ),
        buttons=(
            Button("I entered it there", Invocation("link-check"), Style.PRIMARY),
            *_elsewhere(ctx, linked),
        ),
    )


async def _enter(ctx: Context, side: Side, code: str) -> Message:
    # Said, not raised: a try that is taken back would not count.
    if await ctx.uow.account_links.count_attempts(ctx.now - TRIES_COUNT_FOR) >= MOST_TRIES:
        return Message(
            Text(
                "Those were five tries within an hour. Wait an hour, then get a new code: ",
                CommandRef("link"),
            ),
            tone=Tone.WRONG,
        )
    await ctx.uow.account_links.record_attempt()
    read = typed(code)
    offer = (
        await ctx.uow.account_links.enter_code(read, side, ctx.now + CODE_LASTS) if read else None
    )
    if offer is None:
        return Message(NOTHING, tone=Tone.WRONG)
    return Message(
        title="Is this you?",
        text=f"That code is from {offer.by.label}. If that is you, what you logged here joins "
        "what you logged there, and your settings from there hold on both. "
        "If you don't know that name, say no.",
        buttons=(
            Button("Yes, that is me", Invocation("link-yes", {"offer": offer.id}), Style.PRIMARY),
            Button("No", Invocation("link-no", {"offer": offer.id}), Style.DANGER),
        ),
        tone=Tone.CAREFUL,
    )


@command("link-yes", "Agree to be linked", hidden=True)
async def link_yes(ctx: Context, offer: OfferId) -> Message:
    """The entering side agrees."""
    found = await ctx.uow.account_links.entered(offer)
    if found is None:
        raise Refused(NOTHING)
    await ctx.uow.account_links.agree(offer)
    return Message(
        title="Nearly there",
        text=f"Now go back to {found.by.label}, press “I entered it there” and confirm.",
    )


@command("link-no", "Refuse to be linked", hidden=True)
async def link_no(ctx: Context, offer: OfferId) -> Message:
    """Either side refuses; the code is gone."""
    await ctx.uow.account_links.drop(offer)
    return Message(title="Not linked", text="Nothing was linked, and that code is gone.")


@command("link-check", "See who entered the code", hidden=True)
async def link_check(ctx: Context) -> Message:
    """The offering side sees who entered the code, and is asked."""
    offer = await ctx.uow.account_links.created()
    if offer is None:
        raise Refused(_ENDED)
    if offer.entered is None or not offer.agreed:
        waits = (
            "Nobody has entered the code yet. Enter it on the other side, then press again."
            if offer.entered is None
            else "The code was entered. Say yes on the other side, then press again."
        )
        again = Button("I entered it there", Invocation("link-check"), Style.PRIMARY)
        return Message(title="Not yet", text=waits, buttons=(again,))
    both = (offer.by, offer.entered)
    return Message(
        title="Is this you?",
        text=f"{offer.entered.label} entered your code. If that is you, say where you want your "
        "reminders: each comes once, and the pipeline is on both. If you don't know that "
        "name, say no.",
        buttons=(
            _confirm(_told_on(offer.by, both), offer, 0),
            _confirm(_told_on(offer.entered, both), offer, 1),
            Button("No, that is not me", Invocation("link-no", {"offer": offer.id}), Style.DANGER),
        ),
        tone=Tone.CAREFUL,
    )


@command("link-done", "Link two platforms", hidden=True)
async def link_done(ctx: Context, offer: OfferId, there: Place) -> Message:
    """The offering side agrees: two become one."""
    found = await ctx.uow.account_links.created()
    if found is None or found.id != offer or found.entered is None or not found.agreed:
        raise Refused(_ENDED)
    if (obstacle := await ctx.uow.account_links.merge(found)) is not None:
        raise Refused(_OBSTACLES[obstacle])
    told = found.entered if there else found.by
    await ctx.uow.account_links.deliver_to(told.address)
    await ctx.hold_or_release()  # what came from there was held as they had it there
    await ctx.uow.nudges.replan()
    sides = await ctx.uow.account_links.accounts()
    return Message(
        title="Linked",
        text=Text(
            "You have one pipeline now, on both sides. Reminders come on "
            f"{_name(told, sides)}. Part them again at any time: ",
            CommandRef("unlink"),
        ),
        facts=tuple(Fact("Linked", side.label) for side in sides),
        tone=Tone.GOOD,
    )


@command("tell-me-at", "Choose where reminders come", hidden=True)
async def tell_me_at(ctx: Context, place: Place) -> Message:
    """Chooses among the linked sides."""
    side = _chosen(await ctx.uow.account_links.accounts(), place)
    await ctx.uow.account_links.deliver_to(side.address)
    return Message(text=f"From now on reminders come at {side.label}.", tone=Tone.GOOD)


@command("unlink", "Part the platforms again", subject=Subject.ACCOUNT_LINKS, examples=("unlink",))
async def unlink(
    ctx: Context, keep: Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)] = None
) -> Message:
    """Asks which side keeps the history; the others start empty."""
    sides = await ctx.uow.account_links.accounts()
    if not sides:
        raise needless("Nothing is linked. To link another platform: ", CommandRef("link"))
    if keep is None:
        return Message(
            title="Which side keeps your history?",
            text="Everything stays there, and the reminders come there. The other starts empty.",
            buttons=tuple(
                Button(
                    f"Keep it on {_name(side, sides)}"[:LONGEST_LABEL],
                    Invocation("unlink", {"keep": number}),
                )
                for number, side in enumerate(sides)
            ),
            tone=Tone.CAREFUL,
        )
    side = _chosen(sides, keep)
    await ctx.uow.account_links.unlink(side.address)
    return Message(title="Parted", text=f"Your history is at {side.label} now, and only there.")


def _elsewhere(ctx: Context, sides: tuple[Side, ...]) -> tuple[Button, ...]:
    """Where else reminders could come."""
    return tuple(
        Button(_told_on(side, sides), Invocation("tell-me-at", {"place": number}))
        for number, side in enumerate(sides)
        if side.address != ctx.person.address
    )


def _chosen(sides: tuple[Side, ...], number: int) -> Side:
    if number >= len(sides):
        raise Refused("That is not linked any more. See what is: ", CommandRef("link"))
    return sides[number]


def _confirm(label: str, offer: Offer, there: int) -> Button:
    return Button(label, Invocation("link-done", {"offer": offer.id, "there": there}))


def _told_on(side: Side, sides: Collection[Side]) -> str:
    return f"Tell me on {_name(side, sides)}"[:LONGEST_LABEL]


def _name(side: Side, sides: Collection[Side]) -> str:
    """The platform's name where that tells one side from the others."""
    platform = side.address.platform
    alone = sum(one.address.platform == platform for one in sides) == 1
    return platform.title() if alone else side.label


COMMANDS = (link, unlink, link_yes, link_no, link_check, link_done, tell_me_at)
