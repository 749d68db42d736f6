"""A group in a channel: what is for all is seen by all, and what one presses is theirs alone."""

from __future__ import annotations

import pytest

from adapters.console.virtual_clock import VirtualClock
from tests.adapters.discord.harness import Bot
from tests.adapters.discord.screen import days, long_story, shown
from tests.fakes.discord.client import Client
from tests.fakes.discord.directory import Channel
from tests.fakes.discord.messages import Message
from tests.fakes.discord.server import FakeDiscord


@pytest.fixture
def hunters(fake: FakeDiscord, ada: Client, bea: Client) -> Channel:
    """A channel that ada manages, before the eyes of both."""
    hunters = fake.directory.new_channel(
        fake.directory.new_guild("Hunters", ada.user, bea.user), "hunters"
    )
    ada.opens_channel(hunters)
    bea.opens_channel(hunters)
    return hunters


async def started(bot: Bot, ada: Client, bea: Client) -> Message:
    """The group's first message."""
    await ada.types("group start", zone="Europe/Berlin")
    await bot.worker.tick()
    (message,) = [one for one in bea.sees() if one.audience is None]
    return message


async def test_the_start_is_seen_by_all(
    bot: Bot, ada: Client, bea: Client, hunters: Channel
) -> None:
    page = bea.reads(await started(bot, ada, bea))
    assert page.find("Join")


async def test_a_button_pressed_by_one_answers_that_one_and_leaves_the_message_alone(
    bot: Bot, ada: Client, bea: Client, hunters: Channel
) -> None:
    message = await started(bot, ada, bea)
    before = bea.reads(message)
    opened = await bea.presses("Join", message)
    joined = await bea.submits(opened, {"share": "share my numbers"})
    assert shown(joined).audience is bea.user
    assert bea.reads(message) == before
    assert [one for one in ada.sees() if one.audience is bea.user] == []


async def test_a_goal_set_from_the_kick_off_is_ones_own_business(
    bot: Bot, clock: VirtualClock, ada: Client, bea: Client, hunters: Channel
) -> None:
    message = await started(bot, ada, bea)
    await bea.submits(await bea.presses("Join", message), {"share": "share my numbers"})
    await days(bot, clock, 7)
    kick_off = [one for one in bea.sees() if one.audience is None][-1]
    before = bea.reads(kick_off)
    opened = await bea.presses("Set my goal", kick_off)
    fields = [field.id for field in bea.form(opened).fields]
    done = await bea.submits(opened, dict.fromkeys(fields, "3"))
    assert shown(done).audience is bea.user
    assert bea.reads(kick_off) == before


async def test_what_cannot_be_read_of_a_goal_is_asked_again_in_private(
    bot: Bot, clock: VirtualClock, ada: Client, bea: Client, hunters: Channel
) -> None:
    message = await started(bot, ada, bea)
    await bea.submits(await bea.presses("Join", message), {"share": "share my numbers"})
    await days(bot, clock, 7)
    kick_off = [one for one in bea.sees() if one.audience is None][-1]
    before = bea.reads(kick_off)
    opened = await bea.presses("Set my goal", kick_off)
    (first, *_) = [field.id for field in bea.form(opened).fields]
    wrong = await bea.submits(opened, {first: "many"})
    assert shown(wrong).audience is bea.user
    again = await bea.presses("Correct it", shown(wrong))
    done = await bea.submits(again, {first: "3"})
    assert shown(done).audience is bea.user
    assert bea.reads(kick_off) == before


async def test_a_win_that_cannot_be_shared_is_not_lost(
    bot: Bot, ada: Client, bea: Client, hunters: Channel
) -> None:
    message = await started(bot, ada, bea)
    await bea.submits(await bea.presses("Join", message), {"share": "share my numbers"})
    opened = await bea.presses("Share a win", message)
    (field, *_) = [one.id for one in bea.form(opened).fields]
    await bea.types("group leave")
    refused = await bea.submits(opened, {field: "First interview in months"})
    assert shown(refused).audience is bea.user
    again = await bea.presses("Change my answers", shown(refused))
    assert bea.form(again).field(field).value == "First interview in months"


@pytest.mark.parametrize(
    ("name", "shown_as"), [("\u200b\u202e", "a member"), ("**b** <@1> @everyone", None)]
)
async def test_a_member_of_any_name_has_a_line_and_is_taken_out_by_name_not_by_a_mention(
    bot: Bot,
    clock: VirtualClock,
    ada: Client,
    bea: Client,
    hunters: Channel,
    name: str,
    shown_as: str | None,
) -> None:
    bea.user.shown_name = name
    message = await started(bot, ada, bea)
    await bea.submits(await bea.presses("Join", message), {"share": "share my numbers"})
    await bea.types("applied", company="Acme")
    await days(bot, clock, 5)
    check_in = [one for one in ada.sees() if one.audience is None][-1]
    assert dict(ada.reads(check_in).whole.facts) == {shown_as or name: "1 application"}
    refused = await ada.types("group leave", who=f"<@{bea.user.id}>")
    assert "nobody was removed" in str(ada.reads(shown(refused)).whole)
    await ada.types("group leave", who=shown_as or name)
    gone = await bea.types("group check-in")
    assert "aren't a member" in str(bea.reads(shown(gone)).whole)


@pytest.mark.parametrize("label", ["Save now", "Continue"])
@pytest.mark.parametrize("on", ["yesterday", "the day after never"])
async def test_a_made_up_click_goes_on_with_a_form_beside_a_post(
    bot: Bot, ada: Client, bea: Client, hunters: Channel, label: str, on: str
) -> None:
    message = await started(bot, ada, bea)
    before = bea.reads(message)
    step = await bea.submits(await bea.types("applied"), {"company": "Acme", "on": on})
    done = await bea.forges(str(bea.reads(shown(step)).find(label)[0].custom_id), message)
    if done.modal:
        done = await bea.submits(done, {"contact": "Dana"})
    assert shown(done).audience is bea.user
    await bea.types("pipeline")
    assert not message.deleted
    assert bea.reads(message) == before


async def test_a_made_up_click_turns_no_pages_in_a_post(
    bot: Bot, ada: Client, bea: Client, hunters: Channel
) -> None:
    message = await started(bot, ada, bea)
    before = bea.reads(message)
    pages = await long_story(bea)
    done = await bea.forges(str(bea.reads(pages).find("Next")[0].custom_id), message)
    assert shown(done).audience is bea.user
    assert bea.reads(message) == before
