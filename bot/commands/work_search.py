"""The work-search record that an unemployment office asks for, and what goes into it."""

from __future__ import annotations

import asyncio
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.commands.parameters import On
from bot.conversation.context import Context
from bot.conversation.read_context import ReadContext
from bot.domain.work_search.entry import (
    MOST_SEARCH_ACTIVITIES,
    SearchActivity,
    SearchDetails,
    SearchEntry,
    SearchKind,
)
from bot.domain.work_search.period import Period
from bot.domain.work_search.profile import Profile, profile_of
from bot.domain.work_search.record import SearchRecord
from bot.exporting.csv_file import write_csv
from bot.exporting.work_search_rows import HEADER, work_search_rows
from bot.message import (
    Button,
    CommandRef,
    Fact,
    File,
    Form,
    Invocation,
    Message,
    Refused,
    Style,
    Text,
    Tone,
    nothing_to_do,
)
from bot.parsing.offices import read_office
from bot.parsing.search_kinds import guess_kind
from bot.ports.typesetter import NotTypeset
from bot.presenters import application_card
from bot.presenters.work_search_record import details_button, record_message
from bot.queries.work_search import work_search_record
from bot.texts import labels
from bot.texts.date_formats import say_day
from bot.texts.plain_text import clean
from bot.texts.work_search_paper import paper_of
from bot.texts.work_search_texts import say_office, say_period

_NO_OFFICE = "none"


class Which(StrEnum):
    """Which period."""

    THIS = "this"
    LAST = "last"


class Format(StrEnum):
    """The kind of file."""

    CSV = "csv"
    PDF = "pdf"


_PERIODS = (
    (Which.THIS, ("this week", "this month", "this period", "now")),
    (Which.LAST, ("last week", "last month", "last period", "the week before")),
)


@command(
    "worklog",
    "See your work-search record",
    subject=Subject.DATA,
    examples=("worklog", "worklog last week", "worklog pdf"),
    readonly=True,
    separate_answer=True,
)
async def worklog(
    ctx: ReadContext,
    which: Annotated[
        Which | None, Arg("Which period?", bare=True, hint="WEEK", synonyms=_PERIODS)
    ] = None,
    format: Annotated[Format | None, Arg("As a file?", bare=True, hint="csv/pdf")] = None,
    of: Annotated[
        date | None,
        Arg("Of which day?", word="of", words=("week of",), past=True, bare=True, hint="DATE"),
    ] = None,
    page: Annotated[int | None, Arg(kind=ArgKind.NUMBER, hidden=True)] = None,
) -> Message:
    """Shows the record of a period, or hands it over as a file."""
    profile = profile_of(ctx.person.preferences.office)
    period = _period(ctx, profile, which, of)
    record = await work_search_record(ctx.uow, profile, period, ctx.now)
    if format is None:
        return record_message(ctx, record, page or 0)
    if not record.entries:
        said = say_period(period, ctx.person, ctx.now)
        raise nothing_to_do(f"Nothing is logged from {said}, so there is nothing to write down.")
    if format is Format.PDF:
        return await _as_pdf(ctx, record)
    rows = work_search_rows(record, ctx.person.tz)
    content = await asyncio.to_thread(write_csv, HEADER, rows)
    return _handed_over(ctx, record, "csv", "text/csv", content)


def _period(ctx: ReadContext, profile: Profile, which: Which | None, of: date | None) -> Period:
    today = profile.rule.around(of or ctx.today)
    return profile.rule.before(today) if which is Which.LAST and of is None else today


async def _as_pdf(ctx: ReadContext, record: SearchRecord) -> Message:
    assert ctx.typesetter is not None  # the dispatcher gives one
    try:
        content = await ctx.typesetter.record(paper_of(record, ctx.person))
    except NotTypeset as failed:
        raise Refused(str(failed)) from None
    return _handed_over(ctx, record, "pdf", "application/pdf", content)


