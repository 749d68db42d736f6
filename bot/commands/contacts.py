"""A contact at a company: noted in a form of its own, from a plan or a card."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, command
from bot.commands.parameters import Mine
from bot.commands.plan import checklist
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Stage
from bot.message import Fact, Form, Message, Tone, nothing_to_do
from bot.parsing.contact_details import divide_contact
from bot.presenters import application_card
from bot.presenters.forms import title
from bot.texts.checklist import CONTACT_STEP

_FIELDS = ("contact", "phone", "email")


@command("add-contact", "Add a contact", hidden=True, prefills=True)
async def add_contact(
    ctx: Context,
    company: Mine,
    contact: Annotated[str | None, Arg("Contact", hint="NAME")] = None,
    phone: Annotated[str | None, Arg("Their phone number", hint="NUMBER")] = None,
    email: Annotated[str | None, Arg("Their email", hint="ADDRESS")] = None,
) -> Message | Form:
    """Opens the form with what is known, or saves it; of a plan it ticks that step."""
    application = await ctx.find_or_log(company)
    if not (contact or phone or email):
        known = {name: getattr(application, name) or "" for name in _FIELDS}
        return Form(title("Add a contact", application.label), ctx.invocation, _FIELDS, known)
    reached = divide_contact(contact)
    contact, phone, email = reached.name, phone or reached.phone, email or reached.email
    noted = Activity(
        ActivityKind.CORRECTED,
        ctx.today,
        ctx.now,
        contact=contact if contact != application.contact else None,
        phone=phone if phone != application.phone else None,
        email=email if email != application.email else None,
    )
    changed = {name: value for name in _FIELDS if (value := getattr(noted, name))}
    if not changed:
        raise nothing_to_do("Nothing changed; the contact stays as it was.")
    summary = f"noted a contact at {application.company}"
    application = await ctx.log(application, noted, summary)
    if application.stage is Stage.PLANNED:
        return await _ticked(ctx, application, summary)
    return Message(
        title=f"Contact noted: {application.label}",
        text="",
        facts=tuple(Fact(name.capitalize(), value) for name, value in changed.items()),
        buttons=(application_card.edit_button(application), *application_card.undo_button(ctx)),
        tone=Tone.GOOD,
    )


async def _ticked(ctx: Context, application: Application, summary: str) -> Message:
    """Ticks the step of a plan that asks for a contact, and shows what is left."""
    done = ActivityKind.TICKED
    if not any(a.kind is done and a.text == CONTACT_STEP for a in application.history):
        tick = Activity(done, ctx.today, ctx.now, text=CONTACT_STEP)
        application = await ctx.log(application, tick, summary)
    return await checklist(ctx, application)


COMMANDS = (add_contact,)
