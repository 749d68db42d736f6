"""App Home as the dashboard: published when opened, and a moment after what changes it then.

Nobody's page is drawn who has not looked at it for days: opening it publishes it
anyway, and Slack takes only so many pages a minute.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from adapters.slack.home.dashboard import NEWCOMER, dashboard_sections
from adapters.slack.origin import SlackUser
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import ApiError
from adapters.slack.outbound.page_builder import PageBuilder
from adapters.slack.ports import Presence
from adapters.slack.rendering.limits import BLOCKS_IN_A_VIEW, Json
from bot.conversation.actor import Actor
from bot.message import Message
from bot.ports.clock import Clock
from bot.ports.unit_of_work import UnitOfWorkFactory
from bot.queries.dashboard import read_dashboard

log = structlog.get_logger("slack")

# Several things done in a row are published once.
SECONDS = 1.0
MAX_CONCURRENT = 4
LOOKED_WITHIN = timedelta(days=14)


class HomeTab:
    """Publishes dashboards."""

    def __init__(
        self,
        api: Api,
        units: UnitOfWorkFactory,
        page_builder: PageBuilder,
        presence: Presence,
        clock: Clock,
        seconds: float = SECONDS,
    ) -> None:
        self._api = api
        self._units = units
        self._page_builder = page_builder
        self._presence = presence
        self._clock = clock
        self._seconds = seconds
        self._changed: set[SlackUser] = set()
        self._soon: asyncio.Task[None] | None = None
        self._begun: set[asyncio.Task[None]] = set()

    def mark_changed(self, user: SlackUser) -> None:
        """Notes a change: the user's page follows in a moment, if they open theirs at all."""
        self._changed.add(user)
        if self._soon is None:
            self._soon = asyncio.create_task(self._publish_soon())
            self._begun.add(self._soon)
            self._soon.add_done_callback(self._begun.discard)

    async def publish_opened(self, user: SlackUser) -> None:
        """Publishes the page that a user has opened, and records that they look at it."""
        today = self._clock.now().date()
        # At once, for what changes meanwhile; a busy writer holds only the record up.
        recorded = asyncio.ensure_future(self._presence.record(user.address, today))
        try:
            await self.publish(user)
        finally:
            await recorded

    async def publish(self, user: SlackUser) -> None:
        """Publishes a user's page as it is now; what fails waits for the next change."""
        view = {"type": "home", "blocks": await self._blocks(user)}
        try:
            await self._api.repeat(user.tenant, "views.publish", user_id=user.id, view=view)
        except ApiError:
            return

    async def close(self) -> None:
        """Lets what is being published finish, and begins nothing more."""
        if self._soon is not None:
            self._soon.cancel()
        await asyncio.gather(*self._begun, return_exceptions=True)

    async def _publish_soon(self) -> None:
        await asyncio.sleep(self._seconds)
        # What changes from here on is for the next time.
        changed, self._changed, self._soon = self._changed, set(), None
        try:
            since = self._clock.now().date() - LOOKED_WITHIN
            looked = await self._presence.since(since, [user.address for user in changed])
        except Exception as error:  # no one waits for it; the next change tries again
            log.error("home_publish_failed", exc_info=error)
            return
        turns = asyncio.Semaphore(MAX_CONCURRENT)
        await asyncio.gather(
            *(self._publish_in_turn(user, turns) for user in changed if user.address in looked)
        )

    async def _publish_in_turn(self, user: SlackUser, turns: asyncio.Semaphore) -> None:
        async with turns:
            try:
                await self.publish(user)
            except Exception as error:  # as above
                log.error("home_publish_failed", exc_info=error)

    async def _blocks(self, user: SlackUser) -> list[Json]:
        address = user.address
        now = self._clock.now()
        sections: Sequence[Message] = (NEWCOMER,)
        async with self._units.read_only(address, "UTC", now) as uow:
            if uow.person.is_stored:
                sections = dashboard_sections(await read_dashboard(uow, now))
        blocks: list[Json] = []
        drawn = await self._page_builder.build_all(sections, Actor(address))
        for number, (page, *_) in enumerate(drawn):
            line = [{"type": "divider", "block_id": f"line:{number}"}] if number else []
            blocks += [*line, *(_within(number, block) for block in page.blocks)]
        return blocks[:BLOCKS_IN_A_VIEW]


def _within(number: int, block: Json) -> Json:
    return {**block, "block_id": f"{block['block_id']}@{number}"}
