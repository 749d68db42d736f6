"""Asking for a group in a channel, for those who may not start one there themselves."""

from __future__ import annotations

from bot.command import command
from bot.conversation.group_access import channel_of
from bot.conversation.read_context import ReadContext
from bot.message import Button, ButtonStyle, Invocation, Message, Refused, Tone, nothing_to_do
from bot.texts import group_texts, labels
from bot.texts.plain_text import clean, join_words


def cannot_post(obstacle: str) -> Message:
    """Says what keeps the bot from posting in the channel, and that nothing was saved."""
    return Message(
        title="I can't post in this channel yet",
        text=f"{obstacle[:1].upper()}{obstacle[1:]} Nothing was saved; then try again.",
        buttons=(Button(labels.START_A_GROUP, Invocation("group start")),),
        tone=Tone.CAREFUL,
    )


def only_managers_start(unknown: str) -> Message:
    """Says who may start a group here, and offers to ask them; `unknown` is what is not known."""
    return Message(
        title="Only someone who manages this channel can start a group",
        text=join_words(
            "That's its creator or an admin. I can ask them for you, in the channel.", unknown
        ),
        buttons=(Button(labels.ASK_FOR_A_GROUP, Invocation("ask-for-group"), ButtonStyle.PRIMARY),),
        tone=Tone.CAREFUL,
    )


@command(
    "ask-for-group",
    "Ask the channel's admins for a group",
    hidden=True,
    readonly=True,
    separate_answer=True,
    checks_place=True,
)
async def ask_for_group(ctx: ReadContext) -> Message:
    """Asks in the channel, where everybody sees it."""
    channel = channel_of(ctx)
    if channel is None or await ctx.uow.groups.at(channel) is not None:
        raise nothing_to_do("There's nothing to ask for here anymore.")
    if ctx.place.obstacle:
        raise Refused(cannot_post(ctx.place.obstacle))
    name = clean(ctx.place.speaker) or group_texts.NAMELESS
    return Message(
        title="An accountability group here?",
        text=f"{name} would like one in this channel. Members set a goal for each week and see "
        "on Friday who reached it; nobody's company or role is ever shown. Anyone who manages "
        "the channel can start it.",
        buttons=(Button(labels.START_A_GROUP, Invocation("group start"), ButtonStyle.PRIMARY),),
        private=False,
    )


COMMANDS = (ask_for_group,)
