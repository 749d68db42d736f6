"""Pictures as data: what is shown, in numbers. `bot.charts` draws them, a platform shows them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from bot.frozen import frozen


class FunnelStage(StrEnum):
    """A stage that applications go through, in the order of the funnel's columns."""

    APPLIED = "Applied"
    REPLY = "Reply"
    INTERVIEW = "Interview"
    SECOND = "2nd"
    THIRD = "3rd+"
    OFFER = "Offer"


class FunnelOutcome(StrEnum):
    """The outcome of applications, in the order of the funnel's last column."""

    ACCEPTED = "Accepted"
    OPEN = "Still open"
    REJECTED = "Rejected"
    WITHDRAWN = "Withdrew"
    GHOSTED = "Ghosted"
    NO_ANSWER = "No answer yet"


@frozen
class FunnelFlow:
    """The number of applications that went from one stage to the next, or to their outcome."""

    begin: FunnelStage
    end: FunnelStage | FunnelOutcome
    count: int


@frozen
class Funnel:
    """A funnel: how many applications went how far, each counted once. It names no company.

    They are those that were sent from `since` on, or all.
    """

    flows: tuple[FunnelFlow, ...]
    since: date | None = None

    def count(self, at: FunnelStage | FunnelOutcome) -> int:
        """Returns how many reached a stage or an outcome."""
        end = sum(flow.count for flow in self.flows if flow.end is at)
        return end or sum(flow.count for flow in self.flows if flow.begin is at)

    @property
    def applications(self) -> int:
        """Returns the number of applications."""
        return self.count(FunnelStage.APPLIED)

    @property
    def answered(self) -> int:
        """Returns the number that were answered; a no is an answer."""
        no = (
            f
            for f in self.flows
            if f.begin is FunnelStage.APPLIED and f.end is FunnelOutcome.REJECTED
        )
        return self.count(FunnelStage.REPLY) + sum(flow.count for flow in no)


@frozen
class CurvePoint:
    """The share that was answered by a day, and the band in which it lies with 95% confidence."""

    day: int
    share: float
    low: float
    high: float


@frozen
class Curve:
    """A curve of response times: the points at which the share rises, of so many cases."""

    label: str
    cases: int
    answers: int
    points: tuple[CurvePoint, ...]

    @property
    def half(self) -> int | None:
        """The day by which half of the answers come; None without any answer."""
        if not self.points:
            return None
        return next(one.day for one in self.points if one.share >= self.points[-1].share / 2)


@frozen
class ResponseCurves:
    """One curve or more over the same days, the first of which is day 0 at `origin`."""

    origin: str
    curves: tuple[Curve, ...]
    last_day: int


@frozen
class DayCounts:
    """The counts of one day."""

    applications: int = 0
    follow_ups: int = 0
    interviews: int = 0
    thank_yous: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.applications + self.follow_ups + self.interviews + self.thank_yous


@frozen
class Year:
    """A year of days from a Monday on, and the names of months and weekdays in its language."""

    first: date
    days: tuple[DayCounts, ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]


@frozen
class WeekLine:
    """The week of a group's member who shares their numbers."""

    name: str
    counts: tuple[int, int, int]
    streak: int
    reached: bool


@frozen
class GroupWeek:
    """A group's week: the members who share, and what the three counts are called."""

    lines: tuple[WeekLine, ...]
    headings: tuple[str, str, str]
    more: int = 0


Chart = Funnel | ResponseCurves | Year | GroupWeek


@frozen
class Picture:
    """A picture: its file's name without an ending, which says no company, and what it shows.

    `title` is above the chart, `sentence` below it; `description` says in words what it
    shows, for those who do not see it.
    """

    name: str
    chart: Chart
    title: str
    sentence: str
    description: str
