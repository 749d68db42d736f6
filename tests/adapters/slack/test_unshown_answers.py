"""A saved command whose answer Slack did not show is reported with the next answer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.adapters.slack.harness import Bot, Harness
from tests.fakes.slack.client import Client

SAVED = "Your last one was saved: you logged your application to Acme."


def says(ada: Client) -> str:
    """The newest answer, in words."""
    return str(ada.page(ada.screen[0]).whole.text)


async def a_moment_later(bot: Bot) -> None:
    """More than an answer takes."""
    await bot.settled()
    bot.clock.move(bot.clock.now() + timedelta(minutes=1))


async def asks(bot: Bot, ada: Client, command: str) -> str:
    """Sends a command and returns the text of the answer."""
    await ada.slash(command)
    await bot.settled()
    return says(ada)


def break_everything(bot: Bot) -> None:
    """Has Slack take no answer, in no place."""
    for method in ("response_url", "chat.postMessage", "chat.postEphemeral"):
        bot.slack.faults.break_down(method, 503, times=20)


def repair(bot: Bot) -> None:
    """Has Slack take answers again."""
    for method in ("response_url", "chat.postMessage", "chat.postEphemeral"):
        while bot.slack.faults.next(method):
            pass


async def test_what_was_saved_without_an_answer_is_said_once_at_the_next_contact(
    bot: Bot, ada: Client
) -> None:
    await asks(bot, ada, "/pipeline")
    break_everything(bot)
    await ada.slash("/applied Acme")
    await a_moment_later(bot)
    repair(bot)
    assert SAVED in await asks(bot, ada, "/pipeline")
    await a_moment_later(bot)
    assert "saved" not in await asks(bot, ada, "/pipeline")
    assert "saved" not in await asks(bot, ada, "/applied Globex")


async def test_it_is_said_with_a_refusal_too(bot: Bot, ada: Client) -> None:
    await asks(bot, ada, "/pipeline")
    break_everything(bot)
    await ada.slash("/applied Acme")
    await a_moment_later(bot)
    repair(bot)
    assert SAVED in await asks(bot, ada, "/job Nobody")
    await a_moment_later(bot)
    assert "saved" not in await asks(bot, ada, "/pipeline")


async def test_an_answer_that_was_shown_is_not_said_again_by_the_next_life(
    harness: Harness, tmp_path: Path
) -> None:
    harness.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    for _ in range(2):
        async with harness.running() as bot:
            ada = bot.client(harness.ada, harness.workspace)
            assert "saved" not in await asks(bot, ada, "/applied Acme")
            await a_moment_later(bot)
            assert "saved" not in await asks(bot, ada, "/pipeline")


async def test_forget_me_takes_it_along(bot: Bot, ada: Client) -> None:
    await asks(bot, ada, "/pipeline")
    break_everything(bot)
    await ada.slash("/applied Acme")
    await a_moment_later(bot)
    repair(bot)
    await ada.slash("/forget-me")
    await bot.settled()
    await ada.presses("Yes, erase everything")
    await bot.settled()
    await ada.presses("Erase it all now")
    await a_moment_later(bot)
    assert "Acme" not in await asks(bot, ada, "/pipeline")
