"""Letters before an interview: the application, the two follow-ups, and months later."""

from __future__ import annotations

from bot.domain.applications.activity import ActivityKind
from bot.message import Draft
from bot.texts.date_formats import write_month
from bot.texts.letters.letter_context import LetterContext
from bot.texts.plain_text import join_paragraphs, join_words, to_sentence


def application_letter(context: LetterContext) -> Draft:
    """Returns the lines that go with a résumé."""
    return Draft(
        context.subject("Application", context.about("for", "to")),
        join_paragraphs(
            context.greeting(),
            join_words(
                to_sentence("I am applying for", context.job),
                "My résumé and a cover letter are attached.",
            ),
            "What I would bring to the work: [one result or skill that the posting asks for].",
            "I would be glad to tell you more in a short conversation, by phone or in person, "
            "whenever it suits you. Could you let me know that this has reached the right person, "
            "and when you expect to invite people for interviews?",
            context.signature,
        ),
    )


def first_follow_up(context: LetterContext) -> Draft:
    """Writes the first follow-up: interest, a reason to talk, a question about the timeline."""
    asked = (
        "what comes next" if context.reply else "when you expect to invite people for interviews"
    )
    return Draft(
        context.subject("My application", context.about("for", "to")),
        join_paragraphs(
            context.greeting(),
            _opening(context),
            "Ten or fifteen minutes on the phone would be enough to show you how my experience "
            "fits the work, and to hear what matters most to you in the person you are looking "
            "for. I can make time for that this week or next.",
            f"Could you tell me where your search stands, and {asked}? "
            "If anything is missing from my application, I will send it right away.",
            context.signature,
        ),
    )


def second_follow_up(context: LetterContext) -> Draft:
    """Writes the second follow-up: shorter, with one thing that is new."""
    before = f"{context.wrote} about" if context.wrote else "applied for"
    when = "" if context.wrote else context.on(context.applied)
    return Draft(
        context.subject("Following up on my application", context.about("for", "to")),
        join_paragraphs(
            context.greeting(),
            to_sentence("I", before, context.job, when, "and would still like to be considered"),
            "One thing that was not in my application: "
            "[something new, such as a result, a course, or a need in the posting you can meet].",
            "Is the position still open, and when do you expect to decide whom to invite? "
            "One line is enough. If somebody else is the right person to ask, "
            "I would be grateful for their name.",
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
                "It did not work out then, and I would still like to work with you.",
            ),
            "What is new since then: [a project, a course, a result, or what you do now].",
            "Do you expect openings in the coming months that could suit me? I would be glad "
            "to talk for ten minutes, whenever it suits you. If a colleague is the better person "
            "to write to, please tell me their name.",
            context.signature,
        ),
    )


def _opening(context: LetterContext) -> str:
    """Returns the reason to write now: their reply, another try, or their silence."""
    day = context.decision
    if reply := context.reply:
        return join_words(
            to_sentence(
                "Thank you for getting back to me", context.on(reply.on), "about", context.job
            ),
            to_sentence(f"You named {context.day(day)} for a decision" if day else ""),
            "I am still interested.",
        )
    when = context.on(context.applied)
    start = context.application.start
    if start and start.kind is ActivityKind.TRIED_AGAIN:
        why = "and am writing once more because I am still interested"
        return to_sentence("I", "" if when else "once", "applied for", context.job, when, why)
    applied = "I applied for" if when else "I recently applied for"
    return to_sentence(applied, context.job, context.source, when, "and am still interested")
