"""Letters before an interview: the application, the two follow-ups, and months later."""

from __future__ import annotations

from bot.domain.applications.activity import ActivityKind
from bot.message import Draft
from bot.texts.date_formats import write_month
from bot.texts.letters.letter_context import LetterContext, choose_variant
from bot.texts.plain_text import join_paragraphs, join_words, to_sentence


def application_letter(context: LetterContext) -> Draft:
    """Writes the lines that go with a résumé."""
    return Draft(
        context.subject("Application", context.about("for", "to")),
        join_paragraphs(
            context.greeting(),
            join_words(
                to_sentence("I'm applying for", context.job),
                "My résumé and cover letter are attached.",
            ),
            "What I'd bring to the job: [one result or skill the posting asks for].",
            "I'd be glad to tell you more by phone or in person. "
            "When do you expect to schedule interviews?",
            context.signature,
        ),
    )


def first_follow_up(context: LetterContext) -> Draft:
    """Writes the first follow-up: interest, an offer to talk, and where things stand."""
    offer, asked = choose_variant(
        context.count(ActivityKind.TRIED_AGAIN),
        (
            "I'd be happy to show you how my experience fits the job in a ten-minute call, this "
            "week or next.",
            "Could you tell me where things stand with my application?",
        ),
        (
            "If a short call is easier than email, I can be reached any day this week.",
            "Is the position still open, and are you still interviewing?",
        ),
    )
    return Draft(
        context.subject("My application", context.about("for", "to")),
        join_paragraphs(context.greeting(), _opening(context), offer, asked, context.signature),
    )


def second_follow_up(context: LetterContext) -> Draft:
    """Writes the second follow-up: shorter, with one thing that is new."""
    before = f"{context.wrote} about" if context.wrote else "applied for"
    when = "" if context.wrote else context.on(context.applied)
    new, asked = choose_variant(
        context.count(ActivityKind.TRIED_AGAIN),
        (
            "One thing that wasn't in my application: "
            "[a result, a course, or a need in the posting you can meet].",
            "Have you decided who you'll interview? A one-line answer is plenty.",
        ),
        (
            "Since then, I have [one more result, course or project that fits this job].",
            "Should I still count on an answer? A yes or no is all I need.",
        ),
    )
    return Draft(
        context.subject("Following up on my application", context.about("for", "to")),
        join_paragraphs(
            context.greeting(),
            to_sentence("I", before, context.job, when, "and would still like to be considered"),
            new,
            asked,
            context.signature,
        ),
    )


def reconnect(context: LetterContext) -> Draft:
    """Writes the letter months after a rejection, or after silence."""
    when = (
        write_month(context.applied, context.person, context.now)
        if context.applied
        else "some time ago"
    )
    about = f"about work at {context.company}" if context.company else ""
    return Draft(
        context.subject("Keeping in touch", about),
        join_paragraphs(
            context.greeting(),
            join_words(
                to_sentence(f"{when[0].upper()}{when[1:]} I applied for", context.job),
                "It didn't work out then, but I'd still like to work with you.",
            ),
            "What's new since then: [a project, a course, a result, or what you do now].",
            "Do you expect any openings in the coming months that might suit me? "
            "If a colleague is the better person to ask, I'd be grateful for their name.",
            context.signature,
        ),
    )


def _opening(context: LetterContext) -> str:
    """Returns the reason to write now: their reply, another try, or their silence."""
    day = context.decision
    if reply := context.reply:
        return join_words(
            to_sentence(
                "Thank you for getting back to me", context.on(reply.day), "about", context.job
            ),
            to_sentence(f"You named {context.day(day)} for a decision" if day else ""),
            "I'm still interested.",
        )
    when = context.on(context.applied)
    start = context.application.start
    if start and start.kind is ActivityKind.TRIED_AGAIN:
        why = "and am writing once more because I'm still interested"
        return to_sentence("I", "" if when else "once", "applied for", context.job, when, why)
    applied = "I applied for" if when else "I recently applied for"
    return to_sentence(applied, context.job, context.source, when, "and am still interested")
