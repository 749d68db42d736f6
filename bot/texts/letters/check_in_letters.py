"""Letters after a reply: a time to talk, the next step, and the same once more."""

from __future__ import annotations

from bot.domain.applications.activity import ActivityKind
from bot.message import Draft
from bot.texts.letters.letter_context import Known
from bot.texts.plain_text import paragraphs, sentence, spaced

REPLIES = (ActivityKind.HEARD_BACK, ActivityKind.INVITED, ActivityKind.CANCELLED)


def check_in(known: Known) -> Draft:
    """The first question after their reply: a time to talk, a new date, or the next step."""
    last = known.application.last(*REPLIES)
    if last and last.kind is ActivityKind.INVITED:
        return _invited(known)
    if last and last.kind is ActivityKind.CANCELLED:
        return _cancelled(known)
    day = known.decision
    since = known.on(last.on) if last else ""
    asked = f"You expected a decision by {known.day(day)}" if day else ""
    return Draft(
        known.subject("The next step", known.about("for", "at")),
        paragraphs(
            known.hello(),
            spaced(
                sentence("Thank you again for your reply", since, "about", known.job),
                sentence(asked),
            ),
            "I'd still like to do this work. What is the next step, and when should I expect it?",
            known.signed,
        ),
    )


def check_in_again(known: Known) -> Draft:
    """The second question, which a single line answers."""
    asked = f"I {known.wrote}" if known.wrote else "I wrote"
    return Draft(
        known.subject("Checking in", known.about("on", "at")),
        paragraphs(
            known.hello(),
            sentence(asked, "about the next step for", known.job),
            "I know how quickly plans change. Has anything been decided, or is there a new date? "
            "One line is plenty, and a no helps me plan too.",
            known.signed,
        ),
    )


def _invited(known: Known) -> Draft:
    return Draft(
        known.subject("A time to talk", known.about("about", "at")),
        paragraphs(
            known.hello(),
            sentence("Thank you for the invitation to talk about", known.job),
            "I could make [two or three times that suit you]. Does one of them work for you?",
            known.signed,
        ),
    )


def _cancelled(known: Known) -> Draft:
    return Draft(
        known.subject("A new time to talk", known.about("about", "at")),
        paragraphs(
            known.hello(),
            sentence("I was sorry that we could not meet as planned about", known.job),
            "Is there a new date in view? I'm happy to fit in with your calendar.",
            known.signed,
        ),
    )
