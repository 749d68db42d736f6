"""Linking an account on another platform: a code that one shows and the other enters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.commands.linked_accounts import (
    AccountNumber,
    elsewhere_buttons,
    name_account,
    reminders_label,
)
from bot.conversation.context import Context
from bot.domain.people.account_link import (
    CODE_LASTS,
    MOST_TRIES,
    TRIES_COUNT_FOR,
    Account,
    LinkObstacle,
    LinkRequest,
    format_code,
    read_code,
)
from bot.message import (
    Button,
    ButtonStyle,
    CommandRef,
    Fact,
    Invocation,
    Message,
    Moment,
    Refused,
    Text,
    Tone,
)

_ENDED = Text("That code has expired. Get a new one: ", CommandRef("link"))
_OBSTACLES: Mapping[LinkObstacle, str | Text] = {
    LinkObstacle.ON_ITS_WAY: "A reminder is on its way just now. Try again in a few minutes.",
    LinkObstacle.SAME_GROUP: Text(
        "Both sides are members of the same group. Leave it on one of them first: ",
        CommandRef("group leave"),
    ),
    LinkObstacle.TAKEN_BACK: _ENDED,
}

OfferId = Annotated[int, Arg(kind=ArgKind.ID, hidden=True)]

NOTHING = Text(
    "That code doesn't work: it may be mistyped, used already, or older than ten minutes. Get a "
    "new one with ",
    CommandRef("link"),
    " on the other side.",
)


@command(
    "link",
    "Use one pipeline on Slack and Discord",
    subject=Subject.ACCOUNT_LINKS,
    examples=("link",),
    needs_account=True,
)
async def link(
    ctx: Context,
    code: Annotated[str | None, Arg("The code from the other side", bare=True)] = None,
) -> Message:
    """Shows a code, or enters the one that the other account shows."""
    assert ctx.account is not None
    if code is not None:
        return await _enter(ctx, ctx.account, code)
    shown = await ctx.uow.account_links.create_code(ctx.account, ctx.now + CODE_LASTS)
    linked = await ctx.uow.account_links.accounts()
    return Message(
        title="Link another platform",
        text=Text(
            "On the other side, in a direct message to me, type: ",
            CommandRef("link"),
            f" {format_code(shown)}\nThen come back here and confirm. The code works once, "
            "for ten minutes; it is for you alone.",
        ),
        facts=(
            Fact("Ends", Moment(ctx.now + CODE_LASTS)),
            *(Fact("Linked", side.label) for side in linked),
        ),
        buttons=(
            Button("I entered it there", Invocation("link-check"), ButtonStyle.PRIMARY),
            *elsewhere_buttons(ctx, linked),
        ),
    )


async def _enter(ctx: Context, account: Account, code: str) -> Message:
    # Said, not raised: a try that is taken back would not count.
    if await ctx.uow.account_links.count_attempts(ctx.now - TRIES_COUNT_FOR) >= MOST_TRIES:
        return Message(
            Text(
                "That was five tries in an hour. Wait an hour, then get a new code: ",
                CommandRef("link"),
            ),
            tone=Tone.WRONG,
        )
    await ctx.uow.account_links.record_attempt()
    read = read_code(code)
    offer = (
        await ctx.uow.account_links.enter_code(read, account, ctx.now + CODE_LASTS)
        if read
        else None
    )
    if offer is None:
        return Message(NOTHING, tone=Tone.WRONG)
    return Message(
        title="Is this you?",
        text=f"That code is from {offer.by.label}. If that's you, what you logged here joins "
        "what you logged there, and your settings from there apply on both. "
        "If you don't know that name, say no.",
        buttons=(
            Button(
                "Yes, that's me", Invocation("link-yes", {"offer": offer.id}), ButtonStyle.PRIMARY
            ),
            Button(
                "No, that's not me", Invocation("link-no", {"offer": offer.id}), ButtonStyle.DANGER
            ),
        ),
        tone=Tone.CAREFUL,
    )


@command("link-yes", "Agree to be linked", hidden=True)
async def link_yes(ctx: Context, offer: OfferId) -> Message:
    """Agrees to the link, for the account that entered the code."""
    found = await ctx.uow.account_links.entered(offer)
    if found is None:
        raise Refused(NOTHING)
    await ctx.uow.account_links.agree(offer)
    return Message(
        title="Almost there",
        text=f"Now go back to {found.by.label}, press “I entered it there” and confirm.",
    )


@command("link-no", "Refuse to be linked", hidden=True)
async def link_no(ctx: Context, offer: OfferId) -> Message:
    """Refuses the link, for either account; the code is used up."""
    await ctx.uow.account_links.drop(offer)
    return Message(title="Not linked", text="Nothing was linked, and that code is gone.")


@command("link-check", "See who entered the code", hidden=True)
async def link_check(ctx: Context) -> Message:
    """Shows who entered the code to the account that showed it, and asks whether to link."""
    offer = await ctx.uow.account_links.created()
    if offer is None:
        raise Refused(_ENDED)
    if offer.entered is None or not offer.agreed:
        waits = (
            "Nobody has entered the code yet. Enter it on the other side, then press again."
            if offer.entered is None
            else "The code was entered. Say yes on the other side, then press again."
        )
        again = Button("I entered it there", Invocation("link-check"), ButtonStyle.PRIMARY)
        return Message(title="Not yet", text=waits, buttons=(again,))
    both = (offer.by, offer.entered)
    return Message(
        title="Is this you?",
        text=f"{offer.entered.label} entered your code. If that is you, say where you want your "
        "reminders: each comes once, and the pipeline is on both. If you don't know that "
        "name, say no.",
        buttons=(
            _confirm(reminders_label(offer.by, both), offer, 0),
            _confirm(reminders_label(offer.entered, both), offer, 1),
            Button(
                "No, that's not me", Invocation("link-no", {"offer": offer.id}), ButtonStyle.DANGER
            ),
        ),
        tone=Tone.CAREFUL,
    )


@command("link-done", "Link two platforms", hidden=True)
async def link_done(ctx: Context, offer: OfferId, there: AccountNumber) -> Message:
    """Links, for the account that showed the code: two people are merged into one."""
    found = await ctx.uow.account_links.created()
    if found is None or found.id != offer or found.entered is None or not found.agreed:
        raise Refused(_ENDED)
    if (obstacle := await ctx.uow.account_links.merge(found)) is not None:
        raise Refused(_OBSTACLES[obstacle])
    chosen = found.entered if there else found.by
    await ctx.uow.account_links.deliver_to(chosen.address)
    await ctx.hold_or_release()  # what came from there was held as they had it there
    await ctx.uow.nudges.replan()
    accounts = await ctx.uow.account_links.accounts()
    return Message(
        title="Linked",
        text=Text(
            "You have one pipeline now, on both sides. Reminders come on "
            f"{name_account(chosen, accounts)}. To unlink them at any time: ",
            CommandRef("unlink"),
        ),
        facts=tuple(Fact("Linked", account.label) for account in accounts),
        tone=Tone.GOOD,
    )


def _confirm(label: str, offer: LinkRequest, there: int) -> Button:
    return Button(label, Invocation("link-done", {"offer": offer.id, "there": there}))


COMMANDS = (link, link_yes, link_no, link_check, link_done)
