"""A work-search record as a message: how far the period has come, and each entry with a verdict."""

from __future__ import annotations

from bot.conversation.read_context import ReadContext
from bot.domain.work_search.entry import SearchEntry
from bot.domain.work_search.record import SearchRecord
from bot.message import Button, Fact, Invocation, Item, Message
from bot.texts import labels
from bot.texts.date_formats import say_day
from bot.texts.plain_text import join_paragraphs
from bot.texts.work_search_texts import (
    describe,
    say_kind,
    say_office,
    say_period,
    say_what,
    summarize,
)

PAGE = 10
_NOTHING = "Nothing is logged in this period yet."


def record_message(ctx: ReadContext, record: SearchRecord, page: int = 0) -> Message:
    """Returns the record, some entries at a time, with what leads on from it."""
    shown = record.entries[page * PAGE : (page + 1) * PAGE]
    office = say_office(record.profile)
    return Message(
        join_paragraphs(
            *summarize(record, ctx.person, ctx.now), "" if record.entries else _NOTHING
        ),
        f"Work search, {say_period(record.period, ctx.person, ctx.now)}",
        facts=(Fact("Office", office),) if office else (),
        items=tuple(_item(ctx, entry) for entry in shown),
        buttons=_buttons(record, page),
    )


def _item(ctx: ReadContext, entry: SearchEntry) -> Item:
    said = f"{say_day(entry.on, ctx.person, ctx.now)} · {say_kind(entry)} · {say_what(entry)}"
    return Item(said, describe(entry), buttons=(details_button(entry),))


def details_button(entry: SearchEntry) -> Button:
    """Returns the button that opens the form of an entry."""
    bound: dict[str, object] = {"own": entry.own}
    if not entry.own:
        bound = {"application": entry.application, "activity": entry.activity}
        bound["day"] = entry.on
    return Button(labels.ADD_DETAILS, Invocation("record-details", bound))


def _buttons(record: SearchRecord, page: int) -> tuple[Button, ...]:
    of = {"of": record.period.first}
    more = Invocation("worklog", {**of, "page": page + 1})
    before = Invocation("worklog", {"of": record.profile.rule.before(record.period).first})
    buttons = [
        Button(labels.PDF, Invocation("worklog", {**of, "format": "pdf"})),
        Button(labels.CSV, Invocation("worklog", {**of, "format": "csv"})),
        Button(labels.LOG_AN_ACTIVITY, Invocation("activity")),
        Button(labels.PERIOD_BEFORE, before),
    ]
    if len(record.entries) > (page + 1) * PAGE:
        buttons.insert(0, Button(labels.MORE_LINES, more))
    if not record.profile.is_chosen:
        buttons.insert(0, Button(labels.CHOOSE_MY_OFFICE, Invocation("choose-office")))
    return tuple(buttons)
