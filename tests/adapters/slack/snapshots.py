"""The main messages, forms and the dashboard as sent to Slack, kept for review and comparison.

`python -m tests.adapters.slack.snapshots` writes them again.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

from adapters.console.virtual_clock import VirtualClock
from tests.adapters.slack.harness import MONDAY, Bot, Harness, registered
from tests.fakes.slack.app import Json
from tests.fakes.slack.client import Client
from tests.fakes.slack.message import Posted
from tests.fakes.slack.slack import Slack

FOLDER = Path(__file__).parent / "snapshots"


async def taken() -> Mapping[str, Json]:
    """Every snapshot, by name, of a hunt that is lived for them."""
    clock = VirtualClock(MONDAY)
    async with Slack(registered(), clock.now).serving() as slack:
        harness = Harness(slack, clock)
        async with harness.running() as bot:
            photographer = SnapshotTaker(bot, bot.client(harness.ada, harness.workspace))
            await photographer.takes_all()
            return photographer.taken


class SnapshotTaker:
    """Lives a hunt and keeps what it sees."""

    def __init__(self, bot: Bot, client: Client) -> None:
        self._bot = bot
        self._client = client
        self.taken: dict[str, Json] = {}

    async def takes_all(self) -> None:
        """Everything worth keeping."""
        client = self._client
        await client.opens_home()
        await self._keeps_the_home("home_newcomer")
        await client.opens_home("messages")
        await self._keeps("welcome")
        await self._says("/applied Acme as Baker via referral contact Dana Weiss", "applied")
        await self._says("/applied Acme as Baker", "applied_twice")
        await self._says("/followed-up Zebra", "unknown_company")
        await self._says("/aplied Globex", "unknown_command")
        await self._says("/followthrough", "help")
        await self._opens("/applied", "form_applied")
        await self._opens("/settings", "form_settings")
        await self._says("/applied Zebra as Head Baker", None)
        await self._bot.waits(days=7)
        await self._keeps("nudge_digest")
        await client.presses("I sent it", on="Follow up with Acme (Baker)")
        await self._keeps("nudge_digest_answered")
        await client.presses("Snooze", on="Follow up with Zebra (Head Baker)")
        await self._keeps_the_form("form_snooze")
        await self._bot.waits(days=3)
        await self._keeps("nudge_single")
        await self._says("/interview Acme at 2026-06-15 14:00 for 60m with Sam Lee", "interview")
        await self._says("/job Acme", "job")
        hunters = client.workspace.channel("hunters", [client.workspace.bot, client.user])
        await client.slash("/group start", hunters)
        await self._bot.settled()
        await client.slash("/group join my numbers", hunters)
        await self._bot.settled()
        await client.slash("/group goal 3 follow-ups 2", hunters)
        await self._bot.settled()
        await client.opens_home()
        await self._keeps_the_home("home")
        await self._says("/phone Acme", "call_sheet")
        await self._says("/rejected Zebra", "rejected")
        await self._says("/pipeline", "pipeline")
        await self._says("/nudges", "nudges")
        await self._says("/stats", "stats")
        await self._says("/forget-me", "forget_me")

    async def _says(self, line: str, name: str | None) -> None:
        await self._client.slash(line)
        await self._bot.settled()
        if name:
            await self._keeps(name)

    async def _opens(self, line: str, name: str) -> None:
        await self._client.slash(line)
        await self._keeps_the_form(name)

    async def _keeps(self, name: str) -> None:
        await self._bot.settled()
        newest: Posted = self._client.screen[0]
        revision = newest.revision
        self.taken[name] = {"text": revision.text, "blocks": list(revision.blocks)}

    async def _keeps_the_form(self, name: str) -> None:
        await self._bot.settled()
        modal = self._client.modal
        assert modal is not None
        self.taken[name] = {
            **modal.view.made,
            "private_metadata": _without_places(modal.view.made["private_metadata"]),
        }
        await modal.close()

    async def _keeps_the_home(self, name: str) -> None:
        await self._bot.settled()
        view = self._client.workspace.open.homes[self._client.user.id]
        self.taken[name] = view.made


def _without_places(metadata: str) -> str:
    """Returns what a form carries, without the ids of places that differ each time."""
    state = json.loads(metadata)
    return json.dumps({**state, "from": dict.fromkeys(state["from"], "…")}, ensure_ascii=False)


def as_file(what: Json) -> str:
    """A snapshot as it is written."""
    return json.dumps(what, indent=2, ensure_ascii=False) + "\n"


async def write() -> None:
    """Writes every snapshot, and takes away what is none any more."""
    made = await taken()
    for name, what in made.items():
        (FOLDER / f"{name}.json").write_text(as_file(what), encoding="utf-8")
    for file in FOLDER.glob("*.json"):
        if file.stem not in made:
            file.unlink()


if __name__ == "__main__":
    asyncio.run(write())
