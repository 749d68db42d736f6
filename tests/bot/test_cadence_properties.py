"""Properties of the cadence for every history, zone and preferences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.applications.activity import Activity, ActivityKind, Method
from bot.domain.applications.application import REPLIES, Application, Stage
from bot.domain.applications.history import fold
from bot.domain.calendar import business_days
from bot.domain.calendar.local_time import QuietHours, load_zone, to_utc, to_wall_time
from bot.domain.people.person import Preferences
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.next_step import StepState, next_step
from bot.domain.reminders.nudge import NudgeKind, PlannedNudge

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # shifts by half an hour
    "Asia/Kolkata",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "UTC",
)
# An interview has its own hours; a deadline that is near takes any day (CADENCE.md).
ON_BUSINESS_DAYS = frozenset(NudgeKind) - {
    NudgeKind.BEFORE_INTERVIEW,
    NudgeKind.THANK_YOU,
    NudgeKind.ANSWER_OFFER,
    NudgeKind.GET_READY,
}
REPEATED_OR_WINDOWED = (NudgeKind.FOLLOW_UP, NudgeKind.AFTER_INTERVIEW)

zones = st.sampled_from(ZONES)
starts = st.datetimes(datetime(2026, 1, 5), datetime(2027, 12, 20))  # noqa: DTZ001  # wall times


@st.composite
def preferences(draw: st.DrawFn) -> Preferences:
    begin, end = draw(st.sampled_from([(21, 8), (22, 6), (20, 10), (0, 7), (13, 14), (5, 5)]))
    quiet = QuietHours(time(begin), time(end))
    hour = draw(st.integers(0, 23).map(time).filter(lambda at: not quiet.contains(at)))
    a, width = draw(st.integers(1, 9)), draw(st.integers(0, 4))
    return Preferences(
        zone=draw(zones),
        nudge_hour=hour,
        quiet=quiet,
        country=draw(st.sampled_from([None, "DE", "US"])),
        first_follow_up=(a, a + width),
        next_follow_up=(a, a + width),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[Preferences, list[Activity]]:
    """Up to eight things that happened, each logged on its day or some days later."""
    mine = draw(preferences())
    moment = to_utc(draw(starts), mine.tz)
    made = [
        Activity(
            ActivityKind.APPLIED,
            to_wall_time(moment, mine.tz).date(),
            moment,
            id=1,
            company="Acme",
        )
    ]
    kinds = st.sampled_from(
        [
            ActivityKind.FOLLOWED_UP,
            ActivityKind.HEARD_BACK,
            ActivityKind.INVITED,
            ActivityKind.UNANSWERED_CALL,
            ActivityKind.BOOKED,
            ActivityKind.DEBRIEFED,
            ActivityKind.REJECTED,
            ActivityKind.OFFERED,
            ActivityKind.TRIED_AGAIN,
            ActivityKind.KEPT_WAITING,
            ActivityKind.GHOSTED,
        ]
    )
    for id in range(2, draw(st.integers(2, 8))):
        moment += draw(st.timedeltas(timedelta(0), timedelta(days=12)))
        kind = draw(kinds)
        day = to_wall_time(moment, mine.tz).date() - draw(st.integers(0, 3)) * timedelta(days=1)
        one = Activity(kind, day, moment, id=id)
        if kind is ActivityKind.FOLLOWED_UP:
            one = replace(one, method=draw(st.sampled_from([None, *Method])))
        if kind in (ActivityKind.DEBRIEFED, ActivityKind.OFFERED):
            booked = [a.id for a in made if a.kind is ActivityKind.BOOKED]
            one = replace(one, by=day + timedelta(days=9), of=booked[-1] if booked else None)
        if kind is ActivityKind.BOOKED:
            start = moment + draw(st.timedeltas(timedelta(0), timedelta(days=9)))
            one = replace(one, start=start, end=start + timedelta(hours=1), zone=mine.zone)
        made.append(one)
    return mine, made


@given(histories())
def test_nudges_fall_on_business_days_at_the_nudge_hour_unless_the_rule_says_so(
    case: tuple[Preferences, list[Activity]],
) -> None:
    preferences, made = case
    for owed in nudges_for(fold(1, made), preferences, {}):
        if owed.kind not in ON_BUSINESS_DAYS:
            continue
        assert business_days.is_business_day(owed.wall.date(), preferences.country)
        if "+" in owed.about and owed.kind is NudgeKind.PICK_UP_THE_PHONE:
            continue  # the second try comes at another hour of the day
        assert owed.due == to_utc(
            datetime.combine(owed.wall.date(), preferences.nudge_hour), preferences.tz
        )


@given(histories())
def test_nudges_stay_out_of_quiet_hours_but_for_the_moment_they_begin(
    case: tuple[Preferences, list[Activity]],
) -> None:
    preferences, made = case
    for owed in nudges_for(fold(1, made), preferences, {}):
        in_gap = to_wall_time(owed.due, preferences.tz) != owed.wall
        last_thanks = owed.name == "thank_you 3" and owed.wall.time() == preferences.quiet.begin
        assert in_gap or last_thanks or not preferences.quiet.contains(owed.wall.time())


@given(histories())
def test_no_nudge_lies_before_what_caused_it(case: tuple[Preferences, list[Activity]]) -> None:
    preferences, made = case
    application = fold(1, made)
    logged = {a.id: a.logged for a in application.history}
    for owed in nudges_for(application, preferences, {}):
        anchor = int(re.split("[@+]", owed.about.split(":")[2])[0])
        assert owed.due > logged[anchor]


@given(histories())
def test_the_same_history_gives_the_same_nudges_however_often_it_is_asked(
    case: tuple[Preferences, list[Activity]],
) -> None:
    preferences, made = case
    first = nudges_for(fold(1, made), preferences, {})
    assert nudges_for(fold(1, list(reversed(made))), preferences, {}) == first
    keys = [owed.key for owed in first]
    assert len(set(keys)) == len(keys)


@given(histories(), st.integers(0, 5))
def test_telling_one_nudge_moves_no_other(
    case: tuple[Preferences, list[Activity]], which: int
) -> None:
    preferences, made = case
    application = fold(1, made)
    before = nudges_for(application, preferences, {})
    assume(which < len(before))
    told = {before[which].key: before[which].due}
    after = {owed.key: owed for owed in nudges_for(application, preferences, told)}
    assert all(after[owed.key] == owed for owed in before)


@given(histories())
def test_telling_everything_comes_to_an_end(case: tuple[Preferences, list[Activity]]) -> None:
    """Each nudge comes once, some once more, and then never again."""
    preferences, made = case
    application = fold(1, made)
    told: dict[str, datetime] = {}
    for _ in range(40):
        pending = [o for o in nudges_for(application, preferences, told) if o.key not in told]
        if not pending:
            break
        told[pending[0].key] = pending[0].due
    else:
        raise AssertionError(sorted(told))


@given(preferences(), st.dates(date(2026, 1, 1), date(2027, 12, 1)))
def test_a_window_holds_its_day_where_it_has_a_business_day(
    preferences: Preferences, day: date
) -> None:
    a, b = preferences.first_follow_up
    picked = business_days.pick_day(day, (a, b), preferences.country)
    inside = [day + timedelta(days=n) for n in range(a, b + 1)]
    usable = [one for one in inside if business_days.is_business_day(one, preferences.country)]
    if usable:
        assert picked in usable
        assert picked.weekday() == min(one.weekday() for one in usable)
    else:
        assert picked == business_days.first_business_day(inside[-1], preferences.country)


@given(zones, starts)
@example("Europe/Berlin", datetime(2026, 3, 29, 2, 30))  # noqa: DTZ001  # a wall time
@example("Europe/Berlin", datetime(2026, 10, 25, 2, 30))  # noqa: DTZ001
@example("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 15))  # noqa: DTZ001
@example("Australia/Lord_Howe", datetime(2026, 4, 5, 1, 45))  # noqa: DTZ001
def test_a_wall_time_is_its_first_instant_or_the_first_one_after_a_gap(
    name: str, wall: datetime
) -> None:
    zone = load_zone(name)
    moment = to_utc(wall, zone)
    assert moment.tzinfo is UTC
    back = to_wall_time(moment, zone)
    if back == wall:
        assert to_wall_time(moment - timedelta(hours=1), zone) != wall, "the first of two"
    else:
        assert back > wall
        assert to_wall_time(moment - timedelta(seconds=1), zone) < wall, "nothing in between"


@given(histories())
def test_an_open_application_always_owes_a_next_step(
    case: tuple[Preferences, list[Activity]],
) -> None:
    preferences, made = case
    application = fold(1, made)
    owed = nudges_for(application, preferences, {})
    assert bool(owed) is application.is_open or application.stage is Stage.REJECTED


@given(histories())
def test_once_everything_was_delivered_only_the_question_what_became_of_it_is_left(
    case: tuple[Preferences, list[Activity]],
) -> None:
    preferences, made = case
    application = fold(1, made)
    delivered: dict[str, datetime] = {}
    while waiting := [
        one for one in nudges_for(application, preferences, delivered) if one.key not in delivered
    ]:
        first = min(waiting, key=lambda one: one.due)
        if first.kind is NudgeKind.CLOSE_THE_LOOP and delivered:
            last = to_wall_time(max(delivered.values()), preferences.tz).date()
            assert first.wall.date() >= business_days.add_business_days(
                last, 5, preferences.country
            )
        delivered[first.key] = max((first.due, *delivered.values()))
    asks = {NudgeKind.CLOSE_THE_LOOP, NudgeKind.ANSWER_OFFER}
    last_kinds = {key.split(":")[0] for key in delivered}
    assert not application.is_open or last_kinds & asks


SILENCE = frozenset(
    {
        NudgeKind.FOLLOW_UP,
        NudgeKind.PICK_UP_THE_PHONE,
        NudgeKind.CHECK_IN,
        NudgeKind.AFTER_INTERVIEW,
        NudgeKind.CLOSE_THE_LOOP,
    }
)


def pending(
    application: Application, mine: Preferences, delivered: Mapping[str, datetime]
) -> list[PlannedNudge]:
    """Returns the nudges that are owed and not yet delivered, next due first."""
    owed = nudges_for(application, mine, delivered)
    return sorted(
        (one for one in owed if one.key not in delivered), key=lambda one: (one.due, one.key)
    )


def lived(
    mine: Preferences, made: Sequence[Activity]
) -> Iterator[tuple[datetime, Application, dict[str, datetime], PlannedNudge | None]]:
    """Lives a history: every moment at which something is logged or delivered, and a day later.

    Yields the moment, the application, what was delivered by then, and what is delivered just now.
    """
    delivered: dict[str, datetime] = {}
    for count, logged in enumerate(made, start=1):
        application = fold(1, made[:count])
        yield logged.logged, application, delivered, None
        until = made[count].logged if count < len(made) else datetime.max.replace(tzinfo=UTC)
        while (waiting := pending(application, mine, delivered)) and waiting[0].due <= until:
            now = max(waiting[0].due, logged.logged)
            delivered[waiting[0].key] = now
            yield now, application, delivered, waiting[0]
            later = now + timedelta(days=1)
            if later <= until:
                yield later, application, delivered, None


MOVED_AFTER_DELIVERY = [
    Activity(
        ActivityKind.APPLIED,
        date(2026, 1, 5),
        datetime(2026, 1, 4, 23, tzinfo=UTC),
        id=1,
        company="Acme",
    ),
    Activity(
        ActivityKind.DEBRIEFED,
        date(2026, 1, 9),
        datetime(2026, 1, 8, 23, tzinfo=UTC),
        id=2,
        by=date(2026, 1, 18),
    ),
    Activity(
        ActivityKind.DEBRIEFED,
        date(2026, 1, 20),
        datetime(2026, 1, 19, 23, tzinfo=UTC),
        id=3,
        by=date(2026, 1, 29),
    ),
]


@given(histories())
@example((Preferences(zone="Europe/Berlin", first_follow_up=(1, 1)), MOVED_AFTER_DELIVERY))
def test_an_open_application_has_one_next_step_at_every_moment(
    case: tuple[Preferences, list[Activity]],
) -> None:
    mine, made = case
    for now, application, delivered, _ in lived(mine, made):
        step = next_step(application, mine, delivered, now)
        owed = pending(application, mine, delivered)
        if step is None:
            assert not application.is_open
            assert not owed or application.stage is not Stage.REJECTED
        elif step.state is StepState.COMING:
            assert step.nudge is not None
            assert step.nudge.due > now
            assert step.nudge.due == min(one.due for one in owed if one.due > now)
        elif step.state is StepState.DUE:
            assert step.nudge is not None
            # One that was delivered waits for an answer, also if its rule has moved since.
            assert step.nudge.due <= now or step.nudge.key in delivered
        else:
            assert application.is_open
            assert step.question is not None
            assert not [one for one in owed if one.due > now]


@given(histories())
def test_what_is_called_the_last_reminder_is_followed_by_none_for_a_week(
    case: tuple[Preferences, list[Activity]],
) -> None:
    mine, made = case
    last: tuple[date, datetime] | None = None
    for now, _, _, told in lived(mine, made):
        if told is None:
            continue
        day = to_wall_time(now, mine.tz).date()
        if last and not any(last[1] < one.logged <= now for one in made):
            assert day >= business_days.add_business_days(last[0], 5, mine.country)
        last = (day, now) if told.again else None


@given(histories())
def test_no_reminder_asks_about_a_silence_that_a_reply_has_ended(
    case: tuple[Preferences, list[Activity]],
) -> None:
    mine, made = case
    delivered: dict[str, datetime] = {}
    for count, logged in enumerate(made):
        before = fold(1, made[:count])
        while (waiting := pending(before, mine, delivered)) and waiting[0].due <= logged.logged:
            delivered[waiting[0].key] = waiting[0].due
        latest = all(one.on <= logged.on for one in made[:count])
        if logged.kind not in REPLIES or not latest:
            continue
        # A reply that is dated before an interview's day does not answer what comes after it.
        ahead = {
            one.id
            for one in before.interviews
            if one.end > logged.logged or to_wall_time(one.end, mine.tz).date() > logged.on
        }
        asked = {
            one.about
            for one in nudges_for(before, mine, delivered)
            if one.kind in SILENCE and one.subject not in ahead
        }
        after = nudges_for(fold(1, made[: count + 1]), mine, delivered)
        assert not asked & {one.about for one in after}
