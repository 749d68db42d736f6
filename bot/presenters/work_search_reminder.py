"""The reminder that a work-search period closes, with what is still missing."""

from __future__ import annotations

from datetime import datetime

from bot.domain.work_search.reminder import NAME, WorkSearchReminder
from bot.message import Button, ButtonStyle, Invocation, Item, Message, Text
from bot.texts import labels
from bot.texts.plain_text import join_words
from bot.texts.work_search_texts import say_close, say_progress

TITLE = "Your work search"


def reminder_message(reminder: WorkSearchReminder, now: datetime) -> Message:
    """Returns the reminder, alone in its message; one press turns it off."""
    item = reminder_item(reminder, now)
    return Message(item.text, item.title, items=(item,), buttons=item.buttons, nudges=(NAME,))


def reminder_item(reminder: WorkSearchReminder, now: datetime) -> Item:
    """Returns the reminder as one item among others, with the buttons that it has alone."""
    record, person = reminder.record, reminder.person
    close = say_close(record.period, record.profile.rule.kind, person.today(now))
    text = join_words(say_progress(record.progress), close)
    buttons = (
        Button(labels.SHOW_THE_RECORD, Invocation("worklog"), ButtonStyle.PRIMARY),
        Button(labels.LOG_AN_ACTIVITY, Invocation("activity")),
        Button(labels.NO_SUCH_REMINDERS, Invocation("work-search-off")),
    )
    return Item(TITLE, text, buttons=buttons, nudge=NAME, line=Text(f"{TITLE} · ", text))
