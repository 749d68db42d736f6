"""The tables, one a noun, with the indices that their queries need."""

from __future__ import annotations

from storage.tables.account_links import link_attempts, link_requests, linked_accounts
from storage.tables.applications import (
    CHANGES_OTHERS,
    NOT_UNDONE,
    activities,
    applications,
    changes,
)
from storage.tables.calendars import calendars
from storage.tables.common import metadata
from storage.tables.groups import WAITING, groups, members, posts, week_results
from storage.tables.imports import imports
from storage.tables.mailboxes import mailboxes
from storage.tables.mails import OF_EVENT, dismissed_mails, mail_evidence
from storage.tables.notices import notices
from storage.tables.outbox import (
    CANCELLED,
    DIGEST,
    FREE,
    FREE_NOTICE,
    LEASED,
    ONE_A_RANK,
    PARKED,
    PENDING,
    UNMENTIONED,
    deliveries,
    nudges,
    outages,
)
from storage.tables.people import (
    forgotten,
    identities,
    outdated_plans,
    pending_questions,
    people,
    stored_actions,
)
from storage.tables.presence import presence
from storage.tables.process_state import (
    command_counts,
    idempotency_keys,
    installations,
    processes,
    request_turns,
)
from storage.tables.work_search import (
    search_activities,
    search_details,
    search_edits,
    work_search_reminders,
)

__all__ = [
    "CANCELLED",
    "CHANGES_OTHERS",
    "DIGEST",
    "FREE",
    "FREE_NOTICE",
    "LEASED",
    "NOT_UNDONE",
    "OF_EVENT",
    "ONE_A_RANK",
    "PARKED",
    "PENDING",
    "UNMENTIONED",
    "WAITING",
    "activities",
    "applications",
    "calendars",
    "changes",
    "command_counts",
    "deliveries",
    "dismissed_mails",
    "forgotten",
    "groups",
    "idempotency_keys",
    "identities",
    "imports",
    "installations",
    "link_attempts",
    "link_requests",
    "linked_accounts",
    "mail_evidence",
    "mailboxes",
    "members",
    "metadata",
    "notices",
    "nudges",
    "outages",
    "outdated_plans",
    "pending_questions",
    "people",
    "posts",
    "presence",
    "processes",
    "request_turns",
    "search_activities",
    "search_details",
    "search_edits",
    "stored_actions",
    "week_results",
    "work_search_reminders",
]
