"""Shortcuts: *Log an application* from anywhere, *Track this job* on a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adapters.slack.rendering.mrkdwn import addresses
from bot.command import Command
from bot.dispatcher import Dispatcher
from bot.message import Form, Invocation
from bot.parsing.parse_context import ParseError
from bot.parsing.urls import read_link

COMMAND = "applied"
LOG = "log_application"
TRACK = "track_job"
_NO_LINK = "I found no link in that message. What do you know of the job?"
# Where a link may stand in a message that an app has written.
_ADDRESSES = ("url", "title_link", "from_url")
_TEXTS = ("text", "value", "pretext")
_SHOWN = ("company", "role", "on", "via", "link", "contact")


def log_form(dispatch: Dispatcher) -> Form:
    """The form that logs an application."""
    return _form(dispatch.command(COMMAND), {})


def track_form(message: Mapping[str, Any], dispatch: Dispatcher) -> Form:
    """The same form with what the address of the posting in a message tells."""
    command = dispatch.command(COMMAND)
    link = next(_links(message), None)
    if link is None:
        return _form(command, {}, _NO_LINK)
    told = command.completes({"link": link})
    return _form(command, {name: str(told[name]) for name in _SHOWN if name in told})


def _form(command: Command, values: Mapping[str, str], text: str = "") -> Form:
    names = tuple(param.name for param in command.fields)
    return Form(command.summary, Invocation(command.name), names, values, text=text)


def _links(message: Mapping[str, Any]) -> Iterator[str]:
    """The addresses in a message, those of its text before those in what an app made of it."""
    for address in (*addresses(str(message.get("text", ""))), *_in_parts(message)):
        try:
            link = read_link(address)
        except ParseError:
            continue
        if link:
            yield link


def _in_parts(part: Any) -> Iterator[str]:
    """The addresses in blocks and attachments; those of pictures lead to no job."""
    if isinstance(part, list):
        for one in part:
            yield from _in_parts(one)
    elif isinstance(part, Mapping) and part.get("type") != "image":
        for key, value in part.items():
            if not isinstance(value, str):
                yield from _in_parts(value)
            elif key in _ADDRESSES:
                yield value
            elif key in _TEXTS:
                yield from addresses(value)
