"""Forms: what a command still waits for, with what is known of it already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.command import ArgKind, Command, Param
from bot.message import Form, Invocation, Text
from bot.parsing.shared_links import SharedLink, first_job
from bot.parsing.values import write_value

TRACKS_A_JOB = "track-job"
_NO_LINK = "I found no link in that message. What do you know of the job?"


def ask_missing(command: Command, invocation: Invocation, missing: Sequence[Param]) -> Form:
    """Makes the form that asks for what an invocation lacks."""
    return Form(command.summary, invocation, tuple(param.name for param in missing))


def title(asks: str, about: str) -> str:
    """Returns the title of a form about a company: *Acme: book an interview*."""
    return f"{about}: {asks[:1].lower()}{asks[1:]}" if about else asks


def ask_again(
    command: Command, asked: Invocation, typed: Mapping[str, str], errors: Mapping[str, str | Text]
) -> Form:
    """Makes a filled form once more, with what was typed and what was not understood.

    A secret is not given back.
    """
    secrets = {one.name for one in command.fields if one.kind is ArgKind.SECRET}
    shown = {name: text for name, text in typed.items() if name not in secrets}
    return Form(command.summary, asked, unbound(command, asked), shown, errors)


def unbound(command: Command, asked: Invocation) -> tuple[str, ...]:
    """Returns the fields that the form shows: those that its invocation does not bind."""
    return tuple(param.name for param in command.fields if param.name not in asked.args)


def ask_with_options(
    command: Command,
    args: Mapping[str, Any],
    typed: Mapping[str, str],
    errors: Mapping[str, str | Text],
) -> Form:
    """Makes the form that asks for what was not typed, or not understood, as an option.

    An application is bound, and found when the form is sent; the form holds the rest.
    """
    bound = {
        param.name: args[param.name]
        for param in command.fields
        if param.kind is ArgKind.APPLICATION and param.name in args
    }
    values = {
        name: text for name, text in {**_words(command, args), **typed}.items() if name not in bound
    }
    asked = Invocation(command.name, bound)
    lacking = {param.name for param in command.missing(args)}
    shown = unbound(command, asked)
    if lacking:
        shown = tuple(name for name in shown if name in lacking or name in values)
    return Form(command.summary, asked, shown, values, errors)


def ask_for_job(command: Command, links: Iterable[SharedLink]) -> Form:
    """Returns the form that tracks a job, filled from the first link that can be read."""
    invocation = Invocation(command.name)
    shown = unbound(command, invocation)
    found = first_job(links)
    if found is None:
        return Form(command.summary, invocation, shown, text=_NO_LINK)
    link, job = found
    known = {"company": job.company, "role": job.role, "link": link}
    return Form(command.summary, invocation, shown, _words(command, known))


def _words(command: Command, args: Mapping[str, Any]) -> dict[str, str]:
    """Returns values as a person would type them."""
    return {
        param.name: write_value(param, args[param.name])
        for param in command.fields
        if args.get(param.name) is not None
    }
