"""Properties of the next step, for every history of an open application."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import example, given

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import REPLIES, Application, Stage
from bot.domain.applications.history import fold
from bot.domain.calendar import business_days
from bot.domain.calendar.local_time import to_wall_time
from bot.domain.people.person import Preferences
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.next_step import StepState, next_step
from bot.domain.reminders.nudge import NudgeKind, PlannedNudge
from tests.bot.cadence.strategies import histories


@given(histories())
def test_an_open_application_always_owes_a_next_step(
    case: tuple[Preferences, list[Activity]],
) -> None:
    preferences, made = case
    application = fold(1, made)
    planned = nudges_for(application, preferences, {})
    assert bool(planned) is application.is_open or application.stage is Stage.REJECTED


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
    planned = nudges_for(application, mine, delivered)
    return sorted(
        (one for one in planned if one.key not in delivered), key=lambda one: (one.due, one.key)
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
        planned = pending(application, mine, delivered)
        if step is None:
            assert not application.is_open
            assert not planned or application.stage is not Stage.REJECTED
        elif step.state is StepState.COMING:
            assert step.nudge is not None
            assert step.nudge.due > now
            assert step.nudge.due == min(one.due for one in planned if one.due > now)
        elif step.state is StepState.DUE:
            assert step.nudge is not None
            # One that was delivered waits for an answer, also if its rule has moved since.
            assert step.nudge.due <= now or step.nudge.key in delivered
        else:
            assert application.is_open
            assert step.question is not None
            assert not [one for one in planned if one.due > now]


@given(histories())
def test_what_is_called_the_last_reminder_is_followed_by_none_for_a_week(
    case: tuple[Preferences, list[Activity]],
) -> None:
    mine, made = case
    last: tuple[date, datetime] | None = None
    for now, _, _, just_delivered in lived(mine, made):
        if just_delivered is None:
            continue
        day = to_wall_time(now, mine.tz).date()
        if last and not any(last[1] < one.logged <= now for one in made):
            assert day >= business_days.add_business_days(last[0], 5, mine.country)
        last = (day, now) if just_delivered.again else None


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
