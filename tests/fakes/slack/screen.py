"""A record of what people see, in the order in which it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tests.fakes.slack.app import Json
from tests.fakes.slack.message import Posted, Revision
from tests.fakes.slack.people import User
from tests.fakes.slack.views import View


class ScreenEvent(StrEnum):
    """The kinds of events on the screen."""

    POSTED = "posted"
    CHANGED = "changed"
    DELETED = "deleted"
    OPENED = "opened"
    ASKED_AGAIN = "asked again"
    HOME = "home"
    ERROR = "error"


@dataclass(frozen=True)
class Shown:
    """One thing that came before the eyes of `to`, with the look or view that it was then."""

    what: ScreenEvent
    at: datetime
    to: frozenset[str]
    message: Posted | None = None
    revision: Revision | None = None
    view: View | None = None
    made: Json | None = None
    sentence: str = ""

    def is_to(self, user: User) -> bool:
        """True if a person saw it."""
        return user.id in self.to
