"""Taking back, correcting, deleting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.commands.parameters import Mine
from bot.conversation.context import Context
from bot.conversation.rows_to_fix import reopen_rows
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Stage
from bot.message import (
    Button,
    CommandRef,
    Fact,
    Form,
    Invocation,
    Message,
    Refused,
    Style,
    Text,
    Tone,
    nothing_to_do,
)
from bot.ports.changes import Change
from bot.presenters import application_card
from bot.presenters.edit_form import BEGINS, edit_form
from bot.presenters.import_preview import SAVE
from bot.texts import labels
from bot.texts.date_formats import say_day
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
                f"The last thing was that you {last.summary}. ",
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
        raise Refused("There is nothing to take back: that was undone already.")
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
        f"The last thing was that you {last.summary}. An import is taken back as a whole.",
        title="Nothing was taken back",
        buttons=(Button(labels.TAKE_THE_IMPORT_BACK, back, Style.DANGER),),
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


@command(
    "edit",
    "Edit an application",
    subject=Subject.CORRECTIONS,
    examples=("edit Acme", "edit Acme as Head Baker"),
    prefills=True,
)
async def edit(
    ctx: Context,
    company: Mine,
    name: Annotated[str | None, Arg("Company")] = None,
    role: Annotated[str | None, Arg("Job title", word="as")] = None,
    on: Annotated[date | None, Arg("When was it?", word="on", past=True, hint="DATE")] = None,
    by: Annotated[date | None, Arg("By when?", word="by", hint="DATE")] = None,
    source: Annotated[str | None, Arg("Found via", word="via", hint="SOURCE")] = None,
    link: Annotated[str | None, Arg("Link to the posting", kind=ArgKind.LINK)] = None,
    contact: Annotated[str | None, Arg("Contact", word="contact", hint="NAME")] = None,
    phone: Annotated[str | None, Arg("Their phone number", word="phone", hint="NUMBER")] = None,
    email: Annotated[str | None, Arg("Their e-mail", word="email", hint="ADDRESS")] = None,
    entry: Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)] = None,
    whole: Annotated[bool, Arg(hidden=True)] = False,
) -> Message | Form:
    """Opens the form with today's values, or keeps what was changed in it.

    `entry` is the activity whose date is meant; `whole` says that all fields
    were shown, so that one left empty is to be emptied.
    """
    application = await ctx.find(company)
    dated = _entry(application, entry)
    given = {"role": role, "source": source, "link": link, "contact": contact}
    given |= {"company": name, "phone": phone, "email": email}
    if not whole and not any([*given.values(), on, by]):
        return edit_form(ctx, application, dated)
    if entry is not None and dated is not None and dated.kind not in BEGINS:
        given = {}  # its form shows the date alone
    changed = _differences(application, given, whole=whole)
    moved = dated is not None and ((on and on != dated.on) or (by and by != dated.by))
    if not changed and not moved:
        raise nothing_to_do(f"Nothing was different, so {application.label} stays as it was.")
    correction = Activity(
        ActivityKind.CORRECTED,
        on or (dated.on if dated else ctx.today),
        ctx.now,
        of=dated.id if dated and moved else None,
        by=by or (dated.by if dated and moved else None),
        **changed,  # type: ignore[arg-type]  # the names are those of the text fields above
    )
    application = await ctx.log(application, correction, f"edited {application.company}")
    facts = [Fact(field.capitalize(), value or "removed") for field, value in changed.items()]
    if moved:
        facts.append(application_card.day_fact("Date", ctx, by or correction.on))
    return Message(
        title=f"Edited: {application.label}",
        text="Saved; reminders updated.",
        facts=(*facts, *await application_card.next_step_facts(ctx, application)),
        buttons=(
            application_card.edit_button(application, entry),
            *application_card.undo_button(ctx),
        ),
        tone=Tone.GOOD,
    )


def _differences(
    application: Application, given: Mapping[str, str | None], *, whole: bool
) -> dict[str, str]:
    """Returns the text fields that differ; of a whole form an empty one, but for the company."""
    return {
        field: value or ""
        for field, value in given.items()
        if (value or whole) and (value or "") != (getattr(application, field) or "")
        if value or field != "company"
    }


def _entry(application: Application, id: int | None) -> Activity | None:
    """Returns the activity whose date is to be corrected. Raises Refused if it is gone."""
    if id is None:
        if application.stage is Stage.OFFER:
            return application.last(ActivityKind.OFFERED)
        return application.last(ActivityKind.APPLIED) or application.last(ActivityKind.PLANNED)
    found = next((a for a in application.history if a.id == id), None)
    if found is None:
        raise Refused("That entry was taken back. ", CommandRef("job"), " shows what is there.")
    return found


@command(
    "delete",
    "Delete an application for good",
    subject=Subject.CORRECTIONS,
    examples=("delete Acme",),
)
async def delete(
    ctx: Context, company: Mine, sure: Annotated[bool, Arg(hidden=True)] = False
) -> Message:
    """Asks first, then erases it with its history; this cannot be undone."""
    application = await ctx.find(company)
    if not sure:
        since = application.history[0].on
        count = len(application.history)
        entries = "1 entry" if count == 1 else f"{count} entries"
        return Message(
            title=f"Delete {application.label}?",
            text=Text(
                f"It has {entries} since {say_day(since, ctx.person, ctx.now)}. Deleting "
                "can't be undone. To keep the record but end the reminders: ",
                CommandRef("withdrew"),
                " or ",
                CommandRef("ghosted"),
            ),
            buttons=(
                application_card.action_button(
                    "Yes, delete it", "delete", application, Style.DANGER, sure=True
                ),
                application_card.action_button("Keep it", "job", application),
            ),
            tone=Tone.CAREFUL,
        )
    await ctx.begin("deleted an application")  # so that undo takes back nothing older unasked
    await ctx.uow.applications.erase(application.id)
    return Message(
        title=f"Deleted: {application.label}",
        text=Text("Gone, with its history and reminders. What is left: ", CommandRef("pipeline")),
    )


COMMANDS = (undo, edit, delete)
