"""Asks about an application for which no reminder is planned, with the answers to press."""

from __future__ import annotations

from bot.domain.applications.application import Application
from bot.domain.reminders.next_step import NextStep, StepQuestion
from bot.message import Button, ButtonStyle, Item
from bot.presenters import application_card
from bot.texts import labels


def ask(application: Application, step: NextStep) -> Item:
    """Returns an application that waits for the person's word, with the answers to press."""
    assert step.question is not None
    asked = application_card.QUESTIONS[step.question]
    title = f"{application.label}: {asked}"
    return Item(
        title,
        "No reminder is planned for it.",
        buttons=answer_buttons(application, step),
        line=title,
    )


def answer_buttons(application: Application, step: NextStep) -> tuple[Button, ...]:
    """Returns the buttons that answer a question; none for a step that is a reminder."""

    def button(label: str, command: str, style: ButtonStyle = ButtonStyle.PLAIN) -> Button:
        return application_card.action_button(label, command, application, style)

    match step.question:
        case None:
            return ()
        case StepQuestion.ANSWERED_OFFER:
            return (
                button(labels.ACCEPTED, "accepted", ButtonStyle.PRIMARY),
                button(labels.WITHDREW, "withdrew"),
                button(labels.ANOTHER_DATE, "answer-by"),
            )
        case StepQuestion.SENT_APPLICATION:
            return (
                button(labels.I_APPLIED, "apply", ButtonStyle.PRIMARY),
                button(labels.ANOTHER_DATE, "apply-by"),
                button(labels.DROP_IT, "withdrew"),
            )
        case StepQuestion.TAKE_UP_AGAIN:
            return (
                button(labels.TRY_AGAIN, "try-again", ButtonStyle.PRIMARY),
                button(labels.REPLIED, "heard-back"),
                button(labels.GHOSTED, "ghosted"),
            )
        case StepQuestion.STILL_OPEN:
            return (
                button(labels.STILL_WAITING, "still-waiting"),
                button(labels.GHOSTED, "ghosted"),
                button(labels.TRY_AGAIN, "try-again"),
                button(labels.REPLIED, "heard-back"),
            )
