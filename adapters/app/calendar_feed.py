"""A person's calendar over HTTP, at an address that only they know."""

from __future__ import annotations

import hashlib
import re
from typing import Protocol

from aiohttp import web

from bot.domain.people.person import Address
from bot.ports.clock import Clock
from bot.ports.unit_of_work import UnitOfWorkFactory
from bot.queries.calendar import write_calendar_of

_SECRET = re.compile(r"[\w-]{20,64}", re.ASCII)
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": 'inline; filename="followthrough.ics"',
}


class Feeds(Protocol):
    """Finds whose feed a secret opens."""

    async def find(self, secret: str) -> tuple[Address, bool] | None:
        """Returns the address of a feed's owner, and True if it only says when they are busy."""


def calendar_route(feeds: Feeds, units: UnitOfWorkFactory, clock: Clock) -> web.RouteDef:
    """Returns the route of the feeds; HEAD is answered, too. A secret that opens none is a 404."""

    async def feed(request: web.Request) -> web.Response:
        secret, now = request.match_info["secret"], clock.now()
        found = await feeds.find(secret) if _SECRET.fullmatch(secret) else None
        if found is None:
            raise web.HTTPNotFound
        address, busy = found
        async with units.read_only(address, "UTC", now) as view:
            applications = await view.applications.find_all()
            content = await write_calendar_of(view, applications, now, busy=busy)
        tag = hashlib.sha256(content).hexdigest()[:32]
        headers = {**_HEADERS, "ETag": f'"{tag}"'}
        known = request.if_none_match or ()
        if any(one.value in (tag, "*") for one in known):
            return web.Response(status=304, headers=headers)
        return web.Response(
            body=content, content_type="text/calendar", charset="utf-8", headers=headers
        )

    return web.get("/calendar/{secret}.ics", feed)
