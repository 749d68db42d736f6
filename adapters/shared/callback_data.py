"""A button's invocation as a click id of at most 100 characters, and back.

`followed-up!12|company=~3|by=phone` is the command, the nudge whose button it
is, and every value by its parameter's name. Anyone can write such a line, so
reading one trusts nothing; whose rows it may touch is the command's business.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote

from bot.command import Command, Param
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import CommandRef, Invocation, Refused, Text
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.values import read_value, write_value

LONGEST = 100
LARGEST_ID = 2**63 - 1
_STORED = "*"
_BETWEEN = "|"
# Behind an id, tells two buttons of one message apart that do the same.
_NUMBERED = "||"
_NUMBERED_AT_THE_END = re.compile(r"\|\|[0-9]{1,2}$")
_NUDGE = "!"
_OF_NUDGE = re.compile(r"[a-z-]+!([0-9]{1,19})(?:\||$)")
# Slack may escape &, < and > on the way, so these are not among the signs that stay.
_SAFE = " !\"#$'()*+,/:;=?@[\\]^`{}~"
_NUMBER = re.compile(r"[0-9]{1,19}")
# Written values are absolute, so nothing depends on the day they are read. It is
# the last one there is, for a day that must be past when it is typed once was.
_LAST_DAY = ParseContext(datetime(2199, 12, 31, tzinfo=UTC), "UTC", "en")
_NOT_OURS = Text(
    "That button isn't one of mine, or it is from another version of me. Try ",
    CommandRef("followthrough"),
)


def write(invocation: Invocation, command: Command) -> str:
    """Writes an invocation as one line of ASCII, however long."""
    nudge = "" if invocation.nudge is None else f"{_NUDGE}{invocation.nudge}"
    parts = [command.name + nudge]
    for param in command.params:
        value = invocation.args.get(param.name)
        if value is not None and value is not False:
            parts.append(f"{param.name}={quote(write_value(param, value), safe=_SAFE)}")
    if len(parts) <= len(invocation.args):  # one of them is not set, or no parameter's
        unknown = set(invocation.args) - {param.name for param in command.params}
        if unknown:
            raise ValueError(f"{command.name} takes no {', '.join(sorted(unknown))}")
    return _BETWEEN.join(parts)


def decode(text: str, commands: Sequence[Command]) -> Invocation:
    """Reads the invocation in a click id, or in a longer line of that form.

    Raises Refused for anything that `write` would not have written.
    """
    head, *pairs = _NUMBERED_AT_THE_END.sub("", text).split(_BETWEEN)
    name, marked, nudge = head.partition(_NUDGE)
    command = next((one for one in commands if one.name == name), None)
    if command is None or (marked and not _is_id(nudge)):
        raise Refused(_NOT_OURS)
    args: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        param = command.param(key)
        if param is None or not equals or key in args:
            raise Refused(_NOT_OURS)
        args[key] = _value(param, value)
    # A form cannot ask for what only buttons carry.
    if any(p.required and p.arg.hidden and p.name not in args for p in command.params):
        raise Refused(_NOT_OURS)
    return Invocation(command.name, args, int(nudge) if marked else None)


def _value(param: Param, quoted: str) -> Any:
    try:
        text = unquote(quoted, errors="strict")
        value = read_value(param, text, _LAST_DAY)
        written = write_value(param, value)
    except (ParseError, ValueError):  # of a secret, too, which is written nowhere
        raise Refused(_NOT_OURS) from None
    former = (word for _, words in param.arg.synonyms for word in words)  # what buttons once bound
    # A person may type “tomorrow”, a button never says so.
    if written != text and text not in former:
        raise Refused(_NOT_OURS)
    return value


def _is_id(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and int(text) <= LARGEST_ID


async def click_ids(
    actions: Sequence[Invocation],
    dispatcher: Dispatcher,
    owner: Actor | None,
    *,
    distinct: bool = False,
) -> tuple[str, ...]:
    """Returns the click ids of a message's buttons, `distinct` where no two may be alike.

    Those that do not fit are stored for their owner first, all at once. Raises
    ValueError for one that does not fit in a message that has no owner.
    """
    ids: list[str] = []
    long: list[tuple[int, str]] = []
    for action in actions:
        text = write(action, dispatcher.command(action.command))
        id = _told_apart(text, ids) if distinct else text
        if len(id) > LONGEST:
            long.append((len(ids), text))
        ids.append(id)
    if long:
        if owner is None:
            raise ValueError("What everybody sees has no owner to store a long click id for.")
        tokens = await dispatcher.store_actions([text for _, text in long], owner)
        for (at, _), token in zip(long, tokens, strict=True):
            ids[at] = _STORED + token
    return tuple(ids)


def _told_apart(text: str, others: Sequence[str]) -> str:
    """Returns the same id with a number behind it, where others have it already."""
    number, id = 1, text
    while id in others:
        number += 1
        id = f"{text}{_NUMBERED}{number}"
    return id


async def read_click(text: str, dispatcher: Dispatcher, actor: Actor) -> Invocation:
    """Reads a click id. Raises Refused for one that was not made by us for this actor."""
    if text.startswith(_STORED):
        text = await dispatcher.stored_action(text.removeprefix(_STORED), actor)
    return decode(text, dispatcher.commands)


def nudges_of(ids: Iterable[str]) -> frozenset[int]:
    """Returns the nudges that click ids answer, as far as these say it themselves."""
    found = (_OF_NUDGE.match(id) for id in ids)
    return frozenset(int(one[1]) for one in found if one and int(one[1]) <= LARGEST_ID)


def press_key(message: str, action: Invocation, dispatcher: Dispatcher) -> str:
    """Returns the key of one button of one message: the same at every press, in any form."""
    text = write(action, dispatcher.command(action.command))
    return f"{message}:{hashlib.sha256(text.encode()).hexdigest()[:20]}"
