"""App Home: what is due, the pipeline, the week, the settings, and buttons that work there."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.adapters.slack.harness import Bot, Harness
from tests.fakes.slack.client import Client
from tests.fakes.slack.message_reader import Page
from tests.fakes.slack.screen import ScreenEvent


async def looked(bot: Bot, ada: Client) -> Page:
    """The page as Ada sees it, opened afresh once all she did is done."""
    await bot.settled()
    await ada.opens_home()
    await bot.settled()
    assert ada.home is not None
    return ada.home


def labels(page: Page) -> list[str]:
    return [one.label for part in page.parts for one in part.pressables]


def facts(page: Page) -> dict[str, str]:
    return {name: value for part in page.parts for name, value in part.facts}


async def test_a_newcomer_sees_what_it_is_for_and_how_to_begin(bot: Bot, ada: Client) -> None:
    page = await looked(bot, ada)
    assert page.whole.title == "Never miss a follow-up"
    assert labels(page) == ["Log an application", "Help"]


async def test_it_shows_the_pipeline_the_week_and_the_settings(bot: Bot, ada: Client) -> None:
    await ada.slash("/applied Acme as Baker")
    await bot.settled()
    await ada.slash("/applied Zebra")
    await bot.settled()
    await ada.slash("/rejected Zebra")
    page = await looked(bot, ada)
    shown = facts(page)
    assert (shown["Applied"], shown["Rejected"]) == ("1", "1")
    assert shown["Shots taken"] == "2"
    assert (shown["Time zone"], shown["Nudge hour"]) == ("Europe/Berlin", "09:00")
    assert {"Log an application", "Whole pipeline", "Change settings", "Pause"} <= {*labels(page)}


async def test_what_is_due_can_be_answered_there(bot: Bot, ada: Client) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await bot.waits(days=8)
    page = await looked(bot, ada)
    assert page.whole.title.startswith("Due today, ")
    assert "Follow up with Acme" in [part.title for part in page.parts]
    assert {"I sent it", "Snooze", "Draft"} <= {*labels(page)}
    await ada.presses_at_home("I sent it")
    await bot.settled()
    assert ada.modal is not None
    assert "Logged" in ada.modal.page.whole.text
    assert "I sent it" not in labels(await looked(bot, ada))


async def test_it_follows_every_change(bot: Bot, ada: Client) -> None:
    await looked(bot, ada)
    await ada.slash("/applied Acme")

    def shows_it() -> bool:
        return ada.home is not None and facts(ada.home).get("Applied") == "1"

    await bot.slack.signal.until(shows_it, "the page with the application")


async def test_nothing_is_drawn_for_a_user_who_never_opens_it(
    bot: Bot, ada: Client, harness: Harness
) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await bot.waits(days=8)
    bea = bot.client(harness.bea, harness.workspace)
    await looked(bot, bea)
    await bea.slash("/applied Zebra")
    await bot.slack.signal.until(
        lambda: bea.home is not None and facts(bea.home).get("Applied") == "1", "Bea's page"
    )
    drawn_for = {made.args["user_id"] for made in bot.slack.called("views.publish")}
    assert drawn_for == {harness.bea.id}


async def test_a_user_who_opened_it_before_a_restart_still_sees_what_changes(
    harness: Harness, tmp_path: Path
) -> None:
    harness.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with harness.running() as first:
        await looked(first, first.client(harness.ada, harness.workspace))
    async with harness.running() as second:
        ada = second.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await second.slack.signal.until(
            lambda: ada.home is not None and facts(ada.home).get("Applied") == "1", "the page"
        )


async def test_it_follows_a_nudge(bot: Bot, ada: Client) -> None:
    await looked(bot, ada)
    await ada.slash("/applied Acme")
    await bot.settled()
    await bot.waits(days=8)
    await bot.slack.signal.until(
        lambda: ada.home is not None and "I sent it" in labels(ada.home), "the nudge on the page"
    )


async def test_a_form_from_there_is_answered_over_it(bot: Bot, ada: Client) -> None:
    await looked(bot, ada)
    await ada.presses_at_home("Log an application")
    await bot.settled()
    assert ada.modal is not None
    ada.modal.fill({"Which company?": "Acme"})
    await ada.modal.submit()
    await bot.settled()
    assert ada.modal is not None
    assert ada.modal.page.whole.title == "Applied to Acme"
    await ada.modal.press("Undo")
    await bot.settled()
    assert ada.modal.page.whole.title == "Taken back"


async def test_what_comes_later_today_is_announced(bot: Bot, ada: Client) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.slash("/interview Acme at today 18:00")
    page = await looked(bot, ada)
    assert any("Acme" in part.title and "16:00" in part.title for part in page.parts)


async def test_it_shows_ones_own_goal_in_a_group_and_nobody_elses(
    bot: Bot, ada: Client, harness: Harness
) -> None:
    hunters = harness.workspace.channel(
        "hunters", [harness.workspace.bot, harness.ada, harness.bea]
    )
    bea = bot.client(harness.bea, harness.workspace)
    for client, goal in ((ada, "3"), (bea, "7")):
        for line in ("/group start", "/group join my numbers", f"/group goal {goal}"):
            await client.slash(line, hunters)
            await bot.settled()
    await ada.slash("/applied Acme")
    await bot.settled()
    shown = facts(await looked(bot, ada))
    assert shown["#hunters"] == "This week so far: 1 application. Still to go: 2 applications."
    assert "7" not in " ".join(shown.values())
    await ada.slash("/group leave", hunters)
    await bot.settled()
    assert "#hunters" not in facts(await looked(bot, ada))


async def test_an_interview_booked_long_ago_counts_in_the_week_it_is_held(
    bot: Bot, ada: Client
) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.slash("/interview Acme at 2026-06-30 14:00 for 60m")
    await bot.settled()
    await bot.waits(days=30)
    assert facts(await looked(bot, ada))["Interviews held"] == "1"
    await bot.waits(days=7)
    assert facts(await looked(bot, ada))["Interviews held"] == "0"


async def test_a_pause_is_seen_and_can_be_ended(bot: Bot, ada: Client) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.slash("/pause")
    page = await looked(bot, ada)
    assert "paused" in page.whole.text
    await ada.presses_at_home("Resume")
    await bot.settled()
    assert "Resume" not in labels(await looked(bot, ada))


async def test_with_everything_there_is_it_stays_within_the_limits(bot: Bot, ada: Client) -> None:
    for number in range(15):
        await ada.slash(f"/applied {'Very Long Name ' * 12}{number} as {'Baker ' * 30}")
    await bot.settled()
    await bot.waits(days=8)
    page = await looked(bot, ada)
    assert "15 follow-ups due. 5 more come up here" in page.whole.text


@pytest.mark.parametrize("error", ["hash_conflict", "not_enabled"])
async def test_a_page_that_slack_refuses_holds_up_nothing(
    bot: Bot, ada: Client, harness: Harness, error: str
) -> None:
    harness.slack.faults.refuse("views.publish", error)
    await looked_in_vain(bot, ada)
    await ada.slash("/applied Acme")
    await bot.settled()
    assert any(one.what is ScreenEvent.POSTED for one in ada.workspace.shown)


async def looked_in_vain(bot: Bot, ada: Client) -> None:
    await ada.opens_home()
    await bot.settled()
    assert ada.home is None


async def test_of_more_than_it_looks_at_it_gives_no_exact_number(bot: Bot, ada: Client) -> None:
    for number in range(35):
        await ada.slash(f"/applied Company {number:02}")
    await bot.settled()
    await bot.waits(days=8)
    page = await looked(bot, ada)
    assert "At least 20 more come up here" in page.whole.text
    await ada.presses_at_home("I sent it")
    await bot.settled()
    again = await looked(bot, ada)
    assert labels(again).count("I sent it") == 10, "the next one came up"


async def test_opened_while_something_is_being_logged_it_follows_in_a_moment(
    bot: Bot, ada: Client
) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await asyncio.gather(ada.slash("/applied Bolt"), ada.opens_home())
    await bot.slack.signal.until(
        lambda: ada.home is not None and facts(ada.home).get("Applied") == "2", "both on the page"
    )
