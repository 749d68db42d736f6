"""From words to an invocation: what a message asks for, or the question that it leaves open.

Nothing is read for certain unless every word is accounted for; what is not comes
back as a question whose buttons hold all that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.command import ArgKind, Command
from bot.conversation.corrections import read_correction
from bot.conversation.line_reader import LineReader
from bot.conversation.lists import ask_about_list
from bot.conversation.loose_application import read_loose_application
from bot.conversation.named_company import read_named_company
from bot.conversation.questions import Asked, not_understood
from bot.conversation.reply_day import refuse_doubtful_day
from bot.conversation.spoken_language import read_in_any_language
from bot.conversation.unknown import say_unknown
from bot.message import Invocation, Message, Refused
from bot.parsing.chats import looks_like_chat
from bot.parsing.intents import is_thanks
from bot.parsing.message_style import without_ending, without_greeting
from bot.parsing.parse_context import ParseContext
from bot.parsing.praise import is_praise
from bot.parsing.several import lines_of
from bot.parsing.whole_messages import hear_whole
from bot.parsing.words import tidied

LONGEST_LINE = 8_000
ROOT = "followthrough"
_REPLY = "heard-back"
_ENDS = " .!?…"
_YOURE_WELCOME = Message(
    "You're welcome. Tell me when something happens; I'll keep an eye on the rest."
)
_HELP = re.compile(
    rf"/?(?:{ROOT}\s+)?help(?:\s+(?:(?:me\s+)?(?:with|on)\s+)?(.+))?", re.IGNORECASE | re.DOTALL
)
# The first word of several commands, alone: what there is, as buttons.
_GROUP = re.compile(rf"/?\s*(?:{ROOT}\s+|help\s+(?:with\s+|on\s+)?)?group[.?!]?", re.IGNORECASE)
# Takes whole sentences after its name, so that none of them is taken for another command's.
_FREE_TEXT = frozenset({"win", "activity"})


def understand(text: str, commands: Sequence[Command], context: ParseContext) -> Invocation:
    """Returns the invocation that a message asks for.

    Raises Refused, in words that say what to do, for a message that is too long or
    means nothing known; Asked, with buttons, for one that leaves something open.
    """
    if len(text) > LONGEST_LINE:
        raise Refused(
            f"That is {len(text):,} characters; I read up to {LONGEST_LINE:,}. "
            "Nothing was saved: shorten it and send it again."
        )
    text = tidied(text)
    visible = {command.name: command for command in commands if not command.hidden}
    reader = LineReader(visible, {one.name: one for one in commands}, context)
    try:
        meant = _meaning(reader, text, context)
    except Asked as asked:
        if asked.waits and asked.waits.command == _REPLY and asked.param == "by":
            refuse_doubtful_day(asked.waits, visible[_REPLY], text, context)
        raise
    if meant.command == _REPLY:
        refuse_doubtful_day(meant, visible[_REPLY], text, context)
    return meant


def _meaning(reader: LineReader, text: str, context: ParseContext) -> Invocation:
    if _GROUP.fullmatch(text.strip()):
        return Invocation("group")
    if helped := _read_help(reader, text):
        return helped
    slashed = text.lstrip().startswith("/")
    said = text if slashed else _undressed(text)
    alone = reader.find(said.rstrip(_ENDS))
    is_command = alone is not None and not alone[1]  # *resume* is no French *résumé*
    found = alone if is_command else reader.find(text)
    if not (slashed or is_command) and (whole := reader.find(hear_whole(said, context) or "")):
        return reader.read(*whole, sentence=False)
    # Our own name begins no sentence about a company.
    if found and (slashed or found[0].name == ROOT):
        return _read_command(reader, *found)
    if slashed:
        raise say_unknown(reader, text)
    return _read_message(reader, text, found)


def _read_message(reader: LineReader, text: str, found: tuple[Command, str] | None) -> Invocation:
    """Reads a message that was not typed as a command, though it may begin with the name of one."""
    if looks_like_chat(text):
        raise not_understood(
            "That looks like a chat between several people, and I only log what happened to you. "
            "Nothing was saved. Tell me in one line, such as “Acme said no”."
        )
    if found and found[0].name in _FREE_TEXT:
        return reader.read(*found, sentence=False)
    if is_thanks(text):
        raise Refused(_YOURE_WELCOME)
    if correction := read_correction(reader, _undressed(text)):
        return correction
    if meant := read_in_any_language(reader, text):
        return meant
    if found:
        return _read_command(reader, *found, sentence=True)
    if is_praise(text):
        return Invocation("praised", {"text": text})
    if named := read_named_company(reader, text):
        return named
    if loose := read_loose_application(reader, text):
        return loose
    raise say_unknown(reader, text)


def _undressed(text: str) -> str:
    """Returns a message without the greeting before it and the laugh behind it."""
    return without_greeting(without_ending(text).strip())


def _read_help(reader: LineReader, text: str) -> Invocation | None:
    """Reads *help pause*, which asks what it does, and *help* alone, which asks what there is."""
    asked = _HELP.fullmatch(text.strip())
    if asked is None:
        return None
    if asked[1] is None:
        return Invocation(ROOT)
    about = reader.find(asked[1])
    return Invocation(ROOT, {"about": about[0].name}) if about else None


def _read_command(
    reader: LineReader, command: Command, rest: str, *, sentence: bool = False
) -> Invocation:
    if command.name == ROOT and rest:
        inner = reader.find(rest)
        if inner and inner[1]:
            return reader.read(*inner, sentence=sentence)
    long = any(param.kind is ArgKind.LONG_TEXT for param in command.fields)
    if not long and (sentence or not rest[-1:].isalnum()):
        rest = without_ending(rest)
    lines = lines_of(rest) if "\n" in rest else ()
    if len(lines) > 1 and not long and command.param("company"):
        raise ask_about_list(reader, [f"{command.name} {line}" for line in lines])
    return reader.read(command, rest, sentence=sentence)
