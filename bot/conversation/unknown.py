"""A message that means nothing known: the nearest thing to press, with all that was typed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.command import Command
from bot.conversation.line_reader import LineReader
from bot.conversation.named_company import ask_about_name
from bot.conversation.questions import APPLIED, named, not_understood
from bot.message import (
    LONGEST_LABEL,
    Button,
    ButtonStyle,
    CommandRef,
    Invocation,
    Message,
    Refused,
    Text,
)
from bot.parsing.command_names import nearest_with_rest
from bot.parsing.parse_context import ParseError
from bot.parsing.urls import looks_like_link, read_link
from bot.parsing.words import normalize
from bot.texts import labels
from bot.texts.plain_text import cut

_QUOTED = 40
_WORDS_AROUND_A_LINK = 20
_PROSE = 25  # words; what is longer is a text and no slip of the finger
_WITH_A_LINK = (
    (APPLIED, labels.I_APPLIED, ButtonStyle.PRIMARY),
    ("plan", labels.PLAN_IT, ButtonStyle.PLAIN),
)


def say_unknown(reader: LineReader, text: str) -> Refused:
    """Answers a message that means nothing known, with the nearest thing to press."""
    words = text.split()
    # Of "I interview people" the first word says nothing.
    typed = " ".join(words[: 2 if words[:1] == ["I"] else 1])[:_QUOTED]
    if len(words) <= _PROSE and (near := nearest_with_rest(text, tuple(reader.visible.values()))):
        command, rest = near
        return not_understood(
            Text(
                f"I don't know “{typed}”. Did you mean ",
                CommandRef(command.name),
                f"? {command.summary}.",
            ),
            *_meant(reader, command, rest),
        )
    if pasted := _ask_about_link(reader, text):
        return Refused(pasted)
    if len(words) > _PROSE:
        return not_understood(
            "That looks like a whole message, and I log one thing at a time. Nothing was saved. "
            "Tell me in one line what happened, such as “Acme said no”."
        )
    if candidate := ask_about_name(reader, text):
        return candidate
    said = cut(normalize(text), _QUOTED)
    help = CommandRef("followthrough")
    return not_understood(
        Text(f"I don't know what “{said}” means for your search. ", help, " shows what I can do.")
    )


def _ask_about_link(reader: LineReader, text: str) -> Message | None:
    """Asks of a link whether it is a job that they applied to, or one that they might."""
    words = text.split()[:_WORDS_AROUND_A_LINK]
    link = next(filter(None, map(_link, words)), None)
    if link is None:
        return None
    buttons = []
    for name, label, style in _WITH_A_LINK:
        command = reader.visible[name]
        action = Invocation(name, command.completes({"link": link}))
        buttons.append(Button(label, action, style))
    return Message("Is that a job? Then I keep its link with it.", buttons=tuple(buttons))


def _meant(reader: LineReader, command: Command, rest: str) -> Iterator[Button]:
    """Returns the button for what a misspelled command most likely meant, with all it holds."""
    try:
        invocation = reader.read(command, rest, sentence=False)
    except Refused as refused:
        yield from refused.message.buttons
        return
    label = f"{command.summary}: {rest}" if rest else command.summary
    if command.name == APPLIED and named(invocation.args):
        label = f"Log {named(invocation.args)}"
    yield Button(label[:LONGEST_LABEL], invocation, ButtonStyle.PRIMARY)


def _link(word: str) -> str | None:
    try:
        return read_link(word) if looks_like_link(word) else None
    except ParseError:
        return None
