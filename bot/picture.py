"""Pictures as data: what is shown, in numbers. `bot.charts` draws them, a platform shows them."""

from __future__ import annotations

from enum import StrEnum

from bot.frozen import frozen


class Step(StrEnum):
    """A stage that applications go through, in the order of the funnel's columns."""

    APPLIED = "Applied"
    REPLY = "Reply"
    INTERVIEW = "Interview"
    SECOND = "2nd"
    THIRD = "3rd +"
    OFFER = "Offer"


class Outcome(StrEnum):
    """How applications stand or ended, in the order of the funnel's last column."""

    ACCEPTED = "Accepted"
    OPEN = "Still open"
    REJECTED = "Rejected"
    WITHDRAWN = "Withdrew"
    GHOSTED = "Ghosted"
    NO_ANSWER = "No answer yet"


@frozen
class Flow:
    """How many applications went from one stage to the next, or to their outcome."""

    begin: Step
    end: Step | Outcome
    count: int


@frozen
class Funnel:
    """How many applications went how far, each counted once. No company is in it."""

    flows: tuple[Flow, ...]

    def count(self, at: Step | Outcome) -> int:
        """Returns how many reached a stage or an outcome."""
        end = sum(flow.count for flow in self.flows if flow.end is at)
        return end or sum(flow.count for flow in self.flows if flow.begin is at)

    @property
    def applications(self) -> int:
        """How many applications there are."""
        return self.count(Step.APPLIED)

    @property
    def answered(self) -> int:
        """How many were answered; a no is an answer."""
        no = (f for f in self.flows if f.begin is Step.APPLIED and f.end is Outcome.REJECTED)
        return self.count(Step.REPLY) + sum(flow.count for flow in no)


Chart = Funnel


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
