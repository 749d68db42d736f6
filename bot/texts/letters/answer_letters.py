"""Letters that answer a decision: a rejection, an offer, or the person's own to withdraw."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application, Stage
from bot.domain.people.person import Person
from bot.message import Draft
from bot.texts.letters.letter_context import LetterContext
from bot.texts.plain_text import join_paragraphs, join_words, to_sentence

MONTH = timedelta(days=30)


def rejection(context: LetterContext) -> Draft:
    """Writes the answer to a rejection: thanks, interest, and one thing to act on."""
    spoke = f"for our conversation {context.on(context.met)}" if context.met else ""
    time = spoke or "for the time you gave my application"
    at = f"at {context.company}" if context.company else "with you"
    return Draft(
        context.subject("Thank you for your answer", context.about("about", "from")),
        join_paragraphs(
            context.greeting(met=True),
            to_sentence("Thank you for letting me know your decision on", context.job, "and", time),
            f"I'd still like to work {at}, and I hope you'll think of me when "
            f"another position opens. If that's all right, I'll write again in "
            f"{time_until_reconnect(context.application, context.person, context.now)}.",
            "What is one thing I could do now to be a stronger candidate next time? "
            "Even one line would help.",
            context.signature,
        ),
    )


def more_time(context: LetterContext) -> Draft:
    """Writes thanks for an offer, and a request for more time."""
    offered = context.application.last(ActivityKind.OFFERED)
    day = offered.by if offered else None
    asked = (
        f"You asked for my answer by {context.day(day)}. Could I have until [the day you need]?"
        if day
        else "When do you need my answer? I'd like to have until [the day you need]."
    )
    return Draft(
        context.subject("Your offer", context.about("for", "from")),
        join_paragraphs(
            context.greeting(met=True),
            join_words(
                to_sentence("Thank you for offering me", context.job),
                "I'm delighted, and I want to give you an answer I can stand by.",
            ),
            f"{asked} I'll tell you my decision by then at the latest.",
            "Could you send me the main terms in writing (pay, hours, start date)?",
            context.signature,
        ),
    )


def accept(context: LetterContext) -> Draft:
    """Writes the acceptance of an offer, and what is to be settled."""
    return Draft(
        context.subject("I accept your offer", context.about("for", "from")),
        join_paragraphs(
            context.greeting(met=True),
            f"Thank you for your offer. I'm happy to accept {context.job}, and I look forward "
            "to working with you.",
            "Could you send me the contract, with the start date, the hours, and the location? "
            "If you need anything from me first, I'll send it right away.",
            context.signature,
        ),
    )


def withdraw(context: LetterContext) -> Draft:
    """Writes a polite withdrawal, before an offer or after it."""
    offered = context.application.last(ActivityKind.OFFERED) is not None
    thanks = f"Thank you for {'offering me' if offered else 'considering me for'} {context.job}"
    spoke = f"and for our conversation {context.on(context.met)}" if context.met else ""
    decided = (
        "After thinking it over, I've decided not to accept."
        if offered
        else "I've decided to withdraw my application."
    )
    about = "Your offer" if offered else "Withdrawing my application"
    return Draft(
        context.subject(about, context.about("for", "from" if offered else "to")),
        join_paragraphs(
            context.greeting(met=True),
            join_words(to_sentence(thanks, spoke), decided),
            _appointments(context),
            "I wanted to tell you as soon as I knew, so that you can offer it to someone else.",
            "I appreciate the time you took, and I'd be happy if our paths cross again.",
            context.signature,
        ),
    )


def _appointments(context: LetterContext) -> str:
    """Returns the interviews still ahead, to be cancelled."""
    if context.application.stage is Stage.OFFER:
        return ""
    ahead = [one for one in context.application.active_interviews if one.start > context.now]
    if not ahead:
        return ""
    day = context.on(ahead[0].day)
    return to_sentence("Please cancel our interview", day)


def time_until_reconnect(application: Application, person: Person, now: datetime) -> str:
    """Returns how long after a rejection the person writes again, by their preferences."""
    no = application.last(ActivityKind.REJECTED)
    gone = (person.today(now) - no.on).days if no else 0
    months = max(0, round((person.preferences.keep_in_touch - gone) / MONTH.days))
    few = {0: "a few weeks", 1: "about a month", 2: "about two months", 3: "about three months"}
    return few.get(months, f"about {months} months")