def _handed_over(
    ctx: ReadContext, record: SearchRecord, ending: str, media_type: str, content: bytes
) -> Message:
    count = len(record.entries)
    what = "1 entry" if count == 1 else f"{count} entries"
    name = f"work-search-{record.period.first.isoformat()}.{ending}"
    return Message(
        f"{what}. Read it through before you hand it in or copy from it.",
        f"Work search, {say_period(record.period, ctx.person, ctx.now)}",
        file=File(name, media_type, content),
    )


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
            *application_card.undo(ctx),
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
    email: Annotated[str | None, Arg("E-mail")] = None,
    url: Annotated[str | None, Arg("Website")] = None,
    method: Annotated[str | None, Arg("How (in person, phone, e-mail, online, mail)")] = None,
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
            raise Refused("That entry isn't there any more. ", CommandRef("worklog"))
        if not whole:
            return _own_form(mine)
        return await _save_own(ctx, mine, text, kind, on, given)
    if application is None or activity is None or day is None:
        raise Refused("Open it in the record: ", CommandRef("worklog"))
    found = await ctx.get(application)
    record = await work_search_record(ctx.uow, Profile(), Period(day, day), ctx.now)
    entry = next((one for one in record.entries if one.activity == activity), None)
    if entry is None:
        raise Refused("That entry was taken back. ", CommandRef("worklog"), " shows what is there.")
    if not whole:
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
        raise nothing_to_do("Nothing was different, so the entry stays as it was.")
    await ctx.begin(f"added details to {found.label} in your work-search record")
    await ctx.uow.work_search.save_details(application, activity, details)
    return _saved(found.label)


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
        raise nothing_to_do("Nothing was different, so the entry stays as it was.")
    await ctx.begin(f"changed “{clean(mine.text, 40)}” in your work-search record")
    await ctx.uow.work_search.save(replace(changed, edited=ctx.now))
    drop = Button(labels.DELETE_IT, Invocation("drop-activity", {"own": mine.id}), Style.DANGER)
    return _saved(clean(changed.text, 80), drop)


def _saved(what: str, *buttons: Button) -> Message:
    return Message(
        title=f"Saved: {what}",
        text="The record shows it.",
        buttons=(Button(labels.SHOW_IT, Invocation("worklog")), *buttons),
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
            text=f"It is from {say_day(mine.on, ctx.person, ctx.now)}. This cannot be undone.",
            buttons=(
                Button("Yes, delete it", yes, Style.DANGER),
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


@command("choose-office", "Choose your unemployment office", hidden=True, prefills=True)
async def choose_office(
    ctx: Context,
    office: Annotated[str | None, Arg("Office, or a rule like: 3 a week, Sun to Sat")] = None,
) -> Message | Form:
    """Asks for the office alone, or saves it."""
    preferences = ctx.person.preferences
    if office is None:
        values = {"office": preferences.office or _NO_OFFICE}
        return Form("Your office", Invocation("choose-office"), ("office",), values)
    chosen = read_office(office, ctx.parse_context)
    if chosen == preferences.office and preferences.work_search:
        raise nothing_to_do("Nothing was different, so your office stays as it was.")
    await ctx.save(
        replace(ctx.person, preferences=replace(preferences, office=chosen, work_search=True)),
        "chose your office",
    )
    profile = profile_of(chosen)
    record = await work_search_record(ctx.uow, profile, profile.rule.around(ctx.today), ctx.now)
    shown = record_message(ctx, record)
    return shown.replace(
        title=f"Saved: {say_office(profile) or _NO_OFFICE}",
        buttons=(*shown.buttons, *application_card.undo(ctx)),
        tone=Tone.GOOD,
    )


@command("work-search-off", "Turn reminders of your work search off", hidden=True)
async def work_search_off(ctx: Context) -> Message:
    """Ends the reminders of periods; the record stays."""
    preferences = ctx.person.preferences
    if not preferences.work_search:
        raise nothing_to_do("They are off already.")
    off = replace(preferences, work_search=False)
    await ctx.save(replace(ctx.person, preferences=off), "turned off reminders of your work search")
    return Message(
        title="Reminders of your work search are off",
        text=Text(
            "The record goes on: ",
            CommandRef("worklog"),
            ". To have them again, choose your office once more.",
        ),
        buttons=(
            Button(labels.CHOOSE_MY_OFFICE, Invocation("choose-office")),
            *application_card.undo(ctx),
        ),
        tone=Tone.GOOD,
    )


COMMANDS = (worklog, activity, record_details, drop_activity, choose_office, work_search_off)
