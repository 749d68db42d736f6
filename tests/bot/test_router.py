"""Messages from people who do not know the commands yet, or do without them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalog import COMMANDS
from bot.command import ApplicationRef, WallTime
from bot.conversation.router import understand
from bot.message import Invocation, Refused
from tests.bot.parsing.contexts import context, wall


def invocation_of(text: str, *names: str) -> Invocation:
    return understand(text, COMMANDS, context(names=names))


@pytest.mark.parametrize(
    "text",
    ["help", "Help!", "/help", "/followthrough help", "hi", "Hello", "hey.", " start "],
)
def test_a_greeting_is_answered_with_what_there_is(text: str) -> None:
    assert invocation_of(text) == Invocation("followthrough")


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
    assert invocation_of(text) == Invocation(name)


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
        invocation_of(text)
    offered = [(one.label, one.action.command) for one in refused.value.message.buttons]
    assert offered == [("I applied", "applied"), ("I plan to apply", "plan")]
    assert all(one.action.args == bound for one in refused.value.message.buttons)


def test_beside_a_misspelled_command_a_link_is_no_reason_to_forget_the_rest() -> None:
    with pytest.raises(Refused) as refused:
        invocation_of("appplied Acme https://a.example/jobs/7")
    assert "Did you mean /applied?" in str(refused.value)


def test_thanks_are_taken() -> None:
    for text in ("Thanks!", "thank you", "thanks a lot :)"):
        with pytest.raises(Refused) as refused:
            invocation_of(text)
        assert "You're welcome" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "help followed-up",
        "Help with followed up",
        "/followthrough help followed-up",
        "help me on followed-up Acme",
    ],
)
def test_help_with_a_command_describes_it_and_does_nothing(text: str) -> None:
    assert invocation_of(text) == Invocation("followthrough", {"about": "followed-up"})


ACME = ApplicationRef("Acme")
YESTERDAY = date(2026, 6, 2)


@pytest.mark.parametrize(
    ("text", "name", "args"),
    [
        ("I applied to Acme as Baker", "applied", {"company": "Acme", "role": "Baker"}),
        ("I've just applied to Acme", "applied", {"company": "Acme"}),
        ("I have applied to Acme", "applied", {"company": "Acme"}),
        ("i’ve followed up with Acme", "followed-up", {"company": ACME}),
        ("Just heard back from Acme", "heard-back", {"company": ACME}),
        ("- applied Acme", "applied", {"company": "Acme"}),
        ("• I withdrew Acme", "withdrew", {"company": ACME}),
        ("- rejected by Acme", "rejected", {"company": ACME}),
        (
            "I interviewed at Acme yesterday at 2pm",
            "interview",
            {"company": ACME, "at": WallTime(wall("2026-06-02T14:00"))},
        ),
        (
            "got an interview with Acme on friday 10am",
            "interview",
            {"company": ACME, "at": WallTime(wall("2026-06-05T10:00"))},
        ),
        ("I've been rejected by Acme", "rejected", {"company": ACME}),
        ("Acme just rejected me", "rejected", {"company": ACME}),
        (
            "The Economist rejected me on Monday",
            "rejected",
            {"company": ApplicationRef("The Economist"), "on": date(2026, 6, 1)},
        ),
        ("Acme rejected me yesterday.", "rejected", {"company": ACME, "on": YESTERDAY}),
        ("Acme & Sons has ghosted me", "ghosted", {"company": ApplicationRef("Acme & Sons")}),
        ("I got an offer from Acme", "offered", {"company": ACME}),
        ("I heard from Acme", "heard-back", {"company": ACME}),
        ("I got the job at Acme!", "offered", {"company": ACME}),
        ("I sent a thank-you note to Acme", "thanked", {"company": ACME}),
        (
            "sent my follow-up to Acme yesterday",
            "followed-up",
            {"company": ACME, "on": YESTERDAY},
        ),
    ],
)
def test_a_sentence_about_an_action_is_its_command(
    text: str, name: str, args: dict[str, object]
) -> None:
    assert invocation_of(text) == Invocation(name, args)


@pytest.mark.parametrize(
    "text",
    [
        "I pause to think",
        "I’ve offered Acme my help",
        "they rejected me",
        "They have ghosted me",
        "Everyone rejected me",
        "I was rejected by everyone",
        "got ghosted by them all",
        "no one has ghosted me",
        "I had an idea",
        "Acme rejected Bea",
        "hi Acme",
        "help Acme",
        "I",
        "just",
        "-",
    ],
)
def test_what_is_no_action_is_not_guessed(text: str) -> None:
    with pytest.raises(Refused):
        invocation_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "havent heard back from acme",
        "never heard back from Acme",
        "i havent heard from acme",
        "acme has not rejected me yet",
        "acme never offered me anything",
    ],
)
def test_what_is_denied_is_not_logged(text: str) -> None:
    assert invocation_of(text, "Acme").command == "job"


def test_words_before_an_event_never_join_the_company() -> None:
    with pytest.raises(Refused) as refused:
        invocation_of("my friend applied to apple")
    assert refused.value.message.buttons[0].action.args["company"] == "apple"


def test_a_sign_for_at_parts_role_and_company() -> None:
    read = invocation_of("applied for data analyst @ booking.com")
    assert (read.args["company"], read.args["role"]) == ("booking.com", "data analyst")
