"""Follow-ups after an application, until the loop is closed."""

from __future__ import annotations

import pytest

from bot.domain.applications.activity import ActivityKind, OutreachMethod
from tests.bot.history import Hunt

WORKED = [
    ("1 Jun", "Mon 08 Jun 09:00", "Thu 11 Jun 09:00"),
    ("2 Jun", "Mon 08 Jun 09:00", "Thu 11 Jun 09:00"),
    ("3 Jun", "Mon 08 Jun 09:00", "Thu 11 Jun 09:00"),
    ("4 Jun", "Tue 09 Jun 09:00", "Fri 12 Jun 09:00"),
    ("5 Jun", "Wed 10 Jun 09:00", "Mon 15 Jun 09:00"),
    ("6 Jun", "Thu 11 Jun 09:00", "Mon 15 Jun 09:00"),
    ("7 Jun", "Fri 12 Jun 09:00", "Mon 15 Jun 09:00"),
]


@pytest.mark.parametrize(("applied", "first", "second"), WORKED)
def test_worked_examples_of_follow_ups(applied: str, first: str, second: str) -> None:
    hunt = Hunt()
    hunt.applied(applied)
    assert hunt.pending() == {"follow_up 1": first}
    sent = hunt.owed()[0].wall.date()
    hunt.did(ActivityKind.FOLLOWED_UP, sent.isoformat(), f"{sent.isoformat()} 10:00")
    assert hunt.pending() == {"follow_up 2": second}


def test_an_early_outreach_counts_as_the_first_follow_up() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "2 Jun")
    assert hunt.pending() == {"follow_up 2": "Fri 05 Jun 09:00"}


def test_after_the_second_outreach_it_is_the_phone_and_only_a_call_settles_it() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "11 Jun", method=OutreachMethod.EMAIL)
    assert hunt.pending() == {"pick_up_the_phone": "Mon 15 Jun 09:00"}
    hunt.did(ActivityKind.FOLLOWED_UP, "12 Jun", method=OutreachMethod.EMAIL)
    assert "pick_up_the_phone" in hunt.pending()
    hunt.did(ActivityKind.FOLLOWED_UP, "15 Jun", method=OutreachMethod.PHONE)
    assert hunt.pending() == {"close_the_loop": "Mon 29 Jun 09:00"}


def test_silence_after_everything_closes_the_loop_a_fortnight_after_applying() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.delivered("follow_up 1", "8 Jun 9:00")
    assert hunt.pending() == {"follow_up 1": "Wed 10 Jun 09:00"}
    hunt.delivered("follow_up 1", "10 Jun 9:00")
    assert hunt.pending() == {"close_the_loop": "Wed 17 Jun 09:00"}  # not sooner than 5 days after
    hunt.delivered("close_the_loop", "17 Jun 9:00")
    assert hunt.pending() == {}


def test_waiting_on_asks_again_a_fortnight_later() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.delivered("follow_up 1", "8 Jun 9:00")
    hunt.delivered("follow_up 1", "10 Jun 9:00")
    hunt.delivered("close_the_loop", "15 Jun 9:00")
    hunt.did(
        ActivityKind.KEPT_WAITING, "15 Jun", "15 Jun 9:05", nudge=hunt.settles("close_the_loop")
    )
    assert hunt.pending() == {"close_the_loop": "Mon 29 Jun 09:00"}


def test_trying_again_starts_over_at_the_first_follow_up() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun")
    hunt.did(ActivityKind.GHOSTED, "20 Jun")
    assert hunt.pending() == {}
    hunt.did(ActivityKind.TRIED_AGAIN, "22 Jun")
    assert hunt.pending() == {"follow_up 1": "Mon 29 Jun 09:00"}


def test_any_reply_ends_the_follow_ups() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.did(ActivityKind.HEARD_BACK, "3 Jun")
    assert hunt.pending() == {"check_in 1": "Mon 08 Jun 09:00"}


def test_a_late_logged_outreach_from_before_the_reply_counts_for_nothing() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.did(ActivityKind.HEARD_BACK, "9 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun", "10 Jun")
    assert hunt.pending() == {"check_in 1": "Mon 15 Jun 09:00"}
