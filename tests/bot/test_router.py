"""What people write before they know the commands, or around them."""

from __future__ import annotations

import pytest

from bot.catalog import COMMANDS
from bot.conversation.router import heard
from bot.message import Refused


@pytest.mark.parametrize(
    "text",
    ["help", "Help!", "/help", "/followthrough help", "hi", "Hello", "hey.", " start "],
)
def test_a_greeting_is_answered_with_what_there_is(text: str) -> None:
    command, rest = heard(text, COMMANDS)
    assert (command.name, rest) == ("followthrough", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What’s due?", "nudges"),
        ("what do I do now?", "nudges"),
        ("Status", "pipeline"),
        ("My week", "group check-in"),
        ("STOP", "pause"),
        ("unsubscribe.", "pause"),
        ("undo that", "undo"),
        ("delete everything", "forget-me"),
        ("Good morning :)", "followthrough"),
    ],
)
def test_a_whole_message_is_heard_for_what_it_means(text: str, name: str) -> None:
    command, rest = heard(text, COMMANDS)
    assert (command.name, rest) == (name, "")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        (
            "https://jobs.lever.co/acme/1f0c3b9e",
            {"link": "https://jobs.lever.co/acme/1f0c3b9e", "company": "Acme"},
        ),
        ("look: https://a.example/jobs/7, it fits", {"link": "https://a.example/jobs/7"}),
    ],
)
def test_a_link_alone_is_asked_about(text: str, bound: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        heard(text, COMMANDS)
    told = [(one.label, one.action.command) for one in refused.value.message.buttons]
    assert told == [("I applied", "applied"), ("I plan to", "plan")]
    assert all(one.action.args == bound for one in refused.value.message.buttons)


def test_beside_a_misspelt_command_a_link_is_no_reason_to_forget_the_rest() -> None:
    with pytest.raises(Refused) as refused:
        heard("appplied Acme https://a.example/jobs/7", COMMANDS)
    assert "Did you mean /applied?" in str(refused.value)


def test_thanks_are_taken() -> None:
    for text in ("Thanks!", "thank you", "thanks a lot :)"):
        with pytest.raises(Refused) as refused:
            heard(text, COMMANDS)
        assert "You're welcome" in refused.value.message.text


@pytest.mark.parametrize(
    "text",
    [
        "help followed-up",
        "Help with followed up",
        "/followthrough help followed-up",
        "help me on followed-up Acme",
    ],
)
def test_help_with_a_command_tells_of_it_and_does_nothing(text: str) -> None:
    command, rest = heard(text, COMMANDS)
    assert (command.name, rest) == ("followthrough", "followed-up")


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("I applied to Acme as Baker", "applied", "to Acme as Baker"),
        ("I've just applied to Acme", "applied", "to Acme"),
        ("I have applied to Acme", "applied", "to Acme"),
        ("i’ve followed up with Acme", "followed-up", "with Acme"),
        ("Just heard back from Acme", "heard-back", "from Acme"),
        ("- applied Acme", "applied", "Acme"),
        ("• I withdrew Acme", "withdrew", "Acme"),
        ("- rejected by Acme", "rejected", "by Acme"),
        ("I interviewed at Acme yesterday at 2pm", "interview", "Acme yesterday at 2pm"),
        ("got an interview with Acme on friday 10am", "interview", "Acme on friday 10am"),
        ("I've been rejected by Acme", "rejected", "Acme"),
        ("Acme just rejected me", "rejected", "Acme"),
        ("The Economist rejected me on Monday", "rejected", "The Economist on Monday"),
        ("Acme rejected me yesterday.", "rejected", "Acme yesterday"),
        ("Acme & Sons has ghosted me", "ghosted", "Acme & Sons"),
        ("I got an offer from Acme", "offered", "Acme"),
        ("I heard from Acme", "heard-back", "Acme"),
        ("I got the job at Acme!", "offered", "Acme"),
        ("I sent a thank-you note to Acme", "thanked", "Acme"),
        ("sent my follow-up to Acme yesterday", "followed-up", "Acme yesterday"),
    ],
)
def test_what_somebody_did_is_heard_as_its_command(text: str, name: str, rest: str) -> None:
    command, left = heard(text, COMMANDS)
    assert (command.name, left) == (name, rest)


@pytest.mark.parametrize(
    "text",
    [
        "I plan to apply at Acme",
        "I pause to think",
        "I rejected Acme",
        "I’ve offered Acme my help",
        "they rejected me",
        "They have ghosted me",
        "Everyone rejected me",
        "I was rejected by everyone",
        "got ghosted by them all",
        "no one has ghosted me",
        "The recruiter at Acme rejected me",
        "Acme rejected me because I was late",
        "I had an idea",
        "Acme rejected Bea",
        "hi Acme",
        "help Acme",
        "I",
        "just",
        "-",
    ],
)
def test_what_is_no_deed_is_not_guessed(text: str) -> None:
    with pytest.raises(Refused):
        heard(text, COMMANDS)
