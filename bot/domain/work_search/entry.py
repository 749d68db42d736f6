"""An entry of a work-search record: one thing that a person did to find work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from bot.frozen import frozen

MOST_SEARCH_ACTIVITIES = 5_000


class SearchKind(StrEnum):
    """The kind of an entry, by what offices tell apart."""

    APPLICATION = "application"
    INTERVIEW = "interview"
    TEST = "test"
    CONTACT = "employer contact"  # a conversation or an e-mail about work, no application yet
    FOLLOW_UP = "follow-up"
    THANK_YOU = "thank-you"
    VOICEMAIL = "voicemail"
    NETWORKING = "networking"
    FAIR = "job fair"
    WORKSHOP = "workshop"
    CAREER_CENTER = "career center"
    AGENCY = "agency"
    JOB_BANK = "job-bank search"
    PROFILE = "résumé online"
    ADS = "reading ads"
    OTHER = "other"


class Eligibility(StrEnum):
    """The answer to whether an office counts an entry."""

    COUNTS = "counts"
    DOES_NOT = "does not count"
    CHECK = "check with your office"


@frozen
class SearchDetails:
    """Details that a record asks for and no history holds; the person fills them in."""

    employer: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    contact: str | None = None
    title: str | None = None
    method: str | None = None
    work: str | None = None
    result: str | None = None
    notes: str | None = None


NO_DETAILS = SearchDetails()
# Of applications: what was added to each of their activities, by its id, and when.
DetailsByActivity = Mapping[int, tuple[SearchDetails, datetime]]


@frozen
class SearchActivity:
    """An activity that belongs to no application, such as a visit to a job fair."""

    kind: SearchKind
    on: date
    text: str
    logged: datetime
    details: SearchDetails = NO_DETAILS
    edited: datetime | None = None
    id: int = 0


@frozen
class SearchEntry:
    """One line of a record.

    `activity` is the id of the application's activity that it comes from, or else `own`
    that of the search activity. `method` is by which means; `site` where the job was found;
    `work` the type of work. `late` says that it was logged or changed after its period closed.
    """

    kind: SearchKind
    on: date
    logged: datetime
    activity: int = 0
    application: int = 0
    own: int = 0
    text: str = ""
    employer: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""
    site: str = ""
    contact: str = ""
    title: str = ""
    method: str = ""
    position: str = ""
    work: str = ""
    result: str = ""
    proof: str = ""
    notes: str = ""
    edited: datetime | None = None
    late: bool = False
    again: bool = False
    verdict: Eligibility = Eligibility.CHECK
    reason: str = ""

    @property
    def changed(self) -> datetime:
        """Returns when it was logged or last changed."""
        return max(self.logged, self.edited) if self.edited else self.logged
