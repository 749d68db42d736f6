"""Letters after an interview: the thank-you, and two questions about the decision."""

from __future__ import annotations

from bot.domain.applications.application import THANK_YOU_LIMIT, Stage
from bot.domain.calendar.local_time import load_zone, local_day
from bot.message import Draft
from bot.texts.letters.letter_context import LetterContext
from bot.texts.plain_text import join_paragraphs, join_words, to_sentence

_MORE = "such as references or examples of my work, I will send it right away."


def thank_you(context: LetterContext) -> Draft:
    """Writes thanks with a personal touch; past 24 h in other words, without an apology."""
    return Draft(
        context.subject("Thank you for our conversation", context.about("about", "at")),
        join_paragraphs(
            context.greeting(met=True),
            _thanks(context),
            to_sentence("I keep coming back to", _touch(context)),
            _closing(context),
            context.signature,
        ),
    )


def after_interview(context: LetterContext) -> Draft:
    """Returns the first question, which names the day they named."""
    talked = f"I keep thinking about what we discussed ({context.topics})" if context.topics else ""
    still = f"{talked} and" if talked else "I am still interested and"
    day = context.decision
    asked = f"You expected to decide by {context.day(day)}, and" if day else ""
    return Draft(
        context.subject("Next steps", context.about("for", "at")),
        join_paragraphs(
            context.greeting(met=True),
            join_words(_met(context), to_sentence(asked, "I wanted to ask how things stand")),
            to_sentence(still, "would like to do this work"),
            join_words(_asked(context), f"If anything would help you decide, {_MORE}"),
            context.signature,
        ),
    )


def after_interview_again(context: LetterContext) -> Draft:
    """Returns the second question, which makes a no easy to send."""
    asked = f"I {context.wrote} to ask" if context.wrote else "I am writing once more to ask"
    return Draft(
        context.subject("Your decision", context.about("on", "at")),
        join_paragraphs(
            context.greeting(met=True),
            join_words(
                to_sentence(asked, "about your decision on", context.job),
                to_sentence("We spoke", context.on(context.met)) if context.met else "",
                "Plans move, so may I ask again: has it been made, or is there a new date for it?",
            ),
            "I am still interested. If you have chosen somebody else, I would be grateful to know "
            "that too; one line is enough, and it helps me plan.",
            context.signature,
        ),
    )


def _met(context: LetterContext) -> str:
    return to_sentence(
        "Thank you again for our conversation", context.on(context.met), "about", context.job
    )


def _thanks(context: LetterContext) -> str:
    """Returns the thanks for the conversation, and what followed from it."""
    interview, stage = context.interview, context.application.stage
    if stage is Stage.REJECTED:
        made = "I am glad we talked, even though it did not work out this time."
    elif interview and context.now - interview.end > THANK_YOU_LIMIT:
        made = "I have thought it over since then, and it is work that I would like to do."
    else:
        made = "It gave me a clear picture of the work, and it is work that I would like to do."
    thanks = "Thank you for taking the time to talk with me"
    return join_words(to_sentence(thanks, _when_met(context), "about", context.job), made)


def _touch(context: LetterContext) -> str:
    """Returns the topics of the conversation, else a gap to fill in."""
    if context.topics:
        return f"what we talked about: {context.topics}"
    return "one thing from our conversation: [something you talked about]"


def _when_met(context: LetterContext) -> str:
    """Returns *today*, *yesterday* or *on Thursday 4 June*."""
    if context.interview is None:
        return ""
    ago = (local_day(context.now, load_zone(context.interview.zone)) - context.interview.day).days
    return {0: "today", 1: "yesterday"}.get(ago) or context.on(context.met)


def _asked(context: LetterContext) -> str:
    """True if what they named still holds, else what comes next."""
    if context.next_steps:
        return join_words(
            to_sentence("As I understood you, this was to come next:", context.next_steps),
            "Does that still hold, and when do you expect to decide?",
        )
    return "Could you tell me what comes next, and when?"


def _next_steps(context: LetterContext) -> str:
    steps = context.next_steps
    return to_sentence("As I understood you, this comes next:", steps) if steps else ""


def _closing(context: LetterContext) -> str:
    """Returns the next steps, their day, and an offer to help."""
    if context.application.stage is Stage.REJECTED:
        return (
            "If another position opens that could suit me, I would be glad to hear from you. "
            "I wish you and your colleagues well until then."
        )
    day = context.decision
    ahead = day is not None and day > context.person.today(context.now)
    until = f"I look forward to hearing from you by {context.day(day)}" if day and ahead else ""
    help_ = f"If anything would help you decide, {_MORE}"
    return join_words(_next_steps(context), to_sentence(until), help_)
