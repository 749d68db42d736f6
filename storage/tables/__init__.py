"""The tables, one a noun, with the indices that their queries need."""

from __future__ import annotations

from storage.tables.account_links import link_offers, link_tries, linked_sides
from storage.tables.applications import CHANGES_OTHERS, STANDS, activities, applications, changes
from storage.tables.common import metadata
from storage.tables.groups import WAITING, groups, members, posts, publications, results
from storage.tables.outbox import (
    DIGEST,
    FREE,
    LEASED,
    PARKED,
    PENDING,
    UNSEEN,
    deliveries,
    nudges,
    outages,
)
from storage.tables.people import clicks, identities, people
from storage.tables.presence import presence
from storage.tables.process_state import installations, request_turns, seen

__all__ = [
    "CHANGES_OTHERS",
    "DIGEST",
    "FREE",
    "LEASED",
    "PARKED",
    "PENDING",
    "STANDS",
    "UNSEEN",
    "WAITING",
    "activities",
    "applications",
    "changes",
    "clicks",
    "deliveries",
    "groups",
    "identities",
    "installations",
    "link_offers",
    "link_tries",
    "linked_sides",
    "members",
    "metadata",
    "nudges",
    "outages",
    "people",
    "posts",
    "presence",
    "publications",
    "request_turns",
    "results",
    "seen",
]
