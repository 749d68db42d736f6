"""Slack's settings in the environment, and a sentence for each mistake in them."""

from __future__ import annotations

import pytest

from adapters.app.settings import ProcessRole, Settings
from adapters.shared.environment import BadSetting
from tests.adapters.slack.harness import KEY

ONE = {
    "FOLLOWTHROUGH_SLACK_BOT_TOKEN": "xoxb-secret-1",
    "FOLLOWTHROUGH_SLACK_APP_TOKEN": "xapp-secret-2",
}
MANY = {
    "FOLLOWTHROUGH_SLACK_CLIENT_ID": "1.2",
    "FOLLOWTHROUGH_SLACK_CLIENT_SECRET": "secret-3",
    "FOLLOWTHROUGH_SLACK_SIGNING_SECRET": "secret-4",
    "FOLLOWTHROUGH_KEYS": f"{KEY}, {KEY}",
    "FOLLOWTHROUGH_PUBLIC_URL": "https://jobs.example/",
}


def test_two_tokens_are_enough_for_one_workspace() -> None:
    slack = Settings.read(ONE).slack
    assert slack is not None
    assert not slack.is_for_many
    assert slack.api_url == "https://slack.com/api/"
    assert slack.authorize_url == "https://slack.com/oauth/v2/authorize"


def test_many_workspaces_need_a_client_keys_and_an_address() -> None:
    slack = Settings.read(MANY).slack
    assert slack is not None
    assert slack.is_for_many
    assert slack.keys == (KEY, KEY)
    assert slack.public_url == "https://jobs.example"


def test_the_larger_manifest_is_a_setting() -> None:
    for written, few in (({}, True), ({"FOLLOWTHROUGH_SLACK_COMMANDS": "all"}, False)):
        slack = Settings.read({**ONE, **written}).slack
        assert slack is not None
        assert slack.few is few


def test_without_any_of_it_there_is_no_slack() -> None:
    assert Settings.read({"FOLLOWTHROUGH_SLACK_BOT_TOKEN": " "}).slack is None


def test_no_secret_is_shown_by_accident() -> None:
    for environment in (ONE, MANY):
        assert "secret" not in repr(Settings.read(environment))
        assert KEY not in repr(Settings.read(environment))


def test_the_role_and_the_address_have_usual_values() -> None:
    settings = Settings.read({})
    assert (settings.role, settings.host, settings.port) == (ProcessRole.ALL, "127.0.0.1", 8080)
    read = Settings.read({"FOLLOWTHROUGH_ROLE": "worker", "FOLLOWTHROUGH_PORT": "9000"})
    assert (read.role, read.port) == (ProcessRole.WORKER, 9000)
    assert read.role.does(ProcessRole.WORKER)
    assert not read.role.does(ProcessRole.WEB)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"FOLLOWTHROUGH_ROLE": "boss"}, "all, web, gateway, worker"),
        ({"FOLLOWTHROUGH_PORT": "http"}, "1 to 65535"),
        ({"FOLLOWTHROUGH_PORT": "70000"}, "1 to 65535"),
        ({"FOLLOWTHROUGH_PORT": "9" * 5_000}, "1 to 65535"),
        ({"FOLLOWTHROUGH_PUBLIC_URL": "http://jobs.example"}, "https://"),
        ({"FOLLOWTHROUGH_PUBLIC_URL": "https://jobs.example/?a=b"}, "is written as"),
        ({"FOLLOWTHROUGH_PUBLIC_URL": "https://["}, "is written as"),
        ({"FOLLOWTHROUGH_PUBLIC_URL": "https://jobs.example:99999"}, "is written as"),
        ({"FOLLOWTHROUGH_PUBLIC_URL": "https://ada:secret-5@jobs.example"}, "is written as"),
        ({"FOLLOWTHROUGH_PUBLIC_URL": "https://jobs.example/my jobs"}, "is written as"),
        ({**ONE, "FOLLOWTHROUGH_SLACK_API_URL": "slack.com"}, "FOLLOWTHROUGH_SLACK_API_URL"),
        ({**ONE, "FOLLOWTHROUGH_SLACK_API_URL": "https://["}, "FOLLOWTHROUGH_SLACK_API_URL"),
        ({**ONE, "FOLLOWTHROUGH_SLACK_COMMANDS": "some"}, "is few or all"),
        ({**ONE, **MANY}, "give only one"),
        ({**ONE, "FOLLOWTHROUGH_SLACK_BOT_TOKEN": "xoxe.xoxb-1"}, "token rotation"),
        ({**ONE, "FOLLOWTHROUGH_SLACK_APP_TOKEN": "xoxb-1"}, "starts with xapp-"),
        ({**ONE, "FOLLOWTHROUGH_SLACK_APP_TOKEN": ""}, "FOLLOWTHROUGH_SLACK_SIGNING_SECRET"),
        ({**ONE, "FOLLOWTHROUGH_SLACK_BOT_TOKEN": ""}, "FOLLOWTHROUGH_SLACK_BOT_TOKEN"),
        ({**MANY, "FOLLOWTHROUGH_SLACK_CLIENT_SECRET": ""}, "FOLLOWTHROUGH_SLACK_CLIENT_SECRET"),
        ({**MANY, "FOLLOWTHROUGH_KEYS": ""}, "FOLLOWTHROUGH_KEYS"),
        ({**MANY, "FOLLOWTHROUGH_KEYS": f"{KEY},short"}, "key 2 of 2"),
        ({**MANY, "FOLLOWTHROUGH_PUBLIC_URL": ""}, "FOLLOWTHROUGH_PUBLIC_URL"),
    ],
)
def test_what_cannot_work_is_said(environment: dict[str, str], said: str) -> None:
    with pytest.raises(BadSetting, match=said) as bad:
        Settings.read(environment)
    assert "secret-" not in str(bad.value)
