"""The numbers: what counts, and what says nothing about anybody."""

from __future__ import annotations

from bot.domain.applications.activity import ActivityKind, OutreachMethod
from bot.domain.applications.history import fold
from bot.domain.applications.statistics import Rate, Statistics, compute_statistics
from tests.bot.history import BERLIN, Hunt, day


def counted(*hunts: Hunt, today: str = "30 Jun") -> Statistics:
    """The numbers of several applications since the spring."""
    applications = [fold(id, hunt.activities) for id, hunt in enumerate(hunts, start=1)]
    return compute_statistics(applications, BERLIN, hunts[0].at(today), day("1 Mar"))


def applied(on: str = "1 Jun") -> Hunt:
    """Someone who applied."""
    hunt = Hunt()
    hunt.applied(on)
    return hunt


def test_what_an_acceptance_made_one_withdraw_counts_for_nothing_in_the_rates() -> None:
    silent, taken, dropped = applied(), applied(), applied()
    taken.did(ActivityKind.OFFERED, "15 Jun")
    taken.did(ActivityKind.ACCEPTED, "16 Jun")
    dropped.did(ActivityKind.FOLLOWED_UP, "8 Jun", method=OutreachMethod.EMAIL)
    dropped.did(ActivityKind.WITHDREW, "16 Jun", "16 Jun 12:00")
    numbers = counted(silent, taken, dropped)
    assert numbers.applications == 3
    assert numbers.follow_ups == 1
    assert numbers.replied == numbers.offered == Rate(1, 2)
    assert numbers.covered == Rate(0, 2)
    assert numbers.by_method == ()


def test_a_withdrawal_without_an_acceptance_counts() -> None:
    dropped, taken, later = applied(), applied(), applied("20 Jun")
    dropped.did(ActivityKind.WITHDREW, "12 Jun")
    taken.did(ActivityKind.ACCEPTED, "16 Jun")
    later.did(ActivityKind.WITHDREW, "25 Jun")
    assert counted(dropped, taken, later).replied == Rate(0, 3)


def test_an_invitation_without_a_time_is_an_invitation_and_a_no_is_a_reply_only() -> None:
    invited, booked, rejected = applied(), applied(), applied()
    invited.did(ActivityKind.INVITED, "5 Jun")
    booked.booked("12 Jun 14:00", logged="5 Jun")
    rejected.did(ActivityKind.REJECTED, "5 Jun")
    numbers = counted(invited, booked, rejected)
    assert numbers.replied == Rate(3, 3)
    assert numbers.invited == Rate(2, 3)
    assert numbers.rejected == Rate(1, 3)


def test_what_was_over_before_a_follow_up_was_due_needed_none() -> None:
    over = applied()
    over.did(ActivityKind.WITHDREW, "4 Jun")
    assert counted(over).covered == Rate(0, 0)
    assert counted(applied()).covered == Rate(0, 1)
