"""The settings for Discord, and what is said of those that cannot be used."""

from __future__ import annotations

import pytest

from adapters.discord.settings import (
    API_URL,
    APPLICATION_ID,
    GATEWAY_URL,
    SHARDS,
    TOKEN,
    DiscordSettings,
    Shards,
    read_discord,
)
from adapters.shared.environment import BadSetting


def test_without_a_token_there_is_no_discord() -> None:
    assert read_discord({SHARDS: "0/1", TOKEN: " "}) is None


def test_everything_is_read() -> None:
    settings = read_discord(
        {
            TOKEN: " secret ",
            APPLICATION_ID: "123",
            SHARDS: "0-3/16",
            API_URL: "http://127.0.0.1:1/api/v10/",
            GATEWAY_URL: "ws://127.0.0.1:1/gateway",
        }
    )
    assert settings == DiscordSettings(
        "secret",
        123,
        Shards(0, 3, 16),
        "http://127.0.0.1:1/api/v10",
        "ws://127.0.0.1:1/gateway",
    )


def test_the_token_is_never_shown() -> None:
    assert "secret" not in repr(DiscordSettings("secret"))


@pytest.mark.parametrize("text", ["Bot abc.def", "abc\ndef", "abc…", "“abc”"])
def test_a_token_copied_with_something_else_is_named_and_not_repeated(text: str) -> None:
    with pytest.raises(BadSetting, match=TOKEN) as bad:
        read_discord({TOKEN: text})
    assert "abc" not in str(bad.value)


@pytest.mark.parametrize("text", ["4-3/16", "0-16/16", "all", "1/1", "0-3", "-1/2", "0/0"])
def test_shards_that_cannot_be_say_how_they_are_written(text: str) -> None:
    with pytest.raises(BadSetting, match="0-3/16"):
        read_discord({TOKEN: "secret", SHARDS: text})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (APPLICATION_ID, "my bot"),
        (APPLICATION_ID, "9" * 5_000),
        (API_URL, "discord.com"),
        (API_URL, "https://discord:443:443"),
        (GATEWAY_URL, "http"),
        (GATEWAY_URL, "wss://["),
        (GATEWAY_URL, "wss://discord:99999"),
    ],
)
def test_what_cannot_be_used_is_named_and_not_repeated(name: str, text: str) -> None:
    with pytest.raises(BadSetting, match=name) as bad:
        read_discord({TOKEN: "secret", name: text})
    assert text not in str(bad.value).replace(name, "")


def test_a_part_knows_whether_it_is_all_there_is() -> None:
    assert Shards(0, 3, 4).alone
    assert not Shards(0, 3, 16).alone
    assert Shards(2, 4, 16).ids == [2, 3, 4]
