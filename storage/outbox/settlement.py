"""Settlement: what became of deliveries is stored, and what is owed after them is planned."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import DeliveryOutcome, Digest
from bot.domain.groups.group_post import GroupPost
from bot.domain.people.notice import Notice
from bot.domain.work_search.reminder import WorkSearchReminder
from storage.database import by_index
from storage.outbox.group_locks import lock_groups
from storage.outbox.notices import settle_notices
from storage.outbox.nudge_settlement import lock_people, settle_nudges
from storage.outbox.post_settlement import settle_posts
from storage.outbox.work_search_reminders import settle_reminders
from storage.repositories.repository import among
from storage.tables import deliveries

_UNSETTLED = select(
    deliveries.c.id, deliveries.c.to_person, deliveries.c.post_id, deliveries.c.maybe_sent
).where(among(deliveries.c.id))
_RETRY = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("which"))
    .values(
        leased_until=None,
        ready_at=bindparam("retry"),
        tries=bindparam("failures"),
        maybe_sent=bindparam("maybe"),
    )
)
_CLOSE = delete(deliveries).where(among(deliveries.c.id))


async def settle(
    connection: AsyncConnection, outcomes: Collection[DeliveryOutcome], now: datetime
) -> None:
    """Stores what became of deliveries, then makes nudges and posts agree with the rules.

    One that is settled already, or whose target is gone, is passed over. Of two outcomes of
    one delivery, claimed again after its lease ran out, the first counts.
    """
    await by_index(connection)
    first: dict[str, DeliveryOutcome] = {}
    for one in outcomes:
        first.setdefault(one.delivery.id, one)
    outcomes = first.values()
    digests = [one for one in outcomes if isinstance(one.delivery.content, Digest)]
    posts = [one for one in outcomes if isinstance(one.delivery.content, GroupPost)]
    notices = [one for one in outcomes if isinstance(one.delivery.content, Notice)]
    reminders = [one for one in outcomes if isinstance(one.delivery.content, WorkSearchReminder)]
    # People before groups, each in the order of their ids, so that no two wait for each other.
    of_notices = {one.delivery.notice.person.id for one in notices}
    of_reminders = {one.delivery.reminder.person.id for one in reminders}
    of_digests = {one.delivery.digest.person.id for one in digests}
    owners = await lock_people(connection, of_notices | of_reminders | of_digests)
    groups = await lock_groups(connection, {one.delivery.post.group.id for one in posts})
    unsettled = await _unsettled(connection, outcomes)
    digests = [one for one in digests if _is_theirs(one, unsettled)]
    posts = [one for one in posts if one.delivery.id in unsettled]
    notices = [one for one in notices if one.delivery.id in unsettled]
    reminders = [one for one in reminders if _is_theirs(one, unsettled)]
    known = (*digests, *posts, *notices, *reminders)
    retries = [one for one in known if one.retry and not _is_lost(one, unsettled)]
    await _keep_for_retry(connection, retries)
    await _close(connection, [one.delivery.id for one in known if not one.retry])
    if digests:
        await settle_nudges(connection, digests, owners, now)
    if posts:
        await settle_posts(connection, posts, groups, now)
    if notices:
        await settle_notices(connection, notices)
    if reminders:
        await settle_reminders(connection, reminders, now, owners)


async def _unsettled(
    connection: AsyncConnection, outcomes: Collection[DeliveryOutcome]
) -> dict[str, Any]:
    ids = [one.delivery.id for one in outcomes]
    rows = await connection.execute(_UNSETTLED, {"ids": ids})
    return {row.id: row for row in rows.all()}


def _is_theirs(outcome: DeliveryOutcome, unsettled: dict[str, Any]) -> bool:
    """True if a digest or a reminder is not settled yet, and still the same person's."""
    row = unsettled.get(outcome.delivery.id)
    content = outcome.delivery.content
    assert not isinstance(content, GroupPost)
    return row is not None and row.to_person == content.person.id


def _is_lost(outcome: DeliveryOutcome, unsettled: dict[str, Any]) -> bool:
    """True if the lease of a delivery ran out: another process may be sending it by now."""
    delivery = outcome.delivery
    return bool(unsettled[delivery.id].maybe_sent) and not delivery.maybe_sent


async def _keep_for_retry(connection: AsyncConnection, outcomes: Sequence[DeliveryOutcome]) -> None:
    """Stores the next try of deliveries."""
    rows = [
        {
            "which": one.delivery.id,
            "retry": one.retry,
            "failures": one.delivery.tries + one.failed,
            "maybe": one.maybe_sent or one.delivery.maybe_sent,
        }
        for one in outcomes
    ]
    if rows:
        await connection.execute(_RETRY, rows)


async def _close(connection: AsyncConnection, ids: Sequence[str]) -> None:
    if ids:
        await connection.execute(_CLOSE, {"ids": ids})
