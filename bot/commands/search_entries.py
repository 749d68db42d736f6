"""Entries of a work-search record: logged, completed and deleted one by one."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.commands.parameters import On
from bot.conversation.context import Context
from bot.domain.work_search.entry import (
    MOST_SEARCH_ACTIVITIES,
    SearchActivity,
    SearchDetails,
    SearchEntry,
    SearchKind,
)
from bot.domain.work_search.period import Period
from bot.domain.work_search.profile import Profile
from bot.message import (
    Button,
    ButtonStyle,
    CommandRef,
    Fact,
    Form,
    Invocation,
    Message,
    Refused,
    Text,
    Tone,
    nothing_to_do,
)
from bot.parsing.search_kinds import guess_kind
from bot.presenters import application_card
from bot.presenters.work_search_record import details_button
from bot.queries.work_search import read_work_search_record
from bot.texts import labels
from bot.texts.date_formats import say_day
from bot.texts.plain_text import clean


@command(
    "activity",
    "Log something else you did to find work",
    subject=Subject.DATA,
    examples=("activity Job fair at the town hall yesterday",),
)
async def activity(
    ctx: Context,
    text: Annotated[str, Arg("What did you do?")],
    on: On = None,
    kind: Annotated[SearchKind | None, Arg("What kind?")] = None,
) -> Message:
    """Logs what belongs to no application: a fair, a workshop, a visit."""
    if await ctx.uow.work_search.count() >= MOST_SEARCH_ACTIVITIES:
        raise Refused(
            f"You have {MOST_SEARCH_ACTIVITIES:,} activities, which is as many as I keep."
        )
    day = on or ctx.today
    made = SearchActivity(kind or guess_kind(text), day, text, ctx.now)
    change = await ctx.begin(f"logged “{clean(text, 40)}” for your work search")
    made = replace(made, id=await ctx.uow.work_search.add(made, change))
    entry = SearchEntry(made.kind, made.on, made.logged, own=made.id, text=made.text)
    return Message(
        title=f"Logged: {clean(text, 80)}",
        text=Text("It is in your work-search record: ", CommandRef("worklog")),
        facts=(application_card.day_fact("Date", ctx, day), Fact("Kind", made.kind.value)),
        buttons=(
            replace(details_button(entry), label=labels.EDIT),
            *application_card.undo_button(ctx),
        ),
        tone=Tone.GOOD,
    )


@command("record-details", "Add details to the record", hidden=True, prefills=True)
async def record_details(
    ctx: Context,
    text: Annotated[str | None, Arg("What did you do?")] = None,
    kind: Annotated[SearchKind | None, Arg("What kind?")] = None,
    on: Annotated[date | None, Arg("When?", past=True)] = None,
    employer: Annotated[str | None, Arg("Employer or organizer")] = None,
    address: Annotated[str | None, Arg("Their address")] = None,
    contact: Annotated[str | None, Arg("Person you dealt with")] = None,
    title: Annotated[str | None, Arg("That person's title")] = None,
    phone: Annotated[str | None, Arg("Phone")] = None,
    email: Annotated[str | None, Arg("Email")] = None,
    url: Annotated[str | None, Arg("Website")] = None,
    method: Annotated[str | None, Arg("How (in person, phone, email, online, mail)")] = None,
    work: Annotated[str | None, Arg("Type of work")] = None,
    result: Annotated[str | None, Arg("Result")] = None,
    notes: Annotated[str | None, Arg("Notes", kind=ArgKind.LONG_TEXT)] = None,
    application: Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)] = None,
    activity: Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)] = None,
    day: Annotated[date | None, Arg(hidden=True)] = None,
    own: Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)] = None,
    whole: Annotated[bool, Arg(hidden=True)] = False,
) -> Message | Form:
    """Opens the form of an entry with what is known, or saves what was filled in.

    `application`, `activity` and `day` are those of an application's entry, `own` is the id of a
    search activity; `whole` says that the form was sent.
    """
    given = SearchDetails(
        employer, address, phone, email, url, contact, title, method, work, result, notes
    )
    if own:
        mine = await ctx.uow.work_search.get(own)
        if mine is None:
            raise Refused("That entry isn't there anymore. ", CommandRef("worklog"))
        if not whole:
            return _own_form(mine)
        return await _save_own(ctx, mine, text, kind, on, given)
    if application is None or activity is None or day is None:
        raise Refused("Open it in the record: ", CommandRef("worklog"))
    return await _details(ctx, application, activity, day, given if whole else None)


async def _details(
    ctx: Context, application: int, activity: int, day: date, given: SearchDetails | None
) -> Message | Form:
    """Opens the form of an application's entry, or saves the given details of it."""
    found = await ctx.get(application)
    record = await read_work_search_record(ctx.uow, Profile(), Period(day, day), ctx.now)
    entry = next((one for one in record.entries if one.activity == activity), None)
    if entry is None:
        raise Refused("That entry was taken back. ", CommandRef("worklog"), " shows what is there.")
    if given is None:
        bound = {"application": application, "activity": activity, "day": day, "whole": True}
        return _form(f"Details: {found.label}", bound, _known(entry), _OF_APPLICATIONS)
    before = _known(entry)
    stored = {field.name: getattr(given, field.name) for field in fields(given)}
    changed = {name: one for name, one in stored.items() if one and one != before.get(name)}
    kept = (await ctx.uow.work_search.details([application])).get(activity)
    old = {field.name: getattr(kept[0], field.name) for field in fields(given)} if kept else {}
    emptied = {name: None for name, one in old.items() if one and not stored.get(name)}
    details = SearchDetails(**{**old, **changed, **emptied})
    if (kept and details == kept[0]) or (not kept and not changed):
        raise nothing_to_do(_UNCHANGED)
    change = await ctx.begin(f"added details to {found.label} in your work-search record")
    await ctx.uow.work_search.save_details(application, activity, details, change)
    return _saved(ctx, found.label)


