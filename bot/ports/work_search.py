"""A person's search activities apart from applications, and details that a record adds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.domain.work_search.entry import DetailsByActivity, SearchActivity, SearchDetails


class WorkSearchQueries(Protocol):
    """Reads search activities, and details of applications' activities."""

    async def activities(self, first: date, last: date) -> Sequence[SearchActivity]:
        """Returns the search activities from one day to another, the oldest first."""

    async def find_all(self) -> Sequence[SearchActivity]:
        """Returns all search activities, the oldest first."""

    async def get(self, id: int) -> SearchActivity | None:
        """Returns one of the person's search activities."""

    async def count(self) -> int:
        """Returns how many search activities the person has."""

    async def details(self, applications: Sequence[int]) -> DetailsByActivity:
        """Returns, by activity, what was added to those of some applications, and when."""


class WorkSearch(WorkSearchQueries, Protocol):
    """Reads and changes the same."""

    async def add(self, activity: SearchActivity, change: int) -> int:
        """Adds a search activity that a change logged; returns its id."""

    async def add_all(self, activities: Sequence[SearchActivity], change: int) -> None:
        """Adds search activities as they were, at once."""

    async def save(self, activity: SearchActivity, change: int) -> None:
        """Saves a search activity that a change edited."""

    async def save_details(
        self, application: int, activity: int, details: SearchDetails, change: int
    ) -> None:
        """Saves what a change adds in a record to an activity of an application."""

    async def restore_before(self, change: int) -> None:
        """Gives an entry back what it was before a change edited it."""

    async def erase(self, id: int) -> None:
        """Erases a search activity."""

    async def erase_of_change(self, change: int) -> int:
        """Erases the search activities that a change logged; returns how many."""

    async def erase_untouched(self, change: int) -> int:
        """Erases those of a change that were not edited after it; returns how many."""
