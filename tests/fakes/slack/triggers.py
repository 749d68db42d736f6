"""Trigger ids: each opens one view, within three seconds, for the one who caused it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.fakes.slack.people import User
from tests.fakes.slack.views import View

LASTS = timedelta(seconds=3)


@dataclass
class Trigger:
    """An action that lets the app open a view; `on` is the modal in which it was done."""

    user: User
    at: datetime
    on: View | None = None
    used: bool = False
    expired: bool = False


class Triggers:
    """Every trigger there has been. `expire` makes those to come useless from the start."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._by_id: dict[str, Trigger] = {}
        self.expire = False

    def new(self, user: User, on: View | None = None) -> str:
        """Returns a trigger id for a person's action."""
        id = f"{len(self._by_id) + 1}.{user.id[1:]}.{user.team.lower()}"
        self._by_id[id] = Trigger(user, self._now(), on, expired=self.expire)
        return id

    def use(self, id: str) -> Trigger | str:
        """Uses a trigger up; gives the error where it is no good (any more)."""
        trigger = self._by_id.get(id)
        if trigger is None:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        if trigger.expired or self._now() - trigger.at > LASTS:
            return "expired_trigger_id"
        trigger.used = True
        return trigger
