"""Taking back a command of the past 24 hours, with everything that followed from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.conversation.context import Context
from bot.conversation.rows_to_fix import reopen_rows
from bot.domain.applications.activity import Activity, ActivityKind
from bot.message import (
    Button,
    ButtonStyle,
    CommandRef,
    Fact,
    Invocation,
    Message,
    Refused,
    Text,
    Tone,
)
from bot.ports.changes import Change
from bot.presenters import application_card
from bot.presenters.import_preview import SAVE
from bot.texts import labels
from bot.texts.group_texts import INSTEAD

_INSTEAD: Mapping[str, str | Text] = {
    **INSTEAD,
    "calendar": Text("To change it again: ", CommandRef("calendar"), "."),
    "drop-activity": Text("To log it again: ", CommandRef("activity"), "."),
    "delete": Text("What was deleted cannot come back; ", CommandRef("applied"), " logs it again."),
}


@command(
    "undo", "Take back the last thing you did", subject=Subject.CORRECTIONS, examples=("undo",)
)
async def undo(
    ctx: Context, change: Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)] = None
) -> Message:
    """Takes back a command of the past 24 h with everything that followed from it."""
    last = await _last_change(ctx) if change is None else await _named_change(ctx, change)
    if last.command == SAVE:
        raise Refused(_undo_import(last))
    if instead := _INSTEAD.get(last.command):
        await ctx.uow.changes.mark_undone(last.id)
        return Message(
            title="Nothing was taken back",
            text=Text(
                f"Most recently, you {last.summary}. ",
                instead,
                " To take back what you did before it, say ",
                CommandRef("undo"),
                " again.",
            ),
            tone=Tone.CAREFUL,
        )
    facts: tuple[Fact, ...] = ()
    await ctx.uow.mails.erase_of_change(last.id)
    await ctx.uow.work_search.erase_of_change(last.id)
    await ctx.uow.work_search.restore_before(last.id)
    await reopen_rows(ctx, last.id)
    for id, activities in (await ctx.uow.changes.activities_of(last.id)).items():
        facts = await retract(ctx, id, activities, last.id)
    if last.before is not None:
        await ctx.become(last.before)
    await ctx.uow.changes.mark_undone(last.id)
    return Message(
        title="Taken back",
        text=f"Undone: you {last.summary}.",
        facts=facts,
        tone=Tone.GOOD,
    )


async def _last_change(ctx: Context) -> Change:
    """Returns the person's last change of the past 24 h. Raises Refused if there is none."""
    last = await ctx.uow.changes.last(ctx.now - application_card.UNDO_FOR)
    if last is None:
        raise Refused(
            "There is nothing from the past 24 hours to take back. To edit something older: ",
            CommandRef("edit"),
            " COMPANY",
        )
    return last


async def _named_change(ctx: Context, change: int) -> Change:
    """Returns the change that a button names. Raises Refused if it cannot be undone now."""
    named = await ctx.uow.changes.get(change)
    if named is None:
        raise Refused("There's nothing to take back: that was already undone.")
    if ctx.now - named.at > application_card.UNDO_FOR:
        raise Refused(
            "That was more than 24 hours ago. Edit it instead: ",
            CommandRef("edit"),
            " COMPANY",
        )
    if later := await ctx.uow.changes.later_than(change):
        raise Refused(
            f"Since then you {later[0].summary}. Take that back first, with ",
            CommandRef("undo"),
            ".",
        )
    return named


def _undo_import(last: Change) -> Message:
    """Explains that an import is taken back by a button of its own."""
    back = Invocation("take-import-back", {"change": last.id})
    return Message(
        f"Most recently, you {last.summary}. An import is taken back as a whole.",
        title="Nothing was taken back",
        buttons=(Button(labels.TAKE_THE_IMPORT_BACK, back, ButtonStyle.DANGER),),
        tone=Tone.CAREFUL,
    )


async def retract(
    ctx: Context, id: int, activities: Sequence[int], change: int
) -> tuple[Fact, ...]:
    """Takes back activities of an application; returns what comes next for it as facts."""
    application = await ctx.uow.applications.get(id)
    assert application is not None  # storage named it as the person's own
    ctx.change = change  # what takes back belongs to what it takes back
    for activity in activities:
        gone = Activity(ActivityKind.RETRACTED, ctx.today, ctx.now, of=activity)
        application = await ctx.log(application, gone, "took something back")
    return await application_card.next_step_facts(ctx, application) if application.stage else ()


COMMANDS = (undo,)
