"""A person who looks for work, and the preferences for their nudges."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar.local_time import QuietHours, load_zone, to_utc, to_wall_time
from bot.frozen import frozen

Window = tuple[int, int]

LONGEST_QUIET_HOURS = 14
LONGEST_WINDOW_DAYS = 60


@frozen
class Preferences:
    """The times at which a person may be nudged. Windows are in days; defaults as in the source.

    `first_follow_up` counts from the application, `next_follow_up` from the
    outreach before, `after_interview` from the interview's day,
    `close_the_loop` from the last outreach and `keep_in_touch` from the rejection.
    `office` is the unemployment office that asks for a record, as
    `bot.domain.work_search.profile` writes it; `work_search` says whether to remind of it.
    """

    zone: str = "UTC"
    nudge_hour: time = time(9, 0)
    quiet: QuietHours = field(default_factory=QuietHours)
    country: str | None = None
    first_follow_up: Window = (5, 7)
    next_follow_up: Window = (3, 5)
    after_interview: Window = (5, 7)
    close_the_loop: int = 14
    keep_in_touch: int = 90
    office: str | None = None
    work_search: bool = True

    @property
    def tz(self) -> ZoneInfo:
        """The time zone of the preferences."""
        return load_zone(self.zone)


class MailApp(StrEnum):
    """The program in which a person writes e-mail."""

    GMAIL = "gmail"
    OUTLOOK = "outlook"
    MAIL_PROGRAM = "mail program"


@frozen
class Pause:
    """A hold on everything: from an instant, until a local day (None: until resumed).

    `resumed` is when the person ended it early; what fell due meanwhile was
    held, not late.
    """

    since: datetime
    until: date | None
    resumed: datetime | None = None


@frozen
class ZoneGuess:
    """The mark of a time zone that was only guessed: the day on which its person heard so, if any.

    `asked` says that they were asked once more.
    """

    said: date | None = None
    asked: bool = False


@frozen
class Address:
    """The address of a person: the platform, the tenant (a workspace; empty for none), the user."""

    platform: str
    tenant: str
    user: str


def greeting_key(address: Address) -> str:
    """Returns the key by which an account is greeted once; forget-me erases it."""
    return f"welcome:{address.platform}:{address.tenant}:{address.user}"


@frozen
class Person:
    """A person who looks for work.

    `address` is where their messages go. `language` is the Babel locale of
    dates; `name` is what drafts are signed with, empty until they or their platform say it;
    `mail_app` is where a letter opens. `zone_guess` is there while their time zone is a guess.
    """

    id: int
    address: Address
    preferences: Preferences
    language: str = "en"
    name: str = ""
    pause: Pause | None = None
    mail_app: MailApp = MailApp.GMAIL
    known_since: datetime | None = None
    zone_guess: ZoneGuess | None = None

    @property
    def is_stored(self) -> bool:
        """False for a person who is only looked at: nothing is known of them yet."""
        return self.id != 0

    @property
    def tz(self) -> ZoneInfo:
        """The zone the person lives in."""
        return self.preferences.tz

    def today(self, now: datetime) -> date:
        """Returns the calendar day it is for the person."""
        return to_wall_time(now, self.tz).date()

    def wall(self, moment: datetime) -> datetime:
        """Returns the naive wall time of an instant in the person's zone."""
        return to_wall_time(moment, self.tz)

    def quiet_until(self, moment: datetime) -> datetime | None:
        """Returns the end of the person's quiet hours around an instant; None outside them."""
        return self.preferences.quiet.end_after(moment, self.tz)

    @property
    def held_until(self) -> datetime | None:
        """The instant the pause ends, at the nudge hour of its last day; None if it is open."""
        if self.pause is None or self.pause.until is None:
            return None
        return to_utc(datetime.combine(self.pause.until, self.preferences.nudge_hour), self.tz)

    def is_paused(self, now: datetime) -> bool:
        """True if everything is held at that instant."""
        if self.pause is None or self.pause.resumed is not None:
            return False
        return self.held_until is None or now < self.held_until

    def was_paused_at(self, moment: datetime) -> bool:
        """True if that instant lies in the person's last pause."""
        if self.pause is None or moment < self.pause.since:
            return False
        ends = self.pause.resumed or self.held_until
        return ends is None or moment < ends
