"""A queue: one line each; its letter opens separately, and a press rewrites the line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.adapters.slack.harness import Bot
from tests.fakes.slack.client import Client
from tests.fakes.slack.message import Posted

COMPANIES = ("Acme", "Globex", "Initech", "Umbrella")


@pytest.fixture
async def queue(bot: Bot, ada: Client) -> Posted:
    """Four follow-ups are due, and have come as one message."""
    for company in COMPANIES:
        await ada.slash(f"/applied {company}")
        await bot.settled()
    bot.clock.move(bot.clock.now() + timedelta(days=7))
    assert await bot.worker.tick() == len(COMPANIES)
    return ada.screen[0]


def lines(ada: Client, queue: Posted) -> dict[str, list[str]]:
    """Each line's buttons, by the company that it names."""
    return {
        next(one for one in COMPANIES if one in part.title): [b.label for b in part.pressables]
        for part in ada.page(queue).entries
    }


async def test_each_line_is_two_blocks_and_says_what_for_whom_since_when(
    bot: Bot, ada: Client, queue: Posted
) -> None:
    page = ada.page(queue)
    assert page.whole.title == "4 follow-ups due"
    assert page.entries[0].title == "Follow up · Acme · applied on Mon 1 Jun"
    assert len([one for one in queue.revision.blocks if one["block_id"].startswith("item:0")]) == 2
    assert lines(ada, queue)["Acme"] == ["Draft", "I sent it", "They replied", "Snooze", "Skip"]
    assert page.notification.startswith("4 follow-ups due: Acme, Globex, Initech and Umbrella.")


async def test_a_press_leaves_every_other_line_and_outcome_as_it_is(
    bot: Bot, ada: Client, queue: Posted
) -> None:
    for company in ("Acme", "Globex"):
        await ada.presses("I sent it", on=company)
        await bot.settled()
    assert [part.title for part in ada.page(queue).entries[:2]] == [
        "Acme · Sent today.",
        "Globex · Sent today.",
    ]
    assert lines(ada, queue)["Acme"] == ["Undo"]
    assert lines(ada, queue)["Initech"][0] == "Draft"
    await ada.presses("Undo", on="Acme")
    await bot.settled()
    assert lines(ada, queue)["Acme"][0] == "Draft"
    assert lines(ada, queue)["Globex"] == ["Undo"]


async def test_draft_answers_with_the_letter_and_what_is_pressed_there_rewrites_the_line(
    bot: Bot, ada: Client, queue: Posted
) -> None:
    await ada.presses("Draft", on="Globex")
    await bot.settled()
    opened = ada.screen[0]
    page = ada.page(opened)
    assert page.whole.title == "Follow up with Globex"
    assert any("Globex" in one.text for part in page.parts for one in part.copyables)
    before = ada.page(queue)
    await ada.presses("I sent it", on="Follow up with Globex")
    await bot.settled()
    assert lines(ada, queue)["Globex"] == ["Undo"]
    assert ada.page(queue).entries[0].title == before.entries[0].title
    assert ada.page(opened).whole.title == "Followed up with Globex"
    await ada.presses("Undo", on="Followed up with Globex")
    await bot.settled()
    assert lines(ada, queue)["Globex"][0] == "Draft"


async def test_a_reply_that_still_asks_keeps_its_question(
    bot: Bot, ada: Client, queue: Posted
) -> None:
    await ada.presses("They replied", on="Acme")
    await bot.settled()
    await ada.presses("I sent it", on="Globex")
    await bot.settled()
    assert lines(ada, queue)["Acme"] == ["Answer", "Undo"]
    await ada.presses("Answer", on="Acme")
    await bot.settled()
    labels = [one.label for part in ada.page(ada.screen[0]).parts for one in part.pressables]
    assert {"Interview", "Offer", "Rejected", "Undo"} <= set(labels)


async def test_the_rest_is_snoozed_with_one_press_and_comes_back_with_one(
    bot: Bot, ada: Client, queue: Posted
) -> None:
    await ada.presses("I sent it", on="Acme")
    await bot.settled()
    await ada.presses("Snooze the rest till tomorrow")
    await bot.settled()
    page = ada.page(queue)
    assert page.whole.title == "All done"
    assert [part.title for part in page.entries[1:]] == [
        f"{company} · Snoozed until Tue 9 Jun at 09:00." for company in COMPANIES[1:]
    ]
    await ada.presses("Undo", on="Initech")
    await bot.settled()
    assert [buttons[0] for buttons in lines(ada, queue).values()] == ["Undo", *["Draft"] * 3]


async def test_at_home_there_are_the_same_lines(bot: Bot, ada: Client, queue: Posted) -> None:
    await ada.opens_home()
    await bot.settled()
    assert ada.home is not None
    titles = [part.title for part in ada.home.parts]
    assert "Follow up · Acme · applied on Mon 1 Jun" in titles
