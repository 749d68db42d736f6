"""Letters after an interview: the thank-you, and two questions about the decision.

Nothing from a debrief goes into a letter without a mark to check it, and how the
interview went never does.
"""

from __future__ import annotations

from bot.domain.applications.application import THANK_YOU_LIMIT, Stage
from bot.domain.calendar.local_time import load_zone, local_day
from bot.message import Draft
from bot.texts.letters.letter_context import LetterContext, choose_variant
from bot.texts.plain_text import join_paragraphs, join_words, to_sentence


def thank_you(context: LetterContext) -> Draft:
    """Writes thanks with a personal touch; past 24 h in other words, without an apology."""
    return Draft(
        context.subject("Thank you for our conversation", context.about("about", "at")),
        join_paragraphs(
            context.greeting(met=True),
            _thanks(context),
            _touch(context),
            _closing(context),
            context.signature,
        ),
    )


def after_interview(context: LetterContext) -> Draft:
    """Writes the first question about the decision, with the day they named."""
    day, steps = context.decision, context.next_steps
    named = f"You expected to decide by {context.day(day)}" if day else ""
    held = (
        f"When we talked, the next step was going to be [check: {steps}]; does that still hold?"
        if steps
        else choose_variant(
            context.round,
            "How is the decision coming along?",
            "How do things look after this round?",
        )
    )
    still = choose_variant(
        context.round,
        "I'm still interested in the job and would like to be part of your team.",
        "After this round I'm as interested as before.",
    )
    return Draft(
        context.subject("Next steps", context.about("for", "at")),
        join_paragraphs(
            context.greeting(met=True),
            join_words(_met(context), to_sentence(named)),
            still,
            held,
            context.signature,
        ),
    )


def after_interview_again(context: LetterContext) -> Draft:
    """Writes the second question, which makes a no easy to send."""
    asked = f"I {context.wrote} to ask" if context.wrote else "I'm writing once more to ask"
    again, no = choose_variant(
        context.round,
        (
            "Plans change, so may I ask again: have you decided, or is there a new date?",
            "If you've chosen someone else, I'd be grateful to know; that helps me plan.",
        ),
        (
            "Is there news, or a day when you expect some?",
            "Please tell me if it's a no as well.",
        ),
    )
    return Draft(
        context.subject("Your decision", context.about("on", "at")),
        join_paragraphs(
            context.greeting(met=True),
            to_sentence(asked, "about your decision on", context.job),
            again,
            no,
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
        made = "I'm glad we talked, even though it didn't work out this time."
    elif interview and context.now - interview.end > THANK_YOU_LIMIT:
        made = choose_variant(
            context.round,
            "I've thought it over since then, and I'd love to do this job.",
            "I've had time to think about it, and my answer is the same: I'd like to join you.",
        )
    else:
        made = choose_variant(
            context.round,
            "I have a clear picture of the job now, and I'd love to do it.",
            "Each time we talk, I can see more clearly how I could help.",
        )
    thanks = choose_variant(
        context.round,
        "Thank you for taking the time to talk with me",
        "Thank you for meeting with me again",
    )
    return join_words(to_sentence(thanks, _when_met(context), "about", context.job), made)


def _touch(context: LetterContext) -> str:
    """Returns the sentence with something personal: from the debrief, to check, or a gap."""
    said = f"[check: {context.topics}]" if context.topics else "[something you talked about]"
    return choose_variant(
        context.round,
        f"I especially enjoyed talking about {said}.",
        f"I liked hearing about {said}.",
    )


def _when_met(context: LetterContext) -> str:
    """Returns *today*, *yesterday* or *on Thursday 4 June*."""
    if context.interview is None:
        return ""
    ago = (local_day(context.now, load_zone(context.interview.zone)) - context.interview.day).days
    return {0: "today", 1: "yesterday"}.get(ago) or context.on(context.met)


def _closing(context: LetterContext) -> str:
    """Returns the next step, its day, and an offer to help."""
    if context.application.stage is Stage.REJECTED:
        return (
            "If another position opens that might suit me, I'd be glad to hear from you. "
            "I wish you and your colleagues well until then."
        )
    day, steps = context.decision, context.next_steps
    ahead = day is not None and day > context.person.today(context.now)
    until = f"I look forward to hearing from you by {context.day(day)}" if day and ahead else ""
    return join_words(
        f"As I understand it, the next step is [check: {steps}]." if steps else "",
        to_sentence(until),
        choose_variant(
            context.round,
            "If references would help, I'm happy to send them.",
            "Tell me if there's anything else you'd like to see from me.",
        ),
    )
