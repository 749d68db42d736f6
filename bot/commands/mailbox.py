"""A mailbox that is watched for mails about applications."""

from __future__ import annotations

import re
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.conversation.context import Context
from bot.domain.people.mailbox import Mailbox
from bot.mail.mail_hosts import WITHOUT_APP_PASSWORDS, domain_of
from bot.message import (
    Button,
    ButtonStyle,
    Fact,
    Form,
    Message,
    Moment,
    Refused,
    Tone,
    nothing_to_do,
)
from bot.parsing.parse_context import ParseError
from bot.ports.mailbox_queue import MailboxSetup
from bot.presenters.notices import OFF, WATCH, say_fault
from bot.texts import labels

INBOX = "INBOX"
_ADDRESS = re.compile(r"[^\s@<>\"'()\\]{1,64}@[^\s@<>\"'()\\]{1,190}", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_HOW = (
    "I look every five minutes, read only, and only at what comes from now on. Only emails about "
    "applications are shown to you, and none is logged until you press Log it. Make an app "
    "password at your provider for me alone: you can revoke it there at any time."
)
_NO_KEYS = (
    "Mailboxes are not set up here: a password is only kept encrypted, and the operator has set no "
    "key for that (FOLLOWTHROUGH_KEYS). Until then, paste an email here, or drop it as a file."
)


@command(
    "mailbox",
    "Watch a mailbox for emails about applications",
    subject=Subject.REPLIES,
    examples=("mailbox", "mailbox off"),
    prefills=True,
)
async def mailbox(
    ctx: Context,
    choice: Annotated[
        str | None, Arg("“off” ends it", kind=ArgKind.LONG_TEXT, bare=True, hint="off")
    ] = None,
) -> Message | Form:
    """Shows the mailbox, opens the form that sets one up, or ends it with *off*."""
    if choice is not None and choice.casefold() != "off":
        raise Refused(_in_a_line())
    if choice is not None:
        return await _end(ctx)
    if (known := await ctx.uow.mailbox.get()) is not None:
        return _show(ctx, known)
    if ctx.mailbox_setup is None:
        return Message(_NO_KEYS, title="No mailboxes here", tone=Tone.CAREFUL)
    return Form("Watch a mailbox", WATCH, ("address", "password", "folder"), text=_HOW)


@command("watch-mailbox", "Watch a mailbox", hidden=True, needs_account=True)
async def watch_mailbox(
    ctx: Context,
    address: Annotated[str, Arg("Its email address")],
    password: Annotated[str, Arg("An app password for me alone", kind=ArgKind.SECRET)],
    folder: Annotated[str | None, Arg("Which folder, if not INBOX?")] = None,
) -> Message:
    """Saves a mailbox in place of any other; its password is encrypted."""
    assert ctx.account is not None
    setup = _set_up(ctx)
    login = address.strip()
    host = _host_of(setup, login)
    if _UNPRINTABLE.search(folder or ""):
        raise ParseError("That isn't a folder's name.", "folder")
    made = Mailbox(login, host, folder or INBOX)
    owner = ctx.account.address
    await ctx.uow.mailbox.save(owner, made, setup.encrypt(password, owner))
    return Message(
        "I'll look within a minute, and say so here if I can't get in. Emails about applications "
        "then come as cards. The password is kept encrypted and shown to nobody.",
        title="Watching your mailbox",
        facts=_facts(made),
        buttons=(Button("Turn it off", OFF, ButtonStyle.DANGER),),
        tone=Tone.GOOD,
    )


def _set_up(ctx: Context) -> MailboxSetup:
    """Returns what the operator has set up. Raises Refused without it."""
    if ctx.mailbox_setup is None:
        raise Refused(_NO_KEYS)
    return ctx.mailbox_setup


def _host_of(setup: MailboxSetup, login: str) -> str:
    """Returns the server of an address. Raises ParseError that says why there is none."""
    if not _ADDRESS.fullmatch(login):
        raise ParseError("Write the whole address, such as ada@example.org.", "address")
    if host := setup.host_of(login):
        return host
    domain = domain_of(login)
    if domain in WITHOUT_APP_PASSWORDS:
        raise ParseError(
            "Microsoft's personal accounts no longer take app passwords (since September 2024), "
            "so I can't read that one. Paste or drop an email here instead.",
            "address",
        )
    raise ParseError(
        f"I don't know the mail server of {domain}. The operator can add it "
        "(FOLLOWTHROUGH_MAIL_HOSTS); or paste or drop an email here.",
        "address",
    )


def _in_a_line() -> Message:
    return Message(
        "None of that was used. If it held a password, it is in this conversation's history "
        "now: revoke it at your provider, and make a new one. A password goes into the form alone.",
        title="Not in a line, please",
        buttons=(Button("Open the form", WATCH, ButtonStyle.PRIMARY),),
        tone=Tone.CAREFUL,
    )


async def _end(ctx: Context) -> Message:
    if not await ctx.uow.mailbox.erase():
        raise nothing_to_do("No mailbox is watched.")
    return Message(
        "I no longer check it, and its password is erased. Revoke it at your provider, too. What "
        "you logged stays.",
        title="Mailbox off",
        buttons=(Button("Set it up again", WATCH),),
        tone=Tone.GOOD,
    )


def _show(ctx: Context, known: Mailbox) -> Message:
    looked = (Fact("Last read", Moment(known.polled_at)),) if known.polled_at else ()
    wrong = (Fact("Now", say_fault(known, known.fault)),) if known.fault else ()
    return Message(
        "I look every five minutes. Only emails about applications are shown to you.",
        title="Your mailbox",
        facts=(*_facts(known), *looked, *wrong),
        buttons=(Button(labels.EDIT, WATCH), Button("Turn it off", OFF, ButtonStyle.DANGER)),
    )


def _facts(known: Mailbox) -> tuple[Fact, ...]:
    return Fact("Address", known.login), Fact("Server", known.host), Fact("Folder", known.folder)


COMMANDS = (mailbox, watch_mailbox)
