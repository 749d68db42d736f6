"""A small bot of discord.py's own, to try the fake with."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import discord
from discord import app_commands, ui

from tests.fakes.discord.directory import TOKEN

INTENTS = discord.Intents(guilds=True, dm_messages=True)


class Snooze(ui.DynamicItem[ui.Button[ui.View]], template=r"snooze:(?P<id>\d+)$"):
    """A button that outlives the process that sent it."""

    def __init__(self, id: int) -> None:
        super().__init__(ui.Button(label="Snooze", custom_id=f"snooze:{id}"))
        self.id = id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Snooze:
        """Returns the button that was pressed."""
        return cls(int(match["id"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Rewrites the message in place."""
        await interaction.response.edit_message(content=f"snoozed {self.id}", view=None)


class Form(ui.Modal, title="Log an application"):
    """A form with something in it already."""

    company: ui.Label[Any] = ui.Label(
        text="Company", component=ui.TextInput(custom_id="company", default="Acme")
    )
    stage: ui.Label[Any] = ui.Label(
        text="Stage",
        component=ui.RadioGroup(
            custom_id="stage",
            options=[
                discord.RadioGroupOption(label="Applied", value="a"),
                discord.RadioGroupOption(label="Planned", value="p"),
            ],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Says what was filled in."""
        company, stage = self.company.component, self.stage.component
        assert isinstance(company, ui.TextInput)
        assert isinstance(stage, ui.RadioGroup)
        said = f"{company.value}, {stage.value}"
        await interaction.response.send_message(said, ephemeral=True)


class Bot(discord.Client):
    """Logs applications, badly."""

    def __init__(self) -> None:
        none = discord.AllowedMentions.none()
        super().__init__(intents=INTENTS, allowed_mentions=none, max_ratelimit_timeout=30)
        self.tree = app_commands.CommandTree(self)
        self.received: list[str] = []
        self.companies = ("Acme", "Zebra")

    async def setup_hook(self) -> None:
        """Declares what people can type."""
        self.add_dynamic_items(Snooze)
        self.tree.add_command(_log(self))
        self.tree.add_command(app_commands.Command(name="ask", description="A form", callback=_ask))
        self.tree.add_command(app_commands.ContextMenu(name="Track this job", callback=_track))
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Skips the five seconds between identifies that the real Discord demands."""

    async def on_message(self, message: discord.Message) -> None:
        """Hears what people write to it."""
        if message.author != self.user:
            self.received.append(message.content)
            await message.channel.send(f"heard {message.content}")


def _log(bot: Bot) -> app_commands.Command[Any, ..., None]:
    async def log(interaction: discord.Interaction, company: str, count: int = 1) -> None:
        await interaction.response.defer(ephemeral=True)
        view = ui.View(timeout=None)
        view.add_item(Snooze(count))
        await interaction.edit_original_response(content=f"logged {company}", view=view)

    async def complete(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        found = [name for name in bot.companies if name.lower().startswith(current.lower())]
        return [app_commands.Choice(name=name, value=name) for name in found]

    command: app_commands.Command[Any, ..., None]
    command = app_commands.Command(name="log", description="Logs it", callback=log)
    command.autocomplete("company")(complete)
    return command


async def _ask(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Form())


async def _track(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"tracking {message.content}", ephemeral=True)


@asynccontextmanager
async def running() -> AsyncIterator[Bot]:
    """The bot at work, until the end of the block."""
    bot = Bot()
    task = asyncio.create_task(bot.start(TOKEN))
    try:
        yield bot
    finally:
        await bot.close()
        with suppress(asyncio.CancelledError):
            await task
