"""Details of an activity are the same after JSON."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from storage.repositories.activities import activity_from, details_of
from tests.storage.job_hunts import (
    HOUR,
    MONDAY,
)


class _Row:
    def __init__(self, activity: Activity) -> None:
        self.id, self.kind, self.on_day = activity.id, activity.kind.value, activity.on
        self.logged, self.of, self.nudge = activity.logged, activity.of, activity.nudge
        self.details = details_of(activity)


_TEXTS = st.none() | st.text()
_ZONES = st.builds(timezone, st.timedeltas(-12 * HOUR, 14 * HOUR))
_WALLS = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1))  # noqa: DTZ001  # wall times
_INSTANTS = st.none() | st.builds(lambda wall, zone: wall.replace(tzinfo=zone), _WALLS, _ZONES)


@given(
    st.builds(
        Activity,
        kind=st.sampled_from(ActivityKind),
        on=st.dates(),
        logged=st.just(MONDAY),
        method=st.none() | st.sampled_from(OutreachMethod),
        start=_INSTANTS,
        end=_INSTANTS,
        by=st.none() | st.dates(),
        until=st.none() | _WALLS,
        text=_TEXTS,
        people=_TEXTS,
        went=_TEXTS,
    )
)
def test_details_are_the_same_after_json(activity: Activity) -> None:
    row: Any = _Row(activity)
    assert activity_from(row) == activity
