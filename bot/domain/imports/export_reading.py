"""Our own export, read back: whole histories with the nudges that were planned and delivered."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from bot.domain.applications.activity import Activity
from bot.domain.mail.evidence import MailEvidence
from bot.domain.people.person import Preferences
from bot.domain.reminders.nudge import NudgeState, PlannedNudge
from bot.domain.work_search.entry import DetailsByActivity, SearchActivity
from bot.frozen import frozen


@frozen
class ExportedNudge:
    """A nudge of an export, and its state there."""

    planned: PlannedNudge
    state: NudgeState
    settled_at: datetime | None = None


@frozen
class ExportedApplication:
    """An application of an export; its ids mean something in that file alone."""

    activities: tuple[Activity, ...]
    nudges: tuple[ExportedNudge, ...] = ()
    details: DetailsByActivity = field(default_factory=dict)
    mails: tuple[MailEvidence, ...] = ()


@frozen
class ExportReading:
    """An export; `owner` is a hash of who made it, `written` all of it as JSON.

    `preferences` and `language` are None where the file has none such as may be set.
    """

    owner: str
    exported: datetime
    applications: tuple[ExportedApplication, ...]
    preferences: Preferences | None
    language: str | None
    written: str
    search_activities: tuple[SearchActivity, ...] = ()
