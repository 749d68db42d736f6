"""Accounts that are linked: which of them reminders go to, and taking them apart."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.conversation.context import Context
from bot.domain.people.account_link import Account
from bot.message import (
    LONGEST_LABEL,
    Button,
    CommandRef,
    Invocation,
    Message,
    Refused,
    Tone,
    nothing_to_do,
)

AccountNumber = Annotated[int, Arg(kind=ArgKind.ID, hidden=True)]


@command("tell-me-at", "Choose where reminders come", hidden=True)
async def tell_me_at(ctx: Context, place: AccountNumber) -> Message:
    """Chooses the linked account to which reminders go."""
    account = _chosen(await ctx.uow.account_links.accounts(), place)
    await ctx.uow.account_links.deliver_to(account.address)
    return Message(text=f"From now on, reminders come on {account.label}.", tone=Tone.GOOD)


@command("unlink", "Unlink your platforms", subject=Subject.ACCOUNT_LINKS, examples=("unlink",))
async def unlink(
    ctx: Context, keep: Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)] = None
) -> Message:
    """Asks which account keeps the history; the others start empty."""
    accounts = await ctx.uow.account_links.accounts()
    if not accounts:
        raise nothing_to_do("Nothing is linked. To link another platform: ", CommandRef("link"))
    if keep is None:
        return Message(
            title="Which side keeps your history?",
            text="Everything stays there, and your reminders come there. The other starts empty.",
            buttons=tuple(
                Button(
                    f"Keep it on {name_account(account, accounts)}"[:LONGEST_LABEL],
                    Invocation("unlink", {"keep": number}),
                )
                for number, account in enumerate(accounts)
            ),
            tone=Tone.CAREFUL,
        )
    account = _chosen(accounts, keep)
    await ctx.uow.account_links.unlink(account.address)
    return Message(
        title="Unlinked", text=f"Your history is on {account.label} now, and only there."
    )


def elsewhere_buttons(ctx: Context, accounts: tuple[Account, ...]) -> tuple[Button, ...]:
    """Returns a button for each other account to which reminders could go."""
    return tuple(
        Button(reminders_label(account, accounts), Invocation("tell-me-at", {"place": number}))
        for number, account in enumerate(accounts)
        if account.address != ctx.person.address
    )


def _chosen(accounts: tuple[Account, ...], number: int) -> Account:
    """Returns the account of that number. Raises Refused if it is linked no more."""
    if number >= len(accounts):
        raise Refused("That isn't linked anymore. See what is: ", CommandRef("link"))
    return accounts[number]


def reminders_label(account: Account, accounts: Collection[Account]) -> str:
    """Returns the label of the button that has reminders come to an account."""
    return f"Tell me on {name_account(account, accounts)}"[:LONGEST_LABEL]


def name_account(account: Account, accounts: Collection[Account]) -> str:
    """Returns the platform's name if that identifies the account, else its label."""
    platform = account.address.platform
    alone = sum(one.address.platform == platform for one in accounts) == 1
    return platform.title() if alone else account.label


COMMANDS = (unlink, tell_me_at)
