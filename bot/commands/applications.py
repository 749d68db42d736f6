"""Logging an application."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from bot.command import ApplicationRef, Arg, ArgKind, Subject, command
from bot.commands.parameters import Mine, Via
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Stage
from bot.domain.calendar import business_days
from bot.domain.reminders.nudge import NudgeKind
from bot.message import (
    Button,
    ButtonStyle,
    Fact,
    Invocation,
    Link,
    Message,
    Refused,
    Tone,
    nothing_to_do,
)
from bot.parsing.contact_details import ContactDetails, divide_contact
from bot.parsing.job_urls import read_posting
from bot.parsing.words import fold_name
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.date_formats import say_day

Company = Annotated[str, Arg("Which company?")]
Posting = Annotated[
    str | None, Arg("Link to the posting", kind=ArgKind.LINK, bare=True, hint="LINK")
]


def from_posting(args: Mapping[str, Any]) -> Mapping[str, Any]:
    """Adds the company and role that a posting's address contains."""
    if "link" not in args:
        return args
    posting = read_posting(args["link"])
    named = {"company": posting.company, "role": posting.role}
    return {**{name: value for name, value in named.items() if value}, **args}


@command(
    "applied",
    "Log a job you applied to",
    subject=Subject.APPLY,
    examples=(
        "applied Acme",
        "applied Acme as Baker yesterday via referral",
        "applied Bäckerei Nord as Geselle on 3 May contact Dana Weiss",
        "applied https://jobs.lever.co/acme/1f0c3b9e",
    ),
    completes=from_posting,
)
async def applied(
    ctx: Context,
    company: Company,
    role: Annotated[str | None, Arg("Which job title?", word="as")] = None,
    on: Annotated[
        date | None, Arg("When did you apply?", word="on", past=True, bare=True, hint="DATE")
    ] = None,
    via: Via = None,
    link: Posting = None,
    contact: Annotated[
        str | None,
        Arg(
            "Who is your contact?",
            word="contact",
            words=(
                *("contact is", "recruiter is", "the recruiter is", "my contact is"),
                *("contact:", "recruiter:", "recruiter", "hiring manager is"),
            ),
            hint="NAME",
        ),
    ] = None,
    note: Annotated[str | None, Arg("Note", kind=ArgKind.LONG_TEXT, hidden=True)] = None,
    another: Annotated[bool, Arg(hidden=True)] = False,
) -> Message:
    """Logs an application and plans its follow-ups."""
    existing = await same(ctx, company, role)
    if existing and existing.stage is Stage.PLANNED:
        application = existing
    elif existing and not another:
        raise Refused(existing_one(ctx, existing))
    else:
        application = await ctx.create_application(company)
    reached = divide_contact(contact) if contact else ContactDetails()
    done = Activity(
        ActivityKind.APPLIED,
        on or ctx.today,
        ctx.now,
        company=application.company if application.history else company,
        role=role,
        source=via,
        link=link,
        contact=reached.name,
        phone=reached.phone,
        email=reached.email,
        text=note,
    )
    return await log_application(ctx, application, done)


async def log_application(ctx: Context, application: Application, done: Activity) -> Message:
    """Logs it and says what was understood and what comes next."""
    application = await ctx.log(application, done, f"logged your application to {done.company}")
    facts = [application_card.day_fact("Applied", ctx, done.on)]
    facts += [Fact(name, value) for name, value in _details(application)]
    facts += posting_fact(application)
    facts += [Fact("Note", done.text)] if done.text else []
    facts += await _follow_up_days(ctx, application)
    details = application_card.action_button(labels.ADD_DETAILS, "edit", application)
    buttons: tuple[Button, ...] = (
        details,
        application_card.edit_button(application, _id(application)),
        *application_card.undo_button(ctx),
    )
    text = "Logged. I'll send you the words when it's time to follow up."
    if not any(fact.label == FIRST for fact in facts):
        text = (
            "Logged. That was a while ago, so no reminder is planned. If you still want the job, "
            "press Try again, and I'll start over with the first follow-up."
        )
        again = application_card.action_button(
            labels.TRY_AGAIN, "try-again", application, ButtonStyle.PRIMARY
        )
        buttons = (again, *buttons)
    return Message(
        title=f"Applied to {application.label}",
        text=text,
        facts=tuple(facts),
        buttons=buttons,
        tone=Tone.GOOD,
    )


