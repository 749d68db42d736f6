"""Help for a newcomer is five lines and three buttons; all commands are one press away."""

from __future__ import annotations

from bot.message import plain
from tests.bot.world import World


async def test_a_greeting_is_answered_in_five_lines_and_three_buttons(world: World) -> None:
    for line in ("hi", "help", "/followthrough"):
        answer = await world.types(line)
        assert len(plain(answer.text).splitlines()) == 5
        assert [one.label for one in answer.buttons] == [
            "Log an application",
            "I plan to apply",
            "All commands",
        ]
        assert not answer.items


async def test_a_person_with_applications_is_shown_their_stages(world: World) -> None:
    await world.types("applied Acme")
    answer = await world.types("help")
    labels = [one.label for one in answer.buttons]
    assert labels == ["What's due", "Where you stand", "All commands"]


async def test_all_commands_are_listed_by_subject(world: World) -> None:
    shown = await world.types("help")
    (button,) = [one for one in shown.buttons if one.label == "All commands"]
    listed = await world.presses_button(button)
    assert listed.title == "All commands"
    said = "\n".join(plain(one.text) for one in listed.items)
    assert "/applied: log a job you applied to" in said
    assert "/forget-me: erase everything about you" in said
