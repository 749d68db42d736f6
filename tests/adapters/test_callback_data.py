"""Click ids: what is written reads the same, and nothing made up gets through."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.shared import callback_data
from bot.catalog import COMMANDS
from bot.command import ApplicationRef, Command
from bot.message import Invocation, Refused
from bot.parsing.words import normalize
from tests.adapters.invocations import BY_NAME, invocations


@given(invocations())
@example((Invocation("plan", {"company": normalize("\U0002f800")}), BY_NAME["plan"]))
def test_what_is_written_reads_the_same(made: tuple[Invocation, Command]) -> None:
    invocation, command = made
    text = callback_data.write(invocation, command)
    assert text.isascii()
    assert text.isprintable()
    read = callback_data.decode(text, COMMANDS)
    assert (read.command, dict(read.args), read.nudge) == (
        invocation.command,
        dict(invocation.args),
        invocation.nudge,
    )


@given(st.text(max_size=120))
def test_anything_at_all_is_an_invocation_or_refused(text: str) -> None:
    with suppress(Refused):
        read = callback_data.decode(text, COMMANDS)
        assert callback_data.write(read, BY_NAME[read.command])


@given(invocations(), st.data())
def test_a_broken_id_is_an_invocation_or_refused(
    made: tuple[Invocation, Command], data: st.DataObject
) -> None:
    text = callback_data.write(*made)
    at = data.draw(st.integers(0, len(text)))
    broken = text[:at] + data.draw(st.text(max_size=3)) + text[at + 1 :]
    with suppress(Refused):
        read = callback_data.decode(broken, COMMANDS)
        assert callback_data.write(read, BY_NAME[read.command])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "undo!",
        "undo!x",
        "undo!٣",
        "undo!9999999999999999999",
        "undo|change",
        "undo|change=",
        "undo|change=1|change=2",
        "undo|change=99999999999999999999",
        "undo|who=me",
        "undo|change=%ff",
        "applied|company=Acme|on=yesterday",
        "job|company=",
        "job!1|company=~1|",
        "skip|company=~1|",
        "tick|company=~1",
        "delete|company=~1|sure=no",
        "delete|company=~1|sure=True",
        "forget-me|sure=yes",
    ],
)
def test_what_no_button_says_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        callback_data.decode(text, COMMANDS)


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("delete|company=~3|sure=yes", {"company": ApplicationRef(id=3), "sure": True}),
        ("forget-me|sure=once", {"sure": "once"}),
        ("forget-me|sure=twice", {"sure": "twice"}),
        ("applied|company=Acme|another=yes", {"company": "Acme", "another": True}),
    ],
)
def test_a_yes_in_a_message_of_an_older_version_is_still_read(
    text: str, args: dict[str, object]
) -> None:
    assert callback_data.decode(text, COMMANDS).args == args


def test_a_flag_that_is_not_set_is_not_written() -> None:
    asked = Invocation("delete", {"company": ApplicationRef(id=3), "sure": False})
    assert callback_data.write(asked, BY_NAME["delete"]) == "delete|company=~3"


def test_an_id_is_readable_to_who_looks_at_a_log() -> None:
    sent = Invocation("followed-up", {"company": ApplicationRef(id=3)}, nudge=12)
    assert callback_data.write(sent, BY_NAME["followed-up"]) == "followed-up!12|company=~3"


def test_a_value_that_the_command_does_not_take_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="takes no color"):
        callback_data.write(Invocation("undo", {"color": "red"}), BY_NAME["undo"])
