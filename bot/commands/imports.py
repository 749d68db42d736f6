"""Imports: a list of applications is previewed, and saved at once or let go of."""

from __future__ import annotations

from bot.command import Subject, command
from bot.commands.parameters import FilePath, PendingFile
from bot.conversation.context import MOST_APPLICATIONS, Context
from bot.conversation.pending_import import (
    LET_GO,
    ImportPlan,
    named_import,
    plan_import,
)
from bot.conversation.read_context import ReadContext
from bot.conversation.rows_to_fix import add_rows, find_rows, still_open
from bot.domain.imports.reading import (
    TableReading,
)
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
from bot.ports.imports import ImportState
from bot.presenters.import_preview import (
    CANCEL,
    IMPORTS,
    SAVE,
    TO_FIX,
    TOO_MANY_ACTIVITIES,
    count_activities,
    count_of,
    has_room_for,
)
from bot.presenters.import_rows import rows_to_fix
from bot.texts import labels


@command(
    IMPORTS,
    "Bring your list of applications",
    subject=Subject.DATA,
    examples=("import",),
    readonly=True,
    separate_answer=True,
)
async def import_list(
    ctx: ReadContext,
    file: FilePath = None,
) -> Message:
    """Says how a list is brought here; one that is brought is read before any command."""
    waiting = still_open(await find_rows(ctx))
    return Message(
        "Drop your list here as a file: CSV, a spreadsheet, the archive that LinkedIn gives you, "
        "or my own export. I'll show you how I read each column and row, and save nothing "
        "until you press Save all.",
        title="Bring your list of applications",
        buttons=(Button(labels.ROWS_TO_FIX, Invocation(TO_FIX)),) if waiting else (),
    )


async def _plan(ctx: ReadContext) -> ImportPlan | None:
    pending = await named_import(ctx)
    return await plan_import(ctx, pending) if pending else None


@command(SAVE, "Save all of an import", hidden=True, separate_answer=True, prepares=_plan)
async def save_import(ctx: Context, file: PendingFile) -> Message:
    """Saves what was understood in one step; the rest waits as rows to fix."""
    plan: ImportPlan | None = ctx.prepared
    if plan is None or not await ctx.uow.imports.drop(ImportState.PENDING):
        raise Refused(LET_GO)
    if await ctx.uow.changes.count() != plan.match.changes:  # something was logged meanwhile
        plan = await plan_import(ctx, plan.match.pending)
    have = await ctx.uow.applications.count()
    if have + len(plan.new) > MOST_APPLICATIONS:
        raise Refused(
            f"I keep up to {MOST_APPLICATIONS:,} applications, and you have {have:,}. Nothing "
            f"was saved: send part of the file."
        )
    found, reading = plan.match, plan.match.pending.reading
    if not await has_room_for(ctx, found.activities):
        raise Refused(TOO_MANY_ACTIVITIES)
    change = await _save(ctx, plan)
    odd = tuple(reading.doubtful) if isinstance(reading, TableReading) else ()
    waiting = await add_rows(ctx, odd, change) if odd else 0
    return _saved(plan, change, waiting)


async def _save(ctx: Context, plan: ImportPlan) -> int | None:
    """Saves a plan as one change; returns its id, None where there was nothing to save."""
    found, saved = plan.match, _count(plan)
    if not (plan.new or found.activities or found.settings):
        return None
    change = await ctx.begin(f"imported {saved}")
    if found.settings:
        await ctx.save(found.settings, f"imported {saved}")
    await ctx.uow.applications.add_all(plan.new, change)
    await ctx.uow.work_search.add_all(found.activities, change)
    return change


def _saved(plan: ImportPlan, change: int | None, waiting: int) -> Message:
    """Says what was saved, what was known, and how many rows wait to be fixed."""
    found, reading = plan.match, plan.match.pending.reading
    saved = _count(plan)
    facts = [Fact("Saved", saved)]
    if found.known:
        facts.append(Fact("Known before", f"{found.known:,}, left as {_are(found.known)}"))
    if waiting:
        facts.append(Fact("To fix", f"{count_of(waiting, 'row')}, kept for 30 days"))
    to_fix = Button(f"{count_of(waiting, 'row')} to fix", Invocation(TO_FIX))
    back = Invocation("take-import-back", {"change": change})
    return Message(
        _say_where(plan, found_more=bool(found.known)),
        title=f"Imported {saved}",
        facts=tuple(facts),
        buttons=(
            *((to_fix,) if waiting else ()),
            *((Button(labels.TAKE_THE_IMPORT_BACK, back, ButtonStyle.DANGER),) if change else ()),
        ),
        file=rows_to_fix(reading) if isinstance(reading, TableReading) and waiting else None,
        tone=Tone.GOOD,
    )


def _say_where(plan: ImportPlan, *, found_more: bool) -> Text:
    """Says where that is which was imported."""
    if plan.new:
        return Text("All of it is in your ", CommandRef("pipeline"), " with the dates in the file.")
    if plan.match.activities:
        return Text("It is in your work-search record: ", CommandRef("worklog"))
    if found_more or plan.match.settings:
        return Text("Nothing in it is new, so nothing was added.")
    return Text("No row can be saved as it is. Each waits for you to fix it.")


def _are(known: int) -> str:
    return "it is" if known == 1 else "they are"


def _count(plan: ImportPlan) -> str:
    """Says how much an import adds."""
    applications = count_of(len(plan.new), "application")
    if not plan.match.activities:
        return applications
    activities = count_activities(len(plan.match.activities))
    return f"{applications} and {activities}" if plan.new else activities


@command(CANCEL, "Let go of an import", hidden=True)
async def cancel_import(ctx: Context, file: PendingFile) -> Message:
    """Lets go of a file that was read; nothing of it is saved."""
    if await named_import(ctx) is None:
        raise Refused(LET_GO)
    await ctx.uow.imports.drop(ImportState.PENDING)
    return Message("None of it was saved, and I no longer have the file.", title="Cancelled")


COMMANDS = (import_list, save_import, cancel_import)
