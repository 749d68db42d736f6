"""The clock: by the wall or elapsed, in order, across clock changes, and remembered."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.adapters.console.process import chat


def where(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'hunt.sqlite3'}"


def test_everything_on_the_way_comes_in_order_each_at_its_own_time() -> None:
    done = chat(
        "/applied Acme on 2026-05-31",
        "/applied Zebra",
        "/interview Acme at 2026-06-04 14:00",
        ".as bea",
        "/applied Yonder on 2026-05-30",
        ".as ada",
        ".wait 3w",
    )
    nudges = [one for one in done.things if one["kind"] == "nudge"]
    moments = [datetime.fromisoformat(one["at"]) for one in nudges]
    assert len(nudges) >= 6
    assert moments == sorted(moments)
    assert {one["to"] for one in nudges} == {"@ada", "@bea"}


def test_days_and_weeks_keep_the_time_of_day_across_a_clock_change() -> None:
    done = chat(
        ".wait 1d",
        "/nudges",
        ".wait 24h",
        "/nudges",
        ".wait 1w",
        "/nudges",
        clock="2026-10-24T10:00",
    )
    assert [one["at"] for one in done.things] == [
        "2026-10-25T10:00:00+01:00",
        "2026-10-26T10:00:00+01:00",
        "2026-11-02T10:00:00+01:00",
    ]


def test_hours_and_minutes_elapse() -> None:
    done = chat(
        ".wait 24h",
        "/nudges",
        ".wait 90m",
        "/nudges",
        ".wait 1h30m",
        "/nudges",
        clock="2026-10-24T10:00",
    )
    assert [one["at"][11:16] for one in done.things] == ["09:00", "10:30", "12:00"]


def test_waiting_into_a_gap_ends_at_the_first_moment_after_it() -> None:
    done = chat(".wait 1d", "/nudges", clock="2026-03-28T02:30")
    assert done.last["at"] == "2026-03-29T03:00:00+02:00"


def test_until_is_by_the_clock_on_the_wall() -> None:
    done = chat(
        ".wait until 2026-06-08T09:00", "/nudges", ".wait until 2026-06-08 10:15", "/nudges"
    )
    assert [one["at"] for one in done.things] == [
        "2026-06-08T09:00:00+02:00",
        "2026-06-08T10:15:00+02:00",
    ]


SENSELESS = (
    ".wait",
    ".wait until",
    ".wait until 2026-05-31T10:00",
    ".wait until someday",
    ".wait until 9999-12-31T23:59",
    ".wait -3d",
    ".wait 3 fortnights",
    ".wait 999999d",
    ".wait 99999999999999999999d",
    ".wait 8d and then some",
)


def test_a_wait_that_makes_no_sense_leaves_the_clock_where_it_is() -> None:
    *errors, after = chat(*SENSELESS, "/nudges").things
    assert [one["kind"] for one in errors] == ["error"] * len(SENSELESS)
    assert all(len(one["text"]) > 20 for one in errors)
    assert after["at"] == "2026-06-01T10:00:00+02:00"


def test_a_moment_with_an_offset_is_that_moment() -> None:
    assert chat("/nudges", clock="2026-06-01T10:00-04:00").last["at"] == "2026-06-01T16:00:00+02:00"


def test_a_later_run_never_starts_before_the_last_one_ended(tmp_path: Path) -> None:
    chat("/applied Acme", ".wait 3d", database=where(tmp_path))
    said, answer = chat("/pipeline", database=where(tmp_path)).things
    assert said["kind"] == "answer"
    assert "Thu 4 Jun" in said["text"]
    assert answer["at"] == "2026-06-04T10:00:00+02:00"
    assert len(answer["items"]) == 1


def test_a_later_clock_is_taken_as_it_is_and_what_came_due_is_sent(tmp_path: Path) -> None:
    chat("/applied Acme", database=where(tmp_path))
    done = chat("/pipeline", database=where(tmp_path), clock="2026-06-08T12:00")
    nudge, answer = done.things
    assert (nudge["kind"], nudge["at"]) == ("nudge", "2026-06-08T12:00:00+02:00")
    assert "late" in nudge["text"]
    assert answer["kind"] == "answer"


def test_a_nudge_is_shown_once_over_two_runs(tmp_path: Path) -> None:
    first = chat("/applied Acme", ".wait 7d", database=where(tmp_path))
    second = chat("/nudges", database=where(tmp_path), clock="2026-06-08T10:00")
    kinds = [one["kind"] for one in (*first.things, *second.things)]
    assert kinds == ["answer", "nudge", "answer"]


def test_buttons_of_another_run_do_not_count_as_pressed(tmp_path: Path) -> None:
    chat("/applied Acme", ".wait 7d", ".press I sent it", database=where(tmp_path))
    done = chat(".wait 3d", ".press I sent it", database=where(tmp_path), clock="2026-06-08T10:00")
    assert [one["kind"] for one in done.things] == ["nudge", "update"]


def test_without_a_clock_it_is_now(tmp_path: Path) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    done = chat("/nudges", ".wait 8d", "/nudges", clock=None, database=where(tmp_path))
    now, later = (datetime.fromisoformat(one["at"]) for one in done.things)
    assert before <= now <= datetime.now(UTC)
    assert timedelta(days=7.9) < later - now < timedelta(days=8.1)
    said, *_ = chat("/nudges", clock=None, database=where(tmp_path)).things
    assert re.search(r"already reached", said["text"])


def test_a_database_in_memory_is_gone_with_the_run() -> None:
    chat("/applied Acme")
    assert chat("/pipeline").last["items"] == []
