"""Builds the tree of application commands from the catalog: options, choices, completion."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, cast

import discord
from discord import app_commands
from discord.app_commands import Choice

from adapters.discord.outbound.error_log import log_error
from bot.command import ArgKind, Command, Param
from bot.parsing.values import LARGEST_NUMBER
from bot.texts.plain_text import cut_line

LONGEST_DESCRIPTION = 100
MOST_CHOICES = 25
TRACK = "Track this job"
READ = "Read this email"
CHANGED = "That command has changed since your Discord learned it. Reload Discord and try again."

# How long each kind may be on the wire: a little more than the core reads, which
# then says in words what is too long.
_LENGTHS = {ArgKind.LONG_TEXT: 4_000, ArgKind.LINK: 2_000}
_LONGEST = 300
# The parameter that names a file; at Discord the file itself comes with the command.
_FILE = "file"

OnCommand = Callable[[discord.Interaction, Command, dict[str, str]], Awaitable[None]]
Complete = Callable[[discord.Interaction, Param, str], Awaitable[list[Choice[str]]]]
OnFile = Callable[[discord.Interaction, discord.Attachment], Awaitable[None]]
OnMessage = Callable[[discord.Interaction, discord.Message], Awaitable[None]]


class CommandTree(app_commands.CommandTree[discord.Client]):
    """The commands as they are registered, for servers and for users, usable everywhere."""

    def __init__(
        self,
        client: discord.Client,
        commands: Sequence[Command],
        on_command: OnCommand,
        complete: Complete,
        on_file: OnFile,
        on_messages: Mapping[str, OnMessage],
    ) -> None:
        super().__init__(
            client,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )
        groups: dict[str, app_commands.Group] = {}
        for command in commands:
            if command.hidden:
                continue
            first, _, second = command.name.partition(" ")
            if second and first not in groups:
                groups[first] = app_commands.Group(
                    name=first, description=_group_description(first, commands)
                )
                self.add_command(groups[first])
            leaf = _leaf(command, second or first, on_command, complete, on_file)
            (groups[first] if second else self).add_command(leaf)
        for name, on_message in on_messages.items():
            menu = app_commands.ContextMenu(name=name, callback=_message_callback(on_message))
            self.add_command(menu)

    async def on_error(
        self,
        interaction: discord.Interaction,
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Answers a command as it was registered before a change; logs any other error."""
        changed = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
        if not isinstance(error, changed):
            log_error("command_failed", error.__cause__ or error)
        elif not interaction.response.is_done():
            await interaction.response.send_message(CHANGED, ephemeral=True)


def _leaf(
    command: Command, name: str, on_command: OnCommand, complete: Complete, on_file: OnFile
) -> app_commands.Command[Any, ..., None]:
    async def callback(interaction: discord.Interaction, **typed: Any) -> None:
        file = typed.get(_FILE)
        if isinstance(file, discord.Attachment):
            await on_file(interaction, file)
            return
        given = {name: str(value) for name, value in typed.items() if value is not None}
        await on_command(interaction, command, given)

    # discord.py reads a command's options from the signature of its callback.
    cast(Any, callback).__signature__ = inspect.Signature(
        [
            inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD),
            *(_parameter(param) for param in command.fields),
        ]
    )
    if command.fields:
        app_commands.describe(**{p.name: _description(p) for p in command.fields})(callback)
    app_commands.choices(**{p.name: _choices(p) for p in command.fields if _has_choices(p)})(
        callback
    )
    app_commands.autocomplete(
        **{p.name: _completion(p, complete) for p in command.fields if _completes(p)}
    )(callback)
    return app_commands.Command(
        name=name, description=cut_line(command.summary, LONGEST_DESCRIPTION), callback=callback
    )


def _parameter(param: Param) -> inspect.Parameter:
    """Makes an option: only one of the person's own applications is required from the start.

    Everything else that a command needs is asked in its form, which is better
    than a refusal where a link or an earlier word already tells it.
    """
    kind = inspect.Parameter.KEYWORD_ONLY
    if param.kind is ArgKind.APPLICATION and param.required:
        return inspect.Parameter(param.name, kind, annotation=_type(param))
    return inspect.Parameter(param.name, kind, default=None, annotation=_type(param) | None)


def _type(param: Param) -> Any:
    if param.name == _FILE:
        return discord.Attachment
    limited = cast(Any, app_commands.Range)
    if param.kind is ArgKind.NUMBER:
        return limited[int, 0, LARGEST_NUMBER]
    if _has_choices(param):
        return str
    return limited[str, 1, _LENGTHS.get(param.kind, _LONGEST)]


def _description(param: Param) -> str:
    return cut_line(param.label or param.name, LONGEST_DESCRIPTION)


def _has_choices(param: Param) -> bool:
    return param.kind is ArgKind.CHOICE and 0 < len(param.choices) <= MOST_CHOICES


def _choices(param: Param) -> list[Choice[str]]:
    return [Choice(name=label, value=value) for value, label in param.choices]


def _completes(param: Param) -> bool:
    return param.kind in (ArgKind.APPLICATION, ArgKind.ZONE)


def _completion(param: Param, complete: Complete) -> Any:
    async def callback(interaction: discord.Interaction, begun: str) -> list[Choice[str]]:
        return await complete(interaction, param, begun)

    return callback


def _message_callback(on_message: OnMessage) -> Any:
    async def callback(interaction: discord.Interaction, message: discord.Message) -> None:
        await on_message(interaction, message)

    return callback


def _group_description(first: str, commands: Sequence[Command]) -> str:
    """Describes a group of commands by those in it."""
    inside = [c for c in commands if c.name.startswith(f"{first} ") and not c.hidden]
    return cut_line("; ".join(command.summary for command in inside), LONGEST_DESCRIPTION)
