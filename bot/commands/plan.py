"""Planning an application that is still to be sent: its checklist, and when to begin."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from bot.command import Arg, Subject, command
from bot.commands.applications import (
    Company,
    Posting,
    existing_one,
    from_posting,
    posting_fact,
    same,
)
from bot.commands.parameters import Mine
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Stage
from bot.message import Button, ButtonStyle, CommandRef, Item, Message, Refused
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.checklist import CHECKLIST, CONTACT_STEP
from bot.texts.date_formats import say_day


@command(
    "plan",
    "Get ready before you apply",
    subject=Subject.PREPARE,
    examples=("plan Globex as Analyst by 12 June", "plan https://jobs.lever.co/acme/1f0c3b9e"),
    completes=from_posting,
)
async def plan(
    ctx: Context,
    company: Company,
    role: Annotated[str | None, Arg("Which job title?", word="as")] = None,
    by: Annotated[
        date | None, Arg("When do you want to apply by?", word="by", bare=True, hint="DATE")
    ] = None,
    link: Posting = None,
    another: Annotated[bool, Arg(hidden=True)] = False,
) -> Message:
    """Opens an application that is still to be sent."""
    if by and by < ctx.today:
        raise _passed(ctx, by)
    if not another and (existing := await same(ctx, company, role)):
        raise Refused(existing_one(ctx, existing))
    application = await ctx.create_application(company)
    planned = Activity(
        ActivityKind.PLANNED, ctx.today, ctx.now, company=company, role=role, by=by, link=link
    )
    application = await ctx.log(application, planned, f"planned {company}")
    return await checklist(ctx, application)


async def checklist(ctx: Context, application: Application) -> Message:
    """Shows what is left to do before the application is sent."""
    ticked = {a.text for a in application.history if a.kind is ActivityKind.TICKED}
    items = tuple(
        Item(
            f"{'✓' if key in ticked else '○'} {title}",
            text,
            buttons=() if key in ticked else (*_adds(key, application), _tick(key, application)),
        )
        for key, title, text in CHECKLIST
    )
    left = len(CHECKLIST) - len(ticked)
    planned = application.last(ActivityKind.PLANNED)
    facts = (
        [application_card.day_fact("Apply by", ctx, planned.by)] if planned and planned.by else []
    )
    facts += posting_fact(application)
    return Message(
        title=f"Planned: {application.label}",
        text=f"{left} thing{'s' * (left != 1)} to do before you apply."
        if left
        else "Everything is ticked. Send your application, then tell me.",
        facts=(*facts, *await application_card.next_step_facts(ctx, application)),
        items=items,
        buttons=(
            application_card.action_button(
                labels.I_APPLIED, "apply", application, ButtonStyle.PRIMARY
            ),
            application_card.edit_button(application),
            *application_card.undo_button(ctx),
        ),
    )


def _tick(step: str, application: Application) -> Button:
    return application_card.action_button("Tick", "tick", application, step=step)


def _adds(step: str, application: Application) -> tuple[Button, ...]:
    """Returns the button that notes what a step is to find out."""
    if step != CONTACT_STEP:
        return ()
    return (application_card.action_button(labels.ADD_CONTACT, "add-contact", application),)


def _passed(ctx: Context, by: date) -> Refused:
    day = say_day(by, ctx.person, ctx.now)
    return Refused(f"{day} has passed. When do you want to apply by?")


@command("apply-by", "Change the day to apply by", hidden=True)
async def apply_by(
    ctx: Context, company: Mine, by: Annotated[date, Arg("When do you want to apply by?")]
) -> Message:
    """Gives a plan another day to apply by."""
    application = await ctx.find(company)
    if application.stage is not Stage.PLANNED:
        raise Refused(f"{application.label} is at {application.stage}, not planned anymore.")
    if by < ctx.today:
        raise _passed(ctx, by)
    planned = Activity(ActivityKind.PLANNED, ctx.today, ctx.now, by=by)
    application = await ctx.log(
        application, planned, f"changed the day to apply to {application.company}"
    )
    return await checklist(ctx, application)


@command("tick", "Tick one step of the checklist", hidden=True)
async def tick(
    ctx: Context,
    company: Mine,
    step: Annotated[str, Arg(hidden=True)],
) -> Message:
    """Ticks one step of a planned application's checklist."""
    application = await ctx.find(company)
    title = next((title for key, title, _ in CHECKLIST if key == step), None)
    if title is None:
        raise Refused(
            "That step isn't on the list anymore. ", CommandRef("plan"), " shows today's list."
        )
    if any(a.kind is ActivityKind.TICKED and a.text == step for a in application.history):
        return await checklist(ctx, application)
    ticked = Activity(ActivityKind.TICKED, ctx.today, ctx.now, text=step)
    application = await ctx.log(application, ticked, f"ticked “{title}” for {application.company}")
    return await checklist(ctx, application)


COMMANDS = (plan, apply_by, tick)
