"""Letters after a reply: a time to talk, the next step, and the same once more."""

from __future__ import annotations

from bot.domain.applications.activity import ActivityKind
from bot.message import Draft
from bot.texts.letters.letter_context import LetterContext, choose_variant
from bot.texts.plain_text import join_paragraphs, join_words, to_sentence

REPLIES = (ActivityKind.HEARD_BACK, ActivityKind.INVITED, ActivityKind.CANCELLED)


def check_in(context: LetterContext) -> Draft:
    """Writes the first question after their reply: a time, a new date, or the next step."""
    last = context.application.last(*REPLIES)
    if last and last.kind is ActivityKind.INVITED:
        return _invited(context)
    if last and last.kind is ActivityKind.CANCELLED:
        return _cancelled(context)
    day = context.decision
    since = context.on(last.day) if last else ""
    asked = f"You expected a decision by {context.day(day)}" if day else ""
    return Draft(
        context.subject("The next step", context.about("for", "at")),
        join_paragraphs(
            context.greeting(),
            join_words(
                to_sentence("Thank you again for your reply", since, "about", context.job),
                to_sentence(asked),
            ),
            choose_variant(
                context.count(ActivityKind.HEARD_BACK) - 1,
                "I'd be glad to take the next step. What is it, and when should I expect it?",
                "What comes next, and is there anything you need from me until then?",
            ),
            context.signature,
        ),
    )


def check_in_again(context: LetterContext) -> Draft:
    """Writes the second question, which a single line answers."""
    asked = f"I {context.wrote}" if context.wrote else "I wrote"
    return Draft(
        context.subject("Checking in", context.about("on", "at")),
        join_paragraphs(
            context.greeting(),
            to_sentence(asked, "about the next step for", context.job),
            choose_variant(
                context.count(ActivityKind.HEARD_BACK) - 1,
                "I know how quickly plans change. Has anything been decided, or is there a new "
                "date? A short answer is fine, and a no helps me plan too.",
                "Is it still moving? If it's on hold, tell me and I'll ask again later.",
            ),
            context.signature,
        ),
    )


def _invited(context: LetterContext) -> Draft:
    return Draft(
        context.subject("A time to talk", context.about("about", "at")),
        join_paragraphs(
            context.greeting(),
            to_sentence("Thank you for the invitation to talk about", context.job),
            "I could make [two or three times that suit you]. Would one of them work for you?",
            context.signature,
        ),
    )


def _cancelled(context: LetterContext) -> Draft:
    return Draft(
        context.subject("A new time to talk", context.about("about", "at")),
        join_paragraphs(
            context.greeting(),
            to_sentence("I was sorry that we couldn't meet as planned about", context.job),
            "Is there a new date in view? I'm happy to fit in with your calendar.",
            context.signature,
        ),
    )