FIRST = "First follow-up"
# What may be new of an application that is there already, by the field that keeps it.
_ADDED = {"role": "role", "via": "source", "link": "link", "contact": "contact"}


async def _follow_up_days(ctx: Context, application: Application) -> list[Fact]:
    """Says when to expect the follow-ups; the second depends on when the first is sent."""
    planned = await ctx.planned(application)
    first = next((one for one in planned if one.kind is NudgeKind.FOLLOW_UP), None)
    if first is None:
        return []
    preferences = ctx.person.preferences
    day = first.wall.date()
    second = business_days.pick_day(day, preferences.next_follow_up, preferences.country)
    return [
        Fact(FIRST, say_day(day, ctx.person, ctx.now) + application_card.say_held(ctx, first.due)),
        Fact("Second, if needed", f"about {say_day(second, ctx.person, ctx.now)}"),
    ]


def _details(application: Application) -> list[tuple[str, str]]:
    details = [("Found via", application.source), ("Contact", application.contact)]
    details += [("Phone", application.phone), ("Email", application.email)]
    return [(name, value) for name, value in details if value]


def posting_fact(application: Application) -> list[Fact]:
    """Returns the link of the posting, if there is one."""
    link = application.link
    return [Fact("Posting", Link(link, "Open the posting"))] if link else []


def _id(application: Application) -> int:
    done = application.last(ActivityKind.APPLIED)
    assert done is not None
    return done.id


async def same(ctx: Context, company: str, role: str | None) -> Application | None:
    """Finds an open application at that company, for that role or with one role not given."""
    for entry in await ctx.summaries():
        if fold_name(entry.company) != fold_name(company):
            continue
        if entry.role and role and fold_name(entry.role) != fold_name(role):
            continue
        found = await ctx.uow.applications.get(entry.id)
        if found and found.is_open:
            return found
    return None


def existing_one(ctx: Context, application: Application) -> Message:
    """Asks whether one that is there already is meant, or another.

    What was typed and is not known of it yet can be added to it.
    """
    again = ctx.invocation.with_args(another=True)
    typed = {field: ctx.invocation.args.get(name) for name, field in _ADDED.items()}
    new = {field: value for field, value in typed.items() if value}
    new = {field: value for field, value in new.items() if not getattr(application, field)}
    adds = Invocation("edit", {"company": ApplicationRef(id=application.id), **new})
    since = application.applied or application.history[0]
    return Message(
        title=f"{application.label} is on your list already",
        text="Nothing was added. Is this another one?",
        facts=(
            application_card.day_fact(
                "Planned" if since.kind is ActivityKind.PLANNED else "Applied", ctx, since.on
            ),
            Fact("Stage", str(application.stage)),
        ),
        buttons=(
            *([Button("Add it to this one", adds, ButtonStyle.PRIMARY)] if new else ()),
            Button("Log another one", again, ButtonStyle.PLAIN if new else ButtonStyle.PRIMARY),
            application_card.action_button(labels.OPEN, "job", application),
        ),
        tone=Tone.CAREFUL,
    )


@command("apply", "Say that a planned application is sent", hidden=True)
async def apply(ctx: Context, company: Mine) -> Message:
    """Turns a planned application into one that was sent today."""
    application = await ctx.find(company)
    if application.stage is not Stage.PLANNED:
        raise nothing_to_do(f"Already done: {application.label} is {application.stage}.")
    done = Activity(ActivityKind.APPLIED, ctx.today, ctx.now, company=application.company)
    return await log_application(ctx, application, done)


COMMANDS = (applied, apply)
