"""Bad input gets a clear sentence; nothing is saved, and nothing is lost."""

from __future__ import annotations

import pytest

from bot.message import Message, plain
from tests.bot.world import World

MAIL = (
    "Dear Ada,\n\nThank you for your interest in the Baker position at Acme. Unfortunately, we"
    " will not be moving forward with your application at this time.\n\nKind regards,\nDana Smith"
)
WHATSAPP = (
    "01/06/26, 10:02 - Maria: did you hear from Acme?\n"
    "01/06/26, 10:03 - Tom: yes, they rejected me\n"
    "01/06/26, 10:05 - Maria: Globex invited me to an interview on friday 3pm"
)
SLACK = "Maria Lopez  10:02 AM\ndid you hear from Acme?\nTom Berg  10:03 AM\nthey rejected me"
DISCORD = "maria — Today at 10:02\nAcme rejected me\ntom — Today at 10:03\nsorry to hear that"
TELEGRAM = "[10:02] Maria: Acme rejected me\n[10:03] Tom: sorry to hear that"


async def saves_nothing(world: World, line: str) -> Message:
    """Types a line; returns its answer, once it is certain that nothing was saved."""
    answer = await world.types(line)
    assert plain((await world.types("pipeline")).text).startswith("Nothing here yet.")
    return answer


async def test_ten_thousand_characters_are_refused_with_what_fits(world: World) -> None:
    answer = await saves_nothing(world, "a" * 10_000)
    assert "10,000 characters; I read up to 8,000" in plain(answer.text)


@pytest.mark.parametrize("begin", ["", "applied ", "/applied ", "rejected by "])
async def test_one_word_a_thousand_times_is_no_company(world: World, begin: str) -> None:
    answer = await saves_nothing(world, begin + "acme " * 1_000)
    assert answer.text


@pytest.mark.parametrize("chat", [WHATSAPP, SLACK, DISCORD, TELEGRAM])
async def test_a_forwarded_chat_is_nobodys_news(world: World, chat: str) -> None:
    answer = await saves_nothing(world, chat)
    assert plain(answer.text).startswith("That looks like a chat between several people")
    assert answer.buttons


@pytest.mark.parametrize("command", ["", "/applied ", "/rejected ", "/heard-back\n"])
async def test_a_mail_where_a_command_was_expected_says_what_it_reads_as(
    world: World, command: str
) -> None:
    answer = await saves_nothing(world, command + MAIL)
    assert answer.title == "Rejection · Acme (Baker)"
    assert [one.label for one in answer.buttons] == ["Log it", "Another job", "Not this"]


@pytest.mark.parametrize("code", ["Robert'); DROP TABLE applications;--", "<script>x()</script>"])
async def test_code_is_words_like_any_other(world: World, code: str) -> None:
    answer = await saves_nothing(world, code)
    assert code.split()[0] in plain(answer.text)


async def test_signs_that_turn_or_hide_letters_are_taken_out_of_a_name(world: World) -> None:
    answer = await world.types("applied to Ac\u200bme\u200d \u202eas Baker\u202c")
    assert answer.title == "Applied to Acme (Baker)"


async def test_markup_stays_the_letters_that_were_typed(world: World) -> None:
    answer = await world.types("applied to <!channel> as *@everyone*")
    assert answer.title == "Applied to <!channel> (*@everyone*)"
