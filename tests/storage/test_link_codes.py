"""A link code opens nothing by itself: not borrowed, guessed, used or old."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.people.account_link import ALPHABET, CODE_LASTS, LETTERS, read_code
from storage.storage import Storage
from tests.storage.job_hunts import blocked_writer
from tests.storage.two_accounts import MALLORY, ON_DISCORD, ON_SLACK, Talk, named


def test_a_code_is_sixty_random_bits_and_read_however_it_is_typed() -> None:
    assert len(ALPHABET) ** LETTERS >= 2**50
    assert read_code(" abcd-efgh jk10 ") == "ABCDEFGHJK10"
    assert read_code("ABCD-EFGH-JKLO") == "ABCDEFGHJK10"
    assert read_code("ABCD") is None
    assert read_code("ABCD-EFGH-JKM€") is None


async def test_a_code_works_once(talk: Talk) -> None:
    await talk.says(ON_SLACK, "applied Acme")
    code = await talk.code(ON_SLACK)
    await talk.says(ON_DISCORD, f"link {code}")
    assert "doesn't work" in (await talk.says(MALLORY, f"link {code}")).text


async def test_a_code_ends_after_ten_minutes(talk: Talk) -> None:
    code = await talk.code(ON_SLACK)
    talk.time.at += CODE_LASTS
    assert "doesn't work" in (await talk.says(ON_DISCORD, f"link {code}")).text


async def test_so_does_what_was_entered_and_not_confirmed(talk: Talk) -> None:
    asked = await talk.says(ON_DISCORD, f"link {await talk.code(ON_SLACK)}")
    await talk.presses(ON_DISCORD, asked.buttons[0])
    talk.time.at += CODE_LASTS
    assert "has expired" in (await talk.checks(ON_SLACK)).text


async def test_a_new_code_ends_the_one_before(talk: Talk) -> None:
    old = await talk.code(ON_SLACK)
    await talk.code(ON_SLACK)
    assert "doesn't work" in (await talk.says(ON_DISCORD, f"link {old}")).text


async def test_ones_own_code_opens_nothing(talk: Talk) -> None:
    code = await talk.code(ON_SLACK)
    assert "doesn't work" in (await talk.says(ON_SLACK, f"link {code}")).text


async def test_five_tries_an_hour_and_no_more(talk: Talk) -> None:
    code = await talk.code(ON_SLACK)
    for _ in range(5):
        assert "doesn't work" in (await talk.says(MALLORY, "link AAAA-BBBB-CCCC")).text
    assert "five tries" in (await talk.says(MALLORY, f"link {code}")).text
    talk.time.at += timedelta(hours=1)
    code = await talk.code(ON_SLACK)
    assert (await talk.says(MALLORY, f"link {code}")).title == "Is this you?"


async def test_a_borrowed_code_opens_nothing_without_the_offering_sides_word(talk: Talk) -> None:
    await talk.says(ON_SLACK, "applied Acme")
    asked = await talk.says(MALLORY, f"link {await talk.code(ON_SLACK)}")
    await talk.presses(MALLORY, asked.buttons[0])
    assert await talk.companies(MALLORY) == set()
    check = await talk.checks(ON_SLACK)
    assert "mallory on Discord" in check.text
    await talk.presses(ON_SLACK, check.buttons[-1])
    assert await talk.companies(MALLORY) == set()
    assert "has expired" in (await talk.checks(ON_SLACK)).text


async def test_the_entering_sides_word_is_needed_too(talk: Talk) -> None:
    await talk.says(ON_SLACK, "applied Acme")
    asked = await talk.says(ON_DISCORD, f"link {await talk.code(ON_SLACK)}")
    assert (await talk.checks(ON_SLACK)).title == "Not yet"
    await talk.presses(ON_DISCORD, asked.buttons[1])
    assert "has expired" in (await talk.checks(ON_SLACK)).text


async def test_nobody_else_can_agree_refuse_or_finish(talk: Talk) -> None:
    await talk.says(ON_SLACK, "applied Acme")
    asked = await talk.says(ON_DISCORD, f"link {await talk.code(ON_SLACK)}")
    yes, no = asked.buttons
    for button in (yes, no):
        await talk.presses(MALLORY, button)
    assert (await talk.checks(ON_SLACK)).title == "Not yet"
    await talk.presses(ON_DISCORD, yes)
    check = await talk.checks(ON_SLACK)
    for who in (MALLORY, ON_DISCORD):
        assert "has expired" in (await talk.presses(who, check.buttons[0])).text
    assert await talk.companies(ON_DISCORD) == set()


async def test_a_name_cannot_turn_around_what_is_said_of_it(talk: Talk) -> None:
    eve = replace(MALLORY, introduce=named("Ada\u202e\n\nkcalS no (@eve) on Discord"))
    asked = await talk.says(ON_SLACK, f"link {await talk.code(eve)}")
    assert "from Ada kcalS no (@eve) on Discord. If" in asked.text


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("forgets", [False, True])
async def test_who_says_no_or_is_forgotten_while_the_other_confirms_is_not_linked(
    talk: Talk, storage: Storage, *, forgets: bool
) -> None:
    await talk.says(ON_DISCORD, "applied Zebra")
    asked = await talk.says(ON_DISCORD, f"link {await talk.code(ON_SLACK)}")
    await talk.presses(ON_DISCORD, asked.buttons[0])
    confirm = (await talk.checks(ON_SLACK)).buttons[0]
    async with storage.units.begin(ON_DISCORD.address, "UTC", talk.time.now()) as uow:
        if forgets:
            await uow.people.forget()
        else:
            await uow.account_links.drop(confirm.action.args["offer"])
        confirming = asyncio.create_task(talk.presses(ON_SLACK, confirm))
        await blocked_writer(storage)
    assert "has expired" in (await confirming).text
    assert await talk.companies(ON_SLACK) == set()
    assert await talk.companies(ON_DISCORD) == (set() if forgets else {"Zebra"})
    assert "Nothing is linked" in (await talk.says(ON_DISCORD, "unlink")).text
