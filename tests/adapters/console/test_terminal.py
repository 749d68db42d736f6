"""The prompt: what a person at a terminal types, and what they are shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.console.app import App
from adapters.console.completion import Completions
from adapters.console.prompt import Prompt
from adapters.console.toolbar import fit_lines, hint, next_number
from adapters.console.view_model import View, ViewKind
from adapters.console.virtual_clock import VirtualClock
from bot.catalog import COMMANDS
from storage.storage import Storage, open_storage
from tests.timeouts import HANG

START = datetime(2026, 6, 1, 8, tzinfo=UTC)
ENTER, CTRL_C, CTRL_D = "\r", "\x03", "\x04"


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_storage("sqlite+aiosqlite://") as storage:
        yield storage


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as keyboard, create_app_session(keyboard, DummyOutput()):
        yield keyboard


@pytest.fixture
def seen() -> list[View]:
    return []


@pytest.fixture
def app(storage: Storage, seen: list[View]) -> App:
    return App(storage, COMMANDS, VirtualClock(START), "Europe/Berlin", seen.append)


async def types(app: App, keyboard: PipeInput, *keys: str) -> None:
    """Types all of it, then leaves."""
    keyboard.send_text("".join(keys) + CTRL_D)
    await asyncio.wait_for(Prompt(app).run(), HANG)


async def test_a_number_presses_that_button_of_the_newest_message(
    app: App, keyboard: PipeInput, seen: list[View]
) -> None:
    await types(app, keyboard, "/applied Acme", ENTER, ".wait 8d", ENTER, "1", ENTER, "77", ENTER)
    assert [one.kind for one in seen] == [
        ViewKind.ANSWER,
        ViewKind.NUDGE,
        ViewKind.UPDATE,
        ViewKind.ERROR,
    ]
    assert "buttons 1 to" in seen[-1].text


async def test_tomorrow_is_snoozed_to_without_asking_for_a_date(
    app: App, keyboard: PipeInput, seen: list[View]
) -> None:
    await types(app, keyboard, "/applied Acme", ENTER, ".wait 8d", ENTER, "3", ENTER, "1", ENTER)
    assert seen[-1].title == "Snoozed: Acme"


async def test_another_date_is_asked_for(app: App, keyboard: PipeInput, seen: list[View]) -> None:
    await types(app, keyboard, "/applied Acme", ENTER, ".wait 8d", ENTER)
    await types(app, keyboard, "3", ENTER, "3", ENTER, "12 June", ENTER)
    assert "Fri 12 Jun" in seen[-1].text


async def test_a_number_before_any_button_says_so(
    app: App, keyboard: PipeInput, seen: list[View]
) -> None:
    await types(app, keyboard, "1", ENTER)
    assert [one.kind for one in seen] == [ViewKind.ERROR]


async def test_a_form_is_asked_field_by_field(
    app: App, keyboard: PipeInput, seen: list[View]
) -> None:
    empty = ENTER * 6
    await types(app, keyboard, "/applied", ENTER, "Acme", ENTER, "Baker", ENTER, empty)
    assert [one.kind for one in seen[:2]] == [ViewKind.FORM, ViewKind.ANSWER]
    assert "Acme (Baker)" in seen[1].title


async def test_what_cannot_be_read_is_said_in_place_and_typed_again(
    app: App, keyboard: PipeInput, seen: list[View]
) -> None:
    nudged = ("/applied Acme", ENTER, ".wait 7d", ENTER, ".press Snooze", ENTER)
    await types(app, keyboard, *nudged, ENTER, "tomorrow", ENTER, ENTER)
    assert [one.kind for one in seen] == [
        ViewKind.ANSWER,
        ViewKind.NUDGE,
        ViewKind.FORM,
        ViewKind.UPDATE,
    ]


async def test_ctrl_c_closes_the_form_and_clears_the_line(
    app: App, keyboard: PipeInput, seen: list[View]
) -> None:
    await types(app, keyboard, "/applied", ENTER, "Acme", CTRL_C, "/applied Zebra", CTRL_C)
    assert [one.kind for one in seen] == [ViewKind.FORM, ViewKind.ANSWER]
    assert "Nothing was saved" in seen[-1].text


async def test_while_time_passes_by_itself_nudges_come_over_the_prompt(
    storage: Storage, keyboard: PipeInput, seen: list[View]
) -> None:
    still = App(storage, COMMANDS, VirtualClock(START), "Europe/Berlin", seen.append)
    await still.take_line("/applied Acme")
    nine = datetime(2026, 6, 8, 7, tzinfo=UTC)
    clock = VirtualClock(nine - timedelta(seconds=1), running=True)

    def leave_after_a_nudge(one: View) -> None:
        seen.append(one)
        if one.kind is ViewKind.NUDGE:
            keyboard.send_text(CTRL_D)

    app = App(storage, COMMANDS, clock, "Europe/Berlin", leave_after_a_nudge)
    await asyncio.wait_for(Prompt(app).run(), HANG)
    assert seen[-1].nudges == ("follow_up 1",)
    assert nine <= seen[-1].at <= clock.now()


async def test_a_choice_is_made_by_its_number(
    app: App, keyboard: PipeInput, seen: list[View]
) -> None:
    nudged = ("/applied Acme", ENTER, ".wait 7d", ENTER, ".press Snooze", ENTER)
    await types(app, keyboard, *nudged, "1", ENTER, ENTER)
    assert seen[-1].kind is ViewKind.UPDATE
    assert "Tue 9 Jun" in seen[-1].items[0].text


async def test_a_question_mark_is_answered_by_the_terminal_alone(
    app: App, keyboard: PipeInput, seen: list[View]
) -> None:
    await types(app, keyboard, "?", ENTER, ".help", ENTER)
    assert not seen


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_the_line_below_the_prompt_breaks_between_words(columns: int) -> None:
    usages = [str(hint(f"/{command.name}", COMMANDS, ())) for command in COMMANDS]
    for said in (usage for usage in usages if usage != "None"):
        lines = fit_lines(said, columns).split("\n")
        assert [word for line in lines for word in line.split()] == said.split()
        assert max(map(len, lines)) <= columns


RIGHT, LEFT = "\x1b[C", "\x1b[D"


@pytest.mark.parametrize(("keys", "pressed"), [(RIGHT, 1), (RIGHT * 2, 2), (LEFT, 0)])
def test_the_arrows_go_from_button_to_button(keys: str, pressed: int) -> None:
    typed = ""
    for key in keys.split("\x1b")[1:]:
        typed = str(next_number(typed, 4, 1 if key == "[C" else -1))
    assert typed == str(pressed or 4)


async def test_an_arrow_and_enter_press_a_button(
    app: App, keyboard: PipeInput, seen: list[View]
) -> None:
    await types(app, keyboard, "/applied Acme", ENTER, ".wait 8d", ENTER, RIGHT, ENTER)
    assert seen[-1].kind is ViewKind.UPDATE
    assert seen[-1].title == "Followed up with Acme"


async def test_the_line_below_the_prompt_says_what_is_due_and_what_comes_next(
    app: App, keyboard: PipeInput
) -> None:
    assert await app.read_status() == "Nothing due"
    await app.take_line("/applied Acme")
    assert await app.read_status() == "Nothing due  ·  next up Mon 8 Jun 09:00: follow up · Acme"
    await app.take_line(".wait 8d")
    assert (await app.read_status()).startswith("1 due: /nudges")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2", "Enter presses [2] Skip  ·  ← → another one"),
        ("7", "There are buttons 1 to 2"),
        ("/thanked Ac", "/thanked COMPANY [on DATE]"),
        ("group goal", "/group goal"),
        (".wait", ".wait 8d, 1h30m or until 2026-06-08T09:00"),
        ("hello", None),
        ("", None),
    ],
)
def test_a_hint_says_how_to_go_on(typed: str, says: str | None) -> None:
    found = hint(typed, COMMANDS, ("I sent it", "Skip"))
    assert found is None if says is None else str(found).startswith(says)


# --- completion ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/foll", ["followed-up", "followthrough"]),
        ("appl", ["applied"]),
        ("/job ", ["Acme", "Äpfel & Söhne"]),
        ("/job äp", ["Äpfel & Söhne"]),
        ("job a", ["Acme"]),
        ("/applied a", []),
        (".wa", [".wait"]),
        (".press I", ['"I sent it"']),
        ('.press "I', ['"I sent it"']),
        ("/nothing like it", []),
    ],
)
def test_completion(typed: str, offered: list[str]) -> None:
    completions = Completions(COMMANDS)
    completions.companies = ("Acme", "Äpfel & Söhne")
    completions.button_labels = ("I sent it", "Skip")
    found = completions.get_completions(Document(typed), CompleteEvent())
    assert [one.text for one in found] == offered
