"""Files that a person drops into the conversation: mails, a card each, or lists to import."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.file_limits import LARGEST_FILE
from bot.frozen import frozen
from bot.message import Answer, Message, Refused, Tone

MOST_FILES = 10
NO_MAIL = "I didn't find an email in that message. Nothing was saved."


@frozen
class DroppedFile:
    """A file that came with a message; `read` gives its bytes, or raises Refused.

    `pasted` is for a long text that the platform itself made a file of.
    """

    name: str
    size: int
    read: Callable[[], Awaitable[bytes]]
    pasted: bool = False


async def answer_files(
    dispatcher: Dispatcher, files: Sequence[DroppedFile], text: str, actor: Actor
) -> Answer:
    """Answers a message with files: a card for each mail in them, in their order.

    What is written beside them is answered after that, where it is understood.
    """
    answers = [await _answer_file(dispatcher, file, actor) for file in files[:MOST_FILES]]
    if len(files) > MOST_FILES:
        many = f"I read {MOST_FILES} files of one message; drop the other {len(files) - MOST_FILES}"
        answers.append(Answer(Message(f"{many} once more.", tone=Tone.CAREFUL)))
    if text.strip():
        said = await dispatcher.run_line(text, actor)
        if isinstance(said.reply, Message) and said.reply.tone is not Tone.WRONG:
            answers.append(said)
    first, *others = answers
    more = [one for answer in others for one in (answer.reply, *answer.more)]
    return replace(first, more=(*first.more, *(one for one in more if isinstance(one, Message))))


async def _answer_file(dispatcher: Dispatcher, file: DroppedFile, actor: Actor) -> Answer:
    try:
        if file.size > LARGEST_FILE:
            raise Refused(
                f"“{file.name}” has {file.size / 1024**2:,.0f} MiB; I read up to "
                f"{LARGEST_FILE // 1024**2}. Nothing was saved."
            )
        data = await file.read()
    except Refused as refused:
        return Answer(refused.message)
    if file.pasted:
        return await dispatcher.run_line(data.decode("utf-8", "replace"), actor)
    return await dispatcher.run_file(data, actor, file.name)
