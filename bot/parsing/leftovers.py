"""Words that no clause took, in a line without free text: a value that lacks its word, or none."""

from __future__ import annotations

from collections.abc import Sequence

from bot.command import Command, usage
from bot.message import CommandRef, Text
from bot.parsing.clauses import behind_word, needs_no_word
from bot.parsing.line_questions import shortened
from bot.parsing.parse_context import Args, Option, ParseContext, ParseError
from bot.parsing.values import read_value
from bot.parsing.words import Token, join


def read_leftover(
    command: Command, left: Sequence[Token], context: ParseContext, args: Args
) -> Args:
    """Reads what no clause took, where no free text can, as a value that lacks its word.

    Raises ParseError for a value misspelled, and for words that are none.
    """
    if not left:
        return {}
    open_ones = [param for param in command.fields if param.name not in args]
    worded = [(param, after) for param in open_ones for after in behind_word(param, left, 0)]
    # A single choice, such as *share*, is no answer to the question which one.
    bare = [(one, 0) for one in open_ones if needs_no_word(one) and len(one.choices) != 1]
    if worded or len(bare) == 1:
        param, start = (worded or bare)[0]
        return {param.name: read_value(param, join(left[start:]), context)}
    said = shortened(join(left))
    if not command.fields:
        name = CommandRef(command.name)
        sentence = Text(name, f" takes nothing after it, and I can't tell what “{said}” is for.")
        raise ParseError(sentence, options=(Option(command.summary, {}),), rest={})
    lead = f"I don't know what to do with “{said}”. It goes like this: "
    raise ParseError(Text(lead, usage(command)))
