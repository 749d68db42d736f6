"""Every command holds to the tightest platform, and every example in it works."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from bot.catalog import COMMANDS
from bot.command import ArgKind, Command, Param
from tests.conformance.console import at_the_console
from tests.conformance.person import Person

LONGEST_NAME = 32  # Discord and Slack
LONGEST_SUMMARY = 100  # Discord
MOST_OPTIONS = 25  # Discord
MOST_CHOICES = 25  # Discord
LONGEST_LABEL = 45  # a Discord modal's label
EXAMPLES = [(one, example) for one in COMMANDS for example in one.examples]
PARAMS = [(one, param) for one in COMMANDS for param in one.params]


@pytest.fixture
async def ada() -> AsyncIterator[Person]:
    """Ada, who applied to Acme and talked to them an hour ago."""
    async with at_the_console() as platform:
        ada = platform.person("ada")
        await platform.channel("hunters", "ada")
        await ada.types("/applied Acme on 28 May")
        yield ada


def test_names_are_unique_and_fit_everywhere() -> None:
    names = [one.name for one in COMMANDS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*( [a-z-]+)?", name) for name in names)
    assert max(map(len, names)) <= LONGEST_NAME


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.name)
def test_a_command_says_briefly_what_it_does(command: Command) -> None:
    assert 0 < len(command.summary) <= LONGEST_SUMMARY
    assert not command.summary.endswith(".")
    assert len(command.params) <= MOST_OPTIONS
    assert command.hidden or command.examples, "what help lists has an example"


@pytest.mark.parametrize(("command", "param"), PARAMS, ids=lambda one: one.name)
def test_a_parameter_can_be_asked_for(command: Command, param: Param) -> None:
    assert len(param.choices) <= MOST_CHOICES
    if param.arg.hidden:
        assert param.kind is not ArgKind.APPLICATION
        return
    assert 0 < len(param.label) <= LONGEST_LABEL, f"{command.name} {param.name}"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.name)
def test_words_bind_one_parameter_only(command: Command) -> None:
    words = [word for param in command.params for word in param.words]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[text for _, text in EXAMPLES])
async def test_an_example_works_as_written(ada: Person, command: Command, example: str) -> None:
    if command.name in ("debrief", "thanked"):
        await ada.types("/interview Acme at yesterday 8:00")
    if command.name == "resume":
        await ada.types("/pause")
    if command.name == "applied":
        await ada.types("/delete Acme")
        await ada.presses("Yes, delete it")
    if command.name.startswith("group ") or command.name == "win" or example == "stats share":
        await _meets(ada, command)
    seen = await ada.types(f"/{example}")
    assert seen.kind in ("answer", "form"), seen.text
    assert "Which one?" not in seen.title
    assert not seen.text.startswith("I don't know")


async def _meets(ada: Person, command: Command) -> None:
    """Takes her to a channel, into a group as far as the command needs one."""
    await ada.goes_to("hunters")
    if command.name != "group start":
        await ada.types("/group start")
    if command.name not in ("group start", "group join"):
        await ada.types("/group join my numbers")
