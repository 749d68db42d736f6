"""Correcting an application, or the date of one entry of its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.commands.parameters import Mine
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Stage
from bot.message import CommandRef, Fact, Form, Message, Refused, Tone, nothing_to_do
from bot.parsing.contact_details import divide_contact
from bot.presenters import application_card
from bot.presenters.edit_form import BEGINS, edit_form


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
    email: Annotated[str | None, Arg("Their email", word="email", hint="ADDRESS")] = None,
    entry: Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)] = None,
    whole: Annotated[bool, Arg(hidden=True)] = False,
) -> Message | Form:
    """Opens the form with today's values, or keeps what was changed in it.

    `entry` is the activity whose date is meant; `whole` says that all fields
    were shown, so that one left empty is to be emptied.
    """
    application = await ctx.find(company)
    dated = _entry(application, entry)
    reached = divide_contact(contact)
    given = {"role": role, "source": source, "link": link, "contact": reached.name}
    given |= {"company": name, "phone": phone or reached.phone, "email": email or reached.email}
    if not whole and not any([*given.values(), on, by]):
        return edit_form(ctx, application, dated)
    if entry is not None and dated is not None and dated.kind not in BEGINS:
        given = {}  # its form shows the date alone
    changed = _differences(application, given, whole=whole)
    moved = dated is not None and ((on and on != dated.on) or (by and by != dated.by))
    if not changed and not moved:
        raise nothing_to_do(f"Nothing changed; {application.label} stays as it was.")
    correction = Activity(
        ActivityKind.CORRECTED,
        on or (dated.on if dated else ctx.today),
        ctx.now,
        of=dated.id if dated and moved else None,
        by=by or (dated.by if dated and moved else None),
        **changed,  # type: ignore[arg-type]  # the names are those of the text fields above
    )
    application = await ctx.log(application, correction, f"edited {application.company}")
    return await _edited(ctx, application, changed, entry, (by or correction.on) if moved else None)


async def _edited(
    ctx: Context,
    application: Application,
    changed: Mapping[str, str],
    entry: int | None,
    day: date | None,
) -> Message:
    """Says what was changed; `day` is the entry's own, if it was moved."""
    facts = [Fact(field.capitalize(), value or "removed") for field, value in changed.items()]
    if day is not None:
        facts.append(application_card.day_fact("Date", ctx, day))
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


COMMANDS = (edit,)
