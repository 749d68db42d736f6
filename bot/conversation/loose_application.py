"""An application in words without any verb: *lowes, head cashier, saw it on indeed*."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.line_reader import LineReader
from bot.conversation.questions import ask_to_log
from bot.conversation.sentence_reader import read_sentence
from bot.message import Invocation, Refused
from bot.parsing.language_marks import languages_in
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.loose_parts import loose_application

_LOG_IT = "Log it as an application?"


def read_loose_application(reader: LineReader, text: str) -> Invocation | None:
    """Reads a company and its job, with whatever else is known between commas.

    Raises Refused that asks whether to log it, where no day is named or a word is left.
    """
    context = reader.context
    for language in dict.fromkeys((context.own_tongue, ENGLISH, *languages_in(text, context))):
        spoken = replace(reader, context=context.speaking(language))
        found = loose_application(text, spoken.context)
        if found is None:
            continue
        try:
            meant = read_sentence(spoken, found.text)
        except Refused:
            continue
        if meant is None:
            continue
        note = {"note": ", ".join(found.left)} if found.left else {}
        if found.sure:
            return meant
        command = reader.every[meant.command]
        raise ask_to_log(command, {**meant.args, **note}, _LOG_IT)
    return None
