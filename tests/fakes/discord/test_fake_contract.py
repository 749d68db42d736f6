"""Calls that Discord would refuse fail a test, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import ui
from discord.http import Route

from tests.fakes.discord import contract
from tests.fakes.discord.client import Client
from tests.fakes.discord.commands import unfit
from tests.fakes.discord.conftest import Clock
from tests.fakes.discord.directory import TOKEN
from tests.fakes.discord.interactions import InteractionKind
from tests.fakes.discord.sample_bot import Bot
from tests.fakes.discord.server import FakeDiscord, discord_here


async def ask(bot: Bot, method: str, path: str, body: Any = None) -> Any:
    """A request as discord.py sends it, with any body."""
    return await bot.http.request(Route(method, path), json=body)


def test_the_contract_is_beside_the_project() -> None:
    if not contract.is_here():
        pytest.skip(contract.ABSENT)
    assert contract.request("POST", "/users/@me/channels") is not None
    assert contract.dispatch("INTERACTION_CREATE") is not None


def needs_the_contract() -> None:
    if not contract.is_here():
        pytest.skip(contract.ABSENT)


async def test_a_body_that_the_description_forbids(
    fake: FakeDiscord, bot: Bot, ada: Client
) -> None:
    needs_the_contract()
    channel = await bot.create_dm(discord.Object(ada.user.id))
    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("due", nonce="x" * 26)
    assert refused.value.code == 50035
    (problem,) = fake.directory.violations.take()
    assert problem.startswith("POST /channels/{channel_id}/messages: ['nonce']")


async def test_what_is_wrong_deep_inside_is_said_of_what_was_meant(
    fake: FakeDiscord, bot: Bot, ada: Client
) -> None:
    needs_the_contract()
    channel = await bot.create_dm(discord.Object(ada.user.id))
    card = {"type": 17, "components": [row({**BUTTON, "label": "x" * 81})]}
    with pytest.raises(discord.HTTPException):
        body = {"flags": 1 << 15, "components": [card]}
        await ask(bot, "POST", f"/channels/{channel.id}/messages", body)
    (problem,) = fake.directory.violations.take()
    assert "['components'][0]['components'][0]['components'][0]['label']: " in problem
    assert "is too long" in problem


async def test_a_route_that_is_none(fake: FakeDiscord, bot: Bot) -> None:
    with pytest.raises(discord.NotFound):
        await ask(bot, "GET", "/users/@me/guilds")
    assert fake.directory.violations.take() == [
        "GET /api/v10/users/@me/guilds: there is no such route"
    ]


async def test_a_problem_that_nobody_takes_fails_at_the_end(clock: Clock) -> None:
    async def use_it() -> None:
        async with discord_here(clock.now):
            bot = Bot()
            await bot.login(TOKEN)
            with pytest.raises(discord.NotFound):
                await ask(bot, "GET", "/voice/regions")
            await bot.close()

    with pytest.raises(AssertionError, match="there is no such route"):
        await use_it()


async def test_a_ping_is_a_problem_unless_it_is_forbidden(
    fake: FakeDiscord, bot: Bot, ada: Client
) -> None:
    channel = await bot.create_dm(discord.Object(ada.user.id))
    await channel.send("@everyone and <@1>")
    assert fake.directory.violations.take() == []
    await channel.send("@everyone and <@1>", allowed_mentions=discord.AllowedMentions.all())
    assert fake.directory.violations.take() == ["a message: pings @everyone, <@1>"]
    assert ada.reads(ada.sees()[-1]).mentions == ["@everyone", "<@1>"]
    assert len(fake.directory.violations.take()) == 2


TEXT: dict[str, Any] = {"type": 10, "content": "words"}


BUTTON = {"type": 2, "style": 2, "label": "a", "custom_id": "a"}
MENU = {"type": 3, "custom_id": "m", "options": [{"label": "a", "value": "a"}]}


def row(*inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inner)}


def box(inner: dict[str, Any], times: int) -> dict[str, Any]:
    return {"type": 17, "components": [inner] * times}


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"content": "x" * 2001}, "content of 2001 characters"),
        ({"components": [TEXT]}, "type 10 without the flag"),
        ({"flags": 1 << 15, "components": [TEXT], "content": "x"}, "content beside"),
        ({"flags": 1 << 15, "components": [box(TEXT, 20), box(TEXT, 20)]}, "42 components"),
        ({"flags": 1 << 15, "components": [{**TEXT, "content": "x" * 4000}, TEXT]}, "4005"),
        ({"components": [row(BUTTON, BUTTON)]}, "“a” is there twice"),
        ({"components": [row(BUTTON)] * 6}, "6 rows"),
        ({"components": [row(BUTTON, MENU)]}, "a menu beside"),
    ],
)
async def test_limits_that_the_description_does_not_know(
    fake: FakeDiscord, bot: Bot, ada: Client, body: dict[str, Any], complaint: str
) -> None:
    channel = await bot.create_dm(discord.Object(ada.user.id))
    with pytest.raises(discord.HTTPException) as refused:
        await ask(bot, "POST", f"/channels/{channel.id}/messages", body)
    assert refused.value.code == 50035
    assert complaint in fake.directory.violations.take()[0]


async def test_an_interaction_is_answered_once_and_in_time(
    fake: FakeDiscord, bot: Bot, ada: Client, clock: Clock
) -> None:
    def callback() -> str:
        one = fake.interactions.begin(InteractionKind.COMMAND, ada.user, ada.channel, {"id": "1"})
        return f"/interactions/{one.id}/{one.token}/callback"

    late, twice = callback(), callback()
    await ask(bot, "POST", twice, {"type": 4, "data": {"content": "yes"}})
    clock.waits(timedelta(seconds=4))
    for path, code in ((twice, 40060), (late, 10062), ("/interactions/1/x/callback", 10062)):
        with pytest.raises(discord.HTTPException) as refused:
            await ask(bot, "POST", path, {"type": 4, "data": {"content": "again"}})
        assert refused.value.code == code
    fake.directory.violations.take()


async def test_an_interactions_token_lives_for_a_quarter_of_an_hour(
    fake: FakeDiscord, bot: Bot, ada: Client, clock: Clock
) -> None:
    one = fake.interactions.begin(InteractionKind.COMMAND, ada.user, ada.channel, {"id": "1"})
    callback = f"/interactions/{one.id}/{one.token}/callback"
    await ask(bot, "POST", callback, {"type": 5, "data": {"flags": 64}})
    answer = f"/webhooks/{fake.directory.application_id}/{one.token}"
    first = await ask(bot, "POST", answer, {"content": "first"})
    assert one.original is not None
    assert first["id"] == str(one.original.id)
    await ask(bot, "POST", answer, {"content": "second", "flags": 64})
    assert [ada.reads(m).whole.text for m in ada.sees()] == ["first", "second"]
    clock.waits(timedelta(minutes=16))
    with pytest.raises(discord.HTTPException) as refused:
        await ask(bot, "PATCH", f"{answer}/messages/@original", {"content": "late"})
    assert refused.value.code == 50027
    fake.directory.violations.take()


async def test_a_form_takes_five_fields_and_a_form_cannot_follow_a_form(
    fake: FakeDiscord, bot: Bot, ada: Client
) -> None:
    label = {"type": 18, "label": "Company"}
    modal: dict[str, Any] = {
        "custom_id": "form",
        "title": "Log it",
        "components": [
            {**label, "component": {"type": 4, "custom_id": str(n), "style": 1}} for n in range(6)
        ],
    }
    for kind, complaint in (
        (InteractionKind.COMMAND, "6 fields"),
        (InteractionKind.MODAL, "MODAL does not fit"),
    ):
        one = fake.interactions.begin(kind, ada.user, ada.channel, {"id": "1"})
        callback = f"/interactions/{one.id}/{one.token}/callback"
        with pytest.raises(discord.HTTPException):
            await ask(bot, "POST", callback, {"type": 9, "data": modal})
        assert any(complaint in problem for problem in fake.directory.violations.take())
        modal["components"].pop()


def test_commands_that_would_not_be_registered() -> None:
    company = {"type": 3, "name": "company", "description": "Which?", "required": True}
    choices = [{"name": c * 50, "value": "v" * 40} for c in "abcd"]
    wordy = [
        {"type": 3, "name": f"o{n}", "description": "x" * 100, "choices": choices}
        for n in range(20)
    ]
    said = " ".join(
        unfit(
            [
                {"name": "Log", "description": "x", "options": [company, company]},
                {"name": "log", "description": "x", "options": [*wordy[:1], company]},
                {"name": "log", "description": "x", "options": wordy},
            ]
        )
    )
    assert "/Log is no name" in said
    assert "“company” is there twice" in said
    assert "“log (1)” is there twice" in said
    assert "required after something that is not" in said
    assert "characters of names" in said


async def test_components_v2_are_taken_back_as_they_were_sent(
    fake: FakeDiscord, bot: Bot, ada: Client
) -> None:
    view = ui.LayoutView()
    view.add_item(
        ui.Container(
            ui.TextDisplay("## Follow up with Acme"),
            ui.Section("Send this:", accessory=ui.Button(label="Snooze", custom_id="z")),
            ui.Separator(),
            ui.ActionRow(
                ui.Select(
                    custom_id="s", options=[discord.SelectOption(label="Skip", value="skip|1")]
                )
            ),
            accent_colour=0x336699,
        )
    )
    channel = await bot.create_dm(discord.Object(ada.user.id))
    await channel.send(view=view)
    page = ada.reads(ada.sees()[0])
    assert page.whole.title == "Follow up with Acme"
    assert [one.label for one in page.whole.pressables] == ["Skip"]
    (entry,) = page.entries
    assert (entry.title, [one.label for one in entry.pressables]) == ("Send this:", ["Snooze"])
    assert page.color == 0x336699
