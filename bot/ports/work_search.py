"""What a person did to find work apart from their applications, and what a record adds to these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.work_search.entry import SearchActivity, SearchDetails


class WorkSearchQueries(Protocol):
    """Reads search activities, and details of applications' activities."""

    async def activities(self, first: date, last: date) -> Sequence[SearchActivity]:
        """Returns the search activities from one day to another, the oldest first."""

    async def get(self, id: int) -> SearchActivity | None:
        """Returns one of the person's search activities."""

    async def count(self) -> int:
        """Returns how many search activities the person has."""

    async def details(
        self, applications: Sequence[int]
    ) -> Mapping[int, tuple[SearchDetails, datetime]]:
        """Returns, by activity, what was added to those of some applications, and when."""


class WorkSearch(WorkSearchQueries, Protocol):
    """Reads and changes the same."""

    async def add(self, activity: SearchActivity, change: int) -> int:
        """Adds a search activity that a change logged; returns its id."""

    async def save(self, activity: SearchActivity) -> None:
        """Saves a changed search activity."""

    async def save_details(self, application: int, activity: int, details: SearchDetails) -> None:
        """Saves what a record adds to an activity of an application."""

    async def erase(self, id: int) -> None:
        """Erases a search activity."""

    async def erase_of_change(self, change: int) -> int:
        """Erases the search activities that a change logged; returns how many."""