async def _save_own(
    ctx: Context,
    mine: SearchActivity,
    text: str | None,
    kind: SearchKind | None,
    on: date | None,
    given: SearchDetails,
) -> Message:
    changed = replace(
        mine, text=text or mine.text, kind=kind or mine.kind, on=on or mine.on, details=given
    )
    if changed == mine:
        raise nothing_to_do(_UNCHANGED)
    change = await ctx.begin(f"changed “{clean(mine.text, 40)}” in your work-search record")
    await ctx.uow.work_search.save(replace(changed, edited=ctx.now), change)
    drop = Button(labels.DELETE, Invocation("drop-activity", {"own": mine.id}), ButtonStyle.DANGER)
    return _saved(ctx, clean(changed.text, 80), drop)


def _saved(ctx: Context, what: str, *buttons: Button) -> Message:
    return Message(
        title=f"Saved: {what}",
        text="The record shows it.",
        buttons=(
            Button(labels.SHOW_THE_RECORD, Invocation("worklog")),
            *buttons,
            *application_card.undo_button(ctx),
        ),
        tone=Tone.GOOD,
    )


@command("drop-activity", "Delete an entry of your work search", hidden=True)
async def drop_activity(
    ctx: Context,
    own: Annotated[int, Arg(kind=ArgKind.ID, hidden=True)],
    sure: Annotated[bool, Arg(hidden=True)] = False,
) -> Message:
    """Asks first, then erases a search activity."""
    mine = await ctx.uow.work_search.get(own)
    if mine is None:
        raise nothing_to_do("Already gone.")
    what = clean(mine.text, 80)
    if not sure:
        yes = Invocation("drop-activity", {"own": own, "sure": True})
        return Message(
            title=f"Delete {what}?",
            text=f"It is from {say_day(mine.on, ctx.person, ctx.now)}. This can't be undone.",
            buttons=(
                Button("Yes, delete it", yes, ButtonStyle.DANGER),
                Button("Keep it", Invocation("worklog")),
            ),
            tone=Tone.CAREFUL,
        )
    await ctx.begin("deleted an entry of your work search")
    await ctx.uow.work_search.erase(own)
    return Message(
        title=f"Deleted: {what}",
        text=Text("It is no longer in your record: ", CommandRef("worklog")),
    )


_UNCHANGED = "Nothing changed; the entry stays as it was."
_OF_APPLICATIONS = (
    *("address", "contact", "title", "phone", "email", "url", "method", "work", "result", "notes"),
)
_OF_OWN = ("text", "kind", "on", "employer", *_OF_APPLICATIONS)


def _known(entry: SearchEntry) -> dict[str, str]:
    return {name: getattr(entry, name) for name in _OF_APPLICATIONS}


def _own_form(mine: SearchActivity) -> Form:
    details = {
        field.name: getattr(mine.details, field.name) or "" for field in fields(mine.details)
    }
    values = {"text": mine.text, "kind": mine.kind.value, "on": mine.on.isoformat(), **details}
    bound: dict[str, object] = {"own": mine.id, "whole": True}
    return _form(f"Details: {clean(mine.text, 60)}", bound, values, _OF_OWN)


def _form(
    title: str, bound: dict[str, object], values: dict[str, str], names: tuple[str, ...]
) -> Form:
    """Returns the form with what is missing first, so that it is asked first."""
    ordered = sorted(names, key=lambda name: bool(values.get(name)))
    known = {name: one for name, one in values.items() if one and name in names}
    return Form(title, Invocation("record-details", bound), tuple(ordered), known)


COMMANDS = (activity, record_details, drop_activity)
